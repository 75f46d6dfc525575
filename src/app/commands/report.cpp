#include "app/agent_choice.hpp"
#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/output.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/section.hpp"

namespace dsat::app {
namespace {

/// --pack and --section together; the default pack where neither is given.
std::vector<std::string_view> chosen_sections(const Settings& settings) {
  std::vector<std::string_view> keys(settings.sections.begin(), settings.sections.end());
  if (!settings.pack.empty() || keys.empty()) {
    const report::Pack& pack = *report::pack_named(settings.pack.empty() ? "weekly" : settings.pack);
    keys.insert(keys.end(), pack.sections.begin(), pack.sections.end());
  }
  return keys;
}

}  // namespace

int run_report(Settings& settings, const Io& io) {
  const std::vector<std::string_view> keys = chosen_sections(settings);
  Session session(settings, io);
  const bool everything = settings.period == "all";
  const auto agent = choose_agent(session);
  const analyze::Filter& filter = agent ? agent->own : session.filter();
  report::Context context = report::make_context(session.view(), filter, session.provenance(), settings.extras,
                                                 settings.every, session.period(), everything);
  context.full_detail = settings.full_detail;
  context.top = settings.top.value_or(10);
  if (agent) {
    context.agent = agent->name;
    context.everyone = &session.filter();
  }
  context.again = join(settings.load.paths, " ");
  context.words = session.words();
  document::Document document = report::write_report(context, keys);
  add_input(document, session);
  deliver(document, settings, io);
  return 0;
}

}  // namespace dsat::app
