#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/option_table.hpp"
#include "app/output.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/measure.hpp"
#include "dsat/analyze/queue.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/ratings.hpp"
#include "dsat/report/section.hpp"

namespace dsat::app {
namespace {

using Words = std::vector<std::string>;

template <class Registry>
Words keys_of(const Registry& registry) {
  Words keys;
  for (const auto& entry : registry) keys.emplace_back(entry.key);
  return keys;
}

/// Periods by name; those by number are the user's.
Words periods() {
  Words names = {"all", "today", "yesterday", "last-7-days", "last-30-days", "last-12-weeks"};
  for (const std::string_view which : {"this-", "last-"})
    for (const Unit unit : {Unit::week, Unit::month, Unit::quarter})
      names.push_back(std::string(which) + std::string(name_of(unit)));
  return names;
}

/// What may follow an option; empty: free words. Files are told by the name of the value.
Words words_after(const Option& option) {
  if (!option.choices.empty()) return {option.choices.begin(), option.choices.end()};
  if (option.name == "by") return keys_of(analyze::dimensions());
  if (option.name == "measures" || option.name == "sort") return keys_of(analyze::measures());
  if (option.name == "section") return keys_of(report::sections());
  if (option.name == "pack") return keys_of(report::packs());
  if (option.name == "queue") return keys_of(analyze::queues());
  if (option.name == "profile") return keys_of(load::profiles({}));
  if (option.name == "sentiment") return {"negative", "neutral", "positive", "unreadable", "all"};
  if (option.name == "columns") return keys_of(report::rating_columns());
  if (option.name == "scale")
    return {"auto", "good-bad", "1-3", "1-5", "5-1", "1-7", "1-10", "0-10", "nps", "freshdesk"};
  if (option.name == "as-of") return {"now"};
  if (option.name == "period" || option.name == "against" || option.name == "a" || option.name == "b") return periods();
  // What is compared with what; the threshold is the user's.
  if (option.name == "fail-if") {
    Words expressions;
    for (const std::string& key : keys_of(analyze::measures()))
      if (!key.ends_with("_low") && !key.ends_with("_high")) expressions.push_back(key);
    return expressions;
  }
  return {};
}

/// Several values may follow with commas between.
bool takes_list(const Option& option) {
  return option.value.ends_with(",…") || option.name == "sentiment";
}

std::vector<const Command*> shown_commands() {
  std::vector<const Command*> shown;
  for (const Command& command : commands())
    if (!command.hidden) shown.push_back(&command);
  return shown;
}

/// Words that a command takes instead of files.
Words arguments_of(const Command& command) {
  if (command.key == "list") return {"measures", "dimensions", "profiles", "sections", "packs", "formats", "queues"};
  if (command.key == "completion") return {"bash", "zsh", "fish"};
  return {};
}

Words flags_of(const Command& command) {
  Words flags;
  for (const Option& option : option_table()) {
    if (!belongs(option, command.key)) continue;
    flags.push_back("--" + std::string(option.name));
    if (option.letter != 0) flags.push_back(std::string("-") + option.letter);
  }
  flags.insert(flags.end(), {"--help", "-h"});
  return flags;
}

std::string names_of(const Option& option, std::string_view between) {
  std::string names = "--" + std::string(option.name);
  if (option.letter != 0) names += std::string(between) + "-" + option.letter;
  return names;
}

std::string bash() {
  std::string out =
      "# bash completion of dsat; source it, or put it where bash-completion looks\n"
      "_dsat_words() { COMPREPLY=($(compgen -W \"$1\" -- \"$word\")); }\n"
      "# The last of several with commas between.\n"
      "_dsat_list() {\n"
      "  local done=\n"
      "  [[ $word == *,* ]] && done=${word%,*},\n"
      "  COMPREPLY=($(compgen -P \"$done\" -W \"$1\" -- \"${word##*,}\"))\n"
      "  compopt -o nospace 2>/dev/null\n"
      "}\n"
      "_dsat() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  COMPREPLY=()\n"
      "  if ((COMP_CWORD == 1)); then\n";
  Words keys{"--help", "--version"};
  for (const Command* command : shown_commands()) keys.emplace_back(command->key);
  out += fmt::format("    COMPREPLY=($(compgen -W '{}' -- \"$word\"))\n    return\n  fi\n  case $before in\n",
                     join(keys, " "));
  std::string files;
  for (const Option& option : option_table()) {
    if (option.is_flag()) continue;
    const Words words = words_after(option);
    if (words.empty())
      files += (files.empty() ? "" : "|") + names_of(option, "|");
    else
      out += fmt::format("    {}) {} '{}'; return ;;\n", names_of(option, "|"),
                         takes_list(option) ? "_dsat_list" : "_dsat_words", join(words, " "));
  }
  out += fmt::format("    {}) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n  esac\n", files);
  out += "  if [[ $word == -* ]]; then\n    case ${COMP_WORDS[1]} in\n";
  for (const Command* command : shown_commands())
    out += fmt::format("      {}) COMPREPLY=($(compgen -W '{}' -- \"$word\")) ;;\n", command->key,
                       join(flags_of(*command), " "));
  out += "    esac\n    return\n  fi\n  case ${COMP_WORDS[1]} in\n";
  for (const Command* command : shown_commands())
    if (const Words words = arguments_of(*command); !words.empty())
      out += fmt::format("    {}) COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n", command->key,
                         join(words, " "));
  out += "  esac\n  COMPREPLY=($(compgen -f -- \"$word\"))\n}\ncomplete -o filenames -F _dsat dsat\n";
  return out;
}

/// Within single quotes of a shell, brackets and colons meaning themselves to zsh's _arguments.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out;
}

std::string zsh() {
  std::string out =
      "#compdef dsat\n# zsh completion of dsat; put it into a folder of $fpath as _dsat\n_dsat() {\n  local -a "
      "commands\n  commands=(\n";
  for (const Command* command : shown_commands())
    out += fmt::format("    '{}:{}'\n", command->key, zsh_text(command->help));
  out +=
      "  )\n  if ((CURRENT == 2)); then\n    _describe command commands\n    return\n  fi\n  local command=$words[2]\n "
      " shift words\n  ((CURRENT--))\n  case $command in\n";
  for (const Command* command : shown_commands()) {
    out += fmt::format("    {})\n      _arguments -s", command->key);
    for (const Option& option : option_table()) {
      if (!belongs(option, command->key)) continue;
      const Words words = words_after(option);
      const std::string action = option.is_flag()
                                     ? ""
                                     : fmt::format(":{}:{}", zsh_text(option.value),
                                                   words.empty()        ? "_files"
                                                   : takes_list(option) ? "_values -s , value " + join(words, " ")
                                                                        : "(" + join(words, " ") + ")");
      const std::string star = option.repeatable ? "*" : "";
      Words names{"--" + std::string(option.name)};
      if (option.letter != 0) names.push_back(std::string("-") + option.letter);
      for (const std::string& name : names)
        out += fmt::format(" \\\n        '{}{}[{}]{}'", star, name, zsh_text(option.help), action);
    }
    const Words words = arguments_of(*command);
    if (!command->arguments.empty())
      out += fmt::format(" \\\n        '*:{}:{}'", zsh_text(command->arguments),
                         words.empty() ? "_files" : "(" + join(words, " ") + ")");
    out += "\n      ;;\n";
  }
  out += "  esac\n}\n_dsat \"$@\"\n";
  return out;
}

std::string fish_text(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string fish() {
  std::string out =
      "# fish completion of dsat; put it into ~/.config/fish/completions\ncomplete -c dsat -n __fish_use_subcommand -f "
      "-l version -d 'versions of dsat and its libraries'\n";
  for (const Command* command : shown_commands())
    out += fmt::format("complete -c dsat -n __fish_use_subcommand -f -a {} -d {}\n", command->key,
                       fish_text(command->help));
  for (const Command* command : shown_commands())
    if (const Words words = arguments_of(*command); !words.empty())
      out += fmt::format("complete -c dsat -n '__fish_seen_subcommand_from {}' -f -a '{}'\n", command->key,
                         join(words, " "));
  for (const Option& option : option_table()) {
    Words owners;
    for (const Command* command : shown_commands())
      if (belongs(option, command->key)) owners.emplace_back(command->key);
    out += fmt::format("complete -c dsat -n '__fish_seen_subcommand_from {}' -l {}", join(owners, " "), option.name);
    if (option.letter != 0) out += fmt::format(" -s {}", option.letter);
    const Words words = words_after(option);
    if (!option.is_flag())
      out += words.empty()        ? std::string(" -r")
             : takes_list(option) ? fmt::format(" -x -a '(__fish_append , {})'", join(words, " "))
                                  : fmt::format(" -x -a '{}'", join(words, " "));
    out += fmt::format(" -d {}\n", fish_text(option.help));
  }
  return out;
}

}  // namespace

int run_completion(Settings& settings, const Io& io) {
  const std::string shell = settings.arguments.size() == 1 ? settings.arguments.front() : "";
  if (shell != "bash" && shell != "zsh" && shell != "fish")
    throw Error(ErrorKind::usage, "completion takes the name of one shell", "It is bash, zsh or fish.");
  deliver_text(shell == "bash" ? bash() : shell == "zsh" ? zsh() : fish(), settings, io);
  return 0;
}

}  // namespace dsat::app
