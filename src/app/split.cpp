#include "app/split.hpp"

#include <algorithm>
#include <map>

#include "app/output.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/fill_in.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/departments.hpp"

namespace dsat::app {
namespace {

constexpr std::string_view placeholder = "{department}";

std::string file_part(const std::string& department) {
  std::string part;
  for (const char c : std::string(trim(department))) {
    const bool plain = c != '/' && c != '\\' && c != ':' && static_cast<unsigned char>(c) > ' ' && c != '\x7F';
    part += plain ? c : '-';
  }
  // A name that only consists of dots would be a folder.
  return part.find_first_not_of('.') == std::string::npos ? "-" : part;
}

}  // namespace

void check_split(const Settings& settings) {
  const auto named = [](const std::string& target) { return target.find(placeholder) != std::string::npos; };
  if (settings.split.empty()) {
    if (std::ranges::any_of(settings.outputs, named))
      throw Error(ErrorKind::usage, "-o names {department}, but nothing is split", "Add --split department.");
    return;
  }
  if (settings.outputs.empty() || !std::ranges::all_of(settings.outputs, named))
    throw Error(ErrorKind::usage, "--split department needs a file per department",
                "Name it with {department} in it: -o 'digest-{department}.md'.");
}

void deliver_split(std::span<const DepartmentDocument> documents, const Settings& settings, const Io& io) {
  Settings all = settings;
  all.outputs.clear();
  std::map<std::string, const document::Document*> of_target;
  for (const DepartmentDocument& part : documents)
    for (const std::string& pattern : settings.outputs) {
      std::string target = fill_in(pattern, {{placeholder, file_part(part.department)}});
      if (!of_target.emplace(target, &part.document).second)
        throw Error(ErrorKind::usage, "two departments would be written to " + target, "Give them different names.");
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

}  // namespace dsat::app
