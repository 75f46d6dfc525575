#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "load/decode.hpp"

namespace dsat::load {

/// The text of a file, a piece of it at a time.
class Window {
 public:
  explicit Window(Decoder decoder) : decoder_(std::move(decoder)) {}

  /// What was read and not dropped. Some bytes behind it may be read (not meaning anything), as JSON parsers do.
  std::string_view text() const { return {buffer_.get() + begin_, end_ - begin_}; }
  bool last() const { return last_; }
  void drop(std::size_t size) {
    begin_ += size;
    offset_ += size;
  }
  /// Where text() begins in the file, once decoded.
  std::uint64_t offset() const { return offset_; }
  const Decoder& decoder() const { return decoder_; }

  /// Reads on, keeping what is in text(), until that is twice as long and at least `size`.
  void more(std::size_t size) {
    const std::size_t have = end_ - begin_;
    size = std::max(size, 2 * have);
    if (size > capacity_) {
      std::unique_ptr<char[]> larger(new char[size + padding]);
      if (have != 0) std::memcpy(larger.get(), buffer_.get() + begin_, have);
      buffer_ = std::move(larger);
      capacity_ = size;
    } else if (have != 0) {
      std::memmove(buffer_.get(), buffer_.get() + begin_, have);
    }
    begin_ = 0;
    end_ = have + decoder_.read(buffer_.get() + have, capacity_ - have);
    last_ = end_ < capacity_;
  }

 private:
  static constexpr std::size_t padding = 64;

  Decoder decoder_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0, begin_ = 0, end_ = 0;
  std::uint64_t offset_ = 0;
  bool last_ = false;
};

}  // namespace dsat::load
