#include "app/split.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "app/output.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/fill_in.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/departments.hpp"

namespace dsat::app {
namespace {

/// `{department}`
std::string placeholder(const std::string& split) {
  return "{" + split + "}";
}

std::string file_part(const std::string& name) {
  std::string part;
  for (const char c : std::string(trim(name))) {
    const bool plain = c != '/' && c != '\\' && c != ':' && static_cast<unsigned char>(c) > ' ' && c != '\x7F';
    part += plain ? c : '-';
  }
  // A name that only consists of dots would be a folder.
  return part.find_first_not_of('.') == std::string::npos ? "-" : part;
}

}  // namespace

void check_split(const Settings& settings) {
  for (const std::string what : {"department", "agent"}) {
    const auto named = [&](const std::string& target) { return target.find(placeholder(what)) != std::string::npos; };
    if (settings.split != what) {
      if (std::ranges::any_of(settings.outputs, named))
        throw Error(ErrorKind::usage, "-o names " + placeholder(what) + ", but it isn't split so",
                    "Add --split " + what + ".");
    } else if (settings.outputs.empty() || !std::ranges::all_of(settings.outputs, named)) {
      throw Error(ErrorKind::usage, "--split " + what + " needs a file per " + what,
                  "Name it with " + placeholder(what) + " in it: -o 'digest-" + placeholder(what) + ".md'.");
    }
  }
  if (settings.split == "agent" && !settings.agent.empty())
    throw Error(ErrorKind::usage, "--split agent can't stand beside --agent", "Give one or the other.");
}

void deliver_split(std::span<const PartDocument> documents, const Settings& settings, const Io& io) {
  Settings all = settings;
  all.outputs.clear();
  std::map<std::string, const document::Document*> of_target;
  for (const PartDocument& part : documents)
    for (const std::string& pattern : settings.outputs) {
      std::string target = fill_in(pattern, {{placeholder(settings.split), file_part(part.name)}});
      if (!of_target.emplace(target, &part.document).second)
        throw Error(ErrorKind::usage, "two " + settings.split + "s would be written to " + target,
                    "Give them different names.");
      all.outputs.push_back(std::move(target));
    }
  if (all.outputs.empty()) return;
  check_outputs(all);
  deliver_each(all, io, [&](const std::string& target, const Sink& sink) {
    draw(*of_target.at(target), all, io, target, sink);
  });
}

analyze::Condition tags_of(const Settings& settings, const std::string& department) {
  analyze::Condition condition;
  condition.key = "tag";
  for (const auto& [tag, name] : settings.extras.departments)
    if (fold(name) == fold(department)) condition.values.push_back(tag);
  condition.text = "tag=" + join(condition.values, "|");
  return condition;
}

std::vector<std::string> departments(const Session& session) {
  std::vector<std::string> all = report::Departments(session.view(), session.settings().extras.departments).all();
  if (all.empty())
    throw Error(ErrorKind::usage, "no department is named anywhere",
                "Map tags to departments in the configuration, in a table [departments]: refund = \"Finance\".");
  return all;
}

std::vector<std::string> agents(const Session& session) {
  const analyze::View& view = session.view();
  const analyze::Grouping grouping = analyze::grouping_named(view, "agent");
  if (grouping.groups() <= 1)
    throw Error(ErrorKind::usage, "--split agent: the files name no agents",
                "`dsat inspect FILE` lists the columns; --map agent=COLUMN names the one with the agents.");
  std::set<std::string> names;
  for (const analyze::Row row : view.select(session.filter(), session.range()).rows) {
    if (!row.answered()) continue;
    Code single = 0;
    for (const Code code : grouping.codes(row, single))
      if (code != 0) names.insert(grouping.names()[code]);
  }
  return {names.begin(), names.end()};
}

}  // namespace dsat::app
