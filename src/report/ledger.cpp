#include "dsat/report/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_set>

#include "dsat/analyze/outcome.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/spreadsheet.hpp"
#include "dsat/base/text.hpp"
#include "dsat/data/ticket_name.hpp"

namespace dsat::report {
namespace {

using analyze::Claim;
using analyze::Family;
using analyze::Lasting;

constexpr std::int64_t enough = 20;  // ratings or tickets since, before a claim is judged
constexpr std::size_t remembered = 10;
constexpr std::size_t columns_without_marks = 15;  // as earlier versions wrote them
const std::string_view breaks = csv_breaks(',');
constexpr std::string_view conjunction = " && ";

std::string_view name_of(Lasting::Figure figure) {
  switch (figure) {
    case Lasting::Figure::nrr:
      return "nrr";
    case Lasting::Figure::excess_ratio:
      return "excess_ratio";
    case Lasting::Figure::ticket_share:
      return "ticket_share";
  }
  return "";
}
constexpr std::array figures = {Lasting::Figure::nrr, Lasting::Figure::excess_ratio, Lasting::Figure::ticket_share};

std::string_view name_of(Fate fate) {
  switch (fate) {
    case Fate::open:
      return "open";
    case Fate::lasted:
      return "lasted";
    case Fate::faded:
      return "faded";
  }
  return "";
}
constexpr std::array fates = {Fate::open, Fate::lasted, Fate::faded};

std::string joined(std::span<const std::string> conditions) {
  return join(conditions, conjunction);
}

std::vector<std::string> parted(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(conjunction);
    parts.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + conjunction.size());
  }
  return parts;
}

/// Reads one record's cells by column, in a spreadsheet's spelling too.
class Reading {
 public:
  Reading(const std::vector<std::string>& cells, Place place) : cells_(cells), place_(std::move(place)) {}

  std::string text() { return without_csv_guards(trim(next()), breaks); }

  Day day() {
    const std::string& cell = next();
    const auto moment = parse_iso_moment(trim(cell), Zone());
    if (!moment || !moment->is_date()) fail(cell, "is no day such as 2026-11-09");
    return Zone().day_of(*moment);
  }

  template <class Value, std::size_t size, class NameOf>
  Value one_of(const std::array<Value, size>& values, NameOf name) {
    const std::string& cell = next();
    for (const Value value : values)
      if (fold(cell) == name(value)) return value;
    fail(cell, "isn't what dsat wrote here");
  }

  template <class Number>
  std::optional<Number> number(std::optional<Number> (*parse)(std::string_view)) {
    const std::string& cell = next();
    if (trim(cell).empty()) return std::nullopt;
    const auto value = parse(trim(cell));
    if (!value) fail(cell, "is no number");
    return value;
  }

  bool empty_next() const { return at_ < cells_.size() && trim(cells_[at_]).empty(); }
  void skip() { next(); }

 private:
  const std::string& next() {
    static const std::string missing;
    return at_ < cells_.size() ? cells_[at_++] : missing;
  }
  [[noreturn]] void fail(const std::string& cell, std::string_view why) {
    Place place = place_;
    place.excerpt = cell;
    throw Error(ErrorKind::input, "\"" + printable(cell) + "\" " + std::string(why),
                "The history is read before anything is written; put the cell right, or name another file.", place);
  }

  const std::vector<std::string>& cells_;
  Place place_;
  std::size_t at_ = 0;
};

/// What the ratings or tickets since a claim say, and whether that is enough.
struct Evidence {
  stats::Share seen;
  bool enough = false;
  double figure = 0;
};

Evidence evidence(const Context& context, const Lasting& lasting, DayRange since) {
  std::vector<analyze::Condition> conditions;
  for (const std::string& text : lasting.where) conditions.push_back(analyze::parse_condition(text));
  const analyze::Filter slice(context.view, conditions);
  const analyze::Selection all = context.view.select(context.filter, since);
  Evidence evidence;
  stats::Share tickets, rest;
  for (const analyze::Row row : all.rows) {
    const bool inside = slice.empty() || slice.passes(row);
    tickets += stats::Share{inside ? 1 : 0, 1};
    const analyze::Outcome outcome = analyze::outcome_of(context.view, row);
    if (outcome == analyze::Outcome::uncounted) continue;
    (inside ? evidence.seen : rest) += stats::Share{outcome == analyze::Outcome::negative ? 1 : 0, 1};
  }
  switch (lasting.figure) {
    case Lasting::Figure::nrr:
      evidence.enough = evidence.seen.base >= enough;
      evidence.figure = evidence.seen.rate().value_or(0);
      break;
    case Lasting::Figure::excess_ratio:
      evidence.enough = evidence.seen.base >= enough && rest.base >= enough;
      evidence.figure = rest.part > 0            ? evidence.seen.rate().value_or(0) / *rest.rate()
                        : evidence.seen.part > 0 ? std::numeric_limits<double>::infinity()
                                                 : 1;
      break;
    case Lasting::Figure::ticket_share:
      evidence.seen = tickets;
      evidence.enough = tickets.base >= enough;
      evidence.figure = tickets.rate().value_or(0);
      break;
  }
  return evidence;
}

