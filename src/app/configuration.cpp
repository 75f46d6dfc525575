#include "app/configuration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "app/command.hpp"
#include "dsat/analyze/points.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

namespace fs = std::filesystem;
using Type = TomlEntry::Type;

/// A table of free keys.
struct Map {
  std::string_view key;
  Type type;
  std::vector<std::string> known;  ///< keys; empty: any
  void (*set)(report::Extras&, const std::string& key, const std::string& value);
};

std::vector<std::string> keys_of_points() {
  std::vector<std::string> keys;
  for (const analyze::PointKind& kind : analyze::point_kinds()) keys.emplace_back(kind.key);
  return keys;
}

std::span<const Map> maps() {
  static const std::vector<Map> all = {
      {"departments",
       Type::text,
       {},
       [](report::Extras& extras, const std::string& tag, const std::string& department) {
         extras.departments.try_emplace(tag, department);
       }},
      {"points", Type::number, keys_of_points(),
       [](report::Extras& extras, const std::string& what, const std::string& weight) {
         extras.points.try_emplace(what, *parse_number(weight));
       }},
      {"reasons",
       Type::text,
       {},
       [](report::Extras& extras, const std::string& reason, const std::string& fault) {
         extras.reasons.try_emplace(reason, fault);
       }},
  };
  return all;
}

const Map* map_named(std::string_view key) {
  const auto found = std::ranges::find(maps(), key, &Map::key);
  return found == maps().end() ? nullptr : &*found;
}

bool has_table(const Command& command) {
  return std::ranges::any_of(option_table(), [&](const Option& option) {
    return option.configurable && !option.writes && belongs(option, command.key);
  });
}

std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& known) {
  const auto near = nearest(wanted, known);
  return near ? "Did you mean " + *near + "? " : std::string();
}

/// The folder `profiles` beside a configuration, if it holds any; else empty.
std::string profiles_beside(const Configuration& configuration) {
  const fs::path folder = fs::path(configuration.file).parent_path() / "profiles";
  std::error_code trouble;
  for (fs::directory_iterator entry(folder, trouble), end; !trouble && entry != end; entry.increment(trouble))
    if (entry->path().extension() == ".profile") return folder.string();
  return {};
}

/// Checks one file's entries.
class Checker {
 public:
  explicit Checker(const std::string& file) : folder_(fs::path(file).parent_path()) {}

  void check(TomlEntry& entry) {
    if (const Map* map = map_named(entry.table)) return check_map(entry, *map);
    require_table(entry);
    if (entry.key.empty()) return;
    const Option& option = require_option(entry);
    require_type(entry, option);
    for (std::string& value : entry.values) {
      if (option.is_switch() && entry.type == Type::truth) value = value == "true" ? "on" : "off";
      if (option.value == "FILE" && fs::path(value).is_relative()) value = (folder_ / value).string();
      try {
        set_option(scratch_, option, value);
      } catch (const Error& error) {
        const std::string_view summary = error.summary();
        refuse(entry, std::string(summary.starts_with("--") ? summary.substr(2) : summary), error.remedy());
      }
    }
  }

 private:
  [[noreturn]] static void refuse(const TomlEntry& entry, const std::string& what, const std::string& remedy) {
    throw Error(ErrorKind::usage, what, remedy, entry.place);
  }

  static void check_map(const TomlEntry& entry, const Map& map) {
    if (entry.key.empty()) return;
    if (entry.is_list || entry.type != map.type)
      refuse(entry, fmt::format("{} in [{}] is no {}", entry.key, map.key, map.type == Type::text ? "text" : "number"),
             map.type == Type::text ? "It takes one text in quotes." : "It takes one number.");
    if (!map.known.empty() && std::ranges::find(map.known, entry.key) == map.known.end())
      refuse(entry, "nothing earns points as " + entry.key,
             did_you_mean(entry.key, map.known) + "It is one of " + join(map.known, ", ") + ".");
  }

  static void require_table(const TomlEntry& entry) {
    if (entry.table.empty()) return;
    std::vector<std::string> known;
    for (const Command& command : commands())
      if (has_table(command)) known.emplace_back(command.key);
    for (const Map& map : maps()) known.emplace_back(map.key);
    if (std::ranges::find(known, entry.table) == known.end())
      refuse(entry, fmt::format("there is no table [{}]", entry.table),
             did_you_mean(entry.table, known) + "Tables are those of commands, and " +
                 "[departments], [points], [reasons].");
  }

