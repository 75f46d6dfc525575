#include "dsat/analyze/action.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "dsat/analyze/breakdown.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/measure.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "dsat/stats/control.hpp"
#include "dsat/stats/interval.hpp"
#include "dsat/stats/multiple.hpp"

namespace dsat::analyze {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 128;
}

/// The word that begins at `at`, or the text between quotes there.
std::string value_at(std::string_view text, std::size_t at) {
  if (at < text.size() && (text[at] == '"' || text[at] == '\'')) {
    const std::size_t end = text.find(text[at], at + 1);
    if (end != std::string_view::npos) return std::string(text.substr(at + 1, end - at - 1));
  }
  const std::size_t end = std::min(text.find_first_of(" \t\r\n,;)]", at), text.size());
  std::string_view value = text.substr(at, end - at);
  while (value.ends_with('.') || value.ends_with(':')) value.remove_suffix(1);
  return std::string(value);
}

bool ends_word(std::string_view text, std::size_t at) {
  return at == text.size() || std::string_view(" \t\r\n,;)].:").find(text[at]) != std::string_view::npos;
}

/// The longest run of words from `at` on that the data know, all parts of it between `|`; empty where they know none.
std::string known_at(std::string_view text, std::size_t at, const std::set<std::string>& known) {
  for (std::size_t end = std::min(text.find_first_of("\r\n,;)]", at), text.size()); end > at; --end) {
    if (!ends_word(text, end)) continue;
    const std::string_view run = text.substr(at, end - at);
    const auto parts = split(run, '|');
    if (std::ranges::all_of(parts, [&](std::string_view part) { return known.contains(fold(trim(part))); }))
      return std::string(run);
  }
  return {};
}

/// What the data have for a dimension, folded.
std::set<std::string> values_of(const View& view, const Dimension& dimension) {
  std::set<std::string> known;
  if (!dimension.carried(view)) return known;
  const Grouping grouping = dimension.group(view);
  for (const std::string& name : grouping.names().subspan(1)) known.insert(fold(name));
  return known;
}

/// `tag:refund`, `team="Second line"`, `template: Refund std` within the words of an action. A name of several words
/// needs no quotes if the data know it; after a blank it must be one, or any sentence with a colon would be a scope.
std::vector<Condition> scope_in(const View& view, std::string_view text) {
  std::vector<Condition> scope;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ':' && text[i] != '=') continue;
    std::size_t begin = i;
    while (begin > 0 && is_word(text[begin - 1])) --begin;
    const Dimension* dimension = begin < i ? dimension_named(text.substr(begin, i - begin)) : nullptr;
    if (dimension == nullptr) continue;
    Condition condition;
    condition.key = dimension->key;
    const std::size_t at = std::min(text.find_first_not_of(" \t", i + 1), text.size());
    std::string values = known_at(text, at, values_of(view, *dimension));
    const bool quoted = at < text.size() && (text[at] == '"' || text[at] == '\'');
    if (values.empty() && (quoted || at == i + 1)) values = value_at(text, at);
    for (const std::string_view value : split(values, '|'))
      if (!trim(value).empty()) condition.values.emplace_back(trim(value));
    if (condition.values.empty()) continue;
    condition.text = condition.key + "=" + join(condition.values, "|");
    scope.push_back(std::move(condition));
  }
  return scope;
}

/// The one value of a dimension that all rows share; of several tags the one the action's words name, else the rarest.
std::string shared_value(const View& view, const Grouping& grouping, std::span<const Row> rows, std::string_view text) {
  std::map<Code, std::size_t> count;
  for (const Row row : rows) {
    Code single = 0;
    for (const Code code : grouping.codes(row, single))
      if (code != 0) ++count[code];
  }
  const std::vector<std::string> said = words(text);
  const auto named = [&](Code code) {
    const std::vector<std::string> name = words(grouping.names()[code]);
    return std::ranges::any_of(name,
                               [&](const std::string& word) { return std::ranges::find(said, word) != said.end(); });
  };
  std::vector<std::size_t> size(grouping.groups());
  for (std::uint32_t ticket = 0; ticket < view.store().tickets; ++ticket) {
    Code single = 0;
    for (const Code code : grouping.codes({ticket, view.newest_rating(ticket)}, single)) ++size[code];
  }
  Code best = 0;
  for (const auto& [code, rows_with] : count) {
    if (rows_with < rows.size()) continue;
    if (best == 0 || std::pair(named(code), size[best]) > std::pair(named(best), size[code])) best = code;
  }
  return best == 0 ? std::string() : grouping.names()[best];
}

