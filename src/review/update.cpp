#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/text.hpp"
#include "dsat/load/cells.hpp"
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

/// Only what can be written again as it was may be replaced.
void check_spreadsheet(const fs::path& path, const std::optional<std::string>& before) {
  const std::string extension = fold(path.extension().string());
  if (extension == ".ods" || extension == ".xls")
    throw Error(ErrorKind::output, "worksheets are read from " + extension + ", and not written to it",
                fmt::format("Save it as .xlsx and pass that: --worksheet {}; or read it with --reviews.",
                            fs::path(path).replace_extension(".xlsx").string()),
                {path.string(), 0, 0, {}});
  if (!is_spreadsheet(path) || !before || !load::is_workbook(*before)) return;
  const std::vector<std::string> sheets = load::filled_sheets(*before, path.string());
  if (sheets.size() > 1)
    throw Error(ErrorKind::output, "the workbook has other sheets, which would be lost: " + join(sheets, ", "),
                "Move the worksheet into a workbook of its own.", {path.string(), 0, 0, {}});
}

void write_sheet(const Worksheet& sheet, const fs::path& path, AtomicFile& file) {
  if (is_spreadsheet(path))
    write_xlsx(sheet, file.temporary());
  else
    file.write(sheet.print());
}

bool is_open_in_office(const fs::path& target) {
  return fs::exists(target.parent_path() / (".~lock." + target.filename().string() + "#"));
}

}  // namespace

Merged update_worksheet(const fs::path& path, const Store& store, std::span<const Entry> entries, bool every_rating,
                        const Worksheet* start, std::span<const std::string> reviewers, const Address& address) {
  const Worksheet beginning = start != nullptr ? *start : Worksheet();
  const fs::path target = target_of(path);
  const fs::path backup = fs::path(target).concat(".bak");
  constexpr int most_attempts = 8;
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    std::optional<std::string> before;
    if (fs::exists(target)) before = read_file(target);
    check_spreadsheet(path, before);
    Worksheet sheet = before ? Worksheet::parse(*before, path.string()) : beginning;
    Merged merged = merge(sheet, store, entries, every_rating, address);
    assign_reviewers(sheet, merged.added, reviewers);
    if (before && is_open_in_office(target))
      merged.notes.push_back(
          fmt::format("{} seems to be open in a spreadsheet program: close it, or its next save undoes this update",
                      path.string()));
    // Stands there already when the sheet is replaced, wherever the run is killed.
    if (before) write_whole(backup, *before);
    AtomicFile file(target);
    write_sheet(sheet, path, file);
    if (file.commit_over(before, backup)) return merged;
  }
  throw Error(ErrorKind::output, "the worksheet is saved by somebody else again and again", "Run the command later.",
              {path.string(), 0, 0, {}});
}

}  // namespace dsat::review
