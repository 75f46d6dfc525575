#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/data/store.hpp"
#include "load/meaning/recognise.hpp"
#include "load/profile.hpp"
#include "load/raw_table.hpp"

/// Columns of names.
namespace dsat::load {

/// A code per record: the codes of a column's cells, and what each of those stands for.
class RowCodes {
 public:
  RowCodes() = default;
  /// `cells` must outlive this.
  RowCodes(const NarrowCodes& cells, std::vector<Code> meaning) : cells_(&cells), meaning_(std::move(meaning)) {}
  RowCodes(NarrowCodes&& cells, std::vector<Code> meaning)
      : own_(std::make_shared<const NarrowCodes>(std::move(cells))), cells_(own_.get()), meaning_(std::move(meaning)) {}

  Code operator[](std::size_t row) const { return meaning_[(*cells_)[row]]; }
  /// Every code becomes `to[code]`.
  void translate(const std::vector<Code>& to) {
    for (Code& code : meaning_) code = to[code];
  }
  /// Calls `visit(code, records)` for codes in order of their first record; a code may come more than once.
  template <class Visit>
  void count(Visit&& visit) const {
    std::vector<std::int64_t> records(meaning_.size(), 0);
    cells_->visit([&](const auto& cells) {
      for (const auto cell : cells) ++records[cell];
    });
    for (std::size_t cell = 0; cell < records.size(); ++cell)
      if (records[cell] > 0) visit(meaning_[cell], records[cell]);
  }
  Codes codes() const {
    const Code largest = meaning_.empty() ? 0 : std::ranges::max(meaning_);
    return cells_->visit([&](const auto& cells) {
      return Codes(cells.size(), largest, [&](std::size_t row) { return meaning_[cells[row]]; });
    });
  }

 private:
  std::shared_ptr<const NarrowCodes> own_;
  const NarrowCodes* cells_ = nullptr;
  std::vector<Code> meaning_;
};

/// Names by record: a code into the spellings, of which two may be the same; 0 is nothing.
struct WordColumn {
  std::vector<std::string> distinct{std::string()};
  RowCodes codes;
};
/// Calls `visit(distinct cell)` once per distinct cell of a column; each record gets the code that it returns. `stays`:
/// the column outlives the codes.
RowCodes coded(const RawColumn& column, bool stays, const std::function<Code(std::string_view)>& visit);
RowCodes coded(const BoundCells& cells, const std::function<Code(std::string_view)>& visit);

/// A name as the profile spells it, without what stands for nothing; items of an array with commas.
std::string spelled(const TableProfile& rules, Field field, std::string_view cell);

/// Names of a column; of one beyond the known fields without a field, taken as they are.
WordColumn words_of(const RawColumn& column, bool stays, const TableProfile& rules, std::optional<Field> field);

}  // namespace dsat::load
