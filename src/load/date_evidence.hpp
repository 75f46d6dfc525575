#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "load/moments.hpp"

namespace dsat::load {

/// Evidence on the order of dates written as three numbers.
struct OrderEvidence {
  std::int64_t dmy = 0, mdy = 0, ymd = 0, open = 0, twelve_hours = 0;
  std::string dmy_example, mdy_example, ymd_example;
  std::uint64_t firsts[2] = {0, 0}, lasts[2] = {0, 0};  ///< which of 0 … 99 were seen, a bit each
  bool four_digits = false;                             ///< some year has four

  void add(DateOrder order, std::string_view cell, std::uint64_t line, bool has_twelve_hours);
  void add(const OrderEvidence& other);
  /// The first and last number of a date with a year of two digits.
  void add_parts(const Stamp& triple);
  /// True if all dates have years of two digits and these come first: the first numbers are fewer than the last ones,
  /// all of which could be days. `03.11.26`, day first, has few years at its end.
  bool years_come_first() const;
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
