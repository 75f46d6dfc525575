// How often the weekly report claims something where nothing is, and finds what is there.
//
//   dsat_chance [--sets N] [--histories N] [--seed N] [--threads N] [--only NAME]... [--margins FILE...]
//
// Nulls N0 to N6 and the planted effects run on invented desks of 24 sizes; with --margins on the files given, outcomes
// permuted within week × channel × topic. Prints Markdown. Same arguments, same table, whatever the threads.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/math/special_functions/beta.hpp>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "desk.hpp"
#include "dsat/report/section.hpp"

namespace {

using namespace dsat;
using namespace dsat::chance;
using analyze::Claim;
using analyze::Family;

constexpr std::array families = {Family::explain, Family::tags, Family::trend, Family::speed, Family::agents};

std::vector<Size> sizes() {
  std::vector<Size> all;
  for (const int ratings : {40, 318, 2000})
    for (const double coverage : {0.02, 0.25})
      for (const int agents : {5, 40})
        for (const int tags : {20, 500}) all.push_back({ratings, coverage, agents, tags});
  return all;
}

/// What one report says.
std::vector<Claim> claims_in_week(const Store& store, DayRange week, std::vector<report::PastClaim> announced = {}) {
  static const Annotations annotations;
  static const Provenance provenance;
  static const report::Extras extras;
  const analyze::View view(store, annotations, {});
  const analyze::Filter filter;
  report::Context context = report::make_context(view, filter, provenance, extras, Unit::week,
                                                 NamedPeriod{week, Unit::week, period_label(Unit::week, week)}, false);
  context.announced = std::move(announced);
  std::vector<std::string_view> keys;
  for (const report::Section& section : report::sections()) keys.push_back(section.key);
  return report::claims_of(context, keys);
}

/// Clopper and Pearson's 95 % interval.
std::string interval(int k, int n) {
  const double low = k == 0 ? 0 : boost::math::ibeta_inv(k, n - k + 1.0, 0.025);
  const double high = k == n ? 1 : boost::math::ibeta_inv(k + 1.0, n - k, 0.975);
  return fmt::format("{:.1f} – {:.1f}", 100 * low, 100 * high);
}

/// Runs `work` for 0 … count − 1 on several threads.
void each(int count, int threads, const std::function<void(int)>& work) {
  std::atomic<int> next = 0;
  std::vector<std::thread> pool;
  for (int t = 0; t < threads; ++t)
    pool.emplace_back([&] {
      for (int i = next++; i < count; i = next++) work(i);
    });
  for (std::thread& thread : pool) thread.join();
}

struct Null {
  std::string key, words;
  World world;
  /// What is true there and no false alarm.
  std::function<bool(const Claim&)> is_true = [](const Claim&) { return false; };
};

bool names_any(const Claim& claim, const std::vector<std::string>& values) {
  if (!claim.lasting) return false;
  return std::ranges::any_of(claim.lasting->where, [&](const std::string& condition) {
    return std::ranges::find(values, condition) != values.end();
  });
}

std::vector<Null> nulls() {
  std::vector<Null> all;
  all.push_back({"N0", "independent, 15 %", {}});
  World swings;
  swings.weekly_sd = 0.03;
  all.push_back({"N2", "weekly SD of 3 points", swings});
  World clustered;
  clustered.agent_sd = 0.04;
  clustered.customer_correlation = 0.1;
  all.push_back({"N3", "agent SD of 4 points, customers alike (0.1)", clustered,
                 [](const Claim& claim) { return claim.family == Family::agents; }});
  World burst;
  burst.burst = 1.5;
  all.push_back({"N4", "a burst on one day", burst});
  World stable;
  stable.slice_rate = 0.40;
  all.push_back({"N5", "a slice always bad at 40 %", stable, [](const Claim& claim) {
                   return claim.key.starts_with("bad ") && names_any(claim, {"tag=planted", "channel=chat"});
                 }});
  World mix;
  mix.mix_shifts = true;
  all.push_back({"N6", "volume doubles, mix shifts, rates stay", mix, [](const Claim& claim) {
                   return claim.key.starts_with("bad ") && names_any(claim, {"channel=phone"});
                 }});
  return all;
}

struct Effect {
  std::string key, words;
  World world;
  Family family;
  std::vector<std::string> where;  ///< the right name; empty: any claim of the family that names the day or cut
};

std::vector<Effect> effects() {
  std::vector<Effect> all;
  const std::vector<std::string> slice = {"tag=planted", "channel=chat"};
  World bad;
  bad.slice_rate = base_rate + 0.15;
  all.push_back({"P1", "a tenth of tickets always 15 points worse", bad, Family::explain, slice});
  bad.only_last_week = true;
  all.push_back({"P2", "a tenth of tickets 15 points worse since this week", bad, Family::explain, slice});
  World level;
  level.level = 0.21;
  all.push_back({"P3", "level from 13 to 21 % nine weeks ago", level, Family::trend, {}});
  World slow;
  slow.slow_rate = 0.30;
  all.push_back({"P4", "15 to 30 % beyond 60 minutes on chat", slow, Family::speed, {"channel=chat"}});
  World agent;
  agent.agent_rate = 0.30;
  all.push_back({"P5", "one agent at 30 %", agent, Family::agents, {"agent=agent 01"}});
  return all;
}

struct Run {
  int sets = 200, histories = 20, threads = 2;
  std::uint64_t seed = 1;
  std::set<std::string> only;
  bool wants(const std::string& key) const { return only.empty() || only.contains(key); }
};

/// Data sets with a claim, in all and by family.
struct Tally {
  int sets = 0, any = 0;
  std::map<Family, int> of;
  std::map<std::string, int> kinds;
};

void null_table(const Run& run) {
  const std::vector<Size> all = sizes();
  fmt::print(
      "| null | data sets | claims something | 95 % | 40 | 318 | 2,000 | explain | tags | trend | speed | agents |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|---|\n");
  std::uint64_t stream = 0;
  for (const Null& null : nulls()) {
    ++stream;
    if (!run.wants(null.key)) continue;
    Tally total;
    std::map<int, Tally> by_size;
    std::mutex mutex;
    each(run.sets, run.threads, [&](int set) {
      stats::Random random(stats::derive_seed(run.seed + stream * 1'000'003, set));
      const Size& size = all[static_cast<std::size_t>(set) % all.size()];
      const Store store = draw(size, null.world, random);
      std::vector<Claim> claims = claims_in_week(store, last_week());
      std::erase_if(claims, null.is_true);
      const std::lock_guard lock(mutex);
      for (Tally* tally : {&total, &by_size[size.ratings]}) {
        ++tally->sets;
        tally->any += claims.empty() ? 0 : 1;
        std::set<Family> seen;
        for (const Claim& claim : claims) seen.insert(claim.family);
        for (const Family family : seen) ++tally->of[family];
        std::set<std::string> kinds;
        for (const Claim& claim : claims)
          kinds.insert(std::string(name_of(claim.family)) + " " + claim.key.substr(0, claim.key.find(' ')));
        for (const std::string& kind : kinds) ++tally->kinds[kind];
      }
      if (std::getenv("DSAT_CHANCE_VERBOSE") != nullptr)
        for (const Claim& claim : claims)
          std::cerr << null.key << ' ' << size.ratings << ' ' << size.agents << ' ' << size.tags << ": " << claim.key
                    << '\n';
    });
    const auto share = [](int k, int n) { return n == 0 ? std::string("–") : fmt::format("{:.1f}", 100.0 * k / n); };
    fmt::print("| {} {} | {} | {} % | {} |", null.key, null.words, total.sets, share(total.any, total.sets),
               interval(total.any, total.sets));
    for (const int ratings : {40, 318, 2000}) fmt::print(" {} |", share(by_size[ratings].any, by_size[ratings].sets));
    for (const Family family : families) fmt::print(" {} |", share(total.of[family], total.sets));
    fmt::print("\n");
    std::cout.flush();
    for (const auto& [kind, count] : total.kinds) std::cerr << "  " << null.key << ' ' << kind << ' ' << count << '\n';
  }
}

void effect_table(const Run& run) {
  fmt::print("\n| effect | ratings a week | data sets | found | rightly named |\n|---|---|---|---|---|\n");
  std::uint64_t stream = 100;
  for (const Effect& effect : effects())
    for (const int ratings : {40, 318, 2000}) {
      ++stream;
      if (!run.wants(effect.key)) continue;
      std::atomic<int> found = 0, named = 0;
      const int sets = std::max(1, run.sets / 4);
      each(sets, run.threads, [&](int set) {
        stats::Random random(stats::derive_seed(run.seed + stream * 1'000'003, set));
        World world = effect.world;
        const Store store = draw({ratings, 0.25, 40, 20}, world, random);
        std::vector<Claim> claims = claims_in_week(store, last_week());
        std::erase_if(claims, [&](const Claim& claim) { return claim.family != effect.family; });
        if (!claims.empty()) ++found;
        const auto right = [&](const Claim& claim) {
          if (effect.where.empty()) return true;
          return claim.lasting && std::set(claim.lasting->where.begin(), claim.lasting->where.end()) ==
                                      std::set(effect.where.begin(), effect.where.end());
        };
        if (std::ranges::any_of(claims, right)) ++named;
        if (std::getenv("DSAT_CHANCE_VERBOSE") != nullptr)
          for (const Claim& claim : claims) std::cerr << effect.key << ' ' << ratings << ": " << claim.key << '\n';
      });
      fmt::print("| {} {} | {} | {} | {:.0f} % | {:.0f} % |\n", effect.key, effect.words, ratings, sets,
                 100.0 * found / sets, 100.0 * named / sets);
      std::cout.flush();
    }
}

/// Claims in a year of weekly reports on a desk where nothing goes on; each finding counts once, as a reader hears of
/// it.
void year_table(const Run& run) {
  if (!run.wants("year")) return;
  constexpr int run_in = 26, weeks = 52;
  std::map<Family, int> claims;
  int all = 0, reports_with = 0;
  std::mutex mutex;
  each(run.histories, run.threads, [&](int history) {
    stats::Random random(stats::derive_seed(run.seed + 900 * 1'000'003, history));
    World world;
    world.weeks = run_in + weeks;
    const int ratings = std::array{40, 318}[static_cast<std::size_t>(history) % 2];
    const Store store = draw({ratings, 0.25, 40, 20}, world, random);
    std::vector<report::PastClaim> announced;
    std::set<std::string> keys;
    for (int week = weeks - 1; week >= 0; --week) {
      const Day begin = last_week().begin - 7 * week;
      const DayRange range{begin, begin + 7};
      const std::vector<Claim> said = claims_in_week(store, range, announced);
      const std::lock_guard lock(mutex);
      if (!said.empty()) ++reports_with;
      for (const Claim& claim : said) {
        if (keys.insert(claim.key).second) ++claims[claim.family], ++all;
        announced.push_back({claim, range});
      }
    }
  });
  fmt::print("\n{} histories of 52 weekly reports: {:.1f} % of the reports claim something; {:.2f} claims a year",
             run.histories, 100.0 * reports_with / (run.histories * weeks), static_cast<double>(all) / run.histories);
  for (const Family family : families)
    fmt::print("{} {} {:.2f}", family == families.front() ? " (" : ", ", name_of(family),
               static_cast<double>(claims[family]) / run.histories);
  fmt::print(").\n");
}

}  // namespace

int main(int argc, char** argv) {
  Run run;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string option = argv[i];
    if (option == "--sets") run.sets = std::atoi(argv[i + 1]);
    if (option == "--histories") run.histories = std::atoi(argv[i + 1]);
    if (option == "--seed") run.seed = std::strtoull(argv[i + 1], nullptr, 10);
    if (option == "--threads") run.threads = std::atoi(argv[i + 1]);
    if (option == "--only") run.only.insert(argv[i + 1]);
  }
  null_table(run);
  effect_table(run);
  year_table(run);
}
