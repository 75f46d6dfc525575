#include "dsat/load/load.hpp"

#include <utility>

#include "dsat/base/error.hpp"
#include "load/assemble.hpp"
#include "load/reader.hpp"
#include "load/recognise.hpp"

namespace dsat::load {

Loaded load(const Options& options, std::istream& standard_input, const Watch& watch) {
  const ProfileSet profiles(options);
  const ColumnPlan plan = column_plan(profiles, options);
  const KnownName known = known_names(profiles, options);
  const Listing listing = list_files(options.paths);
  std::vector<ReadResult> files;
  std::vector<std::pair<std::string, std::string>> skipped;
  for (const std::string& path : listing.files) {
    try {
      files.push_back(read_tables(path, options, standard_input, plan, known, watch));
    } catch (const Error& error) {
      if (!options.skip_bad_files || error.kind() != ErrorKind::input) throw;
      skipped.emplace_back(path, error.summary());
    }
  }
  if (files.empty() && !skipped.empty())
    throw Error(ErrorKind::input, "none of the files can be read", "The first: " + skipped.front().second,
                Place{skipped.front().first, 0, 0, {}});
  Loaded loaded = assemble(std::move(files), profiles, options, watch);
  loaded.provenance.skipped_files = std::move(skipped);
  for (const std::string& path : listing.passed_over)
    loaded.provenance.skipped_files.emplace_back(path, "its name is not that of an export");
  return loaded;
}

std::vector<ProfileInfo> profiles(const Options& options) {
  std::vector<ProfileInfo> list;
  const ProfileSet profiles(options);
  for (const Profile* profile : profiles.list()) list.push_back({profile->key, profile->title, profile->help});
  return list;
}

}  // namespace dsat::load
