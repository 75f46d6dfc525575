#pragma once
#include <cstdint>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsat/base/file_state.hpp"
#include "load/meaning/recognise.hpp"
#include "load/sheets/sheet_text.hpp"
#include "load/sheets/workbook.hpp"
#include "load/source.hpp"

/// What stands behind the paths of a command line: files, folders, standard input, what archives hold, the sheets of
/// workbooks. Each table is a source of its own with a name (`export.zip/tickets.csv`, `tickets.xlsx, sheet Q1`), and
/// is read by that name like a file.
namespace dsat::load {

/// The sources that a path stands for.
struct Listing {
  std::vector<std::string> files;                                ///< names, to be opened
  std::vector<std::pair<std::string, std::string>> passed_over;  ///< what isn't taken, and why
};

/// A source's bytes.
struct OpenSource {
  ByteSource bytes;
  std::string container;                    ///< xlsx, ods, xls; empty: as its text says
  std::shared_ptr<const RowsOfLines> rows;  ///< of a sheet; else null
};

class Sources {
 public:
  struct Options {
    std::uint64_t max_size = std::uint64_t{8} << 30;  ///< bytes of one source, unpacked
    std::string sheet;                                ///< of workbooks only this one
  };

  /// `known` tells which cells are names of columns, by which sheets are chosen; it may be empty.
  Sources(std::istream& standard_input, Options options, KnownName known = {});
  ~Sources();

  /// A folder gives the exports in it (not those in folders below) in bytewise order of their names; an archive its
  /// members, archives in it too, but not a third one within; a workbook the sheets that hold a table, else its first
  /// that holds anything. Everything else, also what isn't there, stands for itself.
  /// Throws Error(input) for what can't be read, is encrypted, or holds no export; Error(usage) if no workbook of this
  /// path has the sheet that was asked for.
  Listing list(const std::string& path);

  /// Opens a source by its name, or a file by its path.
  OpenSource open(const std::string& name);

  /// Throws Error(input) if a file that was looked at or read has been cut, replaced or written anew since then.
  void require_unchanged() const;

  /// The path of the file that a source is in.
  std::string file_of(const std::string& name) const;

  /// True if open() gives the same bytes again: no pipe.
  bool can_be_read_again(const std::string& name) const;

 private:
  struct Location;
  class Lister;
  struct Seen {
    FileState state;
    std::string head;  ///< the first bytes
  };

  std::unique_ptr<ByteStream> file(const std::string& path);
  bool holds_input();
  std::unique_ptr<ByteStream> at(const Location& location);
  std::unique_ptr<ByteStream> archive_at(const Location& location);
  /// Null if there is none; `members` are those of its archive, where they are known already.
  Workbook* workbook_at(const Location& location, const std::string& name,
                        std::optional<std::vector<std::string>> members = {});

  std::istream& standard_input_;
  Options options_;
  KnownName known_;
  ByteSource input_;                           ///< standard input, looked at and not read yet
  std::shared_ptr<const std::string> held_;    ///< all of standard input, where it is read more than once
  std::map<std::string, Location> locations_;  ///< of names that aren't paths
  std::map<std::string, Seen> seen_;           ///< files, as they were when they were looked at first
  std::map<std::string, std::shared_ptr<const std::string>> unpacked_;  ///< archives and workbooks within archives
  std::string workbook_name_;
  std::unique_ptr<Workbook> workbook_;  ///< the one read last
};

}  // namespace dsat::load