  static const Option& require_option(const TomlEntry& entry) {
    const std::string& command = entry.table;
    const auto fits = [&](const Option& option) {
      return option.configurable && (command.empty() ? option.commands.empty() : belongs(option, command));
    };
    const Option* option = option_named(entry.key);
    if (option == nullptr) {
      std::vector<std::string> known;
      for (const Option& candidate : option_table())
        if (fits(candidate) && !candidate.writes) known.emplace_back(candidate.name);
      const std::string where = command.empty() ? "" : " in [" + command + "]";
      refuse(entry, "there is no setting " + entry.key + where,
             did_you_mean(entry.key, known) + "A setting is a long option without its dashes.");
    }
    if (option->writes)
      refuse(entry, entry.key + " can't be set in a configuration: it writes a file", "Give it on the command line.");
    if (!option->configurable)
      refuse(entry, entry.key + " can't be set in a configuration", "Give it on the command line.");
    if (!fits(*option)) {
      const std::vector<std::string> owners(option->commands.begin(), option->commands.end());
      refuse(entry, entry.key + (command.empty() ? " belongs to single commands" : " is no option of " + command),
             "Put it under [" + join(owners, "] or [") + "].");
    }
    return *option;
  }

  static void require_type(const TomlEntry& entry, const Option& option) {
    if (entry.is_list && !option.repeatable)
      refuse(entry, entry.key + " takes one value, not a list", "Leave the brackets out.");
    if (entry.values.empty()) return;
    const bool is_number = option.value == "N";
    const bool may_be_number = is_number || option.value == "SHARE" || option.value == "SIZE" || option.value == "LIST";
    if (option.is_flag() && entry.type != Type::truth)
      refuse(entry, entry.key + " is a yes or no", "Write true or false, without quotes.");
    if (option.is_switch() && entry.type == Type::number)
      refuse(entry, entry.key + " is a yes or no", "Write true or false.");
    if (is_number && entry.type != Type::number)
      refuse(entry, entry.key + " takes a number", "Write it without quotes.");
    if (!option.is_flag() && !option.is_switch() && entry.type == Type::truth)
      refuse(entry, entry.key + " takes " + (is_number ? "a number" : "a text") + ", not true or false",
             "`dsat COMMAND --help` says which.");
    if (!may_be_number && entry.type == Type::number) refuse(entry, entry.key + " takes a text", "Write it in quotes.");
  }

  fs::path folder_;
  Settings scratch_;
};

std::string place_of(const TomlEntry& entry) {
  return entry.place.file + ":" + std::to_string(entry.place.line);
}

std::string toml_value(const std::vector<std::string>& values, bool is_list, Type type) {
  const auto one = [type](const std::string& value) { return type == Type::text ? toml_text(value) : value; };
  if (!is_list) return one(values.front());
  std::vector<std::string> parts;
  for (const std::string& value : values) parts.push_back(one(value));
  return "[" + join(parts, ", ") + "]";
}

/// How an option's values stand in a configuration.
Type type_of(const Option& option) {
  return option.is_flag() ? Type::truth : option.value == "N" ? Type::number : Type::text;
}

/// A default as a comment; some can only be told in words.
std::string default_line(const Option& option) {
  const std::string fallback(option.is_flag() ? "false" : option.fallback);
  const bool in_words = fallback.empty() || fallback.find(' ') != std::string::npos;
  const std::string value = in_words ? "" : toml_value({fallback}, false, type_of(option));
  return fmt::format("# {:<46}  # {}\n", fmt::format("{} = {}", option.name, value),
                     fallback.empty() ? "not set"
                     : in_words       ? fallback
                                      : "default");
}

}  // namespace

Configuration parse_configuration(std::string_view text, const std::string& file) {
  Configuration configuration{file, read_toml(text, file)};
  Checker checker(file);
  for (TomlEntry& entry : configuration.entries) checker.check(entry);
  return configuration;
}

std::vector<Configuration> read_configurations(const Settings& settings, std::span<const std::string> places,
                                               std::vector<std::string>& remarks) {
  std::vector<Configuration> configurations;
  const auto read = [&](const std::string& file) {
    try {
      configurations.push_back(parse_configuration(read_file(file), file));
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::usage) throw;
      throw Error(ErrorKind::usage, "the configuration " + error.summary(), error.remedy(), error.place());
    }
  };
  if (settings.no_config) {
    if (!settings.config.empty())
      throw Error(ErrorKind::usage, "--config can't stand beside --no-config", "Give one or the other.");
    return configurations;
  }
  if (!settings.config.empty()) {
    read(settings.config);
    return configurations;
  }
  std::error_code trouble;
  for (const std::string& place : places) {
    if (!fs::exists(place, trouble)) continue;
    if (fs::path(place).is_relative() && !is_own_file(place))
      remarks.push_back(place + " isn't read: it belongs to another user; --config " + place +
                        " reads it all the same");
    else
      read(place);
  }
  return configurations;
}

