#include <algorithm>
#include <optional>
#include <utility>

#include "app/agent_choice.hpp"
#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/history_file.hpp"
#include "app/output.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/section.hpp"
#include "dsat/report/self_check.hpp"

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

/// `data` stays the last section.
void add_before_data(document::Document& document, document::Section section) {
  const auto data = std::ranges::find(document.sections, "data", &document::Section::key);
  document.sections.insert(data, std::move(section));
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

  // Claims of reports with other conditions are other claims.
  const std::string selection = conditions_in_words(settings, " && ");
  std::optional<HistoryFile> history;
  if (!settings.history.empty()) {
    history.emplace(settings.history);
    context.announced = history->ledger.before(context, selection);
  }
  document::Document document = report::write_report(context, keys);
  if (history) {
    history->ledger.judge(context, selection);
    history->ledger.add(context, selection, report::claims_of(context, keys));
    if (auto section = history->ledger.section(context.label, selection))
      add_before_data(document, std::move(*section));
  }
  if (settings.self_check)
    add_before_data(document, report::self_check_section(report::self_check(
                                  context, keys, 200, static_cast<unsigned>(settings.load.threads))));
  add_input(document, session);
  deliver(document, settings, io);
  if (history) history->write();
  return 0;
}

}  // namespace dsat::app
