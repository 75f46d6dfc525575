#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/option_table.hpp"
#include "app/settings.hpp"
#include "app/toml.hpp"

namespace dsat::app {

/// One configuration file, every entry of it checked: known, in its place, of the right type, with a value its option
/// takes. Paths are seen from the file's folder; what is on or off says so in the command line's words.
struct Configuration {
  std::string file;
  std::vector<TomlEntry> entries;
};

/// Throws Error(usage) with file, line and nearest name.
Configuration parse_configuration(std::string_view text, const std::string& file);

/// What was given on the command line: an option and its values.
struct GivenOption {
  const Option* option;
  std::vector<std::string> values;
};

/// The files to read: --config, none with --no-config, else those of `places` that exist. The first wins. One of the
/// working folder that belongs to another user isn't read, as whoever may write there could change what is reported;
/// that goes into `remarks`.
std::vector<Configuration> read_configurations(const Settings& settings, std::span<const std::string> places,
                                               std::vector<std::string>& remarks);

/// Folders of users' own profiles: `profiles` beside a configuration that was read.
std::vector<std::string> profile_folders(const std::vector<Configuration>& configurations);

/// A remark for each configuration that was found, not named, and changes figures of this command: what it sets that
/// the command line doesn't, and its profiles.
std::vector<std::string> changes_in_words(const std::vector<Configuration>& configurations, const Settings& settings,
                                          std::span<const GivenOption> given, std::string_view command);

/// The tables that are maps (`[departments]`, `[points]`, `[reasons]`) into `settings`; the first file to name a key
/// wins.
void apply_maps(Settings& settings, const std::vector<Configuration>& configurations);

/// Takes out what a nearer source says in other words: sections named on the command line replace the configuration's
/// pack, days its period.
void drop_superseded(std::vector<Configuration>& configurations, std::span<const GivenOption> given,
                     std::string_view command);

/// The settings in force as TOML, each with where it comes from; defaults as comments.
std::string show_settings(const std::vector<Configuration>& configurations, std::span<const GivenOption> given);

}  // namespace dsat::app
