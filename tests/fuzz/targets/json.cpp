#include "load/readers/json.hpp"

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/targets/check.hpp"
#include "load/readers/json_check.hpp"

namespace dsat::fuzz {
namespace {

using namespace load;

Keep plan(std::string_view, std::string_view column) {
  return column.size() % 3 == 0 ? Keep::plain : column.size() % 3 == 1 ? Keep::words : Keep::no;
}

Decoder decoder_of(std::string_view bytes) {
  Decoder decoder("test", std::make_unique<Memory>(bytes), "utf-8");
  decoder.set_repair(Decoder::Repair::keep);
  return decoder;
}

}  // namespace

void json(std::string_view bytes) {
  const KnownName known = [](std::string_view name) { return name == "rating"; };
  constexpr std::string_view by_columns = "column by column";
  std::string refusal;
  try {
    FileFacts facts;
    Oddities oddities;
    const auto tables = read_json("test", decoder_of(bytes), plan, known, 2, {}, facts, oddities);
    for (const RawTable& table : tables) {
      check(table.lines.size() == table.rows && (table.fingerprints.empty() || table.fingerprints.size() == table.rows),
            "a row lacks its line");
      for (const RawColumn& column : table.columns) {
        check(column.size() == (column.keep() == Keep::no ? 0 : table.rows), "a column has another length");
      }
    }
  } catch (const Error& error) {
    refusal = error.summary();
  }
  try {
    FileFacts facts;
    Oddities oddities;
    const auto print = [](std::string_view lines) {
      check(valid_utf8_prefix(lines) == lines.size(), "what is printed isn't UTF-8");
      check(!find_json_error(lines.substr(0, lines.find('\n'))), "what is printed isn't JSON");
    };
    print_json("test", decoder_of(bytes), known, print, facts, oddities);
    check(refusal.empty() || refusal.find(by_columns) != refusal.npos, "refused as a table, printed as cells");
  } catch (const Error& error) {
    check(refusal == error.summary(), "refused in two ways");
  }
  // The parser and the one that looks for the place of an error are of the same mind.
  const bool is_limit = refusal.find("nested more") != refusal.npos ||
                        refusal.find("a number is larger") != refusal.npos || refusal.find(by_columns) != refusal.npos;
  if (!find_json_error(bytes)) check(refusal.empty() || is_limit, "valid JSON is refused");
}

}  // namespace dsat::fuzz
