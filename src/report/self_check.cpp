#include "dsat/report/self_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "dsat/analyze/fitted_null.hpp"
#include "dsat/analyze/rising.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/section.hpp"
#include "dsat/stats/interval.hpp"

namespace dsat::report {
namespace {

using analyze::Claim;
using analyze::Family;

/// What a copy makes true: where weeks drift, that a level or a period is another.
bool is_true(const Claim& claim, bool weeks_drift) {
  return claim.family == Family::tags ||
         (weeks_drift && claim.family == Family::trend && !claim.key.starts_with("step "));
}

/// The same question of another store.
std::vector<Claim> claims_on(const Store& store, const Context& original, std::span<const std::string_view> keys) {
  const analyze::View view(store, original.view.annotations(), original.view.counting());
  std::optional<NamedPeriod> asked;
  if (original.period)
    asked =
        NamedPeriod{*original.period, original.one_unit ? std::optional(original.unit) : std::nullopt, original.label};
  Context context = make_context(view, original.filter, original.provenance, original.extras, original.unit, asked,
                                 !original.period.has_value());
  context.announced = original.announced;
  context.agent = original.agent;
  return claims_of(context, keys);
}

}  // namespace

namespace {

/// Earlier periods taken for the one reported: how many there are, and in how many of them tags rise.
void replay_tags(const Context& context, std::span<const std::string_view> keys, SelfCheck& check) {
  if (std::ranges::find(keys, "tags") == keys.end() || !context.one_unit) return;
  constexpr std::size_t most = 26;
  const auto earlier =
      std::span(context.history).first(context.history.size() - std::min<std::size_t>(1, context.history.size()));
  const double budget = context.budget().rising;
  for (const auto& period : earlier.last(std::min(most, earlier.size()))) {
    const auto rising = analyze::rising_tags(context.view, context.filter, context.unit, period.range, budget);
    if (rising.tested == 0) continue;
    ++check.weeks;
    if (!rising.shown.empty()) ++check.weeks_rising;
  }
}

}  // namespace

double SelfCheck::share() const {
  const double outcomes = copies == 0 ? 0 : static_cast<double>(with_claim) / copies;
  const double tags = weeks == 0 ? 0 : static_cast<double>(weeks_rising) / weeks;
  return 1 - (1 - outcomes) * (1 - tags);
}

SelfCheck self_check(const Context& context, std::span<const std::string_view> keys, int copies, unsigned threads,
                     std::uint64_t seed) {
  const Store& store = context.view.store();
  const analyze::FittedNull null(context.view, context.everyone != nullptr ? *context.everyone : context.filter,
                                 context.clusters());
  SelfCheck check;
  check.ratings = null.ratings();
  if (check.ratings < SelfCheck::fewest_ratings) return check;
  check.copies = copies;
  check.customers = null.customers();
  check.agent_weeks = null.agent_weeks();
  check.days = null.days();
  check.drift = null.weeks();
  replay_tags(context, keys, check);

  std::mutex mutex;
  std::exception_ptr trouble;
  std::atomic<int> next = 0;
  const auto work = [&] {
    try {
      Store copy = store;
      for (int i = next++; i < copies; i = next++) {
        stats::Random random(stats::derive_seed(seed, static_cast<std::uint64_t>(i)));
        null.draw(store.ratings, random, copy.ratings);
        std::set<Family> families;
        for (const Claim& claim : claims_on(copy, context, keys))
          if (!is_true(claim, check.drift > 0)) families.insert(claim.family);
        const std::lock_guard lock(mutex);
        if (!families.empty()) ++check.with_claim;
        for (const Family family : families) ++check.with_claim_of[family];
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      trouble = std::current_exception();
      next = copies;
    }
  };
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::thread> pool;
  for (unsigned t = 1; t < (threads == 0 ? cores : threads); ++t) pool.emplace_back(work);
  work();
  for (std::thread& thread : pool) thread.join();
  if (trouble) std::rethrow_exception(trouble);
  return check;
}

document::Section self_check_section(const SelfCheck& check) {
  using namespace document;
  document::Section section{"self-check", "Self-check", {}};
  if (check.ratings < SelfCheck::fewest_ratings) {
    section.blocks.emplace_back(Paragraph{
        fmt::format("{}: too few to check ({} needed).", counted(check.ratings, "rating"), SelfCheck::fewest_ratings),
        false});
    return section;
  }
  std::string words = fmt::format(
      "On data like yours without any cause this report would claim something in {}: so it did in {} of {} with "
      "outcomes "
      "drawn anew",
      percent(check.share()), check.with_claim, counted(check.copies, "copy", "copies"));
  words += check.weeks == 0 ? "."
                            : fmt::format(", and tags rose in {} of {} taken for this one.", check.weeks_rising,
                                          counted(check.weeks, "earlier period"));
  section.blocks.emplace_back(Paragraph{std::move(words), false});
  std::vector<std::string> alike;
  const auto add_alike = [&](double deviation, std::string_view name) {
    if (deviation > 0) alike.push_back(fmt::format("{} ({})", name, fixed(deviation, 2)));
  };
  add_alike(check.customers, "customers");
  add_alike(check.agent_weeks, "agents' weeks");
  add_alike(check.days, "days of a channel");
  add_alike(check.drift, "weeks");
  words = "Who wrote, when, to whom and about what stays as it is in every copy. ";
  words += alike.empty() ? "No two ratings go together more than chance makes them."
                         : fmt::format(
                               "What differs as it does here, in standard deviations of a single rating's luck and "
                               "all the rest together: {}.",
                               join(alike, ", "));
  if (check.drift > 0)
    words += " As weeks drift here, that the level is another is true of the copies and isn't counted.";
  section.blocks.emplace_back(Paragraph{std::move(words), false});
  Table table;
  table.key = "self_check";
  table.columns = {{"family", "findings of", Audience::everybody, false, false},
                   {"copies", "claimed in", Audience::everybody, true, false},
                   {"of", "of", Audience::everybody, true, false},
                   {"share", "share", Audience::everybody, true, false},
                   {"interval", "95 % interval", Audience::readers, true, false},
                   {"low", "low", Audience::machines, true, false},
                   {"high", "high", Audience::machines, true, false}};
  const auto add = [&](std::string name, int count, int of) {
    std::vector<Cell> row{text(std::move(name)), document::count(count), document::count(of),
                          share(stats::Share{count, of}.rate())};
    if (const auto interval = stats::wilson({count, of})) {
      row.push_back(Cell(Range{interval->low, interval->high, Range::Of::share}, Tone::dim));
      row.push_back(share(interval->low));
      row.push_back(share(interval->high));
    } else {
      row.insert(row.end(), 3, Cell());
    }
    table.rows.push_back(std::move(row));
  };
  for (const auto& [family, count] : check.with_claim_of) add(std::string(name_of(family)), count, check.copies);
  if (check.weeks_rising > 0) add(std::string(name_of(Family::tags)), check.weeks_rising, check.weeks);
  if (!table.rows.empty()) {
    add("any but tags", check.with_claim, check.copies);
    section.blocks.emplace_back(std::move(table));
  }
  return section;
}

}  // namespace dsat::report
