#include <algorithm>
#include <set>

#include "dsat/base/text.hpp"
#include "load/meaning/shapes.hpp"
#include "load/ratings.hpp"
#include "load/vocabulary.hpp"

/// One column a choice: neighbours that are called by the steps of one scale, in which a row has a mark (1, x, the
/// step's own name) in one of them. They are one answer. Where the cells are counts above 1 the table is a summary.
namespace dsat::load {
namespace {

/// `How satisfied are you?: Very satisfied` is a choice of the question before the last colon.
std::pair<std::string, std::string> parted(const std::string& name) {
  const std::size_t at = name.rfind(": ");
  if (at == name.npos) return {std::string(), name};
  return {name.substr(0, at), std::string(trim(std::string_view(name).substr(at + 2)))};
}

bool is_step(const std::string& label) {
  const Word word = word_class(rating_word(label));
  return word == Word::negative || word == Word::neutral || word == Word::positive;
}

struct Run {
  std::size_t begin = 0, end = 0;
  std::string question;
};

std::vector<Run> runs(const std::vector<std::string>& names) {
  std::vector<Run> found;
  for (std::size_t i = 0; i < names.size();) {
    const auto [question, label] = parted(names[i]);
    std::set<std::string> labels;
    std::set<Word> classes;
    std::size_t end = i;
    while (end < names.size()) {
      const auto [other_question, other_label] = parted(names[end]);
      if (other_question != question || !is_step(other_label) || !labels.insert(fold(other_label)).second) break;
      classes.insert(word_class(rating_word(other_label)));
      ++end;
    }
    if (end - i >= 3 && classes.size() >= 2) found.push_back({i, end, question});
    i = std::max(end, i + 1);
  }
  return found;
}

std::vector<std::string> names_of(const RawTable& table) {
  std::vector<std::string> names;
  for (const RawColumn& column : table.columns) names.push_back(column.name());
  return names;
}

}  // namespace

std::vector<std::size_t> choice_columns(const TableView& view) {
  std::vector<std::size_t> columns;
  for (const Run& run : runs(names_of(*view.table)))
    for (std::size_t i = run.begin; i < run.end; ++i) columns.push_back(i);
  return columns;
}

bool apply_choices(RawTable& table, const TableView&, Shaped& shaped, const Options&) {
  bool any = false;
  for (const std::vector<Run> found = runs(names_of(table)); const Run& run : found) {
    // Columns that are gone by an earlier run stand before this one: look it up by name again.
    const std::vector<std::string> names = names_of(table);
    const auto again = runs(names);
    const auto here = std::ranges::find(again, run.question, &Run::question);
    if (here == again.end()) continue;
    std::vector<std::string> answers(table.rows);
    std::size_t marked = 0, twice = 0, strange = 0;
    for (std::size_t row = 0; row < table.rows; ++row) {
      std::size_t marks = 0;
      for (std::size_t i = here->begin; i < here->end; ++i) {
        const std::string cell = cell_text(table, i, row);
        if (cell.empty()) continue;
        const std::string label = parted(names[i]).second;
        const auto flag = flag_of(cell);
        const bool own = fold(cell) == fold(label);
        if (!own && flag && !*flag) continue;
        strange += own || flag ? 0 : 1;
        if (marks++ == 0) answers[row] = label;
      }
      marked += marks > 0 ? 1 : 0;
      twice += marks > 1 ? 1 : 0;
    }
    if (marked == 0 || strange > 0 || twice * 20 > marked) continue;
    std::vector<bool> drop(table.columns.size(), false);
    for (std::size_t i = here->begin; i < here->end; ++i) drop[i] = true;
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < table.rows; ++row) rows.push_back(row);
    const std::string question = run.question.empty() ? "rating" : run.question;
    table = selected(table, rows, drop);
    RawColumn& column = table.columns.emplace_back(question, Keep::words);
    for (const std::string& answer : answers) column.append(answer);
    if (!shaped.rating)
      shaped.rating = question;
    else
      shaped.questions.push_back(question);
    shaped.guesses.push_back(
        {"rating column", question,
         "one column a choice: " +
             join(std::vector<std::string>(names.begin() + here->begin, names.begin() + here->end), ", "),
         "", true});
    any = true;
  }
  return any;
}

}  // namespace dsat::load
