#include "dsat/report/self_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "dsat/analyze/outcome.hpp"
#include "dsat/analyze/permute.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/expectation.hpp"
#include "dsat/report/section.hpp"
#include "dsat/stats/interval.hpp"

namespace dsat::report {
namespace {

using analyze::Claim;
using analyze::Family;

/// As bad as the program names a slice.
constexpr double worth_naming = 1.2;

/// What the strata alone lead one to expect of each rating: the same in the original and in every copy.
std::vector<double> expected_within(const Context& context, const analyze::Strata& strata) {
  const Ratings& ratings = context.view.store().ratings;
  std::vector<double> of_rating(ratings.size());
  for (const auto& stratum : strata.ratings) {
    stats::Share share;
    for (const std::uint32_t rating : stratum) {
      const analyze::Outcome outcome = analyze::outcome_of(context.view, {ratings.ticket[rating], rating});
      if (outcome != analyze::Outcome::uncounted) share += {outcome == analyze::Outcome::negative ? 1 : 0, 1};
    }
    for (const std::uint32_t rating : stratum) of_rating[rating] = share.rate().value_or(0);
  }
  return of_rating;
}

/// True of a copy as of the original: volumes, weekly totals, and slices that channel and topic alone make bad.
bool held_fast(const Claim& claim, const Expectation& expected) {
  return claim.family == Family::tags || claim.family == Family::trend || expected.makes_true(claim, worth_naming);
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

SelfCheck self_check(const Context& context, std::span<const std::string_view> keys, int copies, unsigned threads,
                     std::uint64_t seed) {
  const Store& store = context.view.store();
  const analyze::Strata strata = analyze::ratings_alike(context.view);
  const Expectation expected(context, expected_within(context, strata));
  SelfCheck check;
  check.copies = copies;
  check.alone = strata.all == 0 ? 0 : static_cast<double>(strata.alone) / static_cast<double>(strata.all);

  std::mutex mutex;
  std::exception_ptr trouble;
  std::atomic<int> next = 0;
  const auto work = [&] {
    try {
      Store copy = store;
      for (int i = next++; i < copies; i = next++) {
        stats::Random random(stats::derive_seed(seed, static_cast<std::uint64_t>(i)));
        analyze::permute_outcomes(store.ratings, strata, random, copy.ratings);
        const std::vector<Claim> claims = claims_on(copy, context, keys);
        std::set<Family> families;
        for (const Claim& claim : claims)
          if (!held_fast(claim, expected)) families.insert(claim.family);
        const std::lock_guard lock(mutex);
        if (!claims.empty()) ++check.with_any;
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
  const auto share_of = [&](int count) {
    return check.copies == 0 ? 0 : static_cast<double>(count) / static_cast<double>(check.copies);
  };
  section.blocks.emplace_back(Paragraph{
      fmt::format("On your data without any cause, this report would claim something in {}: so it did in {} of {} with "
                  "outcomes permuted within week × channel × topic.",
                  percent(share_of(check.with_claim)), check.with_claim, counted(check.copies, "copy", "copies")),
      false});
  std::string words =
      "Volumes, weekly totals and what channel and topic explain stay as they are in every copy, so findings about "
      "those alone aren't counted";
  words +=
      check.with_any > check.with_claim ? fmt::format(" (with them, {}).", percent(share_of(check.with_any))) : ".";
  if (check.alone >= 0.05)
    words +=
        fmt::format(" {} of the ratings have none of another outcome to change places with.", percent(check.alone, 0));
  section.blocks.emplace_back(Paragraph{std::move(words), false});
  if (check.with_claim > 0) {
    Table table;
    table.key = "self_check";
    table.columns = {{"family", "findings of", Audience::everybody, false, false},
                     {"copies", "copies", Audience::everybody, true, false},
                     {"share", "share", Audience::everybody, true, false},
                     {"interval", "95 % interval", Audience::readers, true, false},
                     {"low", "low", Audience::machines, true, false},
                     {"high", "high", Audience::machines, true, false}};
    const auto add = [&](std::string name, int count) {
      std::vector<Cell> row{text(std::move(name)), document::count(count), share(share_of(count))};
      if (const auto interval = stats::wilson({count, check.copies})) {
        row.push_back(Cell(Range{interval->low, interval->high, Range::Of::share}, Tone::dim));
        row.push_back(share(interval->low));
        row.push_back(share(interval->high));
      } else {
        row.insert(row.end(), 3, Cell());
      }
      table.rows.push_back(std::move(row));
    };
    for (const auto& [family, count] : check.with_claim_of) add(std::string(name_of(family)), count);
    add("any", check.with_claim);
    section.blocks.emplace_back(std::move(table));
  }
  return section;
}

}  // namespace dsat::report
