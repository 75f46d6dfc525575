#include <algorithm>
#include <map>
#include <unordered_map>

#include "dsat/base/text.hpp"
#include "load/meaning/questions.hpp"
#include "load/meaning/scorers.hpp"
#include "load/meaning/shapes.hpp"
#include "load/ratings.hpp"
#include "load/vocabulary.hpp"

/// One row a question: an id that comes again and again, a column of questions, a column of answers. The overall
/// question is the rating, the others are further questions.
namespace dsat::load {
namespace {

bool is_question(const std::string& text) {
  return text.ends_with('?') || text.ends_with("？") || text.ends_with("؟") ||
         (question_kind(text) != QuestionKind::none && text.find(' ') != text.npos);
}

bool could_hold_questions(const ColumnProfile& profile, const std::string& name) {
  if (profile.values.size() < 2 || profile.filled_share() < 0.5 || profile.repeats() < 1.5) return false;
  std::int64_t questions = 0;
  for (const auto& [value, rows] : profile.values) questions += is_question(value) ? rows : 0;
  return questions * 2 >= profile.filled || (holds_word("question", name) && profile.share(profile.names) > 0.5);
}

struct Columns {
  std::size_t id = 0, question = 0, answer = 0;
};

std::optional<Columns> find(const TableView& view) {
  const auto id = id_column(view);
  if (!id || view.columns[*id].repeats() < 1.2) return std::nullopt;
  std::optional<std::size_t> question;
  for (std::size_t i = 0; i < view.columns.size(); ++i)
    if (i != *id && could_hold_questions(view.columns[i], view.table->columns[i].name())) {
      question = i;
      break;
    }
  if (!question) return std::nullopt;
  std::optional<std::size_t> answer;
  double most = 0.3;
  for (std::size_t i = 0; i < view.columns.size(); ++i) {
    if (i == *id || i == *question) continue;
    const ColumnProfile& profile = view.columns[i];
    const bool steps = profile.most <= 10 && profile.least >= 0;
    double score = profile.share(profile.rating_words) + (steps ? profile.share(profile.whole) : 0);
    if (score < 0.5) continue;
    const std::string& name = view.table->columns[i].name();
    score += view.names[i]->rating + (holds_word("answer", name) ? 1 : 0);
    if (score > most) answer = i, most = score;
  }
  if (!answer) return std::nullopt;
  return Columns{*id, *question, *answer};
}

/// How much a question is the overall one; of equals the one asked more often comes first.
int rank(const std::string& question) {
  const bool overall = holds_word("overall", question);
  switch (question_kind(question)) {
    case QuestionKind::satisfaction:
      return overall ? 10 : 6;
    case QuestionKind::recommending:
      return 5;
    case QuestionKind::other:
      return overall ? 9 : 4;
    case QuestionKind::effort:
      return 2;
    case QuestionKind::none:
      return overall ? 8 : 1;
  }
  return 0;
}

}  // namespace

std::vector<std::size_t> question_columns(const TableView& view) {
  const auto columns = find(view);
  if (!columns) return {};
  return {columns->id, columns->question, columns->answer};
}

bool apply_questions(RawTable& table, const TableView& view, Shaped& shaped, const Options& options) {
  const auto columns = find(view);
  if (!columns) return false;
  for (const std::size_t column : {columns->id, columns->question, columns->answer})
    if (!is_whole(table, table.columns[column])) return false;
  // The questions, the overall one first.
  std::map<std::string, std::int64_t> asked;
  std::map<std::string, std::int64_t> rated;
  for (std::size_t row = 0; row < table.rows; ++row) {
    const std::string question = one_line(cell_text(table, columns->question, row));
    if (question.empty()) continue;
    ++asked[question];
    const std::string answer = cell_text(table, columns->answer, row);
    const Word word = word_class(rating_word(answer));
    rated[question] += rating_number(answer) || (word != Word::unknown && word != Word::unrated) ? 1 : 0;
  }
  std::vector<std::string> questions;
  for (const auto& [question, rows] : asked) questions.push_back(question);
  std::ranges::stable_sort(questions, [&](const std::string& a, const std::string& b) {
    const bool can_a = rated[a] * 2 >= asked[a], can_b = rated[b] * 2 >= asked[b];
    if (can_a != can_b) return can_a;
    if (rank(a) != rank(b)) return rank(a) > rank(b);
    return asked[a] > asked[b];
  });
  bool given = false;
  if (!options.question.empty()) {
    const auto found = std::ranges::find_if(questions, [&](const std::string& question) {
      return fold(question).find(fold(options.question)) != std::string::npos;
    });
    if (found != questions.end()) std::rotate(questions.begin(), found, found + 1), given = true;
  }
  if (questions.empty() || rated[questions.front()] == 0) return false;
  std::unordered_map<std::string, std::size_t> number;
  for (std::size_t i = 0; i < questions.size(); ++i) number[questions[i]] = i;
  // A ticket's row takes one answer to each question; the same question again begins another row.
  struct Line {
    std::uint32_t row;
    std::vector<std::string> answers;
  };
  std::vector<Line> lines;
  std::unordered_map<std::string, std::size_t> open;
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    const std::string question = one_line(cell_text(table, columns->question, row));
    const std::string id = cell_text(table, columns->id, row);
    const auto at = number.find(question);
    auto found = id.empty() ? open.end() : open.find(id);
    if (found == open.end() || (at != number.end() && !lines[found->second].answers[at->second].empty())) {
      lines.push_back({row, std::vector<std::string>(questions.size())});
      if (!id.empty()) open[id] = lines.size() - 1;
      if (at != number.end()) lines.back().answers[at->second] = cell_text(table, columns->answer, row);
      continue;
    }
    if (at != number.end()) lines[found->second].answers[at->second] = cell_text(table, columns->answer, row);
    ++shaped.merged;
  }
  std::vector<std::uint32_t> rows;
  for (const Line& line : lines) rows.push_back(line.row);
  std::vector<bool> drop(table.columns.size(), false);
  drop[columns->question] = drop[columns->answer] = true;
  table = selected(table, rows, drop);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    RawColumn& column = table.columns.emplace_back(questions[i], Keep::words);
    for (const Line& line : lines) column.append(line.answers[i]);
    if (i > 0 && rated[questions[i]] * 2 >= asked[questions[i]]) shaped.questions.push_back(questions[i]);
  }
  shaped.rating = questions.front();
  const bool clear = given || questions.size() < 2 || rank(questions[0]) > rank(questions[1]);
  Guess guess{"rating question", questions.front(), "one row a question; this one is the overall one",
              "--question TEXT", given};
  guess.decides_headline = !given;
  if (!clear) guess.runner_up = questions[1];
  shaped.guesses.push_back(std::move(guess));
  return true;
}

}  // namespace dsat::load
