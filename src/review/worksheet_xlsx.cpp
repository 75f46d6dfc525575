#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <ctime>
#include <memory>

#include "dsat/base/error.hpp"
#include "dsat/base/late_library.hpp"
#include "dsat/base/quiet.hpp"
#include "dsat/base/spreadsheet.hpp"
#include "dsat/base/text.hpp"
#include "dsat/review/worksheet.hpp"

namespace dsat::review {
namespace {

constexpr std::size_t longest_text = 32767;  // characters of a cell
constexpr std::size_t most_rows = 1048576;
constexpr lxw_row_t rows_to_add = 1000;  // below the ratings, where lists drop down too
constexpr std::uint32_t header_color = 0xD9D9D9, typed_color = 0xFFF8DC, typed_header_color = 0xF2DFA0;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// What a cell holds of a text, and a word about the rest.
std::string fitted(const std::string& text) {
  const std::size_t length = characters(text);
  if (length <= longest_text) return text;
  std::size_t kept = longest_text - 60, at = 0;
  const std::size_t left_out = length - kept;
  while (kept-- > 0) next_code_point(text, at);
  return text.substr(0, at) + fmt::format("… ({} more characters in the CSV)", left_out);
}

double width_of(Column column) {
  switch (column) {
    case Column::comment:
    case Column::reply:
      return 60;
    case Column::subject:
    case Column::root_cause:
    case Column::action:
    case Column::result:
    case Column::challenge_reason:
      return 30;
    case Column::rated_at:
    case Column::tags:
      return 22;
    default:
      return 15;
  }
}

Moment newest_rating(const Worksheet& sheet) {
  Moment newest;
  for (std::size_t row = 0; row < sheet.rows(); ++row)
    if (const auto moment = parse_iso_moment(sheet.cell(row, Column::rated_at), Zone()))
      newest = std::max(newest, *moment);
  return newest;
}

/// Lines that a text takes in a wrapped cell of that width, about.
int lines_of(std::string_view text, double width) {
  int lines = 0;
  for (const std::string_view line : split(text, '\n'))
    lines += 1 + static_cast<int>(static_cast<double>(characters(line)) / (width * 0.95));
  return lines;
}

/// `2026-11-05` and nothing else; years that spreadsheets count.
std::optional<CivilDate> whole_day(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  const auto moment = parse_iso_moment(text, Zone());
  if (!moment || !moment->is_date()) return std::nullopt;
  const CivilDate date = civil(Zone().day_of(*moment));
  return date.year > 1900 && date.year < 9999 ? std::optional(date) : std::nullopt;
}

/// The library's functions, opened when they are wanted: see render's own.
struct Library {
  LateLibrary file{DSAT_XLSXWRITER};
#define DSAT_LATE(name) decltype(&::name) name = file.function<decltype(::name)>(#name);
  DSAT_LATE(format_set_align)
  DSAT_LATE(format_set_bg_color)
  DSAT_LATE(format_set_bold)
  DSAT_LATE(format_set_border)
  DSAT_LATE(format_set_num_format)
  DSAT_LATE(format_set_text_wrap)
  DSAT_LATE(lxw_strerror)
  DSAT_LATE(workbook_add_format)
  DSAT_LATE(workbook_add_worksheet)
  DSAT_LATE(workbook_close)
  DSAT_LATE(workbook_new)
  DSAT_LATE(workbook_set_properties)
  DSAT_LATE(worksheet_autofilter)
  DSAT_LATE(worksheet_data_validation_range)
  DSAT_LATE(worksheet_freeze_panes)
  DSAT_LATE(worksheet_set_column)
  DSAT_LATE(worksheet_set_row)
  DSAT_LATE(worksheet_write_blank)
  DSAT_LATE(worksheet_write_datetime)
  DSAT_LATE(worksheet_write_string)
#undef DSAT_LATE
};

class Book : private Library {
 public:
  explicit Book(const std::filesystem::path& path)
      : path_(path.string()), book_(workbook_new(path_.c_str())), sheet_(workbook_add_worksheet(book_, "reviews")) {}
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;
  ~Book() {
    if (book_ != nullptr) closed();
  }

  lxw_format* format(bool typed, bool header, ColumnKind kind, bool wrap) {
    lxw_format* format = workbook_add_format(book_);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (wrap) format_set_text_wrap(format);
    if (header) format_set_bold(format);
    if (typed || header)
      format_set_bg_color(format, header ? (typed ? typed_header_color : header_color) : typed_color);
    if (typed || header) format_set_border(format, LXW_BORDER_HAIR);
    // Dates stay ISO when the sheet is saved as CSV.
    if (kind == ColumnKind::moment && !header) format_set_num_format(format, "yyyy-mm-dd");
    return format;
  }

