#include <algorithm>
#include <string>

#include "dsat/base/text.hpp"
#include "load/meaning/recognise.hpp"
#include "load/moments.hpp"
#include "load/vocabulary.hpp"

namespace dsat::load {
namespace {

bool is_array_column(const RawColumn& column) {
  return column.name().find("[]") != std::string::npos;
}

/// The items of a cell that the column beside it picks; all of them without one.
std::string picked(const RawTable& table, const BoundPart& part, std::size_t row, bool many) {
  CellRoom room, room_beside;
  const std::string_view cell = table.columns[part.column].cell(row, room);
  if (!part.where && many) return std::string(cell);
  const auto items = split(cell, array_separator);
  std::vector<std::string_view> beside;
  if (part.where) beside = split(table.columns[*part.where].cell(row, room_beside), array_separator);
  std::string joined;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].empty()) continue;
    if (part.where && (i >= beside.size() || std::ranges::find(*part.is, fold(beside[i])) == part.is->end())) continue;
    if (!many) return std::string(split(items[i], inner_array_separator).front());
    joined += (joined.empty() ? "" : std::string(1, array_separator)) + std::string(items[i]);
  }
  return joined;
}

/// A date's cell and a time's cell as one stamp: the time is taken without the day that a spreadsheet gave it.
std::string date_and_time(std::string_view date, std::string_view time) {
  date = trim(date);
  if (date.empty()) return {};
  time = trim(time);
  const Stamp stamp = parse_stamp(time);
  if (!stamp.has_time) return std::string(date);
  // A midnight that a spreadsheet put behind a bare date is no time of day.
  if (const std::size_t blank = date.find(' '); blank != std::string_view::npos && parse_stamp(date).has_time)
    date = date.substr(0, blank);
  const auto two = [](int number) { return std::string(number < 10 ? "0" : "") + std::to_string(number); };
  return std::string(date) + " " + two(stamp.time / 3600) + ":" + two(stamp.time / 60 % 60) + ":" +
         two(stamp.time % 60);
}

}  // namespace

BoundCells::BoundCells(const RawTable& table, const Bound& bound, FieldKind kind) {
  const bool many = kind == FieldKind::names;
  const BoundPart& first = bound.options.front().front();
  const bool one = bound.options.size() == 1 && bound.options.front().size() == 1 && !first.where;
  if (one && (many || !is_array_column(table.columns[first.column]))) {
    single_ = &table.columns[first.column];
    if (kind == FieldKind::prose) hold_texts();
    return;
  }
  made_.emplace(bound.shown, keep_for(kind));
  std::string cell;
  CellRoom room;
  for (std::size_t row = 0; row < table.rows; ++row) {
    bool present = false;
    cell.clear();
    for (const auto& sum : bound.options) {
      for (const BoundPart& part : sum) {
        const RawColumn& column = table.columns[part.column];
        present = present || column.state(row) == CellState::present;
        const bool plain = !part.where && (many || !is_array_column(column));
        const std::string text = plain ? std::string(column.cell(row, room)) : picked(table, part, row, many);
        if (means_missing(text)) continue;
        if (cell.empty())
          cell = text;
        else if (kind == FieldKind::moment)
          cell = date_and_time(cell, text);
        else
          cell += (many ? std::string(1, array_separator) : " ") + text;
      }
      if (!cell.empty()) break;
    }
    if (cell.empty() && !present)
      made_->append_absent();
    else
      made_->append(cell);
  }
}

void BoundCells::hold_texts() {
  const Keep keep = column().keep();
  if (keep == Keep::words || keep == Keep::plain || keep == Keep::sampled) return;
  made_ = column().held_as(Keep::plain);
}

}  // namespace dsat::load
