#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/base/calendar.hpp"

/// How an engine writes what the queries of dsat need. A dialect is one file in src/sql/dialects/ and one line in
/// dialect.cpp.
///
/// Only name() and text() bring anything from outside into a query; everything else is made of their results, of
/// numbers and of dsat's own words. Expressions are handed over ready, instants as whole seconds since 1970, NULL for
/// missing.
namespace dsat::sql {

class Dialect {
 public:
  std::string_view key;
  std::string_view title;
  bool tested = false;   ///< dsat's tests run its queries on the engine itself
  bool has_with = true;  ///< WITH names subqueries; else they stand where they are used
  bool has_windows = true;

  virtual ~Dialect() = default;

  // What most engines write alike has its words here, and is overridden by the others.

  /// A name as the engine takes it, however hostile; nothing where its syntax can't hold it.
  virtual std::optional<std::string> name(std::string_view name) const;
  /// How the engine keeps a name that was created without quotes.
  virtual std::string kept(std::string name) const { return name; }
  /// A text literal.
  virtual std::string text(std::string_view text) const = 0;
  /// The words that introduce a subquery in FROM, and follow it.
  std::string source(const std::string& query, const std::string& alias) const;

  virtual std::string seconds(const std::string& instant) const = 0;  ///< of a timestamp column
  virtual std::string iso(const std::string& seconds) const = 0;      ///< `2026-11-03T08:00:00Z`
  /// The day of an instant in a zone, as a date.
  virtual std::string day(const std::string& seconds, std::string_view zone) const = 0;
  virtual std::string date(Day day) const;  ///< a literal
  /// A period's label, as period_label() writes it.
  virtual std::string label(const std::string& date, Unit unit) const = 0;
  virtual std::string trimmed(const std::string& text) const { return "TRIM(" + text + ")"; }
  virtual std::string folded(const std::string& text) const { return "LOWER(" + text + ")"; }
  virtual std::string replaced(const std::string& text, std::string_view what, std::string_view by) const;
  virtual std::string joined(const std::string& list) const;                     ///< of an array, with `;` between
  virtual std::string as_text(const std::string& value) const = 0;               ///< NULL stays NULL
  virtual std::string as_number(const std::string& value) const = 0;             ///< NULL for what is no number
  virtual std::string no_seconds() const = 0;                                    ///< NULL as whole seconds
  virtual std::string quantile(const std::string& values, double at) const = 0;  ///< type 7, NULLs left out
  virtual std::string most_frequent(const std::string& texts) const = 0;
  /// FROM with a row for each trimmed tag that isn't empty, as `tag`; of tickets without any one row, `tag` empty.
  virtual std::string each_tag(const std::string& from, const std::string& tags, std::string_view separator) const = 0;
  /// Where subqueries have no names: the tags as an array, each once.
  virtual std::string tags_of(const std::string& tags, std::string_view separator) const;
  /// The largest of several values, NULLs left out.
  virtual std::string largest(const std::vector<std::string>& values) const;

  /// Commands that write the results of queries to files, for run.md.
  virtual std::string how_to_run() const = 0;
};

/// All dialects, in the order of help.
std::span<const Dialect* const> dialects();
/// Nullptr for an unknown key.
const Dialect* dialect_named(std::string_view key);

/// Text between `quote`s, of which those in it are doubled; backslashes too, where the engine reads them.
std::string quoted(std::string_view text, char quote, bool doubles_backslash = false);
/// Text between `quote`s, of which those in it have a backslash before them, as other backslashes have.
std::string escaped(std::string_view text, char quote);
/// True for a name that no engine takes: empty, or with characters that control.
bool is_unquotable(std::string_view name);

const Dialect& duckdb();
const Dialect& postgres();
const Dialect& clickhouse();
const Dialect& spark();
const Dialect& bigquery();
const Dialect& snowflake();

}  // namespace dsat::sql
