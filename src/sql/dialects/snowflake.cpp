#include <fmt/format.h>

#include "dsat/base/text.hpp"
#include "sql/dialect.hpp"

namespace dsat::sql {
namespace {

/// Snowflake. Quoted names keep their case there: give columns as the table has them, usually in capitals.
class Snowflake final : public Dialect {
 public:
  Snowflake() {
    key = "snowflake";
    title = "Snowflake";
  }
  std::string kept(std::string name) const override {
    for (char& c : name)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return name;
  }
  /// Backslashes begin an escape there.
  std::string text(std::string_view text) const override { return quoted(text, '\'', true); }
  std::string seconds(const std::string& instant) const override {
    return fmt::format("DATE_PART(EPOCH_SECOND, CAST({} AS TIMESTAMP_TZ))", instant);
  }
  std::string iso(const std::string& seconds) const override {
    return fmt::format("TO_CHAR(TO_TIMESTAMP_NTZ({}), 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')", seconds);
  }
  std::string day(const std::string& seconds, std::string_view zone) const override {
    return fmt::format("CAST(CONVERT_TIMEZONE('UTC', {}, TO_TIMESTAMP_NTZ({})) AS DATE)", text(zone), seconds);
  }
  std::string label(const std::string& date, Unit unit) const override {
    if (unit == Unit::week)
      return fmt::format("TO_CHAR(YEAROFWEEKISO({0})) || '-W' || LPAD(TO_CHAR(WEEKISO({0})), 2, '0')", date);
    if (unit == Unit::quarter) return fmt::format("TO_CHAR(YEAR({0})) || '-Q' || TO_CHAR(QUARTER({0}))", date);
    return fmt::format("TO_CHAR({}, '{}')", date, unit == Unit::day ? "YYYY-MM-DD" : "YYYY-MM");
  }
  std::string as_text(const std::string& value) const override { return "CAST(" + value + " AS VARCHAR)"; }
  std::string as_number(const std::string& value) const override { return "TRY_TO_DOUBLE(" + as_text(value) + ")"; }
  std::string no_seconds() const override { return "CAST(NULL AS NUMBER)"; }
  std::string quantile(const std::string& values, double at) const override {
    return fmt::format("PERCENTILE_CONT({}) WITHIN GROUP (ORDER BY {})", at, values);
  }
  std::string most_frequent(const std::string& texts) const override { return "MODE(" + texts + ")"; }
  std::string each_tag(const std::string& from, const std::string& tags, std::string_view separator) const override {
    const std::string list = separator.empty() ? tags : fmt::format("SPLIT({}, {})", as_text(tags), text(separator));
    return fmt::format(
        "(SELECT all_tickets.*, TRIM(CAST(one.value AS VARCHAR)) AS tag FROM {} AS all_tickets, LATERAL FLATTEN(INPUT "
        "=> ARRAY_DISTINCT(FILTER(TRANSFORM({}, x -> TRIM(CAST(x AS VARCHAR))), x -> x <> '')), OUTER => TRUE) AS one)",
        from, list);
  }
  std::string largest(const std::vector<std::string>& values) const override {
    return values.size() == 1 ? values.front() : "GREATEST_IGNORE_NULLS(" + join(values, ", ") + ")";
  }
  std::string how_to_run() const override {
    return "    snowsql -q \"$(cat rated.sql)\" -o output_format=csv -o friendly=false -o timing=false > rated.csv\n"
           "    snowsql -q \"$(cat volumes.sql)\" -o output_format=csv -o friendly=false -o timing=false > "
           "volumes.csv\n";
  }
};

}  // namespace

const Dialect& snowflake() {
  static const Snowflake dialect;
  return dialect;
}

}  // namespace dsat::sql
