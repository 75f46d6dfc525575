#include <algorithm>

#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/output.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/section.hpp"

namespace dsat::app {
namespace {

[[noreturn]] void refuse(std::string_view what, const std::string& name, const std::vector<std::string>& known) {
  const auto near = nearest(name, known);
  throw Error(ErrorKind::usage, "there is no " + std::string(what) + " \"" + name + "\"",
              (near ? "Did you mean " + *near + "? " : std::string()) + "It is one of " + join(known, ", ") + ".");
}

std::vector<std::string_view> chosen_sections(const Settings& settings) {
  std::vector<std::string> known;
  if (!settings.pack.empty() || settings.sections.empty()) {
    const std::string name = settings.pack.empty() ? "weekly" : settings.pack;
    if (const report::Pack* pack = report::pack_named(name)) {
      std::vector<std::string_view> keys = pack->sections;
      for (const std::string& section : settings.sections) keys.push_back(section);
      return keys;
    }
    for (const report::Pack& pack : report::packs()) known.emplace_back(pack.key);
    refuse("pack", name, known);
  }
  for (const report::Section& section : report::sections()) known.emplace_back(section.key);
  std::vector<std::string_view> keys;
  for (const std::string& name : settings.sections) {
    const report::Section* section = report::section_named(name);
    if (section == nullptr) refuse("section", name, known);
    keys.push_back(section->key);
  }
  return keys;
}

}  // namespace

int run_report(Settings& settings, const Io& io) {
  const std::vector<std::string_view> keys = chosen_sections(settings);
  Session session(settings, io);
  const bool everything = settings.period == "all";
  report::Context context = report::make_context(session.view(), session.filter(), session.provenance(),
                                                 settings.extras, settings.every, session.period(), everything);
  context.full_detail = settings.full_detail;
  context.top = settings.top.value_or(10);
  context.agent = settings.agent;
  context.again = join(settings.load.paths, " ");
  document::Document document = report::write_report(context, keys);
  add_input(document, session);
  deliver(document, settings, io);
  return 0;
}

}  // namespace dsat::app
