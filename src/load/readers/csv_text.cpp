#include "load/readers/csv_text.hpp"

#include <algorithm>
#include <atomic>
#include <unordered_map>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/plain_id.hpp"
#include "load/records.hpp"
#include "load/source.hpp"

namespace dsat::load {
namespace {

constexpr std::size_t sample_size = std::size_t{1} << 20;
constexpr std::size_t longest_record = std::size_t{1} << 28;
constexpr std::size_t samples_per_reason = 3;
constexpr char quote = '"';
constexpr char no_separator = '\xFF';

constexpr std::string_view short_row = "short record (fewer cells than the header; the missing ones are empty)";
constexpr std::string_view long_row = "long record (more cells than the header)";
constexpr std::string_view quote_inside = "quote in mid-cell (taken as it is)";
constexpr std::string_view text_after_quote = "text after a closing quote (kept)";
constexpr std::string_view unclosed_quote = "quote never closed (its record is rejected)";
constexpr std::string_view ends_in_quote =
    "the file ends within a quoted cell (cut short, or still being written; its last record is rejected)";
constexpr std::string_view ends_short =
    "the last line has no line end and too few cells (cut short, or still being written; rejected)";
constexpr std::string_view still_written = "the file is being written: its last line had no line end yet (rejected)";
constexpr std::string_view preamble_line = "line before the header (left out)";
constexpr std::string_view footer_line = "footer line (left out)";
constexpr std::string_view replaced_bytes = "bytes that are no text in this encoding (replaced)";
constexpr std::string_view zero_byte = "NUL byte (replaced)";
constexpr std::string_view second_table = "another header within the file (the rows below it are a table of their own)";
constexpr std::string_view no_data = "no data row";

}  // namespace

struct CsvText::State {
  Purpose purpose;
  std::string path;
  CsvCutter cutter;
  const KnownName& known;
  const Watch& watch;
  FileFacts& facts;
  Layout layout;
  CsvTable table;
  RowJudge judge;
  Oddities oddities;
  std::string rest;  ///< text that is next to be decided about, from `at` on
  std::size_t at = 0;
  bool last = false;       ///< the text ends with it
  std::uint64_t line = 1;  ///< of what is next
  RawRecord record;
  std::string scratch;
  std::uint64_t replaced_at = CsvPart::nowhere;
  bool any_replaced = false, any_zero_bytes = false;
  std::int64_t kept_rows = 0;
  bool ended = false, any_short = false;
  std::atomic<bool> another_table = false;  ///< begins where `rest` does
  std::atomic<std::uint64_t> offset = 0;    ///< of what is next
  CsvPart single;

  /// Records that are a footer if nothing follows, and rows if something does.
  struct Held {
    std::string text;
    std::uint64_t line;
  };
  std::vector<Held> held;

  State(Purpose the_purpose, const std::string& the_path, Decoder decoder, const KnownName& the_known,
        const Watch& the_watch, FileFacts& the_facts, std::size_t part_size)
      : purpose(the_purpose),
        path(the_path),
        cutter(std::move(decoder), part_size),
        known(the_known),
        watch(the_watch),
        facts(the_facts),
        judge(table, known) {}

  bool is_table() const { return purpose == Purpose::table; }

  [[noreturn]] void refuse(const std::string& what, const std::string& remedy, std::string_view excerpt) const {
    throw Error(ErrorKind::input, what, remedy, Place{shown_path(path), 0, 0, to_valid_utf8(excerpt)});
  }

  // --- the beginning ---

