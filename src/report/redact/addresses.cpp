#include <array>
#include <string>

#include "report/redact/characters.hpp"

namespace dsat::report::redact_detail {
namespace {

/// Letters and digits of any script.
bool is_word(char32_t c) {
  return is_letter(c) || digit(c) || (c >= 0x0E00 && c < 0x0E80) || (c >= 0x3040 && c < 0xD800);
}

/// Scripts without blanks end an address of other letters: `メールはann@example.comです`.
bool same_kind(char32_t a, char32_t b) {
  return (a < 0x2E80) == (b < 0x2E80);
}

bool is_local_sign(char32_t c) {
  return c != 0 && c < 0x80 && std::string_view("._%+-'&~").find(static_cast<char>(c)) != std::string_view::npos;
}

class Finder {
 public:
  explicit Finder(const Characters& text) : text_(text) {}

  std::vector<Span> all() {
    for (std::size_t at = 0; at < text_.size(); ++at) {
      std::size_t before = at, after = at + 1;
      const bool is_sign = text_[at] == '@' || text_[at] == U'\uFF20';
      if (!is_sign && !spelled(at, {"at", "ät", "@"}, before, after)) continue;
      if (const Span found = around(before, after); found.end != 0) {
        found_.push_back(found);
        at = found.end - 1;
      }
    }
    return std::move(found_);
  }

 private:
  bool opens(char32_t c) const { return c == '(' || c == '[' || c == '{' || c == '<'; }
  bool closes(char32_t c) const { return c == ')' || c == ']' || c == '}' || c == '>'; }

  /// `(at)`, ` [ at ] `: where it begins and ends with its blanks.
  bool spelled(std::size_t at, std::initializer_list<std::string_view> words, std::size_t& before,
               std::size_t& after) const {
    if (text_[at] == ' ') ++at;
    if (!opens(text_[at])) return false;
    std::size_t here = at + 1;
    while (text_[here] == ' ') ++here;
    for (const std::string_view word : words) {
      const std::size_t length = Characters(word).size();
      if (fold(text_.bytes(here, here + length)) != word) continue;
      std::size_t end = here + length;
      while (text_[end] == ' ') ++end;
      if (!closes(text_[end])) continue;
      before = at;
      after = end + 1;
      if (before > 0 && text_[before - 1] == ' ') --before;
      if (text_[after] == ' ') ++after;
      return true;
    }
    return false;
  }

  /// The address around a sign that covers [before, after).
  Span around(std::size_t before, std::size_t after) const {
    const std::size_t least = found_.empty() ? 0 : found_.back().end;
    std::size_t begin = before;
    while (begin > least && (is_local_sign(text_[begin - 1]) ||
                             (is_word(text_[begin - 1]) && same_kind(text_[begin - 1], text_[before - 1]))))
      --begin;
    while (begin < before && is_local_sign(text_[begin])) ++begin;
    if (begin == before) return {};

    std::size_t end = after, last_dot = 0;
    for (;;) {
      std::size_t dot = end, next = end;
      if (is_word(text_[end]) && (end == after || last_dot == end - 1 || same_kind(text_[end], text_[end - 1]))) {
        ++end;
      } else if ((text_[end] == '-' || text_[end] == '.') && end > after && is_word(text_[end + 1])) {
        if (text_[end] == '.') last_dot = end;
        ++end;
      } else if (end > after && spelled(end, {"dot", "punkt", "point", "punto", "."}, dot, next) &&
                 is_word(text_[next])) {
        last_dot = next - 1;
        end = next;
      } else {
        break;
      }
    }
    const bool has_domain = last_dot != 0 && end >= last_dot + 3 && !digit(text_[last_dot + 1]);
    return has_domain ? Span{begin, end} : Span{};
  }

  const Characters& text_;
  std::vector<Span> found_;
};

}  // namespace

std::vector<Span> find_addresses(const Characters& text) {
  return Finder(text).all();
}

}  // namespace dsat::report::redact_detail
