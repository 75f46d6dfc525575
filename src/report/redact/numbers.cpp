#include <algorithm>
#include <array>
#include <ranges>

#include "dsat/base/calendar.hpp"
#include "report/redact/characters.hpp"
#include "report/redact/surroundings.hpp"

namespace dsat::report::redact_detail {
namespace {

// The longest gap between groups is ` (0) ` without its digit; more digits or groups than these are no number of ours.
constexpr std::size_t longest_gap = 3, most_digits = 32, most_groups = 12;

bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060;
}

bool joins_groups(char32_t c) {
  static constexpr std::u32string_view joining = U" -./()_\u00A0\u202F\u2010\u2011\u2012\u2013";
  return c != 0 && (joining.find(c) != std::u32string_view::npos || is_invisible(c));
}

bool is_blank(std::string_view gap) {
  return gap.find_first_of(" (") != gap.npos || gap.find("\u00A0") != gap.npos || gap.find("\u202F") != gap.npos;
}

/// Digits with the groups they come in.
struct Run {
  bool plus = false, bracket = false;  ///< begins with `+`; has an area code in brackets
  std::string digits;
  std::vector<std::string_view> groups;
  std::vector<std::string> between;  ///< what parts them
  std::vector<std::size_t> ends;     ///< where each group ends, in the text
};

Run run_at(const Characters& text, std::size_t at) {
  Run run;
  std::size_t here = at;
  const bool opened = text[here] == '(';
  if (opened) ++here;
  if (text[here] == '+') {
    run.plus = true;
    ++here;
    while (text[here] == ' ' || text[here] == '(') ++here;
  }
  std::vector<std::size_t> sizes;
  while (digit(text[here])) {
    const std::size_t begin = here;
    for (auto value = digit(text[here]); value; value = digit(text[++here]))
      run.digits += static_cast<char>('0' + *value);
    sizes.push_back(here - begin);
    run.ends.push_back(here);
    if (run.digits.size() > most_digits || sizes.size() == most_groups) break;
    std::size_t gap = 0;
    while (gap <= longest_gap && joins_groups(text[here + gap])) ++gap;
    if (gap == 0 || gap > longest_gap || !digit(text[here + gap])) break;
    run.between.emplace_back(text.bytes(here, here + gap));
    if (run.between.back().find(')') != std::string::npos && (opened || sizes.size() > 1)) run.bracket = true;
    here += gap;
  }
  std::size_t from = 0;
  for (const std::size_t size : sizes) {
    run.groups.push_back(std::string_view(run.digits).substr(from, size));
    from += size;
  }
  return run;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits.substr(0, 9)) value = value * 10 + (c - '0');
  return value;
}

