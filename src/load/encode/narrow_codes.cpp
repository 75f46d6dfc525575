#include "load/encode/narrow_codes.hpp"

#include <limits>

namespace dsat::load {

void NarrowCodes::widen() {
  if (width_ == 1) {
    medium_.reserve(narrow_.capacity());
    medium_.assign(narrow_.begin(), narrow_.end());
    narrow_ = {};
  } else {
    wide_.reserve(medium_.capacity());
    wide_.assign(medium_.begin(), medium_.end());
    medium_ = {};
  }
  width_ *= 2;
}

void NarrowCodes::push_back(std::uint32_t code) {
  if (width_ == 1 && code > std::numeric_limits<std::uint8_t>::max()) widen();
  if (width_ == 2 && code > std::numeric_limits<std::uint16_t>::max()) widen();
  if (width_ == 1)
    narrow_.push_back(static_cast<std::uint8_t>(code));
  else if (width_ == 2)
    medium_.push_back(static_cast<std::uint16_t>(code));
  else
    wide_.push_back(code);
}

void NarrowCodes::reserve(std::size_t size) {
  narrow_.reserve(size);
}

}  // namespace dsat::load
