#pragma once
#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "load/source.hpp"

namespace dsat::fuzz {

inline void check(bool right, const char* what) {
  if (!right) throw std::logic_error(what);
}

/// Bytes in memory as a file that is read.
class Memory : public load::ByteStream {
 public:
  explicit Memory(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t count = std::min(size, bytes_.size());
    if (count != 0) std::memcpy(to, bytes_.data(), count);
    bytes_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view bytes_;
};

}  // namespace dsat::fuzz
