#include "analyze/measures/measures.hpp"

namespace dsat::analyze {

Value share_of(std::int64_t part, std::int64_t base) {
  if (base <= 0) return undefined();
  return {static_cast<double>(part) / static_cast<double>(base), part, base, stats::wilson(stats::Share{part, base})};
}

Value count_of(std::int64_t count) {
  return {static_cast<double>(count), count, count, std::nullopt};
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
