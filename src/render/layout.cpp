#include "render/layout.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <span>

#include "dsat/base/text.hpp"
#include "render/cells.hpp"
#include "render/colour.hpp"

namespace dsat::render {

using namespace document;

namespace {

constexpr std::size_t gutter = 2;
/// Room that words keep when room is short, and when it is very short.
constexpr std::size_t fair_wide = 32, narrow_wide = 24, fair_words = 20, least_wide = 16, least_words = 10;
constexpr std::size_t least_bar = 8;
/// Lines of a heading, of a name and of long words, where they have to break.
constexpr std::size_t heading_lines = 3, name_lines = 4, wide_lines = 2;
/// Indent of a row's name from its second line on.
constexpr std::size_t hanging = 2;

bool is_unit(std::string_view word) {
  return word.starts_with('%') || word == "pp" || word.starts_with("pp.") || word.starts_with("pp,");
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool ends_in_dash(std::string_view words) {
  return words.ends_with(" –") || words.ends_with(" -");
}

/// Words at which a line may break: a figure and its unit are one, and so are both ends of a range, where that leaves
/// them within `most` columns.
std::vector<std::string> breakable_words(std::string_view text, std::size_t most) {
  std::vector<std::string> found;
  const auto fits = [&](std::string_view word) {
    return display_width(found.back()) + 1 + display_width(word) <= most;
  };
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    const bool after_figure = !found.empty() && is_digit(found.back().back());
    const bool within_range = !found.empty() && ends_in_dash(found.back()) && is_digit(word.front());
    const bool belongs = is_unit(word) || within_range || (after_figure && (word == "–" || word == "-"));
    if (!found.empty() && belongs && fits(word)) {
      found.back().append(" ").append(word);
    } else {
      found.emplace_back(word);
    }
  }
  return found;
}

/// The longest start of `text` that takes at most `width` columns, but at least one character.
std::size_t bytes_within(std::string_view text, std::size_t width) {
  std::size_t at = 0, used = 0;
  while (at < text.size()) {
    std::size_t next = at;
    next_code_point(text, next);
    used += display_width(text.substr(at, next - at));
    if (used > width && at != 0) break;
    at = next;
  }
  return at;
}

std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  constexpr std::size_t any = 1000;
  for (const std::string& word : breakable_words(text, any)) longest = std::max(longest, display_width(word));
  return longest;
}

/// How a cell stands in its column.
enum class Place { left, right, point };

struct Drawn {
  std::string text;
  Place place = Place::right;
  std::size_t width = 0;
  std::size_t after_point = 0;  ///< columns from the decimal point (or the end of the number) on
  Tone tone = Tone::plain;
};

struct Lane {
  const Column* column = nullptr;
  std::size_t index = 0;
  std::string heading;
  bool has_bar = false;
  bool gives_way = false;    ///< words, which can break over lines; never a figure or an instant
  std::size_t unbroken = 0;  ///< room that the longest word needs, or is given: addresses break
  std::size_t after_point = 0;
  std::size_t content = 0;  ///< columns that the longest cell takes
  std::size_t width = 0;
};

/// Columns from the decimal point on, or from the end of the first number where it has none.
std::size_t columns_after_point(std::string_view text) {
  std::size_t at = text.find_first_of("0123456789");
  if (at == std::string_view::npos) return 0;
  while (at < text.size() && ((text[at] >= '0' && text[at] <= '9') || text[at] == ',')) ++at;
  return display_width(text.substr(at));
}

Place place_of(const Cell& cell, const Column& column) {
  const bool missing = std::holds_alternative<Missing>(cell.content) || cell.suppressed;
  if (std::holds_alternative<Bar>(cell.content)) return Place::left;
  if (!column.numeric) return Place::left;
  if (missing) return Place::point;
  if (std::holds_alternative<Text>(cell.content) || std::holds_alternative<Range>(cell.content) ||
      std::holds_alternative<Instant>(cell.content) || std::holds_alternative<Spark>(cell.content)) {
    return Place::right;
  }
  return Place::point;
}

Drawn drawn(const Cell& cell, const Column& column, const Style& style) {
  Drawn drawing{reader_text(cell, style), place_of(cell, column), 0, 0, cell.tone};
  if (cell.suppressed || std::holds_alternative<Missing>(cell.content)) drawing.tone = Tone::dim;
  drawing.width = display_width(drawing.text);
  // `1 h 05 min` has two numbers and no decimal point: its end is what lines up.
  const bool compound = std::count_if(drawing.text.begin(), drawing.text.end(), [](char c) { return c == ' '; }) > 1;
  if (drawing.place == Place::point && compound) drawing.place = Place::right;
  if (drawing.place == Place::point) drawing.after_point = columns_after_point(drawing.text);
  return drawing;
}

/// What stands in a column, and what room that takes.
Lane lane_of(const Table& table, std::size_t index, std::size_t rows, const Style& style, std::vector<Drawn>& cells) {
  Lane lane;
  lane.column = &table.columns[index];
  lane.index = index;
  lane.heading = one_printable_line(lane.column->title, style);
  lane.gives_way = !lane.column->numeric;
  std::size_t before_point = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const Cell& cell = table.rows[row][index];
    lane.has_bar = lane.has_bar || std::holds_alternative<Bar>(cell.content);
    lane.gives_way = lane.gives_way && !std::holds_alternative<Instant>(cell.content);
    const Drawn& cell_drawn = cells.emplace_back(drawn(cell, *lane.column, style));
    lane.content = std::max(lane.content, cell_drawn.width);
    lane.unbroken = std::max(lane.unbroken, longest_word(cell_drawn.text));
    if (cell_drawn.place != Place::point) continue;
    lane.after_point = std::max(lane.after_point, cell_drawn.after_point);
    before_point = std::max(before_point, cell_drawn.width - cell_drawn.after_point);
  }
  lane.content = std::max(lane.content, before_point + lane.after_point);
  lane.gives_way = lane.gives_way && !lane.has_bar;
  // Bars of one column are only comparable when all have the same room.
  if (lane.has_bar) lane.content = std::max(lane.content, static_cast<std::size_t>(bar_width));
  lane.width = std::max(lane.content, display_width(lane.heading));
  return lane;
}

