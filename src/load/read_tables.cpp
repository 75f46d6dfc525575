#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/parallel.hpp"
#include "dsat/base/text.hpp"
#include "load/reader.hpp"
#include "load/readers/csv.hpp"
#include "load/readers/json.hpp"
#include "load/text_file.hpp"

namespace dsat::load {
namespace {

/// Of a sheet, how it was turned into text is nobody's business, and lines are rows.
void tell_rows_of_sheet(ReadResult& result, Oddities oddities, const RowsOfLines& rows) {
  FileFacts& facts = result.facts;
  const auto row = [&](std::uint64_t line) { return rows.row(line); };
  for (RawTable& table : result.tables)
    for (std::uint32_t& line : table.lines) line = static_cast<std::uint32_t>(row(line));
  for (FileFacts::Sample& sample : facts.samples) sample.line = row(sample.line);
  oddities.renumber(row);
  facts.notes = oddities.sentences("row");
  facts.notes.insert(facts.notes.end(), rows.notes.begin(), rows.notes.end());
  facts.encoding.clear();
  facts.delimiter.clear();
  std::erase_if(facts.guesses, [](const Guess& guess) { return guess.what == "delimiter"; });
  // What says where the header is speaks of lines.
  for (Guess& guess : facts.guesses)
    if (guess.what == "header")
      for (std::string* text : {&guess.chosen, &guess.evidence})
        for (std::size_t at = text->find("line"); at != text->npos; at = text->find("line", at + 1))
          text->replace(at, 4, "row");
}

/// Records of cells: of CSV, or of a sheet.
void read_records(const std::string& path, TextFile file, const Options& options, const ColumnPlan& plan,
                  const KnownName& known, const Watch& watch, ReadResult& result) {
  FileFacts& facts = result.facts;
  const auto rows = file.rows;
  facts.container = rows ? file.container : "csv";
  Options own = options;
  Watch watching = watch;
  if (rows) {
    own.delimiter = ",";
    if (watch.rejected)
      watching.rejected = [&](RejectedRow row) {
        row.line = rows->row(row.line);
        watch.rejected(row);
      };
  }
  CsvText text(CsvText::Purpose::table, path, std::move(file.text), own, known, watching, facts);
  std::uint64_t rows_before = 0;
  const auto progress = [&](std::uint64_t rows_now) {
    if (watch.progress) watch.progress(text.bytes_read(), rows_before + rows_now);
  };
  do {
    result.tables.push_back(read_csv(text, plan, thread_count(options.threads), progress));
    rows_before += result.tables.back().rows;
  } while (text.next_table());
  if (rows) return tell_rows_of_sheet(result, text.oddities(), *rows);
  facts.notes = text.oddities().sentences();
  facts.encoding = text.encoding().chosen;
  facts.guesses.insert(facts.guesses.begin(), text.encoding());
}

}  // namespace

ReadResult read_tables(const std::string& path, const Options& options, Sources& sources, const ColumnPlan& plan,
                       const KnownName& known, const Watch& watch) {
  ReadResult result;
  FileFacts& facts = result.facts;
  TextFile file = open_text(path, options, sources);
  facts.path = path;
  facts.compression = file.compression;
  if (file.is_json) {
    const Guess encoding = file.text.encoding();
    facts.encoding = encoding.chosen;
    facts.guesses.push_back(encoding);
    Oddities oddities;
    result.tables =
        read_json(path, std::move(file.text), plan, known, thread_count(options.threads), watch, facts, oddities);
    facts.notes = oddities.sentences();
    if (result.tables.empty()) {
      throw Error(ErrorKind::input, "valid JSON, but no record in it",
                  "Expected an array of objects, an object that holds such arrays, or JSON Lines.",
                  Place{shown_path(path), 0, 0, {}});
    }
  } else {
    read_records(path, std::move(file), options, plan, known, watch, result);
  }
  for (const RawTable& table : result.tables) facts.kept += static_cast<std::int64_t>(table.rows);
  facts.rows_read = facts.kept + facts.left_out + facts.rejected;
  return result;
}

}  // namespace dsat::load
