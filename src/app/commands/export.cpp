#include <array>
#include <cmath>
#include <functional>

#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/output.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

/// One column of the export and its cell in a row (empty: not known).
struct ExportColumn {
  std::string_view key;
  bool words;
  std::string (*cell)(const analyze::View&, analyze::Row);
};

template <Field field>
std::string name(const analyze::View& view, analyze::Row row) {
  const NameColumn& column = view.store().name_column(field);
  return column.empty() ? std::string() : std::string(column.name(row.ticket));
}

template <Field field>
std::string moment(const analyze::View& view, analyze::Row row) {
  const auto column = view.store().moment_column(field);
  return column.empty() ? std::string() : iso_moment(column[row.ticket]);
}

template <Field field>
std::string minutes(const analyze::View& view, analyze::Row row) {
  const auto column = view.store().seconds_column(field);
  if (column.empty() || column[row.ticket] == no_number) return {};
  return shortest(std::round(column[row.ticket] / 60.0 * 100) / 100);
}

template <Field field>
std::string number(const analyze::View& view, analyze::Row row) {
  const auto column = view.store().count_column(field);
  return column.empty() || column[row.ticket] == no_number ? std::string() : std::to_string(column[row.ticket]);
}

/// A cell of the answer; nothing where there is none.
template <std::string (*of)(const Ratings&, std::uint32_t)>
std::string answer(const analyze::View& view, analyze::Row row) {
  return row.answered() ? of(view.store().ratings, row.rating) : std::string();
}

std::string label(const Ratings& ratings, std::uint32_t rating) {
  return ratings.label.empty() ? std::string() : std::string(ratings.label.name(rating));
}

const std::array columns = {
    ExportColumn{"ticket_id", true,
                 [](const analyze::View& v, analyze::Row r) {
                   return v.store().ticket_id.empty() ? std::string() : v.store().ticket_id[r.ticket];
                 }},
    ExportColumn{"created_at", false, moment<Field::created_at>},
    ExportColumn{"solved_at", false, moment<Field::solved_at>},
    ExportColumn{"rated_at", false, answer<[](const Ratings& ratings, std::uint32_t r) {
                   return ratings.rated_at.empty() ? std::string() : iso_moment(ratings.rated_at[r]);
                 }>},
    ExportColumn{"rating", true, answer<label>},
    ExportColumn{"score", false,
                 [](const analyze::View& v, analyze::Row r) {
                   if (!r.answered() || v.store().ratings.level[r.rating] == 0) return std::string();
                   const Scale& scale = v.store().scales[v.store().ratings.scale[r.rating]];
                   return shortest(scale.score(v.store().ratings.level[r.rating]));
                 }},
    ExportColumn{"sentiment", false, answer<[](const Ratings& ratings, std::uint32_t r) {
                   const Sentiment sentiment = ratings.sentiment[r];
                   return sentiment == Sentiment::unreadable ? std::string() : std::string(name_of(sentiment));
                 }>},
    ExportColumn{"reason", true, answer<[](const Ratings& ratings, std::uint32_t r) {
                   return ratings.reason.empty() ? std::string() : std::string(ratings.reason.name(r));
                 }>},
    ExportColumn{"comment", true, answer<[](const Ratings& ratings, std::uint32_t r) {
                   return ratings.comment.empty() ? std::string() : std::string(ratings.comment[r]);
                 }>},
    ExportColumn{"agent", true,
                 [](const analyze::View& v, analyze::Row r) {
                   const NameColumn& agents = v.store().name_column(Field::agent);
                   if (r.answered() && !v.store().ratings.agent.empty() && v.store().ratings.agent[r.rating] != 0)
                     return agents.names[v.store().ratings.agent[r.rating]];
                   return agents.empty() ? std::string() : std::string(agents.name(r.ticket));
                 }},
    ExportColumn{"team", true, name<Field::team>},
    ExportColumn{"channel", true, name<Field::channel>},
    ExportColumn{"tags", true,
                 [](const analyze::View& v, analyze::Row r) {
                   std::string joined;
                   if (v.store().tags.empty()) return joined;
                   for (const Code code : v.store().tags.set(r.ticket))
                     joined += (joined.empty() ? "" : ";") + v.store().tags.names[code];
                   return joined;
                 }},
    ExportColumn{"priority", true, name<Field::priority>},
    ExportColumn{"type", true, name<Field::type>},
    ExportColumn{"status", true, name<Field::status>},
    ExportColumn{"brand", true, name<Field::brand>},
    ExportColumn{"organization", true, name<Field::organization>},
    ExportColumn{"language", true, name<Field::language>},
    ExportColumn{
        "survey_sent", false,
        [](const analyze::View& v, analyze::Row r) {
          if (v.store().surveyed.empty()) return std::string();
          const Surveyed state = v.store().surveyed[r.ticket];
          return std::string(state == Surveyed::yes || r.answered() ? "yes" : state == Surveyed::no ? "no" : "");
        }},
    ExportColumn{"first_reply_minutes", false, minutes<Field::first_reply>},
    ExportColumn{"resolution_minutes", false, minutes<Field::resolution>},
    ExportColumn{"replies", false, number<Field::replies>},
    ExportColumn{"reopens", false, number<Field::reopens>},
    ExportColumn{"source_file", true,
                 [](const analyze::View& v, analyze::Row r) {
                   return v.store().source_file.empty() ? std::string()
                                                        : std::string(v.store().source_file.name(r.ticket));
                 }},
    ExportColumn{"source_line", false,
                 [](const analyze::View& v, analyze::Row r) {
                   return v.store().source_line.empty() ? std::string()
                                                        : std::to_string(v.store().source_line[r.ticket]);
                 }},
    ExportColumn{"requester_id", true, name<Field::requester_id>},
};

