#pragma once
#include <cstdint>
#include <optional>

#include "dsat/analyze/dimension.hpp"

namespace dsat::analyze {

/// Channel, topic and week of a row as one number: ratings are exchanged for one another only where it is equal.
class StratumOf {
 public:
  explicit StratumOf(const View& view);
  std::uint32_t operator()(Row row) const;

 private:
  const View& view_;
  Grouping topic_;
  std::optional<Grouping> channel_;
};

}  // namespace dsat::analyze