/// Headings break over lines before any content is cut.
std::size_t heading_room(const Lane& lane) {
  // Narrower than a third of it, it never stands on three lines.
  const std::size_t all = display_width(lane.heading), broken = heading_lines - 1;
  std::size_t room = std::max(longest_word(lane.heading), all > broken ? (all - broken) / heading_lines : 0);
  while (wrap(lane.heading, std::max<std::size_t>(room, 1)).size() > heading_lines) ++room;
  return room;
}

/// How narrow a lane may get when `stage` sacrifices have been made.
std::size_t least_width(const Lane& lane, int stage) {
  std::size_t content = lane.content;
  if (stage >= 1 && lane.column->wide) content = std::min(content, fair_wide);
  if (stage >= 2 && lane.has_bar) content = std::min(content, least_bar);
  const auto words = [&](int from, std::size_t wide, std::size_t others) {
    if (stage >= from && lane.gives_way) content = std::min(content, lane.column->wide ? wide : others);
  };
  words(3, narrow_wide, fair_words);
  words(4, least_wide, lane.unbroken);
  words(5, least_words, least_words);
  return std::min(lane.width, std::max(content, heading_room(lane)));
}
/// Spare columns go before the comfortable stage is given up, and a table goes on below before names are cut.
constexpr int comfortable_stage = 3, whole_stage = 4, last_stage = 5;

std::size_t total_width(std::span<const Lane> lanes) {
  return std::accumulate(lanes.begin(), lanes.end(), std::size_t{0},
                         [](std::size_t sum, const Lane& lane) { return sum + lane.width; }) +
         gutter * (lanes.empty() ? 0 : lanes.size() - 1);
}

