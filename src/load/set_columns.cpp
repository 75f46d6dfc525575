#include "load/set_columns.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/dictionary_cell.hpp"
#include "load/names.hpp"
#include "load/vocabulary.hpp"
#include "load/word_columns.hpp"

namespace dsat::load {
namespace {

std::string shown_separators(std::string_view separators) {
  std::string shown;
  for (const char c : separators) {
    if (!shown.empty()) shown += " or ";
    shown += c == ' ' ? "blank" : c == ',' ? "comma" : c == ';' ? "semicolon" : c == '|' ? "pipe" : "plus";
  }
  return shown.empty() ? "none" : shown;
}

bool is_list(std::string_view cell) {
  return cell.starts_with('[') && parse_list(cell);
}

/// What the separators behind a fragment are; bits of a set.
enum : std::uint8_t { comma = 1, semicolon = 2, pipe = 4, blank = 8, array = 16, opens_list = 32, begins_missing = 64 };

std::uint8_t marks_of(std::string_view fragment) {
  std::uint8_t marks = fragment.starts_with('[') ? opens_list : 0;
  if (may_begin_missing(body_of(fragment))) marks |= begins_missing;
  for (const char c : fragment.substr(body_of(fragment).size()))
    marks |= c == ','               ? comma
             : c == ';'             ? semicolon
             : c == '|'             ? pipe
             : c == ' '             ? blank
             : c == array_separator ? array
                                    : 0;
  return marks;
}

/// Puts the text of a row together.
template <class Fragments>
std::string_view spelled_row(const SetCells& cells, const Fragments& row, std::string& room) {
  room.clear();
  for (const auto fragment : row) room += cells.fragments()[fragment];
  return room;
}

/// Reads rows of fragments as sets of names.
class SetReader {
 public:
  SetReader(const SetCells& cells, const Separators& separators, const TableProfile& rules, Field field)
      : cells_(cells), separators_(separators.separators), rules_(rules), field_(field) {
    for (const std::string_view text : cells.fragments()) fragments_.push_back(known(text));
    sets_.reserve(cells.size());
  }

  NameSetColumn read() {
    cells_.each_row([&](std::size_t, const auto& row) {
      std::uint8_t marks = 0;
      for (const auto fragment : row) marks |= fragments_[fragment].marks;
      if (is_odd(row, marks))
        add_row(spelled_row(cells_, row, room_));
      else
        add_fragments(row);
      sets_.end_row();
    });
    sets_.names = book_.all_spellings();
    return std::move(sets_);
  }

 private:
  static constexpr Code unread = std::numeric_limits<Code>::max();
  static constexpr std::uint8_t odd = 128;  ///< its separators hold something that may be a name

  struct Fragment {
    bool ends_name = false;
    std::uint8_t marks = 0;
    std::size_t size = 0;  ///< of what belongs to the name
    Code name = unread;    ///< of the fragment alone
  };

  bool separates(char c) const { return c == array_separator || separators_.find(c) != std::string::npos; }

  Fragment known(std::string_view text) const {
    Fragment one;
    one.marks = marks_of(text);
    one.size = body_of(text).size();
    while (one.size < text.size() && !separates(text[one.size])) ++one.size;
    one.ends_name = one.size < text.size();
    const std::string_view behind = text.substr(one.size);
    if (std::ranges::any_of(behind, [&](char c) { return !separates(c) && c != ' '; })) one.marks |= odd;
    return one;
  }

  template <class Row>
  bool is_odd(const Row& row, std::uint8_t marks) const {
    if ((marks & (opens_list | odd)) != 0) return true;
    return row.size() > 1 && (fragments_[row.front()].marks & begins_missing) != 0;
  }

  template <class Row>
  void add_fragments(const Row& row) {
    room_.clear();
    for (std::size_t i = 0; i < row.size(); ++i) {
      Fragment& fragment = fragments_[row[i]];
      const bool ends = fragment.ends_name || i + 1 == row.size();
      const std::string_view text = cells_.fragments()[row[i]].substr(0, fragment.size);
      if (!ends || !room_.empty()) {
        room_ += text;
        if (!ends) continue;
        add(name_of(room_));
        room_.clear();
        continue;
      }
      if (fragment.name == unread) fragment.name = name_of(text);
      add(fragment.name);
    }
  }

