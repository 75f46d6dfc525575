#pragma once
#include <string>

#include "dsat/load/cells.hpp"

namespace dsat::load {

/// True for the bytes of a workbook: of a zip archive, or of an old Office document.
bool is_workbook(std::string_view bytes);

/// The cells of a workbook's sheet that has most column names, the first of several; `lines` are its rows. Throws
/// Error(input) for what is no workbook, or holds nothing.
Cells sheet_cells(std::string bytes, const std::string& name, const IsColumnName& is_column_name);

/// The names of the sheets of a workbook that hold anything.
std::vector<std::string> filled_sheets(std::string bytes, const std::string& name);

}  // namespace dsat::load
