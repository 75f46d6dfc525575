#include "dsat/data/scale.hpp"

#include <algorithm>

#include "dsat/base/number.hpp"

namespace dsat {
namespace {

/// `negative` levels, then `neutral`, then `positive` ones.
Scale made_of(std::string key, int negative, int neutral, int positive, double first_score = 1, bool is_nps = false) {
  Scale scale{std::move(key), {}, is_nps, first_score};
  scale.level.insert(scale.level.end(), negative, Sentiment::negative);
  scale.level.insert(scale.level.end(), neutral, Sentiment::neutral);
  scale.level.insert(scale.level.end(), positive, Sentiment::positive);
  return scale;
}

/// The same steps with the export's numbers the other way round.
Scale mirrored(Scale scale) {
  scale.first_score += static_cast<double>(scale.levels()) - 1;
  scale.best_is_lowest = true;
  return scale;
}

const std::vector<Scale>& table() {
  static const std::vector<Scale> scales = {
      made_of("good-bad", 1, 0, 1),            // thumbs, yes and no
      made_of("0-1", 1, 0, 1, 0),              // the same as numbers
      made_of("1-2", 1, 0, 1),                 // Zendesk's two steps
      made_of("1-3", 1, 1, 1),                 // great / okay / not good
      made_of("1-4", 2, 0, 2),                 // no middle
      made_of("1-5", 2, 1, 2),                 // stars, faces
      made_of("-2-2", 2, 1, 2, -2),            // Refiner, rox.chat
      made_of("1-7", 3, 1, 3),                 // customer effort
      made_of("1-10", 3, 4, 3),                // CSAT on ten steps
      made_of("0-10", 4, 4, 3, 0),             // the same with 0, asked as anything but recommending
      made_of("nps", 7, 2, 2, 0, true),        // the NPS question: detractors, passives, promoters
      made_of("promoters", 1, 1, 1, 1, true),  // the same in words
      mirrored(made_of("5-1", 2, 1, 2)),       // 1 is best
      mirrored(made_of("6-1", 2, 1, 3)),       // school grades
      made_of("freshdesk", 3, 1, 3),           // codes -103 … -101, 100, 101 … 103
      made_of("sentiment", 1, 1, 1),           // a category column: negative, neutral, positive
  };
  return scales;
}

}  // namespace

std::string_view name_of(Sentiment sentiment) {
  switch (sentiment) {
    case Sentiment::negative:
      return "negative";
    case Sentiment::neutral:
      return "neutral";
    case Sentiment::positive:
      return "positive";
    case Sentiment::unreadable:
      return "unreadable";
  }
  return "";
}

bool Scale::has_neutral() const {
  return std::ranges::find(level, Sentiment::neutral) != level.end();
}

std::span<const Scale> known_scales() {
  return table();
}

std::optional<Scale> scale_named(std::string_view key) {
  for (const Scale& scale : table())
    if (scale.key == key) return scale;
  const std::size_t dash = key.find('-', 1);
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = parse_integer(key.substr(0, dash)), last = parse_integer(key.substr(dash + 1));
  if (!first || !last || *first == *last || std::max(*first, *last) - std::min(*first, *last) > 100)
    return std::nullopt;
  if (*first > *last) {
    // `7-1` has the steps of `1-7`.
    auto other = scale_named(std::to_string(*last) + "-" + std::to_string(*first));
    if (!other) return std::nullopt;
    other->key = key;
    return mirrored(std::move(*other));
  }
  const int levels = static_cast<int>(*last - *first) + 1;
  const int outer = levels == 2 ? 1 : levels == 4 ? 2 : levels / 3 + (levels % 3 == 2 ? 1 : 0);
  return made_of(std::string(key), outer, levels - 2 * outer, outer, static_cast<double>(*first));
}

}  // namespace dsat