  void open(const Options& options) {
    Window& window = cutter.window();
    CsvDialect dialect;
    for (std::size_t size = sample_size;; size *= 2) {
      window.more(size);
      const CsvSample sample = {window.text(), window.last()};
      if (sample.text.empty())
        refuse("the file is empty", "Export it again; expected CSV with a header line, or JSON.", "");
      // Each separator that is tried asks about much the same cells.
      std::unordered_map<std::string, bool> asked;
      const auto ask_once = [&](std::string_view cell) {
        const auto [found, is_new] = asked.try_emplace(std::string(cell), false);
        if (is_new) found->second = known(cell);
        return found->second;
      };
      const KnownName once = known ? KnownName(ask_once) : KnownName();
      dialect = sniff_dialect(sample, options.delimiter, once);
      layout = sniff_layout(sample, dialect, once);
      if (layout.found || window.last()) break;
      if (size >= longest_record) {
        refuse("its first record is longer than " + grouped(static_cast<std::int64_t>(longest_record)) + " bytes",
               "Is it really CSV?", sample.text.substr(0, 100));
      }
    }
    const std::string_view text = window.text();
    const bool blank = text.find_first_not_of(" \t\r\n") == text.npos && window.last();
    table.one_column = dialect.one_column || layout.usual_cells == 1;
    table.separator = dialect.one_column ? no_separator : dialect.separator;
    facts.delimiter = dialect.one_column ? "" : std::string(1, table.separator);
    facts.guesses.push_back(dialect.guess);
    facts.guesses.insert(facts.guesses.end(), layout.guesses.begin(), layout.guesses.end());
    table.begin(layout.header);
    if (layout.preamble_records != 0) {
      oddities.note(preamble_line, 1, static_cast<std::int64_t>(layout.preamble_records));
    }
    if (!is_table()) {
      if (layout.preamble_records != 0) begin_at(layout.header_at, layout.header_line);
      return;
    }
    if (blank)
      refuse("the file holds nothing but blank lines", "Export it again; expected CSV with a header line.", "");
    if (layout.unclosed) {
      refuse("a quote in the header is never closed", "Close it, or take it out.", text.substr(layout.header_at, 200));
    }
    if (!layout.pivot.empty()) {
      refuse("not a table of tickets: it looks like a pivot table",
             "Export or save the sheet it was made from, one row per ticket.", layout.pivot);
    }
    leave_out("preamble", static_cast<std::int64_t>(layout.preamble_records));
    leave_out("blank", static_cast<std::int64_t>(layout.preamble_blanks));
    leave_out("second header", static_cast<std::int64_t>(layout.second_headers));
    begin_at(layout.data_at, layout.data_line);
  }

  void begin_at(std::size_t place, std::uint64_t at_line) {
    Window& window = cutter.window();
    window.drop(place);
    offset = window.offset();
    line = at_line;
    const Decoder& decoder = cutter.decoder();
    if (const auto replaced = decoder.first_replaced_at(); replaced && *replaced < offset) {
      any_replaced = decoder.replaced() > 0;
      any_zero_bytes = decoder.zero_bytes() > 0;
      line = 1;
      note_replaced();
      line = at_line;
    }
  }

  // --- what is told ---

  void leave_out(const char* reason, std::int64_t count = 1) {
    if (count == 0) return;
    facts.left_out += count;
    facts.left_out_by[reason] += count;
  }

  void reject(const char* reason, std::string_view text, std::uint64_t at_line) {
    ++facts.rejected;
    const std::int64_t count = ++facts.rejects[reason];
    if (count <= static_cast<std::int64_t>(samples_per_reason)) {
      facts.samples.push_back({at_line, reason, shorten(one_line(to_valid_utf8(text.substr(0, 1000))), 120)});
    }
    if (watch.rejected) watch.rejected({path, at_line, reason, std::string(text)});
  }

  void note_replaced() {
    // Counted when everything was read; here only the line matters.
    if (any_replaced) oddities.note(replaced_bytes, line, 0);
    if (any_zero_bytes) oddities.note(zero_byte, line, 0);
  }

  void note_oddities() {
    if (record.quote_inside) oddities.note(quote_inside, line);
    if (record.text_after_quote) oddities.note(text_after_quote, line);
  }

  // --- what is next ---

  std::string_view text() const { return std::string_view(rest).substr(at); }

  void pass(std::size_t size, std::uint64_t lines) {
    at += size;
    offset += size;
    if (offset > replaced_at) {
      note_replaced();
      replaced_at = CsvPart::nowhere;
    }
    line += lines;
  }

  /// More of the text may still decide what a place in it is.
  bool may_wait() const { return !last && text().size() < longest_record; }

  enum class Answer { no, yes, later };

  /// Whether the text read fresh from here begins with a record that has as many cells as most do.
  Answer begins_a_record(std::string_view from, RawRecord& fresh) const {
    const Walk walk = walk_record(from, last, table.separator, fresh);
    if (walk == Walk::more && may_wait()) return Answer::later;
    return walk == Walk::record && !fresh.is_blank_line() && fresh.cells.size() == layout.usual_cells ? Answer::yes
                                                                                                      : Answer::no;
  }

