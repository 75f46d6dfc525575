#include "dsat/analyze/measure.hpp"

#include <algorithm>
#include <array>

#include "analyze/measures/measures.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::analyze {

Value Measure::compute(const Slice& slice) const {
  Value value = formula(slice);
  const std::int64_t parts = slice.tally.parts;
  if (parts == 1) return value;
  if (key.ends_with("_low") || key.ends_with("_high")) return undefined();
  if (kind == MeasureKind::count && value.number) *value.number /= static_cast<double>(parts);
  value.part /= parts;
  value.base /= parts;
  value.interval.reset();
  if (value.ends) {
    value.ends->least_part /= parts;
    value.ends->most_part /= parts;
    value.ends->base /= parts;
  }
  return value;
}

std::span<const Measure> measures() {
  static const std::vector<Measure> all = [] {
    std::vector<Measure> list;
    for (const auto part :
         {count_measures(), rating_measures(), review_measures(), survey_measures(), service_measures()})
      list.insert(list.end(), part.begin(), part.end());
    return list;
  }();
  return all;
}

const Measure* measure_named(std::string_view key) {
  std::string plain = fold(key);
  std::ranges::replace(plain, '-', '_');
  if (plain == "dsat" || plain == "badsat") plain = "nrr";  // the same figure under the names other tools give it
  const auto found = std::ranges::find(measures(), plain, &Measure::key);
  return found == measures().end() ? nullptr : &*found;
}

const Measure& require_measure(std::string_view key) {
  if (const Measure* measure = measure_named(key)) return *measure;
  std::vector<std::string> known;
  for (const Measure& measure : measures()) known.emplace_back(measure.key);
  const auto near = nearest(key, known);
  throw Error(ErrorKind::usage, "there is no measure \"" + std::string(key) + "\"",
              (near ? "Did you mean \"" + *near + "\"? " : std::string()) + "`dsat list measures` shows all.");
}

std::span<const std::string_view> standard_columns() {
  static constexpr std::array<std::string_view, 18> columns = {
      "tickets", "surveyed", "rated",    "positive",      "neutral",       "negative",
      "nrr",     "nrr_low",  "nrr_high", "csat",          "csat_low",      "csat_high",
      "csi",     "nps",      "coverage", "response_rate", "coverage_base", "response_base"};
  return columns;
}

}  // namespace dsat::analyze
