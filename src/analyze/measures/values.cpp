#include "analyze/measures/measures.hpp"
#include "dsat/analyze/outcome.hpp"

namespace dsat::analyze {

Value share_of(std::int64_t part, std::int64_t base) {
  if (base <= 0) return undefined();
  return {static_cast<double>(part) / static_cast<double>(base), part, base, stats::wilson(stats::Share{part, base})};
}

Value share_of(std::int64_t part, std::int64_t base, std::int64_t unreadable) {
  const std::int64_t answers = base + unreadable;
  Value value = is_withheld(unreadable, answers) ? undefined(base) : share_of(part, base);
  if (unreadable > 0) {
    const auto all = static_cast<double>(answers);
    value.ends = Ends{static_cast<double>(part) / all, static_cast<double>(part + unreadable) / all, part,
                      part + unreadable, answers};
  }
  return value;
}

Value count_of(std::int64_t count) {
  return {static_cast<double>(count), count, count, std::nullopt};
}

Value at_least(const Value& value) {
  if (!value.ends) return value;
  return {value.ends->least, value.ends->least_part, value.ends->base, std::nullopt};
}

Value at_most(const Value& value) {
  if (!value.ends) return value;
  return {value.ends->most, value.ends->most_part, value.ends->base, std::nullopt};
}

Value low_end(const Value& value) {
  if (!value.interval) return undefined(value.base);
  return {value.interval->low, value.part, value.base, std::nullopt};
}

Value high_end(const Value& value) {
  if (!value.interval) return undefined(value.base);
  return {value.interval->high, value.part, value.base, std::nullopt};
}

}  // namespace dsat::analyze
