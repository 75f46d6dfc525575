#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/late_library.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/quiet.hpp"
#include "dsat/base/text.hpp"
#include "render/cells.hpp"
#include "render/escape.hpp"
#include "render/layout.hpp"
#include "render/ticket_link.hpp"
#include "render/writers/all.hpp"

namespace dsat::render {

using namespace document;

namespace {

constexpr std::size_t longest_sheet_name = 31;
/// Beyond this many cells the library keeps a sheet in a file while it grows, not in memory.
constexpr std::size_t many_cells = 1'000'000;
constexpr std::size_t label_width = 24, sentence_width = 100;
constexpr double least_width = 8, widest_words = 60, widest_comment = 80;
constexpr lxw_color_t worse_colour = 0xA23A1C, better_colour = 0x0B686F, dim_colour = 0x59616B,
                      series_colour = 0x2C5A86, limit_colour = 0x8A929B, faint_colour = 0xD0D4D9;

[[noreturn]] void fail(const std::string& what, const char* remedy = "Write CSV instead, or ask for fewer rows.") {
  throw Error(ErrorKind::output, "the spreadsheet can't be made: " + what, remedy);
}

/// A file without a name: the library wants a path to write to, and nobody else is to see it.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(::memfd_create("spreadsheet", MFD_CLOEXEC)) {
    if (descriptor_ < 0) fail(std::strerror(errno));
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

  std::string content() const {
    const off_t size = ::lseek(descriptor_, 0, SEEK_END);
    if (size < 0) fail(std::strerror(errno));
    std::string bytes(static_cast<std::size_t>(size), '\0');
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t read = ::pread(descriptor_, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
      if (read <= 0) fail(read < 0 ? std::strerror(errno) : "it ended early");
      at += static_cast<std::size_t>(read);
    }
    return bytes;
  }

 private:
  int descriptor_;
};

/// UTF-16 units, which is how a spreadsheet counts characters.
std::size_t units(char32_t c) {
  return c > 0xFFFF ? 2 : 1;
}

std::size_t units(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) count += units(next_code_point(text, at));
  return count;
}

/// The start of `text` that has at most that many UTF-16 units.
std::string_view within_units(std::string_view text, std::size_t most) {
  std::size_t at = 0, used = 0;
  while (at < text.size()) {
    std::size_t next = at;
    used += units(next_code_point(text, next));
    if (used > most) break;
    at = next;
  }
  return text.substr(0, at);
}

/// What a number looks like; the words of a format code.
std::string number_format(const Content& content) {
  return std::visit(
      [](const auto& value) -> std::string {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, Count>)
          return "#,##0";
        else if constexpr (std::is_same_v<T, Share>)
          return "0.0%";
        else if constexpr (std::is_same_v<T, Score>)
          return value.decimals > 0 ? "#,##0." + std::string(static_cast<std::size_t>(value.decimals), '0') : "#,##0";
        else if constexpr (std::is_same_v<T, Duration>)
          return "#,##0.0\" min\"";
        else if constexpr (std::is_same_v<T, Instant>)
          return value.moment.is_date() ? "yyyy-mm-dd" : "yyyy-mm-dd hh:mm:ss";
        else if constexpr (std::is_same_v<T, Change>)
          switch (value.of) {
            case Change::Of::points:
              return "+0.0%;-0.0%;0.0%";
            case Change::Of::count:
              return "+#,##0;-#,##0;0";
            case Change::Of::score:
              return "+#,##0.00;-#,##0.00;0.00";
            case Change::Of::minutes:
              return "+#,##0.0\" min\";-#,##0.0\" min\";0.0\" min\"";
          }
        return {};
      },
      content);
}

/// One table, or the part of it that one sheet holds.
struct Sheet {
  const Section* section = nullptr;
  const Table* table = nullptr;
  std::size_t first_row = 0, end_row = 0;
  std::string name;
  lxw_worksheet* worksheet = nullptr;
};

