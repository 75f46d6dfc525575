#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dsat {

/// What a customer's answer says; unreadable: there is an answer, and what it says isn't understood.
enum class Sentiment : std::uint8_t { negative, neutral, positive, unreadable };
std::string_view name_of(Sentiment sentiment);

/// An ordinal rating scale: levels 1…L from worst to best, each with its sentiment.
struct Scale {
  std::string key;               ///< `good-bad`, `1-3`, `1-5`, `5-1`, `1-10`, `nps`, `freshdesk`, `sentiment`, …
  std::vector<Sentiment> level;  ///< sentiment of level i + 1
  bool is_nps = false;           ///< asked as recommending: promoters, passives, detractors
  double first_score = 1;        ///< the export's number for level 1 (0 for 0–10), where scores are consecutive
  bool best_is_lowest = false;   ///< the export's numbers fall as levels rise: 1 is best

  std::size_t levels() const { return level.size(); }
  /// The export's number for a level.
  double score(int of_level) const { return first_score + (best_is_lowest ? 1 - of_level : of_level - 1); }
  bool has_neutral() const;
  bool operator==(const Scale&) const = default;
};

/// The scales dsat knows, in the order of docs/measures.md.
std::span<const Scale> known_scales();
/// A known scale, or a numeric one made from `A-B` (thirds: lowest negative, highest positive, as 1–7 and 1–10 do),
/// worst first: in `5-1` 1 is best. Nothing when the name isn't a scale.
std::optional<Scale> scale_named(std::string_view key);

}  // namespace dsat