/// A ticket's name as eight digits that don't tell it (FNV-1a, 64 bits).
std::string mark_of(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return fmt::format("{:08x}", static_cast<std::uint32_t>(hash ^ (hash >> 32U)));
}

/// The smallest marks of the period's rated tickets: the same few whichever other tickets the files hold.
std::string marks_of(const Context& context) {
  constexpr std::size_t enough_marks = 8;
  const TicketNames names(context.view.store());
  std::vector<std::string> marks;
  for (const analyze::Row row : context.now.rows)
    if (row.answered()) marks.push_back(mark_of(names[row.ticket]));
  std::ranges::sort(marks);
  if (marks.size() > enough_marks) marks.resize(enough_marks);
  return join(marks, " ");
}

}  // namespace

std::span<const std::string_view> Ledger::columns() {
  static constexpr std::array<std::string_view, 16> all = {
      "period", "first_day", "last_day", "selection", "family", "key",       "claim",     "where",
      "figure", "level",     "side",     "fate",      "judged", "seen_part", "seen_base", "marks"};
  return all;
}

Ledger::Ledger(std::span<const std::vector<std::string>> records, std::span<const std::uint64_t> lines,
               const std::string& file) {
  bool header = true;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::vector<std::string>& cells = records[i];
    if (std::ranges::all_of(cells, [](const std::string& cell) { return trim(cell).empty(); })) continue;
    const Place place{file, i < lines.size() ? lines[i] : 0, 0, {}};
    if (header) {
      header = false;
      const auto same = [](const std::string& cell, std::string_view name) { return fold(cell) == name; };
      if (cells.size() < columns_without_marks ||
          !std::equal(columns().begin(), columns().begin() + columns_without_marks, cells.begin(),
                      [&](std::string_view name, const std::string& cell) { return same(cell, name); }))
        throw Error(ErrorKind::input, "this is no history that dsat wrote",
                    "Its first line should be " + std::string(columns()[0]) + "," + std::string(columns()[1]) +
                        ",…; name another file for --history.",
                    place);
      continue;
    }
    if (cells.size() < columns_without_marks)
      throw Error(ErrorKind::input, "this line of the history is damaged: it ends too soon",
                  "The history is read before anything is written; put the line right, or name another file.", place);
    Reading reading(cells, place);
    LedgerRow row;
    row.label = reading.text();
    row.period.begin = reading.day();
    row.period.end = reading.day() + 1;
    row.selection = reading.text();
    row.claim.family = reading.one_of(analyze::families, [](Family family) { return analyze::name_of(family); });
    row.claim.key = reading.text();
    row.claim.text = reading.text();
    Lasting lasting;
    lasting.where = parted(reading.text());
    if (reading.empty_next()) {
      for (int skipped = 0; skipped < 3; ++skipped) reading.skip();
    } else {
      lasting.figure = reading.one_of(figures, [](Lasting::Figure figure) { return name_of(figure); });
      lasting.level = reading.number(parse_number).value_or(0);
      lasting.above = reading.one_of(std::array{true, false},
                                     [](bool above) { return std::string_view(above ? "above" : "below"); });
      row.claim.lasting = std::move(lasting);
    }
    row.fate = reading.one_of(fates, [](Fate fate) { return name_of(fate); });
    row.judged_in = reading.text();
    row.seen.part = reading.number(parse_integer).value_or(0);
    row.seen.base = reading.number(parse_integer).value_or(0);
    row.marks = reading.text();
    if (row.claim.key.empty())
      throw Error(ErrorKind::input, "this line of the history is damaged: it names no finding",
                  "The history is read before anything is written; put the line right, or name another file.", place);
    rows_.push_back(std::move(row));
  }
}

std::vector<std::vector<std::string>> Ledger::records() const {
  std::vector<std::vector<std::string>> records;
  records.emplace_back(columns().begin(), columns().end());
  for (const LedgerRow& row : rows_) {
    const auto& lasting = row.claim.lasting;
    const bool judged = row.fate != Fate::open;
    records.push_back(
        {row.label, iso_date(row.period.begin), iso_date(row.period.end - 1), with_csv_guards(row.selection, breaks),
         std::string(analyze::name_of(row.claim.family)), with_csv_guards(row.claim.key, breaks),
         with_csv_guards(row.claim.text, breaks), lasting ? with_csv_guards(joined(lasting->where), breaks) : "",
         lasting ? std::string(name_of(lasting->figure)) : "", lasting ? shortest(lasting->level) : "",
         lasting ? (lasting->above ? "above" : "below") : "", std::string(name_of(row.fate)), row.judged_in,
         judged ? std::to_string(row.seen.part) : "", judged ? std::to_string(row.seen.base) : "", row.marks});
  }
  return records;
}

