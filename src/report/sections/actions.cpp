#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsat/analyze/action.hpp"
#include "dsat/analyze/challenge.hpp"
#include "dsat/analyze/review.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/tables.hpp"
#include "dsat/stats/quantile.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::BeforeAfter;
using analyze::Row;

Cell share_cell(const Context& context, const stats::Share& share) {
  const auto rate = share.rate();
  return rate ? Cell(Share{*rate}, Tone::plain, share.base < context.min_ratings()) : Cell();
}

std::string of(const stats::Share& share) {
  const auto rate = share.rate();
  if (!rate) return "no ratings";
  return fmt::format("{} ({} of {})", percent(*rate), grouped(share.part), grouped(share.base));
}

/// What can be said, in a word or two; never that an action worked.
std::string verdict(const BeforeAfter& result) {
  switch (result.verdict) {
    case BeforeAfter::Verdict::no_date:
      return "no date";
    case BeforeAfter::Verdict::not_yet_due:
      return "not yet due";
    case BeforeAfter::Verdict::no_scope:
      return "concerns nobody named";
    case BeforeAfter::Verdict::prompt_unread:
      return "prompt not read";
    case BeforeAfter::Verdict::nothing_before:
      return "nothing before";
    case BeforeAfter::Verdict::too_early:
      return "too early";
    case BeforeAfter::Verdict::no_change:
      return "no change";
    case BeforeAfter::Verdict::fell:
      return result.rest_moved_too ? "fell, as the rest" : "fell";
    case BeforeAfter::Verdict::rose:
      return result.rest_moved_too ? "rose, as the rest" : "rose";
  }
  return {};
}

std::string sentence(const Context& context, const analyze::Action& action, const BeforeAfter& result) {
  const std::string name = "\"" + context.words(action.text) + "\"";
  if (result.verdict == BeforeAfter::Verdict::no_date)
    return name + " has no date, so nothing can be compared: fill in action_date.";
  if (result.verdict == BeforeAfter::Verdict::not_yet_due)
    return fmt::format("{} ({}) is not yet due.", name, iso_date(action.date));
  if (result.verdict == BeforeAfter::Verdict::no_scope)
    return fmt::format(
        "{} ({}) doesn't say whom it concerns, so nothing can be compared: write tag:refund, template:Welcome or "
        "team:Orders into the action.",
        name, iso_date(action.date));
  if (result.verdict == BeforeAfter::Verdict::prompt_unread)
    return fmt::format(
        "{} ({}) was prompted by \"{}\", which names no period: write 2026-W46 or 2026-11 there, or nothing, or no "
        "weeks can be compared.",
        name, iso_date(action.date), context.words(action.prompted_by));
  const std::string unit = "week";
  const std::string head = fmt::format("{} ({}, {})", name, iso_date(action.date), action.scope_in_words());
  if (result.verdict == BeforeAfter::Verdict::nothing_before)
    return head + fmt::format(
                      ": the data hold no ratings before the {} weeks from which it was chosen, which would get "
                      "better by themselves.",
                      analyze::weeks_chosen_from);
  const std::string before =
      fmt::format("{} in the {} before", of(result.before), counted(result.baseline_periods, unit));
  if (result.verdict == BeforeAfter::Verdict::too_early)
    return fmt::format("{}: too early to tell, with {} in {} since; it needs {} and {}. NRR was {}.", head,
                       counted(result.after.base, "rating"), counted(result.periods_since, "full " + unit),
                       counted(analyze::fewest_ratings_since, "rating"), counted(analyze::first_look, "full " + unit),
                       before);
  std::string words = fmt::format("{}: NRR was {}, and {} in the {} since", head, before, of(result.after),
                                  counted(result.periods_since, unit));
  switch (result.verdict) {
    case BeforeAfter::Verdict::fell:
      words += ". It fell along with the change";
      break;
    case BeforeAfter::Verdict::rose:
      words += ". It rose along with the change";
      break;
    default:
      words += result.dispersion ? ". That is no change beyond ordinary swings" : ". That is no change beyond chance";
      break;
  }
  if (!result.beside.empty()) {
    std::vector<std::string> others;
    for (const std::string& text : result.beside) others.push_back("\"" + context.words(text) + "\"");
    words += ", together with " + join(others, ", ") + " on the same tickets";
  }
  if (result.rest_moved_too) words += ", but everything else moved the same way, so the action need not be the reason";
  return words + ".";
}

