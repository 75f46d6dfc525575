#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/data/ticket_name.hpp"
#include "report/behind.hpp"
#include "report/sections/groups.hpp"
#include "report/sections/sections.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::Row;

/// Who gave several negatives over the last periods.
struct Detractor {
  Code code = 0;
  std::string name;
  std::int64_t negative_now = 0;
  stats::Share share;
  std::vector<Row> negatives;
};

constexpr std::int64_t several = 2;

template <class CodeOf>
std::vector<Detractor> detractors(const Context& context, CodeOf code_of) {
  std::map<Code, Detractor> found;
  for (const Row row : context.recent.rows) {
    const analyze::Outcome outcome = analyze::outcome_of(context.view, row);
    const Code code = code_of(row);
    if (outcome == analyze::Outcome::uncounted || code == 0) continue;
    Detractor& one = found[code];
    one.code = code;
    const bool negative = outcome == analyze::Outcome::negative;
    one.share += stats::Share{negative ? 1 : 0, 1};
    if (negative) one.negatives.push_back(row);
  }
  for (const Row row : context.now.rows)
    if (const auto one = found.find(code_of(row));
        one != found.end() && analyze::outcome_of(context.view, row) == analyze::Outcome::negative)
      ++one->second.negative_now;
  std::vector<Detractor> list;
  for (auto& [code, one] : found)
    if (one.share.part >= several) list.push_back(std::move(one));
  std::ranges::stable_sort(list, std::greater<>(),
                           [](const Detractor& one) { return std::pair(one.share.part, one.negative_now); });
  return list;
}

Table detractor_table(const Context& context, std::string key, const std::string& one, const std::string& title,
                      const std::vector<Detractor>& list) {
  const TicketNames names(context.view.store());
  constexpr std::size_t most_tickets = 5;
  Table table;
  table.key = std::move(key);
  table.title = title;
  table.columns = {{one, one, Audience::everybody, false, true},
                   {"negative", "negative", Audience::everybody},
                   {"rated", "rated", Audience::everybody},
                   {"nrr", "NRR", Audience::everybody},
                   {"negative_now", heading_now(context), Audience::everybody},
                   {.key = "tickets", .title = "look at", .numeric = false, .tickets = true}};
  for (const Detractor& detractor : list) {
    std::vector<std::string> tickets;
    for (std::size_t i = detractor.negatives.size(); i-- > 0 && tickets.size() < most_tickets;)
      tickets.push_back("#" + names[detractor.negatives[i].ticket]);
    Cell negatives = count(detractor.share.part);
    negatives.behind = behind(context, detractor.negatives, context.drill({"reviews", {}, context.recent_range}));
    table.rows.push_back(
        {text(detractor.name), std::move(negatives), count(detractor.share.base),
         Cell(Share{*detractor.share.rate()}, Tone::plain, detractor.share.base < context.min_ratings()),
         count(detractor.negative_now), text(join(tickets, " "))});
  }
  table.top = context.top;
  return table;
}

/// `3 customers gave 14 of the 60 negatives over the 12 weeks up to 2026-W46`.
std::string sentence(const Context& context, const std::vector<Detractor>& list, const std::string& one,
                     const std::string& many) {
  if (list.empty()) return {};
  std::int64_t given = 0, all = 0;
  for (const Detractor& detractor : list) given += detractor.share.part;
  for (const Row row : context.recent.rows)
    all += analyze::outcome_of(context.view, row) == analyze::Outcome::negative ? 1 : 0;
  return fmt::format("{} gave more than one negative over {}: {} of {} in all.",
                     counted(static_cast<std::int64_t>(list.size()), one, many),
                     context.period ? context.recent_label : "all data", grouped(given), grouped(all));
}

}  // namespace

std::optional<document::Section> write_customers(const Context& context) {
  const Store& store = context.view.store();
  const analyze::Customers& customers = context.clusters().customers();
  const NameColumn& requesters = store.name_column(Field::requester_id);
  const NameColumn& organizations = store.name_column(Field::organization);
  std::vector<Detractor> people, firms;
  if (!requesters.empty()) people = detractors(context, [&](Row row) { return customers.of(row.ticket); });
  if (!organizations.empty()) firms = detractors(context, [&](Row row) { return organizations.codes[row.ticket]; });
  if (people.empty() && firms.empty()) return std::nullopt;
  for (Detractor& one : people) one.name = context.words(requesters.names[one.code]);
  for (Detractor& one : firms) one.name = context.words(organizations.names[one.code]);

  document::Section section{"customers", "Customers with several negatives", {}};
  std::vector<std::string> sentences;
  for (std::string words :
       {sentence(context, people, "customer", "customers"), sentence(context, firms, "organisation", "organisations")})
    if (!words.empty()) sentences.push_back(std::move(words));
  section.blocks.emplace_back(Paragraph{join(sentences, " "), false});
  if (!people.empty()) {
    Table table = detractor_table(context, "customers", "customer", "Customers", people);
    std::vector<std::string> anybody;
    for (const Code code : customers.anybody()) anybody.push_back("\"" + context.words(requesters.names[code]) + "\"");
    if (!anybody.empty())
      table.note =
          fmt::format("{} may be anybody, having over 5 % of all ratings or a shared address, and {} left out.",
                      join(anybody, ", "), anybody.size() == 1 ? "is" : "are");
    section.blocks.emplace_back(std::move(table));
  }
  if (!firms.empty())
    section.blocks.emplace_back(detractor_table(context, "organizations", "organization", "Organisations", firms));
  return section;
}

}  // namespace dsat::report
