#include "dsat/load/load.hpp"

#include <utility>

#include "dsat/base/error.hpp"
#include "load/assemble.hpp"
#include "load/reader.hpp"
#include "load/recognise.hpp"

namespace dsat::load {

Loaded load(const Options& asked, std::istream& standard_input, const Watch& watch) {
  check_options(asked);
  Options options = asked;
  const ProfileSet profiles(options);
  std::vector<ReadResult> files;
  std::vector<std::pair<std::string, std::string>> skipped, passed_over;
  const auto may_skip = [&](const std::string& path, const auto& read) {
    try {
      read();
    } catch (const Error& error) {
      if (!options.skip_bad_files || error.kind() != ErrorKind::input) throw;
      skipped.emplace_back(path, error.summary());
    }
  };
  // Progress is told over all files together.
  struct {
    std::uint64_t bytes = 0, rows = 0;
  } before, now;
  Watch watch_file = watch;
  if (watch.progress)
    watch_file.progress = [&](std::uint64_t bytes, std::uint64_t rows) {
      now = {before.bytes + bytes, before.rows + rows};
      watch.progress(now.bytes, now.rows);
    };
  std::vector<std::string> paths;
  for (const std::string& path : options.paths) {
    Listing listing;
    may_skip(path, [&] { listing = list_files(path); });
    paths.insert(paths.end(), listing.files.begin(), listing.files.end());
    for (const std::string& file : listing.passed_over)
      passed_over.emplace_back(file, "its name is not that of an export");
  }
  // One file may hold the names that ids of another stand for; which of them are used is told.
  if (paths.size() > 1) options.unread = options.unread - named_elsewhere(profiles);
  const ColumnPlan plan = column_plan(profiles, options);
  const KnownName known = known_names(profiles, options);
  for (const std::string& path : paths) {
    may_skip(path, [&] { files.push_back(read_tables(path, options, standard_input, plan, known, watch_file)); });
    before = now;
  }
  if (files.empty() && !skipped.empty())
    throw Error(ErrorKind::input, "none of the files can be read", "The first: " + skipped.front().second,
                Place{skipped.front().first, 0, 0, {}});
  Loaded loaded = assemble(std::move(files), profiles, options, watch);
  for (auto* list : {&skipped, &passed_over})
    for (auto& file : *list) loaded.provenance.skipped_files.push_back(std::move(file));
  return loaded;
}

std::vector<ProfileInfo> profiles(const Options& options) {
  std::vector<ProfileInfo> list;
  const ProfileSet profiles(options);
  for (const Profile* profile : profiles.list()) list.push_back({profile->key, profile->title, profile->help});
  return list;
}

}  // namespace dsat::load