bool is_number(std::string_view key) {
  return key == "score" || key == "first_reply_minutes" || key == "resolution_minutes" || key == "replies" ||
         key == "reopens" || key == "source_line";
}

/// Makes customers' words fit for passing round, when asked.
using Words = std::function<std::string(std::string_view)>;

std::string cell_of(const ExportColumn& column, const analyze::View& view, analyze::Row row, const Words& words) {
  std::string cell = column.cell(view, row);
  return column.key == "comment" || column.key == "requester_id" ? words(cell) : cell;
}

void append_csv(std::string& to, const analyze::View& view, analyze::Row row, const Words& words,
                const render::CsvStyle& style) {
  std::array<std::string, columns.size()> cells;
  std::vector<render::CsvField> fields;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    cells[i] = cell_of(columns[i], view, row, words);
    fields.push_back({cells[i], columns[i].words});
  }
  render::append_csv_record(to, fields, style);
}

void append_json(std::string& to, const analyze::View& view, analyze::Row row, const Words& words) {
  to += '{';
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) to += ',';
    render::append_json_string(to, columns[i].key);
    to += ':';
    const std::string cell = cell_of(columns[i], view, row, words);
    if (cell.empty())
      to += "null";
    else if (is_number(columns[i].key))
      to += cell;
    else
      render::append_json_string(to, cell);
  }
  to += "}\n";
}

document::Document as_document(const Session& session, const analyze::Selection& selection) {
  document::Document document = table_document(session, "dsat.export", "Tickets");
  document::Table table;
  table.key = "export";
  for (const ExportColumn& column : columns)
    table.columns.push_back({std::string(column.key), std::string(column.key), document::Audience::everybody,
                             is_number(column.key), column.key == "comment"});
  const Words words = session.words();
  for (const analyze::Row row : selection.rows) {
    std::vector<document::Cell> cells;
    for (const ExportColumn& column : columns) {
      const std::string cell = cell_of(column, session.view(), row, words);
      const auto value = is_number(column.key) ? parse_number(cell) : std::nullopt;
      cells.push_back(cell.empty() ? document::Cell() : value ? document::score(*value, 0) : document::text(cell));
    }
    table.rows.push_back(std::move(cells));
  }
  document.sections.push_back({"export", "", {std::move(table)}});
  return document;
}

}  // namespace

int run_export(Settings& settings, const Io& io) {
  Session session(settings, io);
  const analyze::View& view = session.view();
  const analyze::Selection selection = view.select(session.filter(), session.range());
  const auto words = session.words();
  deliver_each(settings, io, [&](const std::string& target, const Sink& sink) {
    const std::string_view format = writer_for(settings, target).key;
    if (format != "csv" && format != "json") {
      draw(as_document(session, selection), settings, io, target, sink);
      return;
    }
    // Piece by piece: an export may be larger than memory should have to hold twice.
    std::string piece;
    if (format == "csv") {
      std::vector<render::CsvField> header;
      for (const ExportColumn& column : columns) header.push_back({column.key, false});
      piece = render::csv_mark(settings.csv);
      render::append_csv_record(piece, header, settings.csv);
    }
    for (const analyze::Row row : selection.rows) {
      format == "csv" ? append_csv(piece, view, row, words, settings.csv) : append_json(piece, view, row, words);
      if (piece.size() > (1 << 20)) {
        sink(piece);
        piece.clear();
      }
    }
    sink(piece);
  });
  return 0;
}

}  // namespace dsat::app
