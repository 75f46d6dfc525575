#include "load/date_text.hpp"

#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The value of a decimal digit of another script; -1 for anything else.
int foreign_digit(char32_t c) {
  // Arabic, Persian, Devanagari, Bengali, Thai, full-width.
  for (const char32_t zero : {U'\u0660', U'\u06F0', U'\u0966', U'\u09E6', U'\u0E50', U'\uFF10'})
    if (c >= zero && c <= zero + 9) return static_cast<int>(c - zero);
  return -1;
}

bool is_blank(char32_t c) {
  return c == U' ' || c == 0x00A0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000;
}

/// Says only in which direction to write, or nothing at all.
bool is_invisible(char32_t c) {
  return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0x061C || c == 0xFEFF;
}

/// What stands behind a number and names it.
enum class Counter { none, year_or_month, day, hour, minute, second };

Counter counter(char32_t c) {
  switch (c) {
    case U'年':
    case U'년':
    case U'月':
    case U'월':
      return Counter::year_or_month;
    case U'日':
    case U'号':
    case U'일':
      return Counter::day;
    case U'時':
    case U'时':
    case U'点':
    case U'點':
    case U'시':
      return Counter::hour;
    case U'分':
    case U'분':
      return Counter::minute;
    case U'秒':
    case U'초':
      return Counter::second;
    default:
      return Counter::none;
  }
}

bool digit_follows(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const char32_t c = next_code_point(text, at);
    if (!is_blank(c)) return foreign_digit(c) >= 0 || (c < 128 && is_digit(static_cast<char>(c)));
  }
  return false;
}

}  // namespace

std::string plain_date_text(std::string_view cell) {
  std::string plain;
  bool skips_blanks = false;
  for (std::size_t at = 0; at < cell.size();) {
    const char32_t c = next_code_point(cell, at);
    if (is_invisible(c) || (skips_blanks && is_blank(c))) continue;
    skips_blanks = false;
    const Counter names = plain.empty() || !is_digit(plain.back()) ? Counter::none : counter(c);
    const bool follows = names != Counter::none && digit_follows(cell, at);
    if (names == Counter::year_or_month) {
      if (follows) plain += '/', skips_blanks = true;
    } else if (names == Counter::day || names == Counter::second) {
      plain += ' ';
    } else if (names == Counter::hour || names == Counter::minute) {
      if (follows)
        plain += ':', skips_blanks = true;
      else
        plain += names == Counter::hour ? ":00 " : " ";
    } else if (const int digit = foreign_digit(c); digit >= 0) {
      plain += static_cast<char>('0' + digit);
    } else if (is_blank(c)) {
      plain += ' ';
    } else if (c > 0xFF00 && c < 0xFF5F) {
      plain += static_cast<char>(c - 0xFEE0);
    } else if (c == 0x060C || c == 0x3001) {
      plain += ',';
    } else {
      append_code_point(plain, c);
    }
  }
  return plain;
}

}  // namespace dsat::load
