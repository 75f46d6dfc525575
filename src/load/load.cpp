#include "dsat/load/load.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "load/assemble.hpp"
#include "load/meaning/recognise.hpp"
#include "load/own_files.hpp"
#include "load/reader.hpp"
#include "load/source.hpp"

namespace dsat::load {
namespace {

/// Columns of a file that recognition takes, but of which only the beginning was read.
NeedsMore columns_cut_short(const ReadResult& file, const ProfileSet& profiles, const Options& options) {
  NeedsMore needed;
  for (const RawTable& table : file.tables) {
    const bool any = std::ranges::any_of(table.columns, [&](const RawColumn& column) {
      return column.keep() == Keep::sampled && !is_whole(table, column);
    });
    if (!any) continue;
    const std::vector<Keep> keeps = keeps_for(table, profiles, options, file.facts.path);
    const std::string type = table.record_type.empty() && file.facts.container != "csv" ? "records" : table.record_type;
    for (std::size_t i = 0; i < keeps.size(); ++i)
      if (table.columns[i].keep() == Keep::sampled && !is_whole(table, table.columns[i]) && keeps[i] != Keep::sampled)
        needed.emplace(std::pair(type, table.columns[i].name()), keeps[i]);
  }
  return needed;
}

/// Reads a file; what its contents show to matter though no name told so is read with a second look at it.
ReadResult read_file(const std::string& path, const ProfileSet& profiles, const Options& options, Sources& sources,
                     const KnownName& known, const Watch& watch) {
  const bool again = sources.can_be_read_again(path);
  ReadResult file = read_tables(path, options, sources, column_plan(profiles, options, path, {}, !again), known, watch);
  if (again)
    if (const NeedsMore needed = columns_cut_short(file, profiles, options); !needed.empty()) {
      Watch quiet;  // rejected rows were told already
      file = read_tables(path, options, sources, column_plan(profiles, options, path, needed), known, quiet);
    }
  return file;
}

/// A file counts once, by whatever name and however often it is named.
void leave_out_repeats(std::vector<std::string>& paths, const Sources& sources,
                       std::vector<std::pair<std::string, std::string>>& left_out) {
  std::set<std::string> known;
  std::erase_if(paths, [&](const std::string& path) {
    std::error_code unknown;
    const std::string file = sources.file_of(path);
    std::string whole = file == "-" ? file : std::filesystem::canonical(file, unknown).string();
    whole += path.substr(std::min(path.size(), shown_path(file).size()));
    if (unknown || known.insert(whole).second) return false;
    left_out.emplace_back(shown_path(path), "it is named twice, and was read once");
    return true;
  });
}

/// How many bytes files hold together; nothing where one isn't plain text by its name, so that it may hold more.
std::optional<std::uint64_t> bytes_in(const std::vector<std::string>& paths) {
  static constexpr std::array<std::string_view, 6> plain = {".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson"};
  std::uint64_t all = 0;
  for (const std::string& path : paths) {
    std::error_code error;
    const std::uint64_t bytes = std::filesystem::file_size(path, error);
    const std::string name = fold(path);
    if (error || std::ranges::none_of(plain, [&](std::string_view ending) { return name.ends_with(ending); }))
      return std::nullopt;
    all += bytes;
  }
  return all;
}

}  // namespace

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
  const KnownName known = known_names(profiles, options);
  Sources sources(standard_input, {options.max_input_size, options.sheet}, known);
  std::vector<std::string> paths;
  for (const std::string& path : asked.paths) {
    Listing listing;
    may_skip(path, [&] { listing = sources.list(path); });
    paths.insert(paths.end(), listing.files.begin(), listing.files.end());
    passed_over.insert(passed_over.end(), listing.passed_over.begin(), listing.passed_over.end());
  }
  leave_out_repeats(paths, sources, passed_over);
  // One file may hold the names that ids of another stand for; which of them are used is told.
  std::vector<std::pair<std::string, std::string>> own_files;
  for (const std::string& path : paths)
    may_skip(path, [&] {
      if (std::string role = own_role(path, sources); !role.empty()) own_files.emplace_back(path, std::move(role));
    });
  std::erase_if(paths, [&](const std::string& path) {
    return std::ranges::find(own_files, path, &std::pair<std::string, std::string>::first) != own_files.end();
  });
  if (paths.empty() && !own_files.empty())
    throw Error(ErrorKind::input, "no tickets but what dsat itself wrote (" + own_files.front().second + ")",
                "Name the help desk's exports; a worksheet goes with --reviews, scores with --qa.",
                Place{own_files.front().first, 0, 0, {}});
  options.paths = paths;
  if (paths.size() > 1) options.unread = options.unread - named_elsewhere(profiles);
  // On these it may hang which rows are of one ticket; what can't be read again has to have them at once.
  constexpr FieldSet deciding{Field::requester_id, Field::brand, Field::agent, Field::rated_agent};
  if (!std::ranges::all_of(paths, [&](const std::string& path) { return sources.can_be_read_again(path); }))
    options.unread = options.unread - deciding;
  const std::size_t skipped_before = skipped.size();
  Loaded loaded;
  if (watch.expected)
    if (const auto bytes = bytes_in(paths)) watch.expected(*bytes);
  const auto read_all = [&](const Watch& watching) {
    files.clear();
    skipped.resize(skipped_before);
    for (const std::string& path : paths) {
      may_skip(path, [&] { files.push_back(read_file(path, profiles, options, sources, known, watching)); });
      before = now;
    }
    if (files.empty() && !skipped.empty())
      throw Error(ErrorKind::input, "none of the files can be read", "The first: " + skipped.front().second,
                  Place{skipped.front().first, 0, 0, {}});
    FieldSet needs;
    loaded = assemble(std::move(files), profiles, options, watching, needs);
    return needs;
  };
  if (const FieldSet needs = read_all(watch_file); !needs.empty()) {
    options.unread = options.unread - needs;
    read_all(Watch());
  }
  sources.require_unchanged();
  loaded.provenance.own_files = std::move(own_files);
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
