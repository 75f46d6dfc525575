#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/data/store.hpp"
#include "dsat/load/cells.hpp"

/// The review worksheet: a table in which people say whose fault a bad rating was and what was done about it. It
/// travels through their spreadsheet program and back, and no word typed into it is ever lost.
namespace dsat::review {

/// The worksheet's own columns, in the order of a new sheet. Up to `url` dsat fills them in, from `fault` on people.
enum class Column : std::uint8_t {
  ticket_id,
  rated_at,
  agent,
  team,
  channel,
  tags,
  rating,
  rating_before,
  reason,
  comment,
  subject,
  reply,
  url,
  fault,
  error_source,
  root_cause,
  action,
  action_date,
  prompted_by,
  result,
  department,
  reviewer,
  reviewed_at,
  followed_up_at,
  challenge,
  challenge_by,
  challenge_reason,
  decided_by,
  decided_at,
};
inline constexpr std::size_t column_count = 29;
inline constexpr std::size_t first_typed_column = 13;

enum class ColumnKind : std::uint8_t {
  ours,    ///< filled in by dsat
  words,   ///< typed, free
  choice,  ///< typed, one of few words
  moment,  ///< typed, a date or an instant
};

struct ColumnInfo {
  Column column;
  std::string_view key;  ///< the header
  ColumnKind kind;
  std::string_view help;                  ///< what to type, a sentence
  std::vector<std::string_view> choices;  ///< of a choice: the words of the drop-down list
  bool where_known = false;               ///< a sheet has it only where there is something to fill in
};
std::span<const ColumnInfo> columns();
const ColumnInfo& info(Column column);

/// A worksheet as it stands in a file: every record, preamble and extra column, in its place.
class Worksheet {
 public:
  /// A new one without rows.
  Worksheet();
  /// Throws Error(input) naming file, line and remedy: not a worksheet, a column twice, a row with more cells than the
  /// header, whatever read_cells() can't read.
  static Worksheet read(const std::filesystem::path& path);
  static Worksheet parse(std::string_view bytes, const std::string& name);
  /// How a new sheet is written; one that was read stays in its dialect.
  void begin_as(char separator, bool mark);

  /// What errors and notes call it.
  const std::string& name() const { return name_; }
  std::size_t rows() const { return cells_.records.size() - header_ - 1; }
  /// A cell without the guard against spreadsheets (see with_csv_guards); empty where the sheet lacks the
  /// column.
  std::string_view cell(std::size_t row, Column column) const;
  /// A cell of an added column, named by its header (compared folded, `_` as a blank); empty where there is none.
  std::string_view extra_cell(std::size_t row, std::string_view header) const;
  /// All column names and all cells of a row, in the order of the file, added columns too.
  std::span<const std::string> headers() const { return cells_.records[header_]; }
  std::span<const std::string> cells(std::size_t row) const { return cells_.records[header_ + 1 + row]; }
  /// Which of the known columns stands at a place, if it is one.
  std::optional<Column> column_at(std::size_t place) const;
  /// Physical line of a row, in the file it came from; 0 for a new row.
  std::uint64_t line(std::size_t row) const { return cells_.lines[header_ + 1 + row]; }
  /// True if somebody typed anything into a row: into a column of people's or an added one.
  bool typed(std::size_t row) const;
  const load::Dialect& dialect() const { return cells_.dialect; }

  void set(std::size_t row, Column column, std::string text);
  /// Appends an empty row and returns its number.
  std::size_t add_row();
  /// Adds the columns that are missing, behind the others.
  void complete_columns(const std::set<Column>& known = {});
  bool has(Column column) const { return position_[static_cast<std::size_t>(column)].has_value(); }

  /// The file's bytes, in the dialect the sheet came in, guards put on. A new sheet is UTF-8 with LF, and marked as
  /// such when it holds more than ASCII: without the mark Excel garbles it.
  std::string print() const;

 private:
  std::string name_;
  load::Cells cells_;       ///< without guards
  std::size_t header_ = 0;  ///< the record with the column names
  std::array<std::optional<std::size_t>, column_count> position_{};
  bool is_new_ = true;
};

/// A rating that is to stand in the worksheet.
struct Entry {
  std::uint32_t ticket = 0, rating = 0;
};

/// What a merge did.
struct Merged {
  std::size_t added = 0;    ///< rows
  std::size_t kept = 0;     ///< rows that stood there before
  std::size_t gone = 0;     ///< of these, rows about ratings that left the data
  std::size_t changed = 0;  ///< rows whose rating changed
  std::vector<std::string> notes;
};

/// Brings ratings into a worksheet. Rows match on the ticket, with `every_rating` also on the rating's time. Nobody's
/// word is touched: of its own columns dsat fills the empty ones, restores ids and times that a spreadsheet
/// reformatted, and moves a rating that changed to `rating_before`. Throws Error(input) for a row whose ticket id a
/// spreadsheet shortened.
/// `address`: of a ticket's page, by its id; none where pages aren't known.
using Address = std::function<std::string(std::string_view)>;
Merged merge(Worksheet& sheet, const Store& store, std::span<const Entry> entries, bool every_rating,
             const Address& address = {});

/// Gives each of the last `added` rows a reviewer: of those named who has fewest rows to review in the sheet, of equals
/// the one named first, nobody a rating of their own work.
void assign_reviewers(Worksheet& sheet, std::size_t added, std::span<const std::string> reviewers);

/// Writes or updates the worksheet file: merged with what stands there, or with `start` (a sheet from `--reviews`)
/// where nothing does, new rows shared out among `reviewers`, replaced atomically, the one before kept as `FILE.bak`. A
/// path ending in .xlsx gets a native spreadsheet. What somebody saves meanwhile is merged as well; other runs are kept
/// away by the caller, with a FileLock. Throws Error(output) if a spreadsheet exists already, or somebody saves without
/// end, Error(input) as merge() and Worksheet::read(); nothing is touched then.
Merged update_worksheet(const std::filesystem::path& path, const Store& store, std::span<const Entry> entries,
                        bool every_rating, const Worksheet* start = nullptr,
                        std::span<const std::string> reviewers = {}, const Address& address = {});

/// The native spreadsheet: drop-down lists for the fixed words, wrapped comments, frozen header, people's columns
/// coloured, not protected. The only time stamp in it is that of the newest rating. Throws Error(output).
void write_xlsx(const Worksheet& sheet, const std::filesystem::path& path);

}  // namespace dsat::review
