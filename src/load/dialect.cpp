#include "load/dialect.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/records.hpp"

namespace dsat::load {
namespace {

constexpr std::size_t records_looked_at = 2000;
constexpr std::size_t header_candidates = 30;
constexpr std::size_t cells_asked_about = 200;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view without_mark(std::string_view cell) {
  while (cell.starts_with(byte_order_mark)) cell.remove_prefix(byte_order_mark.size());
  return cell;
}

/// The separator that a first line `sep=;` names, a hint for one spreadsheet.
std::optional<char> separator_hint(std::string_view text) {
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  const bool is_hint = line.size() == 5 && fold(line.substr(0, 4)) == "sep=" && line.size() < text.size();
  return is_hint ? std::optional(line[4]) : std::nullopt;
}

/// A record of the sample with its content.
struct SampleRecord {
  std::vector<std::string> cells;  ///< of the first records only
  std::size_t cell_count = 0;
  std::size_t at = 0, size = 0;
  std::uint64_t line = 1, next_line = 1;
  bool blank_line = false, irregular = false, unclosed = false;
  std::size_t filled() const {
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [](const std::string& cell) { return !trim(cell).empty(); }));
  }
};

std::vector<SampleRecord> records_of(const CsvSample& sample, char separator, std::size_t limit) {
  std::vector<SampleRecord> records;
  RawRecord raw;
  std::string scratch;
  std::uint64_t line = 1;
  for (std::size_t at = 0; records.size() < limit;) {
    const std::string_view rest = sample.text.substr(at);
    const Walk walk = walk_record(rest, sample.whole, separator, raw);
    if (walk == Walk::end || walk == Walk::more) break;
    SampleRecord& record = records.emplace_back();
    record.at = at;
    record.line = line;
    if (walk == Walk::unclosed) {
      // Nothing can be told from the lines that follow: they may be part of the cell.
      record.size = rest.size();
      record.irregular = record.unclosed = true;
      break;
    }
    record.size = raw.size;
    record.blank_line = raw.is_blank_line();
    record.irregular = raw.quote_inside || raw.text_after_quote;
    record.cell_count = raw.cells.size();
    if (records.size() <= header_candidates + 2) {
      for (const RawCell& cell : raw.cells) record.cells.emplace_back(content(cell, scratch));
    }
    line += raw.line_breaks;
    at += record.size;
    record.next_line = line;
  }
  return records;
}

std::size_t known_cells(const SampleRecord& record, const KnownName& known) {
  if (!known) return 0;
  std::size_t count = 0;
  for (std::size_t cell = 0; cell < std::min(record.cells.size(), cells_asked_about); ++cell) {
    const std::string_view name = without_mark(record.cells[cell]);
    count += !name.empty() && name.size() < 200 && known(name) ? 1 : 0;
  }
  return count;
}

/// What a separator would make of the sample.
struct Trial {
  char separator = ',';
  std::size_t records = 0, usual_cells = 1, usual_records = 0, divided_records = 0, first_cells = 0, irregular = 0;
  std::size_t known = 0;
  double score = 0;
  bool eligible = false;
};

Trial try_separator(const CsvSample& sample, char separator, const KnownName& known) {
  Trial trial;
  trial.separator = separator;
  std::map<std::size_t, std::size_t> frequency;
  std::size_t looked_at = 0;
  for (const SampleRecord& record : records_of(sample, separator, records_looked_at)) {
    if (record.blank_line) continue;
    if (looked_at++ < header_candidates) trial.known = std::max(trial.known, known_cells(record, known));
    ++trial.records;
    trial.irregular += record.irregular ? 1 : 0;
    if (trial.records == 1) trial.first_cells = record.cell_count;
    if (record.cell_count > 1) {
      ++trial.divided_records;
      ++frequency[record.cell_count];
    }
  }
  for (const auto& [cells, records] : frequency) {
    if (records >= trial.usual_records) {
      trial.usual_cells = cells;
      trial.usual_records = records;
    }
  }
  if (trial.usual_records == 0) return trial;
  const double share = static_cast<double>(trial.usual_records) / static_cast<double>(trial.records);
  const double share_of_divided = static_cast<double>(trial.usual_records) / static_cast<double>(trial.divided_records);
  const bool in_header = trial.first_cells > 1 || trial.usual_cells > 2 || trial.known >= 2;
  const bool mostly_divided = trial.first_cells > 1 && trial.divided_records * 2 >= trial.records;
  const bool regular =
      share >= 0.5 || (share_of_divided >= 0.8 && trial.usual_records >= 3) || mostly_divided || trial.known >= 2;
  trial.eligible = in_header && regular;
  trial.score = share + (trial.first_cells == trial.usual_cells ? 0.25 : 0) +
                0.15 * static_cast<double>(std::min<std::size_t>(trial.known, 4)) -
                0.5 * static_cast<double>(trial.irregular) / static_cast<double>(trial.records) +
                0.0001 * static_cast<double>(std::min<std::size_t>(trial.usual_cells, 100));
  return trial;
}

