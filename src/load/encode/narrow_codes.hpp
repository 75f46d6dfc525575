#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace dsat::load {

/// Codes that are appended one by one, in as few bytes as the largest needs (1, 2 or 4).
class NarrowCodes {
 public:
  std::size_t size() const { return width_ == 1 ? narrow_.size() : width_ == 2 ? medium_.size() : wide_.size(); }
  std::uint32_t operator[](std::size_t at) const {
    return width_ == 1 ? narrow_[at] : width_ == 2 ? medium_[at] : wide_[at];
  }
  void push_back(std::uint32_t code);
  void reserve(std::size_t size);
  /// Calls `visitor` with the typed vector: the way into a hot loop.
  template <class Visitor>
  decltype(auto) visit(Visitor&& visitor) const {
    return width_ == 1 ? visitor(narrow_) : width_ == 2 ? visitor(medium_) : visitor(wide_);
  }

 private:
  void widen();

  int width_ = 1;
  std::vector<std::uint8_t> narrow_;
  std::vector<std::uint16_t> medium_;
  std::vector<std::uint32_t> wide_;
};

}  // namespace dsat::load
