#include "dsat/analyze/dimension.hpp"

#include <algorithm>
#include <utility>

#include "analyze/dimensions/dimensions.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::analyze {
namespace {

constexpr std::string_view column_prefix = "column:";

bool names_column(std::string_view key) {
  return key.starts_with(column_prefix);
}

/// `tags`, `survey_method` and `Survey-Method` mean the same.
std::string plain_key(std::string_view key) {
  std::string plain = fold(key);
  std::ranges::replace(plain, '_', '-');
  std::ranges::replace(plain, ' ', '-');
  if (plain == "tags") plain = "tag";
  if (plain == "file") plain = "source-file";
  return plain;
}

}  // namespace

Grouping Grouping::of_tickets(const Codes& codes, std::vector<std::string> names) {
  Grouping grouping;
  grouping.names_ = std::move(names);
  if (!codes.empty()) grouping.ticket_codes_ = &codes;
  return grouping;
}

Grouping Grouping::of_tickets(std::vector<Code> codes, std::vector<std::string> names) {
  Grouping grouping;
  grouping.names_ = std::move(names);
  grouping.own_ticket_codes_ = std::move(codes);
  return grouping;
}

Grouping Grouping::of_ratings(std::vector<Code> by_rating, std::vector<Code> by_ticket,
                              std::vector<std::string> names) {
  Grouping grouping;
  grouping.names_ = std::move(names);
  grouping.rating_codes_ = std::move(by_rating);
  grouping.own_ticket_codes_ = std::move(by_ticket);
  return grouping;
}

Grouping Grouping::of_sets(const NameSetColumn& sets, std::vector<std::string> names) {
  Grouping grouping;
  grouping.names_ = std::move(names);
  grouping.sets_ = &sets;
  return grouping;
}

Grouping Grouping::of_rating_sets(std::vector<Code> by_rating, std::vector<std::vector<Code>> sets,
                                  std::vector<std::string> names) {
  Grouping grouping;
  grouping.names_ = std::move(names);
  grouping.rating_codes_ = std::move(by_rating);
  grouping.rating_sets_ = std::move(sets);
  return grouping;
}

Code Grouping::code(Row row) const {
  if (!rating_sets_.empty()) {
    if (!row.answered()) return 0;
    const auto& set = rating_sets_[rating_codes_[row.rating]];
    return set.empty() ? 0 : set.front();
  }
  if (sets_ != nullptr) {
    if (sets_->empty()) return 0;
    const auto set = sets_->set(row.ticket);
    return set.empty() ? 0 : set.front();
  }
  if (row.answered() && !rating_codes_.empty()) return rating_codes_[row.rating];
  if (!own_ticket_codes_.empty()) return own_ticket_codes_[row.ticket];
  return ticket_codes_ != nullptr ? (*ticket_codes_)[row.ticket] : 0;
}

std::span<const Code> Grouping::codes(Row row, Code& single) const {
  if (sets_ != nullptr && !sets_->empty())
    if (const auto set = sets_->set(row.ticket); !set.empty()) return set;
  if (!rating_sets_.empty() && row.answered())
    if (const auto& set = rating_sets_[rating_codes_[row.rating]]; !set.empty()) return set;
  single = code(row);
  return {&single, 1};
}

std::span<const Code> Grouping::cohort_codes(Row row, Code& single) const {
  return codes(of_time ? Row{row.ticket, no_row} : row, single);
}

std::span<const Dimension> dimensions() {
  static const std::vector<Dimension> all = [] {
    std::vector<Dimension> list;
    for (const auto part : {ticket_dimensions(), rating_dimensions(), time_dimensions(), speed_dimensions()})
      list.insert(list.end(), part.begin(), part.end());
    return list;
  }();
  return all;
}

const Dimension* dimension_named(std::string_view key) {
  const std::string plain = plain_key(key);
  const auto found = std::ranges::find(dimensions(), plain, &Dimension::key);
  return found == dimensions().end() ? nullptr : &*found;
}

const Dimension* require_dimension(std::string_view key) {
  if (names_column(key)) return nullptr;
  if (const Dimension* dimension = dimension_named(key)) return dimension;
  std::vector<std::string> known;
  for (const Dimension& dimension : dimensions()) known.emplace_back(dimension.key);
  const auto near = nearest(key, known);
  throw Error(ErrorKind::usage, "there is no dimension \"" + std::string(key) + "\"",
              (near ? "Did you mean \"" + *near + "\"? " : std::string()) +
                  "`dsat list dimensions` shows all; any other column of the export is column:NAME.");
}

Grouping grouping_named(const View& view, std::string_view key) {
  if (const Dimension* dimension = require_dimension(key)) return dimension->group(view);
  const std::string name(key.substr(column_prefix.size()));
  const auto found = view.store().columns.find(name);
  if (found == view.store().columns.end())
    throw Error(ErrorKind::usage, "no file has a column \"" + name + "\"",
                "`dsat inspect FILE` lists the columns of each file.");
  Grouping grouping = Grouping::of_tickets(found->second.codes, found->second.names);
  grouping.volumes_key = key;
  return grouping;
}

std::string grouping_title(std::string_view key) {
  if (names_column(key)) return std::string(key.substr(column_prefix.size()));
  const Dimension* dimension = dimension_named(key);
  return std::string(dimension != nullptr ? dimension->title : key);
}

std::vector<std::string> extra_columns_of(std::span<const std::string> keys) {
  std::vector<std::string> columns;
  for (const std::string& key : keys)
    if (names_column(key)) columns.push_back(key.substr(column_prefix.size()));
  return columns;
}

}  // namespace dsat::analyze
