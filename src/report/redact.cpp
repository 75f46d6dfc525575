#include "dsat/report/redact.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "dsat/base/calendar.hpp"
#include "dsat/base/text.hpp"

namespace dsat::report {
namespace {

constexpr std::size_t least_bare_digits = 8, least_grouped_digits = 7, longest_gap = 3, longest_iban = 34;

struct Character {
  char32_t code = 0;
  std::size_t begin = 0;  ///< in bytes
};

std::vector<Character> characters_of(std::string_view text) {
  std::vector<Character> characters;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t code = next_code_point(text, at);
    characters.push_back({code, begin});
  }
  return characters;
}

/// The value of a decimal digit: ASCII, full-width, Arabic, Persian, Devanagari, Bengali, Thai.
std::optional<int> digit(char32_t c) {
  for (const char32_t zero : {U'0', U'\uFF10', U'\u0660', U'\u06F0', U'\u0966', U'\u09E6', U'\u0E50'})
    if (c >= zero && c <= zero + 9) return static_cast<int>(c - zero);
  return std::nullopt;
}

bool is_ascii_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Letters of other scripts count as letters; so do a few signs, which does no harm here.
bool is_word(char32_t c) {
  return is_ascii_letter(c) || digit(c) || (c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x3040));
}

bool joins_groups(char32_t c) {
  static constexpr std::u32string_view joining = U" -./()\u00A0\u202F\u2010\u2011\u2012\u2013";
  return joining.find(c) != std::u32string_view::npos;
}

/// Finds what has to go.
class Redactor {
 public:
  explicit Redactor(std::string_view text) : text_(text), all_(characters_of(text)) { find_addresses(); }

  std::string redact() {
    std::size_t at = 0;
    while (at < all_.size()) {
      const Found found = find_at(at);
      if (found.end == 0) {
        ++at;
      } else if (found.label.empty()) {
        at = found.end;
      } else {
        replace(at, found);
        at = found.end;
      }
    }
    out_ += text_.substr(copied_);
    return std::move(out_);
  }

 private:
  /// Characters up to `end`; without a label they are to stay. End 0: nothing begins here.
  struct Found {
    std::size_t end = 0;
    std::string_view label;
  };

  /// Digits with the groups they come in.
  struct Run {
    std::string digits;
    std::vector<std::size_t> groups;   ///< sizes
    std::vector<std::string> between;  ///< what parts them
    std::vector<std::size_t> ends;     ///< where each group ends
    std::size_t end = 0;
  };

  char32_t code(std::size_t at) const { return at < all_.size() ? all_[at].code : 0; }
  std::size_t byte(std::size_t at) const { return at < all_.size() ? all_[at].begin : text_.size(); }

  void replace(std::size_t begin, const Found& found) {
    out_ += text_.substr(copied_, byte(begin) - copied_);
    out_ += found.label;
    copied_ = byte(found.end);
  }

  Found find_at(std::size_t at) {
    while (next_address_ < addresses_.size() && addresses_[next_address_].first < at) ++next_address_;
    if (next_address_ < addresses_.size() && addresses_[next_address_].first == at)
      return {addresses_[next_address_].second, "[e-mail]"};
    if (is_ascii_letter(code(at)) && (at == 0 || !is_word(code(at - 1))))
      if (const std::size_t end = iban_end(at)) return {end, "[IBAN]"};
    if (digit(code(at)) || code(at) == '+' || code(at) == '(') return number_at(at);
    return {};
  }

  static bool is_local(char32_t c) {
    return is_word(c) ||
           (c < 0x80 && std::string_view("._%+-'!#$&*/=?^`{|}~").find(static_cast<char>(c)) != std::string_view::npos &&
            c != 0);
  }

  /// Looks outward from every `@`, so that no character is looked at twice.
  void find_addresses() {
    for (std::size_t sign = 0; sign < all_.size(); ++sign) {
      if (code(sign) != '@' && code(sign) != U'\uFF20') continue;
      const std::size_t least = addresses_.empty() ? 0 : addresses_.back().second;
      std::size_t begin = sign, end = sign + 1, last_dot = 0;
      while (begin > least && is_local(code(begin - 1))) --begin;
      while (is_word(code(end)) || ((code(end) == '-' || code(end) == '.') && is_word(code(end + 1)))) {
        if (code(end) == '.') last_dot = end;
        ++end;
      }
      if (begin < sign && last_dot != 0 && end >= last_dot + 3) addresses_.emplace_back(begin, end);
    }
  }

  /// Country, two check digits, 11 to 30 letters and digits; blanks or dashes may stand between.
  std::size_t iban_end(std::size_t at) const {
    std::string compact;
    std::size_t best = 0;
    for (std::size_t here = at; here < all_.size() && compact.size() < longest_iban; ++here) {
      const char32_t c = code(here);
      if (const auto value = digit(c))
        compact += static_cast<char>('0' + *value);
      else if (is_ascii_letter(c))
        compact += static_cast<char>(c & ~char32_t{0x20});
      else if ((c == ' ' || c == '-' || c == U'\u00A0') && is_word(code(here + 1)))
        continue;
      else
        break;
      if (compact.size() == 4 &&
          !(is_ascii_letter(static_cast<unsigned char>(compact[1])) && digit(static_cast<unsigned char>(compact[2])) &&
            digit(static_cast<unsigned char>(compact[3]))))
        return 0;
      if (compact.size() >= 15 && !is_word(code(here + 1)) && mod_97(compact) == 1) best = here + 1;
    }
    return best;
  }