bool looks_like_names(const SampleRecord& record) {
  std::set<std::string> seen;
  std::size_t filled = 0;
  for (const std::string& cell : record.cells) {
    const std::string_view name = trim(cell);
    if (name.empty()) continue;
    ++filled;
    seen.insert(std::string(name));
    const bool begins_like_a_value = name.front() >= '0' && name.front() <= '9';
    if (begins_like_a_value || parse_number(name)) return false;
  }
  return filled >= 2 && seen.size() * 2 > filled;
}

/// Lines that stand before a table: a title, a range of dates, who made it.
bool looks_like_preamble(const SampleRecord& record, std::size_t usual_cells) {
  if (record.blank_line || record.filled() == 0) return true;
  if (record.cell_count * 2 <= usual_cells) return record.filled() <= std::max<std::size_t>(1, usual_cells / 2);
  return usual_cells > 2 && record.filled() == 1;
}

std::size_t header_index(const std::vector<SampleRecord>& records, std::size_t usual_cells, bool one_column,
                         const KnownName& known) {
  std::size_t first = 0;
  while (first + 1 < records.size() && records[first].blank_line) ++first;
  if (one_column) return first;
  const std::size_t candidates = std::min(records.size(), header_candidates);
  std::size_t best = first, best_known = 0;
  for (std::size_t index = first; index < candidates; ++index) {
    const std::size_t count = known_cells(records[index], known);
    if (count > best_known) {
      best = index;
      best_known = count;
    }
    if (!looks_like_preamble(records[index], usual_cells)) break;
  }
  if (best_known >= 2) return best;
  std::size_t index = first;
  while (index < candidates && looks_like_preamble(records[index], usual_cells)) ++index;
  const bool found = index < candidates && usual_cells > 2 && looks_like_names(records[index]);
  return found ? index : first;
}

/// Survey tools write a second and a third row of headers: question texts, and the import ids that give them away.
/// Labels under the questions are told by what stands below them, later.
std::size_t second_headers(const std::vector<SampleRecord>& records, std::size_t header) {
  for (std::size_t index = header + 1; index < std::min(records.size(), header + 3); ++index) {
    std::size_t ids = 0, others = 0;
    for (const std::string& cell : records[index].cells) {
      if (cell.starts_with("{\"ImportId\"")) {
        ++ids;
      } else if (!trim(cell).empty()) {
        ++others;
      }
    }
    if (ids > others) return index - header;
  }
  return 0;
}

std::string pivot_cell(const std::vector<SampleRecord>& records, std::size_t header) {
  static const std::set<std::string> words = {
      "row labels",           "column labels",     "zeilenbeschriftungen", "spaltenbeschriftungen",
      "étiquettes de lignes", "etiquetas de fila", "rótulos de linha",     "etichette di riga",
      "названия строк",       "названия столбцов", "etykiety wierszy"};
  for (std::size_t index = 0; index < std::min<std::size_t>(records.size(), 10); ++index) {
    for (const std::string& cell : records[index].cells) {
      if (cell.size() < 100 && words.contains(fold(cell))) return cell;
    }
  }
  for (const std::string& cell : records[header].cells) {
    const std::string name = cell.size() < 100 ? fold(cell) : std::string();
    if (name == "grand total" || name == "grand totals") return cell;
  }
  return {};
}

Guess given_separator(char separator, const char* evidence) {
  return {"delimiter", separator_name(separator), evidence, "--delimiter", true};
}

}  // namespace

std::string separator_name(char separator) {
  return separator == '\t' ? "tab" : std::string(1, separator);
}

