#include "review/matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/data/ticket_name.hpp"
#include "review/sheet_date.hpp"

namespace dsat::review {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view without_zeros(std::string_view id) {
  const std::size_t first = id.find_first_not_of('0');
  return first == std::string_view::npos ? id.substr(id.size() - 1) : id.substr(first);
}

/// `1.23457E+17`, `1,23456789012346E+017`: what spreadsheets make of a long number.
bool is_scientific(std::string_view id) {
  if (id.size() < 6 || !all_digits(id.substr(0, 1)) || (id[1] != '.' && id[1] != ',')) return false;
  const std::size_t exponent = id.find("E+");
  return exponent != std::string_view::npos && all_digits(id.substr(2, exponent - 2)) &&
         all_digits(id.substr(exponent + 2));
}

/// Spreadsheets hold 15 digits of a number; the rest becomes zeros, cut off or rounded.
constexpr std::size_t digits_held = 15;
bool is_rounded(std::string_view id) {
  return all_digits(id) && id.size() > digits_held &&
         id.substr(digits_held).find_first_not_of('0') == std::string_view::npos;
}
std::string cut_off(std::string_view id) {
  return std::string(id.substr(0, digits_held)) + std::string(id.size() - digits_held, '0');
}
std::string rounded(std::string_view id) {
  const std::int64_t held = *parse_integer(id.substr(0, digits_held)) + (id[digits_held] >= '5' ? 1 : 0);
  return std::to_string(held) + std::string(id.size() - digits_held, '0');
}

using RowList = std::vector<std::size_t>;

class Matcher {
 public:
  Matcher(const Worksheet& sheet, const Store& store, bool every_rating)
      : sheet_(sheet), store_(store), every_rating_(every_rating), matching_{{sheet.rows(), RowMatch{}}, {}} {}

  Matching match() {
    find_tickets();
    for (const auto& [ticket, rows] : rows_of_ticket_) find_ratings(ticket, rows);
    return std::move(matching_);
  }

 private:
  void find_tickets() {
    for (std::size_t row = 0; row < sheet_.rows(); ++row) {
      const std::string_view id = trim(sheet_.cell(row, Column::ticket_id));
      if (id.empty()) {
        if (sheet_.typed(row)) note(row, "no ticket id; it stays, but counts nowhere");
        continue;
      }
      rows_of_id_[std::string(id)].push_back(row);
    }
    // The data are walked once, looking up the few ids of the sheet, not the other way round.
    std::unordered_map<std::string, std::vector<std::string>> ids_of_bare;
    for (const auto& [id, rows] : rows_of_id_)
      if (all_digits(id)) ids_of_bare[std::string(without_zeros(id))].push_back(id);
    std::unordered_map<std::string, std::vector<std::uint32_t>> tickets_of_bare;
    std::unordered_map<std::string, bool> shortened;  // ids of the sheet that are a ticket's id, rounded
    const TicketNames names(store_);
    for (std::uint32_t ticket = 0; ticket < store_.tickets; ++ticket) {
      const std::string name = names[ticket];
      if (const auto found = rows_of_id_.find(name); found != rows_of_id_.end()) {
        ids_matched_[name] = true;
        rows_of_ticket_[ticket] = found->second;
      }
      if (!all_digits(name)) continue;
      if (const auto bare = ids_of_bare.find(std::string(without_zeros(name))); bare != ids_of_bare.end())
        tickets_of_bare[bare->first].push_back(ticket);
      if (name.size() > digits_held && name.front() != '0') shortened[cut_off(name)] = shortened[rounded(name)] = true;
    }
    for (const auto& [bare, tickets] : tickets_of_bare) match_without_zeros(ids_of_bare[bare], tickets);
    for (const auto& [id, rows] : rows_of_id_) {
      if (ids_matched_.contains(id)) continue;
      if (is_scientific(id) || (is_rounded(id) && shortened.contains(id)))
        throw Error(ErrorKind::input, fmt::format("a spreadsheet shortened the ticket id to {}", id),
                    "Take the id from the sheet before (FILE.bak), and format the column as text.",
                    {sheet_.name(), sheet_.line(rows.front()), 0, {}});
    }
  }

