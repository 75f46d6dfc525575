#include "dsat/stats/decompose.hpp"

namespace dsat::stats {

std::optional<Kitagawa> kitagawa(std::span<const GroupChange> groups) {
  Share before, after;
  for (const GroupChange& group : groups) {
    if (group.before.defined()) before += group.before;
    if (group.after.defined()) after += group.after;
  }
  if (!before.defined() || !after.defined()) return std::nullopt;
  const double middle = (*before.rate() + *after.rate()) / 2;
  Kitagawa result{*after.rate() - *before.rate(), {}, {}};
  for (const GroupChange& group : groups) {
    RateAndMix part;
    const auto r0 = group.before.rate(), r1 = group.after.rate();
    if (r0 || r1) {
      const double w0 = r0 ? static_cast<double>(group.before.base) / static_cast<double>(before.base) : 0;
      const double w1 = r1 ? static_cast<double>(group.after.base) / static_cast<double>(after.base) : 0;
      const double was = r0 ? *r0 : *r1, is = r1 ? *r1 : *r0;
      part = {(w0 + w1) / 2 * (is - was), ((was + is) / 2 - middle) * (w1 - w0)};
    }
    result.total.rate += part.rate;
    result.total.mix += part.mix;
    result.groups.push_back(part);
  }
  return result;
}

std::optional<double> leave_one_out(const Share& slice, const Share& total) {
  if (!total.defined()) return std::nullopt;
  const auto without = (total - slice).rate();
  if (!without) return std::nullopt;
  return *total.rate() - *without;
}

std::optional<double> slice_score(const Share& slice, const Share& total, double alpha) {
  if (!slice.defined() || !total.defined() || total.part == 0) return std::nullopt;
  const double size = static_cast<double>(total.base) / static_cast<double>(slice.base);
  return alpha * (*slice.rate() / *total.rate() - 1) - (1 - alpha) * (size - 1);
}

}  // namespace dsat::stats
