#include "load/encode/pages.hpp"

#include <algorithm>
#include <iterator>

namespace dsat::load {

char* Arena::take(std::size_t size) {
  constexpr std::size_t block_size = std::size_t{1} << 16;
  if (size > free_size_) {
    const std::size_t room = std::max(size, block_size);
    blocks_.emplace_back(new char[room]);
    free_ = blocks_.back().get();
    free_size_ = room;
  }
  free_size_ -= size;
  return std::exchange(free_, free_ + size);
}

void Arena::adopt(Arena&& other) {
  std::move(other.blocks_.begin(), other.blocks_.end(), std::back_inserter(blocks_));
  other = Arena();
}

}  // namespace dsat::load