/// Takes room from the lanes, stage by stage, from the one with most to spare first. False if it isn't enough.
bool fit(std::span<Lane> lanes, std::size_t width, int until = last_stage) {
  for (int stage = 0; stage <= until; ++stage) {
    std::size_t total = total_width(lanes);
    if (total <= width) return true;
    std::vector<std::size_t> least;
    for (const Lane& lane : lanes) least.push_back(least_width(lane, stage));
    while (total > width) {
      std::size_t most = 0;
      for (std::size_t i = 1; i < lanes.size(); ++i) {
        if (lanes[i].width - least[i] > lanes[most].width - least[most]) most = i;
      }
      if (lanes[most].width == least[most]) break;
      --lanes[most].width;
      --total;
    }
  }
  return total_width(lanes) <= width;
}

/// A table as it is drawn: the cells of every column, and the lines so far.
class Drawing {
 public:
  Drawing(const Table& table, std::size_t width, const Style& style)
      : table_(table), rows_(rows_shown(table)), style_(style), cells_(table.columns.size()) {
    for (const std::size_t index : known_columns(table)) {
      if (table.columns[index].whole) {
        add_words_below(index, width);
        continue;
      }
      Lane& lane = all_.emplace_back(lane_of(table, index, rows_, style, cells_[index]));
      lane.width = std::min(lane.width, width);
    }
    if (!all_.empty()) all_.front().unbroken += hanging;
    for (Lane& lane : all_) lane.unbroken = std::min(lane.unbroken, fair_words);
    drop_spare(width);
  }

  std::vector<std::string> lines(std::size_t width) {
    if (all_.empty()) return {};
    const std::vector<Lane> names = lanes_of_names(width);
    std::vector<Lane> side_by_side = names;
    for (std::size_t i = names.size(); i < all_.size(); ++i) {
      std::vector<Lane> more = side_by_side;
      more.push_back(all_[i]);
      std::vector<Lane> tried = more;
      // A lane must find its place without a name being cut, else the table goes on below.
      if (fit(tried, width, whole_stage) || side_by_side.size() == names.size()) {
        side_by_side = std::move(more);
        continue;
      }
      fit(side_by_side, width);
      append(side_by_side);
      below_.clear();
      lines_.emplace_back();
      side_by_side = names;
      side_by_side.push_back(all_[i]);
    }
    if (!fit(side_by_side, width)) {
      // Two lanes at most can be left here: the first gives way, then the second.
      Lane& label = side_by_side.front();
      const std::size_t second = side_by_side.size() > 1 ? side_by_side.back().width + gutter : 0;
      label.width = std::min(label.width, width > second + least_words ? width - second : least_words);
      if (side_by_side.size() > 1) side_by_side.back().width = width - gutter - label.width;
    }
    append(side_by_side);
    if (!left_out_.empty()) {
      const std::string words = (style_.ascii ? "... " : "… ") + std::string("with more room (--width): ") + left_out_;
      for (const std::string& piece : wrap(words, width)) lines_.push_back(coloured(piece, Tone::dim, style_));
    }
    return std::move(lines_);
  }

 private:
  /// What every part of a table begins with: the first column, and those after it without which a row isn't named.
  std::vector<Lane> lanes_of_names(std::size_t width) const {
    const auto names_of = [this](std::size_t row, std::size_t count) {
      std::vector<std::string> names;
      for (std::size_t i = 0; i < count; ++i) names.push_back(cells_[all_[i].index][row].text);
      return names;
    };
    const auto all_differ = [&](std::size_t count) {
      std::set<std::vector<std::string>> seen;
      for (std::size_t row = 0; row < rows_; ++row)
        if (!seen.insert(names_of(row, count)).second) return false;
      return true;
    };
    const auto is_name = [](const Lane& lane) { return !lane.column->numeric && !lane.has_bar && !lane.column->wide; };
    std::size_t count = 1;
    while (count < all_.size() && is_name(all_[count]) && !all_differ(count)) ++count;
    const std::vector<Lane> names(all_.begin(), all_.begin() + static_cast<std::ptrdiff_t>(count));
    for (std::size_t i = count; i < all_.size(); ++i) {
      std::vector<Lane> tried = names;
      tried.push_back(all_[i]);
      if (!fit(tried, width, whole_stage)) return {all_.front()};
    }
    return names;
  }

