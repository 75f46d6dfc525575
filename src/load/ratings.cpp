#include "load/ratings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/meaning/number_scale.hpp"
#include "load/meaning/questions.hpp"
#include "load/meaning/rating_set.hpp"

namespace dsat::load {
namespace {

Sentiment sentiment_of(Word word) {
  return word == Word::negative   ? Sentiment::negative
         : word == Word::positive ? Sentiment::positive
                                  : Sentiment::neutral;
}

/// A value given by hand: a range of numbers, both ends within it.
struct Range {
  double least = -1e9, most = 1e9;
  bool open_least = false, open_most = false;
  Sentiment sentiment = Sentiment::neutral;

  bool holds(double value) const {
    return (open_least ? value > least : value >= least) && (open_most ? value < most : value <= most);
  }
};

/// `<2.5`, `>=4`, `1-3`; nothing for any other value.
std::optional<Range> range_of(std::string_view text) {
  text = trim(text);
  const bool below = text.starts_with('<'), above = text.starts_with('>');
  Range range;
  if (below || above) {
    text.remove_prefix(1);
    const bool with_end = text.starts_with('=');
    if (with_end) text.remove_prefix(1);
    const auto end = parse_number(trim(text));
    if (!end) return std::nullopt;
    (below ? range.most : range.least) = *end;
    (below ? range.open_most : range.open_least) = !with_end;
    return range;
  }
  const std::size_t dash = text.find('-', 1);
  if (dash == text.npos) return std::nullopt;
  const auto first = parse_number(trim(text.substr(0, dash))), last = parse_number(trim(text.substr(dash + 1)));
  if (!first || !last || *first > *last) return std::nullopt;
  range.least = *first;
  range.most = *last;
  return range;
}

/// What is asked for: by the header, the question, and where these don't say by the file's name.
QuestionKind asked_for(const RatingRules& rules) {
  const QuestionKind by_header = question_kind(rules.header), by_text = question_kind(rules.question);
  const auto says = [](QuestionKind kind) { return kind != QuestionKind::none && kind != QuestionKind::other; };
  if (says(by_header)) return by_header;
  if (says(by_text)) return by_text;
  if (question_kind(rules.file_words) == QuestionKind::recommending) return QuestionKind::recommending;
  return by_header;
}

/// The reading of one column, built up.
class Reader {
 public:
  Reader(const std::vector<CountedCell>& cells, const RatingRules& rules) : cells_(cells), rules_(rules) {
    column_.meanings.resize(cells.size());
    numbers_.resize(cells.size());
    words_.resize(cells.size());
    phrases_.resize(cells.size());
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
  bool is_own(std::size_t i) const { return rules_.words.contains(words_[i]); }

  Word class_of(std::size_t i) const {
    if (const auto own = rules_.words.find(words_[i]); own != rules_.words.end()) return own->second;
    return phrases_[i] ? word_of(*phrases_[i]) : Word::unknown;
  }

  /// Reads the words: each cell in the language that most of the column is in, else in any.
  void read_phrases() {
    std::vector<std::vector<RatingReading>> readings(cells_.size());
    std::array<std::int64_t, 32> rows{};
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      words_[i] = rating_word(cells_[i].cell);
      if (words_[i].empty() || is_own(i) || means_missing(cells_[i].cell)) continue;
      readings[i] = read_rating_word(words_[i]);
      for (const RatingReading& one : readings[i])
        for (std::size_t language = 0; language < rows.size(); ++language)
          if ((one.languages >> language & 1U) != 0) rows[language] += cells_[i].rows;
    }
    const auto most = static_cast<std::size_t>(std::ranges::max_element(rows) - rows.begin());
    const bool negative = is_negative_question(rules_.header);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      phrases_[i] = best_reading(readings[i], LanguageSet{1} << most);
      // `Dissatisfied: yes` is bad news.
      if (negative && phrases_[i] && phrases_[i]->family == RatingFamily::answer)
        phrases_[i]->degree = -phrases_[i]->degree;
    }
    const bool others = std::ranges::any_of(phrases_, [](const std::optional<RatingPhrase>& one) {
      return one && one->kind == RatingPhrase::Kind::rated && !one->bare;
    });
    if (others) return;
    for (std::optional<RatingPhrase>& phrase : phrases_)
      if (phrase && phrase->bare) phrase.reset();
  }

  /// True if hearts are counted in this column, as stars are: one alone is then the worst and no compliment.
  bool counts_signs() const {
    return std::ranges::any_of(cells_, [](const CountedCell& one) {
      const auto signs = counted_signs(trim(one.cell));
      return signs && (signs->value > 1 || signs->out_of > 1);
    });
  }

