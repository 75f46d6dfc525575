#include "app/history_file.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"

namespace dsat::app {
namespace {

[[noreturn]] void refuse(const std::string& path) {
  throw Error(ErrorKind::output, "somebody else wrote the history meanwhile", "Run the command again.",
              {path, 0, 0, {}});
}

}  // namespace

HistoryFile::HistoryFile(std::string path) : path_(std::move(path)), before_(content()) {
  if (!before_ || before_->empty()) return;
  const load::Cells cells = load::parse_cells(*before_, path_, [](std::string_view cell) {
    return std::ranges::find(report::Ledger::columns(), cell) != report::Ledger::columns().end();
  });
  dialect_ = cells.dialect;
  ledger = report::Ledger(cells.records, cells.lines, path_);
}

std::optional<std::string> HistoryFile::content() const {
  std::error_code unknown;
  if (!std::filesystem::exists(path_, unknown)) return std::nullopt;
  return read_file(path_);
}

void HistoryFile::require_unchanged() const {
  if (content() != before_) refuse(path_);
}

void HistoryFile::write() const {
  load::Cells cells;
  cells.dialect = dialect_;
  cells.records = ledger.records();
  AtomicFile file(path_);
  file.write(load::print_cells(cells, path_));
  if (!file.commit_over(before_)) refuse(path_);
}

}  // namespace dsat::app
