#include "sql/dialect.hpp"

#include <algorithm>
#include <array>

#include "dsat/base/text.hpp"

namespace dsat::sql {

std::optional<std::string> Dialect::name(std::string_view name) const {
  return is_unquotable(name) ? std::nullopt : std::optional(quoted(name, '"'));
}

std::string Dialect::joined(const std::string& list) const {
  return "ARRAY_TO_STRING(" + list + ", ';')";
}

std::string Dialect::largest(const std::vector<std::string>& values) const {
  return "GREATEST(" + join(values, ", ") + ")";
}

std::string Dialect::source(const std::string& query, const std::string& alias) const {
  return "(" + query + ") AS " + alias;
}

std::string Dialect::date(Day day) const {
  return "DATE '" + iso_date(day) + "'";
}

std::string Dialect::replaced(const std::string& value, std::string_view what, std::string_view by) const {
  return "REPLACE(" + value + ", " + text(what) + ", " + text(by) + ")";
}

std::string Dialect::tags_of(const std::string& tags, std::string_view) const {
  return tags;
}

std::span<const Dialect* const> dialects() {
  static const std::array<const Dialect*, 6> all = {&duckdb(), &postgres(), &clickhouse(),
                                                    &spark(),  &bigquery(), &snowflake()};
  return all;
}

const Dialect* dialect_named(std::string_view key) {
  const auto found = std::ranges::find(dialects(), key, [](const Dialect* dialect) { return dialect->key; });
  return found == dialects().end() ? nullptr : *found;
}

std::string quoted(std::string_view text, char quote, bool doubles_backslash) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote || (c == '\\' && doubles_backslash)) result += c;
    result += c;
  }
  return result + quote;
}

std::string escaped(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote || c == '\\') result += '\\';
    result += c;
  }
  return result + quote;
}

bool is_unquotable(std::string_view name) {
  return name.empty() ||
         std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

}  // namespace dsat::sql
