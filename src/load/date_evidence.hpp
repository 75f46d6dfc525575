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
