#include "load/readers/json_check.hpp"

#include <array>
#include <vector>

#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}
bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}
bool is_hex_digit(char byte) {
  return is_digit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/// Goes through a text without recursion: JSON may be nested as deep as it is long.
class Checker {
 public:
  explicit Checker(std::string_view text) : text_(text) {}

  std::optional<JsonError> run() {
    bool value_wanted = true, may_close = false;
    for (;;) {
      skip_blanks();
      if (value_wanted) {
        if (may_close && (next_is('}') || next_is(']'))) {
          if (!close()) return error_;
          value_wanted = may_close = false;
          continue;
        }
        if (in_object() && !member_name()) return error_;
        skip_blanks();
        if (next_is('{') || next_is('[')) {
          nesting_.push_back(text_[at_++] == '{');
          may_close = true;
          continue;
        }
        if (!scalar()) return error_;
        value_wanted = may_close = false;
        continue;
      }
      if (nesting_.empty()) {
        if (at_ < text_.size()) fail("something follows the end of the value");
        return error_;
      }
      if (next_is(',')) {
        ++at_;
        value_wanted = true;
      } else if (!close()) {
        return error_;
      }
    }
  }

 private:
  bool next_is(char byte) const { return at_ < text_.size() && text_[at_] == byte; }
  bool in_object() const { return !nesting_.empty() && nesting_.back(); }
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  bool fail(std::string what) {
    error_ = JsonError{at_, at_ >= text_.size() ? "the text ends within the value" : std::move(what)};
    return false;
  }

  bool close() {
    const char wanted = in_object() ? '}' : ']';
    if (!next_is(wanted)) return fail(std::string("a comma or '") + wanted + "' is missing");
    ++at_;
    nesting_.pop_back();
    return true;
  }

  bool member_name() {
    if (!next_is('"')) return fail("a member name in double quotes is missing");
    if (!string()) return false;
    skip_blanks();
    if (!next_is(':')) return fail("a colon is missing");
    ++at_;
    return true;
  }

  bool scalar() {
    if (next_is('"')) return string();
    constexpr std::array<std::string_view, 3> words = {"true", "false", "null"};
    for (const std::string_view word : words) {
      if (text_.substr(at_, word.size()) == word) {
        at_ += word.size();
        return true;
      }
    }
    return number();
  }

  bool string() {
    ++at_;
    for (; at_ < text_.size(); ++at_) {
      const char byte = text_[at_];
      if (byte == '"') {
        ++at_;
        return true;
      }
      if (static_cast<unsigned char>(byte) < 0x20) return fail("a control character stands in a string");
      if (byte == '\\' && !escape()) return false;
    }
    return fail({});
  }

  bool escape() {
    ++at_;
    if (at_ == text_.size()) return fail({});
    if (text_[at_] != 'u') {
      constexpr std::string_view known = "\"\\/bfnrt";
      return known.find(text_[at_]) != known.npos || fail("no such escape in a string");
    }
    std::optional<unsigned> unit = code_unit();
    if (!unit) return false;
    const bool high = *unit >= 0xD800 && *unit < 0xDC00, low = *unit >= 0xDC00 && *unit < 0xE000;
    if (low) return fail("half of a character (a lone surrogate) stands in a string");
    if (!high) return true;
    if (text_.substr(at_ + 1, 2) != "\\u") return fail("half of a character (a lone surrogate) stands in a string");
    at_ += 2;
    unit = code_unit();
    if (!unit) return false;
    return (*unit >= 0xDC00 && *unit < 0xE000) || fail("half of a character (a lone surrogate) stands in a string");
  }

  /// Four digits behind `u`; ends on the last one.
  std::optional<unsigned> code_unit() {
    unsigned unit = 0;
    for (int digit = 0; digit < 4; ++digit) {
      ++at_;
      if (at_ == text_.size() || !is_hex_digit(text_[at_])) {
        fail("an escape lacks its four digits");
        return std::nullopt;
      }
      const char byte = text_[at_];
      unit = unit * 16 + static_cast<unsigned>(is_digit(byte) ? byte - '0' : (byte | 0x20) - 'a' + 10);
    }
    return unit;
  }

  bool number() {
    const std::size_t begin = at_;
    if (next_is('-')) ++at_;
    if (next_is('0')) {
      ++at_;
    } else if (!digits()) {
      if (at_ == begin) return fail("a value is missing");
      return fail("a number lacks its digits");
    }
    if (next_is('.')) {
      ++at_;
      if (!digits()) return fail("a number lacks its decimals");
    }
    if (next_is('e') || next_is('E')) {
      ++at_;
      if (next_is('+') || next_is('-')) ++at_;
      if (!digits()) return fail("a number lacks its exponent");
    }
    if (at_ < text_.size() && is_digit(text_[at_])) return fail("a number begins with 0");
    return true;
  }

  bool digits() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return at_ != begin;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<bool> nesting_;  ///< true: an object
  std::optional<JsonError> error_;
};

}  // namespace

std::optional<JsonError> find_json_error(std::string_view text) {
  const std::size_t valid = valid_utf8_prefix(text);
  std::optional<JsonError> error = Checker(text.substr(0, valid)).run();
  if (valid < text.size() && (!error || error->at >= valid)) return JsonError{valid, "bytes that aren't UTF-8"};
  return error;
}

std::optional<std::size_t> JsonEnd::find(std::string_view text) {
  while (at_ < text.size()) {
    const char byte = text[at_];
    if (in_string_) {
      if (byte == '\\') {
        if (at_ + 1 == text.size()) return std::nullopt;
        ++at_;
      } else if (byte == '"') {
        in_string_ = false;
      }
    } else if (byte == '"') {
      in_string_ = true;
    } else if (byte == '{' || byte == '[') {
      ++depth_;
    } else if (byte == '}' || byte == ']') {
      --depth_;
      if (depth_ == 0) return at_ + 1;
    }
    ++at_;
  }
  return std::nullopt;
}

}  // namespace dsat::load
