#include <sstream>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/targets/check.hpp"
#include "load/reader.hpp"
#include "load/readers/csv.hpp"

namespace dsat::fuzz {
namespace {

using namespace load;

bool is_known(std::string_view name) {
  return name == "id" || name == "rating" || name == "comment";
}

/// A column of each kind in turn.
Keep plan(std::string_view, std::string_view column) {
  return column.size() % 3 == 0 ? Keep::plain : column.size() % 3 == 1 ? Keep::words : Keep::no;
}

void check_table(const RawTable& table) {
  check(table.lines.size() == table.rows && (table.fingerprints.empty() || table.fingerprints.size() == table.rows),
        "a row lacks its line");
  for (const RawColumn& column : table.columns) {
    check(column.size() == (column.keep() == Keep::no ? 0 : table.rows), "a column has another length");
    for (std::size_t row = 0; row < column.size(); ++row) {
      check(valid_utf8_prefix(column[row]) == column[row].size(), "a cell isn't UTF-8");
    }
  }
}

}  // namespace

void csv(std::string_view bytes) {
  const std::string text(bytes);
  try {
    std::istringstream in(text);
    std::int64_t rejected = 0;
    Watch watch;
    watch.rejected = [&rejected](const RejectedRow&) { ++rejected; };
    Sources sources(in, {});
    const ReadResult result = read_tables("-", {}, sources, plan, is_known, watch);
    for (const RawTable& table : result.tables) check_table(table);
    check(rejected == result.facts.rejected, "a rejected row wasn't told");
    check(result.facts.rows_read == result.facts.kept + result.facts.left_out + result.facts.rejected,
          "a row went missing");
  } catch (const Error&) {
  }
  try {
    std::istringstream in(text);
    std::ostringstream out, err;
    print_cells("-", {}, in, out, err);
    check(valid_utf8_prefix(out.str()) == out.str().size(), "what is printed isn't UTF-8");
  } catch (const Error&) {
  }
}

/// The bytes are cut into rows of three cells, written in a dialect that they choose, and have to come back.
void csv_round_trip(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto choice = static_cast<unsigned char>(bytes.front());
  const char separator = std::string_view(",;\t|")[choice % 4];
  const char* line_end = choice / 4 % 3 == 0 ? "\n" : choice / 4 % 3 == 1 ? "\r\n" : "\r";
  const bool always_quote = choice / 12 % 2 == 0;
  std::vector<std::vector<std::string>> rows = {{"id", "rating", "comment"}};
  for (const std::string_view row : split(bytes.substr(1), '\x01')) {
    rows.emplace_back();
    for (const std::string_view cell : split(row, '\x02')) {
      // Runs are told by their length, so that long cells are within reach.
      std::string whole = to_valid_utf8(cell);
      if (whole.size() > 2 && whole[0] == '*')
        whole = std::string(static_cast<unsigned char>(whole[1]) * 300U, static_cast<char>(whole[2] & 0x7F));
      std::replace(whole.begin(), whole.end(), '\0', '0');
      rows.back().push_back((rows.back().empty() ? "x" : "") + whole);
    }
    rows.back().resize(3);
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t index = 0; index < row.size(); ++index) {
      if (index != 0) text += separator;
      const bool quote = always_quote || row[index].find_first_of("\"\r\n,;\t|") != std::string::npos;
      if (quote) text += '"';
      for (const char byte : row[index]) text.append(byte == '"' ? 2 : 1, byte);
      if (quote) text += '"';
    }
    text += line_end;
  }
  FileFacts facts;
  const Watch watch;
  Decoder decoder("test", std::make_unique<Memory>(text), "utf-8");
  CsvText csv_text(CsvText::Purpose::cells, "test", std::move(decoder), {}, is_known, watch, facts);
  check(facts.delimiter == std::string(1, separator), "another separator was found");
  PlainPart part;
  std::size_t at = 0;
  while (csv_text.next(part)) {
    read_plain(part, [&](const PlainRecord&, std::span<const std::string_view> cells) {
      check(at < rows.size() && std::equal(cells.begin(), cells.end(), rows[at].begin(), rows[at].end()),
            "a row came back as another");
      ++at;
    });
  }
  check(at == rows.size(), "rows went missing");
}

}  // namespace dsat::fuzz
