#include "load/sources.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/archive.hpp"

namespace dsat::load {
namespace {

constexpr std::size_t head_size = 512;      // a tar tells itself behind the name of its first member
constexpr std::size_t most_levels = 2;      // archives within another, and within that
constexpr std::size_t rows_looked_at = 60;  // of a sheet, for its header

[[noreturn]] void fail(const std::string& path, std::string what, std::string remedy) {
  throw Error(ErrorKind::input, std::move(what), std::move(remedy), Place{shown_path(path), 0, 0, {}});
}

/// Names that programs put into archives for themselves.
bool is_furniture(std::string_view name) {
  const std::string_view last = name.substr(name.rfind('/') + 1);
  return last.starts_with('.') || name.starts_with("__MACOSX/") || last == "Thumbs.db" || last == "desktop.ini";
}

}  // namespace

/// Where a source is: a file, the members on the way into archives, and a sheet.
struct Sources::Location {
  std::string file;
  std::vector<std::pair<std::string, std::size_t>> members;  ///< the archive's name, the number in it
  std::optional<std::size_t> sheet;

  /// The archive that the last member is in.
  Location archive() const {
    Location one = *this;
    one.members.pop_back();
    return one;
  }
};

Sources::Sources(std::istream& standard_input, Options options, KnownName known)
    : standard_input_(standard_input), options_(std::move(options)), known_(std::move(known)) {}
Sources::~Sources() = default;

/// The bytes of a path.
std::unique_ptr<ByteStream> Sources::file(const std::string& path) {
  if (path == "-" && held_) return stream_of(held_);
  const auto now = path == "-" ? std::nullopt : FileState::at(path);
  if (!now) return open_file(path, standard_input_);
  // What is listed, read, and read again is the same: up to where it was first, and beginning as it did.
  const auto [found, is_first] = seen_.try_emplace(path, Seen{*now, {}});
  Seen& seen = found->second;
  std::string_view what = seen.state.broken_by(*now);
  auto bytes = open_file(path, standard_input_, seen.state);
  std::string head = peek(bytes, head_size);
  if (is_first)
    seen.head = std::move(head);
  else if (what.empty() && head != seen.head)
    what = "was written anew while it was read";
  if (!what.empty()) fail(path, std::string(what), std::string(how_to_read_whole));
  return bytes;
}

/// True if standard input is an archive or a workbook, which is held to be read more than once. What was looked at of
/// anything else is there for who reads it.
bool Sources::holds_input() {
  if (held_) return true;
  if (!input_.bytes) input_ = unpack_source("-", open_file("-", standard_input_), options_.max_size);
  const std::string head = peek(input_.bytes, head_size);
  if (!Archive::begins(head) && !begins_old_workbook(head)) return false;
  held_ = std::make_shared<const std::string>(all_of(*input_.bytes));
  input_ = {};
  return true;
}

/// The bytes of an archive or workbook, unpacked, so that they can seek wherever that is possible.
std::unique_ptr<ByteStream> Sources::archive_at(const Location& location) {
  if (location.members.empty()) {
    auto bytes = file(location.file);
    const std::string head = peek(bytes, head_size);
    if (Archive::begins(head) || begins_old_workbook(head)) return bytes;
    return unpack_source(location.file, std::move(bytes), options_.max_size).bytes;
  }
  // An archive in an archive is unpacked into memory once.
  std::string key = location.file;
  for (const auto& [name, number] : location.members) key += '\0' + std::to_string(number);
  auto& held = unpacked_[key];
  if (!held) held = std::make_shared<const std::string>(all_of(*at(location)));
  return stream_of(held);
}

/// The bytes of a file or a member, unpacked.
std::unique_ptr<ByteStream> Sources::at(const Location& location) {
  if (location.members.empty()) return unpack_source(location.file, file(location.file), options_.max_size).bytes;
  const auto& [archive, number] = location.members.back();
  return unpack_source(archive, member_of(archive, archive_at(location.archive()), number), options_.max_size).bytes;
}

Workbook* Sources::workbook_at(const Location& location, const std::string& name,
                               std::optional<std::vector<std::string>> members) {
  if (workbook_ && workbook_name_ == name) return workbook_.get();
  workbook_.reset();
  const OpenBytes bytes = [this, location] { return archive_at(location); };
  if (!members) {
    members.emplace();
    auto stream = bytes();
    const std::string head = peek(stream, head_size);
    if (head.starts_with("PK")) members = names_of(members_of(name, std::move(stream)));
  }
  workbook_ = open_workbook(name, bytes, *members);
  workbook_name_ = name;
  return workbook_.get();
}

/// Finds the sources behind one path.
class Sources::Lister {
 public:
  explicit Lister(Sources& sources) : sources_(sources) {}

