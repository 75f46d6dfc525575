#include <algorithm>
#include <filesystem>

#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/text.hpp"
#include "load/meaning/recognise.hpp"

namespace dsat::load {

ProfileSet::ProfileSet(const Options& options) {
  namespace fs = std::filesystem;
  const auto read = [&](const fs::path& path) {
    own_.push_back(parse_profile(read_file(path), path.stem().string(), path.string()));
  };
  const bool automatic = options.profile.empty() || options.profile == "auto";
  const bool is_path =
      !automatic && (options.profile.find('/') != std::string::npos || options.profile.ends_with(".profile"));
  if (is_path) read(options.profile);
  for (const std::string& folder : options.profile_folders) {
    std::error_code trouble;
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder, trouble))
      if (entry.path().extension() == ".profile") paths.push_back(entry.path());
    std::ranges::sort(paths);
    for (const fs::path& path : paths) read(path);
  }
  for (const Profile& profile : own_) list_.push_back(&profile);
  for (const Profile& profile : makers()) list_.push_back(&profile);
  if (automatic) return;
  if (is_path) {
    asked_for_ = &own_.front();
    return;
  }
  std::vector<std::string> known;
  for (const Profile* profile : list_) {
    if (profile->key == options.profile && asked_for_ == nullptr) asked_for_ = profile;
    known.push_back(profile->key);
  }
  if (asked_for_ != nullptr) return;
  const auto near = nearest(options.profile, known);
  throw Error(ErrorKind::usage, "there is no profile `" + options.profile + "`",
              (near ? "Did you mean `" + *near + "`? " : std::string()) +
                  "`dsat list profiles` shows all; a profile of your own is given by its path.");
}

FieldSet named_elsewhere(const ProfileSet& profiles) {
  FieldSet named;
  for (const Profile* profile : profiles.list())
    for (const TableProfile& table : profile->tables)
      for (const Field field : table.names_of) named |= FieldSet{field};
  return named;
}

}  // namespace dsat::load
