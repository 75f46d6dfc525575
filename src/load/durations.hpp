#pragma once
#include <optional>
#include <string_view>

#include "load/header.hpp"

namespace dsat::load {

/// A length of time in seconds, as exports write it: a number of `unit`s, `1:20`, `01:20:00`, `2 days 03:04:05`,
/// `1h 20m`, `90 min`, `PT1H20M`, and what spreadsheets make of it (`1/1/1970 0:27`, `1900-01-01 00:02:23`). Negative
/// ones are returned as such. Nothing for anything else.
std::optional<double> parse_duration(std::string_view cell, TimeUnit unit);

}  // namespace dsat::load