/// The library's functions. It is opened with the first spreadsheet: it brings a library of cryptography with it, and
/// loading that takes longer than all else that a short run does.
struct Library {
  LateLibrary file{DSAT_XLSXWRITER};
#define DSAT_LATE(name) decltype(&::name) name = file.function<decltype(::name)>(#name);
  DSAT_LATE(chart_add_series)
  DSAT_LATE(chart_axis_major_gridlines_set_line)
  DSAT_LATE(chart_axis_set_line)
  DSAT_LATE(chart_axis_set_log_base)
  DSAT_LATE(chart_axis_set_max)
  DSAT_LATE(chart_axis_set_min)
  DSAT_LATE(chart_axis_set_num_font)
  DSAT_LATE(chart_axis_set_num_format)
  DSAT_LATE(chart_axis_set_reverse)
  DSAT_LATE(chart_legend_set_position)
  DSAT_LATE(chart_series_set_categories)
  DSAT_LATE(chart_series_set_fill)
  DSAT_LATE(chart_series_set_line)
  DSAT_LATE(chart_series_set_marker_fill)
  DSAT_LATE(chart_series_set_marker_line)
  DSAT_LATE(chart_series_set_marker_size)
  DSAT_LATE(chart_series_set_marker_type)
  DSAT_LATE(chart_series_set_name_range)
  DSAT_LATE(chart_series_set_points)
  DSAT_LATE(chart_series_set_values)
  DSAT_LATE(chart_set_series_gap)
  DSAT_LATE(chart_set_series_overlap)
  DSAT_LATE(chart_show_blanks_as)
  DSAT_LATE(chart_title_set_name)
  DSAT_LATE(chart_title_set_name_font)
  DSAT_LATE(format_set_align)
  DSAT_LATE(format_set_bold)
  DSAT_LATE(format_set_bottom)
  DSAT_LATE(format_set_font_color)
  DSAT_LATE(format_set_font_size)
  DSAT_LATE(format_set_indent)
  DSAT_LATE(format_set_num_format)
  DSAT_LATE(format_set_text_wrap)
  DSAT_LATE(lxw_strerror)
  DSAT_LATE(lxw_workbook_free)
  DSAT_LATE(workbook_add_chart)
  DSAT_LATE(workbook_add_format)
  DSAT_LATE(workbook_add_worksheet)
  DSAT_LATE(workbook_close)
  DSAT_LATE(workbook_new_opt)
  DSAT_LATE(workbook_set_properties)
  DSAT_LATE(worksheet_activate)
  DSAT_LATE(worksheet_autofilter)
  DSAT_LATE(worksheet_conditional_format_range)
  DSAT_LATE(worksheet_fit_to_pages)
  DSAT_LATE(worksheet_freeze_panes)
  DSAT_LATE(worksheet_insert_chart_opt)
  DSAT_LATE(worksheet_repeat_rows)
  DSAT_LATE(worksheet_set_column)
  DSAT_LATE(worksheet_set_landscape)
  DSAT_LATE(worksheet_set_row)
  DSAT_LATE(worksheet_write_number)
  DSAT_LATE(worksheet_write_string)
  DSAT_LATE(worksheet_write_url)
#undef DSAT_LATE
};

