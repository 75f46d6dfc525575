#include "dsat/report/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "dsat/analyze/mix_part.hpp"
#include "dsat/analyze/topic.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/tables.hpp"
#include "dsat/report/unread.hpp"
#include "report/behind.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::BadSlice;
using analyze::MovedSlice;
using stats::Share;

std::string of_base(const Share& share) {
  return fmt::format("{} of {}", grouped(share.part), grouped(share.base));
}
std::string rate_words(const Share& share) {
  const auto rate = share.rate();
  return rate ? percent(*rate) : "–";
}
Cell rate_cell(const Share& share) {
  return document::share(share.rate());
}

/// `+4.6`, `−0.3`: points of a share.
std::string signed_points(double difference) {
  const std::string number = fixed(std::abs(difference) * 100, 1);
  return (number == "0.0" ? "" : difference < 0 ? "−" : "+") + number;
}

Column column(std::string key, std::string title, Audience audience = Audience::everybody, bool numeric = true) {
  return {std::move(key), std::move(title), audience, numeric, false};
}

Audience for_detail(const Context& context) {
  return context.full_detail ? Audience::everybody : Audience::machines;
}

/// The mark of what was bad in the period before, too: its counts then.
Column also_column(const Context& context) {
  return column("also_before", "also in " + heading_before(context));
}
Cell also_seen(bool bad_before, const Share& before) {
  return text(bad_before ? of_base(before) : std::string(), Tone::dim);
}

/// p and q: rounded for readers who ask for detail, exact for machines.
void add_p_columns(const Context& context, Table& table) {
  if (context.full_detail) {
    table.columns.push_back(column("p_rounded", "p", Audience::readers));
    table.columns.push_back(column("q_rounded", "q", Audience::readers));
  }
  table.columns.push_back(column("p", "p", Audience::machines));
  table.columns.push_back(column("q", "q", Audience::machines));
}
void add_p_cells(const Context& context, std::vector<Cell>& row, double p, double q) {
  const auto rounded = [](double value) { return text(value < 0.0001 ? "<0.0001" : fixed(value, 4)); };
  const auto exact = [](double value) { return score(value, std::clamp(5 - std::ilogb(value) / 3, 6, 18)); };
  if (context.full_detail) row.insert(row.end(), {rounded(p), rounded(q)});
  row.insert(row.end(), {exact(p), exact(q)});
}

/// `the 11 weeks before`, `2026-W45`: what the period is compared with.
std::string earlier_words(const Context& context, const analyze::Searched& searched) {
  if (searched.earlier < 2) return context.before_label;
  return fmt::format("the {} before", counted(static_cast<std::int64_t>(searched.earlier), name_of(context.unit)));
}

Table moved_table(const Context& context, const analyze::Searched& searched, const std::vector<MovedSlice>& found) {
  const Audience detail = for_detail(context);
  Table table;
  table.key = "moved";
  table.title = searched.earlier < 2 ? "Moved from " + context.before_label + " to " + context.label
                                     : "Moved in " + context.label + " against " + earlier_words(context, searched);
  table.columns = {{"slice", "slice", Audience::everybody, false},
                   column("negative", "negative"),
                   column("rated", "rated"),
                   column("nrr", "NRR"),
                   column("negative_before", "before", Audience::machines),
                   column("rated_before", "before", Audience::machines),
                   column("nrr_before", "before"),
                   column("effect", "of NRR"),
                   also_column(context),
                   column("rest_nrr", "others", detail),
                   column("rest_nrr_before", "others before", detail)};
  add_p_columns(context, table);
  for (const MovedSlice& slice : found) {
    const Tone tone = slice.rose ? Tone::worse : Tone::better;
    std::vector<Cell> row = {text(analyze::slice_label(slice.name)),
                             count(slice.after.part),
                             count(slice.after.base),
                             rate_cell(slice.after),
                             count(slice.before.part),
                             count(slice.before.base),
                             rate_cell(slice.before),
                             Cell(Change{slice.effect, Change::Of::points}, tone),
                             also_seen(slice.bad_before, slice.last),
                             rate_cell(slice.rest_after),
                             rate_cell(slice.rest_before)};
    add_p_cells(context, row, slice.p, slice.q);
    table.rows.push_back(std::move(row));
  }
  table.top = context.top;
  return table;
}

