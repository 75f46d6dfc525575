#include "dsat/stats/probit.hpp"

#include <catch2/catch.hpp>

using namespace dsat::stats;

TEST_CASE("latent correlations give pairs that agree as often as the outcomes do", "[probit]") {
  // Python: φ(x)·Φ((h − rx)/√(1 − r²)) integrated up to h, solved for r.
  CHECK(latent_correlation(0.15, 0.2) == Approx(0.3851081275364152).epsilon(1e-6));
  CHECK(latent_correlation(0.15, 0.05) == Approx(0.11066283863162686).epsilon(1e-6));
  CHECK(latent_correlation(0.15, 0) == 0);
  CHECK(latent_correlation(0, 0.2) == 0);
}
