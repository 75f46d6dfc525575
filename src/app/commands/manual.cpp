#include <fmt/format.h>

#include <map>
#include <string>

#include "app/command.hpp"
#include "app/option_table.hpp"
#include "app/output.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

/// Text for roff: its own signs mean themselves, a hyphen is one that can be copied, and all is ASCII.
std::string roff(std::string_view text) {
  static const std::map<char32_t, std::string_view> escapes = {
      {'\\', "\\e"}, {'-', "\\-"}, {'\'', "\\(aq"}, {'"', "\\(dq"}, {'`', "\\(ga"}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code = next_code_point(text, at);
    if (const auto escape = escapes.find(code); escape != escapes.end())
      out += escape->second;
    else if (code < 0x80)
      out += static_cast<char>(code);
    else
      out += fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(code));
  }
  return out.starts_with('.') ? "\\&" + out : out;
}

std::string entry(const Option& option) {
  std::string names = option.letter != 0 ? fmt::format("\\fB\\-{}\\fR, ", option.letter) : "";
  names += fmt::format("\\fB\\-\\-{}\\fR", roff(option.name));
  if (!option.value.empty()) names += fmt::format(" \\fI{}\\fR", roff(option.value));
  std::string text = roff(option.help);
  if (!option.choices.empty())
    text += "; one of " + roff(join(std::vector<std::string>(option.choices.begin(), option.choices.end()), ", "));
  if (!option.fallback.empty()) text += "; default " + roff(option.fallback);
  if (option.repeatable) text += "; repeatable";
  if (!option.commands.empty())
    text += ". Of " + roff(join(std::vector<std::string>(option.commands.begin(), option.commands.end()), ", "));
  return fmt::format(".TP\n{}\n{}.\n", names, text);
}

std::string page() {
  std::string out = fmt::format(
      ".TH DSAT 1 \"\" \"dsat {}\" \"User Commands\"\n"
      ".SH NAME\ndsat \\- why were customers unhappy, is it really so, and what to look at first\n"
      ".SH SYNOPSIS\n.B dsat\n.I COMMAND\n[\\fIOPTIONS\\fR] \\fIFILE\\fR...\n"
      ".SH DESCRIPTION\n"
      "dsat reads the files that help desks export (tickets, ratings, reviews, QA scores) and writes a report: files "
      "in,\n"
      "report out. A \\fIFILE\\fR is a path, a folder (all exports in it), or \\- for standard input; all of them are "
      "one\n"
      "data set. Standard output holds data only; progress, remarks and errors go to standard error.\n"
      ".SH COMMANDS\n",
      DSAT_VERSION);
  for (const Command& command : commands()) {
    if (command.hidden) continue;
    out += fmt::format(".TP\n\\fB{}\\fR \\fI{}\\fR\n{}.\n", command.key, roff(command.arguments), roff(command.help));
  }
  std::string_view group;
  for (const Option& option : option_table()) {
    if (option.group != group) {
      group = option.group;
      const bool own = group == "Of this command";
      out += fmt::format("{}.SS {}\n", own ? ".SH OPTIONS\n" : "", own ? "Of single commands" : group);
    }
    out += entry(option);
  }
  out +=
      ".SH CONFIGURATION\n"
      "\\fI./dsat.toml\\fR, then \\fI$XDG_CONFIG_HOME/dsat/config.toml\\fR (\\fI~/.config\\fR where that isn't set).\n"
      "TOML: a key is a long option without its dashes; common options stand at the top, those of a command in a "
      "table\n"
      "of its name; [departments], [points] and [reasons] are maps. The command line beats a configuration. Options "
      "that\n"
      "write files can't be set. \\fBdsat config \\-\\-show\\fR prints what is in force.\n"
      ".SH EXIT STATUS\n"
      ".TP\n0\ndone\n.TP\n1\na threshold of \\fBcheck\\fR is breached\n.TP\n2\nthe command line or the configuration "
      "is wrong\n"
      ".TP\n3\ninput can't be read or used\n.TP\n4\noutput can't be written\n"
      ".SH EXAMPLES\n";
  for (const Command& command : commands()) {
    if (command.hidden) continue;
    for (const std::string_view example : command.examples) out += fmt::format(".PP\n.nf\n{}\n.fi\n", roff(example));
  }
  return out;
}

}  // namespace

int run_manual(Settings& settings, const Io& io) {
  deliver_text(page(), settings, io);
  return 0;
}

}  // namespace dsat::app
