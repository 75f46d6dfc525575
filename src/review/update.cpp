#include <fmt/format.h>

#include <filesystem>
#include <optional>

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

Error exists_already(const fs::path& path) {
  return {
      ErrorKind::output,
      "a spreadsheet that exists is never overwritten, as words may have been typed into it",
      fmt::format("Save it as CSV and pass that: --worksheet {}.", fs::path(path).replace_extension(".csv").string()),
      {path.string(), 0, 0, {}}};
}

Merged write_spreadsheet(const fs::path& path, Worksheet sheet, const Store& store, std::span<const Entry> entries,
                         bool every_rating, std::span<const std::string> reviewers) {
  if (fs::exists(fs::symlink_status(path))) throw exists_already(path);
  Merged merged = merge(sheet, store, entries, every_rating);
  assign_reviewers(sheet, merged.added, reviewers);
  AtomicFile file(path);
  write_xlsx(sheet, file.temporary());
  if (!file.commit_over(std::nullopt)) throw exists_already(path);
  return merged;
}

bool is_open_in_office(const fs::path& target) {
  return fs::exists(target.parent_path() / (".~lock." + target.filename().string() + "#"));
}

}  // namespace

Merged update_worksheet(const fs::path& path, const Store& store, std::span<const Entry> entries, bool every_rating,
                        const Worksheet* start, std::span<const std::string> reviewers) {
  const Worksheet beginning = start != nullptr ? *start : Worksheet();
  if (is_spreadsheet(path)) return write_spreadsheet(path, beginning, store, entries, every_rating, reviewers);

  const fs::path target = target_of(path);
  const fs::path backup = fs::path(target).concat(".bak");
  constexpr int most_attempts = 8;
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    std::optional<std::string> before;
    if (fs::exists(target)) before = read_file(target);
    Worksheet sheet = before ? Worksheet::parse(*before, path.string()) : beginning;
    Merged merged = merge(sheet, store, entries, every_rating);
    assign_reviewers(sheet, merged.added, reviewers);
    const std::string after = sheet.print();
    if (before && is_open_in_office(target))
      merged.notes.push_back(
          fmt::format("{} seems to be open in a spreadsheet program: close it, or its next save undoes this update",
                      path.string()));
    // Stands there already when the sheet is replaced, wherever the run is killed.
    if (before) write_whole(backup, *before);
    AtomicFile file(target);
    file.write(after);
    if (file.commit_over(before, backup)) return merged;
  }
  throw Error(ErrorKind::output, "the worksheet is saved by somebody else again and again", "Run the command later.",
              {path.string(), 0, 0, {}});
}

}  // namespace dsat::review