Table bad_table(const Context& context, const Explaining& what, const std::vector<BadSlice>& found) {
  const Audience detail = for_detail(context);
  Table table;
  table.key = "bad";
  table.title = "Always bad in " + what.strata_words;
  table.columns = {{"slice", "slice", Audience::everybody, false},
                   column("negative", "negative"),
                   column("rated", "rated"),
                   column("nrr", "NRR"),
                   column("rest_negative", "elsewhere", Audience::machines),
                   column("rest_rated", "elsewhere", Audience::machines),
                   column("rest_nrr", "elsewhere"),
                   column("ratio", "times", detail),
                   column("ratio_low", "times, low", Audience::machines),
                   column("ratio_high", "times, high", Audience::machines),
                   column("impact", "adds")};
  const bool marked = what.plan.last_is_now && context.before.has_value();
  if (marked) table.columns.push_back(also_column(context));
  add_p_columns(context, table);
  const auto ratio = [](const BadSlice& slice) -> Cell {
    if (!slice.ratio) return Missing{};
    if (stats::only_here(*slice.ratio)) return text("only here");
    return Score{slice.ratio->value, 2};
  };
  const auto finite = [](double value) { return std::isfinite(value) ? Cell(Score{value, 2}) : Cell(Missing{}); };
  for (const BadSlice& slice : found) {
    std::vector<Cell> row = {text(analyze::slice_label(slice.name)),
                             count(slice.slice.part),
                             count(slice.slice.base),
                             Cell(rate_cell(slice.slice).content, Tone::worse),
                             count(slice.rest.part),
                             count(slice.rest.base),
                             rate_cell(slice.rest),
                             ratio(slice),
                             slice.ratio ? finite(slice.ratio->interval.low) : Cell(),
                             slice.ratio ? finite(slice.ratio->interval.high) : Cell(),
                             slice.impact ? Cell(Change{*slice.impact, Change::Of::points}) : Cell()};
    if (marked) row.push_back(also_seen(slice.bad_before, slice.slice_before));
    add_p_cells(context, row, slice.p, slice.q);
    table.rows.push_back(std::move(row));
  }
  table.top = context.top;
  table.note = fmt::format("\"adds\" is how much lower NRR{} would be without the slice.",
                           what.plan.last_is_now ? " of " + context.label : std::string());
  return table;
}

Table search_table(const Explaining& what, const Explanation& found) {
  Table table;
  table.key = "tested";
  table.title = "What was tested";
  table.columns = {column("search", "search", Audience::everybody, false),
                   column("ratings", "ratings"),
                   column("slices", "slices"),
                   column("tested", "tested"),
                   column("surviving", "surviving"),
                   column("told", "told"),
                   column("support", "support of combinations"),
                   column("level", "false-discovery rate"),
                   {"nearest", "nearest", Audience::everybody, false, true},
                   column("nearest_p", "p"),
                   column("nearest_q", "q")};
  const auto add = [&](std::string name, const auto& findings) {
    const analyze::Searched& searched = findings.searched;
    std::vector<Cell> row = {text(std::move(name)),     count(searched.ratings),
                             count(searched.slices),    count(searched.tested),
                             count(searched.surviving), count(static_cast<std::int64_t>(findings.shown.size())),
                             count(searched.support),   score(searched.level, 3)};
    if (findings.nearest) {
      row.push_back(text(analyze::slice_label(findings.nearest->name)));
      row.push_back(score(findings.nearest->p, 6));
      row.push_back(score(findings.nearest->q, 6));
    } else {
      row.insert(row.end(), 3, Cell());
    }
    table.rows.push_back(std::move(row));
  };
  if (what.with_moved) add("moved", found.moved);
  add("always bad", found.bad);
  return table;
}

/// `refund on chat, 49 of 159 negative (30.8 %) against 101 of 727 (13.9 %) elsewhere`.
std::string bad_words(const BadSlice& slice) {
  return fmt::format("{}, {} negative ({}) against {} ({}) elsewhere", analyze::slice_phrase(slice.name),
                     of_base(slice.slice), rate_words(slice.slice), of_base(slice.rest), rate_words(slice.rest));
}

/// `refund on chat, 24 of 60 negative after 8 of 75`.
std::string moved_words(const MovedSlice& slice) {
  return fmt::format("{}, {} negative after {}", analyze::slice_phrase(slice.name), of_base(slice.after),
                     of_base(slice.before));
}

bool looked_among_something(const Explanation& found) {
  return found.moved.searched.slices > 0 || found.bad.searched.slices > 0;
}