std::vector<Condition> scope_of_rows(const View& view, std::span<const Row> rows, std::string_view text) {
  if (rows.empty()) return {};
  for (const std::string_view key : {"tag", "template", "team"}) {
    const Dimension* dimension = dimension_named(key);
    if (dimension == nullptr || !dimension->carried(view)) continue;
    const std::string value = shared_value(view, dimension->group(view), rows, text);
    if (!value.empty()) return {Condition{std::string(key), false, {value}, std::string(key) + "=" + value}};
  }
  return {};
}

std::optional<DayRange> named_range(const std::string& text) {
  try {
    if (const auto period = parse_period(text, 0)) return period->range;
  } catch (const Error&) {
    // Any words may stand there; those that name no period tell nothing about time.
  }
  return std::nullopt;
}

/// Negatives of ratings, as --base has it.
struct Counts {
  Tally tally;
  stats::Share share(const View& view) const {
    const Value nrr = require_measure("nrr").compute({view, tally, {}});
    return {nrr.part, nrr.base};
  }
};

}  // namespace

std::string Action::scope_in_words() const {
  if (scope.empty()) return "not named";
  std::vector<std::string> parts;
  for (const Condition& condition : scope) parts.push_back(condition.key + " " + join(condition.values, " or "));
  return join(parts, ", ");
}

std::vector<Action> actions(const View& view) {
  const Annotations& annotations = view.annotations();
  std::vector<std::vector<Row>> rows_of(annotations.list.size());
  for (std::uint32_t rating = 0; rating < annotations.of_rating.size(); ++rating)
    if (const std::uint32_t index = annotations.of_rating[rating]; index != 0)
      rows_of[index - 1].push_back({view.store().ratings.ticket[rating], rating});

  std::map<std::pair<Day, std::string>, Action> found;
  std::map<std::pair<Day, std::string>, std::vector<Row>> rows;
  for (std::size_t i = 0; i < annotations.list.size(); ++i) {
    const Annotation& said = annotations.list[i];
    if (said.action.empty()) continue;
    const std::pair key{said.action_date ? view.zone().day_of(said.action_date) : no_day, fold(said.action)};
    Action& action = found[key];
    if (action.rows++ == 0) {
      action.text = said.action;
      action.date = key.first;
      action.scope = scope_in(view, said.action);
    }
    const auto range = named_range(said.prompted_by);
    if (range && (!action.prompted_range || range->begin < action.prompted_range->begin)) {
      action.prompted_range = range;
      action.prompted_by = said.prompted_by;
    } else if (action.prompted_by.empty()) {
      action.prompted_by = said.prompted_by;
    }
    auto& all = rows[key];
    all.insert(all.end(), rows_of[i].begin(), rows_of[i].end());
  }
  std::vector<Action> list;
  for (auto& [key, action] : found) {
    if (action.scope.empty()) {
      action.scope = scope_of_rows(view, rows[key], action.text);
      action.scope_from_rows = !action.scope.empty();
    }
    list.push_back(std::move(action));
  }
  std::ranges::stable_sort(list, std::greater<>(), &Action::date);
  return list;
}

namespace {

constexpr Unit week = Unit::week;
constexpr std::int64_t most_weeks_before = 8;
/// Degrees of freedom that a mean of moving ranges has per period (Montgomery, Statistical Quality Control, §6.4).
constexpr double range_efficiency = 0.62;

DayRange weeks_back(DayRange from, std::int64_t weeks) {
  for (std::int64_t i = 0; i < weeks; ++i) from = previous(week, from);
  return from;
}

/// Ratings of everybody by week.
class Meter {
 public:
  Meter(const View& view, const Filter& filter) : view_(view) {
    for (const Row row : view.select_each(week, filter).rows)
      if (const Day day = view.day(row); row.answered() && day != no_day)
        rows_.emplace_back(period_of(week, day).begin, row);
  }

  BeforeAfter measure(const Action& action) const;

 private:
  void place(const Action& action, BeforeAfter& result) const;
  void count(const Action& action, BeforeAfter& result) const;

