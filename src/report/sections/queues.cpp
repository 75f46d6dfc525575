#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "dsat/analyze/challenge.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/queue.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/ratings.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::Row;

/// With a worksheet everything that isn't done waits, however old; without one nobody can tell, so only what was rated
/// since the period began is listed.
std::optional<DayRange> waiting_days(const Context& context) {
  const bool reviewed = !context.view.annotations().of_rating.empty();
  if (reviewed || !context.period) return std::nullopt;
  return DayRange{context.period->begin, after_last_day};
}

std::vector<Row> waiting_rows(const Context& context) {
  return context.view.select(context.filter, waiting_days(context)).rows;
}

std::int64_t size_of(std::string_view queue, const Context& context, const std::vector<Row>& rows) {
  return static_cast<std::int64_t>(analyze::rows_of(analyze::require_queue(queue), context.view, rows).size());
}

/// Whether the files have a place for comments: without one nobody can tell who kept silent.
bool knows_comments(const Context& context) {
  return value_now(context, "comment_rate").number.has_value();
}

/// What is overdue and what is urgent: the sentence for a hurried reader.
std::string review_sentence(const Context& context, const std::vector<Row>& rows) {
  const std::int64_t overdue = size_of("overdue", context, rows), in_time = size_of("real-time", context, rows);
  std::string words;
  if (overdue > 0)
    words = fmt::format("{} {} waited more than 24 hours for a review", counted(overdue, "negative rating"),
                        overdue == 1 ? "has" : "have");
  if (in_time > 0)
    words += words.empty()
                 ? fmt::format("{} to be reviewed within 24 hours", counted(in_time, "negative rating"))
                 : fmt::format(", {} more {} still within them", grouped(in_time), in_time == 1 ? "is" : "are");
  if (!words.empty()) return words + ".";
  const std::int64_t unreviewed = size_of("unreviewed", context, rows);
  if (unreviewed > 0)
    return fmt::format("{} {} not reviewed; without times nobody can tell how long {}.",
                       counted(unreviewed, "negative rating"), unreviewed == 1 ? "is" : "are",
                       unreviewed == 1 ? "it has waited" : "they have waited");
  return size_of("unanswered", context, rows) > 0 ? "Every negative rating is reviewed." : "Nothing waits.";
}

/// For whom most of it waits; nothing where that is nobody in particular.
std::string for_whom(const Context& context, const std::vector<Row>& rows) {
  if (!context.agent.empty() || !analyze::dimension_named("agent")->carried(context.view)) return {};
  std::map<std::string, std::int64_t> waiting;
  for (const Row row : analyze::rows_of(analyze::require_queue("overdue"), context.view, rows))
    if (const std::string agent = analyze::agent_name(context.view, row); !agent.empty()) ++waiting[agent];
  const auto most = std::ranges::max_element(waiting, {}, [](const auto& entry) { return entry.second; });
  if (most == waiting.end() || most->second < 2) return {};
  return fmt::format("; most are {}'s ({})", most->first, grouped(most->second));
}

std::string follow_up_sentence(const Context& context, const std::vector<Row>& rows) {
  const std::int64_t unanswered = size_of("unanswered", context, rows);
  const std::int64_t silent = knows_comments(context) ? size_of("ask-why", context, rows) : 0;
  std::vector<std::string> sentences;
  if (unanswered > 0)
    sentences.push_back(
        fmt::format("{} {} no follow-up yet{}.", counted(unanswered, "negative"), unanswered == 1 ? "has" : "have",
                    silent == 0 ? std::string()
                    : silent == unanswered
                        ? std::string(", and none a comment: ask what's wrong")
                        : fmt::format("; {} of them came without a comment: ask what's wrong", grouped(silent))));
  if (context.view.annotations().of_rating.empty())
    sentences.emplace_back("No review worksheet was given (--reviews), so every rating counts as not reviewed.");
  return join(sentences, " ");
}

/// What the open challenges leave possible, beside the goal line.
std::string open_challenges(const Context& context) {
  const std::int64_t open = context.tally.challenged.all();
  if (open == 0) return {};
  const analyze::ChallengeRange range = analyze::challenge_range(context.view, context.tally);
  if (!range.now.number) return {};
  std::string words = fmt::format("{} of the period {} open: NRR after challenges is {} as things stand",
                                  counted(open, "challenge"), open == 1 ? "is" : "are", share_with_base(range.now));
  words += range.best.number ? fmt::format(", and {} if every one is overturned.", share_with_base(range.best))
                             : std::string(", and undefined if every one is overturned: no rating would be left.");
  for (const auto& [measure, goal] : context.extras.goals) {
    if (measure != "nrr" && measure != "true_nrr") continue;
    const bool now = *range.now.number <= goal, best = !range.best.number || *range.best.number <= goal;
    words += fmt::format(" The goal of {} {}.", percent(goal),
                         now    ? "is met either way"
                         : best ? "is met only if enough of them are overturned"
                                : "is missed either way");
  }
  return words;
}

