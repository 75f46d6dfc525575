#include "app/volumes_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/load/cells.hpp"

namespace dsat::app {
namespace {

using analyze::Spread;
using analyze::Tally;
using analyze::VolumeRow;
using analyze::Volumes;

constexpr std::string_view meta = "meta", no_date = "(no date)", everything = "all";

/// A count of the table and where a tally keeps it; the two bases of contacts are one.
struct Count {
  std::string_view column;
  std::int64_t Tally::*member;
};
constexpr std::array counts = {
    Count{"tickets", &Tally::cohort},
    Count{"solved", &Tally::solved},
    Count{"surveyed", &Tally::cohort_surveyed},
    Count{"rated", &Tally::rated},
    Count{"unreadable", &Tally::unreadable},
    Count{"one_touch", &Tally::one_touch},
    Count{"one_touch_base", &Tally::replied},
    Count{"reopened", &Tally::reopened},
    Count{"reopened_base", &Tally::reopen_base},
    Count{"fcr", &Tally::fcr},
    Count{"fcr_base", &Tally::contact_base},
    Count{"repeat_contact", &Tally::repeated},
    Count{"repeat_contact_base", &Tally::contact_base},
    Count{"sla_breached", &Tally::sla_breached},
    Count{"sla_base", &Tally::sla_base},
};

constexpr std::array<std::string_view, 25> columns = {"period",
                                                      "every",
                                                      "dimension",
                                                      "value",
                                                      "tickets",
                                                      "solved",
                                                      "surveyed",
                                                      "rated",
                                                      "unreadable",
                                                      "first_reply_n",
                                                      "first_reply_p50",
                                                      "first_reply_p90",
                                                      "resolution_n",
                                                      "resolution_p50",
                                                      "resolution_p90",
                                                      "one_touch",
                                                      "one_touch_base",
                                                      "reopened",
                                                      "reopened_base",
                                                      "fcr",
                                                      "fcr_base",
                                                      "repeat_contact",
                                                      "repeat_contact_base",
                                                      "sla_breached",
                                                      "sla_base"};

std::string minutes(const std::optional<double>& value) {
  return value ? shortest(*value) : std::string();
}

/// The cells after the fourth of a row.
std::map<std::string_view, std::string> figures_of(const Volumes& volumes, const VolumeRow& row) {
  std::map<std::string_view, std::string> cells;
  cells["tickets"] = std::to_string(row.counts.cohort);
  if (row.dimension == analyze::tickets_created) return cells;
  for (const Count& count : counts) cells[count.column] = std::to_string(row.counts.*count.member);
  if (!volumes.survey_known) cells.erase("surveyed");
  if (!volumes.tells_solved) cells.erase("solved");
  cells["first_reply_n"] = std::to_string(row.first_reply.tickets);
  cells["first_reply_p50"] = minutes(row.first_reply.median);
  cells["first_reply_p90"] = minutes(row.first_reply.ninetieth);
  cells["resolution_n"] = std::to_string(row.resolution.tickets);
  cells["resolution_p50"] = minutes(row.resolution.median);
  cells["resolution_p90"] = minutes(row.resolution.ninetieth);
  return cells;
}

std::string window_in_words(const Volumes& volumes) {
  if (!volumes.window) return std::string(everything);
  return iso_date(volumes.window->begin) + ".." + iso_date(volumes.window->end - 1);
}

/// One record of the table on its way in.
class Record {
 public:
  Record(const std::string& path, const load::Cells& cells, std::size_t row, std::span<const std::size_t> places)
      : path_(path), cells_(cells), row_(row), places_(places) {}

