#include "load/ratings.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/moments.hpp"

namespace dsat::load {
namespace {

constexpr std::int64_t largest_rating = 1000;

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Filled and empty stars, hearts and the like: `★★★☆☆` is 3 of 5, `⭐⭐` is 2.
std::optional<RatingNumber> stars(std::string_view cell) {
  std::int64_t filled = 0, empty = 0;
  for (std::size_t at = 0; at < cell.size();) {
    const char32_t c = next_code_point(cell, at);
    if (c == U'★' || c == U'⭐' || c == U'🌟' || c == U'✭' || c == U'❤' || c == U'♥')
      ++filled;
    else if (c == U'☆' || c == U'♡')
      ++empty;
    else if (c != U' ' && c != U'\uFE0F')
      return std::nullopt;
  }
  if (filled + empty == 0 || filled + empty > 10) return std::nullopt;
  return RatingNumber{filled, empty > 0 ? filled + empty : 0};
}

/// A whole number at `at`, `3.0` and `3,0` too; moves past it.
std::optional<std::int64_t> whole_number(std::string_view text, std::size_t& at) {
  std::size_t end = at;
  if (end < text.size() && (text[end] == '-' || text[end] == '+')) ++end;
  const std::size_t first = end;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == first || end - first > 6) return std::nullopt;
  const auto value = parse_integer(text.substr(text[at] == '+' ? first : at, end - (text[at] == '+' ? first : at)));
  if (end + 1 < text.size() && (text[end] == '.' || text[end] == ',') && is_digit(text[end + 1])) {
    ++end;
    while (end < text.size() && text[end] == '0') ++end;
    if (end < text.size() && is_digit(text[end])) return std::nullopt;  // 3.5 is no step of a scale
  }
  if (!value || *value > largest_rating || *value < -largest_rating) return std::nullopt;
  at = end;
  return value;
}

bool is_blank(char c) {
  return c == ' ';
}

std::string_view skip_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

/// True if `text` (folded) is a word that stands with the number of a rating and adds nothing.
bool is_unit_word(std::string_view text) {
  static constexpr std::string_view words[] = {
      "nota",  "note",   "rating",    "rated",    "score",    "stars",   "star",     "star(s)", "points",
      "point", "pts",    "estrellas", "estrella", "estrelas", "estrela", "étoiles",  "étoile",  "sterne",
      "stern", "punkte", "оценка",    "балл",     "балла",    "баллов",  "звезда",   "звезды",  "звёзд",
      "звезд", "csat",   "nps",       "grade",    "level",    "voto",    "bewertung"};
  while (text.ends_with(':') || text.ends_with('=') || text.ends_with(' ') || text.ends_with('.'))
    text.remove_suffix(1);
  return std::ranges::find(words, text) != std::end(words);
}

/// What may stand after the number: nothing, a unit word, or a label set off by a mark.
bool is_label(std::string_view rest) {
  const bool blank_before = !rest.empty() && is_blank(rest.front());
  rest = skip_blanks(rest);
  if (rest.empty()) return true;
  if (blank_before && is_unit_word(rest)) return true;
  for (const std::string_view mark : {"-", "–", "—", ":", "=", "(", ".", ",", "|", ")", "/"})
    if (rest.starts_with(mark)) {
      rest.remove_prefix(mark.size());
      // A label, not a second number: `1-2` and `4:30` are no ratings.
      return std::ranges::none_of(rest, is_digit);
    }
  return false;
}

/// `/5`, `out of 5`, `of 5`, `von 5`, `из 5`: moves past it.
std::optional<std::int64_t> denominator(std::string_view text, std::size_t& at) {
  std::string_view rest = skip_blanks(text.substr(at));
  for (const std::string_view word : {"/", "out of ", "of ", "von ", "de ", "sur ", "su ", "из ", "uit "})
    if (rest.starts_with(word)) {
      const std::string_view after = skip_blanks(rest.substr(word.size()));
      std::size_t end = 0;
      const auto value = whole_number(after, end);
      if (!value || *value < 2 || *value > 100) return std::nullopt;
      at = text.size() - after.size() + end;
      return value;
    }
  return std::nullopt;
}

/// The levels of a scale that is known by its numbers; 0 if the number isn't on it.
int level_on(const Scale& scale, std::int64_t value) {
  if (scale.key == "freshdesk") {
    // -103 (worst) … -101, 100, 101 … 103.
    if (value >= -103 && value <= -101) return static_cast<int>(value + 104);
    if (value >= 100 && value <= 103) return static_cast<int>(value - 96);
    return 0;
  }
  if (scale.key == "good-bad") return value == 0 ? 1 : value == 1 ? 2 : 0;
  const std::int64_t level = value - static_cast<std::int64_t>(scale.first_score) + 1;
  return level >= 1 && level <= static_cast<std::int64_t>(scale.levels()) ? static_cast<int>(level) : 0;
}

struct Numbers {
  std::map<std::int64_t, std::int64_t> rows;  ///< value, rows that hold it
  std::int64_t out_of = 0;                    ///< the commonest denominator
  std::int64_t min() const { return rows.begin()->first; }
  std::int64_t max() const { return rows.rbegin()->first; }
  bool has(std::int64_t value) const { return rows.contains(value); }
};

bool header_has(std::string_view header, std::initializer_list<std::string_view> parts) {
  const std::string folded = fold(header);
  return std::ranges::any_of(parts, [&](std::string_view part) { return folded.find(part) != std::string::npos; });
}

bool is_freshdesk_code(std::int64_t value) {
  return (value >= 100 && value <= 103) || (value <= -101 && value >= -103);
}

struct Choice {
  std::string key;
  bool certain = false;
};

/// The scale of a column's numbers, by the rules of docs/input.md. Empty if they are no ratings.
Choice choose_scale(const Numbers& numbers, std::string_view header) {
  if (std::ranges::all_of(numbers.rows, [](const auto& entry) { return is_freshdesk_code(entry.first); }))
    return {"freshdesk", true};
  // Single cells beyond every scale are typing errors; they are told as unreadable and don't decide. Where many are,
  // the numbers are no steps: per cent, seconds.
  Numbers sane = numbers;
  const auto drop = [&sane](auto&& beyond) {
    std::size_t values = 0;
    std::int64_t rows = 0, all = 0;
    for (const auto& [value, count] : sane.rows) {
      all += count;
      if (!beyond(value)) continue;
      ++values;
      rows += count;
    }
    std::erase_if(sane.rows, [&](const auto& entry) { return beyond(entry.first); });
    return values <= 2 || rows * 10 <= all;
  };
  if (!drop([](std::int64_t value) { return value > 10 || value < -2; }) || sane.rows.empty()) return {};
  const bool signs_beside_steps = sane.min() < 0 && sane.max() > 2;
  if (signs_beside_steps && !drop([](std::int64_t value) { return value < 0; })) return {};
  if (numbers.out_of == 5 || numbers.out_of == 7) return {"1-" + std::to_string(numbers.out_of), true};
  const bool nps = header_has(header, {"nps", "recommend", "empfehl", "recomend", "порекоменд", "promoter"});
  if (sane.min() < 0) return {"-2-2", false};
  if (nps) return {"0-10", true};
  if (numbers.out_of == 10) return {sane.has(0) ? "0-10" : "1-10", true};
  if (sane.max() <= 1 && sane.has(0)) return {"0-1", sane.rows.size() == 2};
  if (sane.max() <= 5) return {"1-5", sane.max() == 5 && sane.rows.size() >= 4 && !sane.has(0)};
  if (sane.max() <= 7 && !sane.has(0)) return {"1-7", header_has(header, {"ces", "effort"})};
  return {sane.has(0) ? "0-10" : "1-10", sane.has(0) && sane.has(10)};
}

std::string counted_values(const Numbers& numbers) {
  std::string text;
  std::size_t shown = 0;
  for (const auto& [value, rows] : numbers.rows) {
    if (shown++ == 12) return text + ", …";
    text += (text.empty() ? "" : ", ") + std::to_string(value) + " ×" + grouped(rows);
  }
  return text;
}

/// The reading of one column, built up.
class Reader {
 public:
  Reader(const std::vector<CountedCell>& cells, const RatingRules& rules) : cells_(cells), rules_(rules) {
    column_.meanings.resize(cells.size());
    numbers_.resize(cells.size());
    words_.resize(cells.size());
  }

