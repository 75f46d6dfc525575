#pragma once
#include <string>

#include "dsat/load/cells.hpp"

namespace dsat::load {

/// The cells of a workbook's sheet that has most column names, the first of several; `lines` are its rows. Throws
/// Error(input) for what is no workbook, or holds nothing.
Cells sheet_cells(std::string bytes, const std::string& name, const IsColumnName& is_column_name);

}  // namespace dsat::load
