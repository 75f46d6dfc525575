#include <algorithm>
#include <optional>
#include <utility>

#include "app/again.hpp"
#include "app/agent_choice.hpp"
#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/history_file.hpp"
#include "app/output.hpp"
#include "app/split.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/parallel.hpp"
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

/// Text is a brief of what a pack with a summary says, unless sections were named or everything asked for.
void make_brief(document::Document& document, const Session& session) {
  const Settings& settings = session.settings();
  if (settings.full_detail || !settings.sections.empty() || document.sections.empty() ||
      document.sections.front().key != "summary")
    return;
  document.brief = true;
  document.whole =
      "A brief. --section NAME prints a section whole, --detail full all of them, -o report.html makes a page of it.";
}

/// What a pack says beside its sections.
void take_pack(Settings& settings) {
  if (settings.pack.empty()) return;
  const report::Pack& pack = *report::pack_named(settings.pack);
  if (pack.unit && !settings.every_given) settings.every = *pack.unit;
}

/// `data` stays the last section. What was asked for by an option of its own stands in a brief, too.
void add_before_data(document::Document& document, document::Section section) {
  section.brief = section.blocks;
  const auto data = std::ranges::find(document.sections, "data", &document::Section::key);
  document.sections.insert(data, std::move(section));
}

/// A section that was asked for by name doesn't vanish without a word.
void say_what_is_empty(document::Document& document, const Settings& settings) {
  for (const std::string& key : settings.sections) {
    if (std::ranges::find(document.sections, key, &document::Section::key) != document.sections.end()) continue;
    const report::Section& section = *report::section_named(key);
    add_before_data(document,
                    {key,
                     std::string(1, static_cast<char>(key[0] - 'a' + 'A')) + key.substr(1),
                     {document::Paragraph{"Nothing to show. It needs " + std::string(section.needs) + ".", false}}});
  }
}

/// What one report is about, beside the sections it shows.
struct Subject {
  const analyze::Filter& filter;
  const AgentChoice* agent = nullptr;
  std::string selection;  ///< the conditions in words: claims of reports with other conditions are other claims
  std::vector<std::string> also = {};  ///< conditions of `filter` beside those of the command line
};

document::Document written(const Session& session, const Subject& subject, const std::vector<std::string_view>& keys,
                           HistoryFile* history) {
  const Settings& settings = session.settings();
  session.begin_document();
  report::Context context = report::make_context(session.view(), subject.filter, session.provenance(), settings.extras,
                                                 settings.every, session.period(), settings.period == "all");
  context.full_detail = settings.full_detail;
  context.top = settings.top.value_or(10);
  if (subject.agent != nullptr) {
    context.agent = subject.agent->name;
    context.everyone = &session.filter();
  }
  context.drill = Again(session, subject.also);
  context.words = session.words();
  context.redaction = session.redaction();
  if (history != nullptr) history->ledger.require_same_data(context, settings.history);
  if (history != nullptr) context.announced = history->ledger.before(context, subject.selection);

  document::Document document = report::write_report(context, keys, thread_count(settings.load.threads));
  say_what_is_empty(document, settings);
  if (history != nullptr) {
    history->ledger.judge(context, subject.selection);
    history->ledger.add(context, subject.selection, report::claims_of(context, keys));
    if (auto section = history->ledger.section(context.label, subject.selection))
      add_before_data(document, std::move(*section));
  }
  if (settings.self_check)
    add_before_data(document, report::self_check_section(report::self_check(
                                  context, keys, 200, static_cast<unsigned>(settings.load.threads))));
  add_input(document, session);
  make_brief(document, session);
  return document;
}

/// A report for each department that the configuration gives tags.
void deliver_reports(const Session& session, const std::vector<std::string_view>& keys, HistoryFile* history,
                     const Io& io) {
  std::vector<PartDocument> reports;
  for (const std::string& department : departments(session)) {
    const analyze::Condition tags = tags_of(session.settings(), department);
    if (tags.values.empty()) continue;
    const analyze::Filter filter = session.filter().narrowed(session.view(), {&tags, 1});
    std::string selection = conditions_in_words(session.settings(), " && ");
    selection += (selection.empty() ? "" : " && ") + tags.text;
    document::Document document = written(session, {filter, nullptr, std::move(selection), {tags.text}}, keys, history);
    document.title += " for " + department;
    reports.push_back({department, std::move(document)});
  }
  if (history != nullptr) history->require_unchanged();
  deliver_split(reports, session.settings(), io);
}

/// A report for each agent who has ratings, as --agent makes it.
void deliver_reports_of_agents(Settings& settings, const Session& session, const std::vector<std::string_view>& keys,
                               const Io& io) {
  std::vector<PartDocument> reports;
  for (const std::string& name : agents(session)) {
    // Commands that the report names are about this agent, too.
    settings.agent = name;
    const auto agent = choose_agent(session);
    document::Document document =
        written(session, {agent->own, &*agent, conditions_in_words(settings, " && ")}, keys, nullptr);
    document.title += " for " + name;
    reports.push_back({name, std::move(document)});
  }
  settings.agent.clear();
  deliver_split(reports, settings, io);
}

}  // namespace

int run_report(Settings& settings, const Io& io) {
  check_split(settings);
  take_pack(settings);
  settings.extras.by = settings.by;
  const std::vector<std::string_view> keys = chosen_sections(settings);
  const Session session(settings, io);
  std::optional<FileLock> lock;
  std::optional<HistoryFile> ledger;
  if (!settings.history.empty()) {
    lock.emplace(lock_for(settings.history, settings, io));
    ledger.emplace(settings.history);
  }
  HistoryFile* const history = ledger ? &*ledger : nullptr;
  if (settings.split == "agent") {
    if (history != nullptr)
      throw Error(ErrorKind::usage, "--history is of whole reports, not of --split agent", "Leave one of them out.");
    deliver_reports_of_agents(settings, session, keys, io);
  } else if (!settings.split.empty()) {
    deliver_reports(session, keys, history, io);
  } else {
    const auto agent = choose_agent(session);
    const Subject subject{agent ? agent->own : session.filter(), agent ? &*agent : nullptr,
                          conditions_in_words(settings, " && ")};
    document::Document document = written(session, subject, keys, history);
    if (agent) document.title += " for " + agent->name;
    if (history != nullptr) history->require_unchanged();
    deliver(document, settings, io);
  }
  if (history != nullptr) history->write();
  return 0;
}

}  // namespace dsat::app
