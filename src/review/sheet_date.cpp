#include "review/sheet_date.hpp"

#include <algorithm>
#include <vector>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::review {
namespace {

constexpr int seconds_in_day = 86400;

/// Reads a text from left to right.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool empty() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool take(char wanted) {
    if (peek() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void skip_blanks() {
    while (take(' ')) {
    }
  }
  /// Digits, at most four of them.
  std::optional<int> number(std::size_t* digits = nullptr) {
    std::size_t length = 0;
    while (length < rest_.size() && rest_[length] >= '0' && rest_[length] <= '9') ++length;
    if (length == 0 || length > 4) return std::nullopt;
    const auto value = parse_integer(rest_.substr(0, length));
    rest_.remove_prefix(length);
    if (digits != nullptr) *digits = length;
    return static_cast<int>(*value);
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// `8:05`, `08:00:30`, `8:05 PM`; false if it isn't a time of day.
bool read_time(Reader& reader, SheetDate& date) {
  const auto hour = reader.number();
  if (!hour || !reader.take(':')) return false;
  const auto minute = reader.number();
  if (!minute) return false;
  int second = 0;
  if (reader.take(':')) {
    const auto given = reader.number();
    if (!given) return false;
    second = *given;
    date.to_the_second = true;
    if (reader.take('.') && !reader.number()) return false;  // fractions of a second say nothing here
  }
  reader.skip_blanks();
  int hours = *hour;
  const std::string half = fold(reader.rest());
  if (half == "am" || half == "pm" || half == "a.m." || half == "p.m.") {
    if (hours < 1 || hours > 12) return false;
    hours = hours % 12 + (half.front() == 'p' ? 12 : 0);
  } else if (!half.empty()) {
    return false;
  }
  if (hours > 23 || *minute > 59 || second > 59) return false;
  date.seconds_of_day = hours * 3600 + *minute * 60 + second;
  return true;
}

}  // namespace

std::optional<Day> SheetDate::day(DateOrder order_if_untold) const {
  CivilDate civil_date;
  switch (order.value_or(order_if_untold)) {
    case DateOrder::ymd:
      civil_date = {part[0], part[1], part[2]};
      break;
    case DateOrder::dmy:
      civil_date = {part[2], part[1], part[0]};
      break;
    case DateOrder::mdy:
      civil_date = {part[2], part[0], part[1]};
      break;
  }
  if (civil_date.year < 100) civil_date.year += 2000;
  if (!is_valid(civil_date)) return std::nullopt;
  return day_of(civil_date);
}

bool SheetDate::ambiguous() const {
  if (order) return false;
  const auto day_first = day(DateOrder::dmy), month_first = day(DateOrder::mdy);
  return day_first && month_first && day_first != month_first;
}

std::optional<SheetDate> parse_sheet_date(std::string_view text) {
  text = trim(text);
  Reader reader(text);
  SheetDate date;
  std::array<std::size_t, 3> digits{};
  char separator = '\0';
  for (std::size_t i = 0; i < 3; ++i) {
    const auto number = reader.number(&digits[i]);
    if (!number) return std::nullopt;
    date.part[i] = *number;
    if (i == 2) break;
    const char here = reader.peek();
    if ((here != '.' && here != '/' && here != '-') || (i == 1 && here != separator)) return std::nullopt;
    separator = here;
    reader.take(here);
    if (separator == '.') reader.skip_blanks();
  }
  if (digits[0] == 4) {
    date.order = DateOrder::ymd;
  } else if (digits[0] > 2 || digits[1] > 2 || (digits[2] != 4 && digits[2] != 2)) {
    return std::nullopt;
  } else if (separator == '.') {
    date.order = DateOrder::dmy;  // nobody writes the month first with points
  }
  if (digits[1] > 2 || (digits[0] == 4 && digits[2] > 2)) return std::nullopt;
  if (reader.empty()) return date;
  if (!reader.take('T') && !reader.take(' ') && !reader.take(',')) return std::nullopt;
  reader.skip_blanks();
  if (!read_time(reader, date)) return std::nullopt;
  return date;
}

bool may_be_moment(std::string_view cell, Moment moment) {
  if (trim(cell) == iso_moment(moment)) return true;
  const auto date = parse_sheet_date(cell);
  if (!date || moment.missing()) return false;
  const std::int64_t day =
      (moment.seconds() >= 0 ? moment.seconds() : moment.seconds() - (seconds_in_day - 1)) / seconds_in_day;
  const auto time = static_cast<int>(moment.seconds() - day * seconds_in_day);
  const auto same_day = [&](DateOrder order) { return date->day(order) == static_cast<Day>(day); };
  if (!same_day(DateOrder::ymd) && !same_day(DateOrder::dmy) && !same_day(DateOrder::mdy)) return false;
  if (!date->seconds_of_day) return true;
  const int step = date->to_the_second ? 1 : 60;
  return *date->seconds_of_day / step == time / step;
}

}  // namespace dsat::review
