#include "app/written_date.hpp"

#include <fmt/format.h>

#include <optional>

#include "dsat/base/calendar.hpp"

namespace dsat::app {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Three numbers with the same slash or dot between them.
struct Triple {
  int first = 0, second = 0, third = 0;
  bool year_first = false;
  std::size_t length = 0;

  std::optional<CivilDate> date(bool month_first) const {
    const CivilDate read = year_first    ? CivilDate{first, second, third}
                           : month_first ? CivilDate{third, first, second}
                                         : CivilDate{third, second, first};
    return is_valid(read) ? std::optional(read) : std::nullopt;
  }
  bool open() const { return !year_first && first != second && date(false) && date(true); }
};

std::optional<Triple> triple_at(std::string_view text) {
  Triple triple;
  std::size_t at = 0;
  const auto number = [&](int& value) {
    const std::size_t begin = at;
    for (; at < text.size() && is_digit(text[at]) && at - begin < 4; ++at) value = value * 10 + (text[at] - '0');
    return at - begin;
  };
  const std::size_t one = number(triple.first);
  if (one == 0 || at == text.size() || (text[at] != '/' && text[at] != '.')) return std::nullopt;
  const char between = text[at++];
  const std::size_t two = number(triple.second);
  if (two == 0 || two > 2 || at == text.size() || text[at++] != between) return std::nullopt;
  const std::size_t three = number(triple.third);
  if ((at < text.size() && is_digit(text[at])) || !((one == 4 && three >= 1 && three <= 2) || (one <= 2 && three == 4)))
    return std::nullopt;
  triple.year_first = one == 4;
  triple.length = at;
  return triple;
}

/// Calls `use` with every date and with every character between them.
template <class Date, class Between>
void walk(std::string_view text, const Date& date, const Between& between) {
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = at == 0 || !is_digit(text[at - 1]);
    if (const auto triple = begins ? triple_at(text.substr(at)) : std::nullopt) {
      date(*triple, text.substr(at, triple->length));
      at += triple->length;
    } else {
      between(text[at++]);
    }
  }
}

}  // namespace

bool has_open_date(std::string_view text) {
  bool open = false;
  walk(
      text, [&](const Triple& triple, std::string_view) { open |= triple.open(); }, [](char) {});
  return open;
}

std::string with_iso_dates(std::string_view text, DayOrder order) {
  std::string result;
  const auto add = [&](const Triple& triple, std::string_view written) {
    auto date = triple.date(order == DayOrder::month_first);
    if (!date && order == DayOrder::either) date = triple.date(true);
    result += date ? iso_date(day_of(*date)) : std::string(written);
  };
  walk(text, add, [&](char c) { result += c; });
  return result;
}

}  // namespace dsat::app
