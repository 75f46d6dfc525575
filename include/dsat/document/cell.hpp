#pragma once
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dsat/base/calendar.hpp"

/// What a report says, before anybody decides how it looks. Cells are typed: a writer chooses the digits.
namespace dsat::document {

/// Undefined (base 0, or the export can't tell): an empty cell for machines, a dash for readers. Never 0.
struct Missing {};
/// Words. May hold line breaks and anything a customer typed; writers make it safe for their format.
struct Text {
  std::string text;
};
struct Count {
  std::int64_t value = 0;
};
/// A fraction from 0 to 1: `0.143639` for machines, `14.4 %` for readers.
struct Share {
  double fraction = 0;
};
/// A number on a scale of its own (CSI, NPS, a ratio, a p value), printed with these decimals everywhere.
struct Score {
  double value = 0;
  int decimals = 2;
};
/// Minutes, as the bare number for machines, `42 min`, `1 h 05 min`, `5 d 12 h` for readers.
struct Duration {
  double minutes = 0;
};
/// A point in time: UTC (or a bare date) for machines, the wall clock of the report's zone for readers.
struct Instant {
  Moment moment;
  std::string local;  ///< `Tue 10 Nov 18:04`
};
/// A difference to another period. `points` are percentage points of a share (0.046 is `+4.6 pp`).
struct Change {
  enum class Of { points, count, score, minutes };
  double difference = 0;
  Of of = Of::points;
};
/// Both ends of an interval, for readers only (machines get two columns): `15.2 – 23.9 %`.
struct Range {
  enum class Of { share, score, minutes };
  double low = 0, high = 0;
  Of of = Of::share;
};
/// A horizontal bar, for readers only; `fraction` of the longest in its column.
struct Bar {
  double fraction = 0;
};
/// A small line of values in time order, for readers only; gaps where nothing is known. Scaled from minimum to maximum.
struct Spark {
  std::vector<std::optional<double>> values;
};

using Content = std::variant<Missing, Text, Count, Share, Score, Duration, Instant, Change, Range, Bar, Spark>;

/// The tickets behind a count: keys of Document::tickets, the newest first, and how many there are in all.
struct Behind {
  std::vector<std::uint32_t> tickets;
  std::int64_t count = 0;
  std::string more;  ///< what lists all of them: `dsat reviews …`
};

/// How a cell is to be felt. It must read the same without colour.
enum class Tone { plain, worse, better, dim };

struct Cell {
  Content content;
  Tone tone = Tone::plain;
  /// The base is under --min-ratings: readers see that there is no rate (`·`), machines get the figure all the same.
  bool suppressed = false;
  /// A page opens them; other formats show the count alone.
  std::shared_ptr<const Behind> behind = {};

  Cell() = default;
  template <class T>
  requires std::constructible_from<Content, T> Cell(T content_, Tone tone_ = Tone::plain, bool suppressed_ = false)
      : content(std::move(content_)), tone(tone_), suppressed(suppressed_) {}
};

inline Cell text(std::string words, Tone tone = Tone::plain) {
  return Cell(Text{std::move(words)}, tone);
}
inline Cell count(std::int64_t value) {
  return Cell(Count{value});
}
/// Missing when there is no value.
inline Cell share(std::optional<double> fraction) {
  return fraction ? Cell(Share{*fraction}) : Cell(Missing{});
}
inline Cell score(std::optional<double> value, int decimals = 2) {
  return value ? Cell(Score{*value, decimals}) : Cell(Missing{});
}
inline Cell minutes(std::optional<double> value) {
  return value ? Cell(Duration{*value}) : Cell(Missing{});
}

}  // namespace dsat::document
