#include "report/sections/scorecard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "dsat/analyze/points.hpp"
#include "dsat/analyze/review.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/data/ticket_name.hpp"
#include "dsat/report/actionable.hpp"
#include "dsat/report/ratings.hpp"
#include "dsat/report/tables.hpp"
#include "dsat/report/unread.hpp"
#include "report/sections/coaching.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/units.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::Row;

constexpr std::size_t weeks_shown = 12;

/// Ratings of colleagues in the agent's team (of everybody else, where no team is known) over the last periods.
struct Colleagues {
  analyze::Selection recent;
  std::string name = "others";  ///< `Orders`: the team
};

Colleagues colleagues_of(const Context& context) {
  Colleagues colleagues;
  if (context.everyone == nullptr) return colleagues;
  const analyze::View& view = context.view;
  const NameColumn& teams = view.store().name_column(Field::team);
  std::map<Code, std::int64_t> tickets;
  if (!teams.empty())
    for (const Row row : context.recent.rows) ++tickets[teams.codes[row.ticket]];
  tickets.erase(0);
  const auto most = std::ranges::max_element(tickets, {}, [](const auto& entry) { return entry.second; });
  const Code team = most == tickets.end() ? 0 : most->first;
  if (team != 0) colleagues.name = teams.names[team];

  const auto code_of_team = [&](Row row) { return team == 0 ? Code{0} : teams.codes[row.ticket]; };
  const analyze::Selection all = view.select(*context.everyone, context.recent_range);
  for (const auto part : {&analyze::Selection::rows, &analyze::Selection::cohort})
    for (const Row row : all.*part)
      if (code_of_team(row) == team && !context.filter.passes(row)) (colleagues.recent.*part).push_back(row);
  return colleagues;
}

std::string share_in_words(const stats::Share& share) {
  return fmt::format("{} ({} of {})", percent(share.rate().value_or(0)), grouped(share.part), grouped(share.base));
}

std::string opening(const Context& context) {
  const analyze::Tally tally = analyze::tally(context.view, context.recent);
  const stats::Share own = analyze::negatives(context.view, tally);
  if (own.base == 0 && tally.unreadable > 0)
    return context.agent + " has no rate: " + unread_in_words(context.view, context.recent.rows, tally, context.words);
  if (own.base == 0) return fmt::format("{} has no ratings over {}.", context.agent, context.recent_label);
  if (own.base < context.min_ratings())
    return fmt::format("{} has {} over {}, {} of them negative: too few for a rate.", context.agent,
                       counted(own.base, "rating"), context.recent_label, grouped(own.part));
  std::string words =
      fmt::format("{} has an NRR of {} over {}", context.agent, share_in_words(own), context.recent_label);
  if (context.everyone == nullptr) return words + ".";
  const auto recent = context.view.select(*context.everyone, context.recent_range);
  const auto comparison = compare_units(context, agents_against_mix, recent, recent);
  const auto line = comparison ? std::ranges::find(comparison->lines, context.agent, &UnitLine::name)
                               : std::vector<UnitLine>::const_iterator();
  if (!comparison || comparison->overlapping || line == comparison->lines.end()) return words + ".";
  words += fmt::format("; {} would be expected for that mix of work: ", percent(line->result.expected));
  if (!comparison->study.p) return words + "nobody else does the same kind of work, so that says little.";
  switch (line->result.band) {
    case analyze::Band::worse:
      return words + "clearly more negatives than the work explains.";
    case analyze::Band::better:
      return words + "clearly fewer negatives than the work explains.";
    default:
      return words + "no difference shown.";
  }
}

