#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "load/batch.hpp"

/// What rows know their tickets by.
namespace dsat::load {

/// The keys of all tables' rows. Two rows are of one ticket if their keys are the same: ids compared without what
/// spreadsheets do to them (formulas, apostrophes, invisible signs; leading zeros where only one table has lost them
/// and it leaves no doubt), and with the brand or file before them where brands or files number their tickets alike.
class TicketKeys {
 public:
  /// `batches` must outlive this.
  explicit TicketKeys(const std::vector<Batch>& batches);

  /// The key of a row; empty if nothing in it is an id. Stays as long as this.
  std::string_view key(std::uint32_t batch, std::uint32_t row);
  /// The id as people are to see it: that of the row, with its brand or file where that is part of the key.
  std::string_view shown(std::uint32_t batch, std::uint32_t row);

  /// Rows whose keys matched without their leading zeros.
  std::int64_t joined_without_zeros() const { return without_zeros_; }

  /// From now on ids of each group are ids of their own: `group(batch, row)` is the brand's or file's name.
  template <class Group>
  void part_by(Group&& group) {
    group_ = std::forward<Group>(group);
  }
  bool is_parted() const { return static_cast<bool>(group_); }

 private:
  std::string_view id(std::uint32_t batch, std::uint32_t row) const;
  std::string_view kept(std::string text);
  void look_for_lost_zeros();

  const std::vector<Batch>& batches_;
  std::vector<bool> zero_is_id_;  ///< by batch
  bool any_zeros_ = false;        ///< ids begin with zeros somewhere, and other tables may have lost them
  struct Form {
    std::string_view id;
    std::string_view fullest;  ///< with most zeros: as the table writes it that has kept them
    std::uint32_t batch = 0;
    bool ambiguous = false;  ///< one table has two ids that are this one without zeros
    bool several = false;    ///< tables write it differently
  };
  std::unordered_map<std::string, Form> forms_;  ///< by the id without leading zeros
  std::function<std::string(std::uint32_t batch, std::uint32_t row)> group_;
  std::deque<std::string> texts_;
  std::unordered_map<std::string, std::string_view> known_;
  std::int64_t without_zeros_ = 0;
};

}  // namespace dsat::load