bool is_year(std::string_view digits) {
  return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

/// The first `count` groups.
struct Start {
  const Run& run;
  std::size_t count;

  std::size_t digits() const {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += run.groups[i].size();
    return sum;
  }
  /// Parted by one and the same of these signs.
  bool parted_by(std::string_view signs) const {
    for (std::size_t i = 0; i + 1 < count; ++i)
      if (run.between[i].size() != 1 || signs.find(run.between[i][0]) == signs.npos || run.between[i] != run.between[0])
        return false;
    return true;
  }
  /// The next group is parted from it in the same way as its own are.
  bool goes_on() const { return count < run.groups.size() && (count == 1 || run.between[count - 1] == run.between[0]); }
};

bool is_date(const Run& run) {
  if (run.groups.size() < 3 || !Start{run, 3}.parted_by("-./")) return false;
  const auto& group = run.groups;
  const auto is_day = [](std::string_view a, std::string_view b) {
    const int one = number(a), other = number(b);
    return a.size() <= 2 && b.size() <= 2 && one >= 1 && other >= 1 && std::min(one, other) <= 12 &&
           std::max(one, other) <= 31;
  };
  if (is_year(group[0]) && is_day(group[1], group[2])) return true;
  if (is_year(group[2]) && is_day(group[0], group[1])) return true;
  return group[2].size() == 2 && is_day(group[0], group[1]) && !Start{run, 3}.goes_on();
}

/// 10 or 13 digits with the check digit of a book.
bool is_isbn(const Run& run, char32_t after) {
  std::string digits = run.digits;
  if (digits.size() == 9 && (after == 'X' || after == 'x')) digits += 'X';
  int sum = 0;
  if (digits.size() == 13 && (digits.starts_with("978") || digits.starts_with("979"))) {
    for (std::size_t i = 0; i < 13; ++i) sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
    return sum % 10 == 0;
  }
  if (digits.size() != 10 || run.groups.size() != 4 || run.groups.back().size() != 1) return false;
  for (int i = 0; i < 10; ++i) {
    const char c = digits[static_cast<std::size_t>(i)];
    sum += (c == 'X' ? 10 : c - '0') * (10 - i);
  }
  return sum % 11 == 0;
}

/// How many of the first groups are a date, years, an amount, a book or an address of a machine: they stay.
std::size_t harmless_groups(const Run& run, char32_t after) {
  const auto& group = run.groups;
  const Start all{run, group.size()};
  if (is_isbn(run, after)) return group.size();
  if (is_date(run)) return 3;
  std::size_t years = 0;
  while (years < group.size() && is_year(group[years])) ++years;
  if (years >= 2) return years;
  if (group.size() == 1 && group[0].size() == 8 && is_year(group[0].substr(0, 4)) &&
      is_valid({number(group[0].substr(0, 4)), number(group[0].substr(4, 2)), number(group[0].substr(6))}))
    return 1;
  if (group.size() == 2 && run.between[0] == "." && (group[0][0] != '0' || group[0].size() == 1)) return 2;
  const auto in_thousands = [](std::string_view part) { return part.size() == 3; };
  if (group.size() >= 2 && group[0].size() <= 3 && group[0][0] != '0' && all.parted_by(".") &&
      std::all_of(group.begin() + 1, group.end(), in_thousands))
    return group.size();
  const auto is_octet = [](std::string_view part) { return part.size() <= 3 && number(part) <= 255; };
  if (group.size() == 4 && all.parted_by(".") && group[0][0] != '0' && std::ranges::all_of(group, is_octet)) return 4;
  return 0;
}

bool luhn(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int value = (digits[digits.size() - 1 - i] - '0') * (i % 2 == 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

/// Whose cards begin so, and how long they are.
struct Issuer {
  int least, most;  ///< the first digits lie between
  std::size_t shortest, longest;
};

constexpr std::array issuers = std::to_array<Issuer>({
    {34, 34, 15, 15},
    {37, 37, 15, 15},
    {300, 305, 14, 14},
    {36, 36, 14, 14},
    {38, 39, 14, 14},
    {4, 4, 16, 16},
    {4, 4, 19, 19},
    {4, 4, 13, 13},
    {51, 55, 16, 16},
    {2221, 2720, 16, 16},
    {2200, 2204, 16, 19},
    {3528, 3589, 16, 19},
    {50, 50, 16, 19},
    {56, 58, 16, 19},
    {60, 65, 16, 19},
    {67, 67, 16, 19},
    {81, 82, 16, 19},
    {9792, 9792, 16, 16},
});

bool is_card(std::string_view digits) {
  const auto issued = [&](const Issuer& issuer) {
    const std::size_t length = std::to_string(issuer.most).size();
    const int first = number(digits.substr(0, length));
    return first >= issuer.least && first <= issuer.most && digits.size() >= issuer.shortest &&
           digits.size() <= issuer.longest;
  };
  return digits.size() >= 13 && luhn(digits) && std::ranges::any_of(issuers, issued);
}

/// Cards come whole, in fours, or as 4-6-5 and 4-6-4.
std::size_t card_groups(const Run& run) {
  for (std::size_t count = run.groups.size(); count > 0; --count) {
    const Start start{run, count};
    const auto digits = std::string_view(run.digits).substr(0, start.digits());
    const bool plain = count == 1 || run.groups[0].size() == 4;
    if (plain && !(start.goes_on() && count > 1) && is_card(digits)) return count;
  }
  return 0;
}

}  // namespace
namespace {

/// Without the code of a country: groups as people write them where they live.
bool has_national_shape(const Run& run, std::size_t count) {
  const Start start{run, count};
  const std::size_t digits = start.digits();
  const auto& group = run.groups;
  if (digits < 9 || digits > 12 || start.goes_on()) return false;
  const auto sizes_are = [&](std::initializer_list<std::size_t> sizes) {
    return std::ranges::equal(sizes, group | std::views::take(count), {}, {}, &std::string_view::size);
  };
  const bool trunk = group[0][0] == '0' && run.digits[1] != '0';
  if (run.bracket && count > 1) return !is_year(group[0]);
  if (count == 1) return trunk ? digits <= 11 : digits == 11 && group[0].starts_with("89");
  const bool small_groups =
      std::ranges::all_of(group | std::views::take(count), [](auto g) { return g.size() >= 2 && g.size() <= 4; });
  if (trunk) return group[0].size() >= 2 && group[0].size() <= 5;
  if (group[0][0] == '0') return false;
  if (std::ranges::any_of(run.between | std::views::take(count - 1), [](const auto& b) { return b == "/"; }))
    return false;
  if (start.parted_by(".") && count > 1) return sizes_are({3, 3, 4});
  if (count == 2) return sizes_are({5, 5}) && group[0][0] >= '6' && is_blank(run.between[0]);
  // 8 800 555 35 35, 1-800-555-0199
  if (group[0].size() == 1) return (group[0] == "1" || group[0] == "8") && count >= 4 && digits == 11;
  if (digits == 12 && count < 4) return false;
  return small_groups || sizes_are({2, 5, 4});
}

/// How many of the first groups are a phone number; 0: none.
std::size_t phone_groups(const Run& run, Called word) {
  const bool abroad = run.plus || (run.digits.size() > 2 && run.digits.starts_with("00") && run.digits[2] != '0');
  const std::size_t prefix = run.plus ? 0 : 2;
  const bool american = abroad && run.digits.substr(prefix).starts_with("1");
  for (std::size_t count = run.groups.size(); count > 0; --count) {
    const std::size_t digits = Start{run, count}.digits();
    const bool rest_is_apart = count == run.groups.size() || is_blank(run.between[count - 1]);
    if (!rest_is_apart) continue;
    // `+49 30 1234567 2 times`
    if (count > 1 && run.groups[count - 1].size() == 1 && is_blank(run.between[count - 2])) continue;
    if (abroad && run.digits[prefix] != '0' && digits >= 8 + prefix && digits <= 15 + prefix &&
        (run.plus || digits >= 11) && (!american || digits == 11 + prefix || count == 1))
      return count;
    if (run.plus) continue;
    if (word == Called::phone && digits >= 7 && digits <= 15) return count;
    if (has_national_shape(run, count)) return count;
  }
  return 0;
}

}  // namespace

Number number_at(const Characters& text, std::size_t at) {
  const Run run = run_at(text, at);
  if (run.digits.empty() || (text[at] == '(' && !run.bracket)) return {Number::Kind::harmless, at + 1};
  if (const std::size_t count = card_groups(run)) return {Number::Kind::card, run.ends[count - 1]};

  const std::size_t end = run.ends.back();
  const Called word = called(text, at, end);
  if (word == Called::amount) return {Number::Kind::harmless, end};
  if (const std::size_t count = harmless_groups(run, text[end]); count > 0 && !run.plus) {
    // A code may begin with a date: 2026-11-03-0001.
    std::size_t last = count;
    while (last < run.groups.size() && !is_blank(run.between[last - 1])) ++last;
    return {Number::Kind::harmless, run.ends[last - 1]};
  }
  std::size_t count = 0;
  if (run.plus || (word != Called::reference && !is_part_of_code(text, at, end))) count = phone_groups(run, word);
  if (count > 0) return {Number::Kind::phone, run.ends[count - 1]};
  // Only what stands apart may still begin a number of its own.
  std::size_t next = 1;
  while (next < run.groups.size() && !is_blank(run.between[next - 1])) ++next;
  return {Number::Kind::harmless, word == Called::reference ? end : run.ends[next - 1]};
}

}  // namespace dsat::report::redact_detail