Table overview(const Context& context, const std::vector<Row>& rows) {
  Table table;
  table.key = "queues";
  table.columns = {{"queue", "queue", Audience::everybody, false},
                   {"ratings", "ratings", Audience::everybody},
                   {"what", "what it holds", Audience::everybody, false, true}};
  for (const analyze::Queue& queue : analyze::queues()) {
    if (queue.key == "ask-why" && !knows_comments(context)) continue;
    const std::int64_t size = size_of(queue.key, context, rows);
    if (size > 0) table.rows.push_back({text(std::string(queue.key)), count(size), text(std::string(queue.help))});
  }
  return table;
}

Table list(const Context& context, const RatingSource& source, const std::vector<Row>& rows, std::string_view queue,
           const std::vector<std::string>& columns, std::size_t top, bool newest_first) {
  const analyze::Queue& held = analyze::require_queue(queue);
  std::vector<Row> waiting = analyze::rows_of(held, context.view, rows);
  if (newest_first) std::ranges::reverse(waiting);
  Table table = rating_table(source, waiting, columns);
  table.key = std::string(queue);
  std::ranges::replace(table.key, '-', '_');
  table.title = capitalized(std::string(held.title));
  for (Column& column : table.columns) {
    column.whole = false;
    column.spare = column.key == "channel";
    // How long it waits says when it was rated.
    if (column.key == "rated_at" && !newest_first) column.audience = Audience::machines;
  }
  table.top = top;
  table.more = context.drill(
      {"reviews", {"--queue", std::string(queue)}, newest_first ? context.period : waiting_days(context)});
  return table;
}

}  // namespace

Waiting waiting_of(const Context& context) {
  const std::vector<Row> rows = waiting_rows(context);
  return {size_of("overdue", context, rows), size_of("real-time", context, rows)};
}

std::optional<document::Section> write_queues(const Context& context) {
  const std::vector<Row> rows = waiting_rows(context);
  Table queues = overview(context, rows);
  if (queues.rows.empty()) return std::nullopt;
  document::Section section{"queues", "Waiting for you", {}};
  if (context.view.as_of()) section.title += ", as of " + local_time(context, context.view.as_of());
  const std::string sentence = review_sentence(context, rows);
  section.blocks.emplace_back(Paragraph{sentence, false});
  section.findings.push_back(
      {Finding::Line::waiting, 1, "what waits", sentence.substr(0, sentence.size() - 1) + for_whom(context, rows)});
  if (std::string words = follow_up_sentence(context, rows); !words.empty())
    section.blocks.emplace_back(Paragraph{std::move(words), false});
  if (const std::string words = open_challenges(context); !words.empty())
    section.blocks.emplace_back(Paragraph{words, false});
  section.blocks.emplace_back(std::move(queues));

  const TicketNames names(context.view.store());
  const RatingSource source{context.view, names, context.words};
  const std::size_t few = std::min<std::size_t>(context.top == 0 ? 3 : context.top, 3);
  const auto add = [&](const std::vector<Row>& from, std::string_view queue, std::vector<std::string> columns,
                       std::size_t top, bool newest_first) {
    Table table = list(context, source, from, queue, columns, top, newest_first);
    if (table.rows.empty()) return;
    if (section.brief.empty() && (queue == "overdue" || queue == "real-time")) {
      constexpr std::size_t few_enough = 5;
      section.brief.emplace_back(table);
      auto& brief = std::get<Table>(section.brief.back());
      brief.top = brief.top == 0 ? few_enough : std::min(brief.top, few_enough);
    }
    table.folded = true;
    section.blocks.emplace_back(std::move(table));
  };
  const std::vector<std::string> to_do = {"ticket_id", "rated_at", "waiting", "agent", "channel", "comment"};
  const std::vector<std::string> to_read = {"ticket_id", "rated_at", "agent", "channel", "comment"};
  add(rows, "overdue", to_do, context.top, false);
  add(rows, "real-time", to_do, context.top, false);
  add(rows, "challenged", {"ticket_id", "agent", "challenge_by", "challenge_reason"}, few, false);
  // Tips and praise are read while they are fresh.
  add(context.now.rows, "neutral-comments", to_read, few, true);
  add(context.now.rows, "praise", to_read, few, true);
  return section;
}

}  // namespace dsat::report