Table weeks(const Context& context) {
  static constexpr std::array<std::string_view, 11> keys = {"tickets",   "rated",       "negative", "nrr",
                                                            "true_nrr",  "agent_nrr",   "csat",     "first_reply",
                                                            "one_touch", "reopen_rate", "csi"};
  Table table;
  table.key = "periods";
  table.title = capitalized(std::string(name_of(context.unit))) + " by " + std::string(name_of(context.unit));
  table.columns = {{"period", std::string(name_of(context.unit)), Audience::everybody, false, false}};
  const std::size_t count = std::min(weeks_shown, context.history.size());
  const std::span periods = std::span(context.history).last(count);
  for (const std::string_view key : keys) {
    const analyze::Measure& measure = analyze::require_measure(key);
    const auto value = [&](const analyze::PeriodCount& period) {
      return measure.compute({context.view, period.tally, period.cohort});
    };
    if (std::ranges::none_of(periods, [&](const auto& period) { return value(period).number.has_value(); })) continue;
    table.columns.push_back(column_of(measure));
    table.columns.back().spare = measure.key == "reopen_rate";
    if (measure.key == "csi") table.columns.back().audience = Audience::machines;
  }
  table.columns.push_back({"note", "", Audience::everybody, false, false});
  for (const analyze::PeriodCount& period : periods) {
    std::vector<Cell> row{text(period_label(context.unit, period.range))};
    for (std::size_t i = 1; i + 1 < table.columns.size(); ++i) {
      const analyze::Measure& measure = analyze::require_measure(table.columns[i].key);
      row.push_back(
          cell_of(measure, measure.compute({context.view, period.tally, period.cohort}), context.min_ratings()));
    }
    row.push_back(period.complete ? Cell() : text("partial", Tone::dim));
    table.rows.push_back(std::move(row));
  }
  mark_actionable(table, context.view);
  return table;
}

/// Counts of one group, the agent's and the colleagues'.
struct Beside {
  std::string name;
  analyze::Tally own, others;
};

std::vector<Beside> beside(const Context& context, const Colleagues& colleagues, std::string_view dimension) {
  const analyze::Grouping grouping = analyze::grouping_named(context.view, dimension);
  const analyze::Grouping* by[] = {&grouping};
  std::map<Code, Beside> lines;
  for (const analyze::Group& group : analyze::break_down(context.view, context.recent, by).groups)
    lines[group.key.front()].own = group.tally;
  for (const analyze::Group& group : analyze::break_down(context.view, colleagues.recent, by).groups)
    if (lines.contains(group.key.front())) lines[group.key.front()].others = group.tally;
  std::vector<Beside> sorted;
  for (auto& [code, line] : lines) {
    line.name = group_name(grouping.names()[code]);
    if (line.own.rated > 0) sorted.push_back(std::move(line));
  }
  std::ranges::stable_sort(sorted, [](const Beside& a, const Beside& b) {
    return a.own.negative != b.own.negative ? a.own.negative > b.own.negative
           : a.own.rated != b.own.rated     ? a.own.rated > b.own.rated
                                            : a.name < b.name;
  });
  return sorted;
}

/// The agent's work in one dimension, with NRR beside the colleagues'.
Table work(const Context& context, const Colleagues& colleagues, std::string_view dimension) {
  Table table;
  table.key = std::string(dimension);
  const std::string title = analyze::grouping_title(dimension);
  table.columns = {{std::string(dimension), title, Audience::everybody, false, true},
                   {"rated", "rated", Audience::everybody, true, false},
                   {"negative", "negative", Audience::everybody, true, false},
                   {"nrr", "NRR", Audience::everybody, true, false},
                   {"others_rated", "rated, " + colleagues.name, Audience::everybody, true, false},
                   {"others_nrr", "NRR, " + colleagues.name, Audience::everybody, true, false}};
  const analyze::Measure& nrr = analyze::require_measure("nrr");
  for (const Beside& line : beside(context, colleagues, dimension))
    table.rows.push_back({text(line.name), count(line.own.rated), count(line.own.negative),
                          cell_of(nrr, nrr_of(context, line.own), context.min_ratings()), count(line.others.rated),
                          cell_of(nrr, nrr_of(context, line.others), context.min_ratings())});
  table.top = context.top;
  table.more = context.drill({"breakdown", {"--by", std::string(dimension)}, context.recent_range});
  return table;
}

