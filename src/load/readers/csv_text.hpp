#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dsat/load/load.hpp"
#include "load/decode.hpp"
#include "load/dialect.hpp"
#include "load/oddities.hpp"
#include "load/readers/csv_part.hpp"

namespace dsat::load {

/// The records of a CSV file in plain form, part by part, each with its fate decided: kept, left out or rejected.
///
/// A part goes through three hands. find() cuts it off the text where a record seems to end; one thread at a time.
/// prepare() brings the rows into plain form about which there is nothing to tell, up to the first about which there
/// is; side by side. settle() takes these over if the part did begin where a record does, and decides about the rest;
/// one part at a time, in order. So where the cuts are, and who did what, never changes what comes out.
class CsvText {
 public:
  enum class Purpose {
    table,  ///< rows below a header, as many cells as it has
    cells,  ///< every record as found, the header too; only preamble and footer lines are left out
  };

  /// Reads as much as it takes to find separator and header. `facts` gets delimiter, guesses and the counts of rows; it
  /// and `watch` must outlive this. Parts are of about `part_size` bytes. Throws Error(input) for what is no table.
  CsvText(Purpose purpose, const std::string& path, Decoder decoder, const Options& options, const KnownName& known,
          const Watch& watch, FileFacts& facts, std::size_t part_size = usual_part);
  ~CsvText();

  /// Large enough that a part costs nothing by itself, small enough to stay close to the processor.
  static constexpr std::size_t usual_part = std::size_t{1} << 18;

  /// Names of the columns; one without a name in the header is `column N`.
  std::vector<std::string> columns() const;

  /// Which columns the plain form is to carry; all, if never called.
  void keep(std::vector<bool> kept);
  /// By column, the words of which a cell must hold one, else it is carried as an empty one; none: every cell is.
  void mark(std::vector<std::vector<std::string>> marks);
  /// Columns that hold tickets' ids: records with one get no fingerprint.
  void identify_by(std::vector<std::size_t> columns);

  /// The next part of the text; false at the end of it.
  bool find(CsvPart& part);
  void prepare(CsvPart& part) const;
  void settle(CsvPart& part);

  /// The next records, by one thread; false at the end of the table.
  bool next(PlainPart& part);

  /// After the end of a table: true if another one follows in the file, under a header of its own (two exports were
  /// put into one file). Columns are then those of that header, all are kept, and none holds ids.
  bool next_table();

  /// Bytes of text settled so far.
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
