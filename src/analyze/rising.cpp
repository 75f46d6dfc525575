#include "dsat/analyze/rising.hpp"

#include <algorithm>
#include <map>

#include "dsat/analyze/view.hpp"
#include "dsat/analyze/volumes.hpp"
#include "dsat/stats/multiple.hpp"
#include "dsat/stats/overdispersed.hpp"
#include "dsat/stats/tests.hpp"

namespace dsat::analyze {
namespace {

constexpr std::size_t most_periods = 12, least_periods = 4;
constexpr std::int64_t least_tickets = 5;
constexpr double clearly_more = 1.2;
/// The false-discovery rate, in budgets: what was tried holds the budget with bursts and without (docs/statistics.md).
constexpr double level_of_budget = 2;
/// The κ of all tags counts as much as so many periods of a tag's own, and is the least that a tag is believed to have.
constexpr double pooled_weight = 10;
/// A dozen periods tell κ to some 40 %: a tag is held against more than the best guess, as what holds the budget on the
/// worlds of docs/statistics.md.
constexpr double for_doubt = 2;

/// Tickets of a period, in all and by tag.
struct PeriodTags {
  std::int64_t tickets = 0;
  std::vector<std::int64_t> with;
};

std::vector<stats::Share> shares_of(Code tag, const std::vector<PeriodTags>& earlier) {
  std::vector<stats::Share> shares;
  for (const PeriodTags& period : earlier) shares.push_back({period.with[tag], period.tickets});
  return shares;
}

}  // namespace

RisingTags rising_tags(const View& view, const Filter& filter, Unit unit, DayRange period, double budget) {
  RisingTags rising;
  const double level = level_of_budget * budget;
  rising.level = level;
  const NameSetColumn& tags = view.store().tags;
  const auto days = view.days_with_data();
  if (tags.empty() || days.empty()) return rising;

  // Ranges back in time, the one judged first.
  std::map<Day, PeriodTags> by_begin;
  DayRange range = period;
  Day first = period.begin;
  for (std::size_t i = 0; i <= most_periods && range.end > days.front(); ++i, range = previous(unit, range)) {
    by_begin[range.begin].with.resize(tags.names.size());
    first = range.begin;
  }
  for (const Row row : view.select_each(unit, filter, DayRange{first, period.end}).rows) {
    const auto place = by_begin.upper_bound(view.day(row));
    if (place == by_begin.begin()) continue;
    PeriodTags& counts = std::prev(place)->second;
    ++counts.tickets;
    for (const Code tag : tags.set(row.ticket)) ++counts.with[tag];
  }
  if (const Volumes* volumes = view.volumes()) {
    if (!filter.empty() || unit != volumes->every || !volumes->is_whole(period)) return rising;
    const auto each_silent = [&](std::string_view dimension, auto add) {
      for (const std::size_t place : volumes->places(dimension, unit)) {
        const VolumeRow& row = volumes->rows()[place];
        const auto counts = row.period ? by_begin.find(row.period->begin) : by_begin.end();
        if (counts != by_begin.end()) add(counts->second, row);
      }
    };
    each_silent(all_tickets, [](PeriodTags& counts, const VolumeRow& row) { counts.tickets += row.silent(); });
    each_silent("tag", [](PeriodTags& counts, const VolumeRow& row) {
      if (row.code != 0) counts.with[row.code] += row.silent();
    });
  }
  const PeriodTags now = std::move(by_begin[period.begin]);
  by_begin.erase(period.begin);
  const auto before = by_begin.find(previous(unit, period).begin);
  const bool has_before = before != by_begin.end();
  const PeriodTags last = has_before ? before->second : PeriodTags{0, std::vector<std::int64_t>(tags.names.size())};
  std::vector<PeriodTags> earlier;
  for (auto& [begin, counts] : by_begin)
    if (counts.tickets > 0) earlier.push_back(std::move(counts));
  rising.periods = earlier.size();
  if (earlier.size() < least_periods || now.tickets == 0) return rising;

  std::vector<RisingTag> candidates;
  std::vector<Code> codes;
  std::vector<double> smallest;
  for (Code tag = 1; tag < tags.names.size(); ++tag) {
    RisingTag candidate;
    candidate.now = {now.with[tag], now.tickets};
    for (const PeriodTags& counts : earlier) candidate.earlier += stats::Share{counts.with[tag], counts.tickets};
    if (candidate.now.part + candidate.earlier.part < least_tickets) continue;
    candidate.name = tags.names[tag];
    candidate.before = last.with[tag];
    smallest.push_back(stats::smallest_fisher_p(now.tickets, candidate.now + candidate.earlier));
    candidates.push_back(std::move(candidate));
    codes.push_back(tag);
  }
  const std::vector<bool> testable = stats::testable(smallest, level);
  stats::BurstSpread all;
  for (const Code code : codes) all += stats::burst_spread(shares_of(code, earlier));
  std::vector<RisingTag> tested;
  std::vector<double> p;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!testable[i]) continue;
    RisingTag& tag = candidates[i];
    const std::vector<stats::Share> own = shares_of(codes[i], earlier);
    tag.dispersion =
        for_doubt * std::max(all.kappa(), stats::blended_kappa(stats::burst_spread(own), all, pooled_weight));
    tag.dispersion = std::max(0.0, tag.dispersion);
    tag.usual = *tag.earlier.rate() * static_cast<double>(now.tickets);
    const auto exact = stats::fisher(tag.now, tag.earlier);
    tag.p = std::max(exact ? exact->p : 1, stats::predictive_upper(tag.now, own, tag.dispersion));
    p.push_back(tag.p);
    tested.push_back(std::move(tag));
  }
  rising.tested = static_cast<std::int64_t>(tested.size());
  const std::vector<double> q = stats::benjamini_hochberg(p);
  for (std::size_t i = 0; i < tested.size(); ++i) {
    tested[i].q = q[i];
    if (q[i] <= level && tested[i].now.part >= least_tickets &&
        static_cast<double>(tested[i].now.part) >= clearly_more * tested[i].usual)
      rising.shown.push_back(std::move(tested[i]));
  }
  std::ranges::stable_sort(rising.shown, std::ranges::greater(), [](const RisingTag& tag) { return tag.now.part; });
  return rising;
}

std::vector<Claim> claims_of(const RisingTags& rising) {
  std::vector<Claim> claims;
  for (const RisingTag& tag : rising.shown) {
    Claim claim;
    claim.family = Family::tags;
    claim.key = "rising tag=" + tag.name;
    claim.text = "tag " + tag.name + " rises";
    claim.lasting = Lasting{{"tag=" + tag.name},
                            Lasting::Figure::ticket_share,
                            (tag.now.rate().value_or(0) + tag.earlier.rate().value_or(0)) / 2,
                            true};
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace dsat::analyze
