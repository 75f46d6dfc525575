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

namespace dsat::analyze {
namespace {

constexpr double significance = 0.05;

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

ActionMeter::ActionMeter(const View& view, const Filter& filter, Unit unit) : view_(view), unit_(unit) {
  for (const Row row : view.select_each(unit, filter).rows)
    if (const Day day = view.day(row); row.answered() && day != no_day)
      rows_.emplace_back(period_of(unit, day).begin, row);
}

BeforeAfter ActionMeter::measure(const Action& action, std::size_t among) const {
  BeforeAfter result;
  if (action.date == no_day || rows_.empty()) return result;
  if (view_.as_of() && action.date > view_.zone().day_of(view_.as_of())) {
    result.verdict = BeforeAfter::Verdict::not_yet_due;
    return result;
  }
  if (action.scope.empty()) {
    result.verdict = BeforeAfter::Verdict::no_scope;
    return result;
  }
  const Filter scope(view_, action.scope);

  // Periods before: whole ones up to the one that prompted the action, or without the last two.
  const DayRange around = period_of(unit_, action.date);
  DayRange last = around;
  if (action.prompted_range) {
    const DayRange prompted = period_of(unit_, action.prompted_range->begin);
    if (prompted.begin <= last.begin) last = prompted;
  } else {
    last = previous(unit_, previous(unit_, last));
  }
  const Day first_data = std::ranges::min(rows_, {}, &std::pair<Day, Row>::first).first;
  result.baseline = {last.begin, last.begin};
  for (DayRange period = previous(unit_, last); period.begin >= first_data && result.baseline_periods < most_periods;
       period = previous(unit_, period)) {
    result.baseline.begin = period.begin;
    ++result.baseline_periods;
  }
  DayRange period = action.date == around.begin ? around : next(unit_, around);
  result.since = {period.begin, period.begin};
  const Day last_day = view_.days_with_data().empty() ? no_day : view_.days_with_data().back();
  for (; period.begin <= last_day && result.periods_since < most_periods && view_.complete(unit_, period);
       period = next(unit_, period)) {
    result.since.end = period.end;
    ++result.periods_since;
  }

  Counts before, after, rest_before, rest_after;
  std::map<Day, Counts> history;  // of the scope, for its ordinary swings
  for (const auto& [begin, row] : rows_) {
    const bool inside = scope.passes(row);
    if (inside && begin < result.baseline.end) view_.add_row(history[begin].tally, row);
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
  result.test = stats::fisher(result.after, result.before);

  if (result.before.base == 0) {
    result.verdict = BeforeAfter::Verdict::nothing_before;
  } else if (result.after.base < fewest_ratings || result.periods_since < fewest_periods) {
    result.verdict = BeforeAfter::Verdict::too_early;
  } else {
    const auto leaves_out_zero = [](const stats::Estimate& change) {
      return change.interval.low > 0 || change.interval.high < 0;
    };
    const double limit = significance / static_cast<double>(std::max<std::size_t>(among, 1));
    const bool moved =
        result.test && result.test->p <= limit && result.difference && leaves_out_zero(*result.difference);
    const bool down = result.difference && result.difference->value < 0;
    result.verdict = !moved ? BeforeAfter::Verdict::no_change
                     : down ? BeforeAfter::Verdict::fell
                            : BeforeAfter::Verdict::rose;
    result.rest_moved_too = moved && result.rest_difference && leaves_out_zero(*result.rest_difference) &&
                            (result.rest_difference->value < 0) == down;
  }
  return result;
}

}  // namespace dsat::analyze
