#include "stats/distributions.hpp"

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numbers>

namespace dsat::stats {
namespace {

namespace policies = boost::math::policies;

// Long double inside would be several times slower for digits nobody prints; and an overflow is an infinity, not a
// throw.
using Policy = policies::policy<policies::promote_double<false>, policies::promote_float<false>,
                                policies::overflow_error<policies::ignore_error>>;
constexpr Policy policy;

}  // namespace

double normal_quantile(double p) {
  return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p, policy);
}

double two_sided_z(double confidence) {
  static const double usual = normal_quantile(0.975);
  return confidence == 0.95 ? usual : normal_quantile(0.5 + confidence / 2);
}

double normal_two_sided(double z) {
  return std::erfc(std::abs(z) / std::numbers::sqrt2);
}

double chi_squared_upper(double statistic, double degrees_of_freedom) {
  return boost::math::gamma_q(degrees_of_freedom / 2, statistic / 2, policy);
}

double student_quantile(double p, double degrees_of_freedom) {
  if (p == 0.5) return 0;
  const double tails = 2 * std::min(p, 1 - p);
  const double x = boost::math::ibeta_inv(degrees_of_freedom / 2, 0.5, tails, policy);
  const double t = std::sqrt(degrees_of_freedom * (1 - x) / x);
  return p < 0.5 ? -t : t;
}

double student_two_sided(double t, double degrees_of_freedom) {
  return boost::math::ibeta(degrees_of_freedom / 2, 0.5, degrees_of_freedom / (degrees_of_freedom + t * t), policy);
}

double f_upper(double statistic, double numerator, double denominator) {
  return boost::math::ibeta(denominator / 2, numerator / 2, denominator / (denominator + numerator * statistic),
                            policy);
}

double beta_quantile(double alpha, double beta, double p) {
  return boost::math::ibeta_inv(alpha, beta, p, policy);
}

double binomial_at_most(std::int64_t k, std::int64_t n, double p) {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return boost::math::ibetac(static_cast<double>(k + 1), static_cast<double>(n - k), p, policy);
}

double binomial_at_least(std::int64_t k, std::int64_t n, double p) {
  if (k <= 0) return 1;
  if (k > n) return 0;
  return boost::math::ibeta(static_cast<double>(k), static_cast<double>(n - k + 1), p, policy);
}

double negative_binomial_at_least(std::int64_t k, double mean, double size) {
  return k <= 0 ? 1 : boost::math::ibeta(static_cast<double>(k), size, mean / (mean + size), policy);
}

double log_gamma(double x) {
  return boost::math::lgamma(x, policy);
}

double digamma(double x) {
  return boost::math::digamma(x, policy);
}

}  // namespace dsat::stats
