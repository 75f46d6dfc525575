#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "dsat/base/calendar.hpp"

/// Cells that are a whole number or a common time stamp, in eight bytes and without loss.
namespace dsat::load {

/// What a packed cell is; its text can be told from form and value.
enum class PackedForm : std::uint8_t {
  number,          ///< `121`, without sign or leading zeros
  date,            ///< `2026-11-03`
  minutes,         ///< `2026-11-03 08:00`
  seconds,         ///< `2026-11-03 08:00:00`
  seconds_t,       ///< `2026-11-03T08:00:00`
  seconds_t_zone,  ///< `2026-11-03T08:00:00Z`
  seconds_utc,     ///< `2026-11-03 08:00:00 UTC`
};

/// A number, or the wall clock of a stamp in seconds since 1970.
struct PackedCell {
  PackedForm form = PackedForm::number;
  std::int64_t value = 0;
  bool is_stamp() const { return form != PackedForm::number; }
  bool has_zone() const { return form >= PackedForm::seconds_t_zone; }
};

/// The cell as an odd number, or 0 if its text is anything else.
std::uint64_t pack(std::string_view cell);
PackedCell unpack(std::uint64_t packed);

/// Room for the text of a packed cell.
using SpelledCell = std::array<char, 24>;
std::string_view spell(std::uint64_t packed, SpelledCell& room);

/// The moment of a packed stamp; one without a zone is read in `zone`.
Moment moment_of(const PackedCell& stamp, const Zone& zone);

}  // namespace dsat::load