  Listing list(const std::string& path) {
    if (path != "-" && is_folder(path))
      list_folder(path);
    else
      look_at({path, {}, {}}, path);
    if (!asked_sheets_.empty() && !sheet_found_)
      throw Error(ErrorKind::usage, "there is no sheet \"" + sources_.options_.sheet + "\" in " + shown_path(path),
                  "Its sheets are " + join(asked_sheets_, ", ") + ".");
    return std::move(listing_);
  }

 private:
  void list_folder(const std::string& folder) {
    const std::string prefix = folder.back() == '/' ? folder : folder + '/';
    bool any = false;
    for (const std::string& name : names_in_folder(folder))
      if (!has_export_name(name)) {
        listing_.passed_over.emplace_back(prefix + name, "its name is not that of an export");
      } else if (may_wait(prefix + name)) {
        listing_.passed_over.emplace_back(prefix + name, "it is a pipe, a socket or a device, not a file");
      } else {
        look_at({prefix + name, {}, {}}, prefix + name);
        any = true;
      }
    if (!any)
      fail(folder, "this folder holds no export",
           "Its files are taken by their names: .csv, .tsv, .txt, .json, .jsonl, .ndjson, also packed as .gz or .zst, "
           ".xlsx, .ods, .xls, .zip and others. A file with another name can be passed by itself.");
  }

  void look_at(const Location& location, const std::string& name) {
    if (location.members.empty() && location.file != "-" && !is_regular(location.file)) return take(location, name);
    if (location.members.empty() && location.file == "-" && !sources_.holds_input()) return take(location, name);
    auto bytes = location.members.empty() ? sources_.archive_at(location) : sources_.at(location);
    const std::string head = peek(bytes, head_size);
    if (begins_old_workbook(head)) {
      if (Workbook* const workbook = sources_.workbook_at(location, name))
        return list_sheets(*workbook, location, name);
    }
    if (!Archive::begins(head)) return take(location, name);
    bytes = sources_.archive_at(location);
    const std::vector<Member> members = members_of(name, std::move(bytes));
    if (head.starts_with("PK"))
      if (Workbook* const workbook = sources_.workbook_at(location, name))
        return list_sheets(*workbook, location, name);
    list_members(members, location, name);
  }

  static bool is_regular(const std::string& path) {
    std::error_code trouble;
    return std::filesystem::is_regular_file(path, trouble);
  }

  void take(const Location& location, const std::string& name) {
    if (!location.members.empty() || location.sheet) sources_.locations_.insert_or_assign(name, location);
    listing_.files.push_back(name);
  }

  void list_members(const std::vector<Member>& members, const Location& location, const std::string& name) {
    for (const Member& member : members)
      if (member.name == "word/document.xml" || member.name == "ppt/presentation.xml")
        fail(name, "not a table: it looks like an Office document; expected CSV, JSON or a spreadsheet",
             "Export the tickets or ratings as CSV, XLSX or JSON, one row each, and pass that.");
    if (location.members.size() == most_levels)
      fail(name, "is an archive in an archive in an archive", "Unpack it, and pass the folder.");
    const std::string prefix = shown_path(name) + "/";
    bool any = false;
    std::set<std::string> seen;
    for (std::size_t number = 0; number < members.size(); ++number) {
      const Member& member = members[number];
      if (!member.is_file || is_furniture(member.name)) continue;
      std::string own = prefix + member.name;
      for (int again = 2; !seen.insert(own).second; ++again)
        own = prefix + member.name + " (" + std::to_string(again) + ")";
      if (!has_export_name(member.name)) {
        listing_.passed_over.emplace_back(own, "its name is not that of an export");
        continue;
      }
      if (member.encrypted)
        fail(own, "is encrypted, and dsat asks for no passwords",
             "Unpack it, and pass the folder or the file that comes out.");
      Location inside = location;
      inside.members.emplace_back(own, number);
      look_at(inside, own);
      any = true;
    }
    if (!any)
      fail(
          name, "this archive holds no export",
          "Its members are taken by their names: .csv, .json, .xlsx and the like. Others can be unpacked and passed by "
          "themselves.");
  }

  struct Judged {
    std::size_t sheet = 0;
    std::size_t known = 0;  ///< names of columns in the row that has most of them
    std::size_t filled = 0;
  };

