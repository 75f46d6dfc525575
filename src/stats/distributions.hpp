#pragma once
#include <cstdint>

/// Distributions and special functions, by Boost.Math behind this wall, as its headers are slow to compile. Arguments
/// are the caller's business: within the domain, finite.
namespace dsat::stats {

/// Standard normal: z below which a fraction `p` lies.
double normal_quantile(double p);

/// z of a two-sided interval: 1.96 for 0.95, which is not computed anew.
double two_sided_z(double confidence);

/// Two-sided p of a standard normal z.
double normal_two_sided(double z);

/// Upper tail of χ².
double chi_squared_upper(double statistic, double degrees_of_freedom);

/// Student's t: quantile, and two-sided p.
double student_quantile(double p, double degrees_of_freedom);
double student_two_sided(double t, double degrees_of_freedom);

/// Upper tail of F.
double f_upper(double statistic, double numerator, double denominator);

/// Quantile of the beta distribution.
double beta_quantile(double alpha, double beta, double p);

/// P(X <= k) and P(X >= k) of a binomial of n trials with rate p.
double binomial_at_most(std::int64_t k, std::int64_t n, double p);
double binomial_at_least(std::int64_t k, std::int64_t n, double p);

/// P(X >= k) of a negative binomial of that mean and size: variance mean + mean²/size.
double negative_binomial_at_least(std::int64_t k, double mean, double size);

/// Safe in threads, which the C library's lgamma isn't.
double log_gamma(double x);
double digamma(double x);

}  // namespace dsat::stats
