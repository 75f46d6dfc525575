#include "load/word_columns.hpp"

#include <unordered_map>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/dictionary_cell.hpp"
#include "load/meaning/header_words.hpp"
#include "load/names.hpp"

namespace dsat::load {
namespace {

/// `Bo Li (bo@example.com)` is Bo Li.
std::string_view without_address(std::string_view name) {
  const std::size_t open = name.rfind(" (");
  if (open == 0 || open == std::string_view::npos || !name.ends_with(')')) return name;
  return name.find('@', open) == std::string_view::npos ? name : trim(name.substr(0, open));
}

std::string shown_separators(std::string_view separators) {
  std::string shown;
  for (const char c : separators) {
    if (!shown.empty()) shown += " or ";
    shown += c == ' ' ? "blank" : c == ',' ? "comma" : c == ';' ? "semicolon" : c == '|' ? "pipe" : "plus";
  }
  return shown.empty() ? "none" : shown;
}

}  // namespace

RowCodes coded(const RawColumn& column, bool stays, const std::function<Code(std::string_view)>& visit) {
  if (column.keep() == Keep::coded) {
    std::vector<Code> by_cell(column.distinct().size(), 0);
    for (std::size_t i = 2; i < by_cell.size(); ++i) by_cell[i] = visit(column.distinct()[i]);
    if (stays) return {column.codes(), std::move(by_cell)};
    return {NarrowCodes(column.codes()), std::move(by_cell)};
  }
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, Code, Hash, std::equal_to<>> seen;
  NarrowCodes codes;
  std::vector<Code> by_cell;
  SpelledCell room;
  for (std::size_t row = 0; row < column.size(); ++row) {
    const std::string_view cell = column.cell(row, room);
    auto found = seen.find(cell);
    if (found == seen.end()) {
      found = seen.emplace(std::string(cell), static_cast<Code>(by_cell.size())).first;
      by_cell.push_back(visit(cell));
    }
    codes.push_back(found->second);
  }
  return {std::move(codes), std::move(by_cell)};
}
RowCodes coded(const BoundCells& cells, const std::function<Code(std::string_view)>& visit) {
  return coded(cells.column(), cells.stay(), visit);
}

std::string spelled(const TableProfile& rules, Field field, std::string_view cell) {
  cell = trim(cell);
  if (field == Field::agent || field == Field::rated_agent) cell = without_address(cell);
  if (const auto spellings = rules.spellings.find(field); spellings != rules.spellings.end())
    if (const auto found = spellings->second.find(fold(cell)); found != spellings->second.end()) return found->second;
  if (means_missing(cell) || (field == Field::reason && is_no_reason(cell))) return {};
  if (cell.find(array_separator) == std::string_view::npos) return std::string(cell);
  std::string joined;
  for (const std::string_view item : split(cell, array_separator))
    if (!item.empty()) joined += (joined.empty() ? "" : ", ") + std::string(item);
  return joined;
}

WordColumn words_of(const RawColumn& column, bool stays, const TableProfile& rules, std::optional<Field> field) {
  WordColumn words;
  words.codes = coded(column, stays, [&](std::string_view cell) -> Code {
    std::string text = field ? spelled(rules, *field, cell) : std::string(means_missing(cell) ? "" : trim(cell));
    if (text.empty()) return 0;
    words.distinct.push_back(std::move(text));
    return static_cast<Code>(words.distinct.size() - 1);
  });
  return words;
}

Separators separators_of(const RawColumn& column, const TableProfile& rules) {
  if (rules.tag_separators == "\n") return {"", "none", "said by the profile", true};
  std::size_t filled = 0, lists = 0, arrays = 0, commas = 0, semicolons = 0, pipes = 0, blanks = 0;
  const auto look = [&](std::string_view cell) {
    cell = trim(cell);
    if (means_missing(cell)) return;
    ++filled;
    if (cell.find(array_separator) != std::string_view::npos) {
      ++arrays;
    } else if (cell.front() == '[' && parse_list(cell)) {
      ++lists;
    } else {
      commas += cell.find(',') != std::string_view::npos ? 1 : 0;
      semicolons += cell.find(';') != std::string_view::npos ? 1 : 0;
      pipes += cell.find('|') != std::string_view::npos ? 1 : 0;
      blanks += cell.find(' ') != std::string_view::npos ? 1 : 0;
    }
  };
  if (column.keep() == Keep::coded) {
    for (std::size_t i = 2; i < column.distinct().size(); ++i) look(column.distinct()[i]);
  } else {
    for (std::size_t row = 0; row < column.size(); ++row) look(column[row]);
  }
  if (arrays > 0)
    return {"", "array", counted(static_cast<std::int64_t>(arrays), "distinct cell") + " from arrays", true};
  if (lists > 0)
    return {rules.tag_separators, "list",
            counted(static_cast<std::int64_t>(lists), "distinct cell") + " like ['a', 'b']", true};
  if (!rules.tag_separators.empty())
    return {rules.tag_separators, shown_separators(rules.tag_separators), "said by the profile", true};
  const auto evidence = [&](std::size_t cells) {
    return std::to_string(cells) + " of " + counted(static_cast<std::int64_t>(filled), "distinct cell");
  };
  if (commas > 0 && commas >= semicolons) return {",", "comma", evidence(commas), true};
  if (semicolons > 0) return {";", "semicolon", evidence(semicolons), true};
  if (pipes > 0) return {"|", "pipe", evidence(pipes), true};
  // Blanks part tags only where those look like tags: `refund late_delivery`, not `Late delivery`.
  if (blanks > 0) {
    std::size_t tag_like = 0, words = 0;
    const auto look_closer = [&](std::string_view cell) {
      for (const std::string_view word : split(trim(cell), ' ')) {
        if (word.empty()) continue;
        ++words;
        const bool lower = std::ranges::none_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
        tag_like += lower && word.find_first_of("_-#") != std::string_view::npos ? 1 : 0;
      }
    };
    for (std::size_t i = 2; i < column.distinct().size(); ++i) look_closer(column.distinct()[i]);
    if (tag_like * 5 >= words) return {" ", "blank", evidence(blanks) + ", words like a_b", false};
  }
  return {"", "none", "no cell with commas, semicolons or bars", true};
}

WordSetColumn sets_of(const BoundCells& cells, const Separators& separators, const TableProfile& rules, Field field) {
  WordSetColumn sets;
  NameBook book(NameBook::Kind::exact);
  std::vector<Code> set;
  const auto add = [&](std::string_view item) {
    item = trim(item);
    if (item.empty() || means_missing(item)) return;
    const Code code =
        rules.spellings.contains(field) ? book.spelling(spelled(rules, field, item)) : book.spelling(item);
    if (code != 0) set.push_back(code);
  };
  const auto add_parted = [&](std::string_view text) {
    if (separators.separators.empty()) return add(text);
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find_first_of(separators.separators, begin), text.size());
      add(text.substr(begin, end - begin));
      begin = end + 1;
    }
  };
  const auto add_part = [&](std::string_view text) {
    text = trim(text);
    if (text.empty() || means_missing(text)) return;
    if (text.front() == '[')
      if (const auto list = parse_list(text)) {
        for (const std::string& item : *list) add(item);
        return;
      }
    add_parted(text);
  };
  sets.codes = coded(cells, [&](std::string_view cell) -> Code {
    set.clear();
    for (std::size_t begin = 0; begin <= cell.size();) {
      const std::size_t end = std::min(cell.find(array_separator, begin), cell.size());
      add_part(cell.substr(begin, end - begin));
      begin = end + 1;
    }
    if (set.empty()) return 0;
    sets.distinct.push_back(set);
    return static_cast<Code>(sets.distinct.size() - 1);
  });
  sets.names = book.all_spellings();
  return sets;
}

}  // namespace dsat::load
