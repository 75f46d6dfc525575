#include "app/commands/table.hpp"

#include <algorithm>
#include <limits>

#include "dsat/base/text.hpp"
#include "dsat/report/tables.hpp"

namespace dsat::app {

std::vector<const analyze::Measure*> chosen_measures(const Settings& settings) {
  std::vector<const analyze::Measure*> chosen;
  for (const std::string& key : settings.measures) chosen.push_back(&analyze::require_measure(key));
  if (chosen.empty())
    for (const std::string_view key : analyze::standard_columns()) chosen.push_back(&analyze::require_measure(key));
  return chosen;
}

bool shows(const std::vector<const analyze::Measure*>& measures, std::string_view key) {
  return std::ranges::find(measures, key, &analyze::Measure::key) != measures.end();
}

bool any_needs_rows(const std::vector<const analyze::Measure*>& measures) {
  return std::ranges::any_of(measures, &analyze::Measure::needs_rows);
}

std::vector<analyze::Grouping> chosen_groupings(const Session& session) {
  std::vector<analyze::Grouping> by;
  for (const std::string& key : session.settings().by) by.push_back(analyze::grouping_named(session.view(), key));
  return by;
}

std::string name_of_code(const analyze::Grouping& grouping, Code code) {
  return report::group_name(grouping.names()[code]);
}

std::vector<Code> natural_place(const std::vector<analyze::Grouping>& by, std::span<const Code> key) {
  std::vector<Code> place;
  for (std::size_t d = 0; d < by.size() && by[d].natural_order; ++d)
    place.push_back(key[d] == 0 ? std::numeric_limits<Code>::max() : key[d]);
  return place;
}

void sort_groups(const analyze::View& view, std::vector<analyze::Group>& groups,
                 const std::vector<analyze::Grouping>& by, const analyze::Measure* asked) {
  const analyze::Measure& measure = asked != nullptr ? *asked : analyze::require_measure("negative");
  struct Keyed {
    std::vector<Code> natural;
    double value;
    std::vector<std::string> name;
    std::size_t place;
  };
  std::vector<Keyed> order;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    Keyed keyed{asked != nullptr ? std::vector<Code>() : natural_place(by, groups[i].key),
                measure.compute({view, groups[i].tally, groups[i].cohort})
                    .number.value_or(-std::numeric_limits<double>::infinity()),
                {},
                i};
    for (std::size_t d = 0; d < by.size(); ++d) keyed.name.push_back(name_of_code(by[d], groups[i].key[d]));
    order.push_back(std::move(keyed));
  }
  std::ranges::stable_sort(order, [](const Keyed& a, const Keyed& b) {
    if (a.natural != b.natural) return a.natural < b.natural;
    return a.value != b.value ? a.value > b.value : a.name < b.name;
  });
  std::vector<analyze::Group> sorted;
  for (const Keyed& keyed : order) sorted.push_back(std::move(groups[keyed.place]));
  groups = std::move(sorted);
}

std::string conditions_in_words(const Settings& settings, std::string_view separator) {
  std::vector<std::string> texts;
  for (const analyze::Condition& condition : settings.where) texts.push_back(condition.text);
  return join(texts, separator);
}

void add_input(document::Document& document, const Session& session) {
  if (!session.settings().title.empty()) document.title = session.settings().title;
  for (const FileFacts& file : session.provenance().files)
    document.input.push_back(
        {file.path, file.profile, file.rows_read, file.kept, file.merged, file.left_out, file.rejected});
  document.as_of = session.view().as_of();
  document.ticket_url = session.settings().ticket_url;
  // An explicit --top limits pages, too.
  constexpr std::size_t most_on_page = 1'000;
  if (!session.settings().top) document.page_rows = most_on_page;
  if (!session.provenance().no_rating_reason.empty()) document.notes.push_back(session.provenance().no_rating_reason);
  for (const auto& [path, why] : session.provenance().skipped_files)
    document.notes.push_back("Left out " + path + ": " + why + ".");
}

document::Document table_document(const Session& session, const std::string& schema, const std::string& title) {
  document::Document document;
  document.schema = schema;
  document.shape = document::Document::Shape::table;
  document.title = title;
  add_input(document, session);
  if (!session.unread().empty()) document.notes.push_back(session.unread());
  return document;
}

}  // namespace dsat::app
