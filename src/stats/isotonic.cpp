#include "dsat/stats/isotonic.hpp"

#include <cstddef>

namespace dsat::stats {

std::vector<double> isotonic(std::span<const double> values, std::span<const double> weights) {
  if (!weights.empty() && weights.size() != values.size()) return {};
  struct Block {
    double mean;
    double weight;
    std::size_t size;
  };
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < values.size(); ++i) {
    Block block{values[i], weights.empty() ? 1 : weights[i], 1};
    while (!blocks.empty() && blocks.back().mean >= block.mean) {
      const Block& last = blocks.back();
      const double weight = last.weight + block.weight;
      block = {(last.weight * last.mean + block.weight * block.mean) / weight, weight, last.size + block.size};
      blocks.pop_back();
    }
    blocks.push_back(block);
  }
  std::vector<double> fitted;
  fitted.reserve(values.size());
  for (const Block& block : blocks) fitted.insert(fitted.end(), block.size, block.mean);
  return fitted;
}

}  // namespace dsat::stats