Table reasons(const Context& context, const Colleagues& colleagues) {
  Table table;
  table.key = "reasons";
  table.title = "Reasons of negatives";
  table.columns = {{"reason", "reason", Audience::everybody, false, true},
                   {"negative", "negative", Audience::everybody, true, false},
                   {"share", "share", Audience::everybody, true, false},
                   {"others_negative", "negative, " + colleagues.name, Audience::everybody, true, false},
                   {"others_share", "share, " + colleagues.name, Audience::everybody, true, false}};
  const std::vector<Beside> lines = beside(context, colleagues, "reason");
  stats::Share own, others;
  for (const Beside& line : lines) own.base += line.own.negative;
  for (const Row row : colleagues.recent.rows)
    others.base += analyze::outcome_of(context.view, row) == analyze::Outcome::negative ? 1 : 0;
  for (const Beside& line : lines) {
    if (line.own.negative == 0) continue;
    table.rows.push_back({text(line.name), count(line.own.negative),
                          share(stats::Share{line.own.negative, own.base}.rate()), count(line.others.negative),
                          share(stats::Share{line.others.negative, others.base}.rate())});
  }
  return table;
}

// --- what a 1:1 begins with

/// Negatives of the period, newest first.
std::vector<Row> negatives(const Context& context, const analyze::Selection& selection) {
  std::vector<Row> rows;
  for (const Row row : selection.rows)
    if (analyze::outcome_of(context.view, row) == analyze::Outcome::negative) rows.push_back(row);
  std::ranges::stable_sort(rows, [&](Row a, Row b) {
    return analyze::rating_moment(context.view, a) > analyze::rating_moment(context.view, b);
  });
  return rows;
}

/// Where the agent's ratings are farthest below the colleagues' in one kind of work.
std::string best_work(const Context& context, const Colleagues& colleagues) {
  std::string best;
  double farthest = 0;
  for (const auto dimension : {"channel", "tag"}) {
    if (!analyze::dimension_named(dimension)->carried(context.view)) continue;
    for (const Beside& line : beside(context, colleagues, dimension)) {
      const stats::Share own = analyze::negatives(context.view, line.own),
                         others = analyze::negatives(context.view, line.others);
      if (line.name == "(none)" || own.base < context.min_ratings() || others.base < context.min_ratings()) continue;
      const double below = *others.rate() - *own.rate();
      if (below <= farthest) continue;
      farthest = below;
      best = fmt::format("{}: {} of {} negative, {} {}", line.name, grouped(own.part), grouped(own.base),
                         colleagues.name, percent(*others.rate()));
    }
  }
  return best;
}

std::string did_well(const Context& context, const Colleagues& colleagues) {
  std::int64_t thanked = 0;
  const Store& store = context.view.store();
  if (!store.ratings.comment.empty())
    for (const Row row : context.now.rows)
      if (context.view.rated(row) && store.ratings.sentiment[row.rating] == Sentiment::positive &&
          !store.ratings.comment[row.rating].empty())
        ++thanked;
  std::vector<std::string> parts;
  if (context.tally.positive > 0)
    parts.push_back(fmt::format("{} of {} positive in {}{}", grouped(context.tally.positive),
                                counted(context.tally.rated, "rating"), context.label,
                                thanked > 0 ? fmt::format(", {} with words", grouped(thanked)) : std::string()));
  if (const std::string best = best_work(context, colleagues); !best.empty())
    parts.push_back(fmt::format("over {} best on {}", context.recent_label, best));
  return parts.empty() ? std::string() : "did well: " + join(parts, "; ");
}

/// The reason that the agent's negatives give most often, beyond what it is among the colleagues', and these negatives.
struct ToWorkOn {
  std::string reason;
  std::string words;
  std::vector<Row> rows;
};

