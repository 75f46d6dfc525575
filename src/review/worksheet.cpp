#include "dsat/review/worksheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/spreadsheet.hpp"
#include "dsat/base/text.hpp"

namespace dsat::review {
namespace {

/// A header as people may have rewritten it: `Ticket ID` is `ticket_id`.
std::string header_key(std::string_view header) {
  std::string key = fold(header);
  std::replace_if(
      key.begin(), key.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  return key;
}

std::optional<Column> column_named(std::string_view header) {
  const std::string key = header_key(header);
  for (const ColumnInfo& column : columns())
    if (column.key == key) return column.column;
  return std::nullopt;
}

constexpr std::size_t lines_before_header = 20;

/// The header names the ticket and at least one column that people fill in: an export does only the first.
bool is_header(const std::vector<std::string>& record) {
  bool ticket = false, typed = false;
  for (const std::string& cell : record) {
    const auto column = column_named(cell);
    if (!column) continue;
    ticket |= *column == Column::ticket_id;
    typed |= info(*column).kind != ColumnKind::ours;
  }
  return ticket && typed;
}

bool blank(std::string_view cell) {
  return trim(cell).empty();
}

}  // namespace

Worksheet::Worksheet() : name_("worksheet") {
  cells_.records.emplace_back();
  cells_.lines.push_back(0);
  complete_columns();
}

Worksheet Worksheet::read(const std::filesystem::path& path) {
  return parse(read_file(path), path.string());
}

Worksheet Worksheet::parse(std::string_view bytes, const std::string& name) {
  Worksheet sheet;
  sheet.name_ = name;
  if (bytes.empty()) return sheet;
  sheet.is_new_ = false;
  sheet.position_ = {};
  sheet.cells_ = load::parse_cells(bytes, name, [](std::string_view cell) { return column_named(cell).has_value(); });
  auto& records = sheet.cells_.records;
  const std::string_view breaks = csv_breaks(sheet.cells_.dialect.delimiter);
  for (auto& record : records)
    for (std::string& cell : record) cell = without_csv_guards(cell, breaks);

  const auto judged = records.begin() + static_cast<std::ptrdiff_t>(std::min(records.size(), lines_before_header));
  const auto header = std::find_if(records.begin(), judged, is_header);
  if (header == judged)
    throw Error(ErrorKind::input, "this is not a review worksheet: no line names ticket_id and a column like fault",
                "Name another file; where there is none, a new worksheet is made.",
                {name, 1, 0, records.empty() ? "" : one_line(join(records.front(), ","))});
  sheet.header_ = static_cast<std::size_t>(header - records.begin());
  for (std::size_t i = 0; i < header->size(); ++i) {
    const auto column = column_named((*header)[i]);
    if (!column) continue;
    auto& position = sheet.position_[static_cast<std::size_t>(*column)];
    if (position)
      throw Error(ErrorKind::input, fmt::format("the column {} is there twice", info(*column).key),
                  "Give one of them another name.", {name, sheet.cells_.lines[sheet.header_], 0, {}});
    position = i;
  }
  for (std::size_t i = sheet.header_ + 1; i < records.size(); ++i) {
    auto& record = records[i];
    const auto surplus = record.begin() + static_cast<std::ptrdiff_t>(std::min(record.size(), header->size()));
    if (const auto word = std::find_if_not(surplus, record.end(), blank); word != record.end())
      throw Error(ErrorKind::input,
                  fmt::format("the row has {} cells, but the header has {}", record.size(), header->size()),
                  "Give the added column a name, or put quotes around a cell that holds the separator.",
                  {name, sheet.cells_.lines[i], 0, *word});
    record.resize(header->size());
  }
  return sheet;
}

void Worksheet::begin_as(char separator, bool mark) {
  if (!is_new_) return;
  cells_.dialect.delimiter = separator;
  cells_.dialect.byte_order_mark = mark;
}

std::string_view Worksheet::cell(std::size_t row, Column column) const {
  const auto position = position_[static_cast<std::size_t>(column)];
  return position ? std::string_view(cells_.records[header_ + 1 + row][*position]) : std::string_view();
}

std::string_view Worksheet::extra_cell(std::size_t row, std::string_view header) const {
  const auto& names = cells_.records[header_];
  const std::string key = header_key(header);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (header_key(names[i]) == key) return cells_.records[header_ + 1 + row][i];
  return {};
}

std::optional<Column> Worksheet::column_at(std::size_t place) const {
  for (const ColumnInfo& column : columns())
    if (position_[static_cast<std::size_t>(column.column)] == place) return column.column;
  return std::nullopt;
}

bool Worksheet::typed(std::size_t row) const {
  const auto record = cells(row);
  for (std::size_t i = 0; i < record.size(); ++i) {
    if (blank(record[i])) continue;
    const auto column = column_at(i);
    if (!column || info(*column).kind != ColumnKind::ours) return true;
  }
  return false;
}

void Worksheet::set(std::size_t row, Column column, std::string text) {
  cells_.records[header_ + 1 + row][*position_[static_cast<std::size_t>(column)]] = std::move(text);
}

std::size_t Worksheet::add_row() {
  cells_.records.emplace_back(cells_.records[header_].size());
  cells_.lines.push_back(0);
  return rows() - 1;
}

void Worksheet::complete_columns(const std::set<Column>& known) {
  auto& header = cells_.records[header_];
  // As long as nothing stands in it, a new sheet has all columns in their order.
  if (is_new_ && rows() == 0) {
    header.clear();
    position_ = {};
  }
  for (const ColumnInfo& column : columns()) {
    auto& position = position_[static_cast<std::size_t>(column.column)];
    if (position || (column.where_known && !known.contains(column.column))) continue;
    position = header.size();
    header.emplace_back(column.key);
  }
  for (std::size_t i = header_ + 1; i < cells_.records.size(); ++i) cells_.records[i].resize(header.size());
}

std::string Worksheet::print() const {
  load::Cells guarded = cells_;
  const std::string_view breaks = csv_breaks(cells_.dialect.delimiter);
  bool ascii = true;
  for (auto& record : guarded.records)
    for (std::string& cell : record) {
      ascii &= std::all_of(cell.begin(), cell.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
      cell = with_csv_guards(cell, breaks);
    }
  if (is_new_) guarded.dialect.byte_order_mark |= !ascii;
  return load::print_cells(guarded, name_);
}

}  // namespace dsat::review
