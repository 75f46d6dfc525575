#include "dsat/report/ratings.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <optional>

#include "dsat/analyze/challenge.hpp"
#include "dsat/analyze/queue.hpp"
#include "dsat/analyze/review.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "dsat/data/taxonomy.hpp"
#include "report/wording.hpp"

namespace dsat::report {
namespace {

using namespace document;
using analyze::Row;

Cell words_or_missing(std::string words) {
  return words.empty() ? Cell() : text(std::move(words));
}

Cell instant(const RatingSource& source, Moment moment) {
  return moment ? Cell(Instant{moment, local_time(source.view.zone(), moment)}) : Cell();
}

template <Field field>
Cell name(const RatingSource& source, Row row) {
  const NameColumn& column = source.view.store().name_column(field);
  return column.empty() ? Cell() : words_or_missing(std::string(column.name(row.ticket)));
}

template <Field field>
Cell moment(const RatingSource& source, Row row) {
  const auto column = source.view.store().moment_column(field);
  return column.empty() ? Cell() : instant(source, column[row.ticket]);
}

template <NameColumn Ratings::*column>
Cell of_rating(const RatingSource& source, Row row) {
  const NameColumn& names = source.view.store().ratings.*column;
  return names.empty() ? Cell() : words_or_missing(std::string(names.name(row.rating)));
}

Cell tags(const RatingSource& source, Row row) {
  const NameSetColumn& column = source.view.store().tags;
  if (column.empty()) return {};
  std::vector<std::string> list;
  for (const Code code : column.set(row.ticket)) list.push_back(column.names[code]);
  return words_or_missing(join(list, ";"));
}

Cell comment(const RatingSource& source, Row row) {
  const TextColumn& comments = source.view.store().ratings.comment;
  if (comments.empty() || comments[row.rating].empty()) return {};
  return text(source.words ? source.words(comments[row.rating]) : std::string(comments[row.rating]));
}

Cell requester(const RatingSource& source, Row row) {
  const NameColumn& column = source.view.store().name_column(Field::requester_id);
  if (column.empty()) return {};
  return words_or_missing(source.words ? source.words(column.name(row.ticket)) : std::string(column.name(row.ticket)));
}

Cell waiting(const RatingSource& source, Row row) {
  const Annotation* said = source.view.annotations().find(row.rating);
  const bool done = analyze::is_reviewed(said) && said->followed_up_at;
  const bool negative = source.view.store().ratings.sentiment[row.rating] == Sentiment::negative;
  return negative && !done ? minutes(analyze::waiting_minutes(source.view, row)) : Cell();
}

/// A column of the worksheet's.
template <auto member>
Cell said(const RatingSource& source, Row row) {
  const Annotation* annotation = source.view.annotations().find(row.rating);
  if (annotation == nullptr) return {};
  const auto& value = annotation->*member;
  if constexpr (std::is_same_v<decltype(value), const Moment&>) {
    return instant(source, value);
  } else if constexpr (std::is_same_v<decltype(value), const std::string&>) {
    return words_or_missing(value);
  } else {
    return words_or_missing(std::string(name_of(value)));
  }
}

constexpr std::string_view last_standard_column = "waiting", column_prefix = "column:";

template <Field field>
Cell prose(const RatingSource& source, Row row) {
  const auto found = source.view.store().prose.find(field);
  if (found == source.view.store().prose.end() || found->second.empty()) return {};
  const std::string_view words = found->second[row.ticket];
  return words_or_missing(source.words ? source.words(words) : std::string(words));
}

/// A cell's place in an order: missing ones after all others.
std::partial_ordering compare(const Cell& a, const Cell& b) {
  if (a.content.index() != b.content.index()) {
    const bool a_missing = std::holds_alternative<Missing>(a.content);
    return a_missing ? std::partial_ordering::greater : std::partial_ordering::less;
  }
  if (const auto* words = std::get_if<Text>(&a.content))
    return fold(words->text) <=> fold(std::get<Text>(b.content).text);
  if (const auto* when = std::get_if<Instant>(&a.content)) return when->moment <=> std::get<Instant>(b.content).moment;
  if (const auto* number = std::get_if<Count>(&a.content)) return number->value <=> std::get<Count>(b.content).value;
  if (const auto* time = std::get_if<Duration>(&a.content))
    return time->minutes <=> std::get<Duration>(b.content).minutes;
  return std::partial_ordering::equivalent;
}

}  // namespace

std::span<const RatingColumn> rating_columns() {
  static const std::array all = {
      RatingColumn{"ticket_id", "ticket",
                   [](const RatingSource& s, Row r) { return words_or_missing(s.names[r.ticket]); }},
      RatingColumn{"rated_at", "rated",
                   [](const RatingSource& s, Row r) {
                     const auto& times = s.view.store().ratings.rated_at;
                     return times.empty() ? Cell() : instant(s, times[r.rating]);
                   },
                   false, false, true},
      RatingColumn{"agent", "agent",
                   [](const RatingSource& s, Row r) { return words_or_missing(analyze::agent_name(s.view, r)); }},
      RatingColumn{"team", "team", name<Field::team>},
      RatingColumn{"channel", "channel", name<Field::channel>},
      RatingColumn{"tags", "tags", tags},
      RatingColumn{"rating", "rating", of_rating<&Ratings::label>},
      RatingColumn{"sentiment", "sentiment",
                   [](const RatingSource& s, Row r) {
                     return text(std::string(name_of(s.view.store().ratings.sentiment[r.rating])));
                   }},
      RatingColumn{"reason", "reason", of_rating<&Ratings::reason>, false, true},
      RatingColumn{"comment", "comment", comment, false, true},
      RatingColumn{"fault", "fault", said<&Annotation::fault>},
      RatingColumn{"challenge", "challenge", said<&Annotation::challenge>},
      RatingColumn{"waiting", "waiting", waiting, true, false, true},
      RatingColumn{"error_source", "error source", said<&Annotation::error_source>},
      RatingColumn{"root_cause", "root cause", said<&Annotation::root_cause>},
      RatingColumn{"action", "action", said<&Annotation::action>},
      RatingColumn{"action_date", "action date", said<&Annotation::action_date>, false, false, true},
      RatingColumn{"prompted_by", "prompted by", said<&Annotation::prompted_by>},
      RatingColumn{"result", "result", said<&Annotation::result>},
      RatingColumn{"department", "department", said<&Annotation::department>},
      RatingColumn{"reviewer", "reviewer", said<&Annotation::reviewer>},
      RatingColumn{"reviewed_at", "reviewed", said<&Annotation::reviewed_at>, false, false, true},
      RatingColumn{"followed_up_at", "followed up", said<&Annotation::followed_up_at>, false, false, true},
      RatingColumn{"challenge_by", "challenged by", said<&Annotation::challenge_by>},
      RatingColumn{"challenge_reason", "challenged because", said<&Annotation::challenge_reason>},
      RatingColumn{"decided_by", "decided by", said<&Annotation::decided_by>},
      RatingColumn{"decided_at", "decided", said<&Annotation::decided_at>, false, false, true},
      RatingColumn{"subject", "subject", prose<Field::subject>, false, true},
      RatingColumn{"reply", "reply", prose<Field::reply>, false, true},
      RatingColumn{"url", "page",
                   [](const RatingSource& s, Row r) {
                     return s.address ? words_or_missing(s.address(s.names[r.ticket])) : Cell();
                   }},
      RatingColumn{"created_at", "created", moment<Field::created_at>, false, false, true},
      RatingColumn{"solved_at", "solved", moment<Field::solved_at>, false, false, true},
      RatingColumn{"priority", "priority", name<Field::priority>},
      RatingColumn{"type", "type", name<Field::type>},
      RatingColumn{"status", "status", name<Field::status>},
      RatingColumn{"brand", "brand", name<Field::brand>},
      RatingColumn{"organization", "organization", name<Field::organization>},
      RatingColumn{"language", "language", name<Field::language>},
      RatingColumn{"product", "product", name<Field::product>},
      RatingColumn{"template", "template", name<Field::template_name>},
      RatingColumn{"requester_id", "requester", requester},
      RatingColumn{"source_file", "file",
                   [](const RatingSource& s, Row r) {
                     const NameColumn& files = s.view.store().source_file;
                     return files.empty() ? Cell() : words_or_missing(std::string(files.name(r.ticket)));
                   }},
      RatingColumn{"source_line", "line",
                   [](const RatingSource& s, Row r) {
                     const auto& lines = s.view.store().source_line;
                     return lines.empty() ? Cell() : count(lines[r.ticket]);
                   },
                   true},
  };
  return all;
}

/// Any other column of the export, as the loader kept it.
RatingColumn other_column(std::string_view key) {
  const std::string name(key.substr(column_prefix.size()));
  return {key, key.substr(column_prefix.size()), [name](const RatingSource& source, Row row) {
            const auto found = source.view.store().columns.find(name);
            if (found == source.view.store().columns.end())
              throw Error(ErrorKind::usage, "no file has a column \"" + name + "\"",
                          "`dsat inspect FILE` lists the columns of each file.");
            const std::string words(found->second.name(row.ticket));
            return words_or_missing(source.words ? source.words(words) : words);
          }};
}

RatingColumn require_rating_column(std::string_view key) {
  if (key.starts_with(column_prefix)) return other_column(key);
  std::string plain = fold(key);
  std::ranges::replace(plain, '-', '_');
  if (plain == "tag") plain = "tags";
  const auto found = std::ranges::find(rating_columns(), plain, &RatingColumn::key);
  if (found != rating_columns().end()) return *found;
  std::vector<std::string> known;
  for (const RatingColumn& column : rating_columns()) known.emplace_back(column.key);
  const auto near = nearest(plain, known);
  throw Error(ErrorKind::usage, "a list of ratings has no column \"" + std::string(key) + "\"",
              (near ? "Did you mean \"" + *near + "\"? " : std::string()) + "It has " + join(known, ", ") + ".");
}

void sort_ratings(const RatingSource& source, std::vector<Row>& rows, const RatingColumn& by) {
  analyze::sort_by_waiting(source.view, rows);
  std::vector<std::pair<Cell, Row>> keyed;
  for (const Row row : rows) keyed.emplace_back(by.cell(source, row), row);
  std::ranges::stable_sort(keyed, [&by](const auto& a, const auto& b) {
    const bool any_missing =
        std::holds_alternative<Missing>(a.first.content) || std::holds_alternative<Missing>(b.first.content);
    return by.descending && !any_missing ? compare(b.first, a.first) < 0 : compare(a.first, b.first) < 0;
  });
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = keyed[i].second;
}

Table rating_table(const RatingSource& source, std::span<const Row> rows, std::span<const std::string> keys) {
  std::vector<RatingColumn> columns;
  for (const std::string& key : keys) columns.push_back(require_rating_column(key));
  if (columns.empty())
    for (const RatingColumn& column : rating_columns()) {
      columns.push_back(column);
      if (column.key == last_standard_column) break;
    }
  Table table;
  for (const RatingColumn& column : columns)
    table.columns.push_back({std::string(column.key), std::string(column.title), Audience::everybody, column.numeric,
                             column.whole, column.whole, keys.empty() && column.key == "team",
                             column.key == "ticket_id"});
  for (const Row row : rows) {
    std::vector<Cell> cells;
    for (const RatingColumn& column : columns) cells.push_back(column.cell(source, row));
    table.rows.push_back(std::move(cells));
  }
  if (!keys.empty() || rows.empty()) return table;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto all = [&](auto holds) {
      return std::ranges::all_of(table.rows, [&](const auto& row) { return holds(row[i]); });
    };
    // What is the same in every row the title says already.
    const bool may_repeat = columns[i].key == "rating" || columns[i].key == "sentiment" || columns[i].key == "team";
    if (all([](const Cell& cell) { return std::holds_alternative<Missing>(cell.content); }) ||
        (may_repeat && all([&](const Cell& cell) { return compare(cell, table.rows.front()[i]) == 0; })))
      table.columns[i].audience = Audience::machines;
  }
  return table;
}

}  // namespace dsat::report