  RatingColumn read() {
    const bool by_hand = !rules_.negative.empty() || !rules_.neutral.empty() || !rules_.positive.empty();
    sort_out();
    if (by_hand)
      read_by_hand();
    else if (rules_.scale != "auto" && !rules_.scale.empty())
      read_given();
    else
      read_by_evidence();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const auto kind = column_.meanings[i].kind;
      if (kind != RatingMeaning::Kind::missing) column_.filled += cells_[i].rows;
      if (kind == RatingMeaning::Kind::rated) column_.rated += cells_[i].rows;
      if (kind == RatingMeaning::Kind::unreadable) column_.unreadable += cells_[i].rows;
    }
    return std::move(column_);
  }

 private:
  Word own_or_common(const std::string& word) const {
    if (const auto own = rules_.words.find(word); own != rules_.words.end()) return own->second;
    return word_class(word);
  }

  /// Settles what needs no scale, and finds the numbers and words.
  void sort_out() {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      RatingMeaning& meaning = column_.meanings[i];
      const std::string word = rating_word(cells_[i].cell);
      switch (own_or_common(word)) {
        case Word::unrated:
          meaning.kind = RatingMeaning::Kind::missing;
          break;
        case Word::asked:
          meaning.kind = RatingMeaning::Kind::asked;
          break;
        case Word::not_asked:
          meaning.kind = RatingMeaning::Kind::not_asked;
          break;
        case Word::negative:
        case Word::neutral:
        case Word::positive:
          words_[i] = word;
          meaning.kind = RatingMeaning::Kind::unreadable;  // until its scale is known
          break;
        case Word::unknown:
          meaning.kind = means_missing(cells_[i].cell) ? RatingMeaning::Kind::missing : RatingMeaning::Kind::unreadable;
          numbers_[i] = rating_number(cells_[i].cell);
          break;
      }
    }
  }

  std::uint8_t scale_index(const Scale& scale) {
    const auto found = std::ranges::find(column_.scales, scale);
    if (found != column_.scales.end()) return static_cast<std::uint8_t>(found - column_.scales.begin());
    column_.scales.push_back(scale);
    return static_cast<std::uint8_t>(column_.scales.size() - 1);
  }

  void rate(std::size_t i, const Scale& scale, int level) {
    RatingMeaning& meaning = column_.meanings[i];
    meaning.kind = RatingMeaning::Kind::rated;
    meaning.scale = scale_index(scale);
    meaning.level = static_cast<std::uint8_t>(level);
    meaning.sentiment = scale.level[static_cast<std::size_t>(level - 1)];
  }

  void rate_sentiment(std::size_t i, const Scale& scale, Sentiment sentiment) {
    RatingMeaning& meaning = column_.meanings[i];
    meaning.kind = RatingMeaning::Kind::rated;
    meaning.scale = scale_index(scale);
    meaning.sentiment = sentiment;
    // A scale with one level of that sentiment leaves no doubt which.
    const auto one = std::ranges::count(scale.level, sentiment);
    if (one == 1)
      meaning.level = static_cast<std::uint8_t>(std::ranges::find(scale.level, sentiment) - scale.level.begin() + 1);
  }

  /// `--negative 1,2 --neutral 3 --positive 4,5`.
  void read_by_hand() {
    struct Named {
      const std::vector<std::string>& values;
      Sentiment sentiment;
    };
    const std::array<Named, 3> lists{{{rules_.negative, Sentiment::negative},
                                      {rules_.neutral, Sentiment::neutral},
                                      {rules_.positive, Sentiment::positive}}};
    // Consecutive numbers are a scale of their own; anything else is a scale of sentiments.
    std::map<std::int64_t, Sentiment> numbers;
    bool all_numbers = true;
    std::map<std::string, Sentiment> words;
    for (const Named& list : lists)
      for (const std::string& value : list.values) {
        const auto number = rating_number(value);
        // Nothing, or a dash, can't be said to be a rating: empty cells would be too.
        if (const std::string word = rating_word(value); !word.empty()) words[word] = list.sentiment;
        if (number)
          numbers[number->value] = list.sentiment;
        else
          all_numbers = false;
      }
    Scale scale = rules_.neutral.empty() ? *scale_named("good-bad") : *scale_named("sentiment");
    const bool consecutive = all_numbers && numbers.size() >= 2 &&
                             numbers.rbegin()->first - numbers.begin()->first == std::ssize(numbers) - 1;
    if (consecutive) {
      scale = Scale{std::to_string(numbers.begin()->first) + "-" + std::to_string(numbers.rbegin()->first),
                    {},
                    false,
                    static_cast<double>(numbers.begin()->first)};
      for (const auto& [value, sentiment] : numbers) scale.level.push_back(sentiment);
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const auto number = rating_number(cells_[i].cell);
      const auto word = words.find(rating_word(cells_[i].cell));
      if (number && numbers.contains(number->value)) {
        if (consecutive)
          rate(i, scale, static_cast<int>(number->value - numbers.begin()->first + 1));
        else
          rate_sentiment(i, scale, numbers[number->value]);
      } else if (word != words.end()) {
        rate_sentiment(i, scale, word->second);
      } else if (!words_[i].empty()) {
        column_.meanings[i].kind = RatingMeaning::Kind::unreadable;
      }
    }
    column_.guess = Guess{"rating scale", "by hand", "given by --negative, --neutral and --positive", "--scale", true};
  }

  void read_given() {
    const auto scale = scale_named(rules_.scale);
    if (!scale) {
      std::vector<std::string> known;
      for (const Scale& one : known_scales()) known.push_back(one.key);
      const auto near = nearest(rules_.scale, known);
      throw Error(
          ErrorKind::usage, "there is no scale `" + rules_.scale + "`",
          (near ? "Did you mean `" + *near + "`? " : std::string()) + "Scales: " + join(known, ", ") + ", or any A-B.");
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (numbers_[i]) {
        if (const int level = level_on(*scale, numbers_[i]->value); level > 0) rate(i, *scale, level);
      } else if (!words_[i].empty()) {
        read_word(i, *scale);
      }
    }
    column_.guess =
        Guess{"rating scale", scale->key,
              rules_.scale_is_given ? "given by --scale" : "every export of this maker has it", "--scale", true};
  }

  /// A word in a column whose numbers have a scale: its level if that scale has words, else its sentiment.
  void read_word(std::size_t i, const Scale& scale) {
    const WordScale* const worded = word_scale_of({words_[i]});
    if (worded != nullptr && worded->scale.key == scale.key && !rules_.words.contains(words_[i])) {
      const auto at = std::ranges::find(worded->words, words_[i]) - worded->words.begin();
      rate(i, worded->scale, static_cast<int>(at) + 1);
      return;
    }
    rate_sentiment(i, scale, sentiment_of(own_or_common(words_[i])));
  }

  static Sentiment sentiment_of(Word word) {
    return word == Word::negative   ? Sentiment::negative
           : word == Word::positive ? Sentiment::positive
                                    : Sentiment::neutral;
  }

  void read_by_evidence() {
    Numbers seen;
    std::map<std::int64_t, std::int64_t> denominators;
    std::vector<std::string> words;
    bool neutral_words = false;
    std::int64_t number_rows = 0, word_rows = 0;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (numbers_[i]) {
        seen.rows[numbers_[i]->value] += cells_[i].rows;
        number_rows += cells_[i].rows;
        if (numbers_[i]->out_of > 0) denominators[numbers_[i]->out_of] += cells_[i].rows;
      } else if (!words_[i].empty()) {
        words.push_back(words_[i]);
        word_rows += cells_[i].rows;
        neutral_words = neutral_words || own_or_common(words_[i]) == Word::neutral;
      }
    }
    for (const auto& [out_of, rows] : denominators)
      if (seen.out_of == 0 || rows > denominators[seen.out_of]) seen.out_of = out_of;
    if (number_rows > 0) {
      const Choice choice = choose_scale(seen, rules_.header);
      if (!choice.key.empty()) {
        const Scale scale = *scale_named(choice.key);
        for (std::size_t i = 0; i < cells_.size(); ++i)
          if (numbers_[i])
            if (const int level = level_on(scale, numbers_[i]->value); level > 0) rate(i, scale, level);
        column_.guess = Guess{"rating scale", choice.key, "values " + counted_values(seen), "--scale", choice.certain};
      } else {
        column_.guess =
            Guess{"rating scale", "none", "no scale has the values " + counted_values(seen), "--scale", false};
      }
    }
    if (word_rows > 0) read_words(words, neutral_words, number_rows > 0);
  }

  void read_words(const std::vector<std::string>& words, bool neutral_words, bool numbers_too) {
    const bool own = std::ranges::any_of(words, [&](const std::string& word) { return rules_.words.contains(word); });
    const bool three = neutral_words;
    const WordScale* const worded = own ? nullptr : word_scale_of(words);
    const Scale scale = worded != nullptr && (three || worded->scale.levels() > 3) ? worded->scale
                        : three                                                    ? *scale_named("1-3")
                                                                                   : *scale_named("good-bad");
    const bool use_words = worded != nullptr && worded->scale == scale;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (words_[i].empty()) continue;
      if (use_words) {
        const auto at = std::ranges::find(worded->words, words_[i]) - worded->words.begin();
        rate(i, scale, static_cast<int>(at) + 1);
      } else {
        rate_sentiment(i, scale, sentiment_of(own_or_common(words_[i])));
      }
    }
    if (numbers_too) return;
    std::string evidence;
    for (std::size_t i = 0; i < words.size() && i < 8; ++i) evidence += (i == 0 ? "" : ", ") + words[i];
    column_.guess = Guess{"rating scale", scale.key, "words " + evidence, "--negative, --neutral, --positive", true};
  }

  const std::vector<CountedCell>& cells_;
  const RatingRules& rules_;
  RatingColumn column_;
  std::vector<std::optional<RatingNumber>> numbers_;
  std::vector<std::string> words_;
};

}  // namespace

