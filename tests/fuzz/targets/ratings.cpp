#include "load/ratings.hpp"

#include <array>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/targets/check.hpp"

namespace dsat::fuzz {

/// The first byte chooses the rules; the rest, cut at line ends, are the distinct cells of a column.
void ratings(std::string_view bytes) {
  using namespace load;
  if (bytes.empty()) return;
  const auto choice = static_cast<unsigned char>(bytes.front());
  const std::string text = to_valid_utf8(bytes.substr(1));
  static constexpr std::array headers = {"rating", "nps", "effort", "would you recommend us"};
  static constexpr std::array scales = {"auto", "good-bad", "1-3", "1-5", "1-7", "0-10", "freshdesk", "1-300"};
  RatingRules rules;
  rules.header = headers[choice % headers.size()];
  rules.scale = scales[choice / headers.size() % scales.size()];
  rules.scale_is_given = rules.scale != "auto";
  std::vector<CountedCell> cells;
  std::int64_t rows = 0;
  for (const std::string_view cell : split(text, '\n')) {
    cells.push_back({cell, static_cast<std::int64_t>(cells.size() % 7 + 1)});
    rows += cells.back().rows;
  }
  if (choice >= 128 && cells.size() > 3) {
    rules.negative = {std::string(cells[0].cell), std::string(cells[1].cell)};
    rules.positive = {std::string(cells[2].cell)};
  }
  RatingColumn column;
  try {
    column = read_ratings(cells, rules);
  } catch (const Error& error) {
    check(error.kind() == ErrorKind::usage, "a cell is called a wrong option");
    return;
  }
  check(column.meanings.size() == cells.size(), "a cell has no meaning");
  std::int64_t rated = 0, unreadable = 0, missing = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const RatingMeaning& meaning = column.meanings[i];
    if (meaning.kind == RatingMeaning::Kind::missing) missing += cells[i].rows;
    if (meaning.kind == RatingMeaning::Kind::unreadable) unreadable += cells[i].rows;
    if (meaning.kind != RatingMeaning::Kind::rated) continue;
    rated += cells[i].rows;
    check(!trim(cells[i].cell).empty(), "an empty cell is a rating");
    check(meaning.scale < column.scales.size(), "a rating on no scale");
    const Scale& scale = column.scales[meaning.scale];
    check(meaning.level <= scale.levels(), "a level above the scale");
    if (meaning.level != 0) check(meaning.sentiment == scale.level[meaning.level - 1U], "a level of another sentiment");
  }
  check(rated == column.rated && unreadable == column.unreadable && column.filled == rows - missing,
        "the counts don't add up");
}

}  // namespace dsat::fuzz
