#include "load/vocabulary.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>

#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

struct Class {
  Word word;
  std::vector<std::string_view> spellings;
};

const std::vector<Class>& classes() {
  static const std::vector<Class> table = {
      {Word::positive,
       {"good",
        "great",
        "excellent",
        "amazing",
        "satisfied",
        "very satisfied",
        "happy",
        "very happy",
        "extremely happy",
        "positive",
        "promoter",
        "thumbs up",
        "thumb up",
        "👍",
        "😀",
        "😃",
        "😄",
        "🙂",
        "😊",
        "🤩",
        "😍",
        "like",
        "love",
        "liked",
        "loved",
        "yes",
        "rated good",
        "very good",
        "awesome",
        "outstanding",
        "perfect",
        "отлично",
        "хорошо",
        "доволен",
        "довольна",
        "очень доволен",
        "да",
        "очень хорошо",
        "превосходно",
        "gut",
        "sehr gut",
        "zufrieden",
        "sehr zufrieden",
        "bom",
        "boa",
        "ótimo",
        "ótima",
        "excelente",
        "satisfeito",
        "muito satisfeito",
        "bueno",
        "buena",
        "muy bueno",
        "satisfecho",
        "muy satisfecho",
        "bon",
        "bien",
        "très bien",
        "satisfait",
        "très satisfait",
        "ja",
        "oui",
        "sim",
        "sí",
        "buono",
        "ottimo",
        "soddisfatto",
        "goed",
        "tevreden"}},
      {Word::neutral,
       {"ok",
        "okay",
        "neutral",
        "average",
        "fair",
        "passive",
        "semi positive",
        "it was ok",
        "satisfactory",
        "normal",
        "😐",
        "so so",
        "mixed",
        "нормально",
        "средне",
        "удовлетворительно",
        "нейтрально",
        "mittel",
        "geht so",
        "regular",
        "neutro",
        "razoável",
        "moyen",
        "neutre",
        "neutrale",
        "neutraal",
        "neither satisfied nor dissatisfied"}},
      {Word::negative,
       {"bad",
        "not good",
        "terrible",
        "poor",
        "very poor",
        "unsatisfied",
        "dissatisfied",
        "unsatisfactory",
        "unhappy",
        "very unhappy",
        "extremely unhappy",
        "sad",
        "negative",
        "detractor",
        "thumbs down",
        "thumb down",
        "👎",
        "😔",
        "😞",
        "🙁",
        "☹",
        "😠",
        "😡",
        "😢",
        "dislike",
        "hate",
        "disliked",
        "no",
        "rated bad",
        "very bad",
        "very dissatisfied",
        "very unsatisfied",
        "awful",
        "horrible",
        "плохо",
        "ужасно",
        "недоволен",
        "недовольна",
        "очень плохо",
        "нет",
        "schlecht",
        "sehr schlecht",
        "unzufrieden",
        "sehr unzufrieden",
        "ruim",
        "péssimo",
        "insatisfeito",
        "muito insatisfeito",
        "malo",
        "mala",
        "muy malo",
        "insatisfecho",
        "mauvais",
        "très mauvais",
        "insatisfait",
        "nein",
        "non",
        "não",
        "cattivo",
        "pessimo",
        "insoddisfatto",
        "slecht",
        "ontevreden"}},
      {Word::asked, {"offered", "sent", "requested", "waiting", "unresponded", "запрошена", "survey sent"}},
      {Word::not_asked, {"unoffered", "not offered", "unscheduled", "cancelled", "canceled", "not sent", "scheduled"}},
      {Word::unrated,
       {"", "not rated", "unrated", "no rating", "unknown", "null", "none", "nan", "n/a", "na", "not answered",
        "no response", "not applicable", "нет оценки", "без оценки", "—", "–"}},
  };
  return table;
}