  Judged judge(Workbook& workbook, std::size_t sheet) const {
    Judged judged{sheet, 0, 0};
    const auto rows = workbook.open(sheet);
    SheetRow row;
    std::size_t header = 0;
    for (std::size_t i = 0; i < rows_looked_at && rows->next(row); ++i) {
      // A header without rows is no table.
      judged.known = std::max(judged.known, header);
      std::size_t known = 0, filled = 0;
      for (const std::string& cell : row.cells) {
        filled += cell.empty() ? 0 : 1;
        known += !cell.empty() && sources_.known_ && sources_.known_(cell) ? 1 : 0;
      }
      judged.filled += filled;
      header = filled > 1 ? std::max(header, known) : header;
    }
    return judged;
  }

  void list_sheets(Workbook& workbook, const Location& location, const std::string& name) {
    const std::vector<SheetInfo> sheets = workbook.sheets();
    const auto name_of = [&](std::size_t sheet) { return shown_path(name) + ", sheet " + sheets[sheet].name; };
    const auto take_sheet = [&](std::size_t sheet) {
      Location at = location;
      at.sheet = sheet;
      take(at, name_of(sheet));
    };
    const std::string& asked = sources_.options_.sheet;
    if (!asked.empty()) {
      for (std::size_t sheet = 0; sheet < sheets.size(); ++sheet) {
        asked_sheets_.push_back(sheets[sheet].name);
        if (fold(sheets[sheet].name) != fold(asked)) continue;
        sheet_found_ = true;
        take_sheet(sheet);
      }
      return;
    }
    std::vector<Judged> judged;
    for (std::size_t sheet = 0; sheet < sheets.size(); ++sheet) judged.push_back(judge(workbook, sheet));
    const bool any_table = std::ranges::any_of(judged, [](const Judged& one) { return one.known > 0; });
    // Of a table whose names nobody knows: the first that holds anything.
    const auto first = std::ranges::find_if(judged, [](const Judged& one) { return one.filled > 0; });
    if (first == judged.end())
      fail(name, "the workbook holds nothing", "Export it again; expected a sheet with a header row.");
    for (const Judged& one : judged)
      if (any_table ? one.known > 0 : one.sheet == first->sheet)
        take_sheet(one.sheet);
      else if (one.filled > 0)
        listing_.passed_over.emplace_back(name_of(one.sheet), "no header of tickets or ratings; --sheet takes it");
  }

  Sources& sources_;
  Listing listing_;
  std::vector<std::string> asked_sheets_;
  bool sheet_found_ = false;
};

Listing Sources::list(const std::string& path) {
  return Lister(*this).list(path);
}

OpenSource Sources::open(const std::string& name) {
  const auto found = locations_.find(name);
  const Location location = found == locations_.end() ? Location{name, {}, {}} : found->second;
  OpenSource source;
  if (location.sheet) {
    Location book = location;
    book.sheet.reset();
    const std::string book_name = name.substr(0, name.rfind(", sheet "));
    Workbook& workbook = *workbook_at(book, book_name);
    auto rows = std::make_shared<RowsOfLines>();
    source.container = workbook.format();
    source.bytes.bytes = std::make_unique<SheetText>(workbook.open(*location.sheet), rows);
    source.rows = std::move(rows);
    return source;
  }
  if (location.members.empty()) {
    const bool is_open = name == "-" && input_.bytes;
    source.bytes = is_open ? std::exchange(input_, {}) : unpack_source(name, file(name), options_.max_size);
    return source;
  }
  const auto& [archive, number] = location.members.back();
  source.bytes = unpack_source(name, member_of(name, archive_at(location.archive()), number), options_.max_size);
  source.bytes.compression += (source.bytes.compression.empty() ? "" : " in ") + std::string("archive");
  return source;
}

void Sources::require_unchanged() const {
  for (const auto& [path, seen] : seen_)
    if (const auto now = FileState::at(path))
      if (const std::string_view what = seen.state.broken_by(*now); !what.empty())
        fail(path, std::string(what), std::string(how_to_read_whole));
}

std::string Sources::file_of(const std::string& name) const {
  const auto found = locations_.find(name);
  return found == locations_.end() ? name : found->second.file;
}

bool Sources::can_be_read_again(const std::string& name) const {
  const std::string path = file_of(name);
  if (path == "-") return held_ != nullptr;
  std::error_code trouble;
  return std::filesystem::is_regular_file(path, trouble);
}

}  // namespace dsat::load