  const View& view_;
  std::vector<std::pair<Day, Row>> rows_;  ///< begin of the week, rating
};

/// The weeks before and since that are compared.
void Meter::place(const Action& action, BeforeAfter& result) const {
  const DayRange around = period_of(week, action.date);
  DayRange chosen = around;
  if (action.prompted_range) {
    const DayRange prompted = period_of(week, std::min(action.prompted_range->end - 1, action.date));
    if (prompted.begin <= chosen.begin) chosen = next(week, prompted);
  }
  const DayRange last = weeks_back(chosen, weeks_chosen_from);  // baseline ends before it
  const Day first_data = std::ranges::min(rows_, {}, &std::pair<Day, Row>::first).first;
  result.baseline = {last.begin, last.begin};
  for (DayRange before = previous(week, last);
       before.begin >= first_data && result.baseline_periods < most_weeks_before; before = previous(week, before)) {
    result.baseline.begin = before.begin;
    ++result.baseline_periods;
  }
  DayRange since = action.date == around.begin ? around : next(week, around);
  result.since = {since.begin, since.begin};
  const Day last_day = view_.days_with_data().empty() ? no_day : view_.days_with_data().back();
  std::int64_t full = 0;
  for (DayRange one = since; one.begin <= last_day && full < second_look && view_.complete(week, one);
       one = next(week, one))
    ++full;
  result.look = full >= second_look ? second_look : full >= first_look ? first_look : 0;
  result.periods_since = result.look > 0 ? result.look : full;
  for (std::int64_t i = 0; i < result.periods_since; ++i, since = next(week, since)) result.since.end = since.end;
}

void Meter::count(const Action& action, BeforeAfter& result) const {
  const Filter scope(view_, action.scope);
  Counts before, after, rest_before, rest_after;
  std::map<Day, Counts> history;  // of the scope, for its ordinary swings
  for (const auto& [begin, row] : rows_) {
    const bool inside = scope.passes(row);
    if (inside && begin < result.since.begin) view_.add_row(history[begin].tally, row);
    if (result.baseline.contains(begin)) view_.add_row((inside ? before : rest_before).tally, row);
    if (result.since.contains(begin)) view_.add_row((inside ? after : rest_after).tally, row);
  }
  result.before = before.share(view_);
  result.after = after.share(view_);
  result.rest_before = rest_before.share(view_);
  result.rest_after = rest_after.share(view_);
  std::vector<stats::Share> swings;
  for (const auto& [begin, counts] : history) swings.push_back(counts.share(view_));
  result.dispersion = stats::overdispersion(swings);
  const double dispersion = result.dispersion.value_or(1);
  result.difference = stats::newcombe(result.after, result.before, dispersion);
  result.rest_difference = stats::newcombe(result.rest_after, result.rest_before, dispersion);
  const auto exact = stats::fisher(result.after, result.before);
  const auto score = stats::pooled_z(
      result.after, result.before, dispersion,
      result.dispersion ? std::optional(range_efficiency * static_cast<double>(swings.size() - 1)) : std::nullopt);
  if (exact && score) result.p = std::max(exact->p, score->p);
}

BeforeAfter Meter::measure(const Action& action) const {
  BeforeAfter result;
  if (action.date == no_day || rows_.empty()) return result;
  using Verdict = BeforeAfter::Verdict;
  if (view_.as_of() && action.date > view_.zone().day_of(view_.as_of())) {
    result.verdict = Verdict::not_yet_due;
  } else if (action.scope.empty()) {
    result.verdict = Verdict::no_scope;
  } else if (!action.prompted_by.empty() && !action.prompted_range) {
    result.verdict = Verdict::prompt_unread;
  } else {
    place(action, result);
    count(action, result);
    result.verdict = result.before.base == 0                                        ? Verdict::nothing_before
                     : result.after.base < fewest_ratings_since || result.look == 0 ? Verdict::too_early
                                                                                    : Verdict::no_change;
  }
  return result;
}

bool leaves_out_zero(const stats::Estimate& change) {
  return change.interval.low > 0 || change.interval.high < 0;
}

}  // namespace

std::vector<BeforeAfter> measure_actions(const View& view, const Filter& filter, std::span<const Action> actions,
                                         double budget) {
  const Meter meter(view, filter);
  std::vector<BeforeAfter> results;
  std::vector<double> p;
  for (const Action& action : actions) {
    results.push_back(meter.measure(action));
    if (results.back().verdict == BeforeAfter::Verdict::no_change) p.push_back(results.back().p.value_or(1));
  }
  const std::vector<double> corrected = stats::holm(p);
  std::size_t at = 0;
  for (std::size_t i = 0; i < results.size(); ++i) {
    BeforeAfter& result = results[i];
    for (std::size_t j = 0; j < results.size(); ++j) {
      const bool same_scope = actions[i].scope_in_words() == actions[j].scope_in_words();
      if (i != j && same_scope && !actions[i].scope.empty() && actions[j].date != no_day &&
          actions[j].date >= result.baseline.begin && actions[j].date < result.since.end)
        result.beside.push_back(actions[j].text);
    }
    if (result.verdict != BeforeAfter::Verdict::no_change) continue;
    result.corrected = corrected[at++];
    if (result.corrected > budget / 2 || !result.difference || !leaves_out_zero(*result.difference)) continue;
    const bool down = result.difference->value < 0;
    result.verdict = down ? BeforeAfter::Verdict::fell : BeforeAfter::Verdict::rose;
    result.rest_moved_too = result.rest_difference && leaves_out_zero(*result.rest_difference) &&
                            (result.rest_difference->value < 0) == down;
  }
  return results;
}

}  // namespace dsat::analyze
