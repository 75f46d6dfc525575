#include <algorithm>

#include "dsat/base/text.hpp"
#include "load/meaning/header_words.hpp"
#include "load/meaning/questions.hpp"
#include "load/meaning/scorers.hpp"
#include "load/meaning/shapes.hpp"
#include "load/vocabulary.hpp"

/// A table of counts or averages: a row is an agent, a day, a month. Signs are columns called after the steps of a
/// scale and filled with counts, columns called averages, percentages or rates, an NPS beyond ±10, ratings that are
/// fractions beside a number of answers. One sign is enough where nothing says that rows are tickets; two, where
/// something does.
namespace dsat::load {
namespace {

bool is_step(const std::string& name) {
  const std::size_t at = name.rfind(": ");
  const Word word = word_class(rating_word(at == name.npos ? name : name.substr(at + 2)));
  return word == Word::negative || word == Word::neutral || word == Word::positive;
}

/// Counts beyond those of a mark.
bool holds_counts(const ColumnProfile& profile) {
  return profile.filled > 0 && profile.whole == profile.filled && profile.most > 1 && profile.least >= 0;
}

bool holds_numbers(const ColumnProfile& profile) {
  return profile.filled > 0 && profile.whole + profile.decimal >= profile.filled * 9 / 10;
}

/// `41.2 %`, `0.41`, `41.2`.
bool holds_amounts(const RawTable& table, std::size_t column, const ColumnProfile& profile) {
  if (holds_numbers(profile)) return true;
  for (std::size_t row = 0; row < std::min<std::size_t>(table.columns[column].size(), 20); ++row)
    if (const std::string cell = cell_text(table, column, row); !cell.empty() && !cell.ends_with('%')) return false;
  return profile.filled > 0;
}

}  // namespace

bool apply_summary(RawTable& table, const TableView& view, Shaped& shaped, const Options& options) {
  // Whoever says which column is the rating knows better.
  for (const auto& [key, name] : options.map)
    if (key == "rating") return false;
  const ScorerContext context(view);
  std::vector<std::string> steps, amounts, counts;
  std::string far_nps;
  bool fractions = false;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& name = table.columns[i].name();
    const ColumnProfile& profile = view.columns[i];
    if (is_step(name) && holds_counts(profile)) steps.push_back(name);
    if (holds_word("summary", name) && holds_amounts(table, i, profile)) amounts.push_back(name);
    if (holds_word("count", name) && holds_numbers(profile) && profile.most > 1) counts.push_back(name);
    const bool called_nps = view.names[i]->question == QuestionKind::recommending;
    if (called_nps && holds_numbers(profile) && (profile.most > 10 || profile.least < 0)) far_nps = name;
    if ((called_nps || view.names[i]->rating >= 0.5) && profile.decimal > 0 && holds_numbers(profile) &&
        profile.decimal * 2 >= profile.filled && profile.most <= 10)
      fractions = true;
  }
  const bool has_id = id_column(view).has_value();
  bool has_prose = false;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    has_prose = has_prose || view.columns[i].share(view.columns[i].texts) > 0.5;
  std::size_t signs = 0;
  std::vector<std::string> because;
  const auto sign = [&](bool there, std::size_t weight, const std::string& text) {
    if (!there) return;
    signs += weight;
    because.push_back(text);
  };
  sign(steps.size() >= 2, 2,
       "counts under " +
           join(std::vector<std::string>(
                    steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(steps.size(), 3))),
                ", "));
  sign(amounts.size() >= 2, 2,
       "averages or shares under " + (amounts.empty() ? std::string() : amounts.front() + ", " + amounts.back()));
  sign(amounts.size() == 1, 1, "averages or shares under " + (amounts.empty() ? std::string() : amounts.front()));
  sign(!counts.empty(), 1, "numbers of rows under " + (counts.empty() ? std::string() : counts.front()));
  sign(!far_nps.empty(), 2, far_nps + " goes beyond 10");
  sign(fractions, 1, "ratings that are fractions");
  const std::size_t needed = has_id ? 4 : has_prose ? 3 : 2;
  if (signs < needed || (counts.size() == 1 && steps.empty() && amounts.empty() && far_nps.empty() && !fractions))
    return false;
  shaped.summary_of = join(because, "; ");
  return true;
}

}  // namespace dsat::load
