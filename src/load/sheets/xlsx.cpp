#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/archive.hpp"
#include "load/sheets/number_format.hpp"
#include "load/sheets/workbook.hpp"
#include "load/sheets/xml_stream.hpp"

/// Workbooks of Excel 2007 and later (ECMA-376). Texts that cells share and the formats of numbers may stand before or
/// after the sheets, so they are read first; a sheet is then read as a stream.
namespace dsat::load {
namespace {

constexpr std::uint32_t most_rows = 1048576, most_columns = 16384;

/// Texts back to back.
class SharedTexts : public XmlHandler {
 public:
  void begin(std::string_view name, const Attributes&) override {
    if (name == "t") in_text_ = true;
    if (name == "rPh") ++phonetic_;  // how to pronounce it, which isn't part of it
  }
  void end(std::string_view name) override {
    if (name == "t") in_text_ = false;
    if (name == "rPh") --phonetic_;
    if (name == "si") ends_.push_back(bytes_.size());
  }
  void text(std::string_view part) override {
    if (in_text_ && phonetic_ == 0) bytes_ += part;
  }
  std::string_view operator[](std::size_t index) const {
    if (index >= ends_.size()) return {};
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(bytes_).substr(begin, ends_[index] - begin);
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;
  bool in_text_ = false;
  int phonetic_ = 0;
};

/// The formats of numbers, by the style of a cell.
class Styles : public XmlHandler {
 public:
  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "numFmt") {
      if (const auto id = parse_integer(attributes["numFmtId"])) own_[*id] = number_format(attributes["formatCode"]);
    } else if (name == "cellXfs") {
      in_cells_ = true;
    } else if (name == "xf" && in_cells_) {
      const auto id = parse_integer(attributes["numFmtId"]).value_or(0);
      const auto own = own_.find(id);
      of_.push_back(own != own_.end() ? own->second
                                      : number_format(static_cast<int>(std::clamp<std::int64_t>(id, 0, 1000))));
    }
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }
  NumberFormat of(std::size_t style) const { return style < of_.size() ? of_[style] : NumberFormat(); }

 private:
  std::map<std::int64_t, NumberFormat> own_;
  std::vector<NumberFormat> of_;
  bool in_cells_ = false;
};

/// Which sheets there are, and by which key the workbook's relations know their members.
struct Contents : XmlHandler {
  std::vector<SheetInfo> sheets;
  std::vector<std::string> keys;
  bool from_1904 = false;

  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "sheet") {
      sheets.push_back(
          {std::string(attributes["name"]), !attributes["state"].empty() && attributes["state"] != "visible"});
      // `r:id`; the sheet's own number is `sheetId`.
      keys.emplace_back(attributes["id"]);
    } else if (name == "workbookPr") {
      const std::string_view flag = attributes["date1904"];
      from_1904 = flag == "1" || flag == "true";
    }
  }
  void end(std::string_view) override {}
};

struct Relations : XmlHandler {
  std::map<std::string, std::string, std::less<>> targets;
  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "Relationship") targets.emplace(attributes["Id"], attributes["Target"]);
  }
  void end(std::string_view) override {}
};

/// `BC12` as column 54, from 0, and row 12; nothing if it is no such thing.
std::optional<std::pair<std::uint32_t, std::uint32_t>> place_of(std::string_view text) {
  std::uint32_t column = 0, row = 0;
  std::size_t at = 0;
  for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z' && column <= most_columns; ++at)
    column = column * 26 + static_cast<std::uint32_t>(text[at] - 'A') + 1;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && row <= most_rows; ++at)
    row = row * 10 + static_cast<std::uint32_t>(text[at] - '0');
  if (at != text.size() || column == 0 || row == 0 || column > most_columns || row > most_rows) return std::nullopt;
  return std::pair(column - 1, row);
}

