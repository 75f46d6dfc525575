#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/analyze/tally.hpp"

/// Points for incentives: weights that a team gives to what it wants more or less of.
namespace dsat::analyze {

/// Something that can earn or cost points.
struct PointKind {
  std::string_view key;  ///< as in the configuration's [points]; underscores and dashes mean the same
  std::string_view help;
  double (*count)(const Tally&);
};

std::span<const PointKind> point_kinds();
/// Nullptr for an unknown key. `negative` is `bad`, `positive` is `good`.
const PointKind* point_kind_named(std::string_view key);

/// One line of a sum of points.
struct PointLine {
  const PointKind* kind = nullptr;
  double count = 0;  ///< whole, unless ratings are split among agents
  double weight = 0;
  double points() const { return count * weight; }
};
/// In the order of point_kinds(); only what has a weight. Unknown keys are passed over: whoever reads the configuration
/// refuses them.
std::vector<PointLine> points_of(const Tally& tally, const std::map<std::string, double>& weights);
double sum(std::span<const PointLine> lines);

}  // namespace dsat::analyze
