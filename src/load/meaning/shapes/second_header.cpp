#include <algorithm>

#include "dsat/base/text.hpp"
#include "load/meaning/shapes.hpp"
#include "load/moments.hpp"
#include "load/vocabulary.hpp"

/// A second row of headers: labels under the questions (`Score, Label, Answer`; the choices of a question), written by
/// survey tools. It is told by its cells: words where every row below has none or has numbers and dates, and nothing
/// where every row below is filled.
namespace dsat::load {
namespace {

bool is_nameless(const RawColumn& column, std::size_t index) {
  return trim(column.name()).empty() || column.name() == "column " + std::to_string(index + 1);
}

bool is_label(std::string_view cell) {
  const bool digits_only =
      std::ranges::all_of(cell, [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; });
  return !cell.empty() && !digits_only && cell.size() <= 200 && parse_stamp(cell).shape == Stamp::Shape::none;
}

/// What most cells below the first row are like.
struct Below {
  std::size_t filled = 0, numbers = 0, dates = 0;
};

Below below(const RawTable& table, std::size_t column) {
  Below counts;
  const std::size_t end = std::min<std::size_t>(table.columns[column].size(), 500);
  for (std::size_t row = 1; row < end; ++row) {
    const std::string cell = cell_text(table, column, row);
    if (cell.empty()) continue;
    ++counts.filled;
    const Stamp::Shape shape = cell.size() <= 80 ? parse_stamp(cell).shape : Stamp::Shape::none;
    const bool number =
        std::ranges::all_of(cell, [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-'; });
    counts.numbers += number ? 1 : 0;
    counts.dates += shape != Stamp::Shape::none && !number ? 1 : 0;
  }
  return counts;
}

bool is_second_header(const RawTable& table) {
  if (table.rows < 2) return false;
  const std::size_t rows = std::min<std::size_t>(table.rows, 500) - 1;
  std::size_t labels = 0, nameless_labels = 0, empty_above_full = 0, typed = 0, typed_labels = 0;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!is_kept(table.columns[i].keep()) || table.columns[i].size() < 2) continue;
    const std::string cell = cell_text(table, i, 0);
    const Below counts = below(table, i);
    const bool full = counts.filled * 10 >= rows * 9;
    const bool is_typed = counts.filled >= 1 && (counts.numbers + counts.dates) * 10 >= counts.filled * 9;
    typed += is_typed ? 1 : 0;
    if (cell.empty()) {
      empty_above_full += full ? 1 : 0;
      continue;
    }
    if (!is_label(cell)) return false;
    ++labels;
    nameless_labels += is_nameless(table.columns[i], i) ? 1 : 0;
    typed_labels += is_typed ? 1 : 0;
  }
  if (labels == 0) return false;
  // Labels under merged headers, or words over nothing but numbers and dates.
  const bool under_questions = nameless_labels + typed_labels > 0 && empty_above_full > 0;
  const bool over_values = typed_labels >= 2 && typed_labels == typed;
  return under_questions || over_values;
}

}  // namespace

bool apply_second_header(RawTable& table, const TableView&, Shaped& shaped, const Options&) {
  if (!is_second_header(table)) return false;
  bool any_nameless = false;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    any_nameless = any_nameless || is_nameless(table.columns[i], i);
  std::string group;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool nameless = is_nameless(table.columns[i], i);
    if (!nameless) group = table.columns[i].name();
    const std::string label = one_line(cell_text(table, i, 0));
    const bool in_group = nameless || (i + 1 < table.columns.size() && is_nameless(table.columns[i + 1], i + 1));
    names.push_back(any_nameless && in_group && !label.empty() && !group.empty() ? group + ": " + label
                    : nameless && !label.empty()                                 ? label
                                                                                 : table.columns[i].name());
  }
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 1; row < table.rows; ++row) rows.push_back(row);
  table = selected(table, rows);
  for (std::size_t i = 0; i < names.size(); ++i) table.columns[i].rename(names[i]);
  ++shaped.left_out["second header"];
  return true;
}

}  // namespace dsat::load