class Workbook : private Library {
 public:
  Workbook(const Document& document, const SheetLimits& limits) : document_(document), limits_(limits) {
    lxw_workbook_options options{};
    options.constant_memory = cells() > many_cells ? LXW_TRUE : LXW_FALSE;
    options.use_zip64 = options.constant_memory;
    book_ = workbook_new_opt(file_.path().c_str(), &options);
    if (book_ == nullptr) fail("no memory");
  }
  ~Workbook() {
    if (book_ != nullptr) lxw_workbook_free(book_);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  std::string write() {
    properties();
    lxw_worksheet* summary = add_worksheet(unique_name("overview"));
    plan_sheets();
    for (Sheet& sheet : sheets_) {
      sheet.worksheet = add_worksheet(sheet.name);
      fill(sheet);
    }
    // Last, because it tells how many texts were cut.
    summarise(summary);
    worksheet_activate(summary);
    errno = 0;
    const lxw_error error = closed();
    // The system says more than the library does.
    if (error != LXW_NO_ERROR && errno != 0) {
      fail(std::strerror(errno), "Make room for temporary files, or write CSV, which needs none.");
    }
    check(error);
    return file_.content();
  }

 private:
  void check(lxw_error error) const {
    if (error != LXW_NO_ERROR) fail(lxw_strerror(error));
  }

  /// The library prints remarks of its own about what it returns.
  lxw_error closed() {
    const Quiet quiet;
    return workbook_close(std::exchange(book_, nullptr));
  }

  std::size_t cells() const {
    std::size_t count = 0;
    for (const Section& section : document_.sections) {
      for (const Block& block : section.blocks) {
        if (const auto* table = std::get_if<Table>(&block)) count += table->rows.size() * table->columns.size();
      }
    }
    return count;
  }

  void properties() {
    // 0 would mean the machine's clock, and other bytes with every run.
    constexpr std::int64_t year_2000 = 946'684'800;
    std::string title = within(one_line(document_.title), 255);
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.created = document_.as_of.missing() ? year_2000 : document_.as_of.seconds();
    check(workbook_set_properties(book_, &properties));
  }

  static std::string within(std::string_view text, std::size_t most) {
    return std::string(within_units(printable(text), most));
  }

  lxw_worksheet* add_worksheet(const std::string& name) {
    lxw_worksheet* worksheet = workbook_add_worksheet(book_, name.c_str());
    if (worksheet == nullptr) fail("no sheet can be named " + name);
    return worksheet;
  }

  /// Legal for every spreadsheet, and different from all others whatever their case.
  std::string unique_name(std::string_view wanted) {
    std::string legal;
    for (const char c : printable(one_line(wanted))) {
      legal += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : '_';
    }
    // Excel keeps this name to itself.
    if (legal.empty() || fold(legal) == "history") legal += "_";
    for (int copy = 1;; ++copy) {
      const std::string suffix = copy == 1 ? "" : " (" + std::to_string(copy) + ")";
      std::string name = std::string(within_units(legal, longest_sheet_name - suffix.size())) + suffix;
      if (names_.insert(fold(name)).second) return name;
    }
  }

  void plan_sheets() {
    for (const Section& section : document_.sections) {
      const auto tables = std::count_if(section.blocks.begin(), section.blocks.end(),
                                        [](const Block& block) { return std::holds_alternative<Table>(block); });
      for (const Block& block : section.blocks) {
        const auto* table = std::get_if<Table>(&block);
        if (table == nullptr || machine_columns(*table).empty()) continue;
        const std::string wanted = tables == 1 || table->key.empty() ? section.key : section.key + " " + table->key;
        std::size_t row = 0;
        do {
          const std::size_t end = std::min(table->rows.size(), row + limits_.rows);
          sheets_.push_back({&section, table, row, end, unique_name(wanted), nullptr});
          row = end;
        } while (row < table->rows.size());
      }
    }
    const Table& tickets = document_.tickets;
    if (tickets.rows.empty() || tickets.rows.size() > limits_.rows) return;
    tickets_sheet_ = unique_name("tickets");
    sheets_.push_back({&tickets_section_, &tickets, 0, tickets.rows.size(), tickets_sheet_, nullptr});
    for (std::size_t row = 0; row < document_.ticket_keys.size(); ++row)
      ticket_rows_.emplace(document_.ticket_keys[row], row + 2);
  }

  /// A place in this workbook, as a link wants it.
  static std::string place_in(const std::string& sheet, std::size_t row) {
    return "internal:'" + sheet + "'!A" + std::to_string(row);
  }

  /// Links are a convenience: one too many for the format is left out.
  void link(lxw_worksheet* worksheet, std::size_t row, std::size_t column, const std::string& to,
            lxw_format* style) const {
    constexpr std::size_t longest = 2'000;
    const Quiet quiet;
    if (to.size() <= longest)
      worksheet_write_url(worksheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), to.c_str(), style);
  }

  static constexpr std::string_view words_in_table = "@";

  /// Formats are kept: a workbook holds no more than 64,000.
  lxw_format* format(const std::string& number, Tone tone, bool wraps = false) {
    const auto [found, added] = formats_.try_emplace({number, tone, wraps}, nullptr);
    if (!added) return found->second;
    lxw_format* made = workbook_add_format(book_);
    if (wraps) format_set_text_wrap(made);
    // In a table, words right beside a figure of the column before would run into it.
    if (number == words_in_table) {
      format_set_indent(made, 1);
    } else if (!number.empty()) {
      format_set_num_format(made, number.c_str());
    }
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    switch (tone) {
      case Tone::plain:
        break;
      case Tone::worse:
        format_set_font_color(made, worse_colour);
        break;
      case Tone::better:
        format_set_font_color(made, better_colour);
        break;
      case Tone::dim:
        format_set_font_color(made, dim_colour);
        break;
    }
    return found->second = made;
  }

  lxw_format* heading_format(double size) {
    lxw_format* made = workbook_add_format(book_);
    format_set_bold(made);
    format_set_font_size(made, size);
    return made;
  }

