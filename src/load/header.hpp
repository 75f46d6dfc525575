#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Names of columns, made comparable.
namespace dsat::load {

/// The unit that a duration's numbers are in.
enum class TimeUnit : std::uint8_t { unknown, milliseconds, seconds, minutes, hours, days };
std::string_view name_of(TimeUnit unit);
/// `s`, `sec`, `in seconds`, `hrs`, …; unknown for anything else.
TimeUnit time_unit_named(std::string_view word);
/// Seconds in one unit; 60 for unknown, since most help desks count in minutes.
double seconds_in(TimeUnit unit);

/// A column's name as look-ups use it: folded, words parted by one blank (`_`, `-`, `.`, `/` and CamelCase part words
/// too), brackets and marks dropped, unit and zone taken off and remembered. `First reply time (in minutes)` is
/// `first reply time`, minutes.
struct Header {
  std::string key;
  TimeUnit unit = TimeUnit::unknown;
  bool utc = false;     ///< the name says that its stamps are UTC
  bool custom = false;  ///< a custom field: a maker's own column of the same name goes first
  bool operator==(const Header&) const = default;
};
Header normalise_header(std::string_view raw);

/// The keys under which a column may be known, the surest first: as it is, without a trailing `name`, without a leading
/// `ticket` (`case`, `conversation`, …), without both. Some may be empty.
std::array<std::string, 4> look_up_keys(const Header& header);

}  // namespace dsat::load