  /// A cell; ClickHouse writes NULL as \N.
  std::string cell(std::string_view column) const {
    const auto at = static_cast<std::size_t>(std::ranges::find(columns, column) - columns.begin());
    const auto& record = cells_.records[row_];
    const std::string_view text = places_[at] < record.size() ? trim(record[places_[at]]) : std::string_view();
    return text == "\\N" ? std::string() : std::string(text);
  }
  std::int64_t count(std::string_view column) const {
    const std::string text = cell(column);
    if (text.empty()) return 0;
    const auto number = parse_number(text);
    if (!number || *number < 0 || *number != std::floor(*number) || *number > 9e15) fail(column, "no count");
    return static_cast<std::int64_t>(*number);
  }
  std::optional<double> minutes(std::string_view column) const {
    const std::string text = cell(column);
    if (text.empty()) return std::nullopt;
    const auto number = parse_number(text);
    if (!number || *number < 0) fail(column, "no length of time in minutes");
    return number;
  }
  [[noreturn]] void fail(std::string_view column, const std::string& what) const {
    throw Error(ErrorKind::input, std::string(column) + " is \"" + cell(column) + "\", " + what,
                "Write the table again with `dsat volumes`, or with the query of `dsat sql`.",
                {path_, cells_.lines[row_], 0, join(cells_.records[row_], ", ")});
  }
  bool blank() const {
    return std::ranges::all_of(cells_.records[row_], [](const std::string& cell) { return trim(cell).empty(); });
  }