  static int mod_97(std::string_view compact) {
    int rest = 0;
    const auto add = [&rest](std::string_view part) {
      for (const char c : part) rest = c <= '9' ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
    };
    add(compact.substr(4));
    add(compact.substr(0, 4));
    return rest;
  }

  Run run_at(std::size_t at) const {
    Run run;
    std::size_t here = at;
    if (code(here) == '+') ++here;
    if (code(here) == '(') ++here;
    while (digit(code(here))) {
      const std::size_t begin = here;
      for (auto value = digit(code(here)); value; value = digit(code(++here)))
        run.digits += static_cast<char>('0' + *value);
      run.groups.push_back(here - begin);
      run.ends.push_back(here);
      std::size_t gap = 0;
      while (gap <= longest_gap && joins_groups(code(here + gap))) ++gap;
      if (gap == 0 || gap > longest_gap || !digit(code(here + gap))) break;
      run.between.emplace_back(text_.substr(byte(here), byte(here + gap) - byte(here)));
      here += gap;
    }
    run.end = run.ends.empty() ? at : run.ends.back();
    return run;
  }

  Found number_at(std::size_t at) const {
    const Run run = run_at(at);
    if (run.digits.empty()) return {};
    const bool called = code(at) == '+' || code(at) == '(';
    if (!called && at > 0 && code(at - 1) == '#') return {run.ends.front(), {}};
    if (!called)
      if (const std::size_t groups = harmless_groups(run)) return {run.ends[groups - 1], {}};
    const std::size_t least = run.groups.size() > 1 || called ? least_grouped_digits : least_bare_digits;
    if (run.digits.size() < least) return {run.ends.front(), {}};
    if (run.digits.size() >= 13 && run.digits.size() <= 19 && luhn(run.digits)) return {run.end, "[card]"};
    const bool phone = run.digits.size() <= 15 && (called || run.groups.size() > 1 || run.digits.front() == '0');
    return {run.end, phone ? "[phone]" : "[number]"};
  }

  static bool luhn(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
      const int value = (digits[digits.size() - 1 - i] - '0') * (i % 2 == 1 ? 2 : 1);
      sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
  }

  static int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
  }

  static bool is_year(std::string_view digits) {
    return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
  }

  static bool is_date(std::string_view year, std::string_view month, std::string_view day) {
    return dsat::is_valid({number(year), number(month), number(day)});
  }

  /// How many of the first groups are a date, years, an amount or an address of a machine: they stay.
  static std::size_t harmless_groups(const Run& run) {
    std::vector<std::string_view> group;
    std::size_t begin = 0;
    for (const std::size_t size : run.groups) {
      group.push_back(std::string_view(run.digits).substr(begin, size));
      begin += size;
    }
    const auto parted_by = [&](std::size_t from, std::size_t count, std::string_view signs) {
      for (std::size_t i = from; i < from + count; ++i)
        if (run.between[i].size() != 1 || signs.find(run.between[i][0]) == std::string_view::npos ||
            run.between[i] != run.between[from])
          return false;
      return true;
    };
    if (group.size() >= 3 && parted_by(0, 2, "-./")) {
      const bool short_ends = group[0].size() <= 2 && group[1].size() <= 2;
      // The 30th of February isn't one, but it is no telephone number either.
      if (is_year(group[0]) && group[1].size() <= 2 && group[2].size() <= 2 && number(group[1]) <= 12 &&
          number(group[2]) <= 31)
        return 3;
      if (short_ends && is_year(group[2]) &&
          (is_date(group[2], group[1], group[0]) || is_date(group[2], group[0], group[1])))
        return 3;
    }
    if (group.size() == 2 && is_year(group[0]) && is_year(group[1])) return 2;
    if (group.size() == 1 && group[0].size() == 8 && is_year(group[0].substr(0, 4)) &&
        is_date(group[0].substr(0, 4), group[0].substr(4, 2), group[0].substr(6)))
      return 1;
    if (group.size() == 2 && run.between[0] == "." && group[0][0] != '0') return 2;
    const auto in_thousands = [](std::string_view part) { return part.size() == 3; };
    if (group.size() >= 2 && group[0].size() <= 3 && group[0][0] != '0' && parted_by(0, group.size() - 1, ".") &&
        std::all_of(group.begin() + 1, group.end(), in_thousands))
      return group.size();
    const auto is_octet = [](std::string_view part) { return part.size() <= 3 && number(part) <= 255; };
    if (group.size() == 4 && parted_by(0, 3, ".") && group[0][0] != '0' && std::ranges::all_of(group, is_octet))
      return 4;
    return 0;
  }

  std::string_view text_;
  std::vector<Character> all_;
  std::vector<std::pair<std::size_t, std::size_t>> addresses_;  ///< begin and end, in order
  std::size_t next_address_ = 0;
  std::string out_;
  std::size_t copied_ = 0;
};

}  // namespace

std::string redact(std::string_view text) {
  // Piece by piece: nothing that has to go reaches over a line break, or over a blank between letters.
  constexpr std::size_t enough = 1 << 16;
  const auto ends_piece = [&](std::size_t at) {
    const auto letter = [&](std::size_t place) { return is_ascii_letter(static_cast<unsigned char>(text[place])); };
    return text[at] == '\n' || (text[at] == ' ' && at > 0 && at + 1 < text.size() && letter(at - 1) && letter(at + 1));
  };
  std::string out;
  while (!text.empty()) {
    std::size_t end = std::min(enough, text.size());
    while (end < text.size() && !ends_piece(end)) ++end;
    out += Redactor(text.substr(0, end)).redact();
    text.remove_prefix(end);
  }
  return out;
}

}  // namespace dsat::report