/// `_x000D_` stands for a character that XML doesn't allow.
std::string unescaped(std::string_view text) {
  if (text.find("_x") == text.npos) return std::string(text);
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    unsigned code = 0;
    bool is_code = rest.size() >= 7 && rest.starts_with("_x") && rest[6] == '_';
    for (std::size_t i = 2; is_code && i < 6; ++i) {
      const char c = rest[i];
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      is_code = digit >= 0;
      code = code * 16 + static_cast<unsigned>(digit);
    }
    if (!is_code || code >= 0x80) {
      result += text[at++];
      continue;
    }
    if (code >= 0x20 || code == '\n' || code == '\t') result += static_cast<char>(code);
    at += 7;
  }
  return result;
}

class XlsxRows : public SheetRows, XmlHandler {
 public:
  XlsxRows(std::string path, std::unique_ptr<ByteStream> bytes, const SharedTexts& texts, const Styles& styles,
           bool from_1904)
      : texts_(texts), styles_(styles), from_1904_(from_1904), xml_(std::move(path), std::move(bytes), *this) {}

  bool next(SheetRow& row) override {
    while (ready_.empty() && more_) more_ = xml_.more();
    if (ready_.empty()) return false;
    row = std::move(ready_.front());
    ready_.pop_front();
    return true;
  }

  std::vector<std::string> notes() const override {
    std::vector<std::string> notes;
    if (hidden_rows_ > 0) notes.push_back(counted(hidden_rows_, "hidden row") + " read like the others");
    if (hidden_columns_ > 0) notes.push_back(counted(hidden_columns_, "hidden column") + " read like the others");
    if (errors_ > 0) notes.push_back(counted(errors_, "cell") + " with an error (such as #N/A) in place of a value");
    if (merged_ > 0) notes.push_back(counted(merged_, "merged range") + ": only the first cell of each holds anything");
    return notes;
  }

 private:
  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "c") {
      begin_cell(attributes);
    } else if (name == "v") {
      in_value_ = true;
    } else if (name == "t") {
      in_text_ = true;
    } else if (name == "rPh") {
      ++phonetic_;
    } else if (name == "row") {
      const auto number = parse_integer(attributes["r"]);
      number_ = number && *number > 0 && *number <= most_rows ? static_cast<std::uint32_t>(*number) : number_ + 1;
      column_ = 0;
      row_ = {number_, is_true(attributes["hidden"]), {}};
    } else if (name == "col" && is_true(attributes["hidden"])) {
      const auto first = parse_integer(attributes["min"]), last = parse_integer(attributes["max"]);
      // Columns behind the table are hidden up to the last one that there can be.
      if (first && last && *last >= *first && *last < most_columns) hidden_columns_ += *last - *first + 1;
    } else if (name == "mergeCell") {
      ++merged_;
    }
  }

  static bool is_true(std::string_view flag) { return flag == "1" || flag == "true"; }

  void begin_cell(const Attributes& attributes) {
    if (const auto place = place_of(attributes["r"])) column_ = place->first;
    const std::string_view type = attributes["t"];
    type_ = type == "s"           ? Type::shared
            : type == "inlineStr" ? Type::inlined
            : type == "str"       ? Type::text
            : type == "b"         ? Type::flag
            : type == "e"         ? Type::error
            : type == "d"         ? Type::date
                                  : Type::number;
    style_ = static_cast<std::size_t>(std::max<std::int64_t>(0, parse_integer(attributes["s"]).value_or(0)));
    value_.clear();
  }

  void text(std::string_view part) override {
    if (in_value_ || (in_text_ && type_ == Type::inlined && phonetic_ == 0)) value_ += part;
  }

  void end(std::string_view name) override {
    if (name == "v") in_value_ = false;
    if (name == "t") in_text_ = false;
    if (name == "rPh") --phonetic_;
    if (name == "c") end_cell();
    if (name == "row") end_row();
  }

  void end_cell() {
    std::string shown = shown_value();
    errors_ += type_ == Type::error ? 1 : 0;
    if (!shown.empty() && column_ < most_columns) {
      row_.cells.resize(std::max<std::size_t>(row_.cells.size(), column_ + 1));
      row_.cells[column_] = std::move(shown);
    }
    ++column_;
  }

  void end_row() {
    if (row_.cells.empty()) return;
    hidden_rows_ += row_.hidden ? 1 : 0;
    ready_.push_back(std::move(row_));
    row_ = {};
  }

  std::string shown_value() const {
    switch (type_) {
      case Type::shared: {
        const auto index = parse_integer(value_);
        return index && *index >= 0 ? unescaped(texts_[static_cast<std::size_t>(*index)]) : std::string();
      }
      case Type::inlined:
      case Type::text:
      case Type::error:
        return unescaped(value_);
      case Type::flag:
        return value_ == "1" ? "TRUE" : value_ == "0" ? "FALSE" : value_;
      case Type::date:
        return show_instant(value_);
      case Type::number:
        break;
    }
    const auto number = parse_number(trim(value_));
    return number ? show_number(*number, styles_.of(style_), from_1904_) : std::string(trim(value_));
  }

  enum class Type { number, shared, inlined, text, error, flag, date };

  const SharedTexts& texts_;
  const Styles& styles_;
  bool from_1904_;
  std::deque<SheetRow> ready_;
  SheetRow row_;
  std::uint32_t number_ = 0;
  std::size_t column_ = 0, style_ = 0;
  Type type_ = Type::number;
  std::string value_;
  bool in_value_ = false, in_text_ = false, more_ = true;
  int phonetic_ = 0;
  std::int64_t hidden_rows_ = 0, hidden_columns_ = 0, merged_ = 0, errors_ = 0;
  XmlStream xml_;
};