std::optional<ToWorkOn> to_work_on(const Context& context, const Colleagues& colleagues) {
  if (!analyze::dimension_named("reason")->carried(context.view)) return std::nullopt;
  stats::Share own, others;
  const std::vector<Beside> lines = beside(context, colleagues, "reason");
  for (const Beside& line : lines) own.base += line.own.negative;
  for (const Row row : colleagues.recent.rows)
    others.base += analyze::outcome_of(context.view, row) == analyze::Outcome::negative ? 1 : 0;
  const Beside* most = nullptr;
  double farthest = 0;
  for (const Beside& line : lines) {
    if (line.name == "(none)" || line.own.negative < 2) continue;
    const double share = static_cast<double>(line.own.negative) / static_cast<double>(own.base);
    const double usual =
        others.base > 0 ? static_cast<double>(line.others.negative) / static_cast<double>(others.base) : 0;
    // What is frequent and more so than elsewhere; of equals the first, which has more negatives.
    const double weight = static_cast<double>(line.own.negative) * std::max(share - usual, 0.01);
    if (weight > farthest) farthest = weight, most = &line;
  }
  if (most == nullptr) return std::nullopt;
  ToWorkOn found{most->name, {}, {}};
  const analyze::Grouping grouping = analyze::grouping_named(context.view, "reason");
  for (const Row row : negatives(context, context.recent)) {
    Code single = 0;
    for (const Code code : grouping.codes(row, single))
      if (group_name(grouping.names()[code]) == found.reason) found.rows.push_back(row);
  }
  others.part = most->others.negative;
  found.words = fmt::format("to work on: {}, {} of {} over {}", most->name, grouped(most->own.negative),
                            counted(own.base, "negative"), context.recent_label);
  if (others.base > 0)
    found.words += fmt::format(" ({}; {} {})", percent(*stats::Share{most->own.negative, own.base}.rate(), 0),
                               colleagues.name, percent(*others.rate(), 0));
  return found;
}

Table work_on_table(const Context& context, const TicketNames& tickets, const ToWorkOn& work) {
  static const std::vector<std::string> keys = {"ticket_id", "rated_at", "channel", "comment"};
  Table table = rating_table({context.view, tickets, context.words}, work.rows, keys);
  table.key = "work_on";
  table.title = "To work on: " + work.reason;
  table.top = 5;
  return table;
}

// --- the ratings themselves

std::string word(const NameColumn& column, std::size_t row) {
  return column.empty() ? std::string() : std::string(column.name(row));
}

Table negative_ratings(const Context& context, const TicketNames& tickets) {
  const std::vector<Row> rows = negatives(context, context.now);
  static const std::vector<std::string> keys = {"ticket_id", "rated_at", "channel", "tags",     "rating",
                                                "reason",    "comment",  "fault",   "challenge"};
  Table table = rating_table({context.view, tickets, context.words}, rows, keys);
  table.key = "negatives";
  table.title = "Negative ratings, " + context.label;
  table.top = context.top;
  table.more = context.drill({"reviews", {}, context.period});
  return table;
}

/// How a negative was dealt with: a clear success, a clear failure, or neither.
struct Handling {
  int success = 0;  ///< above 0: well; below: badly
  std::string how;
};

Handling handling(const analyze::View& view, Row row, std::uint16_t facts) {
  if ((facts & analyze::rated_up) != 0) return {3, "rated better afterwards"};
  if ((facts & analyze::stayed) != 0) return {2, "the customer stayed"};
  if ((facts & analyze::followed_up) != 0 && (facts & analyze::review_in_time) != 0)
    return {1, "reviewed within 24 hours and followed up"};
  if ((facts & analyze::rated_again) != 0) return {-3, "rated again, and no better"};
  const Annotation* annotation = view.annotations().find(row.rating);
  const bool own_fault = annotation != nullptr && annotation->fault == Fault::agent;
  if ((facts & analyze::not_followed_up) != 0)
    return {own_fault ? -2 : -1, own_fault ? "the agent's own fault, and nobody followed up" : "nobody followed up"};
  return {};
}

