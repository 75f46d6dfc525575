#include "app/history_file.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "dsat/base/file.hpp"

namespace dsat::app {

HistoryFile::HistoryFile(std::string path) : path_(std::move(path)) {
  std::error_code unknown;
  if (!std::filesystem::exists(path_, unknown) || std::filesystem::file_size(path_, unknown) == 0) return;
  const load::Cells cells = load::read_cells(path_, [](std::string_view cell) {
    return std::ranges::find(report::Ledger::columns(), cell) != report::Ledger::columns().end();
  });
  dialect_ = cells.dialect;
  ledger = report::Ledger(cells.records, cells.lines, path_);
}

void HistoryFile::write() const {
  load::Cells cells;
  cells.dialect = dialect_;
  cells.records = ledger.records();
  AtomicFile file(path_);
  file.write(load::print_cells(cells, path_));
  file.commit();
}

}  // namespace dsat::app