/// The rows of a slice, among the negatives of all strata.
std::vector<analyze::Row> negatives_of(const Context& context, const Explaining& what, const analyze::SliceName& name) {
  std::vector<analyze::Row> rows;
  for (const analyze::Selection& stratum : what.strata)
    for (const analyze::Row row : negatives_in(context.view, stratum)) rows.push_back(row);
  for (const analyze::SliceValue& value : name) {
    const analyze::Grouping grouping = analyze::grouping_named(context.view, value.dimension);
    std::erase_if(rows, [&](analyze::Row row) {
      Code single = 0;
      return std::ranges::none_of(grouping.codes(row, single),
                                  [&](Code code) { return group_name(grouping.names()[code]) == value.value; });
    });
  }
  return rows;
}

/// A place must be more than a customer or two: those are people to talk to.
constexpr std::int64_t fewest_customers = 3;

/// Whose negatives those of a slice are; nothing where that isn't known of enough ratings.
std::optional<analyze::CustomerCount> customers_of(const Context& context, const Explaining& what,
                                                   const analyze::SliceName& name) {
  const analyze::Customers& customers = context.clusters().customers();
  if (what.slice || !customers.known()) return std::nullopt;
  const auto count = analyze::customers_of_negatives(context.view, customers, negatives_of(context, what, name));
  return count.customers > 0 ? std::optional(count) : std::nullopt;
}

/// `, 15 customers`: one customer's five bad ratings are another thing than five customers'.
std::string customers_in(const std::optional<analyze::CustomerCount>& count) {
  return count ? ", " + counted(count->customers, "customer") : std::string();
}

/// `refund on chat is one customer, Ann: 9 of its 12 negatives`.
std::string customer_words(const Context& context, const BadSlice& slice, const analyze::CustomerCount& count) {
  const std::string& name = context.view.store().name_column(Field::requester_id).names[count.most];
  return fmt::format("{} is {}, {}: {} of its {} over {}", analyze::slice_phrase(slice.name),
                     count.customers == 1 ? "one customer" : "mostly one customer", context.words(name),
                     grouped(count.of_most), counted(slice.slice.part, "negative"), context.recent_label);
}

/// Slices that are places to look, and those that are a customer.
struct Places {
  std::vector<const BadSlice*> places;
  std::vector<std::pair<const BadSlice*, analyze::CustomerCount>> people;
};

Places places_of(const Context& context, const Explaining& what, const Explanation& found) {
  Places sorted;
  for (const BadSlice& slice : found.bad.shown) {
    const auto count = customers_of(context, what, slice.name);
    if (count && count->customers < fewest_customers)
      sorted.people.emplace_back(&slice, *count);
    else
      sorted.places.push_back(&slice);
  }
  return sorted;
}

std::string lead(const Context& context, const Explaining& what, const Explanation& found) {
  std::string words;
  if (!found.moved.shown.empty()) {
    const MovedSlice& first = found.moved.shown.front();
    words = fmt::format(
        "{} {} from {} to {} ({} after {}); the others went from {} to {}.",
        capitalized(analyze::slice_phrase(first.name)), first.rose ? "rose" : "fell", rate_words(first.before),
        rate_words(first.after), of_base(first.after),
        of_base(first.before) +
            (found.moved.searched.earlier < 2 ? std::string() : " in " + earlier_words(context, found.moved.searched)),
        rate_words(first.rest_before), rate_words(first.rest_after));
  }
  const Places sorted = places_of(context, what, found);
  if (!sorted.places.empty()) {
    if (!words.empty()) words += " ";
    const std::size_t n = sorted.places.size();
    words +=
        n == 1 ? "One place is worse than the rest over " : fmt::format("{} places are worse than the rest over ", n);
    words += what.strata_words + (n == 1 ? ": " : ", first of all ") + bad_words(*sorted.places.front()) +
             (n == 1 ? ". That is where to look." : ". Those are where to look.");
  }
  for (const auto& [slice, count] : sorted.people)
    words += (words.empty() ? "" : " ") + capitalized(customer_words(context, *slice, count)) + ".";
  if (words.empty()) words = "No kind of ticket stands out beyond chance.";
  if (!context.before && what.with_moved) words += " There is no period before to compare with.";
  return words;
}

double strength(double p) {
  constexpr double smallest = 1e-12;
  return -std::log10(std::max(p, smallest));
}

