#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsat/analyze/claim.hpp"
#include "dsat/analyze/filter.hpp"
#include "dsat/stats/share.hpp"

/// Tags that are on more tickets than their own history would lead one to expect.
namespace dsat::analyze {

struct RisingTag {
  std::string name;
  stats::Share now;         ///< tickets with it, of all tickets of the period
  stats::Share earlier;     ///< the same over the earlier periods together
  std::int64_t before = 0;  ///< tickets with it in the period before
  double usual = 0;         ///< tickets that its earlier share would make of this period's
  double dispersion = 0;    ///< κ: its counts vary as μ + κμ², drawn toward the κ of all tags together
  double p = 1, q = 1;
};

struct RisingTags {
  std::vector<RisingTag> shown;  ///< beyond chance, most tickets first
  std::int64_t tested = 0;
  std::size_t periods = 0;  ///< earlier ones compared with; with fewer than 4 nothing is tested
  double level = 0;         ///< false-discovery rate
};

/// Counts of tickets by tag in a period of `unit` against up to 12 periods before it that have tickets. Shares are
/// compared, so that a period with more tickets of every kind raises nothing; p is the larger of Fisher's and of the
/// negative binomial's whose variance is that of bursts: κ of the tag's own earlier counts drawn toward the κ of all
/// tags, so that neither few tickets nor tags that always jump are taken for news. Benjamini–Hochberg over all tags
/// that could stand out (Tarone 1990). Shown from 5 tickets and 1.2 times the usual number on. `budget`: how often any
/// is shown by chance.
RisingTags rising_tags(const View& view, const Filter& filter, Unit unit, DayRange period, double budget = 0.01);

std::vector<Claim> claims_of(const RisingTags& rising);

}  // namespace dsat::analyze
