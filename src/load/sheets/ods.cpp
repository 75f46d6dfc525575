#include <algorithm>
#include <cmath>
#include <deque>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/archive.hpp"
#include "load/sheets/number_format.hpp"
#include "load/sheets/workbook.hpp"
#include "load/sheets/xml_stream.hpp"

/// Workbooks of LibreOffice and others (OpenDocument 1.3). All sheets stand in one stream, and cells and rows may say
/// how often they stand there.
namespace dsat::load {
namespace {

constexpr std::int64_t most_rows = 1048576, most_columns = 16384;
constexpr const char* content = "content.xml";

std::int64_t times(const Attributes& attributes, std::string_view name, std::int64_t most) {
  return std::clamp<std::int64_t>(parse_integer(attributes[name]).value_or(1), 1, most);
}

/// `PT26H15M00S` as `26:15:00`; other spans as they stand.
std::string span_of(std::string_view text) {
  if (!text.starts_with("PT")) return std::string(text);
  double seconds = 0;
  std::size_t begin = 2;
  for (std::size_t at = 2; at < text.size(); ++at) {
    const double unit = text[at] == 'H' ? 3600 : text[at] == 'M' ? 60 : text[at] == 'S' ? 1 : 0;
    if (unit == 0) continue;
    std::string digits(text.substr(begin, at - begin));
    std::ranges::replace(digits, ',', '.');
    const auto number = parse_number(digits);
    if (!number) return std::string(text);
    seconds += *number * unit;
    begin = at + 1;
  }
  return show_number(seconds / 86400, {seconds < 86400 ? NumberKind::time : NumberKind::span, 0});
}

/// The names of the sheets.
struct SheetNames : XmlHandler {
  std::vector<SheetInfo> sheets;
  int depth = 0;
  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "table" && depth++ == 0) sheets.push_back({std::string(attributes["name"]), false});
  }
  void end(std::string_view name) override {
    if (name == "table") --depth;
  }
};

class OdsRows : public SheetRows, XmlHandler {
 public:
  OdsRows(std::string path, std::unique_ptr<ByteStream> bytes, std::size_t sheet)
      : sheet_(static_cast<std::int64_t>(sheet)), xml_(std::move(path), std::move(bytes), *this) {}

  bool next(SheetRow& row) override {
    while (ready_.empty() && more_) more_ = xml_.more() && !past_;
    if (ready_.empty()) return false;
    row = ready_.front().first;
    if (--ready_.front().second == 0)
      ready_.pop_front();
    else
      ++ready_.front().first.number;
    return true;
  }

  std::vector<std::string> notes() const override {
    std::vector<std::string> notes;
    if (hidden_rows_ > 0) notes.push_back(counted(hidden_rows_, "hidden row") + " read like the others");
    return notes;
  }

