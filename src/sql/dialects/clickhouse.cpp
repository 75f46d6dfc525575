#include <fmt/format.h>

#include "dsat/base/text.hpp"
#include "sql/dialect.hpp"

namespace dsat::sql {
namespace {

/// ClickHouse from 18.16 on, which names no subqueries, has no windows and no type 7 quantile of its own.
class ClickHouse final : public Dialect {
 public:
  ClickHouse() {
    key = "clickhouse";
    title = "ClickHouse";
    tested = true;
    has_with = false;
    has_windows = false;
  }
  std::optional<std::string> name(std::string_view name) const override {
    return is_unquotable(name) ? std::nullopt : std::optional(escaped(name, '`'));
  }
  std::string text(std::string_view text) const override { return escaped(text, '\''); }
  std::string seconds(const std::string& instant) const override {
    return fmt::format("toInt64(toUnixTimestamp(toDateTime({})))", instant);
  }
  std::string iso(const std::string& seconds) const override {
    return fmt::format("formatDateTime(toDateTime({}), '%Y-%m-%dT%H:%M:%SZ', 'UTC')", seconds);
  }
  std::string day(const std::string& seconds, std::string_view zone) const override {
    return fmt::format("toDate(toDateTime({}), {})", seconds, text(zone));
  }
  std::string date(Day day) const override { return "toDate('" + iso_date(day) + "')"; }
  std::string label(const std::string& date, Unit unit) const override {
    switch (unit) {
      case Unit::day:
        return fmt::format("toString({})", date);
      case Unit::week:
        return fmt::format(
            "concat(toString(toISOYear({0})), if(toISOWeek({0}) < 10, '-W0', '-W'), "
            "toString(toISOWeek({0})))",
            date);
      case Unit::month:
        return fmt::format("substring(toString({}), 1, 7)", date);
      case Unit::quarter:
        break;
    }
    return fmt::format("concat(toString(toYear({0})), '-Q', toString(toQuarter({0})))", date);
  }
  std::string trimmed(const std::string& text) const override {
    return "replaceRegexpAll(" + text + ", '^ +| +$', '')";
  }
  std::string folded(const std::string& text) const override { return "lowerUTF8(" + text + ")"; }
  std::string replaced(const std::string& value, std::string_view what, std::string_view by) const override {
    return fmt::format("replaceAll({}, {}, {})", value, text(what), text(by));
  }
  std::string joined(const std::string& list) const override { return "arrayStringConcat(" + list + ", ';')"; }
  std::string as_text(const std::string& value) const override { return "toString(" + value + ")"; }
  std::string as_number(const std::string& value) const override {
    return fmt::format("toFloat64OrNull(ifNull(toString({}), ''))", value);
  }
  /// A constant NULL breaks some of its functions.
  std::string no_seconds() const override { return "toInt64OrNull(materialize(''))"; }
  std::string quantile(const std::string& values, double at) const override {
    const std::string all = "arraySort(groupArray(" + values + "))", last = "(toInt64(count(" + values + ")) - 1)";
    const std::string place = fmt::format("({} * {})", last, at);
    const std::string below = fmt::format("arrayElement({}, toInt64(floor({})) + 1)", all, place);
    const std::string above = fmt::format("arrayElement({}, least(toInt64(floor({})) + 2, {} + 1))", all, place, last);
    return fmt::format("if(count({0}) = 0, NULL, {1} + ({2} - floor({2})) * ({3} - {1}))", values, below, place, above);
  }
  std::string most_frequent(const std::string& texts) const override { return "topK(1)(" + texts + ")[1]"; }
  std::string each_tag(const std::string& from, const std::string& tags, std::string_view separator) const override {
    return from + " LEFT ARRAY JOIN " + tags_of(tags, separator) + " AS tag";
  }
  std::string tags_of(const std::string& tags, std::string_view separator) const override {
    const std::string list =
        separator.empty() ? tags : fmt::format("splitByString({}, ifNull({}, ''))", text(separator), as_text(tags));
    return fmt::format("arrayDistinct(arrayFilter(one -> one != '', arrayMap(one -> {}, {})))", trimmed("one"), list);
  }
  std::string largest(const std::vector<std::string>& values) const override {
    std::vector<std::string> known;
    for (const std::string& value : values) known.push_back("ifNull(" + value + ", 0)");
    std::string all = known.front();
    for (std::size_t i = 1; i < known.size(); ++i) all = "greatest(" + all + ", " + known[i] + ")";
    return all;
  }
  std::string how_to_run() const override {
    return "    clickhouse-client --multiquery --format CSVWithNames < rated.sql > rated.csv\n"
           "    clickhouse-client --multiquery --format CSVWithNames < volumes.sql > volumes.csv\n";
  }
};

}  // namespace

const Dialect& clickhouse() {
  static const ClickHouse dialect;
  return dialect;
}

}  // namespace dsat::sql