std::optional<RatingNumber> rating_number(std::string_view cell) {
  cell = trim(cell);
  if (cell.empty() || cell.size() > 80) return std::nullopt;
  if (const auto found = stars(cell)) return found;
  const std::string folded = fold(cell);
  std::string_view text = folded;
  // A word before the number: `nota 2`, `rating: 4`, or a label with the number in brackets at the end.
  std::size_t at = 0;
  while (at < text.size() && !is_digit(text[at]) && text[at] != '-' && text[at] != '+') ++at;
  if (at == text.size()) return std::nullopt;
  const std::string_view before = text.substr(0, at);
  const bool in_brackets = before.ends_with('(') || before.ends_with('[');
  if (!before.empty() && !in_brackets && !is_unit_word(before)) return std::nullopt;
  const auto value = whole_number(text, at);
  if (!value) return std::nullopt;
  RatingNumber number{*value, 0};
  if (const auto out_of = denominator(text, at)) number.out_of = *out_of;
  if (number.out_of > 0 && number.value > number.out_of) return std::nullopt;
  std::string_view rest = text.substr(at);
  if (in_brackets) {
    rest = skip_blanks(rest);
    if (!rest.starts_with(')') && !rest.starts_with(']')) return std::nullopt;
    rest.remove_prefix(1);
    if (std::ranges::any_of(rest, is_digit)) return std::nullopt;
    return number;
  }
  if (number.out_of > 0 && std::ranges::any_of(rest, is_digit)) return std::nullopt;
  if (!is_label(rest) && number.out_of == 0) return std::nullopt;
  // `05-Apr` is what a spreadsheet makes of 4/5 or 5/4, and nobody can tell which.
  if (!rest.empty() && number.out_of == 0) {
    const Stamp::Shape shape = parse_stamp(cell).shape;
    if (shape == Stamp::Shape::no_year || shape == Stamp::Shape::date) return std::nullopt;
  }
  return number;
}

RatingColumn read_ratings(const std::vector<CountedCell>& cells, const RatingRules& rules) {
  return Reader(cells, rules).read();
}

}  // namespace dsat::load