  void add(Code name) {
    if (name != 0) sets_.add(name);
  }
  Code name_of(std::string_view item) {
    item = trim(item);
    if (item.empty() || means_missing(item)) return 0;
    return rules_.spellings.contains(field_) ? book_.spelling(spelled(rules_, field_, item)) : book_.spelling(item);
  }

  /// A cell as it stands, without any short cut.
  void add_row(std::string_view cell) {
    for (const std::string_view part : split(cell, array_separator)) add_part(trim(part));
  }
  void add_part(std::string_view text) {
    if (text.empty() || means_missing(text)) return;
    if (text.front() == '[')
      if (const auto list = parse_list(text)) {
        for (const std::string& item : *list) add(name_of(item));
        return;
      }
    if (separators_.empty()) return add(name_of(text));
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find_first_of(separators_, begin), text.size());
      add(name_of(text.substr(begin, end - begin)));
      begin = end + 1;
    }
  }

  const SetCells& cells_;
  const std::string separators_;
  const TableProfile& rules_;
  Field field_;
  std::vector<Fragment> fragments_;
  NameBook book_{NameBook::Kind::exact};
  NameSetColumn sets_;
  std::string room_;
};

}  // namespace

Separators separators_of(const SetCells& cells, const TableProfile& rules) {
  if (rules.tag_separators == "\n") return {"", "none", "said by the profile", true};
  std::vector<std::uint8_t> marks;
  for (const std::string_view text : cells.fragments()) marks.push_back(marks_of(text));
  std::int64_t filled = 0, lists = 0, arrays = 0, commas = 0, semicolons = 0, pipes = 0, blanks = 0;
  std::string room;
  cells.each_row([&](std::size_t, const auto& row) {
    if (row.empty()) return;
    std::uint8_t seen = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      // Blanks at the ends of a cell separate nothing.
      const std::uint8_t one = marks[row[i]];
      const bool at_end = i + 1 == row.size() || body_of(cells.fragments()[row[i]]).empty();
      seen |= at_end ? one & ~blank : one;
    }
    const bool may_be_missing = row.size() == 1 || (marks[row.front()] & begins_missing) != 0;
    if (may_be_missing && means_missing(spelled_row(cells, row, room))) return;
    ++filled;
    if ((seen & array) != 0) {
      ++arrays;
    } else if ((marks[row.front()] & opens_list) != 0 && is_list(trim(spelled_row(cells, row, room)))) {
      ++lists;
    } else {
      commas += (seen & comma) != 0 ? 1 : 0;
      semicolons += (seen & semicolon) != 0 ? 1 : 0;
      pipes += (seen & pipe) != 0 ? 1 : 0;
      blanks += (seen & blank) != 0 ? 1 : 0;
    }
  });
  if (arrays > 0) return {"", "array", counted(arrays, "cell") + " from arrays", true};
  if (lists > 0) return {rules.tag_separators, "list", counted(lists, "cell") + " like ['a', 'b']", true};
  if (!rules.tag_separators.empty())
    return {rules.tag_separators, shown_separators(rules.tag_separators), "said by the profile", true};
  const auto evidence = [&](std::int64_t some) { return grouped(some) + " of " + counted(filled, "cell"); };
  if (commas > 0 && commas >= semicolons) return {",", "comma", evidence(commas), true};
  if (semicolons > 0) return {";", "semicolon", evidence(semicolons), true};
  if (pipes > 0) return {"|", "pipe", evidence(pipes), true};
  // Blanks part tags only where those look like tags: `refund late_delivery`, not `Late delivery`.
  if (blanks > 0) {
    std::size_t tag_like = 0, words = 0;
    for (const std::string_view fragment : cells.fragments()) {
      const std::string_view word = body_of(fragment);
      if (word.empty()) continue;
      ++words;
      const bool lower = std::ranges::none_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
      tag_like += lower && word.find_first_of("_-#") != std::string_view::npos ? 1 : 0;
    }
    if (tag_like * 5 >= words) return {" ", "blank", evidence(blanks) + ", words like a_b", false};
  }
  return {"", "none", "no cell with commas, semicolons or bars", true};
}

NameSetColumn sets_of(const SetCells& cells, const Separators& separators, const TableProfile& rules, Field field) {
  return SetReader(cells, separators, rules, field).read();
}

}  // namespace dsat::load