std::vector<std::string> profile_folders(const std::vector<Configuration>& configurations) {
  std::vector<std::string> folders;
  for (const Configuration& configuration : configurations)
    if (const std::string folder = profiles_beside(configuration); !folder.empty()) folders.push_back(folder);
  return folders;
}

std::vector<std::string> changes_in_words(const std::vector<Configuration>& configurations, const Settings& settings,
                                          std::span<const GivenOption> given, std::string_view command) {
  std::vector<std::string> remarks;
  if (!settings.config.empty()) return remarks;
  std::vector<std::string> known;
  for (const GivenOption& one : given) known.emplace_back(one.option->name);
  const auto is_new = [&](const std::string& what) {
    if (std::ranges::find(known, what) != known.end()) return false;
    known.push_back(what);
    return true;
  };
  for (const Configuration& configuration : configurations) {
    std::vector<std::string> set;
    for (const TomlEntry& entry : configuration.entries) {
      if (entry.key.empty()) continue;
      if (map_named(entry.table) != nullptr) {
        if (is_new("[" + entry.table + "]")) set.push_back(known.back());
      } else if (const Option* option = option_named(entry.key); option != nullptr && changes(*option, command) &&
                                                                 (entry.table.empty() || entry.table == command) &&
                                                                 is_new(entry.key)) {
        set.push_back(entry.key);
      }
    }
    if (!profiles_beside(configuration).empty()) set.emplace_back("profiles of its own");
    if (!set.empty())
      remarks.push_back(configuration.file + " is in force: " + join(set, ", ") + " (--no-config leaves it out)");
  }
  return remarks;
}

void apply_maps(Settings& settings, const std::vector<Configuration>& configurations) {
  for (const Configuration& configuration : configurations)
    for (const TomlEntry& entry : configuration.entries)
      if (const Map* map = map_named(entry.table); map != nullptr && !entry.key.empty())
        map->set(settings.extras, entry.key, entry.values.front());
}

void drop_superseded(std::vector<Configuration>& configurations, std::span<const GivenOption> given,
                     std::string_view command) {
  static const std::vector<std::vector<std::string_view>> in_other_words = {{"pack", "section"},
                                                                            {"period", "since", "until"}};
  for (const auto& options : in_other_words) {
    const auto is_one = [&](std::string_view name) { return std::ranges::find(options, name) != options.end(); };
    bool said = std::ranges::any_of(given, [&](const GivenOption& one) { return is_one(one.option->name); });
    for (Configuration& configuration : configurations) {
      const auto says = [&](const TomlEntry& entry) {
        return (entry.table.empty() || entry.table == command) && is_one(entry.key);
      };
      if (said) std::erase_if(configuration.entries, says);
      said = said || std::ranges::any_of(configuration.entries, says);
    }
  }
}

std::string show_settings(const std::vector<Configuration>& configurations, std::span<const GivenOption> given) {
  std::string out;
  std::set<std::pair<std::string, std::string>> known;
  const auto line = [&](const std::string& key, const std::string& value, const std::string& from) {
    out += fmt::format("{:<48}  # {}\n", toml_key(key) + " = " + value, printable(from));
  };
  if (configurations.empty()) out += "# no configuration in force\n";
  for (const Configuration& configuration : configurations)
    out += "# in force: " + printable(configuration.file) + "\n";
  out += "\n";

  for (const GivenOption& one : given) {
    if (one.option->writes || !one.option->configurable) continue;
    known.emplace("", one.option->name);
    line(std::string(one.option->name), toml_value(one.values, one.option->repeatable, type_of(*one.option)),
         "command line");
  }
  std::vector<std::string> tables{""};
  for (const Configuration& configuration : configurations)
    for (const TomlEntry& entry : configuration.entries)
      if (std::ranges::find(tables, entry.table) == tables.end()) tables.push_back(entry.table);
  for (const std::string& table : tables) {
    if (!table.empty()) out += "\n[" + toml_key(table) + "]\n";
    for (const Configuration& configuration : configurations)
      for (const TomlEntry& entry : configuration.entries)
        if (entry.table == table && !entry.key.empty() && known.emplace(table, entry.key).second)
          line(entry.key, toml_value(entry.values, entry.is_list, entry.type), place_of(entry));
    if (!table.empty()) continue;
    for (const Option& option : option_table())
      if (option.commands.empty() && option.configurable && !option.writes &&
          !known.contains({"", std::string(option.name)}))
        out += default_line(option);
  }
  return out;
}

}  // namespace dsat::app
