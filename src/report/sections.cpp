#include "report/sections/sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <ranges>
#include <variant>

#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/volumes.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/parallel.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/section.hpp"
#include "dsat/report/unread.hpp"
#include "report/behind.hpp"
#include "report/front_page.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

std::string volumes(const Context& context) {
  std::string line = counted(context.tally.tickets, "ticket") + " · " + counted(context.tally.rated, "rating");
  if (context.tally.unreadable > 0) line += " · " + counted(context.tally.unreadable, "answer") + " not understood";
  if (const auto coverage = value_now(context, "coverage"); coverage.number)
    line += " · coverage " + percent(*coverage.number);
  const FileFacts totals = context.provenance.totals();
  line += " · " + counted(static_cast<std::int64_t>(context.provenance.files.size()), "file");
  line += totals.rejected == 0 ? ", nothing rejected" : ", " + counted(totals.rejected, "row") + " rejected";
  return line;
}

std::string period_line(const Context& context) {
  if (!context.period) return "all data as one period";
  std::string line = fmt::format("{} ({})", period_name(context), range_in_words(*context.period));
  if (context.partial) line += ", partial";
  if (context.before) line += " against " + context.before_label + (context.partial ? " up to the same day" : "");
  return line + " · " + context.view.zone().name();
}

// What needs silent tickets one by one, or by two dimensions at a time.

bool is_carried(const Context& context, std::string_view dimension) {
  return analyze::dimension_named(dimension)->carried(context.view);
}

std::string mix_of_tickets(const Context& context) {
  const bool by_both = is_carried(context, "channel") && is_carried(context, "team");
  return by_both ? "what NRR is at the mix of channels and teams that all tickets have" : "";
}

std::string tickets_by_template(const Context& context) {
  const bool counted = !is_carried(context, "template") || context.view.volumes()->has("template");
  return counted ? "" : "how many tickets a template has, or how many of them are rated";
}

std::string tickets_by_hour(const Context&) {
  return "how many tickets stand in an hour or on a weekday";
}

std::string tickets_by_department(const Context&) {
  return "how many tickets a department has";
}

std::string answers_by_variant(const Context& context) {
  const auto counted = [&](const std::string& dimension) { return context.view.volumes()->has(dimension); };
  std::vector<std::string> lacking;
  if (is_carried(context, "survey-method") && !counted("survey-method")) lacking.emplace_back("survey method");
  for (const std::string& column : context.extras.variants)
    if (!counted("column:" + column)) lacking.push_back(column);
  return lacking.empty() ? "" : "who answers by " + join(lacking, ", ");
}

}  // namespace

std::span<const Section> sections() {
  static constexpr Section all[] = {
      {"summary", "NRR beside CSAT, CSI, NPS, volume and coverage, with how far to trust them", "tickets",
       write_summary, claims_of_summary, false, mix_of_tickets},
      {"trend", "the last 12 periods with limits, other KPIs beside NRR, and a change of level in words",
       "at least two periods with ratings: tickets need dates", write_trend, claims_of_trend},
      {"explain", "what moved NRR since the period before, and what is always bad",
       "ratings, of which some are negative", write_explain, claims_of_explain, true},
      {"reasons", "reasons of negative ratings, largest first, with running share",
       "negative ratings in the period, and a column of reasons or of tags", write_reasons, nullptr, false,
       tickets_by_template},
      {"tags", "NRR and volume by tag, and tags that rise beyond their history", "a column of tags", write_tags,
       claims_of_tags},
      {"channels", "NRR and coverage by channel, and whether the worst is so because of its topics",
       "a column of channels", write_channels, claims_of_channels},
      {"teams", "teams against what their mix of work would lead one to expect",
       "a column of teams (--map team=COLUMN, or --roster)", write_teams, claims_of_teams, true},
      {"agents", "agents against what their mix of work would lead one to expect; one agent's scorecard",
       "a column of agents (--map agent=COLUMN)", write_agents, claims_of_agents, true},
      {"customers", "customers and organisations with several negatives",
       "a column of who wrote or of organisations, and one with several negatives", write_customers},
      {"hours", "NRR by hour and weekday", "ratings in several hours or weekdays: stamps with a time of day",
       write_hours, claims_of_hours, true, tickets_by_hour},
      {"speed",
       "rating against first reply and resolution time: the curve, and the point beyond which ratings are worse",
       "first reply or resolution times beside ratings", write_speed, claims_of_speed, true},
      {"comments", "words that mark negative comments, neutral ratings with a comment, replies sent again and again",
       "comments, or replies of agents", write_comments},
      {"survey", "who is asked and who answers, by channel, method and delay; variants and further questions",
       "ratings, or marks of who was asked", write_survey, claims_of_survey, false, answers_by_variant},
      {"kpis", "which KPIs go with ratings, strongest first",
       "first reply, resolution, replies, reopens or service levels beside ratings", write_kpis, claims_of_kpis},
      {"queues", "what waits for somebody: to review, to answer, to ask, to thank", "ratings that wait for somebody",
       write_queues},
      {"actions", "before and after dated actions, follow-ups, challenges and root causes",
       "a review worksheet (--reviews) with actions, reviews or challenges", write_actions, claims_of_actions},
      {"departments", "the negatives that concern each department",
       "departments, by tag in the configuration ([departments]) or in the worksheet", write_departments, nullptr,
       false, tickets_by_department},
      {"quality", "QA scores by agent and criterion, best answers, and whether reviewers agree", "QA scores (--qa)",
       write_quality},
      {"data", "what was read, guessed, rejected and merged", "files", write_data},
  };
  return all;
}