/// For every reason one of the agent's negatives that was handled well and one that was handled badly. What a challenge
/// took off is no example.
Table examples(const Context& context, const TicketNames& tickets) {
  Table table;
  table.key = "examples";
  table.title = "Examples of negatives handled well and badly";
  table.columns = {{"reason", "reason", Audience::everybody, false, false},
                   {"handled", "handled", Audience::everybody, false, false},
                   {"ticket", "ticket", Audience::everybody, false, false},
                   {"why", "why", Audience::everybody, false, true},
                   {"comment", "comment", Audience::everybody, false, true},
                   {"answer", "answer", Audience::everybody, false, true}};
  const analyze::View& view = context.view;
  const Store& store = view.store();
  const std::vector<std::uint16_t> facts = analyze::review_facts(view);
  if (facts.empty() || context.everyone == nullptr) return table;
  struct Pair {
    std::optional<std::pair<Handling, Row>> well, badly;
    std::int64_t own = 0;
  };
  std::map<std::string, Pair> by_reason;
  for (const Row row : negatives(context, context.recent)) {
    const Annotation* said = view.annotations().find(row.rating);
    if (said != nullptr && said->challenge == Challenge::overturned) continue;
    Pair& pair = by_reason[word(store.ratings.reason, row.rating)];
    ++pair.own;
    const Handling handled = handling(view, row, facts[row.rating]);
    const auto better = [&](const auto& best, int sign) {
      if (handled.success * sign <= 0) return false;
      return !best || handled.success * sign > best->first.success * sign;
    };
    if (better(pair.well, 1)) pair.well = {handled, row};
    if (better(pair.badly, -1)) pair.badly = {handled, row};
  }
  std::vector<std::pair<std::string, Pair>> sorted(by_reason.begin(), by_reason.end());
  std::ranges::stable_sort(sorted, std::ranges::greater(), [](const auto& entry) { return entry.second.own; });
  for (const auto& [reason, pair] : sorted)
    for (const auto& [label, example] : {std::pair("well", pair.well), std::pair("badly", pair.badly)}) {
      if (!example) continue;
      const auto& [handled, row] = *example;
      const Annotation* annotation = view.annotations().find(row.rating);
      const auto prose = store.prose.find(Field::reply);
      std::string answer = annotation != nullptr ? annotation->result : "";
      if (answer.empty() && prose != store.prose.end() && !prose->second.empty()) answer = prose->second[row.ticket];
      const std::string comment = store.ratings.comment.empty() ? "" : std::string(store.ratings.comment[row.rating]);
      table.rows.push_back({text(reason.empty() ? "(none)" : reason), text(label), text(tickets[row.ticket]),
                            text(handled.how), text(one_line(context.words(comment))),
                            text(one_line(context.words(answer)))});
    }
  return table;
}

Table points(const Context& context) {
  Table table;
  table.key = "points";
  table.title = "Points, " + context.label;
  table.columns = {{"what", "what", Audience::everybody, false, false},
                   {"count", "count", Audience::everybody, true, false},
                   {"weight", "weight", Audience::everybody, true, false},
                   {"points", "points", Audience::everybody, true, false}};
  const auto lines = analyze::points_of(context.tally, context.view.counting().points);
  for (const analyze::PointLine& line : lines)
    table.rows.push_back({text(std::string(line.kind->help)), points_cell(line.count), points_cell(line.weight),
                          points_cell(line.points())});
  if (!lines.empty()) table.rows.push_back({text("all"), Cell(), Cell(), points_cell(analyze::sum(lines))});
  return table;
}

}  // namespace

std::optional<document::Section> write_scorecard(const Context& context) {
  document::Section section{"agents", context.agent, {}};
  section.blocks.emplace_back(Paragraph{opening(context), false});
  section.headline = opening(context);
  const auto add = [&](Table table) {
    if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  };
  const Colleagues colleagues = colleagues_of(context);
  const TicketNames tickets(context.view.store());
  if (std::string words = did_well(context, colleagues); !words.empty())
    section.findings.push_back({Finding::Line::person, 2, "what went well", std::move(words)});
  if (const auto work = to_work_on(context, colleagues)) {
    section.findings.push_back({Finding::Line::person, 1, work->reason, work->words});
    add(work_on_table(context, tickets, *work));
    section.brief.push_back(section.blocks.back());
  }
  add(weeks(context));
  if (analyze::dimension_named("reason")->carried(context.view)) add(reasons(context, colleagues));
  for (const auto dimension : {"channel", "tag"})
    if (analyze::dimension_named(dimension)->carried(context.view)) add(work(context, colleagues, dimension));
  add(points(context));
  for (Block& block : coaching_blocks(context)) section.blocks.push_back(std::move(block));
  add(negative_ratings(context, tickets));
  add(examples(context, tickets));
  return section;
}

}  // namespace dsat::report
