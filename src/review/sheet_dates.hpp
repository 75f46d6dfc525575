#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "review/sheet_date.hpp"

namespace dsat::review {

/// Finds out in which order the dates of one sheet stand: it was saved by one program under one setting.
class OrderOfDates {
 public:
  /// `asked` is ymd, dmy, mdy or auto; `name` is what errors call the sheet.
  OrderOfDates(std::string_view asked, std::string name);

  /// Looks at a cell that should hold a date.
  void see(std::string_view cell, std::uint64_t line);
  /// The order; day first where nothing decides. Throws Error(input) for dates that contradict each other.
  DateOrder order() const;

  /// Some date may be read in two ways, nothing seen decides it, and nobody said.
  bool open() const { return !asked_ && !day_first_ && !month_first_ && undecided_; }
  /// What decided, or what is undecided: `25/11/2026 in line 7`; empty where no date needs an order.
  std::string evidence() const;
  std::string_view undecided_text() const { return undecided_->text; }
  std::uint64_t undecided_line() const { return undecided_->line; }

 private:
  struct Seen {
    std::string text;
    std::uint64_t line = 0;
  };
  std::optional<DateOrder> asked_;
  std::string name_;
  std::optional<Seen> day_first_, month_first_, undecided_;
};

/// `d/m/y`.
std::string_view in_words(DateOrder order);
/// The moment that a cell means: an ISO instant or date, or a date in that order; a time that names no zone is in
/// `zone`. Nothing for anything else.
std::optional<Moment> read_moment(std::string_view cell, DateOrder order, const Zone& zone);

}  // namespace dsat::review
