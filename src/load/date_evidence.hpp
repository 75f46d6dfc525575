#pragma once
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>

#include "load/moments.hpp"

namespace dsat::load {

/// The first and last parts of dates whose year has two digits. In `26/02/13` nothing tells by itself which is the
/// year; over a column years repeat and days don't.
struct TwoDigitYears {
  std::bitset<100> firsts, lasts;
  std::int64_t count = 0;
  bool all_year_first = true;  ///< each makes a date with the year in front

  void add(const Stamp& triple);
  void add(const TwoDigitYears& other);
  /// True if the first parts take fewer values than the last, which all can be days; not where only the last ones are
  /// years of this time.
  bool year_first() const;
};

/// Evidence on the order of dates written as three numbers.
struct OrderEvidence {
  std::int64_t dmy = 0, mdy = 0, ymd = 0, open = 0, twelve_hours = 0;
  TwoDigitYears two_digit_years;
  std::string dmy_example, mdy_example, ymd_example;

  void add(DateOrder order, std::string_view cell, std::uint64_t line, bool has_twelve_hours);
  void add(const OrderEvidence& other);
  bool any() const { return dmy + mdy + ymd + open > 0; }
  bool decided() const { return dmy + mdy + ymd > 0; }
};

/// An order, what speaks for it, and whether nothing speaks against it.
struct ChosenOrder {
  DateOrder order = DateOrder::unknown;
  std::string evidence;
  bool certain = false;
};

/// The order that most dates tell; unknown where none tells any.
ChosenOrder order_by(const OrderEvidence& evidence);

}  // namespace dsat::load
