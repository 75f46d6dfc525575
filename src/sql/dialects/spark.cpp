#include <fmt/format.h>

#include "dsat/base/text.hpp"
#include "sql/dialect.hpp"

namespace dsat::sql {
namespace {

/// Spark SQL 3.4 and later, with its default escapes of text literals.
class Spark final : public Dialect {
 public:
  Spark() {
    key = "spark";
    title = "Spark SQL";
  }
  std::optional<std::string> name(std::string_view name) const override {
    return is_unquotable(name) ? std::nullopt : std::optional(quoted(name, '`'));
  }
  std::string text(std::string_view text) const override { return escaped(text, '\''); }
  std::string seconds(const std::string& instant) const override {
    return fmt::format("UNIX_SECONDS(CAST({} AS TIMESTAMP))", instant);
  }
  /// The session's zone is UTC.
  std::string iso(const std::string& seconds) const override {
    return fmt::format("DATE_FORMAT(TIMESTAMP_SECONDS({}), \"yyyy-MM-dd'T'HH:mm:ss'Z'\")", seconds);
  }
  std::string day(const std::string& seconds, std::string_view zone) const override {
    return fmt::format("CAST(FROM_UTC_TIMESTAMP(TIMESTAMP_SECONDS({}), {}) AS DATE)", seconds, text(zone));
  }
  std::string label(const std::string& date, Unit unit) const override {
    if (unit == Unit::week)
      return fmt::format("CONCAT(EXTRACT(YEAROFWEEK FROM {0}), '-W', LPAD(WEEKOFYEAR({0}), 2, '0'))", date);
    if (unit == Unit::quarter) return fmt::format("CONCAT(YEAR({0}), '-Q', QUARTER({0}))", date);
    return fmt::format("DATE_FORMAT({}, '{}')", date, unit == Unit::day ? "yyyy-MM-dd" : "yyyy-MM");
  }
  std::string joined(const std::string& list) const override { return "ARRAY_JOIN(" + list + ", ';')"; }
  std::string as_text(const std::string& value) const override { return "CAST(" + value + " AS STRING)"; }
  std::string as_number(const std::string& value) const override { return "TRY_CAST(" + value + " AS DOUBLE)"; }
  std::string no_seconds() const override { return "CAST(NULL AS BIGINT)"; }
  std::string quantile(const std::string& values, double at) const override {
    return fmt::format("PERCENTILE({}, {})", values, at);
  }
  std::string most_frequent(const std::string& texts) const override { return "MODE(" + texts + ")"; }
  /// The pattern \Q…\E takes the separator as it is; no separator holds a \E.
  std::string each_tag(const std::string& from, const std::string& tags, std::string_view separator) const override {
    const std::string list =
        separator.empty() ? tags
                          : fmt::format("SPLIT({}, {})", as_text(tags), text("\\Q" + std::string(separator) + "\\E"));
    return fmt::format(
        "{} LATERAL VIEW OUTER EXPLODE(ARRAY_DISTINCT(FILTER(TRANSFORM({}, one -> TRIM(one)), one -> one <> ''))) "
        "each_tag AS tag",
        from, list);
  }
  std::string largest(const std::vector<std::string>& values) const override {
    return values.size() == 1 ? values.front() : "GREATEST(" + join(values, ", ") + ")";
  }
  /// A folder of parts each; of the volumes one part.
  std::string how_to_run() const override {
    const std::string_view run = "    spark-sql --conf spark.sql.session.timeZone=UTC -e \"INSERT OVERWRITE DIRECTORY ";
    return fmt::format(
        "{0}'rated.csv' USING csv OPTIONS (header 'true') $(cat rated.sql)\"\n"
        "{0}'volumes' USING csv OPTIONS (header 'true') SELECT /*+ COALESCE(1) */ * FROM ($(sed 's/;$//' "
        "volumes.sql))\"\n"
        "    cp volumes/part-*.csv volumes.csv\n",
        run);
  }
};

}  // namespace

const Dialect& spark() {
  static const Spark dialect;
  return dialect;
}

}  // namespace dsat::sql
