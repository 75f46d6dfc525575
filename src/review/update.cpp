#include <fmt/format.h>

#include <filesystem>

#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/text.hpp"
#include "dsat/review/worksheet.hpp"

namespace dsat::review {
namespace {

namespace fs = std::filesystem;

bool is_spreadsheet(const fs::path& path) {
  return fold(path.extension().string()) == ".xlsx";
}

/// Through links: the sheet itself is replaced, not the link to it.
fs::path target_of(const fs::path& path) {
  std::error_code ignored;
  const fs::path target = fs::canonical(path, ignored);
  return ignored ? path : target;
}

void write_whole(const fs::path& path, std::string_view bytes) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit();
}

Merged write_spreadsheet(const fs::path& path, Worksheet sheet, const Store& store, std::span<const Entry> entries,
                         bool every_rating, std::span<const std::string> reviewers) {
  if (fs::exists(fs::symlink_status(path)))
    throw Error(
        ErrorKind::output, "a spreadsheet that exists is never overwritten, as words may have been typed into it",
        fmt::format("Save it as CSV and pass that: --worksheet {}.", fs::path(path).replace_extension(".csv").string()),
        {path.string(), 0, 0, {}});
  Merged merged = merge(sheet, store, entries, every_rating);
  assign_reviewers(sheet, merged.added, reviewers);
  AtomicFile file(path);
  write_xlsx(sheet, file.temporary());
  file.commit();
  return merged;
}

}  // namespace

Merged update_worksheet(const fs::path& path, const Store& store, std::span<const Entry> entries, bool every_rating,
                        const Worksheet* start, std::span<const std::string> reviewers) {
  Worksheet sheet = start != nullptr ? *start : Worksheet();
  if (is_spreadsheet(path)) return write_spreadsheet(path, std::move(sheet), store, entries, every_rating, reviewers);

  const fs::path target = target_of(path);
  const bool there = fs::exists(target);
  const std::string before = there ? read_file(target) : std::string();
  if (there) sheet = Worksheet::parse(before, path.string());
  Merged merged = merge(sheet, store, entries, every_rating);
  assign_reviewers(sheet, merged.added, reviewers);
  const std::string after = sheet.print();
  if (there) {
    if (fs::exists(target.parent_path() / (".~lock." + target.filename().string() + "#")))
      merged.notes.push_back(
          fmt::format("{} seems to be open in a spreadsheet program: close it, or its next save undoes this update",
                      path.string()));
    write_whole(fs::path(target).concat(".bak"), before);
    // Somebody may have saved the sheet while it was being merged.
    if (read_file(target) != before)
      throw Error(ErrorKind::output, "the worksheet was saved by somebody else meanwhile", "Run the command again.",
                  {path.string(), 0, 0, {}});
  }
  write_whole(target, after);
  return merged;
}

}  // namespace dsat::review
