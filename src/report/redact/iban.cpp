#include <algorithm>
#include <array>

#include "report/redact/characters.hpp"

namespace dsat::report::redact_detail {
namespace {

/// What follows country and check digits: n digits, a letters, c either, each with how many.
struct Country {
  std::string_view code;
  std::string_view structure;
};

/// The registry of ISO 13616.
constexpr std::array countries = std::to_array<Country>({
    {"AD", "n8c12"}, {"AE", "n19"},    {"AL", "n8c16"},    {"AT", "n16"},      {"AZ", "a4c20"},    {"BA", "n16"},
    {"BE", "n12"},   {"BG", "a4n6c8"}, {"BH", "a4c14"},    {"BI", "n23"},      {"BR", "n23a1c1"},  {"BY", "c4n4c16"},
    {"CH", "n5c12"}, {"CR", "n18"},    {"CY", "n8c16"},    {"CZ", "n20"},      {"DE", "n18"},      {"DJ", "n23"},
    {"DK", "n14"},   {"DO", "c4n20"},  {"EE", "n16"},      {"EG", "n25"},      {"ES", "n20"},      {"FI", "n14"},
    {"FK", "a2n12"}, {"FO", "n14"},    {"FR", "n10c11n2"}, {"GB", "a4n14"},    {"GE", "a2n16"},    {"GI", "a4c15"},
    {"GL", "n14"},   {"GR", "n7c16"},  {"GT", "c24"},      {"HR", "n17"},      {"HU", "n24"},      {"IE", "a4n14"},
    {"IL", "n19"},   {"IQ", "a4n15"},  {"IS", "n22"},      {"IT", "a1n10c12"}, {"JO", "a4n4c18"},  {"KW", "a4c22"},
    {"KZ", "n3c13"}, {"LB", "n4c20"},  {"LC", "a4c24"},    {"LI", "n5c12"},    {"LT", "n16"},      {"LU", "n3c13"},
    {"LV", "a4c13"}, {"LY", "n21"},    {"MC", "n10c11n2"}, {"MD", "c20"},      {"ME", "n18"},      {"MK", "n3c10n2"},
    {"MN", "n16"},   {"MR", "n23"},    {"MT", "a4n5c18"},  {"MU", "a4n19a3"},  {"NI", "a4n20"},    {"NL", "a4n10"},
    {"NO", "n11"},   {"OM", "n3c16"},  {"PK", "a4c16"},    {"PL", "n24"},      {"PS", "a4c21"},    {"PT", "n21"},
    {"QA", "a4c21"}, {"RO", "a4c16"},  {"RS", "n18"},      {"RU", "n14c15"},   {"SA", "n2c18"},    {"SC", "a4n20a3"},
    {"SD", "n14"},   {"SE", "n20"},    {"SI", "n15"},      {"SK", "n20"},      {"SM", "a1n10c12"}, {"SO", "n19"},
    {"ST", "n21"},   {"SV", "a4n20"},  {"TL", "n19"},      {"TN", "n20"},      {"TR", "n6c16"},    {"UA", "n6c19"},
    {"VA", "n18"},   {"VG", "a4n16"},  {"XK", "n16"},      {"YE", "a4n4c18"},
});

/// `nnaac…`, one character for each of the number.
std::string kinds_of(const Country& country) {
  std::string kinds = "aann";
  for (std::size_t at = 0; at < country.structure.size();) {
    const char kind = country.structure[at++];
    std::size_t count = 0;
    while (at < country.structure.size() && country.structure[at] >= '0' && country.structure[at] <= '9')
      count = count * 10 + static_cast<std::size_t>(country.structure[at++] - '0');
    kinds.append(count, kind);
  }
  return kinds;
}

bool fits(char c, char kind) {
  const bool is_digit = c >= '0' && c <= '9';
  return kind == 'c' || is_digit == (kind == 'n');
}

int mod_97(std::string_view compact) {
  int rest = 0;
  const auto add = [&rest](std::string_view part) {
    for (const char c : part) rest = c <= '9' ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
  };
  add(compact.substr(4));
  add(compact.substr(0, 4));
  return rest;
}

bool parts_groups(char32_t c) {
  static constexpr std::u32string_view signs = U" -._\u00A0\u202F\u2011\u200B";
  return c != 0 && signs.find(c) != std::u32string_view::npos;
}

/// 0: neither letter nor digit.
char plain(char32_t c) {
  if (const auto value = digit(c)) return static_cast<char>('0' + *value);
  return is_ascii_letter(c) ? static_cast<char>(c & ~char32_t{0x20}) : '\0';
}

}  // namespace

std::size_t iban_end(const Characters& text, std::size_t at) {
  if (!is_ascii_letter(text[at]) || !is_ascii_letter(text[at + 1])) return 0;
  if (at > 0 && (is_letter(text[at - 1]) || digit(text[at - 1]))) return 0;
  const std::string code{plain(text[at]), plain(text[at + 1])};
  const auto country = std::ranges::find(countries, code, &Country::code);
  if (country == countries.end()) return 0;

  const std::string kinds = kinds_of(*country);
  std::string compact;
  std::size_t here = at;
  for (; compact.size() < kinds.size(); ++here) {
    const char c = plain(text[here]);
    if (c != '\0' && fits(c, kinds[compact.size()]))
      compact += c;
    else if (c != '\0' || compact.size() < 2 || !parts_groups(text[here]) || plain(text[here + 1]) == '\0')
      return 0;
  }
  const bool goes_on = is_letter(text[here]) || digit(text[here]);
  return !goes_on && mod_97(compact) == 1 ? here : 0;
}

}  // namespace dsat::report::redact_detail
