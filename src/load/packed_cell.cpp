#include "load/packed_cell.hpp"

#include <charconv>

namespace dsat::load {
namespace {

constexpr std::int64_t seconds_per_day = 86400;
// Years begin with 1, and what is packed isn't negative.
constexpr std::int64_t first_second = std::int64_t{first_day} * seconds_per_day;
constexpr std::size_t most_digits = 15;

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::uint64_t packed(PackedForm form, std::uint64_t value) {
  return value << 4 | static_cast<std::uint64_t>(form) << 1 | 1U;
}

std::uint64_t pack_number(std::string_view cell) {
  if (cell.size() > most_digits || (cell.size() > 1 && cell[0] == '0')) return 0;
  std::uint64_t value = 0;
  for (const char c : cell) {
    if (!is_digit(c)) return 0;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return packed(PackedForm::number, value);
}

/// Two digits, or something above 99.
int two(std::string_view cell, std::size_t at) {
  return is_digit(cell[at]) && is_digit(cell[at + 1]) ? (cell[at] - '0') * 10 + (cell[at + 1] - '0') : 100;
}

void put_two(char*& to, int number) {
  *to++ = static_cast<char>('0' + number / 10);
  *to++ = static_cast<char>('0' + number % 10);
}

}  // namespace

std::uint64_t pack(std::string_view cell) {
  if (cell.empty()) return 0;
  if (cell.size() < 10 || cell[4] != '-') return pack_number(cell);
  PackedForm form = PackedForm::date;
  const std::string_view rest = cell.size() > 19 ? cell.substr(19) : std::string_view();
  if (cell.size() == 16 && cell[10] == ' ')
    form = PackedForm::minutes;
  else if (cell.size() == 19 && cell[10] == ' ')
    form = PackedForm::seconds;
  else if (cell.size() == 19 && cell[10] == 'T')
    form = PackedForm::seconds_t;
  else if (rest == "Z" && cell[10] == 'T')
    form = PackedForm::seconds_t_zone;
  else if (rest == " UTC" && cell[10] == ' ')
    form = PackedForm::seconds_utc;
  else if (cell.size() != 10)
    return 0;
  const int century = two(cell, 0), year = two(cell, 2), month = two(cell, 5), day = two(cell, 8);
  if (cell[7] != '-' || century > 99 || year > 99) return 0;
  const CivilDate date = {century * 100 + year, month, day};
  if (!is_valid(date)) return 0;
  std::int64_t time = 0;
  if (form != PackedForm::date) {
    const int hours = two(cell, 11), minutes = two(cell, 14);
    const int seconds = form == PackedForm::minutes ? 0 : two(cell, 17);
    if (cell[13] != ':' || hours > 23 || minutes > 59 || seconds > 59) return 0;
    if (form != PackedForm::minutes && cell[16] != ':') return 0;
    time = hours * 3600 + minutes * 60 + seconds;
  }
  const std::int64_t value = day_of(date) * seconds_per_day + time - first_second;
  return packed(form, static_cast<std::uint64_t>(value));
}

PackedCell unpack(std::uint64_t packed) {
  const auto form = static_cast<PackedForm>(packed >> 1 & 7U);
  const auto value = static_cast<std::int64_t>(packed >> 4);
  return {form, form == PackedForm::number ? value : value + first_second};
}

std::string_view spell(std::uint64_t packed, SpelledCell& room) {
  const PackedCell cell = unpack(packed);
  char* to = room.data();
  if (cell.form == PackedForm::number) {
    to = std::to_chars(to, room.data() + room.size(), cell.value).ptr;
    return {room.data(), static_cast<std::size_t>(to - room.data())};
  }
  const auto since_first = cell.value - first_second;
  const CivilDate date = civil(static_cast<Day>(since_first / seconds_per_day + first_day));
  const int time = static_cast<int>(since_first % seconds_per_day);
  put_two(to, date.year / 100);
  put_two(to, date.year % 100);
  *to++ = '-';
  put_two(to, date.month);
  *to++ = '-';
  put_two(to, date.day);
  if (cell.form != PackedForm::date) {
    *to++ = cell.form == PackedForm::seconds_t || cell.form == PackedForm::seconds_t_zone ? 'T' : ' ';
    put_two(to, time / 3600);
    *to++ = ':';
    put_two(to, time / 60 % 60);
    if (cell.form != PackedForm::minutes) {
      *to++ = ':';
      put_two(to, time % 60);
    }
    const std::string_view zone = cell.form == PackedForm::seconds_t_zone ? "Z"
                                  : cell.form == PackedForm::seconds_utc  ? " UTC"
                                                                          : "";
    to = zone.copy(to, zone.size()) + to;
  }
  return {room.data(), static_cast<std::size_t>(to - room.data())};
}

Moment moment_of(const PackedCell& stamp, const Zone& zone) {
  if (stamp.form == PackedForm::date)
    return Moment::date(static_cast<Day>((stamp.value - first_second) / seconds_per_day + first_day));
  return Moment::instant(stamp.has_zone() || zone.is_utc() ? stamp.value : zone.to_utc(stamp.value));
}

}  // namespace dsat::load