const std::vector<WordScale>& scales() {
  const auto of = [](std::string_view key) { return *scale_named(key); };
  const auto steps = [](std::string key, int negative, int neutral, int positive) {
    Scale scale{std::move(key), {}, false, 1};
    scale.level.insert(scale.level.end(), negative, Sentiment::negative);
    scale.level.insert(scale.level.end(), neutral, Sentiment::neutral);
    scale.level.insert(scale.level.end(), positive, Sentiment::positive);
    return scale;
  };
  static const std::vector<WordScale> table = {
      {of("1-3"), {"not good", "okay", "great"}},
      {of("1-3"), {"bad", "okay", "great"}},
      {of("1-3"), {"bad", "ok", "good"}},
      {of("1-3"), {"bad", "okay", "good"}},
      {of("1-3"), {"bad", "normal", "excellent"}},
      {of("1-3"), {"poor", "average", "excellent"}},
      {of("1-3"), {"sad", "neutral", "happy"}},
      {of("1-3"), {"unhappy", "neutral", "happy"}},
      {of("1-3"), {"dissatisfied", "okay", "satisfied"}},
      {of("1-3"), {"negative", "semi positive", "positive"}},
      {of("1-3"), {"плохо", "нормально", "отлично"}},
      {of("1-5"), {"terrible", "bad", "ok", "good", "amazing"}},
      {of("1-5"), {"terrible", "bad", "okay", "great", "amazing"}},
      {of("1-5"), {"very poor", "poor", "average", "good", "excellent"}},
      {of("1-5"), {"very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"}},
      {of("1-5"), {"very unsatisfied", "unsatisfied", "neutral", "satisfied", "very satisfied"}},
      {of("1-5"), {"very bad", "bad", "neutral", "good", "very good"}},
      {of("1-5"), {"very unhappy", "unhappy", "neutral", "happy", "very happy"}},
      {of("1-5"), {"ужасно", "плохо", "нормально", "хорошо", "отлично"}},
      {steps("4 words", 1, 1, 2), {"poor", "average", "good", "excellent"}},
      {of("freshdesk"),
       {"extremely unhappy", "very unhappy", "unhappy", "neutral", "happy", "very happy", "extremely happy"}},
  };
  return table;
}

}  // namespace

std::string rating_word(std::string_view cell) {
  std::string word = fold(cell);
  for (char& c : word)
    if (c == '_' || c == '-') c = ' ';
  word = fold(word);
  for (const std::string_view ending : {" with comment", " without comment"})
    if (word.ends_with(ending)) word.resize(word.size() - ending.size());
  // The selector that turns a sign into an emoji, and the colours of skin, say nothing.
  for (const std::string_view ending : {"\uFE0F", "\U0001F3FB", "\U0001F3FC", "\U0001F3FD", "\U0001F3FE", "\U0001F3FF"})
    if (word.ends_with(ending)) word.resize(word.size() - ending.size());
  return word;
}

Word word_class(std::string_view word) {
  static const auto table = [] {
    std::unordered_map<std::string, Word> by_word;
    for (const Class& one : classes())
      for (const std::string_view spelling : one.spellings) by_word.emplace(rating_word(spelling), one.word);
    return by_word;
  }();
  const auto found = table.find(std::string(word));
  return found == table.end() ? Word::unknown : found->second;
}

const WordScale* word_scale_of(const std::vector<std::string>& words) {
  for (const WordScale& candidate : scales())
    if (std::ranges::all_of(words, [&](const std::string& word) {
          return std::ranges::find(candidate.words, word) != candidate.words.end();
        }))
      return &candidate;
  return nullptr;
}

bool means_missing(std::string_view cell) {
  cell = trim(cell);
  if (cell.size() > 4) return false;
  for (const std::string_view nothing :
       {"", "-", "--", "null", "NULL", "Null", "None", "none", "nan", "NaN", "n/a", "N/A", "—", "–"})
    if (cell == nothing) return true;
  return false;
}

std::optional<bool> flag_of(std::string_view cell) {
  const std::string word = fold(cell);
  for (const std::string_view yes : {"true", "1", "yes", "y", "да", "ja", "sim", "oui", "sí", "t", "1.0", "x", "✓"})
    if (word == yes) return true;
  for (const std::string_view no : {"false", "0", "no", "n", "нет", "nein", "não", "non", "f", "0.0"})
    if (word == no) return false;
  return std::nullopt;
}

}  // namespace dsat::load