Table actions_table(const Context& context, const std::vector<analyze::Action>& list,
                    const std::vector<BeforeAfter>& results) {
  Table table;
  table.key = "actions";
  table.columns = {{"action", "action", Audience::everybody, false, true},
                   {"date", "date", Audience::everybody, false},
                   {"scope", "concerns", Audience::everybody, false, true},
                   {"prompted_by", "prompted by", Audience::machines, false},
                   {"before", "before", Audience::everybody},
                   {"before_base", "ratings before", Audience::machines},
                   {"since", "since", Audience::everybody},
                   {"since_base", "ratings since", Audience::machines},
                   {"change", "change", Audience::everybody},
                   {"change_low", "change low", Audience::machines},
                   {"change_high", "change high", Audience::machines},
                   {"rest_before", "rest before", Audience::machines},
                   {"rest_since", "rest since", Audience::machines},
                   {"rest_change", "elsewhere", Audience::everybody},
                   {"p", "p", context.full_detail ? Audience::everybody : Audience::machines},
                   {"verdict", "", Audience::everybody, false}};
  if (context.full_detail) table.columns.push_back({"interval", "95 % interval", Audience::readers});
  const auto change = [](const std::optional<stats::Estimate>& difference, bool early = false) {
    return difference ? Cell(Change{difference->value, Change::Of::points}, Tone::plain, early) : Cell();
  };
  for (std::size_t i = 0; i < list.size(); ++i) {
    const BeforeAfter& result = results[i];
    const auto& difference = result.difference;
    // A difference that can't be judged yet would be read as one that can.
    const bool early = result.verdict == BeforeAfter::Verdict::too_early;
    std::vector<Cell> row{text(context.words(list[i].text)),
                          text(list[i].date == analyze::no_day ? "" : iso_date(list[i].date)),
                          text(list[i].scope_in_words()),
                          text(list[i].prompted_by),
                          share_cell(context, result.before),
                          count(result.before.base),
                          share_cell(context, result.after),
                          count(result.after.base),
                          change(difference, early),
                          score(difference ? std::optional(difference->interval.low) : std::nullopt, 6),
                          score(difference ? std::optional(difference->interval.high) : std::nullopt, 6),
                          share_cell(context, result.rest_before),
                          share_cell(context, result.rest_after),
                          change(result.rest_difference, early),
                          score(result.p ? std::optional(result.corrected) : std::nullopt, 4),
                          text(verdict(result))};
    if (context.full_detail)
      row.push_back(difference
                        ? Cell(Range{difference->interval.low, difference->interval.high, Range::Of::share}, Tone::dim)
                        : Cell());
    table.rows.push_back(std::move(row));
  }
  table.top = context.top;
  std::vector<std::string> shared;
  for (const analyze::Action& action : list)
    if (action.scope_from_rows) shared.push_back("\"" + context.words(action.text) + "\"");
  if (!shared.empty())
    table.note = fmt::format(
        "Whom {} is taken from what all its worksheet rows share; naming it settles it, such as tag:refund in the "
        "action.",
        shared.size() == 1 ? shared.front() + " concerns"
                           : counted(static_cast<std::int64_t>(shared.size()), "action") + " concern");
  return table;
}

void append_actions(const Context& context, document::Section& section) {
  const std::vector<analyze::Action> list = analyze::actions(context.view);
  if (list.empty()) return;
  const std::vector<BeforeAfter> results =
      analyze::measure_actions(context.view, context.filter, list, context.budget().actions);
  constexpr std::size_t most_sentences = 3;
  for (std::size_t i = 0; i < std::min(list.size(), most_sentences); ++i)
    section.blocks.emplace_back(Paragraph{sentence(context, list[i], results[i]), false});
  section.blocks.emplace_back(actions_table(context, list, results));
}

