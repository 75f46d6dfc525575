#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/base/text.hpp"

/// A text by characters, for those who look for what has to go.
namespace dsat::report::redact_detail {

/// Digits of ASCII, full-width, Arabic, Persian, Devanagari, Bengali and Thai have a value.
std::optional<int> digit(char32_t c);
/// A letter of a script that puts blanks between words. Kana, Han, Hangul and Thai stand beside a number as a blank
/// would.
bool is_letter(char32_t c);
bool is_ascii_letter(char32_t c);

/// Characters from `begin` up to `end` that have to go.
struct Span {
  std::size_t begin = 0, end = 0;
};

class Characters {
 public:
  explicit Characters(std::string_view text);

  std::size_t size() const { return all_.size(); }
  /// 0 beyond the ends.
  char32_t operator[](std::size_t at) const { return at < all_.size() ? all_[at].code : 0; }
  std::string_view bytes(std::size_t begin, std::size_t end) const {
    return text_.substr(byte(begin), byte(end) - byte(begin));
  }

 private:
  struct Character {
    char32_t code = 0;
    std::size_t begin = 0;
  };
  std::size_t byte(std::size_t at) const { return at < all_.size() ? all_[at].begin : text_.size(); }

  std::string_view text_;
  std::vector<Character> all_;
};

/// All e-mail addresses, also `ann(at)example.com` and `ann [at] example [dot] com`, in order.
std::vector<Span> find_addresses(const Characters& text);
/// Where an IBAN that begins at `at` ends: a known country, its structure and length, check digits that hold, and
/// neither letter nor digit at its ends. 0: none.
std::size_t iban_end(const Characters& text, std::size_t at);

struct Number {
  enum class Kind { harmless, phone, card };
  Kind kind = Kind::harmless;
  std::size_t end = 0;  ///< harmless: where to look on
};
/// What stands at a digit, `+` or `(`.
Number number_at(const Characters& text, std::size_t at);

}  // namespace dsat::report::redact_detail
