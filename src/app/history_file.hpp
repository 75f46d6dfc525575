#pragma once
#include <optional>
#include <string>

#include "dsat/load/cells.hpp"
#include "dsat/report/ledger.hpp"

namespace dsat::app {

/// The ledger of --history in its file, which is kept in the dialect that it was found in.
class HistoryFile {
 public:
  /// Reads it; a file that isn't there is an empty ledger. Throws Error(input).
  explicit HistoryFile(std::string path);

  report::Ledger ledger;

  /// Throws Error(output) if somebody else wrote the file since it was read.
  void require_unchanged() const;
  /// Replaces the file by the ledger, whole or not at all. Throws Error(output), also for what require_unchanged()
  /// finds.
  void write() const;

 private:
  std::optional<std::string> content() const;

  std::string path_;
  std::optional<std::string> before_;  ///< what stood in the file
  load::Dialect dialect_;
};

}  // namespace dsat::app
