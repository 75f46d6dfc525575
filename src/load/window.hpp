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

/// Some text in memory of its own. Some bytes behind it may be read (not meaning anything), as JSON parsers do.
class TextBlock {
 public:
  std::string_view text() const { return {memory_.get() + begin_, end_ - begin_}; }

 private:
  friend class Window;
  static constexpr std::size_t padding = 64;

  /// Makes room for `size` bytes, of which `text` are the first.
  void begin_with(std::string_view text, std::size_t size) {
    if (size > capacity_) {
      std::unique_ptr<char[]> larger(new char[size + padding]);
      if (!text.empty()) std::memcpy(larger.get(), text.data(), text.size());
      memory_ = std::move(larger);
      capacity_ = size;
    } else if (!text.empty()) {
      std::memmove(memory_.get(), text.data(), text.size());
    }
    begin_ = 0;
    end_ = text.size();
  }

  std::unique_ptr<char[]> memory_;
  std::size_t capacity_ = 0, begin_ = 0, end_ = 0;
};

/// The text of a file, a piece of it at a time.
class Window {
 public:
  explicit Window(Decoder decoder) : decoder_(std::move(decoder)) {}

  /// What was read and not dropped; some bytes behind it may be read.
  std::string_view text() const { return block_.text(); }
  bool last() const { return last_; }
  void drop(std::size_t size) {
    block_.begin_ += size;
    offset_ += size;
  }
  /// Gives the first `size` bytes away, with the memory they are in; takes that of `to` for it.
  void cut(std::size_t size, TextBlock& to) {
    const std::string_view rest = text().substr(size);
    to.begin_with(rest, rest.size());
    std::swap(block_, to);
    to.end_ = to.begin_ + size;
    offset_ += size;
  }
  /// Takes up to `size` bytes (at least 16) off the text, read on where that isn't enough; fewer at its end only.
  std::size_t take(char* to, std::size_t size) {
    const std::size_t from_text = std::min(size, text().size());
    if (from_text != 0) std::memcpy(to, text().data(), from_text);
    drop(from_text);
    constexpr std::size_t least = 16;
    if (last_ || size - from_text < least) return from_text;
    const std::size_t read = decoder_.read(to + from_text, size - from_text);
    last_ = read < size - from_text;
    offset_ += read;
    return from_text + read;
  }
  bool at_end() const { return last_ && text().empty(); }
  /// Where text() begins in the file, once decoded.
  std::uint64_t offset() const { return offset_; }
  const Decoder& decoder() const { return decoder_; }

  /// Reads on, keeping what is in text(), until that is twice as long and at least `size`.
  void more(std::size_t size) {
    size = std::max(size, 2 * text().size());
    block_.begin_with(text(), size);
    const std::size_t wanted = size - block_.end_;
    const std::size_t got = decoder_.read(block_.memory_.get() + block_.end_, wanted);
    block_.end_ += got;
    last_ = got < wanted;
  }

 private:
  Decoder decoder_;
  TextBlock block_;
  std::uint64_t offset_ = 0;
  bool last_ = false;
};

}  // namespace dsat::load
