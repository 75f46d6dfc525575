#include "load/raw_table.hpp"

#include <algorithm>
#include <stdexcept>

namespace dsat::load {

RawColumn::RawColumn(std::string name, Keep keep) : name_(std::move(name)), keep_(keep), cells_(encoder_for(keep)) {
  if (keep_ == Keep::packed) packed_ = static_cast<const TextCells*>(cells_.get());
}

std::string_view RawColumn::operator[](std::size_t row) const {
  switch (keep_) {
    case Keep::no:
      return {};
    case Keep::words: {
      CellRoom none;
      return cells_->text(row, none);
    }
    case Keep::sampled:
    case Keep::plain:
    case Keep::packed:
      return static_cast<const TextCells&>(*cells_).held(row);
    case Keep::sets:
    case Keep::keys:
      break;
  }
  throw std::logic_error("a cell that has to be spelled has no text of its own");
}

void RawColumn::pad(std::size_t rows) {
  if (cells_)
    while (cells_->size() < rows) cells_->append_absent();
}

RawColumn RawColumn::held_as(Keep keep) const {
  RawColumn column(name_, keep);
  CellRoom room;
  for (std::size_t row = 0; row < size(); ++row) switch (state(row)) {
      case CellState::absent:
        column.append_absent();
        break;
      case CellState::null:
        column.append_null();
        break;
      case CellState::present:
        column.append(cell(row, room));
        break;
    }
  return column;
}

RawColumn RawColumn::joined(std::span<RawColumn* const> parts, std::span<const Piece> pieces) {
  // The beginning of a table is in one part only.
  if (parts.front()->keep_ == Keep::sampled) {
    const auto beginning = std::ranges::find_if(parts, [](const RawColumn* part) { return part->size() > 0; });
    return std::move(beginning == parts.end() ? *parts.front() : **beginning);
  }
  RawColumn whole(parts.front()->name_, parts.front()->keep_);
  if (!whole.cells_) return whole;
  std::vector<Encoder*> encoders;
  for (RawColumn* part : parts) encoders.push_back(part->cells_.get());
  whole.cells_->join(encoders, pieces);
  return whole;
}

RawColumn* RawTable::find(std::string_view name) {
  for (RawColumn& column : columns) {
    if (column.name() == name) return &column;
  }
  return nullptr;
}

RawTable RawTable::header() const {
  RawTable table;
  table.record_type = record_type;
  for (const RawColumn& column : columns) table.columns.emplace_back(column.name(), column.keep());
  return table;
}

}  // namespace dsat::load