  /// Settles what needs no scale, and finds the numbers and words.
  void sort_out() {
    read_phrases();
    const bool signs = counts_signs();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      RatingMeaning& meaning = column_.meanings[i];
      meaning.kind = RatingMeaning::Kind::unreadable;  // until its scale is known
      const auto counted = signs ? counted_signs(trim(cells_[i].cell)) : std::nullopt;
      const Word word = counted && !is_own(i) ? Word::unknown : class_of(i);
      if (word != Word::negative && word != Word::neutral && word != Word::positive) words_[i].clear();
      if (word == Word::unrated || (word == Word::unknown && means_missing(cells_[i].cell)))
        meaning.kind = RatingMeaning::Kind::missing;
      else if (word == Word::asked)
        meaning.kind = RatingMeaning::Kind::asked;
      else if (word == Word::not_asked)
        meaning.kind = RatingMeaning::Kind::not_asked;
      else if (word == Word::unknown)
        numbers_[i] = counted ? counted : rating_number(cells_[i].cell);
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
    std::map<double, Sentiment> numbers;
    bool all_numbers = true;
    std::map<std::string, Sentiment> words;
    std::vector<Range> ranges;
    for (const Named& list : lists)
      for (const std::string& value : list.values) {
        if (auto range = range_of(value)) {
          range->sentiment = list.sentiment;
          ranges.push_back(*range);
          all_numbers = false;
          continue;
        }
        const auto number = rating_number(value);
        // Nothing, or a dash, can't be said to be a rating: empty cells would be too.
        if (const std::string word = rating_word(value); !word.empty()) words[word] = list.sentiment;
        if (number)
          numbers[number->value] = list.sentiment;
        else
          all_numbers = false;
      }
    Scale scale = rules_.neutral.empty() ? *scale_named("good-bad") : *scale_named("sentiment");
    const bool consecutive =
        all_numbers && numbers.size() >= 2 &&
        numbers.rbegin()->first - numbers.begin()->first == static_cast<double>(numbers.size() - 1);
    if (consecutive) {
      scale = Scale{shortest(numbers.begin()->first) + "-" + shortest(numbers.rbegin()->first),
                    {},
                    false,
                    numbers.begin()->first};
      for (const auto& [value, sentiment] : numbers) scale.level.push_back(sentiment);
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const auto number = rating_number(cells_[i].cell);
      const auto word = words.find(rating_word(cells_[i].cell));
      // A decimal has the class of the step that it has reached, unless a range says otherwise.
      const auto step = !number                           ? numbers.end()
                        : numbers.contains(number->value) ? numbers.find(number->value)
                                                          : numbers.find(std::floor(number->value));
      const auto range =
          std::ranges::find_if(ranges, [&](const Range& one) { return number && one.holds(number->value); });
      if (range != ranges.end() && !(number && numbers.contains(number->value)))
        rate_sentiment(i, scale, range->sentiment);
      else if (step != numbers.end() && consecutive)
        rate(i, scale, static_cast<int>(step->first - numbers.begin()->first) + 1);
      else if (step != numbers.end())
        rate_sentiment(i, scale, step->second);
      else if (word != words.end())
        rate_sentiment(i, scale, word->second);
      else if (!words_[i].empty())
        column_.meanings[i].kind = RatingMeaning::Kind::unreadable;
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
    rate_numbers(*scale);
    if (has_words()) rate_words_as(*scale);
    column_.guess =
        Guess{"rating scale", scale->key,
              rules_.scale_is_given ? "given by --scale" : "every export of this maker has it", "--scale", true};
  }

  bool has_words() const {
    return std::ranges::any_of(words_, [](const std::string& word) { return !word.empty(); });
  }

  void rate_numbers(const Scale& scale) {
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (numbers_[i])
        if (const int level = level_on(scale, numbers_[i]->value); level > 0) rate(i, scale, level);
  }

  /// The common words of the column as a set; `places` are their cells.
  WordSetReading read_set(std::vector<std::size_t>& places) const {
    std::vector<SetWord> set;
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (!words_[i].empty() && !is_own(i)) {
        set.push_back({words_[i], *phrases_[i]});
        places.push_back(i);
      }
    return set.empty() ? WordSetReading{} : read_word_set(set);
  }

  /// Words in a column whose numbers have a scale: their level if the words make the same scale, else their sentiment.
  void rate_words_as(const Scale& scale) {
    std::vector<std::size_t> places;
    const WordSetReading set = read_set(places);
    for (std::size_t k = 0; k < places.size(); ++k)
      if (set.scale.level == scale.level && set.levels[k] > 0)
        rate(places[k], scale, set.levels[k]);
      else
        rate_sentiment(places[k], scale, set.sentiments[k]);
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (!words_[i].empty() && is_own(i)) rate_sentiment(i, scale, sentiment_of(class_of(i)));
  }

  /// What a number's words say about it, by the label in its cell or in a column beside.
  void add_label(NumberEvidence& evidence, double value, std::string_view label) const {
    if (label.empty()) return;
    const auto phrase = best_reading(read_rating_word(rating_word(label)), 0);
    if (!phrase || phrase->kind != RatingPhrase::Kind::rated) return;
    if (phrase->family == RatingFamily::promoting) evidence.question = QuestionKind::recommending;
    evidence.labels.emplace(value, phrase->degree);
  }

  NumberEvidence number_evidence() const {
    NumberEvidence evidence;
    evidence.question = asked_for(rules_);
    std::map<std::int64_t, std::int64_t> denominators;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (!numbers_[i]) continue;
      evidence.rows[numbers_[i]->value] += cells_[i].rows;
      if (numbers_[i]->out_of > 0) denominators[numbers_[i]->out_of] += cells_[i].rows;
      evidence.signs = evidence.signs || counted_signs(trim(cells_[i].cell)).has_value();
      add_label(evidence, numbers_[i]->value, rating_label(cells_[i].cell));
    }
    for (const auto& [out_of, rows] : denominators)
      if (evidence.out_of == 0 || rows > denominators[evidence.out_of]) evidence.out_of = out_of;
    for (const auto& [cell, label] : rules_.labels)
      if (const auto number = rating_number(cell)) add_label(evidence, number->value, label);
    for (const std::string* text : {&rules_.header, &rules_.question}) {
      if (evidence.written) break;
      evidence.written = written_scale(*text);
      evidence.where_written = *text;
    }
    evidence.negative_question = is_negative_question(rules_.header);
    evidence.custom = scale_by_custom(rules_.header);
    evidence.blank_cells = rules_.blank_cells;
    return evidence;
  }

