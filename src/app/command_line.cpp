#include "app/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <sstream>

#include "app/command.hpp"
#include "app/configuration.hpp"
#include "app/option_table.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

// The only file that knows CLI11.
namespace dsat::app {
namespace {

/// What was given for each option of one command.
using Given = std::map<std::string_view, std::vector<std::string>>;

std::string long_name(const Option& option) {
  return "--" + std::string(option.name);
}

std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& known, std::string_view before = {}) {
  const auto near = nearest(wanted, known);
  return near ? "Did you mean " + std::string(before) + *near + "? " : std::string();
}

/// Hands CLI11 what one configuration file says for the command that runs; CLI11 lets the command line win, and
/// earlier files over later ones.
class TomlConfig : public CLI::Config {
 public:
  TomlConfig(const Configuration& configuration, std::string_view command)
      : configuration_(configuration), command_(command) {}

  std::vector<CLI::ConfigItem> from_config(std::istream&) const override {
    std::vector<CLI::ConfigItem> found;
    // CLI11 keeps what comes first: the command's own table before the top of the file.
    for (const std::string_view table : {command_, std::string_view()})
      for (const TomlEntry& entry : configuration_.entries) {
        const Option* option = entry.table == table && !entry.key.empty() ? option_named(entry.key) : nullptr;
        if (option == nullptr || entry.values.empty() || !belongs(*option, command_)) continue;
        found.push_back({{std::string(command_)}, entry.key, entry.values});
      }
    return found;
  }

  std::string to_config(const CLI::App*, bool, bool, std::string) const override {
    return show_settings({configuration_}, {});
  }

 private:
  const Configuration& configuration_;
  std::string_view command_;
};

void add_option(CLI::App& app, const Option& option, Given& given) {
  const std::string flags = (option.letter != 0 ? std::string("-") + option.letter + "," : "") + long_name(option);
  if (option.is_flag()) {
    app.add_flag_callback(flags, [&given, &option] { given[option.name] = {"true"}; });
    return;
  }
  CLI::Option* added = app.add_option_function<std::vector<std::string>>(
      flags, [&given, &option](const std::vector<std::string>& values) { given[option.name] = values; });
  added->type_name(std::string(option.value))->expected(1)->type_size(1)->allow_extra_args(false);
  added->multi_option_policy(option.repeatable ? CLI::MultiOptionPolicy::TakeAll : CLI::MultiOptionPolicy::TakeLast);
}

[[noreturn]] void refuse_command(const std::string& word) {
  std::vector<std::string> known;
  for (const Command& command : commands())
    if (!command.hidden) known.emplace_back(command.key);
  if (word.starts_with('-'))
    throw Error(ErrorKind::usage, "there is no option " + word.substr(0, word.find('=')) + " before the command",
                "The command comes first: `dsat report " + word + " FILE`; `dsat --help` lists the commands.");
  std::error_code trouble;
  if (std::filesystem::exists(word, trouble))
    throw Error(ErrorKind::usage, "no command given",
                "Did you mean: dsat report " + word + "? `dsat --help` lists the commands.");
  throw Error(ErrorKind::usage, "there is no command \"" + word + "\"",
              did_you_mean(word, known, "dsat ") + "`dsat --help` lists the commands.");
}

[[noreturn]] void refuse_option(const std::string& word, std::string_view command) {
  const std::string name = word.substr(0, word.find('='));
  std::string tip;
  if (const Option* option = name.starts_with("--") ? option_named(std::string_view(name).substr(2)) : nullptr) {
    const std::vector<std::string> owners(option->commands.begin(), option->commands.end());
    tip =
        owners.empty() ? "It belongs to the commands that read files. " : "It belongs to " + join(owners, ", ") + ". ";
  } else {
    std::vector<std::string> known{"--help"};
    for (const Option& candidate : option_table())
      if (belongs(candidate, command)) known.push_back(long_name(candidate));
    tip = did_you_mean(name, known);
  }
  throw Error(ErrorKind::usage, fmt::format("{} has no option {}", command, name),
              tip + fmt::format("`dsat {} --help` lists them all.", command));
}

/// CLI11 takes the next word where nothing follows the `=`.
void refuse_empty_values(const std::vector<std::string>& args) {
  for (const std::string& word : args) {
    if (word == "--") return;
    if (word.starts_with("--") && word.find('=') == word.size() - 1)
      throw Error(ErrorKind::usage, word.substr(0, word.size() - 1) + " has no value after the =",
                  "Write " + word + "VALUE, or leave the option out.");
  }
}

/// CLI11 takes a word in brackets for a list; a sign that no command line holds keeps it from looking.
constexpr char shield = '\x1f';

std::string shielded(const std::string& word) {
  return word.starts_with('[') ? shield + word : word;
}

std::string unshielded(std::string word) {
  if (word.starts_with(shield)) word.erase(0, 1);
  return word;
}

/// One command line with its parser.
class Parser {
 public:
  /// Knows all commands, and the options of those that `args` name: nobody waits for what isn't asked for.
  explicit Parser(const std::vector<std::string>& args) {
    app_.set_version_flag("--version", fmt::format("dsat {}\n{}", DSAT_VERSION, DSAT_LIBRARIES));
    app_.set_help_flag("-h,--help");
    app_.require_subcommand(1);
    for (const Command& command : commands()) {
      CLI::App* sub = app_.add_subcommand(std::string(command.key));
      sub->set_help_flag("-h,--help");
      sub->allow_extras();
      if (std::ranges::find(args, command.key) == args.end()) continue;
      for (const Option& option : option_table())
        if (belongs(option, command.key)) add_option(*sub, option, given_[command.key]);
      if (!command.arguments.empty()) sub->add_option("words", words_[command.key]);
    }
  }