/// Negatives of the period by something people typed, largest first, with running share.
template <class KeyOf>
std::optional<Table> pareto(const Context& context, const std::string& key, const std::string& title,
                            const std::string& heading, KeyOf key_of) {
  std::map<std::string, std::pair<std::string, std::int64_t>> found;
  std::int64_t all = 0;
  for (const Row row : context.now.rows) {
    if (!row.answered() || context.view.store().ratings.sentiment[row.rating] != Sentiment::negative) continue;
    const Annotation* said = context.view.annotations().find(row.rating);
    const std::string name = said == nullptr ? std::string() : key_of(*said);
    if (name.empty()) continue;
    auto& [spelling, negatives] = found[fold(name)];
    if (negatives++ == 0) spelling = name;
    ++all;
  }
  if (found.empty()) return std::nullopt;
  std::vector<std::pair<std::string, std::int64_t>> sorted;
  for (const auto& [folded, entry] : found) sorted.push_back(entry);
  std::ranges::stable_sort(sorted, std::greater<>(), &std::pair<std::string, std::int64_t>::second);
  Table table;
  table.key = key;
  table.title = title;
  table.columns = {{key, heading, Audience::everybody, false, true},
                   {"negative", "negative", Audience::everybody},
                   {"bar", "", Audience::readers, false},
                   {"share", "share", Audience::everybody},
                   {"running", "running", Audience::everybody}};
  std::int64_t running = 0;
  for (const auto& [name, negatives] : sorted) {
    running += negatives;
    table.rows.push_back({text(context.words(name)), count(negatives),
                          Bar{static_cast<double>(negatives) / static_cast<double>(sorted.front().second)},
                          Share{static_cast<double>(negatives) / static_cast<double>(all)},
                          Share{static_cast<double>(running) / static_cast<double>(all)}});
  }
  table.top = context.top;
  const std::int64_t rest = context.tally.negative - all;
  if (rest > 0)
    table.note =
        fmt::format("Of the {}; for {} nobody has said.", counted(all, "negative"), counted(rest, "more", "more"));
  return table;
}

void append_causes(const Context& context, document::Section& section) {
  if (auto table = pareto(context, "root_cause", "Root causes", "root cause",
                          [](const Annotation& said) { return said.root_cause; }))
    section.blocks.emplace_back(std::move(*table));
  if (auto table = pareto(context, "error_source", "Where the error came from", "error source",
                          [](const Annotation& said) { return said.error_source; }))
    section.blocks.emplace_back(std::move(*table));
}

void append_recovery(const Context& context, document::Section& section) {
  const analyze::Tally& t = context.tally;
  Facts facts;
  if (t.review_due > 0)
    facts.items.emplace_back("Reviewed in 24 h", share_with_base(value_now(context, "reviewed_24h")) + ".");
  if (t.follow_due > 0) {
    std::vector<double> times;
    for (const Row row : context.now.rows) {
      const Annotation* said = row.answered() ? context.view.annotations().find(row.rating) : nullptr;
      if (said == nullptr || !said->followed_up_at ||
          (context.view.review_facts(row.rating) & analyze::followed_up) == 0)
        continue;
      const Moment rated = analyze::rating_moment(context.view, row);
      if (!rated) continue;
      const std::int64_t seconds =
          analyze::last_second(context.view, said->followed_up_at) - analyze::first_second(context.view, rated);
      if (seconds >= 0) times.push_back(static_cast<double>(seconds) / 60);
    }
    std::string words = share_with_base(value_now(context, "follow_up_rate"));
    if (!times.empty()) {
      words += fmt::format(", half of them within {}", minutes_in_words(*stats::quantile(times, 0.5)));
    }
    facts.items.emplace_back("Followed up", words + ".");
  }
  if (t.outcome_followed > 0) {
    std::string words = fmt::format("{} of {} rated better after the follow-up ({} rated again at all)",
                                    grouped(t.up_followed), grouped(t.outcome_followed), grouped(t.again_followed));
    if (t.outcome_left > 0)
      words += fmt::format("; of those nobody followed up {} of {}", grouped(t.up_left), grouped(t.outcome_left));
    facts.items.emplace_back("Won back", words + ".");
  }
  if (t.stay_known > 0) {
    facts.items.emplace_back(
        "Stayed",
        fmt::format("{} of {} came back content within 90 days or said they stay, {} the line of 50 %.",
                    grouped(t.stayed), grouped(t.stay_known), 2 * t.stayed >= t.stay_known ? "at or above" : "under"));
  }
  if (const analyze::Value repeat = value_now(context, "repeat_contact_rate"); repeat.number && !facts.items.empty())
    facts.items.emplace_back("Came again",
                             share_with_base(repeat) + " of solved tickets were followed by another within 7 days.");
  if (!facts.items.empty()) section.blocks.emplace_back(std::move(facts));
}

