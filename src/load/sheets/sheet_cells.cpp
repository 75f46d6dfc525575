#include "load/sheets/sheet_cells.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "dsat/base/error.hpp"
#include "load/archive.hpp"
#include "load/sheets/workbook.hpp"

namespace dsat::load {
namespace {

std::unique_ptr<Workbook> workbook_of(std::string bytes, const std::string& name) {
  const auto held = std::make_shared<const std::string>(std::move(bytes));
  std::vector<std::string> members;
  if (held->starts_with("PK")) members = names_of(members_of(name, stream_of(held)));
  auto workbook = open_workbook(
      name, [held] { return stream_of(held); }, members);
  if (!workbook)
    throw Error(ErrorKind::input, "this is no spreadsheet, though it begins like one",
                "Save it as .xlsx, .ods or CSV and pass that.", {name, 0, 0, {}});
  return workbook;
}

}  // namespace

bool is_workbook(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || begins_old_workbook(bytes);
}

Cells sheet_cells(std::string bytes, const std::string& name, const IsColumnName& is_column_name) {
  const auto workbook = workbook_of(std::move(bytes), name);
  Cells best;
  std::ptrdiff_t most = -1;
  for (std::size_t sheet = 0; sheet < workbook->sheets().size(); ++sheet) {
    Cells cells;
    std::ptrdiff_t names = 0;
    const auto rows = workbook->open(sheet);
    for (SheetRow row; rows->next(row);) {
      names = std::max(names, std::ranges::count_if(row.cells, is_column_name));
      cells.lines.push_back(row.number);
      cells.records.push_back(std::move(row.cells));
    }
    if (cells.records.empty() || names <= most) continue;
    best = std::move(cells);
    most = names;
  }
  if (most < 0) throw Error(ErrorKind::input, "the workbook holds nothing", "Is it the right one?", {name, 0, 0, {}});
  return best;
}

std::vector<std::string> filled_sheets(std::string bytes, const std::string& name) {
  const auto workbook = workbook_of(std::move(bytes), name);
  std::vector<std::string> filled;
  for (std::size_t sheet = 0; sheet < workbook->sheets().size(); ++sheet) {
    SheetRow row;
    if (workbook->open(sheet)->next(row)) filled.push_back(workbook->sheets()[sheet].name);
  }
  return filled;
}

}  // namespace dsat::load
