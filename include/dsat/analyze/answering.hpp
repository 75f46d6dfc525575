#pragma once
#include <optional>
#include <span>

#include "dsat/analyze/comparison.hpp"

/// Whether as many customers answer as usual: fewer answers of the content look like more unhappiness.
namespace dsat::analyze {

/// Answers of a period's tickets against those of its history.
struct Answering {
  stats::Share now, usual;  ///< answered, of tickets (of those asked, where the files tell)
  std::size_t periods = 0;  ///< behind `usual`
  Day within = 0;           ///< counted where they came within so many days of the solution
  double p = 1;
  bool changed = false;  ///< beyond chance and ordinary swings
  bool fewer() const { return now.rate().value_or(0) < usual.rate().value_or(0); }
};

/// Compares at equal age: every period's answers count that came within as many days as the youngest ticket of the last
/// period has had, else the newest period would always have answered less. Nothing where ratings have no times, where
/// every ticket is rated, or with fewer than 8 earlier periods. `budget`: how often a change is seen by chance.
std::optional<Answering> study_answering(const View& view, std::span<const PeriodCount> periods, double budget);

/// What is left of a change of NRR once those who answer now and didn't, or did and don't, are taken to be of the
/// outcome that would explain it (Lee 2009): the share answering fell from r0 to r1, so a part q = (r0 − r1)/r0 of the
/// usual answers is missing, and at worst all of the better (for an improvement: worse) outcome. Mirrored where it
/// rose.
Comparison trimmed(const Comparison& comparison, const Answering& answering);

}  // namespace dsat::analyze
