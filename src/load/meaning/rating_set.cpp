#include "load/meaning/rating_set.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <set>
#include <span>

namespace dsat::load {
namespace {

Sentiment sentiment_of(int degree) {
  return degree < 0 ? Sentiment::negative : degree > 0 ? Sentiment::positive : Sentiment::neutral;
}

/// The scale of so many steps: one of the known ones where its classes are the same.
Scale steps(std::size_t negative, std::size_t neutral, std::size_t positive) {
  std::vector<Sentiment> level(negative, Sentiment::negative);
  level.insert(level.end(), neutral, Sentiment::neutral);
  level.insert(level.end(), positive, Sentiment::positive);
  for (const char* key : {"good-bad", "1-3", "1-4", "1-5", "1-7"})
    if (Scale known = *scale_named(key); known.level == level) return known;
  Scale scale;
  scale.key = std::to_string(level.size()) + " words";
  scale.level = std::move(level);
  return scale;
}

/// Degrees of the words within their set.
std::vector<int> degrees_of(const std::vector<SetWord>& words) {
  const auto any = [&](auto&& is) { return std::ranges::any_of(words, is, &SetWord::phrase); };
  // `Excellent` is better than `satisfactory`; `very satisfactory` only says that this is the good side.
  const bool better = any([](const RatingPhrase& one) { return one.degree > 0 && !one.mild; });
  const bool has_sides = any([](const RatingPhrase& one) { return one.degree != 0 && one.mild; });
  std::vector<int> degrees;
  for (const SetWord& one : words)
    degrees.push_back(one.phrase.mild && one.phrase.degree == 0 && !better && has_sides ? 3 : one.phrase.degree);
  return degrees;
}

WordSetReading with_levels(Scale scale, const std::vector<int>& degrees, const std::vector<int>& levels) {
  WordSetReading reading{std::move(scale), {}, levels};
  for (std::size_t i = 0; i < degrees.size(); ++i)
    reading.sentiments.push_back(reading.levels[i] > 0
                                     ? reading.scale.level[static_cast<std::size_t>(reading.levels[i] - 1)]
                                     : sentiment_of(degrees[i]));
  return reading;
}

/// A language file's set, if it holds every word, gives each the class that the words present give it, and isn't two
/// opposite words' set of three: these alone are good and bad.
std::optional<WordSetReading> read_as(const RatingWordSet& set, const std::vector<SetWord>& words,
                                      const std::vector<int>& degrees) {
  std::vector<int> levels;
  for (const SetWord& one : words) {
    const auto at = std::ranges::find(set.words, one.word);
    if (at == set.words.end()) return std::nullopt;
    levels.push_back(static_cast<int>(at - set.words.begin()) + 1);
  }
  std::vector<SetWord> whole;
  for (const std::string& word : set.words)
    whole.push_back({word, best_reading(read_rating_word(word), set.language).value_or(RatingPhrase{})});
  std::array<std::size_t, 3> counts{};
  for (const int degree : degrees_of(whole)) ++counts[static_cast<std::size_t>(sentiment_of(degree))];
  Scale scale = set.scale.empty() ? steps(counts[0], counts[1], counts[2]) : *scale_named(set.scale);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (scale.level[static_cast<std::size_t>(levels[i] - 1)] != sentiment_of(degrees[i])) return std::nullopt;
  return with_levels(std::move(scale), degrees, levels);
}

/// The set that is there as a whole, else the first that holds every word.
std::optional<WordSetReading> read_named_set(const std::vector<SetWord>& words, const std::vector<int>& degrees) {
  std::optional<WordSetReading> first;
  for (const RatingWordSet& set : rating_word_sets()) {
    if (first && set.words.size() != words.size()) continue;
    auto reading = read_as(set, words, degrees);
    if (!reading) continue;
    if (set.words.size() == words.size()) return reading;
    if (!first) first = std::move(reading);
  }
  const bool middle = std::ranges::find(degrees, 0) != degrees.end();
  if (first && first->scale.levels() <= 3 && !middle) return std::nullopt;
  return first;
}

/// Steps on the good side of the patterns in use, by degree, the smallest that holds what is seen first: satisfied;
/// satisfied, very satisfied; somewhat, extremely; …
constexpr std::array<std::array<int, 3>, 10> patterns{{
    {3, 0, 0},
    {3, 4, 0},
    {2, 4, 0},
    {2, 5, 0},
    {3, 5, 0},
    {3, 4, 5},
    {2, 3, 5},
    {2, 3, 4},
    {1, 2, 4},
    {1, 2, 5},
}};

std::set<int> pattern_of(const std::set<int>& seen) {
  for (const auto& pattern : patterns) {
    std::set<int> steps_of_pattern(pattern.begin(), pattern.end());
    steps_of_pattern.erase(0);
    if (std::ranges::includes(steps_of_pattern, seen)) return steps_of_pattern;
  }
  return seen;
}

/// True for words whose sides don't mirror each other: `vollkommen, sehr, zufrieden, weniger zufrieden, unzufrieden`,
/// `molto, abbastanza … poco, per niente`. Such a set is its own pattern.
bool is_lopsided(const std::vector<int>& degrees) {
  std::set<int> bad, good, all;
  for (const int degree : degrees)
    if (degree != 0) {
      (degree < 0 ? bad : good).insert(std::abs(degree));
      all.insert(std::abs(degree));
    }
  if (bad.empty() || good.empty() || bad == good) return false;
  const bool has_pattern = std::ranges::any_of(patterns, [&](const auto& pattern) {
    return std::ranges::all_of(all, [&](int one) { return std::ranges::find(pattern, one) != pattern.end(); });
  });
  return !has_pattern || (bad.size() == good.size() && bad.size() > 1);
}

/// Words that differ by degree, the same steps on both sides.
WordSetReading read_both_sides(const std::vector<int>& degrees) {
  std::set<int> seen, all(degrees.begin(), degrees.end());
  for (const int degree : all)
    if (degree != 0) seen.insert(std::abs(degree));
  const std::set<int> side = pattern_of(seen);
  const bool every_other = all.size() == 2 * side.size();
  const bool middle = all.contains(0) || (side.size() > 1 && !every_other);
  std::vector<int> order;
  for (auto degree = side.rbegin(); degree != side.rend(); ++degree) order.push_back(-*degree);
  if (middle) order.push_back(0);
  order.insert(order.end(), side.begin(), side.end());
  std::vector<int> levels;
  for (const int degree : degrees)
    levels.push_back(static_cast<int>(std::ranges::find(order, degree) - order.begin()) + 1);
  if (side.empty()) return with_levels(*scale_named("1-3"), degrees, std::vector<int>(degrees.size(), 2));
  return with_levels(steps(side.size(), middle ? 1 : 0, side.size()), degrees, levels);
}

/// True for sets from `not at all satisfied` to `extremely satisfied`: no opposite word, no middle.
bool is_one_sided(const std::vector<SetWord>& words) {
  bool negated = false, slightly = false, very = false, extremely = false;
  for (const SetWord& one : words) {
    const RatingPhrase& phrase = one.phrase;
    if (phrase.family != words.front().phrase.family || phrase.degree == 0 || phrase.own_degree) return false;
    if (phrase.degree < 0 && !phrase.negated) return false;
    negated = negated || phrase.negated;
    slightly = slightly || phrase.degree == 1;
    very = very || phrase.degree == 4;
    extremely = extremely || phrase.degree == 5;
  }
  return negated || (slightly && very && extremely);
}

/// Four steps, or five where two of them are above `somewhat`, which then is the middle.
WordSetReading read_one_side(const std::vector<int>& degrees) {
  std::set<int> above;
  for (const int degree : degrees)
    if (degree > 2) above.insert(degree);
  const bool somewhat = std::ranges::find(degrees, 2) != degrees.end();
  const bool at_all = std::ranges::find(degrees, -5) != degrees.end();
  const bool slightly_is_little = at_all || above.size() > 1;
  const bool five = above.size() > 1 && (somewhat || slightly_is_little);
  std::vector<int> levels;
  for (const int degree : degrees) {
    const bool little = degree < 0 || (degree == 1 && slightly_is_little);
    if (little)
      levels.push_back(degree <= -4 ? 1 : 2);
    else if (degree <= 2)
      levels.push_back(3);
    else if (!five)
      levels.push_back(degree > *above.begin() || degree > 3 ? 4 : 3);
    else
      levels.push_back(degree == *above.rbegin() ? 5 : 4);
  }
  return with_levels(*scale_named(five ? "1-5" : "1-4"), degrees, levels);
}

/// Words with a degree of their own: as many steps as are seen, and as many on the other side if nothing of it is.
WordSetReading read_what_is_seen(const std::vector<int>& degrees) {
  std::set<int> bad, good;
  bool middle = false;
  for (const int degree : degrees)
    if (degree == 0)
      middle = true;
    else
      (degree < 0 ? bad : good).insert(degree);
  const std::size_t negative = bad.empty() ? good.size() : bad.size();
  const std::size_t positive = good.empty() ? bad.size() : good.size();
  middle = middle || ((bad.empty() || good.empty()) && negative > 1);
  std::vector<int> levels;
  for (const int degree : degrees) {
    const auto place = [&](const std::set<int>& side) {
      return static_cast<int>(std::distance(side.begin(), side.find(degree))) + 1;
    };
    levels.push_back(degree < 0    ? place(bad)
                     : degree == 0 ? static_cast<int>(negative) + 1
                                   : static_cast<int>(negative) + (middle ? 1 : 0) + place(good));
  }
  return with_levels(steps(negative, middle ? 1 : 0, positive), degrees, levels);
}

}  // namespace

WordSetReading read_word_set(const std::vector<SetWord>& words) {
  const std::vector<int> degrees = degrees_of(words);
  const auto all = [&](auto&& is) { return std::ranges::all_of(words, is, &SetWord::phrase); };
  if (all([](const RatingPhrase& one) { return one.family == RatingFamily::promoting; })) {
    std::vector<int> levels;
    for (const int degree : degrees) levels.push_back(static_cast<int>(sentiment_of(degree)) + 1);
    return with_levels(*scale_named("promoters"), degrees, levels);
  }
  if (auto named = read_named_set(words, degrees)) return *std::move(named);
  const bool by_degree = all([](const RatingPhrase& one) {
    return !one.own_degree || (one.family != RatingFamily::quality && one.family != RatingFamily::face);
  });
  if (is_one_sided(words)) {
    const bool two = words.size() <= 2 && std::ranges::all_of(degrees, [](int one) { return one == 3 || one == -3; });
    if (!two) return read_one_side(degrees);
  }
  return by_degree && !is_lopsided(degrees) ? read_both_sides(degrees) : read_what_is_seen(degrees);
}

}  // namespace dsat::load
