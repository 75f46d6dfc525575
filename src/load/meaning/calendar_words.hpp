#pragma once
#include <optional>
#include <string_view>

/// Words of dates in all languages of the lexicon.
///
///     month 3: märz, mrz          names and short forms, in the cases that dates are written in
///     month next: tháng           the number after it is the month
///     weekday 1: montag, mo       Monday is 1; phrases of several words are known word by word
///     meridiem pm: 午後     before or after the time
///     dateword: um, uhr           may stand in a date and says nothing
///     zone 1: mez                   hours east of UTC; with `guess` where the name has other meanings
namespace dsat::load {

/// An offset that a zone's name stands for.
struct NamedOffset {
  int seconds = 0;     ///< east of UTC
  bool guess = false;  ///< the name is used for other zones too
};

/// What a word means where dates are written; it may mean several things (Spanish `mar` is a Tuesday and March).
struct CalendarWord {
  int month = 0;
  bool month_follows = false;
  bool weekday = false;
  bool morning = false, afternoon = false;
  bool filler = false;
  std::optional<NamedOffset> zone;
};

/// For a word folded by fold(); nullptr for any that isn't one of dates.
const CalendarWord* calendar_word(std::string_view folded);

}  // namespace dsat::load
