#include "dsat/load/cells.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/text.hpp"
#include "load/sheets/sheet_cells.hpp"

namespace dsat::load {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view utf16le_mark = "\xFF\xFE";
constexpr std::string_view utf16be_mark = "\xFE\xFF";
constexpr std::string_view save_as_utf8 = "Save the sheet as \"CSV UTF-8\".";

/// Converted text, or the offset of the first byte that has no counterpart.
struct Converted {
  std::string text;
  std::optional<std::size_t> failed_at;
};

Converted convert(std::string_view from_text, const char* from, const char* to) {
  const iconv_t converter = iconv_open(to, from);
  if (converter == reinterpret_cast<iconv_t>(-1)) return {{}, 0};
  Converted result;
  std::array<char, 4096> buffer{};
  char* in = const_cast<char*>(from_text.data());
  std::size_t in_left = from_text.size();
  while (in_left > 0 && !result.failed_at) {
    char* out = buffer.data();
    std::size_t out_left = buffer.size();
    if (iconv(converter, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1) && errno != E2BIG)
      result.failed_at = from_text.size() - in_left;
    result.text.append(buffer.data(), buffer.size() - out_left);
  }
  iconv_close(converter);
  return result;
}

std::uint64_t line_at(std::string_view text, std::size_t at) {
  return 1 + static_cast<std::uint64_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

struct Decoded {
  std::string text;
  std::string encoding = "UTF-8";
  bool marked = false;
};

Decoded decode(std::string_view bytes, const std::string& name) {
  for (const auto& [mark, encoding] : {std::pair{utf16le_mark, "UTF-16LE"}, std::pair{utf16be_mark, "UTF-16BE"}}) {
    if (!bytes.starts_with(mark)) continue;
    Converted converted = convert(bytes.substr(mark.size()), encoding, "UTF-8");
    if (converted.failed_at)
      throw Error(ErrorKind::input, fmt::format("these bytes aren't {} text", encoding), std::string(save_as_utf8),
                  {name, line_at(converted.text, converted.text.size()), 0, {}});
    return {std::move(converted.text), encoding, true};
  }
  const bool marked = bytes.starts_with(utf8_mark);
  if (marked) bytes.remove_prefix(utf8_mark.size());
  const std::size_t valid = valid_utf8_prefix(bytes);
  if (valid == bytes.size()) return {std::string(bytes), "UTF-8", marked};
  // A spreadsheet's "CSV" without "UTF-8": one byte a character. Which page it was can't be told from the bytes, but
  // they go back as they came.
  Converted converted = convert(bytes, "WINDOWS-1252", "UTF-8");
  if (marked || converted.failed_at)
    throw Error(ErrorKind::input, "these bytes aren't text in UTF-8 or in Windows-1252", std::string(save_as_utf8),
                {name, line_at(bytes, marked ? valid : *converted.failed_at), 0, {}});
  return {std::move(converted.text), "Windows-1252", false};
}

/// Walks text record by record.
class Walker {
 public:
  Walker(std::string_view text, char delimiter, const std::string& name)
      : text_(text), delimiter_(delimiter), name_(name) {}

  bool done() const { return at_ >= text_.size(); }
  std::uint64_t line() const { return line_; }
  /// The first record's end decides for all: a carriage return alone ends records only where no line feed does.
  const std::string& line_end() const { return line_end_; }
  /// Cells that were quoted, and cells that weren't although they hold something.
  std::size_t quoted = 0, bare = 0;

  std::vector<std::string> next() {
    const std::uint64_t begin_line = line_;
    std::vector<std::string> record(1);
    bool cell_begins = true;
    while (!done()) {
      const char c = text_[at_];
      if (cell_begins && c == '"') {
        ++at_;
        read_quoted(record.back(), begin_line);
        ++quoted;
        cell_begins = false;
      } else if (c == delimiter_) {
        ++at_;
        record.emplace_back();
        cell_begins = true;
      } else if (const std::size_t length = line_end_at(at_)) {
        if (line_end_.empty()) line_end_ = text_.substr(at_, length);
        at_ += length;
        ++line_;
        break;
      } else {
        if (cell_begins) ++bare;
        record.back() += c;
        if (c == '\n') ++line_;
        ++at_;
        cell_begins = false;
      }
    }
    return record;
  }

 private:
  std::size_t line_end_at(std::size_t at) const {
    const bool feed_follows = at + 1 < text_.size() && text_[at + 1] == '\n';
    if (text_[at] == '\n') return line_end_ == "\r" ? 0 : 1;
    if (text_[at] != '\r') return 0;
    if (feed_follows) return 2;
    return line_end_.empty() || line_end_ == "\r" ? 1 : 0;
  }

  void read_quoted(std::string& cell, std::uint64_t begin_line) {
    while (!done()) {
      const char c = text_[at_++];
      if (c == '\n') ++line_;
      if (c != '"') {
        cell += c;
      } else if (!done() && text_[at_] == '"') {
        cell += '"';
        ++at_;
      } else {
        return;
      }
    }
    throw Error(ErrorKind::input, "a quote in the row that begins here is never closed",
                "Close it, or double the quotes inside the cell.", {name_, begin_line, 0, shorten(one_line(cell), 60)});
  }

  std::string_view text_;
  char delimiter_;
  const std::string& name_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  std::string line_end_;
};

constexpr std::size_t records_to_judge = 20;

std::size_t column_names(std::string_view text, char delimiter, const std::string& name,
                         const IsColumnName& is_column_name) {
  std::size_t most = 0;
  try {
    Walker walker(text, delimiter, name);
    for (std::size_t i = 0; i < records_to_judge && !walker.done(); ++i) {
      const auto record = walker.next();
      most = std::max(most, static_cast<std::size_t>(std::count_if(record.begin(), record.end(), is_column_name)));
    }
  } catch (const Error&) {
    // Under this separator the quoting doesn't come out even; the records before still tell.
  }
  return most;
}

}  // namespace

Cells parse_cells(std::string_view bytes, const std::string& name, const IsColumnName& is_column_name) {
  if (is_workbook(bytes)) return sheet_cells(std::string(bytes), name, is_column_name);
  const Decoded decoded = decode(bytes, name);
  Cells cells;
  cells.dialect.encoding = decoded.encoding;
  cells.dialect.byte_order_mark = decoded.marked;
  std::size_t most = 0;
  for (const char delimiter : {',', ';', '\t', '|'}) {
    const std::size_t found = column_names(decoded.text, delimiter, name, is_column_name);
    if (found <= most) continue;
    most = found;
    cells.dialect.delimiter = delimiter;
  }
  Walker walker(decoded.text, cells.dialect.delimiter, name);
  while (!walker.done()) {
    cells.lines.push_back(walker.line());
    cells.records.push_back(walker.next());
  }
  if (!walker.line_end().empty()) cells.dialect.line_end = walker.line_end();
  cells.dialect.quote_all = walker.quoted > 0 && walker.bare == 0;
  return cells;
}

Cells read_cells(const std::filesystem::path& path, const IsColumnName& is_column_name) {
  return parse_cells(read_file(path), path.string(), is_column_name);
}

std::string print_cells(const Cells& cells, const std::string& name) {
  const Dialect& dialect = cells.dialect;
  const std::string special = fmt::format("\"\r\n{}", dialect.delimiter);
  std::string text;
  for (const auto& record : cells.records) {
    for (std::size_t i = 0; i < record.size(); ++i) {
      const std::string& cell = record[i];
      if (i > 0) text += dialect.delimiter;
      // Blanks at either end survive every reader only in quotes.
      const bool quote = !cell.empty() && (dialect.quote_all || cell.find_first_of(special) != std::string::npos ||
                                           cell.front() == ' ' || cell.back() == ' ');
      if (!quote) {
        text += cell;
        continue;
      }
      text += '"';
      for (const char c : cell) text.append(c == '"' ? 2 : 1, c);
      text += '"';
    }
    text += dialect.line_end;
  }
  if (dialect.encoding == "UTF-8") return std::string(dialect.byte_order_mark ? utf8_mark : "") + text;
  Converted converted = convert(text, "UTF-8", dialect.encoding.c_str());
  if (converted.failed_at) {
    std::size_t at = *converted.failed_at, end = at;
    next_code_point(text, end);
    throw Error(ErrorKind::output,
                fmt::format("the file is in {}, which has no \"{}\"", dialect.encoding, text.substr(at, end - at)),
                std::string(save_as_utf8), {name, 0, 0, {}});
  }
  if (!dialect.byte_order_mark) return converted.text;
  return std::string(dialect.encoding == "UTF-16LE" ? utf16le_mark : utf16be_mark) + converted.text;
}

}  // namespace dsat::load