  /// A quote was opened and not closed where it should have been. Everything up to the next line that looks like a
  /// record is one broken record. False if that can't be told yet.
  bool pass_unclosed(bool at_end) {
    const std::string_view from = text();
    RawRecord fresh;
    std::size_t size = line_size(from);
    std::uint64_t lines = 1;
    while (size < from.size() && !table.one_column) {
      const Answer answer = begins_a_record(from.substr(size), fresh);
      if (answer == Answer::later) return false;
      if (answer == Answer::yes) break;
      size += line_size(from.substr(size));
      ++lines;
    }
    const bool to_the_end = size == from.size();
    if (to_the_end && !at_end) {
      if (may_wait()) return false;
      size = line_size(from);
      lines = 1;
    }
    std::string_view broken = from.substr(0, size);
    while (!broken.empty() && (broken.back() == '\n' || broken.back() == '\r')) broken.remove_suffix(1);
    oddities.note(to_the_end && at_end ? ends_in_quote : unclosed_quote, line);
    reject("unclosed quote", broken, line);
    pass(size, lines);
    return true;
  }

  /// A cell that spans lines and closes in mid-text is mostly a stray quote that found another one lines later: if what
  /// it swallowed reads as records, it is taken for unclosed.
  Answer swallowed_records() const {
    if (table.one_column) return Answer::no;
    const std::string_view from = text();
    for (std::size_t index = 0; index < record.cells.size(); ++index) {
      const RawCell& cell = record.cells[index];
      if (!cell.line_break || cell.close + 1 == cell.end) continue;
      const std::string_view from_quote = from.substr(static_cast<std::size_t>(cell.begin - from.data()));
      const std::string_view first_line = from_quote.substr(0, line_size(from_quote));
      const auto separators = static_cast<std::size_t>(std::ranges::count(first_line, table.separator));
      if (index + separators + 1 != layout.usual_cells) continue;
      std::size_t place = static_cast<std::size_t>(first_line.end() - from.begin());
      std::size_t lines = 0, records = 0;
      RawRecord fresh;
      for (; place < record.size; place += line_size(from.substr(place))) {
        const Answer answer = begins_a_record(from.substr(place), fresh);
        if (answer == Answer::later) return answer;
        ++lines;
        records += answer == Answer::yes ? 1 : 0;
      }
      if (records * 2 > lines) return Answer::yes;
    }
    return Answer::no;
  }

  // --- records ---

  /// Brings a record into plain form.
  static void put(const CsvTable& table, bool is_table, const RawRecord& record, std::uint32_t line, bool identified,
                  PlainPart& plain, std::string& scratch) {
    const std::vector<RawCell>& cells = record.cells;
    plain.begin_record(line, record.text_size, cells.size());
    const std::size_t count = is_table ? std::min(cells.size(), table.width) : cells.size();
    for (std::size_t index = 0; index < count; ++index)
      if (table.keeps(index)) {
        const bool carried = !table.is_marked(index) || table.holds_mark(index, content(cells[index], scratch));
        plain.add_cell(carried ? cells[index] : RawCell());
      }
    plain.end_record(is_table && !identified ? fingerprint(cells, scratch) : 0);
  }

  void add(PlainPart& plain, std::string_view row) {
    note_oddities();
    if (is_table() && judge.is_too_long(record)) {
      oddities.note(long_row, line);
      reject("too many cells", row, line);
      return;
    }
    const bool is_short = judge.is_short(record);
    const bool cut = !record.terminated && is_short && !any_short;
    if (cut || (!record.terminated && cutter.decoder().growing())) {
      oddities.note(cut ? ends_short : still_written, line);
      if (is_table()) {
        reject("cut short", row, line);
        return;
      }
    } else if (is_short) {
      oddities.note(short_row, line);
      any_short = true;
    } else if (!is_table() && record.cells.size() > table.width) {
      oddities.note(long_row, line);
    }
    put(table, is_table(), record, static_cast<std::uint32_t>(line), judge.has_id(record), plain, scratch);
    ++kept_rows;
  }

  void add_held(PlainPart& plain) {
    RawRecord current = std::exchange(record, {});
    const std::uint64_t current_line = line;
    for (const Held& row : std::exchange(held, {})) {
      walk_record(row.text, true, table.separator, record);
      record.terminated = true;
      line = row.line;
      add(plain, row.text);
    }
    record = std::move(current);
    line = current_line;
  }