  /// Spare columns go, the last first, until the others have the room they need.
  void drop_spare(std::size_t width) {
    const auto fits = [&] {
      std::vector<Lane> tried = all_;
      return fit(tried, width, comfortable_stage);
    };
    while (!fits()) {
      const auto spare =
          std::find_if(all_.rbegin(), all_.rend() - 1, [](const Lane& lane) { return lane.column->spare; });
      if (all_.empty() || spare == all_.rend() - 1) return;
      left_out_ = spare->heading + (left_out_.empty() ? "" : ", ") + left_out_;
      all_.erase(std::next(spare).base());
    }
  }

  /// Lanes that stand side by side, with their headings.
  void append(const std::vector<Lane>& lanes) {
    std::size_t tallest = 0;
    std::vector<std::vector<std::string>> headings;
    for (const Lane& lane : lanes) {
      headings.push_back(wrap(lane.heading, std::max<std::size_t>(lane.width, 1)));
      tallest = std::max(tallest, headings.back().size());
    }
    for (std::size_t line = 0; line < tallest; ++line) {
      append_line(lanes, [&](std::size_t i) {
        // Short headings stand on the last line, right above their column.
        const std::size_t skipped = tallest - headings[i].size();
        const std::string words = line < skipped ? "" : headings[i][line - skipped];
        const bool to_right = lanes[i].column->numeric && !lanes[i].has_bar;
        return coloured(to_right ? right(words, lanes[i].width) : left(words, lanes[i].width), Tone::dim, style_);
      });
    }
    for (std::size_t row = 0; row < rows_; ++row) append_row(lanes, row);
  }

  /// Words that are longer than their lane go on in the lines below.
  std::vector<std::string> pieces_of(const Lane& lane, const Drawn& cell, bool is_name) const {
    const std::size_t hang = is_name ? hanging : 0, most = lane.column->wide ? wide_lines : name_lines;
    std::vector<std::string> pieces = wrap(cell.text, lane.width - hang, lane.width);
    if (pieces.size() > most) {
      std::string rest;
      for (std::size_t i = most - 1; i < pieces.size(); ++i) rest += (rest.empty() ? "" : " ") + pieces[i];
      pieces.resize(most - 1);
      pieces.push_back(shorten(rest, lane.width - hang, style_.ascii ? "..." : "…"));
    }
    for (std::size_t i = 1; i < pieces.size(); ++i) pieces[i].insert(0, hang, ' ');
    return pieces;
  }

