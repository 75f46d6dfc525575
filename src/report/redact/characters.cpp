#include "report/redact/characters.hpp"

namespace dsat::report::redact_detail {

std::optional<int> digit(char32_t c) {
  for (const char32_t zero : {U'0', U'\uFF10', U'\u0660', U'\u06F0', U'\u0966', U'\u09E6', U'\u0E50'})
    if (c >= zero && c <= zero + 9) return static_cast<int>(c - zero);
  return std::nullopt;
}

bool is_ascii_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_letter(char32_t c) {
  if (digit(c)) return false;
  const bool without_blanks = (c >= 0x0E00 && c < 0x0E80) || (c >= 0x2000 && c < 0xD7FF + 1) || c >= 0xF900;
  return is_ascii_letter(c) || (c >= 0xC0 && c != 0xD7 && c != 0xF7 && !without_blanks);
}

Characters::Characters(std::string_view text) : text_(text) {
  all_.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t code = next_code_point(text, at);
    all_.push_back({code, begin});
  }
}

}  // namespace dsat::report::redact_detail