std::vector<Finding> findings_of(const Context& context, const Explaining& what, const Explanation& found) {
  std::vector<Finding> findings;
  for (const MovedSlice& slice : found.moved.shown)
    findings.push_back(
        {Finding::Line::place, strength(slice.p), analyze::slice_label(slice.name),
         fmt::format("{} {} from {} to {} ({} after {} {})", analyze::slice_phrase(slice.name),
                     slice.rose ? "rose" : "fell", rate_words(slice.before), rate_words(slice.after),
                     of_base(slice.after), of_base(slice.before),
                     found.moved.searched.earlier < 2 ? "the " + std::string(name_of(context.unit)) + " before"
                                                      : "in " + earlier_words(context, found.moved.searched))});
  const Places sorted = places_of(context, what, found);
  for (const BadSlice* slice : sorted.places)
    findings.push_back({Finding::Line::place, strength(slice->p), analyze::slice_label(slice->name),
                        fmt::format("{}, {} negative in {}{}, elsewhere {}", analyze::slice_phrase(slice->name),
                                    of_base(slice->slice), what.strata_words,
                                    customers_in(customers_of(context, what, slice->name)), rate_words(slice->rest))});
  for (const auto& [slice, count] : sorted.people)
    findings.push_back(
        {Finding::Line::place, strength(slice->p), "one customer", customer_words(context, *slice, count)});
  return findings;
}

std::string tested_words(const Explaining& what, const Explanation& found) {
  const auto& [moved, bad] = found;
  std::string words = what.with_moved
                          ? fmt::format("{} for what moved, {} for what is always bad",
                                        counted(moved.searched.tested, "slice"), grouped(bad.searched.tested))
                          : counted(bad.searched.tested, "slice");
  words += fmt::format(", of {} ratings or more", what.plan.support);
  const std::int64_t support = std::max(bad.searched.support, what.with_moved ? moved.searched.support : 0);
  if (support > what.plan.support) words += fmt::format(" (combinations: {})", grouped(support));
  const std::int64_t surviving = bad.searched.surviving + (what.with_moved ? moved.searched.surviving : 0);
  if (surviving == 0) return words + "; none differs beyond chance.";
  words += what.with_moved ? fmt::format("; {} and {} differ beyond chance", grouped(moved.searched.surviving),
                                         grouped(bad.searched.surviving))
                           : fmt::format("; {} beyond chance", counted(surviving, "differs", "differ"));
  const std::int64_t told = std::ssize(bad.shown) + (what.with_moved ? std::ssize(moved.shown) : 0);
  if (told < surviving) words += ", and those are told that no simpler or stronger one says already";
  const bool further = bad.shown.size() > 1 || moved.shown.size() > 1;
  return words + fmt::format(". Of findings like these at most about 1 in {} is chance.",
                             std::floor(1 / ((further ? 2 : 1) * std::max(what.plan.bad, what.plan.rose))));
}

std::string slice_verdict(const analyze::SliceAgainstRest& slice) {
  std::string words = fmt::format("{} negative ({}) against {} ({}) elsewhere", of_base(slice.slice),
                                  rate_words(slice.slice), of_base(slice.rest), rate_words(slice.rest));
  if (slice.difference)
    words += fmt::format(", a difference of {} points ({} to {})", signed_points(slice.difference->value),
                         signed_points(slice.difference->interval.low), signed_points(slice.difference->interval.high));
  if (!slice.p) return words + "; nothing to compare with.";
  constexpr double usual = 0.05;
  return words + (*slice.p <= usual ? "; more than chance" : "; this may be chance") +
         fmt::format(" ({}).", p_in_words(*slice.p));
}

/// A partition by which a change is divided, under the name that is told.
struct Partition {
  std::string name, title;
  analyze::Grouping grouping;
};

std::vector<Partition> partitions(const Context& context) {
  std::vector<Partition> all;
  if (!analyze::topic_dimension(context.view).empty())
    all.push_back({"topic", "topic", analyze::topics_of_mix(context.view)});
  for (const std::string_view key : {"channel", "team", "agent"})
    if (const analyze::Dimension* dimension = analyze::dimension_named(key); dimension->carried(context.view))
      all.push_back({std::string(key), analyze::grouping_title(key), dimension->group(context.view)});
  return all;
}