  lxw_format* column_heading(bool numeric) {
    lxw_format*& made = column_headings_[numeric ? 1 : 0];
    if (made != nullptr) return made;
    made = heading_format(11);
    format_set_bottom(made, LXW_BORDER_THIN);
    if (!numeric) format_set_indent(made, 1);
    return made;
  }

  /// A text that fits a cell, is no formula and no control character; what was cut is said and counted.
  std::string cell_text(std::string_view text) {
    std::string safe = spreadsheet_text(text);
    const std::size_t length = units(safe);
    if (length <= limits_.text) return safe;
    ++texts_cut_;
    // The note says how many are missing, and takes room of its own.
    std::string note;
    std::size_t kept = limits_.text;
    for (int tries = 0; tries < 3; ++tries) {
      note = "… (" + grouped(static_cast<std::int64_t>(length - kept)) + " more characters in the CSV)";
      kept = limits_.text - std::min(units(note), limits_.text);
    }
    return std::string(within_units(safe, kept)) + note;
  }

  void words(lxw_worksheet* worksheet, std::size_t row, std::size_t column, std::string_view text,
             lxw_format* cell_format) {
    const std::string safe = cell_text(text);
    if (safe.empty()) return;
    check(worksheet_write_string(worksheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), safe.c_str(),
                                 cell_format));
  }

  void number(lxw_worksheet* worksheet, std::size_t row, std::size_t column, double value, lxw_format* cell_format) {
    check(worksheet_write_number(worksheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), value,
                                 cell_format));
  }

  void fill(const Sheet& sheet) {
    const std::vector<std::size_t> columns = machine_columns(*sheet.table);
    std::vector<double> widths;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string& key = sheet.table->columns[columns[i]].key;
      words(sheet.worksheet, 0, i, key, column_heading(sheet.table->columns[columns[i]].numeric));
      // The button of the filter stands beside the name.
      widths.push_back(std::max(least_width, static_cast<double>(display_width(key)) + 4));
    }
    for (std::size_t row = sheet.first_row; row < sheet.end_row; ++row) {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const Cell& cell = sheet.table->rows[row][columns[i]];
        this->cell(sheet.worksheet, row - sheet.first_row + 1, i, cell, sheet.table->columns[columns[i]]);
        const double most = sheet.table->columns[columns[i]].wide ? widest_comment : widest_words;
        widths[i] = std::max(widths[i], std::min(most, width_of(cell)));
      }
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      check(worksheet_set_column(sheet.worksheet, column, column, widths[i], nullptr));
    }
    worksheet_freeze_panes(sheet.worksheet, 1, 0);
    check(worksheet_autofilter(sheet.worksheet, 0, 0, static_cast<lxw_row_t>(sheet.end_row - sheet.first_row),
                               static_cast<lxw_col_t>(columns.size() - 1)));
    worksheet_set_landscape(sheet.worksheet);
    worksheet_fit_to_pages(sheet.worksheet, 1, 0);
    worksheet_repeat_rows(sheet.worksheet, 0, 0);
    if (sheet.first_row == 0) charts(sheet, columns);
  }

  static double width_of(const Cell& cell) {
    if (const auto* words = std::get_if<Text>(&cell.content)) {
      return static_cast<double>(display_width(one_line(within_units(words->text, 200)))) + 1;
    }
    if (const auto* instant = std::get_if<Instant>(&cell.content)) return instant->moment.is_date() ? 11 : 19;
    // What the format adds: separators of thousands, a unit.
    const double added = number_format(cell.content).find("min") != std::string::npos ? 6 : 0;
    return static_cast<double>(display_width(machine_text(cell))) + 1 + added;
  }

  void cell(lxw_worksheet* worksheet, std::size_t row, std::size_t column, const Cell& cell, const Column& described) {
    const Tone tone = cell.suppressed ? Tone::dim : cell.tone;
    // A count leads to the newest of its tickets, an id to the ticket itself.
    if (cell.behind && !cell.behind->tickets.empty())
      if (const auto at = ticket_rows_.find(cell.behind->tickets.front()); at != ticket_rows_.end())
        link(worksheet, row, column, place_in(tickets_sheet_, at->second), nullptr);
    if (described.tickets && !document_.ticket_url.empty())
      if (const auto* id = std::get_if<Text>(&cell.content); id != nullptr && !id->text.starts_with('#'))
        if (const auto address = ticket_address(document_.ticket_url, one_line(id->text)))
          link(worksheet, row, column, *address, nullptr);
    if (const auto value = machine_number(cell)) {
      number(worksheet, row, column, *value, format(number_format(cell.content), tone));
      return;
    }
    if (const auto* instant = std::get_if<Instant>(&cell.content); instant != nullptr && !instant->moment.missing()) {
      // Before March 1900 spreadsheets disagree about the calendar.
      constexpr double days_to_1970 = 25'569, safe_day = 61, last_day = 2'958'465;
      const double day = days_to_1970 + static_cast<double>(instant->moment.seconds()) / 86'400;
      if (day >= safe_day && day <= last_day) {
        number(worksheet, row, column, day, format(number_format(cell.content), tone));
        return;
      }
    }
    words(worksheet, row, column, machine_text(cell), format(std::string(words_in_table), tone, described.wide));
  }

  // --- The first sheet: what the report says in words, and where the tables are.

  void summarise(lxw_worksheet* sheet) {
    check(worksheet_set_column(sheet, 0, 0, label_width, nullptr));
    check(worksheet_set_column(sheet, 1, 1, sentence_width, nullptr));
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    lxw_format* title = heading_format(16);
    lxw_format* section_title = heading_format(12);
    lxw_format* plain = format({}, Tone::plain, true);
    lxw_format* label = format({}, Tone::dim, true);
    lxw_format* lead = workbook_add_format(book_);
    format_set_text_wrap(lead);
    format_set_bold(lead);
    format_set_align(lead, LXW_ALIGN_VERTICAL_TOP);

    std::size_t row = 0;
    words(sheet, row++, 0, document_.title, title);
    for (const std::string& line : document_.subtitle) words(sheet, row++, 0, line, nullptr);
    for (const std::string& note : document_.notes) row = sentence(sheet, row, "Note", note, label, plain);
    if (texts_cut_ > 0) {
      row = sentence(sheet, row, "Note",
                     counted(static_cast<std::int64_t>(texts_cut_), "text is", "texts are") +
                         " longer than a cell can hold and cut here; the CSV has all of it.",
                     label, plain);
    }
    for (const Section& section : document_.sections) {
      ++row;
      words(sheet, row++, 0, title_of(section), section_title);
      for (const Block& block : section.blocks) {
        const auto* paragraph = std::get_if<Paragraph>(&block);
        if (paragraph != nullptr && paragraph->lead) row = sentence(sheet, row, {}, paragraph->text, label, lead);
      }
      for (const Block& block : section.blocks) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
          if (!paragraph->lead) row = sentence(sheet, row, {}, paragraph->text, label, plain);
        } else if (const auto* facts = std::get_if<Facts>(&block)) {
          for (const auto& [name, text] : facts->items) row = sentence(sheet, row, name, text, label, plain);
        } else if (const auto* table = std::get_if<Table>(&block)) {
          if (table->tiles) row = figures(sheet, row, *table, label, plain);
          row = point_to(sheet, row, *table, label, plain);
        }
      }
    }
    if (tickets_sheet_.empty()) return;
    ++row;
    words(sheet, row++, 0, document_.tickets.title, section_title);
    point_to(sheet, row, document_.tickets, label, plain);
  }

  /// A label and words in a row high enough for both: not every spreadsheet finds the height by itself.
  std::size_t sentence(lxw_worksheet* sheet, std::size_t row, std::string_view name, std::string_view text,
                       lxw_format* label, lxw_format* style) {
    const std::string left = one_line(name), right = one_line(text);
    words(sheet, row, 0, left, label);
    words(sheet, row, 1, right, style);
    // Bold letters are wider than the ones that a column's width counts.
    const std::size_t lines =
        std::max(wrap(left, label_width * 9 / 10).size(), wrap(right, sentence_width * 9 / 10).size());
    constexpr double line_height = 15, highest = 409;
    if (lines > 1) {
      check(worksheet_set_row(sheet, static_cast<lxw_row_t>(row),
                              std::min(line_height * static_cast<double>(lines), highest), nullptr));
    }
    return row + 1;
  }

  /// The few figures that come first, a line each: `20.5 %   W45 17.5 %, change +3.0 pp, base 25 of 122`.
  std::size_t figures(lxw_worksheet* sheet, std::size_t row, const Table& table, lxw_format* label, lxw_format* plain) {
    const std::vector<std::size_t> columns = machine_columns(table);
    for (const auto& cells : table.rows) {
      std::string words;
      for (std::size_t i = 1; i < columns.size(); ++i) {
        const Cell& cell = cells[columns[i]];
        const std::string shown = reader_text(cell, {});
        if (std::holds_alternative<Missing>(cell.content) || shown.empty()) continue;
        words += (i == 1          ? ""
                  : words.empty() ? ""
                  : i == 2        ? "   "
                                  : ", ") +
                 (i == 1 ? std::string() : table.columns[columns[i]].title + " ") + shown;
      }
      row = sentence(sheet, row, reader_text(cells[columns.front()], {}), words, label, plain);
    }
    return row;
  }

  /// Which sheets hold a table, and its note.
  std::size_t point_to(lxw_worksheet* summary, std::size_t row, const Table& table, lxw_format* label,
                       lxw_format* plain) {
    for (const Sheet& sheet : sheets_) {
      if (sheet.table != &table) continue;
      std::string what = table.title.empty() ? std::string() : one_line(table.title) + ": ";
      what += counted(static_cast<std::int64_t>(sheet.end_row - sheet.first_row), "row") + ".";
      if (sheet.first_row == 0 && !table.note.empty()) what += " " + one_line(table.note);
      link(summary, row, 0, place_in(sheet.name, 1), label);
      row = sentence(summary, row, "sheet " + sheet.name, what, label, plain);
    }
    return row;
  }

  // --- Native charts, beside the table that they show.

  struct Plotted {
    const Sheet& sheet;
    const std::vector<std::size_t>& columns;  ///< of the table, in the order of the sheet
    lxw_row_t last_row;

    std::optional<lxw_col_t> place(std::string_view key) const {
      const auto column = column_named(*sheet.table, key);
      if (!column) return std::nullopt;
      const auto found = std::find(columns.begin(), columns.end(), *column);
      if (found == columns.end()) return std::nullopt;
      return static_cast<lxw_col_t>(found - columns.begin());
    }
  };

  void charts(const Sheet& sheet, const std::vector<std::size_t>& columns) {
    const std::size_t rows = sheet.end_row - sheet.first_row;
    if (rows == 0) return;
    const Plotted plotted{sheet, columns, static_cast<lxw_row_t>(rows)};
    lxw_row_t at = 1;
    for (const Block& block : sheet.section->blocks) {
      const auto* chart = std::get_if<Chart>(&block);
      if (chart == nullptr || chart->table != sheet.table->key) continue;
      if (chart->kind == Chart::Kind::heat) {
        shade(plotted, *chart);
        continue;
      }
      lxw_chart* drawn = draw(plotted, *chart);
      if (drawn == nullptr) continue;
      const std::string title = within(one_line(chart->title), 200);
      if (!title.empty()) chart_title_set_name(drawn, title.c_str());
      chart_title_set_name_font(drawn, &title_font_);
      std::string description = within(one_line(chart->description), 250);
      lxw_chart_options options{};
      options.x_scale = 1.5;
      options.y_scale = 1.4;
      options.description = description.data();
      check(
          worksheet_insert_chart_opt(sheet.worksheet, at, static_cast<lxw_col_t>(columns.size() + 1), drawn, &options));
      at += 22;
    }
  }

  lxw_chart_series* add_series(lxw_chart* chart, const Plotted& plotted, lxw_col_t x, lxw_col_t y) {
    lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
    const char* name = plotted.sheet.name.c_str();
    chart_series_set_categories(series, name, 1, x, plotted.last_row, x);
    chart_series_set_values(series, name, 1, y, plotted.last_row, y);
    chart_series_set_name_range(series, name, 0, y);
    return series;
  }

  void draw_as_line(lxw_chart_series* series, lxw_color_t colour, float width, bool dashed, bool with_points) const {
    lxw_chart_line line{};
    line.color = colour;
    line.width = width;
    line.dash_type = dashed ? LXW_CHART_LINE_DASH_DASH : LXW_CHART_LINE_DASH_SOLID;
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, with_points ? LXW_CHART_MARKER_CIRCLE : LXW_CHART_MARKER_NONE);
    if (!with_points) return;
    lxw_chart_fill fill{};
    fill.color = colour;
    chart_series_set_marker_size(series, 5);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_marker_line(series, &line);
  }

  /// Bars in the tone of their cells; where readers are shown no rate, a faint one.
  void draw_filled(lxw_chart_series* series, const Plotted& plotted, std::string_view key) const {
    const auto column = column_named(*plotted.sheet.table, key);
    std::vector<lxw_chart_fill> fills(plotted.last_row);
    std::vector<lxw_chart_point> points(plotted.last_row);
    std::vector<lxw_chart_point*> pointers;
    for (std::size_t i = 0; i < fills.size(); ++i) {
      const Cell& cell = plotted.sheet.table->rows[i][*column];
      fills[i].color = cell.suppressed             ? faint_colour
                       : cell.tone == Tone::worse  ? worse_colour
                       : cell.tone == Tone::better ? better_colour
                                                   : series_colour;
      points[i].fill = &fills[i];
      pointers.push_back(&points[i]);
    }
    pointers.push_back(nullptr);
    check(chart_series_set_points(series, pointers.data()));
  }

  /// With quiet lines and figures.
  lxw_chart* new_chart(lxw_chart_type type) {
    lxw_chart* chart = workbook_add_chart(book_, static_cast<std::uint8_t>(type));
    if (chart == nullptr) fail("no memory");
    lxw_chart_line faint{};
    faint.color = faint_colour;
    faint.width = 0.75;
    lxw_chart_font font{};
    font.color = dim_colour;
    for (lxw_chart_axis* axis : {chart->x_axis, chart->y_axis}) {
      chart_axis_major_gridlines_set_line(axis, &faint);
      chart_axis_set_line(axis, &faint);
      chart_axis_set_num_font(axis, &font);
    }
    return chart;
  }

  /// Figures on an axis as in their column, but shares without decimals.
  void format_axis(lxw_chart_axis* axis, const Table& table, std::string_view key) const {
    const auto column = column_named(table, key);
    for (const auto& row : table.rows) {
      const std::string number = number_format(row[*column].content);
      if (number.empty()) continue;
      chart_axis_set_num_format(axis, number == "0.0%" ? "0%" : number.c_str());
      break;
    }
  }

  lxw_chart* draw(const Plotted& plotted, const Chart& chart) {
    const auto x = plotted.place(chart.x), y = plotted.place(chart.y);
    if (!x || !y) return nullptr;
    switch (chart.kind) {
      case Chart::Kind::trend:
      case Chart::Kind::curve:
        return draw_lines(plotted, chart, *x, *y);
      case Chart::Kind::pareto:
        return draw_pareto(plotted, chart, *x, *y);
      case Chart::Kind::funnel:
      case Chart::Kind::dots:
      case Chart::Kind::bars:
        return draw_bars(plotted, chart, *x, *y);
      case Chart::Kind::heat:
        break;
    }
    return nullptr;
  }

  /// From minutes to days: only a logarithmic axis shows both.
  static bool spans_magnitudes(const Table& table, std::string_view key) {
    const auto column = column_named(table, key);
    double low = INFINITY, high = 0;
    for (const auto& row : table.rows) {
      const auto value = machine_number(row[*column]);
      if (value) low = std::min(low, *value), high = std::max(high, *value);
    }
    return low > 0 && high > 30 * std::max(low, 1.0);
  }

  lxw_chart* draw_lines(const Plotted& plotted, const Chart& chart, lxw_col_t x, lxw_col_t y) {
    const bool curve = chart.kind == Chart::Kind::curve;
    lxw_chart* drawn = new_chart(curve ? LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS : LXW_CHART_LINE);
    draw_as_line(add_series(drawn, plotted, x, y), series_colour, 2.25F, false, true);
    for (const std::string* limit : {&chart.low, &chart.high}) {
      if (const auto column = plotted.place(*limit)) {
        draw_as_line(add_series(drawn, plotted, x, *column), limit_colour, 1, true, false);
      }
    }
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
    chart_show_blanks_as(drawn, LXW_CHART_BLANKS_AS_GAP);
    format_axis(drawn->y_axis, *plotted.sheet.table, chart.y);
    if (curve) {
      chart_axis_set_num_format(drawn->x_axis, "#,##0");
      if (spans_magnitudes(*plotted.sheet.table, chart.x)) chart_axis_set_log_base(drawn->x_axis, 10);
    } else if (plotted.last_row > 8) {
      lxw_chart_font slanted{};
      slanted.color = dim_colour;
      slanted.rotation = -45;
      chart_axis_set_num_font(drawn->x_axis, &slanted);
    }
    return drawn;
  }

  /// Bars of a share before those of its running sum: the library can't put a line over columns. Without a column of
  /// shares the counts stand alone.
  lxw_chart* draw_pareto(const Plotted& plotted, const Chart& chart, lxw_col_t x, lxw_col_t y) {
    lxw_chart* drawn = new_chart(LXW_CHART_COLUMN);
    const auto running = plotted.place(chart.running), share = share_summed_by(plotted, chart.running);
    if (!running || !share) {
      draw_filled(add_series(drawn, plotted, x, y), plotted, chart.y);
      format_axis(drawn->y_axis, *plotted.sheet.table, chart.y);
      chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
      return drawn;
    }
    lxw_chart_fill behind{}, before{};
    behind.color = faint_colour;
    before.color = series_colour;
    chart_series_set_fill(add_series(drawn, plotted, x, *running), &behind);
    chart_series_set_fill(add_series(drawn, plotted, x, *share), &before);
    chart_set_series_overlap(drawn, 100);
    chart_set_series_gap(drawn, 40);
    chart_axis_set_min(drawn->y_axis, 0);
    chart_axis_set_max(drawn->y_axis, 1);
    format_axis(drawn->y_axis, *plotted.sheet.table, chart.running);
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
    return drawn;
  }

  /// The column whose sum so far is the running share.
  static std::optional<lxw_col_t> share_summed_by(const Plotted& plotted, std::string_view running_key) {
    const Table& table = *plotted.sheet.table;
    const auto running = column_named(table, running_key);
    if (!running) return std::nullopt;
    for (std::size_t i = 0; i < plotted.columns.size(); ++i) {
      const std::size_t column = plotted.columns[i];
      if (column == *running) continue;
      double sum = 0;
      const bool sums = std::all_of(table.rows.begin(), table.rows.end(), [&](const std::vector<Cell>& row) {
        const auto share = machine_number(row[column]), so_far = machine_number(row[*running]);
        sum += share.value_or(0);
        return share && so_far && std::abs(sum - *so_far) < 1e-6;
      });
      if (sums) return static_cast<lxw_col_t>(i);
    }
    return std::nullopt;
  }

  lxw_chart* draw_bars(const Plotted& plotted, const Chart& chart, lxw_col_t x, lxw_col_t y) {
    lxw_chart* drawn = new_chart(LXW_CHART_BAR);
    draw_filled(add_series(drawn, plotted, x, y), plotted, chart.y);
    // The first row on top, as in the table.
    chart_axis_set_reverse(drawn->y_axis);
    format_axis(drawn->x_axis, *plotted.sheet.table, chart.y);
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    return drawn;
  }

  void shade(const Plotted& plotted, const Chart& chart) {
    const auto column = plotted.place(chart.y);
    if (!column) return;
    lxw_conditional_format scale{};
    scale.type = LXW_CONDITIONAL_2_COLOR_SCALE;
    scale.min_color = 0xFFFFFF;
    scale.max_color = 0xE08A6B;
    check(worksheet_conditional_format_range(plotted.sheet.worksheet, 1, *column, plotted.last_row, *column, &scale));
  }

  const Document& document_;
  SheetLimits limits_;
  MemoryFile file_;
  lxw_workbook* book_ = nullptr;
  std::array<lxw_format*, 2> column_headings_{};
  lxw_chart_font title_font_ = [] {
    lxw_chart_font font{};
    font.size = 12;
    font.bold = LXW_TRUE;
    return font;
  }();
  std::map<std::tuple<std::string, Tone, bool>, lxw_format*> formats_;
  std::set<std::string> names_;
  const Section tickets_section_{"tickets", "Tickets", {}};
  std::string tickets_sheet_;                                   ///< its name; empty where there is none
  std::unordered_map<std::uint32_t, std::size_t> ticket_rows_;  ///< by key, as the spreadsheet counts
  std::vector<Sheet> sheets_;
  std::size_t texts_cut_ = 0;
};

}  // namespace

std::string write_xlsx_within(const Document& document, const SheetLimits& limits) {
  return Workbook(document, limits).write();
}

std::string write_xlsx(const Document& document, const Style&) {
  return write_xlsx_within(document, {});
}

}  // namespace dsat::render