const Section* section_named(std::string_view key) {
  const auto found = std::ranges::find(sections(), key, &Section::key);
  return found == sections().end() ? nullptr : &*found;
}

namespace {

std::vector<std::string_view> every_section() {
  std::vector<std::string_view> keys;
  for (const Section& section : sections()) keys.push_back(section.key);
  return keys;
}

}  // namespace

std::span<const Pack> packs() {
  static const std::vector<Pack> all = {
      {"weekly",
       "the root-cause review of the week",
       {"summary", "trend", "explain", "reasons", "tags", "channels", "teams", "agents", "customers", "speed", "queues",
        "data"}},
      {"real-time", "what waits for somebody now", {"queues", "data"}},
      {"one-on-one",
       "one agent's ratings, with --agent",
       {"summary", "trend", "reasons", "tags", "channels", "agents", "queues", "data"}},
      {"business-review", "everything, by default for a quarter", every_section(), Unit::quarter},
      {"product-feedback",
       "what departments and the product team should know",
       {"tags", "comments", "departments", "data"}},
  };
  return all;
}

const Pack* pack_named(std::string_view key) {
  const auto found = std::ranges::find(packs(), key, &Pack::key);
  return found == packs().end() ? nullptr : &*found;
}

std::vector<analyze::Claim> claims_of(const Context& context, std::span<const std::string_view> keys) {
  std::vector<analyze::Claim> all;
  for (const Section& section : sections()) {
    if (section.claims == nullptr || std::ranges::find(keys, section.key) == keys.end()) continue;
    for (analyze::Claim& claim : section.claims(context))
      if (std::ranges::find(all, claim.key, &analyze::Claim::key) == all.end()) all.push_back(std::move(claim));
  }
  return all;
}

namespace {

/// What all sections together replaced in customers' words stands among the facts of the last one.
void tell_redaction(std::vector<document::Section>& sections, const Context& context) {
  if (context.redaction == nullptr || sections.empty() || sections.back().key != "data") return;
  const std::string replaced = context.redaction->in_words();
  if (replaced.empty()) return;
  for (document::Block& block : sections.back().blocks)
    if (auto* facts = std::get_if<document::Facts>(&block)) {
      facts->items.emplace_back("Redacted", replaced + " in the texts shown; --redact off shows them.");
      return;
    }
}

/// Figures that stand beside each other must be of the same tickets.
void tell_what_volumes_lack(const Context& context, const Section& section, document::Section& written) {
  if (context.view.volumes() == nullptr || section.without_silent == nullptr) return;
  const std::string lacking = section.without_silent(context);
  if (lacking.empty()) return;
  written.blocks.emplace_back(document::Paragraph{
      fmt::format("Tickets without a rating are known by counts only (--volumes), so the section doesn't say {}.",
                  lacking),
      false});
}

/// What a table leaves out for readers its section shows whole.
void name_rest(const Context& context, document::Section& section) {
  for (document::Block& block : section.blocks)
    if (auto* table = std::get_if<document::Table>(&block); table != nullptr && table->top > 0 && table->more.empty())
      table->more = context.drill({"report", {"--section", section.key, "--top", "0"}, context.period});
}

}  // namespace

document::Document write_report(const Context& context, std::span<const std::string_view> keys, unsigned threads) {
  document::Document document;
  document.schema = "dsat.report";
  document.title = "Root-cause report";
  document.subtitle = {period_line(context), volumes(context)};
  document.as_of = context.view.as_of();
  std::vector<const Section*> asked;
  for (const Section& section : sections())
    if (section.key == "data" || std::ranges::find(keys, section.key) != keys.end()) asked.push_back(&section);
  std::vector<std::optional<document::Section>> written(asked.size());
  // What takes long is begun first, so that no thread is left with it while the others have nothing to do.
  std::vector<std::size_t> order(asked.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_partition(order, [&](std::size_t i) { return asked[i]->takes_long; });
  constexpr std::size_t worth_threads = 2'000;  // tickets: fewer are counted before a thread has begun
  if (context.view.store().tickets < worth_threads) threads = 1;
  in_parallel(order.size(), threads, [&](std::size_t i) { written[order[i]] = asked[order[i]]->write(context); });
  for (std::size_t i = 0; i < written.size(); ++i)
    if (auto& section = written[i]) {
      name_rest(context, *section);
      tell_what_volumes_lack(context, *asked[i], *section);
      document.sections.push_back(std::move(*section));
    }
  // Without a summary what belongs beside the headline stands above all figures.
  if (document.sections.empty() || document.sections.front().key != "summary") {
    document.notes = beside_headline(context.provenance, context.words);
    const std::string unread = unread_in_words(context.view, context.now.rows, context.tally, context.words);
    if (!unread.empty()) document.notes.insert(document.notes.begin(), unread);
  }
  constexpr std::size_t most_tickets = 500;
  embed_tickets(document, context, most_tickets);
  tell_redaction(document.sections, context);
  write_front_page(document, !context.agent.empty());
  return document;
}

}  // namespace dsat::report
