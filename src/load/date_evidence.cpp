#include "load/date_evidence.hpp"

#include <algorithm>
#include <bit>

#include "dsat/base/text.hpp"

namespace dsat::load {

void OrderEvidence::add(DateOrder order, std::string_view cell, std::uint64_t line, bool has_twelve_hours) {
  const auto count = [&](std::int64_t& rows, std::string& example) {
    if (rows++ == 0) example = std::string(trim(cell)) + " in line " + std::to_string(line);
  };
  if (order == DateOrder::dmy) count(dmy, dmy_example);
  if (order == DateOrder::mdy) count(mdy, mdy_example);
  if (order == DateOrder::ymd) count(ymd, ymd_example);
  if (order == DateOrder::unknown) ++open;
  if (has_twelve_hours) ++twelve_hours;
}

void OrderEvidence::add_parts(const Stamp& triple) {
  if (!triple.two_digit_year) {
    four_digits = true;
    return;
  }
  const auto see = [](std::uint64_t(&seen)[2], std::int32_t number) {
    if (number >= 0 && number < 100) seen[number / 64] |= std::uint64_t{1} << (number % 64);
  };
  see(firsts, triple.first);
  see(lasts, triple.third);
}

bool OrderEvidence::years_come_first() const {
  const auto count = [](const std::uint64_t(&seen)[2]) { return std::popcount(seen[0]) + std::popcount(seen[1]); };
  constexpr std::uint64_t days = 0xFFFFFFFEU;  // 1 … 31
  const bool could_be_days = lasts[1] == 0 && (lasts[0] & ~days) == 0;
  return !four_digits && count(lasts) > 0 && could_be_days && count(firsts) < count(lasts);
}

void OrderEvidence::add(const OrderEvidence& other) {
  for (std::size_t i = 0; i < 2; ++i) firsts[i] |= other.firsts[i], lasts[i] |= other.lasts[i];
  four_digits = four_digits || other.four_digits;
  dmy += other.dmy, mdy += other.mdy, ymd += other.ymd, open += other.open, twelve_hours += other.twelve_hours;
  if (dmy_example.empty()) dmy_example = other.dmy_example;
  if (mdy_example.empty()) mdy_example = other.mdy_example;
  if (ymd_example.empty()) ymd_example = other.ymd_example;
}

ChosenOrder order_by(const OrderEvidence& evidence) {
  if (!evidence.decided()) return {};
  const std::int64_t most = std::max({evidence.dmy, evidence.mdy, evidence.ymd});
  const bool contradictory = most < evidence.dmy + evidence.mdy + evidence.ymd;
  // Two-digit years in front are believed only where nothing speaks against them.
  const DateOrder order = most == evidence.ymd && !contradictory ? DateOrder::ymd
                          : evidence.dmy >= evidence.mdy         ? DateOrder::dmy
                                                                 : DateOrder::mdy;
  std::string text = order == DateOrder::dmy   ? evidence.dmy_example
                     : order == DateOrder::mdy ? evidence.mdy_example
                                               : evidence.ymd_example;
  if (contradictory) text += ", against " + (order == DateOrder::dmy ? evidence.mdy_example : evidence.dmy_example);
  return {order, text, !contradictory};
}

}  // namespace dsat::load
