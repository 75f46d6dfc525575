#include "load/date_evidence.hpp"

#include <algorithm>

#include "dsat/base/text.hpp"

namespace dsat::load {

void TwoDigitYears::add(const Stamp& triple) {
  if (triple.first > 99 || triple.third > 99) return;
  firsts.set(static_cast<std::size_t>(triple.first));
  lasts.set(static_cast<std::size_t>(triple.third));
  ++count;
  const bool makes_date = moment_of(triple, DateOrder::ymd, Zone()).missing() == false;
  all_year_first = all_year_first && makes_date;
}

void TwoDigitYears::add(const TwoDigitYears& other) {
  firsts |= other.firsts, lasts |= other.lasts;
  count += other.count;
  all_year_first = all_year_first && other.all_year_first;
}

bool TwoDigitYears::year_first() const {
  if (count == 0 || !all_year_first || firsts.count() >= lasts.count()) return false;
  // Help desks haven't kept records for longer.
  const auto are_recent = [](const std::bitset<100>& years) {
    for (std::size_t year = 0; year < years.size(); ++year)
      if (years[year] && (year < 5 || year > 45)) return false;
    return true;
  };
  return are_recent(firsts) || !are_recent(lasts);
}

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
  two_digit_years.add(other.two_digit_years);
  dmy += other.dmy, mdy += other.mdy, ymd += other.ymd, open += other.open, twelve_hours += other.twelve_hours;
  if (dmy_example.empty()) dmy_example = other.dmy_example;
  if (mdy_example.empty()) mdy_example = other.mdy_example;
  if (ymd_example.empty()) ymd_example = other.ymd_example;
}

ChosenOrder order_by(const OrderEvidence& evidence) {
  if (const TwoDigitYears& years = evidence.two_digit_years; years.year_first())
    return {DateOrder::ymd,
            "the first of two-digit parts takes " + std::to_string(years.firsts.count()) +
                (years.firsts.count() == 1 ? " value" : " values") + ", the last " +
                std::to_string(years.lasts.count()),
            false};
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
