#pragma once
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

/// Memory that is filled once, from the front.
namespace dsat::load {

/// Bytes that stay where they are once they were added.
class Arena {
 public:
  /// Room for `size` bytes.
  char* take(std::size_t size);
  /// Takes over what another one holds.
  void adopt(Arena&& other);

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;
  std::size_t free_size_ = 0;
};

/// Values that are appended one by one and never move: filling it takes no more memory than there are values, and what
/// was looked at for the last time can be let go of from the front.
template <class Value>
class Pages {
 public:
  std::size_t size() const { return size_; }
  Value operator[](std::size_t at) const { return pages_[at / page_size][at % page_size]; }
  void push_back(Value value) {
    if (size_ % page_size == 0) pages_.emplace_back(new Value[page_size]);
    pages_.back()[size_++ % page_size] = value;
  }
  /// Lets go of the memory of values before `at`: they may not be asked for any more.
  void let_go_before(std::size_t at) {
    for (; (let_go_ + 1) * page_size <= at; ++let_go_) pages_[let_go_].reset();
  }

 private:
  static constexpr std::size_t page_size = std::size_t{1} << 13;
  std::vector<std::unique_ptr<Value[]>> pages_;
  std::size_t size_ = 0, let_go_ = 0;
};

}  // namespace dsat::load
