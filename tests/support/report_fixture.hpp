#pragma once
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dsat/document/document.hpp"
#include "dsat/report/context.hpp"
#include "support/store_builder.hpp"

/// Reports on stores by hand.
namespace dsat::test {

/// Tickets of one kind, solved and rated on one day.
struct Batch {
  Day day = 0;
  int negative = 0, neutral = 0, positive = 0, unrated = 0;
  std::map<Field, std::string> names = {};
  std::vector<std::string> tags = {};
};

inline void add(std::vector<TestTicket>& to, const Batch& batch) {
  const auto ticket = [&](std::optional<Sentiment> sentiment) {
    TestTicket made;
    made.names = batch.names;
    made.tags = batch.tags;
    made.created = made.solved = Moment::date(batch.day);
    if (sentiment) made.ratings.push_back({*sentiment, Moment::date(batch.day)});
    to.push_back(std::move(made));
  };
  for (int i = 0; i < batch.negative; ++i) ticket(Sentiment::negative);
  for (int i = 0; i < batch.neutral; ++i) ticket(Sentiment::neutral);
  for (int i = 0; i < batch.positive; ++i) ticket(Sentiment::positive);
  for (int i = 0; i < batch.unrated; ++i) ticket(std::nullopt);
}

/// Monday of 2026-W46.
inline const Day this_monday = day_of({2026, 11, 9});

/// One batch per week on its Sunday, the last one in 2026-W46.
inline std::vector<TestTicket> weeks(std::vector<Batch> batches) {
  std::vector<TestTicket> tickets;
  const int count = static_cast<int>(batches.size());
  for (int i = 0; i < count; ++i) {
    batches[static_cast<std::size_t>(i)].day = this_monday + 6 - 7 * (count - 1 - i);
    add(tickets, batches[static_cast<std::size_t>(i)]);
  }
  return tickets;
}

/// A store with all that a report needs around it.
struct ReportFixture {
  explicit ReportFixture(std::vector<TestTicket> tickets, analyze::Counting counting_ = {},
                         Scale scale = *scale_named("sentiment"))
      : store(make_store(tickets, std::move(scale))), counting(std::move(counting_)) {}

  Store store;
  Annotations annotations;
  Provenance provenance;
  report::Extras extras;
  analyze::Counting counting;
  analyze::Filter filter;
  std::optional<analyze::View> view;

  /// Of the period asked for; without one, of the last complete week.
  report::Context context(const std::string& period = {}, Unit unit = Unit::week) {
    view.emplace(store, annotations, counting);
    const auto asked = period.empty() ? std::nullopt : parse_period(period, this_monday + 7);
    return report::make_context(*view, filter, provenance, extras, unit, asked, period == "all");
  }
};

/// The first paragraph of a section.
inline std::string opening(const std::optional<document::Section>& section) {
  return section ? std::get<document::Paragraph>(section->blocks.front()).text : "(nothing)";
}

/// The words behind a label in the section's facts; empty if there are none.
inline std::string fact(const std::optional<document::Section>& section, const std::string& label) {
  if (!section) return {};
  for (const document::Block& block : section->blocks)
    if (const auto* facts = std::get_if<document::Facts>(&block))
      for (const auto& [name, words] : facts->items)
        if (name == label) return words;
  return {};
}

inline const document::Table* table(const std::optional<document::Section>& section, const std::string& key) {
  if (!section) return nullptr;
  for (const document::Block& block : section->blocks)
    if (const auto* found = std::get_if<document::Table>(&block); found && found->key == key) return found;
  return nullptr;
}

/// Points into the section, which must live longer.
const document::Table* table(std::optional<document::Section>&& section, const std::string& key) = delete;

/// The cell of a row (by the words of its first cell) and a column (by key); a missing one if there is none.
inline document::Cell cell(const document::Table* table, const std::string& row, const std::string& column) {
  if (table == nullptr) return {};
  for (const auto& cells : table->rows) {
    const auto* name = std::get_if<document::Text>(&cells.front().content);
    if (name == nullptr || name->text != row) continue;
    for (std::size_t i = 0; i < table->columns.size(); ++i)
      if (table->columns[i].key == column) return cells[i];
  }
  return {};
}

}  // namespace dsat::test
