#include "load/date_evidence.hpp"

#include <algorithm>

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

void OrderEvidence::add(const OrderEvidence& other) {
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
