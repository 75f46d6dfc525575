#include "dsat/review/annotate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "review/matching.hpp"
#include "review/sheet_dates.hpp"

namespace dsat::review {
namespace {

constexpr std::string_view challenged_at = "challenged_at";  // a column that people may add

struct DateColumn {
  std::string_view key;
  std::optional<Column> column;  ///< nothing: an added one
  Moment Annotation::*member;
};
constexpr std::array<DateColumn, 5> date_columns{{
    {"action_date", Column::action_date, &Annotation::action_date},
    {"reviewed_at", Column::reviewed_at, &Annotation::reviewed_at},
    {"followed_up_at", Column::followed_up_at, &Annotation::followed_up_at},
    {"decided_at", Column::decided_at, &Annotation::decided_at},
    {challenged_at, std::nullopt, &Annotation::challenged_at},
}};

struct TextColumn {
  Column column;
  std::string Annotation::*member;
};
constexpr std::array<TextColumn, 10> text_columns{{
    {Column::root_cause, &Annotation::root_cause},
    {Column::action, &Annotation::action},
    {Column::prompted_by, &Annotation::prompted_by},
    {Column::result, &Annotation::result},
    {Column::department, &Annotation::department},
    {Column::reviewer, &Annotation::reviewer},
    {Column::challenge_by, &Annotation::challenge_by},
    {Column::challenge_reason, &Annotation::challenge_reason},
    {Column::decided_by, &Annotation::decided_by},
    {Column::rating_before, &Annotation::rating_before},
}};

class Annotator {
 public:
  Annotator(const Worksheet& sheet, const Store& store, const ReadingOptions& options)
      : sheet_(sheet), store_(store), options_(options), matching_(match_rows(sheet, store, options.every_rating)) {}

  Reading read() {
    reading_.notes = std::move(matching_.notes);
    decide_date_order();
    reading_.annotations.of_rating.assign(store_.ratings.size(), 0);
    std::vector<std::uint32_t> about(sheet_.rows(), 0);
    for (std::size_t row = 0; row < sheet_.rows(); ++row) {
      if (!filled(row)) continue;
      reading_.annotations.list.push_back(annotation(row));
      about[row] = static_cast<std::uint32_t>(reading_.annotations.list.size());
      ++reading_.rows;
      if (matching_.rows[row].ticket == no_row) ++reading_.gone;
    }
    // A row about one rating comes before one about the whole ticket.
    for (const bool whole : {false, true})
      for (std::size_t row = 0; row < about.size(); ++row)
        if (about[row] != 0) give(matching_.rows[row], about[row], whole);
    return std::move(reading_);
  }

 private:
  bool filled(std::size_t row) const {
    return !trim(sheet_.cell(row, Column::ticket_id)).empty() &&
           (sheet_.typed(row) || !sheet_.cell(row, Column::rating_before).empty());
  }

  void give(const RowMatch& match, std::uint32_t annotation, bool whole) {
    auto& of_rating = reading_.annotations.of_rating;
    if (match.ticket == no_row || (match.rating == no_row) != whole) return;
    if (!whole) {
      of_rating[match.rating] = annotation;
      return;
    }
    const auto [begin, end] = store_.ratings_of(match.ticket);
    for (std::uint32_t rating = begin; rating < end; ++rating)
      if (of_rating[rating] == 0) of_rating[rating] = annotation;
  }

  Annotation annotation(std::size_t row) {
    Annotation read;
    for (const TextColumn& text : text_columns) read.*text.member = trim(sheet_.cell(row, text.column));
    for (const DateColumn& date : date_columns) read.*date.member = moment(row, date);
    read.fault = fault(row, read.fault_by_article);
    if (read.fault_by_article) ++reading_.by_article;
    read.challenge = challenge(row);
    read.error_source = trim(sheet_.cell(row, Column::error_source));
    for (const std::string_view word : info(Column::error_source).choices)
      if (fold(read.error_source) == word) read.error_source = word;
    return read;
  }