  void append_row(const std::vector<Lane>& lanes, std::size_t row) {
    std::vector<std::vector<std::string>> cells;
    std::size_t tallest = 1;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      const Drawn& cell = cells_[lanes[i].index][row];
      const bool breaks = lanes[i].gives_way && cell.width > lanes[i].width;
      cells.push_back(breaks ? pieces_of(lanes[i], cell, i == 0) : std::vector{placed(lanes[i], row)});
      tallest = std::max(tallest, cells.back().size());
    }
    for (std::size_t line = 0; line < tallest; ++line) {
      append_line(lanes, [&](std::size_t i) {
        const std::string words = line < cells[i].size() ? cells[i][line] : "";
        return coloured(left(words, lanes[i].width), cells_[lanes[i].index][row].tone, style_);
      });
    }
    if (!below_.empty()) lines_.insert(lines_.end(), below_[row].begin(), below_[row].end());
  }

  template <class TextOf>
  void append_line(const std::vector<Lane>& lanes, TextOf text_of) {
    std::string line;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      if (i != 0) line.append(gutter, ' ');
      line += text_of(i);
    }
    lines_.push_back(without_trailing_blanks(std::move(line)));
  }

  /// What stands under each row: the words of `whole` columns.
  void add_words_below(std::size_t index, std::size_t width) {
    constexpr std::size_t hang = 4;
    below_.resize(rows_);
    for (std::size_t row = 0; row < rows_; ++row) {
      const Cell& cell = table_.rows[row][index];
      const std::string words = std::holds_alternative<Missing>(cell.content) ? "" : reader_text(cell, style_);
      if (words.empty()) continue;
      for (const std::string& piece : wrap(words, width - hang))
        below_[row].push_back(std::string(hang, ' ') + coloured(piece, cell.tone, style_));
    }
  }

  /// A cell as wide as its lane.
  std::string placed(const Lane& lane, std::size_t row) const {
    const Drawn& cell = cells_[lane.index][row];
    if (lane.has_bar) {
      const int room = static_cast<int>(std::min(lane.width, static_cast<std::size_t>(bar_width)));
      return left(shorten(reader_text(table_.rows[row][lane.index], style_, room), lane.width), lane.width);
    }
    if (cell.width > lane.width) {
      const std::string cut = shorten(cell.text, lane.width, style_.ascii ? "..." : "…");
      return lane.column->numeric ? right(cut, lane.width) : left(cut, lane.width);
    }
    if (cell.place == Place::left) return left(cell.text, lane.width);
    const std::size_t after = cell.place == Place::point ? lane.after_point - cell.after_point : 0;
    if (cell.width + after > lane.width) return right(cell.text, lane.width);
    return left(right(cell.text, lane.width - after), lane.width);
  }

  const Table& table_;
  std::size_t rows_;
  const Style& style_;
  std::vector<std::vector<Drawn>> cells_;  ///< by column of the table
  std::vector<Lane> all_;
  std::string left_out_;                         ///< headings of the spare columns that found no room
  std::vector<std::vector<std::string>> below_;  ///< by row; only under the first lanes
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t width, std::size_t first) {
  std::vector<std::string> lines;
  std::string line;
  std::size_t used = 0;
  bool begun = false;
  const auto room = [&] { return std::max<std::size_t>(lines.empty() ? first : width, 1); };
  const auto finish = [&] {
    lines.push_back(std::move(line));
    line.clear();
    used = 0;
    begun = false;
  };
  for (const std::string& word : breakable_words(text, width)) {
    std::size_t word_width = display_width(word);
    if (begun && used + 1 + word_width > room()) finish();
    // On a first line with little room a long word had better wait for a whole one.
    if (!begun && lines.empty() && word_width > first && word_width <= width) finish();
    std::string_view rest = word;
    while (!begun && word_width > room()) {
      const std::size_t cut = bytes_within(rest, room());
      if (cut == rest.size()) break;
      line = rest.substr(0, cut);
      word_width -= display_width(line);
      finish();
      rest.remove_prefix(cut);
    }
    if (begun) line += ' ', ++used;
    line += rest;
    used += word_width;
    begun = true;
  }
  if (begun || lines.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string left(std::string_view text, std::size_t width) {
  const std::size_t taken = display_width(text);
  return std::string(text).append(width > taken ? width - taken : 0, ' ');
}

std::string right(std::string_view text, std::size_t width) {
  const std::size_t taken = display_width(text);
  return std::string(width > taken ? width - taken : 0, ' ').append(text);
}

std::string capitals(std::string_view text) {
  std::string raised;
  for (const std::string_view word : split(text, ' ')) {
    if (!raised.empty()) raised += ' ';
    const bool raises = word.find_first_of("/._") == std::string_view::npos &&
                        std::all_of(word.begin(), word.end(), [](char c) { return (c & 0x80) == 0; });
    for (const char c : word) raised += raises && c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
  }
  return raised;
}

std::vector<std::string> table_lines(const Table& table, std::size_t width, const Style& style) {
  return Drawing(table, width, style).lines(width);
}

}  // namespace dsat::render