class Xlsx : public Workbook {
 public:
  Xlsx(std::string path, OpenBytes bytes, const std::vector<std::string>& members, const std::string& book)
      : path_(std::move(path)), bytes_(std::move(bytes)), members_(members) {
    const std::string folder = book.substr(0, book.rfind('/') + 1), file = book.substr(folder.size());
    Relations relations;
    read(book, contents_);
    read(folder + "_rels/" + file + ".rels", relations);
    for (const std::string& key : contents_.keys) {
      const auto target = relations.targets.find(key);
      std::string name = target == relations.targets.end() ? std::string() : target->second;
      sheets_.push_back(name.starts_with('/') ? name.substr(1) : folder + name);
    }
    for (const auto& [key, target] : relations.targets) {
      const std::string member = target.starts_with('/') ? target.substr(1) : folder + target;
      if (target.ends_with("sharedStrings.xml")) read(member, texts_);
      if (target.ends_with("styles.xml")) read(member, styles_);
    }
  }

  std::string_view format() const override { return "xlsx"; }
  const std::vector<SheetInfo>& sheets() const override { return contents_.sheets; }
  std::unique_ptr<SheetRows> open(std::size_t sheet) override {
    auto bytes = member(sheets_.at(sheet));
    if (!bytes)
      throw Error(ErrorKind::input, "the workbook lacks its sheet \"" + contents_.sheets[sheet].name + "\"",
                  "Open it and save it anew.", Place{path_, 0, 0, {}});
    return std::make_unique<XlsxRows>(path_, std::move(bytes), texts_, styles_, contents_.from_1904);
  }

 private:
  /// Null if there is no member of that name.
  std::unique_ptr<ByteStream> member(const std::string& name) const {
    const auto found = std::ranges::find_if(members_, [&](const std::string& one) { return fold(one) == fold(name); });
    return found == members_.end() ? nullptr
                                   : member_of(path_, bytes_(), static_cast<std::size_t>(found - members_.begin()));
  }
  void read(const std::string& name, XmlHandler& handler) const {
    if (auto bytes = member(name)) XmlStream(path_, std::move(bytes), handler).all();
  }

  std::string path_;
  OpenBytes bytes_;
  std::vector<std::string> members_, sheets_;
  Contents contents_;
  SharedTexts texts_;
  Styles styles_;
};

}  // namespace

std::unique_ptr<Workbook> open_xlsx(const std::string& path, const OpenBytes& bytes,
                                    const std::vector<std::string>& members) {
  for (const std::string& name : members)
    if (fold(name) == "xl/workbook.xml") return std::make_unique<Xlsx>(path, bytes, members, name);
  return nullptr;
}

}  // namespace dsat::load