  void sort(PlainPart& plain, std::string_view row) {
    const bool blank_line = record.is_blank_line();
    if (is_table() ? judge.is_blank(record) : blank_line && !table.one_column) {
      if (is_table()) leave_out("blank");
      return;
    }
    if (is_table() && judge.repeats_header(record)) return leave_out("repeated header");
    constexpr std::size_t longest_footer = 50;
    switch (blank_line ? Ending::none : judge.ending(record)) {
      case Ending::footer:
        oddities.note(footer_line, line);
        if (is_table()) leave_out("footer");
        return;
      case Ending::perhaps:
        if (held.size() == longest_footer) add_held(plain);
        held.push_back({std::string(row), line});
        return;
      case Ending::none:
        break;
    }
    if (!held.empty()) add_held(plain);
    add(plain, row);
  }

  void finish() {
    ended = true;
    for (const Held& row : held) {
      oddities.note(footer_line, row.line);
      if (is_table()) leave_out("footer");
    }
    held.clear();
    const Decoder& decoder = cutter.decoder();
    if (decoder.replaced() > 0) oddities.note(replaced_bytes, line, static_cast<std::int64_t>(decoder.replaced()));
    if (decoder.zero_bytes() > 0) oddities.note(zero_byte, line, static_cast<std::int64_t>(decoder.zero_bytes()));
    if (kept_rows <= (is_table() ? 0 : 1) && facts.rejected == 0) oddities.note(no_data, 0);
  }

  [[noreturn]] void refuse_long_line() const {
    throw Error(
        ErrorKind::input, "a line is longer than " + grouped(static_cast<std::int64_t>(longest_record)) + " bytes",
        "Is it really CSV, with line ends?", Place{shown_path(path), line, 0, to_valid_utf8(text().substr(0, 100))});
  }

  /// Decides about the next record; false if there is none, or not all of it.
  bool decide(PlainPart& plain) {
    switch (walk_record(text(), last, table.separator, record)) {
      case Walk::record:
        if (record.text_after_quote)
          if (const Answer answer = swallowed_records(); answer != Answer::no)
            return answer == Answer::yes && pass_unclosed(false);
        if (is_table() && !judge.repeats_header(record) && judge.begins_another_table(record)) {
          if (!held.empty()) add_held(plain);
          another_table = true;
          return false;
        }
        sort(plain, text().substr(0, record.text_size));
        pass(record.size, record.line_breaks);
        return true;
      case Walk::unclosed:
        return pass_unclosed(true);
      case Walk::more:
        if (may_wait()) return false;
        if (last) return false;
        if (const RawCell& cell = record.cells.back(); cell.quoted && cell.close == nullptr)
          return pass_unclosed(false);
        refuse_long_line();
      case Walk::end:
        finish();
        return false;
    }
    return false;
  }

  // --- parts ---

  void prepare(CsvPart& part) const {
    PlainPart& plain = part.plain;
    plain.clear();
    if (!is_table()) return;
    RowJudge own_judge(table, known);
    RawRecord own_record;
    std::string own_scratch;
    part.index.index(part.text(), table.separator);
    const char* const begin = part.bytes.get();
    const auto cell_of = [&](const RecordIndex::Record& row, std::size_t cell) {
      const std::uint32_t* const ends = part.index.cell_ends() + row.first_end;
      const char* const from = cell == 0 ? begin + row.begin : begin + ends[cell - 1] + 1;
      return std::string_view(from, static_cast<std::size_t>(begin + ends[cell] - from));
    };
    std::vector<std::size_t> kept;
    for (std::size_t column = 0; column < table.width; ++column)
      if (table.keeps(column)) kept.push_back(column);
    const auto has_id = [&](const RecordIndex::Record& row) {
      return std::ranges::any_of(table.id_columns, [&](std::size_t column) {
        return !plain_id(content(whole_cell(cell_of(row, column)), own_scratch)).empty();
      });
    };
    const std::span<const RecordIndex::Record> rows = part.index.records();
    part.prepared = part.index.size();
    part.line_ends = part.index.line_ends();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const RecordIndex::Record& row = rows[i];
      const std::size_t end = i + 1 < rows.size() ? rows[i + 1].begin : part.index.size();
      std::string_view first_cell = cell_of(row, 0);
      if (first_cell.starts_with(quote)) first_cell.remove_prefix(1);
      if (own_judge.is_surely_ordinary(first_cell, row.cells) && has_id(row)) {
        plain.begin_record(row.line, end - row.begin, row.cells);
        for (const std::size_t column : kept) {
          std::string_view cell = cell_of(row, column);
          if (table.is_marked(column) && !table.holds_mark(column, cell)) cell = cell.substr(0, 0);
          cell.starts_with(quote) ? plain.add_cell(whole_cell(cell)) : plain.add_readable_cell(cell);
        }
        plain.end_record(0);
        continue;
      }
      walk_record(part.text().substr(row.begin, end - row.begin), true, table.separator, own_record);
      if (!own_judge.is_ordinary(own_record)) {
        part.prepared = row.begin;
        part.line_ends = row.line;
        return;
      }
      put(table, true, own_record, row.line, own_judge.has_id(own_record), plain, own_scratch);
    }
  }