  std::variant<Settings, PrintOnly> parse(std::vector<std::string> args, std::span<const std::string> places) {
    if (!args.empty() && args.front() == "help") {
      args.erase(args.begin());
      args.emplace_back("--help");
    }
    refuse_empty_values(args);
    if (auto text = parse_words(args)) return PrintOnly{std::move(*text)};
    const CLI::App* sub = app_.get_subcommands().front();
    command_ = command_named(sub->get_name())->key;
    for (const std::string& extra : sub->remaining())
      if (extra != "--") refuse_extra(unshielded(extra));

    Settings asked;
    set_all(asked, {"config", "no-config"});
    const std::vector<GivenOption> on_command_line = in_table_order();
    std::vector<std::string> remarks;
    std::vector<Configuration> configurations = read_configurations(asked, places, remarks);
    drop_superseded(configurations, on_command_line, command_);
    for (const Configuration& configuration : configurations) {
      app_.config_formatter(std::make_shared<TomlConfig>(configuration, command_));
      std::istringstream unused;
      app_.parse_from_stream(unused);
    }

    Settings settings;
    settings.command = command_;
    set_all(settings);
    settings.given = of_this_command(on_command_line, configurations);
    apply_maps(settings, configurations);
    for (const Configuration& configuration : configurations)
      settings.extras.configurations.push_back(configuration.file);
    settings.load.profile_folders = profile_folders(configurations);
    settings.remarks = std::move(remarks);
    for (std::string& remark : changes_in_words(configurations, asked, on_command_line, command_))
      settings.remarks.push_back(std::move(remark));
    if (settings.show) settings.in_force = show_settings(configurations, on_command_line);
    std::vector<std::string>& words =
        command_named(command_)->arguments == "FILE..." ? settings.load.paths : settings.arguments;
    std::ranges::transform(words_[command_], std::back_inserter(words), unshielded);
    return settings;
  }

 private:
  /// Text to print instead of running.
  std::optional<std::string> parse_words(const std::vector<std::string>& args) {
    try {
      std::vector<std::string> reversed(args.size());
      std::ranges::transform(args, reversed.rbegin(), shielded);
      app_.parse(reversed);
      return std::nullopt;
    } catch (const CLI::CallForHelp&) {
      const auto subs = app_.get_subcommands();
      return subs.empty() ? help() : help_of(*command_named(subs.front()->get_name()));
    } catch (const CLI::CallForVersion& version) {
      return std::string(version.what()) + "\n";
    } catch (const CLI::RequiredError&) {
      if (!args.empty()) refuse_command(args.front());
      throw Error(ErrorKind::usage, "no command given",
                  "`dsat --help` shows what there is; most start with `dsat report FILE`.");
    } catch (const CLI::ExtrasError&) {
      refuse_command(args.front());
    } catch (const CLI::ParseError& error) {
      throw Error(ErrorKind::usage, error.what(), "`dsat COMMAND --help` shows what an option takes.");
    }
  }

  [[noreturn]] void refuse_extra(const std::string& word) const {
    if (word.starts_with('-')) refuse_option(word, command_);
    throw Error(ErrorKind::usage, fmt::format("{} takes no \"{}\"", command_, word),
                fmt::format("`dsat {} --help` shows what it takes.", command_));
  }

  std::vector<GivenOption> in_table_order() const {
    std::vector<GivenOption> options;
    for (const Option& option : option_table())
      if (const auto found = given_.at(command_).find(option.name); found != given_.at(command_).end())
        options.push_back({&option, found->second});
    return options;
  }

  /// What another command wouldn't find in the same configurations.
  std::vector<Settings::Given> of_this_command(std::span<const GivenOption> on_command_line,
                                               std::span<const Configuration> configurations) const {
    std::vector<Settings::Given> own;
    for (GivenOption& given : in_table_order()) {
      const auto is_it = [&](const GivenOption& other) { return other.option == given.option; };
      const auto sets_it = [&](const TomlEntry& entry) {
        return entry.table == command_ && entry.key == given.option->name;
      };
      const auto in_own_table = [&](const Configuration& configuration) {
        return std::ranges::any_of(configuration.entries, sets_it);
      };
      if (!std::ranges::any_of(on_command_line, is_it) && !std::ranges::any_of(configurations, in_own_table)) continue;
      std::ranges::transform(given.values, given.values.begin(), unshielded);
      own.push_back({given.option->name, std::move(given.values)});
    }
    return own;
  }

  /// Sets what was given, of all options or of these.
  void set_all(Settings& settings, std::vector<std::string_view> only = {}) const {
    for (const GivenOption& given : in_table_order())
      if (only.empty() || std::ranges::find(only, given.option->name) != only.end())
        for (const std::string& value : given.values) set_option(settings, *given.option, unshielded(value));
  }

  CLI::App app_{"", "dsat"};
  std::map<std::string_view, Given> given_;
  std::map<std::string_view, std::vector<std::string>> words_;
  std::string_view command_;
};

}  // namespace

std::variant<Settings, PrintOnly> parse_command_line(const std::vector<std::string>& args,
                                                     std::span<const std::string> places) {
  return Parser(args).parse(args, places);
}

}  // namespace dsat::app
