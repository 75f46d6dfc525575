#include "load/meaning/shapes.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "dsat/base/text.hpp"
#include "load/meaning/lexicon.hpp"
#include "load/meaning/scorers.hpp"
#include "load/vocabulary.hpp"

namespace dsat::load {
namespace {

/// Words and phrases of one kind of column or table in all languages (lines `table KIND: …`), folded.
const std::vector<std::string>& phrases(std::string_view kind) {
  static std::unordered_map<std::string, std::vector<std::string>> known;
  const auto [found, added] = known.try_emplace(std::string(kind));
  if (added)
    for (const LexiconEntry& entry : lexicon("table"))
      if (!entry.arguments.empty() && entry.arguments.front() == kind)
        for (const std::string_view word : entry.words) found->second.push_back(fold(word));
  return found->second;
}

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::span<const Shape> shapes() {
  static constexpr Shape table[] = {
      {"second header", apply_second_header, no_columns},
      {"one column a choice", apply_choices, choice_columns},
      {"summary", apply_summary, no_columns},
      {"totals inside", apply_totals, no_columns},
      {"one row a question", apply_questions, question_columns},
      {"counted ratings", apply_counted, no_columns},
      {"one row a tag", apply_sets, set_columns},
  };
  return table;
}

Shaped reshape(RawTable& table, std::optional<TableView>& view, const Options& options) {
  Shaped shaped;
  view.emplace(table);
  for (const Shape& shape : shapes()) {
    if (table.rows == 0 || !shape.apply(table, *view, shaped, options)) continue;
    view.emplace(table);
    shaped.role += (shaped.role.empty() ? "" : ", ") + std::string(shape.key);
    if (!shaped.summary_of.empty()) break;
  }
  view->rating = shaped.rating;
  view->questions = shaped.questions;
  view->set = shaped.set;
  return shaped;
}

std::vector<std::size_t> columns_of_shapes(const TableView& beginning) {
  std::set<std::size_t> columns;
  for (const Shape& shape : shapes())
    for (const std::size_t column : shape.needs(beginning)) columns.insert(column);
  return {columns.begin(), columns.end()};
}

std::vector<std::size_t> no_columns(const TableView&) {
  return {};
}

std::string cell_text(const RawTable& table, std::size_t column, std::size_t row) {
  if (row >= table.columns[column].size()) return {};
  CellRoom room;
  const std::string_view cell = trim(table.columns[column].cell(row, room));
  return means_missing(cell) ? std::string() : std::string(cell);
}

RawTable selected(const RawTable& table, const std::vector<std::uint32_t>& keep, const std::vector<bool>& drop) {
  RawTable out;
  out.record_type = table.record_type;
  out.rows = keep.size();
  for (const std::uint32_t row : keep) out.lines.push_back(table.lines[row]);
  if (!table.fingerprints.empty())
    for (const std::uint32_t row : keep) out.fingerprints.push_back(table.fingerprints[row]);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!drop.empty() && drop[i]) continue;
    const RawColumn& from = table.columns[i];
    if (!is_whole(table, from)) {
      out.columns.emplace_back(from.name(), is_kept(from.keep()) ? Keep::no : from.keep());
      continue;
    }
    RawColumn& to = out.columns.emplace_back(from.name(), from.keep());
    CellRoom room;
    for (const std::uint32_t row : keep) switch (from.state(row)) {
        case CellState::absent:
          to.append_absent();
          break;
        case CellState::null:
          to.append_null();
          break;
        case CellState::present:
          to.append(from.cell(row, room));
          break;
      }
  }
  return out;
}

std::optional<std::size_t> id_column(const TableView& view) {
  const ScorerContext context(view);
  std::optional<std::size_t> best;
  double most = 0.5;
  for (std::size_t column = 0; column < view.columns.size(); ++column) {
    const Evidence evidence = score_ticket_id(context, Field::ticket_id, column);
    if (evidence.score > most) best = column, most = evidence.score;
  }
  return best;
}

bool holds_word(std::string_view kind, std::string_view text) {
  const std::string folded = fold(text);
  return std::ranges::any_of(phrases(kind), [&](const std::string& phrase) {
    for (std::size_t at = folded.find(phrase); at != folded.npos; at = folded.find(phrase, at + 1)) {
      // Within words of letters with blanks between them, a whole word only.
      const bool begins = at == 0 || !is_ascii_letter(folded[at - 1]) || !is_ascii_letter(phrase.front());
      const std::size_t end = at + phrase.size();
      const bool ends = end == folded.size() || !is_ascii_letter(folded[end]) || !is_ascii_letter(phrase.back());
      if (begins && ends) return true;
    }
    return false;
  });
}

}  // namespace dsat::load
