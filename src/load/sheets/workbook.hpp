#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "load/source.hpp"

/// Spreadsheets: rows of cells as people see them in the sheet, whatever program wrote it. In come the bytes of a
/// workbook, out come texts; what they mean nobody here knows.
namespace dsat::load {

/// A row with anything in it. Cells are texts as CSV would have them: numbers with a point and all their digits, dates
/// as `2026-11-02`, `2026-11-02 10:15:00` or `10:15:00`, spans of time as `26:15:00`, per cent as `85%`, TRUE and
/// FALSE, errors as the program shows them (`#N/A`), formulas by the value that was saved with them.
struct SheetRow {
  std::uint32_t number = 0;  ///< from 1, as the program counts
  bool hidden = false;
  std::vector<std::string> cells;  ///< without empty ones at the end
};

/// The rows of a sheet from top to bottom, read as they are asked for.
class SheetRows {
 public:
  virtual ~SheetRows() = default;
  /// False at the end. Throws Error(input) for a sheet that can't be read.
  virtual bool next(SheetRow& row) = 0;
  /// What was met and isn't in the rows, for people; after the end.
  virtual std::vector<std::string> notes() const { return {}; }
};

struct SheetInfo {
  std::string name;
  bool hidden = false;
};

/// Opens the bytes of a workbook from their beginning, as often as it is asked; they can seek.
using OpenBytes = std::function<std::unique_ptr<ByteStream>()>;

/// An open workbook.
class Workbook {
 public:
  virtual ~Workbook() = default;
  virtual std::string_view format() const = 0;  ///< xlsx, ods, xls
  virtual const std::vector<SheetInfo>& sheets() const = 0;
  virtual std::unique_ptr<SheetRows> open(std::size_t sheet) = 0;
};

/// Opens a kind of workbook: nothing for what is none of it; throws Error(input) for a damaged one. `members` are the
/// names in a zip archive; empty where the bytes are none.
using WorkbookKind = std::unique_ptr<Workbook>(const std::string& path, const OpenBytes& bytes,
                                               const std::vector<std::string>& members);
WorkbookKind open_xlsx, open_ods, open_xls;

/// True for the first bytes of an old Office document, which an .xls is.
bool begins_old_workbook(std::string_view head);

/// The workbook in these bytes, of whatever kind; nothing if they are none.
std::unique_ptr<Workbook> open_workbook(const std::string& path, const OpenBytes& bytes,
                                        const std::vector<std::string>& members);

}  // namespace dsat::load
