#include <fmt/format.h>

#include "sql/dialect.hpp"

namespace dsat::sql {
namespace {

/// PostgreSQL 12 and later. Columns without a zone are read in that of the session, which the file sets to UTC.
class Postgres final : public Dialect {
 public:
  Postgres() {
    key = "postgres";
    title = "PostgreSQL";
    tested = true;
  }
  /// The E form reads backslashes whatever the server's settings are.
  std::string text(std::string_view text) const override {
    const bool has_backslash = text.find('\\') != std::string_view::npos;
    return (has_backslash ? "E" : "") + quoted(text, '\'', has_backslash);
  }
  std::string seconds(const std::string& instant) const override {
    return fmt::format("CAST(FLOOR(EXTRACT(EPOCH FROM CAST({} AS timestamptz))) AS bigint)", instant);
  }
  std::string iso(const std::string& seconds) const override {
    return fmt::format("TO_CHAR(TO_TIMESTAMP({}) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')", seconds);
  }
  std::string day(const std::string& seconds, std::string_view zone) const override {
    return fmt::format("CAST(TO_TIMESTAMP({}) AT TIME ZONE {} AS date)", seconds, text(zone));
  }
  std::string label(const std::string& date, Unit unit) const override {
    const std::string_view format = unit == Unit::day     ? "YYYY-MM-DD"
                                    : unit == Unit::week  ? "IYYY\"-W\"IW"
                                    : unit == Unit::month ? "YYYY-MM"
                                                          : "YYYY\"-Q\"Q";
    return fmt::format("TO_CHAR({}, '{}')", date, format);
  }
  std::string as_text(const std::string& value) const override { return "CAST(" + value + " AS text)"; }
  std::string as_number(const std::string& value) const override {
    return fmt::format(
        "CASE WHEN CAST({0} AS text) ~ '^ *[-+]?[0-9]+([.][0-9]+)? *$' THEN CAST(CAST({0} AS text) AS "
        "double precision) END",
        value);
  }
  std::string no_seconds() const override { return "CAST(NULL AS bigint)"; }
  std::string quantile(const std::string& values, double at) const override {
    return fmt::format("PERCENTILE_CONT({}) WITHIN GROUP (ORDER BY {})", at, values);
  }
  std::string most_frequent(const std::string& texts) const override {
    return fmt::format("MODE() WITHIN GROUP (ORDER BY {})", texts);
  }
  std::string each_tag(const std::string& from, const std::string& tags, std::string_view separator) const override {
    const std::string list =
        separator.empty() ? tags : fmt::format("STRING_TO_ARRAY({}, {})", as_text(tags), text(separator));
    return fmt::format(
        "{} LEFT JOIN LATERAL (SELECT DISTINCT ON (LOWER(TRIM(one))) TRIM(one) AS tag FROM UNNEST({}) AS one WHERE "
        "TRIM(one) <> '') AS each_tag ON TRUE",
        from, list);
  }
  std::string how_to_run() const override {
    return "    psql --no-psqlrc -q --csv -f rated.sql DATABASE > rated.csv\n"
           "    psql --no-psqlrc -q --csv -f volumes.sql DATABASE > volumes.csv\n";
  }
};

}  // namespace

const Dialect& postgres() {
  static const Postgres dialect;
  return dialect;
}

}  // namespace dsat::sql
