#include "app/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>

#include "app/command.hpp"
#include "app/option_table.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

// The only file that knows CLI11.
namespace dsat::app {
namespace {

constexpr std::string_view introduction =
    "dsat reads the tickets and ratings that help desks export and says why customers were unhappy,\n"
    "whether it is really so, and what to look at first.\n"
    "\n"
    "  a manager, every Monday   dsat report tickets.csv -o monday.html\n"
    "  a script, every night     dsat check --fail-if \"nrr > 25%\" --by channel tickets.csv\n"
    "  QA, into a spreadsheet    dsat reviews tickets.csv --worksheet reviews.csv\n";

/// What was given for each option of one command, in the order of the command line.
using Given = std::map<std::string_view, std::vector<std::string>>;

std::string flags_of(const Option& option) {
  return (option.letter != 0 ? std::string("-") + option.letter + "," : std::string()) + "--" +
         std::string(option.name);
}

void add_option(CLI::App& command, const Option& option, Given& given) {
  std::string help(option.help);
  if (!option.choices.empty()) {
    help += " (";
    for (std::size_t i = 0; i < option.choices.size(); ++i)
      help += (i > 0 ? ", " : "") + std::string(option.choices[i]);
    help += ")";
  }
  CLI::Option* added;
  if (option.value.empty()) {
    added = command.add_flag_callback(
        flags_of(option), [&given, &option] { given[option.name] = {"true"}; }, help);
  } else {
    added = command.add_option_function<std::vector<std::string>>(
        flags_of(option), [&given, &option](const std::vector<std::string>& values) { given[option.name] = values; },
        help);
    added->type_name(std::string(option.value))->expected(1)->type_size(1)->allow_extra_args(false);
    added->multi_option_policy(option.repeatable ? CLI::MultiOptionPolicy::TakeAll : CLI::MultiOptionPolicy::TakeLast);
  }
  added->group(std::string(option.group));
}

std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& known, std::string_view before = {}) {
  const auto near = nearest(wanted, known);
  return near ? "Did you mean " + std::string(before) + *near + "? " : std::string();
}

void apply(Settings& settings, const Option& option, const std::string& value) {
  if (!option.choices.empty() && std::ranges::find(option.choices, value) == option.choices.end()) {
    std::vector<std::string> choices(option.choices.begin(), option.choices.end());
    throw Error(ErrorKind::usage, fmt::format("--{} can't be \"{}\"", option.name, value),
                did_you_mean(value, choices) + "It takes " + join(choices, ", ") + ".");
  }
  option.set(settings, value);
}

[[noreturn]] void refuse_extra(const std::string& word, std::string_view command) {
  const std::string name = word.substr(0, word.find('='));
  std::vector<std::string> known{"--help"};
  for (const Option& option : option_table())
    if (belongs(option, command)) known.push_back("--" + std::string(option.name));
  std::string elsewhere;
  for (const Option& option : option_table())
    if ("--" + std::string(option.name) == name)
      elsewhere = "It belongs to " +
                  join(std::vector<std::string>(option.commands.begin(), option.commands.end()), ", ") + ". ";
  throw Error(ErrorKind::usage, fmt::format("{} has no option {}", command, name),
              (elsewhere.empty() ? did_you_mean(name, known) : elsewhere) +
                  fmt::format("`dsat {} --help` lists them all.", command));
}

}  // namespace

std::variant<Settings, PrintOnly> parse_command_line(const std::vector<std::string>& args) {
  CLI::App app{std::string(introduction), "dsat"};
  app.set_version_flag("--version", std::string("dsat ") + DSAT_VERSION);
  app.set_help_flag("-h,--help", "print help");
  app.require_subcommand(1);
  app.get_formatter()->column_width(32);

  std::map<std::string_view, Given> given;
  std::map<std::string_view, std::vector<std::string>> words;
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(std::string(command.key), std::string(command.help));
    sub->set_help_flag("-h,--help", "print help");
    sub->allow_extras();
    sub->get_formatter()->column_width(32);
    std::string examples = "Examples:\n";
    for (const std::string_view example : command.examples) examples += "  " + std::string(example) + "\n";
    sub->footer(examples);
    for (const Option& option : option_table())
      if (belongs(option, command.key)) add_option(*sub, option, given[command.key]);
    sub->add_option(
           "files", words[command.key],
           std::string(command.arguments == "WHAT" ? "what to list" : "files, folders, or - for standard input"))
        ->type_name(std::string(command.arguments));
  }

  std::vector<std::string> reversed(args.rbegin(), args.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    for (CLI::App* sub : app.get_subcommands()) return PrintOnly{sub->help()};
    return PrintOnly{app.help()};
  } catch (const CLI::CallForVersion& version) {
    return PrintOnly{std::string(version.what()) + "\n"};
  } catch (const CLI::RequiredError&) {
    std::vector<std::string> known;
    for (const Command& command : commands()) known.emplace_back(command.key);
    if (args.empty())
      throw Error(ErrorKind::usage, "no command given",
                  "`dsat --help` shows what there is; most start with `dsat report FILE`.");
    throw Error(ErrorKind::usage, fmt::format("there is no command \"{}\"", args.front()),
                did_you_mean(args.front(), known, "dsat ") + "`dsat --help` lists the commands.");
  } catch (const CLI::ExtrasError&) {
    std::vector<std::string> known;
    for (const Command& command : commands()) known.emplace_back(command.key);
    throw Error(ErrorKind::usage, fmt::format("there is no command \"{}\"", args.front()),
                did_you_mean(args.front(), known, "dsat ") + "`dsat --help` lists the commands.");
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorKind::usage, error.what(), "`dsat COMMAND --help` shows what an option takes.");
  }

  const CLI::App* sub = app.get_subcommands().front();
  const std::string_view command = command_named(sub->get_name())->key;
  Settings settings;
  settings.command = command;
  for (const std::string& extra : sub->remaining())
    if (extra != "--") refuse_extra(extra, command);
  for (const Option& option : option_table())
    if (const auto found = given[command].find(option.name); found != given[command].end())
      for (const std::string& value : found->second) {
        apply(settings, option, value);
        settings.origin[std::string(option.name)] = "command line";
      }
  if (command == "list" || command == "completion")
    settings.arguments = words[command];
  else
    settings.load.paths = words[command];
  return settings;
}

}  // namespace dsat::app