Table outcomes(const std::string& key, const std::string& title, const std::vector<analyze::ChallengeGroup>& groups) {
  Table table;
  table.key = key;
  table.title = title;
  table.columns = {{"name", "", Audience::everybody, false, true},
                   {"challenges", "challenges", Audience::everybody},
                   {"open", "open", Audience::everybody},
                   {"overturned", "overturned", Audience::everybody},
                   {"upheld", "upheld", Audience::everybody},
                   {"restored", "restored", Audience::everybody},
                   {"upheld_share", "share upheld", Audience::everybody}};
  for (const analyze::ChallengeGroup& group : groups)
    table.rows.push_back({text(group.name.empty() ? "(none)" : group.name), count(group.counts.all()),
                          count(group.counts.open), count(group.counts.overturned), count(group.counts.upheld),
                          count(group.counts.restored), share(group.counts.upheld_share().number)});
  return table;
}

void append_challenges(const Context& context, document::Section& section) {
  const analyze::Ledger ledger = analyze::challenge_ledger(context.view, context.now.rows);
  if (ledger.rows.empty()) return;
  std::string words = fmt::format("{}: {} open, {} overturned, {} upheld", counted(ledger.counts.all(), "challenge"),
                                  ledger.counts.open, ledger.counts.overturned, ledger.counts.upheld);
  if (ledger.counts.restored > 0) words += fmt::format(", {} restored", ledger.counts.restored);
  std::vector<double> minutes = ledger.minutes_to_decision;
  if (const auto half = stats::quantile(minutes, 0.5))
    words += fmt::format(". Half of the decisions took up to {}", minutes_in_words(*half));
  const analyze::Value raw = value_now(context, "nrr"), after = value_now(context, "true_nrr");
  if (raw.number && after.number)
    words += fmt::format(". NRR is {}, and {} after challenges (the customer is still unhappy)", share_with_base(raw),
                         share_with_base(after));
  section.blocks.emplace_back(Paragraph{words + ".", false});
  section.blocks.emplace_back(outcomes("challenges_by_agent", "Challenges by agent", ledger.by_agent));
  if (!ledger.by_decider.empty())
    section.blocks.emplace_back(outcomes("challenges_by_decider", "Challenges by who decided", ledger.by_decider));
}

}  // namespace

std::optional<document::Section> write_actions(const Context& context) {
  if (context.view.annotations().of_rating.empty()) return std::nullopt;
  document::Section section{"actions", "What was done, and what came of it", {}};
  append_actions(context, section);
  append_recovery(context, section);
  append_challenges(context, section);
  append_causes(context, section);
  if (section.blocks.empty()) return std::nullopt;
  return section;
}

std::vector<analyze::Claim> claims_of_actions(const Context& context) {
  std::vector<analyze::Claim> claims;
  const std::vector<analyze::Action> list = analyze::actions(context.view);
  if (list.empty()) return claims;
  const auto results = analyze::measure_actions(context.view, context.filter, list, context.budget().actions);
  for (std::size_t i = 0; i < list.size(); ++i)
    if (results[i].verdict == BeforeAfter::Verdict::fell || results[i].verdict == BeforeAfter::Verdict::rose)
      claims.push_back({analyze::Family::actions,
                        fmt::format("action {} {}", iso_date(list[i].date), list[i].scope_in_words()),
                        sentence(context, list[i], results[i]),
                        {}});
  return claims;
}

}  // namespace dsat::report
