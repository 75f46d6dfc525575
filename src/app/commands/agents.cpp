#include <algorithm>
#include <limits>
#include <utility>

#include "app/again.hpp"
#include "app/agent_choice.hpp"
#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/output.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/section.hpp"
#include "dsat/report/tables.hpp"

namespace dsat::app {
namespace {

/// The number of a cell; below every number where there is none.
struct NumberOf {
  double operator()(const document::Count& count) const { return static_cast<double>(count.value); }
  double operator()(const document::Share& share) const { return share.fraction; }
  double operator()(const document::Score& score) const { return score.value; }
  double operator()(const document::Duration& duration) const { return duration.minutes; }
  double operator()(const document::Change& change) const { return change.difference; }
  double operator()(const auto&) const { return -std::numeric_limits<double>::infinity(); }
};

std::size_t place_of(const document::Table& table, const std::string& key) {
  const auto column = std::ranges::find(table.columns, key, &document::Column::key);
  return static_cast<std::size_t>(column - table.columns.begin());
}

/// Throws Error(usage) unless the table has such a column of numbers.
void require_column(const document::Table& table, const std::string& key) {
  std::vector<std::string> known;
  for (const document::Column& column : table.columns)
    if (column.numeric) known.push_back(column.key);
  if (std::ranges::find(known, key) != known.end()) return;
  const auto near = nearest(key, known);
  throw Error(ErrorKind::usage, "the leaderboard has no column \"" + key + "\"",
              (near ? "Did you mean " + *near + "? " : std::string()) + "It is one of " + join(known, ", ") + ".");
}

/// Largest first; what has no figure last, after what isn't reviewed well enough to be ranked by its reviews.
void sort_rows(document::Table& table, const std::string& key) {
  const std::size_t at = place_of(table, key), reviewed = place_of(table, "reviewed");
  if (at == table.columns.size()) return;
  const bool rests_on_reviews = (key == "true_nrr" || key == "agent_nrr") && reviewed < table.columns.size();
  std::ranges::stable_sort(table.rows, std::ranges::greater(), [&](const auto& row) {
    const bool ranked = !rests_on_reviews || std::visit(NumberOf{}, row[reviewed].content) >= report::enough_reviewed;
    return std::pair(ranked, std::visit(NumberOf{}, row[at].content));
  });
}

/// The leaderboard, and whatever stands under it with the same column.
void sort_tables(document::Section& section, const std::string& key) {
  bool first = true;
  for (document::Block& block : section.blocks)
    if (auto* table = std::get_if<document::Table>(&block)) {
      if (std::exchange(first, false)) require_column(*table, key);
      sort_rows(*table, key);
    }
}

}  // namespace

int run_agents(Settings& settings, const Io& io) {
  Session session(settings, io);
  const auto agent = choose_agent(session);
  const analyze::Filter& filter = agent ? agent->own : session.filter();
  report::Context context = report::make_context(session.view(), filter, session.provenance(), settings.extras,
                                                 settings.every, session.period(), !session.period());
  context.full_detail = settings.full_detail;
  context.drill = Again(session);
  context.words = session.words();
  context.redaction = session.redaction();
  if (agent) {
    context.top = settings.top.value_or(10);
    context.agent = agent->name;
    context.everyone = &session.filter();
    constexpr std::string_view keys[] = {"agents", "quality"};
    document::Document document = report::write_report(context, keys);
    document.schema = "dsat.agents";
    document.title = "Scorecard";
    add_input(document, session);
    deliver(document, settings, io);
    return 0;
  }
  context.top = settings.top.value_or(0);
  document::Document document = table_document(session, "dsat.agents", "Agents");
  if (context.period) document.subtitle.push_back(context.label + ", " + range_in_words(*context.period));
  auto section = report::section_named("agents")->write(context);
  if (!section) {
    section = document::Section{"agents", "", {}};
    section->blocks.emplace_back(document::Paragraph{"The files name no agents.", false});
  }
  section->title.clear();
  if (!settings.sort.empty()) sort_tables(*section, settings.sort);
  document.sections.push_back(std::move(*section));
  if (auto quality = report::section_named("quality")->write(context)) {
    for (document::Block& block : quality->blocks)
      if (auto* table = std::get_if<document::Table>(&block); table != nullptr && table->top > 0)
        table->more = context.drill({"agents", {"--top", "0"}, context.period});
    document.sections.push_back(std::move(*quality));
  }
  deliver(document, settings, io);
  return 0;
}

}  // namespace dsat::app
