// How often the weekly report claims something where nothing is, and finds what is there.
//
//   dsat_chance [--sets N] [--histories N] [--seed N] [--threads N] [--only NAME]... [--margins FILE,FILE…]...
//               [--results FILE]
//
// Nulls and planted effects run on invented desks of 24 sizes, W1 to W11 on desks whose ratings go together; N1, for
// every --margins, on the files given, outcomes drawn from what is fitted to them without any cause. A claim about a
// slice is false unless the planted rates make it 1.1 times as bad as the rest: what goes along with a bad slice is
// bad. Prints Markdown. Same arguments, same table, whatever the threads. Outcomes are kept in --results, and a run
// that was stopped goes on from there; --threads 0 only prints.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/math/special_functions/beta.hpp>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "desk.hpp"
#include "dsat/analyze/trend.hpp"
#include "dsat/load/load.hpp"
#include "dsat/report/expectation.hpp"
#include "dsat/report/section.hpp"
#include "dsat/report/self_check.hpp"

namespace {

using namespace dsat;
using namespace dsat::chance;
using analyze::Claim;
using analyze::Family;

using analyze::families;

std::vector<Size> sizes() {
  std::vector<Size> all;
  for (const int ratings : {40, 318, 2000})
    for (const double coverage : {0.02, 0.25})
      for (const int agents : {5, 40})
        for (const int tags : {20, 500}) all.push_back({ratings, coverage, agents, tags});
  return all;
}

/// So much worse than the rest a slice must truly be for a claim about it to be no false alarm.
constexpr double truly_worse = 1.1;

/// What one report says, without what is true of slices.
std::vector<Claim> claims_in_week(const Desk& desk, DayRange week, bool only_false,
                                  std::vector<report::PastClaim> announced = {}) {
  static const Annotations annotations;
  static const Provenance provenance;
  static const report::Extras extras;
  const analyze::View view(desk.store, annotations, {});
  const analyze::Filter filter;
  report::Context context = report::make_context(view, filter, provenance, extras, Unit::week,
                                                 NamedPeriod{week, Unit::week, period_label(Unit::week, week)}, false);
  context.announced = std::move(announced);
  std::vector<std::string_view> keys;
  for (const report::Section& section : report::sections()) keys.push_back(section.key);
  std::vector<Claim> claims = report::claims_of(context, keys);
  const report::Expectation truth(context, desk.rates);
  if (!only_false) return claims;
  // A slice is told beside others that are set aside: what is truly worse than all else, or than all but those.
  std::vector<Claim> truths;
  const auto is_true = [&](const Claim& claim) { return truth.makes_true(claim, truly_worse); };
  std::ranges::copy_if(claims, std::back_inserter(truths),
                       [&](const Claim& claim) { return claim.key.starts_with("bad ") && is_true(claim); });
  std::erase_if(claims,
                [&](const Claim& claim) { return is_true(claim) || truth.makes_true(claim, truly_worse, truths); });
  return claims;
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

/// A world in which nothing goes on that a report should claim, but for what is true of it.
struct Null {
  std::string key, words;
  World world;
  bool (*is_true)(const Claim&) = [](const Claim&) { return false; };
  std::optional<Size> size = {};  ///< of every desk; nothing: 24 sizes in turn
};

/// That the level is another than it was is true where weeks drift; that it jumped isn't.
bool is_drift(const Claim& claim) {
  return claim.family == Family::trend && !claim.key.starts_with("step ");
}

/// Real desks: ratings that go together, 150 a week.
std::vector<Null> worlds_of_desks() {
  std::vector<Null> all;
  const Size desk{150, 0.25, 25, 20};
  const auto nothing = [](const Claim&) { return false; };
  const auto add = [&](std::string key, std::string words, const World& world, bool (*is_true)(const Claim&)) {
    all.push_back({std::move(key), std::move(words), world, is_true, desk});
  };
  World mild;
  mild.weeks = 16;
  mild.customers = 400;
  mild.customer_correlation = 0.15;
  add("W1", "400 returning customers with habits", mild, nothing);
  World strong = mild;
  strong.customers = 300;
  strong.customer_correlation = 0.35;
  add("W2", "300 returning customers with strong ones", strong, nothing);
  World drifting;
  drifting.weeks = 30;
  drifting.weekly_sd = 0.04;
  drifting.weekly_memory = 0.8;
  add("W3", "weeks drift (AR 0.8, SD 4 points)", drifting, is_drift);
  World moody;
  moody.agent_week_sd = 0.11;
  add("W4", "agents have good and bad weeks (SD 11 points)", moody, nothing);
  World days;
  days.day_channel_sd = 0.10;
  add("W5", "days of a channel differ (SD 10 points)", days, nothing);
  World bursts;
  bursts.tag_burst = 0.7;
  add("W6", "tags come in bursts (CV 0.7)", bursts, nothing);
  World young;
  young.weeks = 5;
  add("W7", "five weeks of data", young, nothing);
  World good;
  good.rate = 0.04;
  add("W8", "NRR of 4 %", good, nothing);
  World poor;
  poor.rate = 0.40;
  add("W9", "NRR of 40 %", poor, nothing);
  World special;
  special.specialised = true;
  add("W10", "specialised agents", special, nothing);
  World several = mild;
  several.weeks = 26;
  several.customers = 650;
  several.agent_week_sd = 0.08;
  several.day_channel_sd = 0.06;
  several.weekly_sd = 0.03;
  several.weekly_memory = 0.8;
  several.tag_burst = 0.5;
  add("W11", "customers, weeks, agents' weeks, days and bursts at once", several, is_drift);
  return all;
}

std::vector<Null> chance_nulls() {
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
  all.push_back({"N5", "a slice always bad at 40 %", stable});
  World mix;
  mix.mix_shifts = true;
  all.push_back({"N6", "volume doubles, mix shifts, rates stay", mix});
  std::ranges::copy(worlds_of_desks(), std::back_inserter(all));
  return all;
}

struct Effect {
  std::string key, words;
  World world;
  Family family;
  std::function<bool(const Claim&)> names_it;
  Size size = {318, 0.25, 40, 20};
  std::vector<int> weekly = {40, 318, 2000};  ///< ratings
};

bool names_slice(const Claim& claim, const std::set<std::string>& where) {
  return claim.lasting && std::set(claim.lasting->where.begin(), claim.lasting->where.end()) == where;
}

std::vector<Effect> effects() {
  std::vector<Effect> all;
  const auto slice = [](const Claim& claim) { return names_slice(claim, {"tag=planted", "channel=chat"}); };
  World bad;
  bad.slice_rate = bad.rate + 0.15;
  all.push_back({"P1", "a tenth of tickets always 15 points worse", bad, Family::explain, slice});
  bad.only_last_week = true;
  all.push_back({"P2", "a tenth of tickets 15 points worse since this week", bad, Family::explain, slice});
  World level;
  level.rate = 0.13;
  level.level = 0.21;
  all.push_back({"P3", "level from 13 to 21 % nine weeks ago", level, Family::trend, [](const Claim& claim) {
                   const auto since = analyze::change_of_level(claim);
                   return since && std::abs(*since - (last_week().begin - 8 * 7)) <= 7;
                 }});
  World slow;
  slow.slow_rate = 0.30;
  all.push_back({"P4", "15 to 30 % beyond 60 minutes on chat", slow, Family::speed, [](const Claim& claim) {
                   return claim.key.starts_with("slow first_reply") && claim.key.ends_with("chat");
                 }});
  World agent;
  agent.agent_rate = 0.30;
  all.push_back({"P5", "one agent of 40 at 30 %", agent, Family::agents,
                 [](const Claim& claim) { return names_slice(claim, {"agent=agent 01"}); }});
  const Size desk{150, 0.25, 25, 20};
  const auto rose = [](const Claim& claim) {
    return claim.key.starts_with("rose ") && names_slice(claim, {"tag=planted"});
  };
  World turned;
  turned.tag_alone = true;
  turned.slice_rate = turned.rate + 0.20;
  turned.only_last_week = true;
  all.push_back(
      {"P6", "a tenth of tickets 20 points worse since this week", turned, Family::explain, rose, desk, {150, 500}});
  turned.agent_week_sd = 0.06;
  all.push_back({"P7", "the same, agents having bad weeks (SD 6 points)", turned, Family::explain, rose, desk, {500}});
  World triple;
  triple.slice_rate = 0.50;
  triple.triple = true;
  all.push_back({"P8",
                 "a triple always at 50 %",
                 triple,
                 Family::explain,
                 [](const Claim& claim) {
                   return names_slice(claim, {"tag=planted", "channel=chat", "priority=normal"});
                 },
                 desk,
                 {150, 500}});
  all.push_back({"P9",
                 "one agent of 25 at 30 %",
                 agent,
                 Family::agents,
                 [](const Claim& claim) { return names_slice(claim, {"agent=agent 01"}); },
                 desk,
                 {150, 500}});
  World unmapped;
  unmapped.weeks = 12;
  unmapped.unmapped_rate = 0.35;
  all.push_back({"P10",
                 "a quarter at 35 % by a column nobody mapped",
                 unmapped,
                 Family::explain,
                 [](const Claim& claim) { return names_slice(claim, {"column:site=site 03"}); },
                 desk,
                 {150}});
  World simpson;
  simpson.simpson = true;
  all.push_back(
      {"P11",
       "phone has the worse topic: not called bad itself",
       simpson,
       Family::explain,
       [](const Claim& claim) { return claim.key == "channel phone" || names_slice(claim, {"channel=phone"}); },
       desk,
       {150, 500}});
  World silent;
  silent.answers_change = true;
  all.push_back({"P12",
                 "only the content stop answering: called a worsening",
                 silent,
                 Family::trend,
                 [](const Claim& claim) { return claim.key.starts_with("period ") && claim.key.ends_with(" up"); },
                 desk,
                 {150, 500}});
  all.push_back({"P13",
                 "… and told that fewer answered",
                 silent,
                 Family::survey,
                 [](const Claim& claim) { return claim.key.starts_with("answers "); },
                 desk,
                 {150, 500}});
  World topic;
  topic.topic_shifts = true;
  all.push_back({"P14",
                 "a worse topic takes 45 instead of 15 %: told as mix",
                 topic,
                 Family::trend,
                 [](const Claim& claim) { return claim.key.starts_with("mix "); },
                 desk,
                 {150, 500}});
  return all;
}

struct Run {
  int sets = 200, histories = 20, threads = 2;
  std::uint64_t seed = 1;
  std::set<std::string> only;
  std::string results;
  std::vector<std::string> margins;
  bool wants(const std::string& key) const { return only.empty() || only.contains(key); }
};

constexpr std::array weekly_ratings = {40, 318, 2000};

/// What came of a data set: marks, each with a count.
using Marks = std::map<std::string, int>;

/// One data set to draw and to look at.
struct Job {
  std::string key;
  int index = 0;
  int turn = 0;  ///< jobs run in the order of their turns
  std::function<Marks()> run;
};

/// Outcomes of data sets, kept in a file as they come, so that a run that was stopped goes on where it was.
class Results {
 public:
  explicit Results(const std::string& path) {
    if (path.empty()) return;
    std::ifstream before(path);
    for (std::string line; std::getline(before, line);) {
      std::istringstream words(line);
      std::string key, mark;
      int index = 0, count = 0;
      // The end marks a line that was written whole.
      if (!(words >> key >> index) || !line.ends_with(" .")) continue;
      Marks& marks = of_[key][index];
      while (words >> mark >> count) marks[mark] = count;
    }
    file_.open(path, std::ios::app);
  }

  bool has(const Job& job) const {
    const auto found = of_.find(job.key);
    return found != of_.end() && found->second.contains(job.index);
  }
  void add(const Job& job, Marks marks) {
    const std::lock_guard lock(mutex_);
    if (file_.is_open()) {
      file_ << job.key << ' ' << job.index;
      for (const auto& [mark, count] : marks) file_ << ' ' << mark << ' ' << count;
      file_ << " ." << std::endl;
    }
    of_[job.key][job.index] = std::move(marks);
  }
  const std::map<int, Marks>& of(const std::string& key) { return of_[key]; }

 private:
  std::map<std::string, std::map<int, Marks>> of_;
  std::ofstream file_;
  std::mutex mutex_;
};

std::uint64_t seed_of(const Run& run, std::uint64_t stream, int index) {
  return stats::derive_seed(run.seed + stream * 1'000'003, static_cast<std::uint64_t>(index));
}

/// Families and kinds of the claims, each once.
Marks marks_of(const std::vector<Claim>& claims) {
  Marks marks;
  for (const Claim& claim : claims) {
    marks["any"] = 1;
    marks[std::string(name_of(claim.family))] = 1;
    marks[std::string(name_of(claim.family)) + ":" + claim.key.substr(0, claim.key.find(' '))] = 1;
  }
  return marks;
}

Marks null_marks(const Run& run, const Null& null, std::uint64_t stream, int index) {
  static const std::vector<Size> all = sizes();
  stats::Random random(seed_of(run, stream, index));
  const Size size = null.size.value_or(all[static_cast<std::size_t>(index) % all.size()]);
  const Desk desk = draw(size, null.world, random);
  std::vector<Claim> claims = claims_in_week(desk, last_week(), true);
  std::erase_if(claims, null.is_true);
  return marks_of(claims);
}

Marks effect_marks(const Run& run, const Effect& effect, int ratings, std::uint64_t stream, int index) {
  stats::Random random(seed_of(run, stream, index));
  Size size = effect.size;
  size.ratings = ratings;
  const Desk desk = draw(size, effect.world, random);
  Marks marks;
  for (const Claim& claim : claims_in_week(desk, last_week(), false)) {
    if (claim.family != effect.family) continue;
    marks["found"] = 1;
    if (effect.names_it(claim)) marks["named"] = 1;
  }
  return marks;
}

/// Claims in a year of weekly reports on a desk where nothing goes on; each finding counts once, as a reader hears of
/// it.
Marks year_marks(const Run& run, std::uint64_t stream, int index) {
  constexpr int run_in = 26, weeks = 52;
  stats::Random random(seed_of(run, stream, index));
  World world;
  world.weeks = run_in + weeks;
  const Desk desk = draw({index % 2 == 0 ? 40 : 318, 0.25, 40, 20}, world, random);
  Marks marks;
  std::vector<report::PastClaim> announced;
  std::set<std::string> keys;
  for (int week = weeks - 1; week >= 0; --week) {
    const Day begin = last_week().begin - 7 * week;
    const DayRange range{begin, begin + 7};
    const std::vector<Claim> said = claims_in_week(desk, range, true, announced);
    ++marks["reports"];
    if (!said.empty()) ++marks["any"];
    for (const Claim& claim : said) {
      if (keys.insert(claim.key).second) ++marks["claims"], ++marks[std::string(name_of(claim.family))];
      announced.push_back({claim, range});
    }
  }
  return marks;
}

/// A real data set, whose outcomes change places.
struct Margins {
  std::string path;
  load::Loaded loaded;
};

Margins margins_of(const std::string& paths) {
  Margins margins;
  margins.path = paths;
  load::Options options;
  options.unread = {Field::comment, Field::subject, Field::reply};
  std::istringstream list(paths);
  for (std::string path; std::getline(list, path, ',');) options.paths.push_back(path);
  margins.loaded = load::load(options, std::cin);
  return margins;
}

Marks margin_marks(const Run& run, const Margins& margins, std::uint64_t stream, int index) {
  static const Annotations annotations;
  static const report::Extras extras;
  const analyze::View view(margins.loaded.store, annotations, {});
  const analyze::Filter filter;
  const report::Context context =
      report::make_context(view, filter, margins.loaded.provenance, extras, Unit::week, std::nullopt, false);
  std::vector<std::string_view> keys;
  for (const report::Section& section : report::sections()) keys.push_back(section.key);
  const report::SelfCheck check = report::self_check(context, keys, 1, 1, seed_of(run, stream, index));
  Marks marks;
  if (check.with_claim > 0) marks["any"] = 1;
  for (const auto& [family, count] : check.with_claim_of) marks[std::string(name_of(family))] = count;
  return marks;
}

int count_of(const std::map<int, Marks>& sets, const std::string& mark) {
  int count = 0;
  for (const auto& [index, marks] : sets)
    if (const auto found = marks.find(mark); found != marks.end()) count += found->second;
  return count;
}

std::string share_of(int k, int n) {
  return n == 0 ? std::string("–") : fmt::format("{:.1f}", 100.0 * k / n);
}

void null_row(const std::string& name, const std::map<int, Marks>& sets, bool with_sizes) {
  const int n = static_cast<int>(sets.size()), any = count_of(sets, "any");
  if (n == 0) return;
  fmt::print("| {} | {} | {} % | {} % |", name, n, share_of(any, n), interval(any, n));
  const std::vector<Size> all = sizes();
  for (const int ratings : weekly_ratings) {
    std::map<int, Marks> part;
    for (const auto& [index, marks] : sets)
      if (with_sizes && all[static_cast<std::size_t>(index) % all.size()].ratings == ratings) part[index] = marks;
    fmt::print(" {} |", share_of(count_of(part, "any"), static_cast<int>(part.size())));
  }
  for (const Family family : families) fmt::print(" {} |", share_of(count_of(sets, std::string(name_of(family))), n));
  fmt::print("\n");
}

/// Tickets of such a desk take many times the time of others: they come last.
bool takes_long(const Size& size) {
  return size.ratings / size.coverage > 20'000;
}

/// All that is to be run, or was: every kind's n-th data set before any kind's next one, so that a run that is stopped
/// has some of each.
struct Plan {
  std::vector<Null> nulls = chance_nulls();
  std::vector<Effect> planted = effects();
  std::vector<Margins> margins;
  std::vector<Job> jobs;

  explicit Plan(const Run& run) {
    for (const std::string& paths : run.margins) margins.push_back(margins_of(paths));
    const std::vector<Size> all = sizes();
    std::uint64_t stream = 0;
    for (const Null& null : nulls) {
      ++stream;
      if (!run.wants(null.key)) continue;
      for (int i = 0; i < run.sets; ++i) {
        const bool last = !null.size && takes_long(all[static_cast<std::size_t>(i) % all.size()]);
        jobs.push_back(
            {null.key, i, last ? i * 4 : i, [&run, &null, stream, i] { return null_marks(run, null, stream, i); }});
      }
    }
    stream = 50;
    for (const Margins& one : margins) {
      ++stream;
      for (int i = 0; i < run.sets; ++i)
        jobs.push_back({"N1:" + one.path, i, i, [&run, &one, stream, i] { return margin_marks(run, one, stream, i); }});
    }
    stream = 100;
    for (const Effect& effect : planted)
      for (const int ratings : effect.weekly) {
        ++stream;
        if (!run.wants(effect.key)) continue;
        for (int i = 0; i < run.sets / 4; ++i)
          jobs.push_back(
              {effect.key + ":" + std::to_string(ratings), 4 * i, 4 * i,
               [&run, &effect, ratings, stream, i] { return effect_marks(run, effect, ratings, stream, i); }});
      }
    if (run.wants("year")) {
      const int every = std::max(1, run.sets / std::max(1, run.histories));
      for (int i = 0; i < run.histories; ++i)
        jobs.push_back({"year", i * every, i * every, [&run, i] { return year_marks(run, 900, i); }});
    }
    std::ranges::stable_sort(jobs, {}, &Job::turn);
  }
};

void print_tables(const Plan& plan, Results& results) {
  fmt::print("| null | data sets | claims something | 95 % | 40 | 318 | 2,000 |");
  std::string rule = "|---|---|---|---|---|---|---|";
  for (const Family family : families) {
    fmt::print(" {} |", name_of(family));
    rule += "---|";
  }
  fmt::print("\n{}\n", rule);
  for (const Null& null : plan.nulls) {
    null_row(null.key + " " + null.words, results.of(null.key), !null.size);
    if (null.key == "N0")
      for (const Margins& one : plan.margins) null_row("N1 " + one.path, results.of("N1:" + one.path), false);
  }
  int large = 0, of_all = 0;
  const std::vector<Size> all = sizes();
  for (const Null& null : plan.nulls)
    for (const auto& [index, marks] : results.of(null.key)) {
      ++of_all;
      if (!null.size && takes_long(all[static_cast<std::size_t>(index) % all.size()])) ++large;
    }
  fmt::print("\n{} of the {} invented data sets are the largest ones, 2,000 ratings a week at 2 % coverage.\n", large,
             of_all);
  for (const Null& null : plan.nulls) {
    Marks kinds;
    for (const auto& [index, marks] : results.of(null.key))
      for (const auto& [mark, count] : marks)
        if (mark.find(':') != std::string::npos) kinds[mark] += count;
    for (const auto& [kind, count] : kinds) std::cerr << "  " << null.key << ' ' << kind << ' ' << count << '\n';
  }

  fmt::print("\n| effect | ratings a week | data sets | found | rightly named | 95 % |\n|---|---|---|---|---|---|\n");
  for (const Effect& effect : plan.planted)
    for (const int ratings : effect.weekly) {
      const auto& sets = results.of(effect.key + ":" + std::to_string(ratings));
      const int n = static_cast<int>(sets.size()), named = count_of(sets, "named");
      if (n > 0)
        fmt::print("| {} {} | {} | {} | {} % | {} % | {} % |\n", effect.key, effect.words, ratings, n,
                   share_of(count_of(sets, "found"), n), share_of(named, n), interval(named, n));
    }

  const auto& years = results.of("year");
  const int n = static_cast<int>(years.size()), reports = count_of(years, "reports"), any = count_of(years, "any");
  if (n == 0) return;
  fmt::print("\n{} histories of 52 weekly reports: {} % of the reports claim something; {:.2f} claims a year", n,
             share_of(any, reports), static_cast<double>(count_of(years, "claims")) / n);
  for (const Family family : families)
    fmt::print("{}{} {:.2f}", family == families.front() ? " (" : ", ", name_of(family),
               static_cast<double>(count_of(years, std::string(name_of(family)))) / n);
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
    if (option == "--results") run.results = argv[i + 1];
    if (option == "--margins") run.margins.emplace_back(argv[i + 1]);
  }
  const Plan plan(run);
  Results results(run.results);
  std::vector<const Job*> open;
  for (const Job& job : plan.jobs)
    if (!results.has(job)) open.push_back(&job);
  each(static_cast<int>(open.size()), run.threads, [&](int i) {
    const Job& job = *open[static_cast<std::size_t>(i)];
    results.add(job, job.run());
  });
  print_tables(plan, results);
}
