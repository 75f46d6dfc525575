#include "load/encode/pages.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <iterator>
#include <new>

namespace dsat::load {

MappedPage::MappedPage() : at_(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {
  if (at_ == MAP_FAILED) {
    at_ = nullptr;
    throw std::bad_alloc();
  }
}

void MappedPage::reset() {
  if (at_ != nullptr) munmap(std::exchange(at_, nullptr), bytes);
}

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
