#include "load/readers/json_repair.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

namespace dsat::load {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::size_t escape_size = 6;  // \uXXXX

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

/// The code unit of the escape at `at`; nothing if there is none.
std::optional<unsigned> code_unit(std::string_view text, std::size_t at) {
  if (text.size() < at + escape_size || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  const char* const end = text.data() + at + escape_size;
  if (std::from_chars(text.data() + at + 2, end, unit, 16).ptr != end) return std::nullopt;
  return unit;
}
bool is_high(std::optional<unsigned> unit) {
  return unit && *unit >= 0xD800 && *unit < 0xDC00;
}
bool is_low(std::optional<unsigned> unit) {
  return unit && *unit >= 0xDC00 && *unit < 0xE000;
}

/// True for a whole number, as JSON writes it, that no 64 bits hold.
bool is_too_large(std::string_view number) {
  const std::string_view magnitude = number.substr(number.starts_with('-') ? 1 : 0);
  if (magnitude.empty() || magnitude.front() == '0') return false;
  std::uint64_t large = 0;
  std::int64_t small = 0;
  const char* const end = number.data() + number.size();
  if (number.starts_with('-')) return std::from_chars(number.data(), end, small).ec == std::errc::result_out_of_range;
  return std::from_chars(number.data(), end, large).ec == std::errc::result_out_of_range;
}

class Repairer {
 public:
  explicit Repairer(std::string_view text) : text_(text) {}

  RepairedJson run() {
    while (at_ < text_.size()) {
      if (text_[at_] == '"') {
        string();
      } else if (is_digit(text_[at_]) || text_[at_] == '-') {
        number();
      } else {
        ++at_;
      }
    }
    if (repaired_.changed) repaired_.text += text_.substr(kept_);
    return std::move(repaired_);
  }

 private:
  void put(std::size_t size, std::string_view instead) {
    repaired_.text += text_.substr(kept_, at_ - kept_);
    repaired_.text += instead;
    repaired_.changed = true;
    at_ += size;
    kept_ = at_;
  }

  void string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"';) {
      if (text_[at_] != '\\') {
        ++at_;
        continue;
      }
      const auto unit = code_unit(text_, at_);
      if (is_high(unit) && is_low(code_unit(text_, at_ + escape_size))) {
        at_ += 2 * escape_size;
      } else if (is_high(unit) || is_low(unit)) {
        repaired_.halves.push_back(at_);
        put(escape_size, "\\ufffd");
      } else {
        at_ += 2;
      }
    }
    ++at_;
  }

  void number() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    const std::string_view digits = text_.substr(at_, end - at_);
    const bool stands_alone =
        (at_ == 0 || std::string_view(",:[ \t\r\n").find(text_[at_ - 1]) != std::string_view::npos) &&
        (end == text_.size() || std::string_view(",]} \t\r\n").find(text_[end]) != std::string_view::npos);
    // A member's name isn't a number, however large.
    const std::size_t next = text_.find_first_not_of(blanks, end);
    const bool is_name = next != std::string_view::npos && text_[next] == ':';
    if (stands_alone && !is_name && is_too_large(digits)) {
      put(digits.size(), '"' + std::string(digits) + '"');
    } else {
      // What follows of it, such as decimals, is no number of its own.
      at_ = end;
      while (at_ < text_.size() &&
             (is_digit(text_[at_]) || std::string_view(".eE+-").find(text_[at_]) != std::string_view::npos))
        ++at_;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0, kept_ = 0;
  RepairedJson repaired_;
};

}  // namespace

RepairedJson repair_json(std::string_view text) {
  return Repairer(text).run();
}

}  // namespace dsat::load