CsvDialect sniff_dialect(const CsvSample& sample, const std::string& given, const KnownName& known) {
  if (!given.empty() && given != "auto") {
    const char separator = given == "tab" || given == "\\t" ? '\t' : given.front();
    const bool is_one = given.size() == 1 || separator == '\t';
    if (!is_one || static_cast<unsigned char>(separator) >= 0x80 ||
        std::string_view("\"\r\n\0", 4).find(separator) != std::string_view::npos) {
      throw Error(ErrorKind::usage, "--delimiter takes one character or 'tab', not '" + given + "'",
                  "Mostly it is one of , ; | or tab; left out, it is found by itself.");
    }
    return {separator, false, given_separator(separator, "given")};
  }
  if (const std::optional<char> hint = separator_hint(sample.text)) {
    return {*hint, false, given_separator(*hint, "the first line says so")};
  }
  std::optional<Trial> best, second;
  for (const char separator : {',', ';', '\t', '|'}) {
    const Trial trial = try_separator(sample, separator, known);
    if (!trial.eligible) continue;
    if (!best || trial.score > best->score) {
      second = best;
      best = trial;
    } else if (!second || trial.score > second->score) {
      second = trial;
    }
  }
  CsvDialect dialect;
  dialect.guess = {"delimiter", "none", "no separator divides the records evenly: one column", "--delimiter", true};
  if (!best) {
    dialect.one_column = true;
    return dialect;
  }
  dialect.separator = best->separator;
  dialect.guess.chosen = separator_name(best->separator);
  dialect.guess.evidence = grouped(static_cast<std::int64_t>(best->usual_records)) + " of the first " +
                           counted(static_cast<std::int64_t>(best->records), "record") + " have " +
                           counted(static_cast<std::int64_t>(best->usual_cells), "cell");
  constexpr double clear_lead = 0.2;
  dialect.guess.certain = !second || best->score - second->score > clear_lead;
  if (!dialect.guess.certain) {
    dialect.guess.evidence += "; " + separator_name(second->separator) + " would give " +
                              grouped(static_cast<std::int64_t>(second->usual_records)) + " with " +
                              counted(static_cast<std::int64_t>(second->usual_cells), "cell");
  }
  return dialect;
}

Layout sniff_layout(const CsvSample& sample, const CsvDialect& dialect, const KnownName& known) {
  Layout layout;
  CsvSample table = sample;
  std::size_t hint_size = 0;
  if (separator_hint(sample.text)) {
    hint_size = line_size(sample.text);
    table.text.remove_prefix(hint_size);
    layout.preamble_records = 1;
  }
  // One column has no separators: a byte that text never holds keeps its lines whole.
  const char separator = dialect.one_column ? '\xFF' : dialect.separator;
  const std::vector<SampleRecord> records = records_of(table, separator, records_looked_at);
  if (records.empty()) return layout;
  layout.found = true;
  std::map<std::size_t, std::size_t> frequency;
  for (const SampleRecord& record : records) ++frequency[record.cell_count];
  std::size_t most = 0;
  for (const auto& [cells, count] : frequency) {
    if (count >= most && cells > 1) {
      most = count;
      layout.usual_cells = cells;
    }
  }
  const std::size_t header = header_index(records, layout.usual_cells, dialect.one_column, known);
  for (std::size_t index = 0; index < header; ++index) {
    ++(records[index].blank_line ? layout.preamble_blanks : layout.preamble_records);
  }
  const std::uint64_t lines_before = hint_size == 0 ? 0 : 1;
  layout.header_at = hint_size + records[header].at;
  layout.header_line = lines_before + records[header].line;
  layout.header = records[header].cells;
  layout.unclosed = records[header].unclosed;
  for (std::string& name : layout.header) name = std::string(without_mark(name));
  layout.second_headers = layout.unclosed ? 0 : second_headers(records, header);
  const SampleRecord& last_header = records[header + layout.second_headers];
  layout.data_at = hint_size + last_header.at + last_header.size;
  layout.data_line = lines_before + last_header.next_line;
  layout.pivot = pivot_cell(records, header);
  if (header > 0 && layout.preamble_records > (hint_size == 0 ? 0U : 1U)) {
    layout.guesses.push_back(
        {"header", "line " + std::to_string(layout.header_line),
         counted(static_cast<std::int64_t>(layout.preamble_records), "line") + " before it hold hardly a cell", "",
         false});
  }
  if (!looks_like_names(records[header]) && records[header].filled() > 1 && known_cells(records[header], known) == 0) {
    layout.guesses.push_back({"header", "line " + std::to_string(layout.header_line),
                              "taken for column names, though it looks like data", "", false});
  }
  return layout;
}

}  // namespace dsat::load
