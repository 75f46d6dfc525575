#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/analyze/view.hpp"

namespace dsat::analyze {

/// How rows fall into the groups of one dimension. Group 0 is `(none)`: nothing is known, shown, never dropped.
class Grouping {
 public:
  /// Per ticket.
  static Grouping of_tickets(const Codes& codes, std::vector<std::string> names);
  static Grouping of_tickets(std::vector<Code> codes, std::vector<std::string> names);
  /// A rated row takes the code of its rating, an unrated one that of its ticket (none: group 0).
  static Grouping of_ratings(std::vector<Code> by_rating, std::vector<Code> by_ticket, std::vector<std::string> names);
  /// Overlapping: a row stands in every group of its set.
  static Grouping of_sets(const NameSetColumn& sets, std::vector<std::string> names);
  /// Overlapping: a rated row stands in every group of the set that its rating's code names.
  static Grouping of_rating_sets(std::vector<Code> by_rating, std::vector<std::vector<Code>> sets,
                                 std::vector<std::string> names);

  std::span<const std::string> names() const { return names_; }
  std::size_t groups() const { return names_.size(); }
  bool overlapping() const { return sets_ != nullptr || !rating_sets_.empty(); }
  /// A ticket's ratings may stand in different groups.
  bool of_each_rating() const { return !rating_codes_.empty(); }

  /// The group of a row (of the first of its groups, where they overlap).
  Code code(Row row) const;
  /// All groups of a row; an untagged row stands in `(none)`.
  std::span<const Code> codes(Row row, Code& single) const;
  /// The groups of a cohort's ticket: where the dimension is a time, that of the cohort's moment, not the rating's.
  std::span<const Code> cohort_codes(Row row, Code& single) const;

  bool natural_order = false;  ///< groups stand in their own order (weekdays, weeks), not by size
  bool of_time = false;        ///< the value is where the row stands in time
  std::optional<Unit> unit;    ///< of time: its periods are of this unit
  /// The key by which volumes know its values, with the same codes; empty: they don't.
  std::string volumes_key;
  bool split = false;  ///< overlapping, but a row counts for each of its groups in equal parts

 private:
  std::vector<std::string> names_;
  const Codes* ticket_codes_ = nullptr;  ///< the store's
  std::vector<Code> own_ticket_codes_, rating_codes_;
  const NameSetColumn* sets_ = nullptr;
  std::vector<std::vector<Code>> rating_sets_;  ///< by code of rating_codes_
};

/// Something to group by.
struct Dimension {
  std::string_view key;    ///< as in --by and --where
  std::string_view title;  ///< column heading
  std::string_view help;
  bool after_outcome = false;    ///< recorded because of the rating: counts and Pareto, never a rate in a report
  bool (*carried)(const View&);  ///< the data have it
  Grouping (*group)(const View&);
  FieldSet reads{};  ///< the fields it rests on, beside always_read
};

/// All dimensions but `column:NAME`, in the order of help.
std::span<const Dimension> dimensions();
/// Nullptr for an unknown key. `tags` and `tag`, `template` … : plural and underscore spellings are understood.
const Dimension* dimension_named(std::string_view key);
/// The dimension of that key, or nullptr for `column:NAME`. Throws Error(usage) with the nearest for anything else.
const Dimension* require_dimension(std::string_view key);

/// The grouping for what a user wrote: a dimension's key or `column:NAME`. Throws Error(usage) naming the nearest.
Grouping grouping_named(const View& view, std::string_view key);
/// Its column heading.
std::string grouping_title(std::string_view key);
/// The column names that `keys` want from the loader (`column:NAME`).
std::vector<std::string> extra_columns_of(std::span<const std::string> keys);

}  // namespace dsat::analyze
