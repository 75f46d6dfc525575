#include "load/sheets/workbook.hpp"

namespace dsat::load {

std::unique_ptr<Workbook> open_workbook(const std::string& path, const OpenBytes& bytes,
                                        const std::vector<std::string>& members) {
  // One file a kind, and one line here.
  static constexpr WorkbookKind* kinds[] = {open_xlsx, open_ods, open_xls};
  for (WorkbookKind* const kind : kinds)
    if (auto workbook = kind(path, bytes, members)) return workbook;
  return nullptr;
}

}  // namespace dsat::load
