#pragma once
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

  /// Replaces the file by the ledger, whole or not at all. Throws Error(output).
  void write() const;

 private:
  std::string path_;
  load::Dialect dialect_;
};

}  // namespace dsat::app