  void read_by_evidence() {
    const NumberEvidence evidence = number_evidence();
    if (!evidence.rows.empty()) {
      NumberScale chosen = choose_number_scale(evidence);
      if (chosen.scale) {
        rate_numbers(*chosen.scale);
        for (std::size_t i = 0; i < cells_.size(); ++i)
          if (chosen.zero_is_unrated && numbers_[i] && numbers_[i]->value == 0)
            column_.meanings[i].kind = RatingMeaning::Kind::missing;
      }
      column_.guess = Guess{"rating scale", chosen.scale ? chosen.scale->key : "none", chosen.evidence, "--scale",
                            chosen.scale && chosen.certain};
      column_.remarks = std::move(chosen.remarks);
    }
    if (has_words()) read_words(!evidence.rows.empty());
  }

  void read_words(bool numbers_too) {
    std::vector<std::size_t> places;
    const WordSetReading set = read_set(places);
    const bool own = places.size() < static_cast<std::size_t>(std::ranges::count_if(
                                         words_, [](const std::string& word) { return !word.empty(); }));
    Scale scale = set.scale;
    if (own) {
      // Words of one's own have classes and no order.
      bool middle = false;
      for (std::size_t i = 0; i < cells_.size(); ++i)
        middle = middle || (!words_[i].empty() && class_of(i) == Word::neutral);
      scale = *scale_named(middle ? "1-3" : "good-bad");
      rate_words_as(scale);
    } else {
      for (std::size_t k = 0; k < places.size(); ++k)
        if (set.levels[k] > 0)
          rate(places[k], scale, set.levels[k]);
        else
          rate_sentiment(places[k], scale, set.sentiments[k]);
    }
    if (numbers_too) return;
    std::string evidence;
    std::size_t shown = 0;
    for (const std::string& word : words_)
      if (!word.empty() && shown++ < 8) evidence += (shown == 1 ? "" : ", ") + word;
    column_.guess = Guess{"rating scale", scale.key, "words " + evidence, "--negative, --neutral, --positive", true};
  }

  const std::vector<CountedCell>& cells_;
  const RatingRules& rules_;
  RatingColumn column_;
  std::vector<std::optional<RatingNumber>> numbers_;
  std::vector<std::string> words_;  ///< of cells that are rated by words; else empty
  std::vector<std::optional<RatingPhrase>> phrases_;
};

}  // namespace

RatingColumn read_ratings(const std::vector<CountedCell>& cells, const RatingRules& rules) {
  return Reader(cells, rules).read();
}

}  // namespace dsat::load
