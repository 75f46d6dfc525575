#include "dsat/analyze/points.hpp"

#include <algorithm>
#include <array>

#include "dsat/base/text.hpp"

namespace dsat::analyze {
namespace {

template <std::int64_t Tally::*count>
double counted(const Tally& tally) {
  return static_cast<double>(tally.*count) / static_cast<double>(tally.parts);
}

/// Ratings but for those that a challenge took off: these earn and cost nothing.
template <std::int64_t Tally::*count, std::int64_t Challenged::*off>
double standing(const Tally& tally) {
  return static_cast<double>(tally.*count - tally.overturned.*off) / static_cast<double>(tally.parts);
}

double overturned(const Tally& tally) {
  return static_cast<double>(tally.overturned.all()) / static_cast<double>(tally.parts);
}

std::string plain(std::string_view key) {
  std::string folded = fold(key);
  std::ranges::replace(folded, '_', '-');
  std::ranges::replace(folded, ' ', '-');
  if (folded == "negative") folded = "bad";
  if (folded == "positive") folded = "good";
  if (folded == "reopened" || folded == "reopens") folded = "reopen";
  return folded;
}

}  // namespace

std::span<const PointKind> point_kinds() {
  static constexpr std::array all = {
      PointKind{"good", "a positive rating", standing<&Tally::positive, &Challenged::positive>},
      PointKind{"neutral", "a neutral rating", standing<&Tally::neutral, &Challenged::neutral>},
      PointKind{"bad", "a negative rating that wasn't overturned", standing<&Tally::negative, &Challenged::negative>},
      PointKind{"overturned", "a rating overturned after a challenge", overturned},
      PointKind{"comment", "a rating with a comment", counted<&Tally::commented>},
      PointKind{"solved", "a solved ticket", counted<&Tally::solved>},
      PointKind{"one-touch", "a ticket solved with one reply and never reopened", counted<&Tally::one_touch>},
      PointKind{"reopen", "a solved ticket that was reopened", counted<&Tally::reopened>},
      PointKind{"repeat-contact", "a solved ticket whose customer wrote again within 7 days",
                counted<&Tally::repeated>},
      PointKind{"sla-breach", "a ticket that broke its service level", counted<&Tally::sla_breached>},
  };
  return all;
}

const PointKind* point_kind_named(std::string_view key) {
  const auto found = std::ranges::find(point_kinds(), plain(key), &PointKind::key);
  return found == point_kinds().end() ? nullptr : &*found;
}

std::vector<PointLine> points_of(const Tally& tally, const std::map<std::string, double>& weights) {
  std::vector<PointLine> lines;
  for (const PointKind& kind : point_kinds())
    for (const auto& [key, weight] : weights)
      if (point_kind_named(key) == &kind) lines.push_back({&kind, kind.count(tally), weight});
  return lines;
}

double sum(std::span<const PointLine> lines) {
  double points = 0;
  for (const PointLine& line : lines) points += line.points();
  return points;
}

}  // namespace dsat::analyze