void Ledger::require_same_data(const Context& context, const std::string& file) const {
  std::unordered_set<std::string> known;  // marks of all tickets, made when first needed
  const auto days = context.view.days_with_data();
  for (const LedgerRow& row : rows_) {
    if (row.marks.empty() || days.empty() || row.period.begin < days.front() || row.period.begin > days.back())
      continue;
    if (known.empty()) {
      const TicketNames names(context.view.store());
      for (std::uint32_t ticket = 0; ticket < context.view.store().tickets; ++ticket)
        known.insert(mark_of(names[ticket]));
    }
    std::size_t marked = 0, found = 0;
    for (const std::string_view mark : split(row.marks, ' ')) {
      ++marked;
      found += known.contains(std::string(mark)) ? 1 : 0;
    }
    if (2 * found < marked)
      throw Error(ErrorKind::input,
                  "this history was written about other data: of the tickets marked in " + row.label +
                      " these files hold " + std::to_string(found) + " of " + std::to_string(marked),
                  "Name a file of its own for each data set (--history FILE); this one stays as it is.",
                  {file, 0, 0, {}});
  }
}

std::vector<PastClaim> Ledger::before(const Context& context, const std::string& selection) const {
  std::vector<PastClaim> past;
  for (const LedgerRow& row : rows_)
    if (row.selection == selection && context.period && row.period.end <= context.period->begin)
      past.push_back({row.claim, row.period});
  std::ranges::stable_sort(past, {}, [](const PastClaim& claim) { return claim.period.begin; });
  return past;
}

void Ledger::judge(const Context& context, const std::string& selection) {
  if (!context.period || context.partial) return;
  for (LedgerRow& row : rows_) {
    if (row.fate != Fate::open || !row.claim.lasting || row.selection != selection) continue;
    if (row.period.end > context.period->begin) continue;
    const Lasting& lasting = *row.claim.lasting;
    const Evidence found = evidence(context, lasting, {row.period.end, context.period->end});
    if (!found.enough) continue;
    row.fate = (found.figure > lasting.level) == lasting.above ? Fate::lasted : Fate::faded;
    row.judged_in = context.label;
    row.seen = found.seen;
  }
}

void Ledger::add(const Context& context, const std::string& selection, std::span<const Claim> claims) {
  if (!context.period || claims.empty()) return;
  const std::string marks = marks_of(context);
  for (const Claim& claim : claims) {
    const bool known = std::ranges::any_of(rows_, [&](const LedgerRow& row) {
      return row.period == *context.period && row.selection == selection && row.claim.key == claim.key;
    });
    if (!known) rows_.push_back({*context.period, context.label, selection, claim, Fate::open, {}, {}, marks});
  }
}

std::optional<document::Section> Ledger::section(const std::string& label, const std::string& selection) const {
  using namespace document;
  std::vector<const LedgerRow*> judged;
  std::int64_t open = 0;
  for (const LedgerRow& row : rows_) {
    if (row.selection != selection || row.label == label) continue;
    if (row.fate != Fate::open) judged.push_back(&row);
    if (row.fate == Fate::open && row.claim.lasting) ++open;
  }
  if (judged.empty() && open == 0) return std::nullopt;
  std::ranges::stable_sort(judged, {}, [](const LedgerRow* row) { return row->period.begin; });
  if (judged.size() > remembered) judged.erase(judged.begin(), judged.end() - remembered);

  document::Section section{"history", "What earlier reports said", {}};
  const auto lasted = std::ranges::count(judged, Fate::lasted, &LedgerRow::fate);
  std::string words;
  if (!judged.empty())
    words = judged.size() == 1 ? (lasted == 1 ? "The one finding that can be judged held up."
                                              : "The one finding that can be judged did not hold up.")
                               : fmt::format("{} of the last {} findings held up.", lasted, judged.size());
  if (open > 0)
    words += fmt::format("{}{} for {} more ratings to be judged by.", words.empty() ? "" : " ",
                         counted(open, "finding") + (open == 1 ? " waits" : " wait"), enough);
  section.blocks.emplace_back(Paragraph{std::move(words), false});
  if (judged.empty()) return section;
  Table table;
  table.key = "history";
  table.columns = {{"period", "said in", Audience::everybody, false, false},
                   {"family", "family", Audience::machines, false, false},
                   {"key", "key", Audience::machines, false, false},
                   {"claim", "finding", Audience::everybody, false, true},
                   {"fate", "since then", Audience::everybody, false, false},
                   {"part", "of those", Audience::everybody, true, false},
                   {"base", "ratings", Audience::everybody, true, false},
                   {"judged", "judged in", Audience::everybody, false, false}};
  for (auto row = judged.rbegin(); row != judged.rend(); ++row)
    table.rows.push_back({text((*row)->label), text(std::string(analyze::name_of((*row)->claim.family))),
                          text((*row)->claim.key), text((*row)->claim.text),
                          text((*row)->fate == Fate::lasted ? "held up" : "did not hold up"), count((*row)->seen.part),
                          count((*row)->seen.base), text((*row)->judged_in)});
  section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace dsat::report