 private:
  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "table") {
      if (depth_++ == 0) ++current_;
      return;
    }
    if (current_ != sheet_ || depth_ != 1) return;
    // Remarks and drawings hold texts of their own.
    if (name == "annotation" || name == "frame" || name == "shapes") ++aside_;
    if (aside_ > 0) return;
    if (name == "table-row") {
      row_ = {};
      const std::string_view visibility = attributes["visibility"];
      row_.hidden = !visibility.empty() && visibility != "visible";
      row_times_ = times(attributes, "number-rows-repeated", most_rows);
      column_ = 0;
    } else if (name == "table-cell" || name == "covered-table-cell") {
      begin_cell(attributes);
    } else if (name == "p") {
      if (paragraphs_++ > 0) text_ += '\n';
      in_text_ = true;
    } else if (in_text_ && name == "s") {
      text_.append(static_cast<std::size_t>(times(attributes, "c", 1000)), ' ');
    } else if (in_text_ && name == "tab") {
      text_ += '\t';
    } else if (in_text_ && name == "line-break") {
      text_ += '\n';
    }
  }

  void begin_cell(const Attributes& attributes) {
    cell_times_ = times(attributes, "number-columns-repeated", most_columns);
    type_ = attributes["value-type"];
    value_ = type_ == "date"      ? attributes["date-value"]
             : type_ == "time"    ? attributes["time-value"]
             : type_ == "boolean" ? attributes["boolean-value"]
                                  : attributes["value"];
    text_.clear();
    paragraphs_ = 0;
    in_text_ = false;
  }

  void text(std::string_view part) override {
    if (in_text_ && aside_ == 0) text_ += part;
  }

  void end(std::string_view name) override {
    if (name == "table") {
      if (--depth_ == 0 && current_ == sheet_) past_ = true;
      return;
    }
    if (current_ != sheet_ || depth_ != 1) return;
    if (name == "annotation" || name == "frame" || name == "shapes") {
      --aside_;
      return;
    }
    if (aside_ > 0) return;
    if (name == "p") in_text_ = false;
    if (name == "table-cell" || name == "covered-table-cell") end_cell();
    if (name == "table-row") end_row();
  }

  void end_cell() {
    std::string shown = shown_value();
    const std::int64_t end = std::min(column_ + cell_times_, most_columns);
    if (!shown.empty()) {
      row_.cells.resize(static_cast<std::size_t>(column_));
      row_.cells.resize(static_cast<std::size_t>(end), shown);
    }
    column_ = end;
  }

  void end_row() {
    const std::int64_t first = number_ + 1;
    number_ = std::min(number_ + row_times_, most_rows);
    if (row_.cells.empty() || first > most_rows) return;
    row_.number = static_cast<std::uint32_t>(first);
    const std::int64_t rows = number_ - first + 1;
    hidden_rows_ += row_.hidden ? rows : 0;
    ready_.emplace_back(std::move(row_), rows);
    row_ = {};
  }

  std::string shown_value() const {
    if (type_ == "date") return show_instant(value_);
    if (type_ == "time") return span_of(value_);
    if (type_ == "boolean") return value_ == "true" ? "TRUE" : "FALSE";
    if (const auto number = parse_number(value_); number && type_ != "string") {
      // Numbers are shown with zeros before them by a format that only the text tells of.
      if (text_.size() > 1 && text_[0] == '0' && text_.find_first_not_of("0123456789") == text_.npos) return text_;
      return show_number(*number, {type_ == "percentage" ? NumberKind::percent : NumberKind::general, 0});
    }
    return text_;
  }

  std::int64_t sheet_, current_ = -1, number_ = 0, row_times_ = 1, cell_times_ = 1, column_ = 0, hidden_rows_ = 0;
  int depth_ = 0, aside_ = 0, paragraphs_ = 0;
  bool in_text_ = false, more_ = true, past_ = false;
  std::string type_, value_, text_;
  SheetRow row_;
  std::deque<std::pair<SheetRow, std::int64_t>> ready_;  ///< a row, and how many times it stands there
  XmlStream xml_;
};

class Ods : public Workbook {
 public:
  Ods(std::string path, OpenBytes bytes, std::size_t member)
      : path_(std::move(path)), bytes_(std::move(bytes)), member_(member) {
    SheetNames names;
    XmlStream(path_, stream(), names).all();
    sheets_ = std::move(names.sheets);
  }
  std::string_view format() const override { return "ods"; }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }
  std::unique_ptr<SheetRows> open(std::size_t sheet) override {
    return std::make_unique<OdsRows>(path_, stream(), sheet);
  }

 private:
  std::unique_ptr<ByteStream> stream() const { return member_of(path_, bytes_(), member_); }

  std::string path_;
  OpenBytes bytes_;
  std::size_t member_;
  std::vector<SheetInfo> sheets_;
};

}  // namespace

std::unique_ptr<Workbook> open_ods(const std::string& path, const OpenBytes& bytes,
                                   const std::vector<std::string>& members) {
  const auto type = std::ranges::find(members, "mimetype"), at = std::ranges::find(members, content);
  if (type == members.end() || at == members.end()) return nullptr;
  std::string kind(100, '\0');
  const auto stream = member_of(path, bytes(), static_cast<std::size_t>(type - members.begin()));
  kind.resize(stream->read(kind.data(), kind.size()));
  if (!kind.starts_with("application/vnd.oasis.opendocument.spreadsheet")) return nullptr;
  return std::make_unique<Ods>(path, bytes, static_cast<std::size_t>(at - members.begin()));
}

}  // namespace dsat::load
