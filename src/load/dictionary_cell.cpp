#include "load/dictionary_cell.hpp"

#include <algorithm>
#include <map>

#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

/// Reads the literals that JSON and Python share, well enough for flattened cells.
class Literal {
 public:
  explicit Literal(std::string_view text) : text_(text) {}

  bool take(char wanted) {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  bool at_end() {
    skip_blanks();
    return at_ == text_.size();
  }
  bool next_is_quote() {
    skip_blanks();
    return at_ < text_.size() && (text_[at_] == '\'' || text_[at_] == '"');
  }

  /// A string in either kind of quotes.
  std::optional<std::string> string() {
    skip_blanks();
    // Python marks some strings with a letter.
    if (at_ + 1 < text_.size() && (text_[at_] == 'u' || text_[at_] == 'b') &&
        (text_[at_ + 1] == '\'' || text_[at_ + 1] == '"'))
      ++at_;
    if (!next_is_quote()) return std::nullopt;
    const char quote = text_[at_++];
    std::string value;
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        ++at_;
        escape(value);
      } else {
        value += text_[at_++];
      }
    }
    if (at_ == text_.size()) return std::nullopt;
    ++at_;
    return value;
  }

  /// Any value as text; what is nested is kept as it is written.
  std::optional<std::string> value() {
    if (next_is_quote()) return string();
    skip_blanks();
    const std::size_t begin = at_;
    int depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\'' || c == '"') {
        if (!string()) return std::nullopt;
        continue;
      }
      if (c == '{' || c == '[' || c == '(') ++depth;
      if (c == '}' || c == ']' || c == ')') {
        if (depth == 0) break;
        --depth;
      }
      if (c == ',' && depth == 0) break;
      ++at_;
    }
    const std::string_view written = trim(text_.substr(begin, at_ - begin));
    if (written.empty()) return std::nullopt;
    if (written == "None" || written == "null" || written == "nan" || written == "NaN") return std::string();
    return std::string(written);
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
      ++at_;
  }

  void escape(std::string& value) {
    const char c = text_[at_++];
    switch (c) {
      case 'n':
        value += '\n';
        return;
      case 't':
        value += '\t';
        return;
      case 'r':
        return;
      case 'u': {
        char32_t code = 0;
        std::size_t length = 0;
        for (; length < 4 && at_ < text_.size(); ++length, ++at_) {
          const char digit = text_[at_];
          const int number = digit >= '0' && digit <= '9'   ? digit - '0'
                             : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
                             : digit >= 'A' && digit <= 'F' ? digit - 'A' + 10
                                                            : -1;
          if (number < 0) break;
          code = code * 16 + static_cast<char32_t>(number);
        }
        const bool surrogate = code >= 0xD800 && code < 0xE000;
        append_code_point(value, surrogate || length < 4 ? U'\uFFFD' : code);
        return;
      }
      default:
        value += c;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool looks_like_dictionary(std::string_view cell) {
  cell = trim(cell);
  return cell.size() >= 2 && cell.front() == '{' && cell.back() == '}';
}

/// True if the first filled cells of a column are all dictionaries.
bool holds_dictionaries(const RawColumn& column) {
  constexpr std::size_t enough = 20;
  std::size_t seen = 0;
  CellRoom room;
  for (std::size_t row = 0; row < column.size() && seen < enough; ++row) {
    if (column.packed(row) != 0) return false;
    const std::string_view cell = column.cell(row, room);
    if (cell.empty()) continue;
    if (!looks_like_dictionary(cell) || !parse_dictionary(cell)) return false;
    ++seen;
  }
  return seen > 0;
}

}  // namespace

std::optional<std::vector<std::pair<std::string, std::string>>> parse_dictionary(std::string_view cell) {
  Literal literal(trim(cell));
  if (!literal.take('{')) return std::nullopt;
  std::vector<std::pair<std::string, std::string>> members;
  if (literal.take('}')) return literal.at_end() ? std::optional(members) : std::nullopt;
  do {
    auto name = literal.string();
    if (!name || !literal.take(':')) return std::nullopt;
    auto value = literal.value();
    if (!value) return std::nullopt;
    members.emplace_back(std::move(*name), std::move(*value));
  } while (literal.take(','));
  if (!literal.take('}') || !literal.at_end()) return std::nullopt;
  return members;
}

std::optional<std::vector<std::string>> parse_list(std::string_view cell) {
  Literal literal(trim(cell));
  if (!literal.take('[')) return std::nullopt;
  std::vector<std::string> items;
  if (literal.take(']')) return literal.at_end() ? std::optional(items) : std::nullopt;
  do {
    auto value = literal.value();
    if (!value) return std::nullopt;
    items.push_back(std::move(*value));
  } while (literal.take(','));
  if (!literal.take(']') || !literal.at_end()) return std::nullopt;
  return items;
}

void expand_dictionaries(RawTable& table) {
  const std::size_t columns = table.columns.size();
  for (std::size_t i = 0; i < columns; ++i) {
    if (!is_whole(table, table.columns[i]) || !holds_dictionaries(table.columns[i])) continue;
    std::vector<RawColumn> parts;
    std::map<std::string, std::size_t, std::less<>> index;
    CellRoom room;
    for (std::size_t row = 0; row < table.rows; ++row) {
      if (table.columns[i].packed(row) != 0) continue;
      const auto members = parse_dictionary(table.columns[i].cell(row, room));
      if (!members) continue;
      for (const auto& [name, value] : *members) {
        auto found = index.find(name);
        if (found == index.end()) {
          found = index.emplace(name, parts.size()).first;
          parts.emplace_back(table.columns[i].name() + "." + name, Keep::words);
        }
        RawColumn& part = parts[found->second];
        if (part.size() > row) continue;  // a name that occurs twice
        part.pad(row);
        part.append(value);
      }
    }
    for (RawColumn& part : parts) {
      part.pad(table.rows);
      table.columns.push_back(std::move(part));
    }
  }
}

}  // namespace dsat::load
