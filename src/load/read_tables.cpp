#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/parallel.hpp"
#include "dsat/base/text.hpp"
#include "load/reader.hpp"
#include "load/readers/csv.hpp"
#include "load/readers/json.hpp"
#include "load/source.hpp"
#include "load/text_file.hpp"

namespace dsat::load {

ReadResult read_tables(const std::string& path, const Options& options, std::istream& standard_input,
                       const ColumnPlan& plan, const KnownName& known, const Watch& watch) {
  ReadResult result;
  FileFacts& facts = result.facts;
  TextFile file = open_text(path, options, standard_input);
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
    facts.container = "csv";
    CsvText text(CsvText::Purpose::table, path, std::move(file.text), options, known, watch, facts);
    std::uint64_t rows_before = 0;
    const auto progress = [&](std::uint64_t rows) {
      if (watch.progress) watch.progress(text.bytes_read(), rows_before + rows);
    };
    do {
      result.tables.push_back(read_csv(text, plan, thread_count(options.threads), progress));
      rows_before += result.tables.back().rows;
    } while (text.next_table());
    facts.notes = text.oddities().sentences();
    facts.encoding = text.encoding().chosen;
    facts.guesses.insert(facts.guesses.begin(), text.encoding());
  }
  for (const RawTable& table : result.tables) facts.kept += static_cast<std::int64_t>(table.rows);
  facts.rows_read = facts.kept + facts.left_out + facts.rejected;
  return result;
}

}  // namespace dsat::load
