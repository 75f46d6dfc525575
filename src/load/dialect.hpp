#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/data/provenance.hpp"
#include "load/raw_table.hpp"

/// What a CSV file doesn't say of itself: its separator, and where its table begins.
namespace dsat::load {

/// The first records of a file.
struct CsvSample {
  std::string_view text;
  bool whole = false;  ///< the text is the whole file
};

struct CsvDialect {
  char separator = ',';
  bool one_column = false;  ///< no separator stands out: every line is one cell
  Guess guess;
};

/// Decides the separator by trying each (`,` `;` tab `|`): the right one gives, under quoting, the same number of cells
/// in record after record, and column names in the first. A line `sep=;` decides it, and so does `given`, unless that
/// is `auto`. Throws Error(usage) if `given` is neither one character nor `tab`.
CsvDialect sniff_dialect(const CsvSample& sample, const std::string& given, const KnownName& known);

/// Where the table begins.
struct Layout {
  bool found = false;                ///< false if the sample holds no whole record
  std::size_t preamble_records = 0;  ///< records before the header that aren't blank
  std::size_t preamble_blanks = 0;   ///< blank lines among them
  std::size_t header_at = 0;         ///< bytes and physical line where the header begins
  std::uint64_t header_line = 1;
  std::size_t data_at = 0;  ///< where the record after the header, and after further header rows, begins
  std::uint64_t data_line = 1;
  std::size_t second_headers = 0;
  std::vector<std::string> header;  ///< its cells as found, without U+FEFF
  bool unclosed = false;            ///< the header holds a quote that is never closed
  std::size_t usual_cells = 1;      ///< cells that most records have
  std::vector<Guess> guesses;
  std::string pivot;  ///< a cell that only a pivot table has, if there is one
};

/// Decides which record is the header: the first one, unless lines with hardly a cell stand before a record that looks
/// more like column names. Recognised are also the further header rows of survey tools.
Layout sniff_layout(const CsvSample& sample, const CsvDialect& dialect, const KnownName& known);

/// A separator as people know it: `tab`, else itself.
std::string separator_name(char separator);

}  // namespace dsat::load
