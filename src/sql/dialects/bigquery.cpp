#include <fmt/format.h>

#include "dsat/base/text.hpp"
#include "sql/dialect.hpp"

namespace dsat::sql {
namespace {

/// BigQuery (GoogleSQL). PERCENTILE_CONT is a window function there, so quantiles are interpolated from arrays.
class BigQuery final : public Dialect {
 public:
  BigQuery() {
    key = "bigquery";
    title = "BigQuery";
  }
  /// Backslashes and backticks in names need escapes that its tables can't have anyway.
  std::optional<std::string> name(std::string_view name) const override {
    if (is_unquotable(name) || name.find_first_of("`\\") != std::string_view::npos) return std::nullopt;
    return "`" + std::string(name) + "`";
  }
  std::string text(std::string_view text) const override {
    // A literal between single quotes holds no line end.
    std::string result;
    for (const char c : escaped(text, '\'')) c == '\n' ? result += "\\n" : result += c;
    return result;
  }
  std::string seconds(const std::string& instant) const override {
    return fmt::format("UNIX_SECONDS(CAST({} AS TIMESTAMP))", instant);
  }
  std::string iso(const std::string& seconds) const override {
    return fmt::format("FORMAT_TIMESTAMP('%Y-%m-%dT%H:%M:%SZ', TIMESTAMP_SECONDS({}), 'UTC')", seconds);
  }
  std::string day(const std::string& seconds, std::string_view zone) const override {
    return fmt::format("DATE(TIMESTAMP_SECONDS({}), {})", seconds, text(zone));
  }
  std::string label(const std::string& date, Unit unit) const override {
    return fmt::format("FORMAT_DATE('{}', {})",
                       unit == Unit::day     ? "%Y-%m-%d"
                       : unit == Unit::week  ? "%G-W%V"
                       : unit == Unit::month ? "%Y-%m"
                                             : "%Y-Q%Q",
                       date);
  }
  std::string as_text(const std::string& value) const override { return "CAST(" + value + " AS STRING)"; }
  std::string as_number(const std::string& value) const override {
    return "SAFE_CAST(" + as_text(value) + " AS FLOAT64)";
  }
  std::string no_seconds() const override { return "CAST(NULL AS INT64)"; }
  std::string quantile(const std::string& values, double at) const override {
    const std::string all = "ARRAY_AGG(" + values + " IGNORE NULLS ORDER BY " + values + ")";
    const std::string place = fmt::format("((COUNT({}) - 1) * {})", values, at);
    const std::string below = fmt::format("{}[SAFE_OFFSET(CAST(FLOOR({}) AS INT64))]", all, place);
    const std::string above = fmt::format("{}[SAFE_OFFSET(CAST(CEIL({}) AS INT64))]", all, place);
    return fmt::format("({0} + ({1} - FLOOR({1})) * ({2} - {0}))", below, place, above);
  }
  std::string most_frequent(const std::string& texts) const override {
    return "APPROX_TOP_COUNT(" + texts + ", 1)[OFFSET(0)].value";
  }
  std::string each_tag(const std::string& from, const std::string& tags, std::string_view separator) const override {
    const std::string list = separator.empty() ? tags : fmt::format("SPLIT({}, {})", as_text(tags), text(separator));
    return fmt::format(
        "{} LEFT JOIN UNNEST(ARRAY(SELECT DISTINCT TRIM(one) FROM UNNEST({}) AS one WHERE TRIM(one) <> '')) AS tag",
        from, list);
  }
  std::string largest(const std::vector<std::string>& values) const override {
    std::vector<std::string> known;
    for (const std::string& value : values) known.push_back("COALESCE(" + value + ", 0)");
    return "GREATEST(" + join(known, ", ") + ")";
  }
  std::string how_to_run() const override {
    return "    bq query --use_legacy_sql=false --format=csv --max_rows=100000000 < rated.sql > rated.csv\n"
           "    bq query --use_legacy_sql=false --format=csv --max_rows=1000000 < volumes.sql > volumes.csv\n";
  }
};

}  // namespace

const Dialect& bigquery() {
  static const BigQuery dialect;
  return dialect;
}

}  // namespace dsat::sql