Table mix_table(const Context& context, const Partition& partition, const analyze::MixPart& part) {
  Table table;
  table.key = "mix_" + partition.name;
  table.title = "Mix or rate by " + partition.name;
  table.columns = {column(partition.name, partition.title, Audience::everybody, false),
                   column("rated_before", "rated before"), column("rated", "rated"), column("nrr_before", "NRR before"),
                   column("nrr", "NRR")};
  for (std::size_t g = 0; g < part.names.size(); ++g)
    if (part.changes[g].before.base + part.changes[g].after.base > 0)
      table.rows.push_back({text(part.names[g]), count(part.changes[g].before.base), count(part.changes[g].after.base),
                            rate_cell(part.changes[g].before), rate_cell(part.changes[g].after)});
  table.top = context.top;
  return table;
}

/// The group whose share of the ratings changed most, and how.
std::string largest_shift(const analyze::MixPart& part) {
  Share before, after;
  for (const stats::GroupChange& group : part.changes) before += group.before, after += group.after;
  const auto weight = [](const Share& group, const Share& all) {
    return static_cast<double>(group.base) / static_cast<double>(all.base);
  };
  const auto shift = [&](const stats::GroupChange& group) {
    return std::abs(weight(group.after, after) - weight(group.before, before));
  };
  std::size_t largest = 0;
  for (std::size_t g = 0; g < part.changes.size(); ++g)
    if (shift(part.changes[g]) > shift(part.changes[largest])) largest = g;
  return fmt::format(" ({} went from {} to {} of ratings)", part.names[largest],
                     percent(weight(part.changes[largest].before, before), 0),
                     percent(weight(part.changes[largest].after, after), 0));
}

/// What a shift of mix alone explains, by topic, channel, team and agent.
void add_mix(const Context& context, Facts& facts, std::vector<Table>& tables) {
  static constexpr double worth_naming = 0.005;
  std::string words;
  std::vector<std::string> explaining;
  bool all_rates = true;
  for (const Partition& partition : partitions(context)) {
    const auto part = analyze::mix_part(context.view, context.then, context.now, context.recent, partition.grouping,
                                        context.clusters().customers());
    if (!part || part->names.size() < 2) continue;
    Share before, after;
    for (const stats::GroupChange& group : part->changes) before += group.before, after += group.after;
    if (std::min(before.base, after.base) < context.min_ratings()) return;
    if (fixed(std::abs(part->change) * 100, 1) == "0.0") return;  // nothing to divide
    if (words.empty()) words = fmt::format("of the {} points,", signed_points(part->change));
    words += fmt::format("{} by {} {} are mix and {} not", words.back() == ',' ? "" : ";", partition.name,
                         signed_points(part->mix), signed_points(part->rates()));
    if (std::abs(part->mix) >= worth_naming) words += largest_shift(*part);
    if (part->explains()) explaining.push_back(partition.name);
    all_rates = all_rates && part->rates_hold();
    if (context.full_detail) tables.push_back(mix_table(context, partition, *part));
  }
  if (words.empty()) return;
  words += ".";
  if (!explaining.empty())
    words += fmt::format(" Other work, by {}, explains at least half of it.", join(explaining, " and by "));
  else if (all_rates)
    words += " By every one of these, rates changed beyond what mix explains.";
  facts.items.emplace_back("Mix or rate", std::move(words));
}

std::string left_out_words(const Context& context, const Explaining& what) {
  if (std::ranges::find(what.plan.dimensions, "tag") == what.plan.dimensions.end()) return {};
  const std::vector<bool> after = analyze::after_outcome_tags(context.view);
  std::vector<std::string> names;
  for (std::size_t tag = 0; tag < after.size(); ++tag)
    if (after[tag]) names.push_back(context.view.store().tags.names[tag]);
  if (names.empty()) return {};
  return (names.size() == 1 ? "tag " : "tags ") + join(names, ", ") + ", recorded because of the rating.";
}

/// Exact tests of few ratings and the ones that allow for clusters claim less often than their level says: so much more
/// may be spent (docs/statistics.md, "How often it is wrong").
constexpr double bad_times = 2, rose_times = 2;

}  // namespace

Explaining explaining(const Context& context) {
  Explaining what;
  what.plan.dimensions = analyze::explaining_dimensions(context.view);
  const analyze::Budget budget = context.budget();
  what.plan.bad = bad_times * budget.bad;
  what.plan.rose = rose_times * budget.rose;
  what.plan.fell = budget.fell;
  what.with_moved = context.before.has_value();
  const bool two_periods = context.period && !context.one_unit && context.before;
  if (two_periods) {
    what.strata = {context.then, context.now};
    what.strata_words = context.label + " and " + context.before_label;
  } else {
    what.strata = analyze::by_period(context.view, context.recent, context.unit);
    what.strata_words = context.recent_label;
    what.plan.last_is_now = context.period.has_value();
  }
  return what;
}

