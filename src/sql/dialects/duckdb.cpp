#include <fmt/format.h>

#include "sql/dialect.hpp"

namespace dsat::sql {
namespace {

/// DuckDB with its icu extension, which knows time zones.
class DuckDb final : public Dialect {
 public:
  DuckDb() {
    key = "duckdb";
    title = "DuckDB";
    tested = true;
  }
  std::string text(std::string_view text) const override { return quoted(text, '\''); }
  std::string seconds(const std::string& instant) const override {
    return fmt::format("CAST(FLOOR(EPOCH(CAST({} AS TIMESTAMPTZ))) AS BIGINT)", instant);
  }
  std::string iso(const std::string& seconds) const override {
    return fmt::format("STRFTIME(MAKE_TIMESTAMP(({}) * 1000000), '%Y-%m-%dT%H:%M:%SZ')", seconds);
  }
  std::string day(const std::string& seconds, std::string_view zone) const override {
    return fmt::format("CAST(TO_TIMESTAMP({}) AT TIME ZONE {} AS DATE)", seconds, text(zone));
  }
  std::string label(const std::string& date, Unit unit) const override {
    if (unit == Unit::quarter) return fmt::format("STRFTIME({0}, '%Y') || '-Q' || QUARTER({0})", date);
    return fmt::format("STRFTIME({}, '{}')", date,
                       unit == Unit::day    ? "%Y-%m-%d"
                       : unit == Unit::week ? "%G-W%V"
                                            : "%Y-%m");
  }
  std::string as_text(const std::string& value) const override { return "CAST(" + value + " AS VARCHAR)"; }
  std::string as_number(const std::string& value) const override { return "TRY_CAST(" + value + " AS DOUBLE)"; }
  std::string no_seconds() const override { return "CAST(NULL AS BIGINT)"; }
  std::string quantile(const std::string& values, double at) const override {
    return fmt::format("QUANTILE_CONT(CAST({} AS DOUBLE), {})", values, at);
  }
  std::string most_frequent(const std::string& texts) const override { return "MODE(" + texts + ")"; }
  std::string each_tag(const std::string& from, const std::string& tags, std::string_view separator) const override {
    const std::string list =
        separator.empty() ? tags : fmt::format("STRING_SPLIT({}, {})", as_text(tags), text(separator));
    return fmt::format(
        "{} LEFT JOIN LATERAL (SELECT MIN(TRIM(one)) AS tag FROM (SELECT UNNEST({}) AS one) WHERE TRIM(one) <> '' "
        "GROUP BY LOWER(TRIM(one))) AS each_tag ON TRUE",
        from, list);
  }
  std::string how_to_run() const override {
    return "    duckdb -csv DATABASE < rated.sql > rated.csv\n"
           "    duckdb -csv DATABASE < volumes.sql > volumes.csv\n";
  }
};

}  // namespace

const Dialect& duckdb() {
  static const DuckDb dialect;
  return dialect;
}

}  // namespace dsat::sql