  Fault fault(std::size_t row, bool& by_article) {
    std::string word = fold(sheet_.cell(row, Column::fault));
    if (word.empty()) return Fault::unreviewed;
    if (word == "agent") return Fault::agent;
    if (word == "outside") return Fault::outside;
    if (word == "mixed") return Fault::mixed;
    if (word == "unknown") return Fault::unknown;
    std::erase_if(word, [](char c) { return c == ' ' || c == '-' || c == '_'; });
    const bool negated = word == "nonactionable" || word == "notactionable";
    if (!negated && word != "actionable")
      refuse(row, Column::fault,
             "write agent, outside, mixed or unknown (actionable and non-actionable are understood)");
    by_article = !options_.actionable_means;
    const bool agent = options_.actionable_means.value_or(Fault::outside) == Fault::agent;
    return agent != negated ? Fault::agent : Fault::outside;
  }

  Challenge challenge(std::size_t row) {
    const std::string word = fold(sheet_.cell(row, Column::challenge));
    if (word.empty()) return Challenge::none;
    if (word == "open") return Challenge::open;
    if (word == "upheld") return Challenge::upheld;
    if (word == "overturned") return Challenge::overturned;
    if (word == "restored") return Challenge::restored;
    refuse(row, Column::challenge, "write open, upheld, overturned or restored");
  }

  std::string_view cell(std::size_t row, const DateColumn& date) const {
    return trim(date.column ? sheet_.cell(row, *date.column) : sheet_.extra_cell(row, date.key));
  }

  Moment moment(std::size_t row, const DateColumn& column) {
    const std::string_view text = cell(row, column);
    if (text.empty()) return {};
    const auto moment = read_moment(text, order_, options_.zone);
    if (!moment)
      refuse(row, column.key, text, "write a date such as 2026-11-03, or settle its order with --date-order");
    return *moment;
  }

  void decide_date_order() {
    OrderOfDates dates(options_.date_order, sheet_.name());
    for (std::size_t row = 0; row < sheet_.rows(); ++row)
      if (filled(row))
        for (const DateColumn& column : date_columns) dates.see(cell(row, column), sheet_.line(row));
    order_ = dates.order();
    std::string evidence = dates.evidence();
    if (evidence.empty()) return;
    bool certain = !dates.open();
    if (dates.open()) {
      if (const auto by_ratings = order_of_rating_times()) {
        order_ = *by_ratings;
        evidence = "rated_at compared with the data";
        certain = true;
      } else {
        reading_.notes.push_back(
            fmt::format("{}:{}: {} is read as {}, and nothing in the sheet decides it; --date-order settles it",
                        sheet_.name(), dates.undecided_line(), dates.undecided_text(), in_words(order_)));
      }
    }
    reading_.guesses.push_back(
        {"date order of " + sheet_.name(), std::string(in_words(order_)), evidence, "--date-order", certain});
  }

  /// The times of the ratings are known; what the spreadsheet made of them tells its order.
  std::optional<DateOrder> order_of_rating_times() const {
    if (store_.ratings.rated_at.empty()) return std::nullopt;
    for (std::size_t row = 0; row < sheet_.rows(); ++row) {
      const auto date = parse_sheet_date(sheet_.cell(row, Column::rated_at));
      if (!date || !date->ambiguous() || matching_.rows[row].ticket == no_row) continue;
      const auto [begin, end] = store_.ratings_of(matching_.rows[row].ticket);
      for (std::uint32_t rating = begin; rating < end; ++rating) {
        const Day day = Zone().day_of(store_.ratings.rated_at[rating]);
        if (store_.ratings.rated_at[rating].missing()) continue;
        if (date->day(DateOrder::dmy) == day) return DateOrder::dmy;
        if (date->day(DateOrder::mdy) == day) return DateOrder::mdy;
      }
    }
    return std::nullopt;
  }

  [[noreturn]] void refuse(std::size_t row, Column column, std::string_view remedy) const {
    refuse(row, info(column).key, sheet_.cell(row, column), remedy);
  }
  [[noreturn]] void refuse(std::size_t row, std::string_view key, std::string_view text,
                           std::string_view remedy) const {
    std::string sentence(remedy);
    sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
    throw Error(ErrorKind::input, fmt::format("{} can't be read", key), sentence + ".",
                {sheet_.name(), sheet_.line(row), 0, std::string(text)});
  }

  const Worksheet& sheet_;
  const Store& store_;
  const ReadingOptions& options_;
  Matching matching_;
  DateOrder order_ = DateOrder::dmy;
  Reading reading_;
};

}  // namespace

Reading annotate(const Worksheet& sheet, const Store& store, const ReadingOptions& options) {
  return Annotator(sheet, store, options).read();
}

}  // namespace dsat::review