  void match_without_zeros(const std::vector<std::string>& ids, const std::vector<std::uint32_t>& tickets) {
    std::vector<std::string> open;
    for (const std::string& id : ids)
      if (!ids_matched_.contains(id)) open.push_back(id);
    if (open.empty()) return;
    if (tickets.size() == 1 && open.size() == 1 && !rows_of_ticket_.contains(tickets.front())) {
      ids_matched_[open.front()] = true;
      rows_of_ticket_[tickets.front()] = rows_of_id_[open.front()];
      return;
    }
    for (const std::string& id : open)
      note(rows_of_id_[id].front(),
           fmt::format("{} might be any of {}, which differ in leading zeros only: it stays, but counts nowhere", id,
                       counted(static_cast<std::int64_t>(tickets.size()), "ticket")));
  }

  void find_ratings(std::uint32_t ticket, const RowList& rows) {
    for (const std::size_t row : rows) matching_.rows[row].ticket = ticket;
    if (rows.size() == 1 && !every_rating_) return;
    const auto [begin, end] = store_.ratings_of(ticket);
    if (rows.size() == 1 && end - begin == 1) {
      matching_.rows[rows.front()].rating = begin;
      return;
    }
    std::vector<bool> taken(end - begin, false);
    RowList filled_first = rows;  // of a row that stands twice, the one with words in it
    std::stable_partition(filled_first.begin(), filled_first.end(), [&](std::size_t row) { return sheet_.typed(row); });
    RowList left;
    for (const std::size_t row : filled_first) {
      const std::string_view cell = sheet_.cell(row, Column::rated_at);
      std::uint32_t rating = begin;
      while (rating < end && (taken[rating - begin] || !may_be_moment(cell, rated_at(rating)))) ++rating;
      if (rating < end) {
        taken[rating - begin] = true;
        matching_.rows[row].rating = rating;
      } else {
        left.push_back(row);
      }
    }
    // A lone row without a time is about the ticket's one negative rating: that is what sheets are filled in for.
    if (every_rating_ && rows.size() == 1 && !left.empty() && trim(sheet_.cell(left.front(), Column::rated_at)).empty())
      if (const auto only = only_negative(begin, end)) {
        matching_.rows[left.front()].rating = *only;
        return;
      }
    // One leftover row speaks for all ratings without a row of their own; more can't be told apart.
    const bool any_free = std::find(taken.begin(), taken.end(), false) != taken.end();
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (i == 0 && any_free && !every_rating_) continue;
      matching_.rows[left[i]].ticket = no_row;
      note(left[i],
           fmt::format("ticket {} {}, and no rating of its is surely this row's (rated_at): the row stays, but "
                       "counts nowhere",
                       trim(sheet_.cell(left[i], Column::ticket_id)),
                       rows.size() > 1 ? "stands in another row too" : "has " + counted(end - begin, "rating")));
    }
  }

  std::optional<std::uint32_t> only_negative(std::uint32_t begin, std::uint32_t end) const {
    std::optional<std::uint32_t> only;
    for (std::uint32_t rating = begin; rating < end; ++rating) {
      if (store_.ratings.sentiment[rating] != Sentiment::negative) continue;
      if (only) return std::nullopt;
      only = rating;
    }
    return only;
  }

  Moment rated_at(std::uint32_t rating) const {
    return store_.ratings.rated_at.empty() ? Moment() : store_.ratings.rated_at[rating];
  }

  void note(std::size_t row, const std::string& what) {
    matching_.notes.push_back(fmt::format("{}:{}: {}", sheet_.name(), sheet_.line(row), what));
  }

  const Worksheet& sheet_;
  const Store& store_;
  bool every_rating_;
  Matching matching_;
  std::map<std::string, RowList> rows_of_id_;
  std::unordered_map<std::string, bool> ids_matched_;
  std::map<std::uint32_t, RowList> rows_of_ticket_;
};

}  // namespace

Matching match_rows(const Worksheet& sheet, const Store& store, bool every_rating) {
  return Matcher(sheet, store, every_rating).match();
}

}  // namespace dsat::review