  void settle(CsvPart& part) {
    if (part.replaced_at != CsvPart::nowhere) {
      replaced_at = part.replaced_at;
      any_replaced = part.any_replaced;
      any_zero_bytes = part.any_zero_bytes;
    }
    last = part.last;
    const bool begins_well = rest.empty() && held.empty() && !another_table;
    if (begins_well && offset + part.prepared <= replaced_at) {
      part.plain.move_to_line(static_cast<std::uint32_t>(line));
      kept_rows += static_cast<std::int64_t>(part.plain.records().size());
      line += part.line_ends;
      offset += part.prepared;
    } else {
      part.plain.clear();
      part.prepared = 0;
    }
    rest.append(part.text().substr(part.prepared));
    while (!another_table && !ended && decide(part.plain)) {
    }
    rest.erase(0, std::exchange(at, 0));
  }

  bool next_table() {
    if (!another_table) return false;
    oddities.note(second_table, line);
    leave_out("repeated header");
    walk_record(rest, last, table.separator, record);
    std::vector<std::string> cells;
    for (const RawCell& cell : record.cells) cells.emplace_back(without_mark(content(cell, scratch)));
    layout.usual_cells = cells.size();
    table.begin(std::move(cells));
    pass(record.size, record.line_breaks);
    cutter.put_back(text());
    rest.clear();
    at = 0;
    another_table = false;
    return true;
  }
};

CsvText::CsvText(Purpose purpose, const std::string& path, Decoder decoder, const Options& options,
                 const KnownName& known, const Watch& watch, FileFacts& facts, std::size_t part_size)
    : state_(std::make_unique<State>(purpose, path, std::move(decoder), known, watch, facts, part_size)) {
  state_->open(options);
}

CsvText::~CsvText() = default;

std::vector<std::string> CsvText::columns() const {
  std::vector<std::string> names = state_->table.header;
  for (std::size_t index = 0; index < names.size(); ++index) {
    if (trim(names[index]).empty()) names[index] = "column " + std::to_string(index + 1);
  }
  return names;
}

void CsvText::keep(std::vector<bool> kept) {
  state_->table.kept = std::move(kept);
}
void CsvText::mark(std::vector<std::vector<std::string>> marks) {
  state_->table.marks = std::move(marks);
}
void CsvText::identify_by(std::vector<std::size_t> columns) {
  state_->table.id_columns = std::move(columns);
}
bool CsvText::find(CsvPart& part) {
  return !state_->another_table && state_->cutter.cut(part, state_->table);
}
void CsvText::prepare(CsvPart& part) const {
  state_->prepare(part);
}
void CsvText::settle(CsvPart& part) {
  state_->settle(part);
}
bool CsvText::next(PlainPart& part) {
  CsvPart& single = state_->single;
  if (!find(single)) return false;
  prepare(single);
  settle(single);
  std::swap(part, single.plain);
  return true;
}
bool CsvText::next_table() {
  return state_->next_table();
}
std::uint64_t CsvText::bytes_read() const {
  return state_->offset;
}
Guess CsvText::encoding() const {
  return state_->cutter.decoder().encoding();
}
const Oddities& CsvText::oddities() const {
  return state_->oddities;
}

}  // namespace dsat::load
