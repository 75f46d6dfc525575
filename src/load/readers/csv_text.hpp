#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dsat/load/load.hpp"
#include "load/decode.hpp"
#include "load/dialect.hpp"
#include "load/oddities.hpp"
#include "load/plain_form.hpp"
#include "load/raw_table.hpp"

namespace dsat::load {

/// The records of a CSV file in plain form, part by part, each with its fate decided: kept, left out or rejected.
class CsvText {
 public:
  enum class Purpose {
    table,  ///< rows below a header, as many cells as it has
    cells,  ///< every record as found, the header too; only preamble and footer lines are left out
  };

  /// Reads as much as it takes to find separator and header. `facts` gets delimiter, guesses and the counts of rows; it
  /// and `watch` must outlive this. Throws Error(input) for what is no table.
  CsvText(Purpose purpose, const std::string& path, Decoder decoder, const Options& options, const KnownName& known,
          const Watch& watch, FileFacts& facts);
  ~CsvText();

  /// Names of the columns; one without a name in the header is `column N`.
  std::vector<std::string> columns() const;

  /// Which columns the plain form is to carry; all, if never called.
  void keep(std::vector<bool> kept);
  /// Columns that hold tickets' ids: records with one get no fingerprint.
  void identify_by(std::vector<std::size_t> columns);

  /// The next records; false at the end of the table.
  bool next(PlainPart& part);

  /// After the end of a table: true if another one follows in the file, under a header of its own (two exports were
  /// put into one file). Columns are then those of that header, all are kept, and none holds ids.
  bool next_table();

  /// Bytes of text passed so far. May be asked while another thread reads.
  std::uint64_t bytes_read() const;

  /// The encoding, as decided so far.
  Guess encoding() const;

  /// After the end: everything irregular that was met.
  const Oddities& oddities() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dsat::load
