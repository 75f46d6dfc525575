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

/// Memory of the system's own: what is let go of is free for anything, however small the pieces between others were.
class MappedPage {
 public:
  static constexpr std::size_t bytes = std::size_t{1} << 16;

  MappedPage();  ///< throws std::bad_alloc
  MappedPage(MappedPage&& other) noexcept : at_(std::exchange(other.at_, nullptr)) {}
  MappedPage& operator=(MappedPage&& other) noexcept {
    std::swap(at_, other.at_);
    return *this;
  }
  ~MappedPage() { reset(); }
  void reset();
  void* get() const { return at_; }

 private:
  void* at_ = nullptr;
};

/// Numbers that are appended one by one and never move: filling it takes no more memory than there are values, and what
/// was looked at for the last time can be let go of from the front.
template <class Value>
class Pages {
 public:
  std::size_t size() const { return size_; }
  Value operator[](std::size_t at) const { return page(at / page_size)[at % page_size]; }
  void push_back(Value value) {
    if (size_ % page_size == 0) pages_.emplace_back();
    page(pages_.size() - 1)[size_++ % page_size] = value;
  }
  /// Lets go of the memory of values before `at`: they may not be asked for any more.
  void let_go_before(std::size_t at) {
    for (; (let_go_ + 1) * page_size <= at; ++let_go_) pages_[let_go_].reset();
  }

 private:
  static constexpr std::size_t page_size = MappedPage::bytes / sizeof(Value);
  Value* page(std::size_t number) const { return static_cast<Value*>(pages_[number].get()); }

  std::vector<MappedPage> pages_;
  std::size_t size_ = 0, let_go_ = 0;
};

}  // namespace dsat::load