Explanation explain(const Context& context, const Explaining& what) {
  Explanation found;
  const analyze::Candidates candidates(context.view, what.plan.dimensions);
  if (!what.with_moved) {
    found.bad = analyze::find_bad(context.view, what.strata, what.plan, candidates, &context.clusters());
    return found;
  }
  auto both = analyze::find_both(context.view, what.strata, what.plan, candidates, &context.clusters());
  return {std::move(both.moved), std::move(both.bad)};
}

namespace {

/// More than a tenth of the answers of a period that is looked at isn't understood.
bool any_withheld(const Context& context, const Explaining& what) {
  return rates_withheld(context.view, context.now) ||
         std::ranges::any_of(what.strata, [&](const auto& part) { return rates_withheld(context.view, part); });
}

}  // namespace

document::Section explanation(const Context& context, const Explaining& what) {
  if (any_withheld(context, what))
    return {"explain",
            "What moved, and what is always bad",
            {Paragraph{"Too many answers are not understood to look for causes: more than one in ten in a period that "
                       "would be looked at. " +
                           std::string(how_to_settle),
                       false}}};
  const Explanation found = explain(context, what);
  document::Section section{"explain", "What moved, and what is always bad", {}};
  const bool looked = looked_among_something(found);
  section.blocks.emplace_back(Paragraph{
      looked ? lead(context, what, found)
             : "There is nothing to look among: these files know no tag, channel, team or other kind of ticket that "
               "would tell ratings apart. `dsat explain --by column:NAME` looks among any column.",
      looked});
  section.findings = findings_of(context, what, found);
  Facts facts;
  std::vector<Table> tables;
  if (what.slice) facts.items.emplace_back(what.slice_words, slice_verdict(*what.slice));
  if (looked && what.with_moved && found.moved.shown.empty())
    facts.items.emplace_back(
        "Moved", "nothing beyond chance." +
                     (found.moved.nearest ? " Largest: " + moved_words(*found.moved.nearest) + "." : std::string()));
  if (looked && found.bad.shown.empty())
    facts.items.emplace_back(
        "Always bad", "nothing beyond chance in " + what.strata_words + "." +
                          (found.bad.nearest ? " Largest: " + bad_words(*found.bad.nearest) + "." : std::string()));
  if (what.with_moved) add_mix(context, facts, tables);
  if (looked) facts.items.emplace_back("Tested", tested_words(what, found));
  if (std::string words = left_out_words(context, what); !words.empty())
    facts.items.emplace_back("Left out", std::move(words));
  if (!found.moved.shown.empty())
    section.blocks.emplace_back(moved_table(context, found.moved.searched, found.moved.shown));
  if (!found.bad.shown.empty()) {
    Table table = bad_table(context, what, found.bad.shown);
    if (!what.slice)
      for (std::size_t i = 0; i < table.rows.size(); ++i)
        table.rows[i][1].behind = behind(context, negatives_of(context, what, found.bad.shown[i].name), table.more);
    section.blocks.emplace_back(std::move(table));
  }
  for (const Block& block : section.blocks)
    if (const auto* table = std::get_if<Table>(&block)) {
      section.brief.emplace_back(*table);
      std::get<Table>(section.brief.back()).note.clear();
    }
  if (!facts.items.empty()) section.blocks.emplace_back(std::move(facts));
  if (context.full_detail) tables.push_back(search_table(what, found));
  for (Table& table : tables) section.blocks.emplace_back(std::move(table));
  return section;
}

std::optional<document::Section> write_explain(const Context& context) {
  if (context.tally.rated == 0) return std::nullopt;
  document::Section section = explanation(context, explaining(context));
  // Who reads the report first sees the findings of all sections.
  std::get<Paragraph>(section.blocks.front()).lead = false;
  return section;
}

std::vector<analyze::Claim> claims_of_explain(const Context& context) {
  if (context.tally.rated == 0 || any_withheld(context, explaining(context))) return {};
  const Explanation found = explain(context, explaining(context));
  std::vector<analyze::Claim> claims = analyze::claims_of(found.moved);
  for (analyze::Claim& claim : analyze::claims_of(found.bad)) claims.push_back(std::move(claim));
  return claims;
}

}  // namespace dsat::report