 private:
  const std::string& path_;
  const load::Cells& cells_;
  std::size_t row_;
  std::span<const std::size_t> places_;
};

/// A name as it was before it was made safe for spreadsheets.
std::string name_of_cell(std::string text) {
  constexpr std::string_view dangerous = "=+-@\t\r'";
  if (text.size() > 1 && text[0] == '\'' && dangerous.find(text[1]) != std::string_view::npos) text.erase(0, 1);
  return text;
}

std::optional<DayRange> period_in(const Record& record, Unit every) {
  const std::string text = record.cell("period");
  if (text == no_date) return std::nullopt;
  std::optional<NamedPeriod> period;
  try {
    period = parse_period(text, 0);
  } catch (const Error&) {
  }
  if (!period || period->unit != every)
    record.fail("period", "no " + std::string(name_of(every)) + " such as " +
                              period_label(every, period_of(every, day_of({2026, 11, 9}))));
  return period->range;
}

void read_meta(Volumes& volumes, const Record& record) {
  std::map<std::string, std::string> said;
  const std::string value = record.cell("value");
  for (const std::string_view part : split(value, ';')) {
    const std::size_t equals = part.find('=');
    if (equals != std::string_view::npos)
      said[std::string(trim(part.substr(0, equals)))] = std::string(trim(part.substr(equals + 1)));
  }
  if (said["version"] != std::to_string(analyze::volumes_version))
    record.fail("value", "of version " + (said["version"].empty() ? "unknown" : said["version"]) + ", not " +
                             std::to_string(analyze::volumes_version));
  try {
    volumes.zone = Zone::named(said["tz"]).name();
  } catch (const Error&) {
    record.fail("value", "without a time zone such as tz=Europe/Berlin");
  }
  if (!said["as-of"].empty()) {
    const auto as_of = parse_iso_moment(said["as-of"], Zone::named(volumes.zone));
    if (!as_of) record.fail("value", "without an instant such as as-of=2026-11-16T06:00:00Z");
    volumes.as_of = *as_of;
  }
  const auto every = unit_named(record.cell("every"));
  if (!every) record.fail("every", "no day, week, month or quarter");
  volumes.every = *every;
  if (const std::string window = record.cell("period"); window != everything) {
    try {
      volumes.window = parse_period(window, 0)->range;
    } catch (const Error&) {
      record.fail("period", "neither days such as 2026-11-02..2026-11-15 nor all");
    }
  }
}

VolumeRow row_in(const Record& record) {
  VolumeRow row;
  const auto every = unit_named(record.cell("every"));
  if (!every) record.fail("every", "no day, week, month or quarter");
  row.every = *every;
  row.period = period_in(record, row.every);
  row.dimension = record.cell("dimension");
  if (row.dimension.empty()) record.fail("dimension", "nothing to count by");
  row.value = name_of_cell(record.cell("value"));
  for (const Count& count : counts) row.counts.*count.member = record.count(count.column);
  if (record.count("fcr_base") != record.count("repeat_contact_base"))
    record.fail("fcr_base", "another than repeat_contact_base");
  row.counts.cohort_answered = row.counts.rated + row.counts.unreadable;
  // Where no silent ticket of the row says whether it was asked, who answered was.
  if (record.cell("surveyed").empty()) row.counts.cohort_surveyed = row.counts.cohort_answered;
  if (row.counts.cohort_answered > row.counts.cohort) record.fail("tickets", "less than those answered");
  row.first_reply = {record.count("first_reply_n"), record.minutes("first_reply_p50"),
                     record.minutes("first_reply_p90")};
  row.resolution = {record.count("resolution_n"), record.minutes("resolution_p50"), record.minutes("resolution_p90")};
  return row;
}

}  // namespace

std::span<const std::string_view> volumes_columns() {
  return columns;
}

std::string print_volumes(const Volumes& volumes, const render::CsvStyle& style) {
  std::string text(render::csv_mark(style));
  const auto print = [&](std::string_view period, std::string_view every, std::string_view dimension,
                         std::string_view value, std::map<std::string_view, std::string> figures) {
    std::vector<render::CsvField> fields{{period, false}, {every, false}, {dimension, false}, {value}};
    for (std::size_t i = fields.size(); i < columns.size(); ++i) fields.push_back({figures[columns[i]], false});
    render::append_csv_record(text, fields, style);
  };
  std::vector<render::CsvField> header;
  for (const std::string_view column : columns) header.push_back({column, false});
  render::append_csv_record(text, header, style);
  print(window_in_words(volumes), name_of(volumes.every), meta,
        "as-of=" + iso_moment(volumes.as_of) + ";tz=" + volumes.zone +
            ";version=" + std::to_string(analyze::volumes_version),
        {});
  for (const VolumeRow& row : volumes.rows())
    print(row.period ? period_label(row.every, *row.period) : std::string(no_date), name_of(row.every), row.dimension,
          row.value, figures_of(volumes, row));
  return text;
}

Volumes read_volumes(const std::string& path) {
  const auto is_column = [](std::string_view cell) { return std::ranges::find(columns, trim(cell)) != columns.end(); };
  const load::Cells cells = load::read_cells(path, is_column);
  const std::vector<std::string> header = cells.records.empty() ? std::vector<std::string>() : cells.records.front();
  std::vector<std::size_t> places;
  for (const std::string_view column : columns) {
    const auto found = std::ranges::find(header, column, [](const std::string& cell) { return trim(cell); });
    if (found == header.end())
      throw Error(ErrorKind::input, "there is no column \"" + std::string(column) + "\", so this is no volumes table",
                  "`dsat volumes FILE… -o volumes.csv` writes one, and so does the query of `dsat sql`.",
                  {path, 1, 0, join(header, ", ")});
    places.push_back(static_cast<std::size_t>(found - header.begin()));
  }
  Volumes volumes;
  std::vector<Record> records;
  bool told = false;
  for (std::size_t row = 1; row < cells.records.size(); ++row) {
    const Record record(path, cells, row, places);
    if (record.blank()) continue;
    if (record.cell("dimension") != meta) {
      records.push_back(record);
      continue;
    }
    if (told) record.fail("dimension", "there a second time: two tables can't stand in one file");
    read_meta(volumes, record);
    told = true;
  }
  if (!told)
    throw Error(ErrorKind::input, "there is no row of dimension \"meta\"",
                "It says as-of, time zone and version; write the table again.", {path, 1, 0, join(header, ", ")});
  // Engines promise no order of rows: what comes of them must not hang on it.
  std::vector<VolumeRow> rows;
  for (const Record& record : records) {
    if (record.cell("dimension") != analyze::tickets_created) {
      volumes.survey_known = volumes.survey_known || !record.cell("surveyed").empty();
      volumes.tells_solved = volumes.tells_solved || !record.cell("solved").empty();
    }
    rows.push_back(row_in(record));
  }
  std::ranges::stable_sort(rows, {}, [](const VolumeRow& row) {
    return std::tuple(row.dimension, row.every, row.period ? row.period->begin : after_last_day, row.value);
  });
  for (VolumeRow& row : rows) volumes.add(std::move(row));
  return volumes;
}

}  // namespace dsat::app