  void text(std::size_t row, std::size_t column, const std::string& words, lxw_format* format) {
    const std::string cell = fitted(with_spreadsheet_guard(words));
    check(cell.empty() ? worksheet_write_blank(sheet_, lxw_row_t(row), lxw_col_t(column), format)
                       : worksheet_write_string(sheet_, lxw_row_t(row), lxw_col_t(column), cell.c_str(), format));
  }

  /// A day without a time is written as one, so that the sheet sorts and filters it; it is read again as it stands.
  void day(std::size_t row, std::size_t column, CivilDate date, lxw_format* format) {
    lxw_datetime day{date.year, static_cast<int>(date.month), static_cast<int>(date.day), 0, 0, 0};
    check(worksheet_write_datetime(sheet_, lxw_row_t(row), lxw_col_t(column), &day, format));
  }

  /// Programs set a row's height by themselves only while somebody types.
  void lines(std::size_t row, int count) {
    constexpr double line_height = 15, most = 409;
    if (count > 1) check(worksheet_set_row(sheet_, lxw_row_t(row), std::min(most, line_height * count), nullptr));
  }

  void drop_down(std::size_t column, lxw_row_t last_row, const ColumnInfo& info) {
    std::vector<std::string> words(info.choices.begin(), info.choices.end());
    std::vector<char*> list;
    for (std::string& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    std::string title(info.key), help(info.help);
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_LIST;
    validation.value_list = list.data();
    validation.input_title = title.data();
    validation.input_message = help.data();
    // A warning, not a wall: `actionable` and `non-actionable` are understood too.
    validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    check(worksheet_data_validation_range(sheet_, 1, lxw_col_t(column), last_row, lxw_col_t(column), &validation));
  }

  void column(std::size_t place, double width, lxw_format* format) {
    worksheet_set_column(sheet_, lxw_col_t(place), lxw_col_t(place), width, format);
  }

  /// Headers and ids stay in sight, and all rows can be filtered.
  void frame(std::size_t rows, std::size_t columns) {
    worksheet_freeze_panes(sheet_, 1, 1);
    worksheet_autofilter(sheet_, 0, 0, lxw_row_t(rows), lxw_col_t(columns - 1));
  }

  void stamp(Moment moment) {
    lxw_doc_properties properties{};
    properties.created = static_cast<std::time_t>(moment ? moment.seconds() : 1);
    check(workbook_set_properties(book_, &properties));
  }

  void close() { check(closed()); }

 private:
  /// The library prints remarks of its own about what it returns.
  lxw_error closed() {
    const Quiet quiet;
    return workbook_close(std::exchange(book_, nullptr));
  }

  void check(lxw_error error) {
    if (error != LXW_NO_ERROR)
      throw Error(ErrorKind::output, fmt::format("the spreadsheet can't be written: {}", lxw_strerror(error)), {},
                  {path_, 0, 0, {}});
  }

  std::string path_;
  lxw_workbook* book_;
  lxw_worksheet* sheet_;
};

}  // namespace

void write_xlsx(const Worksheet& sheet, const std::filesystem::path& path) {
  if (sheet.rows() >= most_rows)
    throw Error(ErrorKind::output, "a spreadsheet holds 1,048,575 rows at most, and there are more ratings",
                "Write the worksheet as CSV, or choose fewer ratings with --period or --where.",
                {path.string(), 0, 0, {}});
  Book book(path);
  book.stamp(newest_rating(sheet));
  const auto last_row = static_cast<lxw_row_t>(std::min(sheet.rows() + rows_to_add, most_rows - 1));
  std::vector<int> heights(sheet.rows(), 1);
  for (std::size_t place = 0; place < sheet.headers().size(); ++place) {
    const auto column = sheet.column_at(place);
    const ColumnKind kind = column ? info(*column).kind : ColumnKind::words;
    const bool typed = kind != ColumnKind::ours;
    const bool wrapped = kind == ColumnKind::words || column == Column::comment || column == Column::reply;
    const double width = column ? width_of(*column) : 20;
    lxw_format* body = book.format(typed, false, kind, wrapped);
    book.column(place, width, body);
    book.text(0, place, sheet.headers()[place], book.format(typed, true, kind, false));
    for (std::size_t row = 0; row < sheet.rows(); ++row) {
      const std::string& cell = sheet.cells(row)[place];
      if (wrapped) heights[row] = std::max(heights[row], lines_of(cell, width));
      const auto day = kind == ColumnKind::moment ? whole_day(cell) : std::nullopt;
      day ? book.day(row + 1, place, *day, body) : book.text(row + 1, place, cell, body);
    }
    if (kind == ColumnKind::choice) book.drop_down(place, last_row, info(*column));
  }
  for (std::size_t row = 0; row < heights.size(); ++row) book.lines(row + 1, heights[row]);
  book.frame(sheet.rows(), sheet.headers().size());
  book.close();
}

}  // namespace dsat::review
