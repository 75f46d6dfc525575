#include "sql/query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::sql {
namespace {

using Columns = std::vector<std::pair<std::string, std::string>>;  ///< name, expression

constexpr std::array dimension_fields = {
    Field::channel,      Field::team,          Field::agent,         Field::tags,        Field::priority,
    Field::type,         Field::brand,         Field::language,      Field::status,      Field::product,
    Field::organization, Field::template_name, Field::survey_method, Field::requester_id};

std::string select(const Columns& columns, const std::string& rest) {
  std::string text;
  for (const auto& [name, expression] : columns)
    text += (text.empty() ? "SELECT\n  " : ",\n  ") + expression + (expression == name ? "" : " AS " + name);
  return text + "\n" + rest;
}

std::string indented(std::string text) {
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 3) text.insert(at + 1, "  ");
  return text;
}

/// Builds both queries of one request.
class Builder {
 public:
  Builder(const Dialect& dialect, const Request& request) : d_(dialect), r_(request) {}

  std::string rated() const {
    // The mark by which dsat's own profile knows the file.
    Columns columns{{"dsat_rows", "'rated'"}};
    for (const FieldInfo& field : fields()) {
      if (!has(field.field) || field.field == Field::reply || field.field == Field::subject) continue;
      std::string expression = own(field.field);
      if (field.kind == FieldKind::moment) expression = d_.iso(d_.seconds(expression));
      if (field.field == Field::tags)
        expression = r_.tag_separator.empty() ? d_.joined(expression)
                                              : d_.replaced(d_.as_text(expression), r_.tag_separator, ";");
      columns.emplace_back(std::string(field.key) + (field.kind == FieldKind::duration ? "_minutes" : ""),
                           "COALESCE(" + d_.as_text(expression) + ", '')");
    }
    // The same rows in the same order, however many servers they come from.
    const std::string order =
        own(has(Field::created_at) ? Field::created_at : Field::solved_at) + ", " + own(Field::ticket_id);
    std::string condition = answered(answer(), seconds(Field::rated_at));
    if (counts_not_all()) condition += " AND " + counts();
    if (r_.window) {
      std::vector<std::string> ways;
      for (const Field field : {Field::solved_at, Field::created_at, Field::updated_at})
        if (has(field)) ways.push_back(seconds(field));
      const std::string cohort = ways.size() == 1 ? ways.front() : "COALESCE(" + join(ways, ", ") + ")";
      condition += " AND (" + in_window(d_.day(cohort, r_.zone));
      if (has(Field::rated_at)) condition += " OR " + in_window(d_.day(seconds(Field::rated_at), r_.zone));
      condition += ")";
    }
    return select(columns, "FROM " + own_columns() + "\nWHERE " + condition + "\nORDER BY " + order) + ";\n";
  }

  std::string volumes() const {
    std::vector<std::string> parts;
    if (d_.has_with) {
      parts.push_back(count_query("all", {}, r_.every));
      for (const Field field : r_.dimensions) parts.push_back(count_query(dimension_of_field(field), field, r_.every));
      if (r_.every != Unit::day) parts.push_back(count_query("all", {}, Unit::day));
    } else {
      parts.push_back(one_query_for_all());
    }
    if (has(Field::created_at)) parts.push_back(arrivals_query());
    parts.push_back(meta_query());
    std::vector<std::string> names{"tickets", "counted", "placed"};
    if (counts_contacts()) names.emplace_back("contacts");
    return with(names) + join(parts, "\nUNION ALL\n") + ";\n";
  }

  bool counts_contacts() const { return has(Field::requester_id) && has(Field::created_at) && has(Field::solved_at); }

 private:
  bool has(Field field) const { return r_.columns.contains(field); }

  std::string quoted_name(const std::string& name, const std::string& what) const {
    if (const auto quoted = d_.name(name)) return *quoted;
    throw Error(ErrorKind::usage, what + " \"" + printable(name) + "\" can't be quoted in " + std::string(d_.title),
                "Give it a name without control characters, or query a view of the table.");
  }
  std::string table() const {
    std::vector<std::string> parts;
    for (const std::string_view part : split(r_.table, '.'))
      parts.push_back(quoted_name(std::string(part), "the table"));
    return join(parts, ".");
  }
  /// The columns of the table under names of dsat's own, so that none is taken for a result of the same name.
  std::string own_columns() const {
    Columns columns;
    for (const auto& [field, column] : r_.columns)
      columns.emplace_back(own(field), "t." + quoted_name(column, "the column"));
    return d_.source("\n  " + indented(select(columns, "FROM " + table() + " AS t")) + "\n", "dsat_columns");
  }
  static std::string own(Field field) { return "dsat_c_" + std::string(info(field).key); }
  /// Text of a column without blanks around it; NULL is empty.
  std::string plain_text(Field field) const { return "COALESCE(" + d_.trimmed(d_.as_text(own(field))) + ", '')"; }
  std::string list(const std::vector<std::string>& words) const {
    std::vector<std::string> literals;
    for (const std::string& word : words) literals.push_back(d_.text(fold(word)));
    return join(literals, ", ");
  }
  static std::string is_one_of(const std::string& value, const std::string& words) {
    return words.empty() ? "1 = 0" : value + " IN (" + words + ")";
  }
  std::string seconds(Field field) const { return has(field) ? d_.seconds(own(field)) : d_.no_seconds(); }
  static std::string flag(const std::string& condition) { return "CASE WHEN " + condition + " THEN 1 ELSE 0 END"; }
  static std::string flag_or_null(const std::string& condition) { return "CASE WHEN " + condition + " THEN 1 END"; }

  // What stands in each row of the table, in dsat's terms.
  std::string tickets() const {
    const std::string no_number = d_.no_seconds() + " * 1.0";
    const auto words = [&](Field field) { return has(field) ? d_.folded(plain_text(field)) : std::string("''"); };
    Columns columns{{"dsat_created", seconds(Field::created_at)},       {"dsat_solved", seconds(Field::solved_at)},
                    {"dsat_updated", seconds(Field::updated_at)},       {"dsat_rated", seconds(Field::rated_at)},
                    {"dsat_replied", seconds(Field::first_replied_at)}, {"dsat_answer", answer()},
                    {"dsat_sent", words(Field::survey_sent)},           {"dsat_status", words(Field::status)},
                    {"dsat_requester", words(Field::requester_id)},     {"dsat_sla", words(Field::sla)}};
    std::string channel = words(Field::channel);
    for (const char* mark : {"-", "_", "/"}) channel = d_.replaced(channel, mark, " ");
    columns.emplace_back("dsat_channel", has(Field::channel) ? "CONCAT(' ', " + channel + ", ' ')" : "''");
    for (const auto& [name, field] : {std::pair("dsat_first_reply_given", Field::first_reply),
                                      std::pair("dsat_resolution_given", Field::resolution)})
      columns.emplace_back(name, has(field) ? "60 * " + d_.as_number(own(field)) : no_number);
    for (const auto& [name, field] :
         {std::pair("dsat_replies", Field::replies), std::pair("dsat_reopens", Field::reopens)})
      columns.emplace_back(name, has(field) ? d_.as_number(own(field)) : no_number);
    for (const Field field : r_.dimensions)
      columns.emplace_back(of_dimension(field), field != Field::tags       ? plain_text(field)
                                                : r_.tag_separator.empty() ? own(field)
                                                                           : d_.as_text(own(field)));
    return select(columns, "FROM " + indented(own_columns()) + (counts_not_all() ? "\nWHERE " + counts() : ""));
  }

  /// Those of tickets()' instants that the table has. What it lacks must not be named: engines differ about columns of
  /// nothing but NULL.
  std::vector<std::string> instants(std::initializer_list<std::pair<Field, const char*>> all) const {
    std::vector<std::string> names;
    for (const auto& [field, name] : all)
      if (has(field)) names.emplace_back(name);
    return names;
  }

  static std::string of_dimension(Field field) { return "dsat_d_" + std::string(info(field).key); }

  /// The columns that every step hands on.
  std::vector<std::string> handed_on() const {
    std::vector<std::string> names = instants({{Field::created_at, "dsat_created"}, {Field::solved_at, "dsat_solved"}});
    for (const char* name : {"dsat_requester", "dsat_reopens", "dsat_replies"}) names.emplace_back(name);
    for (const Field field : r_.dimensions) names.push_back(of_dimension(field));
    return names;
  }

  std::string answer() const {
    const Field field = has(Field::rating) ? Field::rating : Field::sentiment;
    return has(field) ? d_.folded(plain_text(field)) : "''";
  }
  std::string answered(const std::string& answer, const std::string& rated) const {
    std::vector<std::string> silent{""};
    for (const auto* words : {&r_.answers.asked, &r_.answers.not_asked, &r_.answers.nothing})
      silent.insert(silent.end(), words->begin(), words->end());
    std::string condition = answer + " NOT IN (" + list(silent) + ")";
    // Answers given after now aren't known yet.
    if (r_.as_of && has(Field::rated_at))
      condition += fmt::format(" AND ({0} IS NULL OR {0} <= {1})", rated, r_.as_of->seconds());
    return condition;
  }
  bool counts_not_all() const { return has(Field::status) && !r_.left_out.empty(); }
  std::string counts() const { return d_.folded(plain_text(Field::status)) + " NOT IN (" + list(r_.left_out) + ")"; }
  std::string readable() const {
    std::vector<std::string> ways;
    if (!r_.answers.words.empty()) ways.push_back(is_one_of("dsat_answer", list(r_.answers.words)));
    for (const auto& [low, high] : r_.answers.numbers)
      ways.push_back(fmt::format("{} BETWEEN {} AND {}", d_.as_number("dsat_answer"), shortest(low), shortest(high)));
    return "(" + (ways.empty() ? "1 = 0" : join(ways, " OR ")) + ")";
  }
  std::string live() const {
    std::vector<std::string> ways;
    for (const std::string& word : r_.live_words)
      for (const char* end : {"", "s"}) ways.push_back("dsat_channel LIKE " + d_.text("% " + word + end + " %"));
    return "(" + (ways.empty() ? "1 = 0" : join(ways, " OR ")) + ")";
  }

  /// A duration in seconds: as the table has it, else from the opening to its end; never negative.
  std::string duration(Field given, const std::string& name, Field end, const std::string& ended) const {
    std::string ways;
    if (has(given)) ways += " WHEN " + name + " >= 0 THEN " + name;
    if (has(Field::created_at) && has(end))
      ways += " WHEN " + (has(given) ? name + " IS NULL AND " : std::string()) + ended + " >= dsat_created THEN (" +
              ended + " - dsat_created) * 1.0";
    return ways.empty() ? d_.no_seconds() : "CASE" + ways + " END";
  }

  std::string counted() const {
    Columns columns;
    for (const std::string& name : handed_on()) columns.emplace_back(name, name);
    const auto cohort = instants(
        {{Field::solved_at, "dsat_solved"}, {Field::created_at, "dsat_created"}, {Field::updated_at, "dsat_updated"}});
    columns.emplace_back("dsat_cohort", cohort.size() == 1 ? cohort.front() : "COALESCE(" + join(cohort, ", ") + ")");
    columns.emplace_back("dsat_newest", d_.largest(instants({{Field::created_at, "dsat_created"},
                                                             {Field::solved_at, "dsat_solved"},
                                                             {Field::updated_at, "dsat_updated"},
                                                             {Field::rated_at, "dsat_rated"}})));
    columns.emplace_back("dsat_answered", flag(answered("dsat_answer", "dsat_rated")));
    columns.emplace_back("dsat_readable", flag(answered("dsat_answer", "dsat_rated") + " AND " + readable()));
    const std::string no = "'no', 'false', '0', 'n', 'f'";
    columns.emplace_back("dsat_asked", "CASE WHEN " + is_one_of("dsat_answer", list(r_.answers.asked)) +
                                           " THEN 1 WHEN " + is_one_of("dsat_answer", list(r_.answers.not_asked)) +
                                           " THEN 0 WHEN dsat_sent IN (" + no +
                                           ") THEN 0 WHEN dsat_sent <> '' THEN 1 END");
    const std::string done = is_one_of("dsat_status", list(r_.solved_words));
    columns.emplace_back("dsat_is_solved", flag(has(Field::solved_at) ? "dsat_solved IS NOT NULL OR " + done : done));
    columns.emplace_back("dsat_is_live", flag(live()));
    columns.emplace_back("dsat_first_reply", duration(Field::first_reply, "dsat_first_reply_given",
                                                      Field::first_replied_at, "dsat_replied"));
    // What hasn't been solved has no resolution time.
    const std::string resolution =
        duration(Field::resolution, "dsat_resolution_given", Field::solved_at, "dsat_solved");
    columns.emplace_back("dsat_resolution", has(Field::solved_at)
                                                ? "CASE WHEN dsat_solved IS NOT NULL THEN " + resolution + " END"
                                                : resolution);
    columns.emplace_back("dsat_in_sla", flag("dsat_sla <> ''"));
    columns.emplace_back("dsat_broke_sla", flag("dsat_sla IN ('breached', 'yes', 'true', '1', 'violated', 'missed')"));
    return select(columns, "FROM " + source("tickets"));
  }

  std::string placed() const {
    Columns columns;
    for (const std::string& name : handed_on()) columns.emplace_back(name, name);
    for (const char* name :
         {"dsat_cohort", "dsat_newest", "dsat_answered", "dsat_readable", "dsat_asked", "dsat_is_solved",
          "dsat_is_live", "dsat_first_reply", "dsat_resolution", "dsat_in_sla", "dsat_broke_sla"})
      columns.emplace_back(name, name);
    columns.emplace_back("dsat_day",
                         "CASE WHEN dsat_cohort IS NOT NULL THEN " + d_.day("dsat_cohort", r_.zone) + " END");
    if (has(Field::created_at))
      columns.emplace_back("dsat_opened",
                           "CASE WHEN dsat_created IS NOT NULL THEN " + d_.day("dsat_created", r_.zone) + " END");
    return select(columns, "FROM " + source("counted"));
  }

  /// Whether each ticket can have been followed by another of its customer within a week of its solution, and was. With
  /// windows: openings and solutions in one row of time, where of equal ones the opening stands first, as it isn't
  /// after.
  std::string contacts() const {
    std::vector<std::string> names = handed_on();
    for (const char* name :
         {"dsat_cohort", "dsat_answered", "dsat_readable", "dsat_asked", "dsat_is_solved", "dsat_is_live",
          "dsat_first_reply", "dsat_resolution", "dsat_in_sla", "dsat_broke_sla", "dsat_day"})
      names.emplace_back(name);
    Columns columns;
    for (const std::string& name : names) columns.emplace_back(name, name);
    columns.emplace_back("dsat_contact_base",
                         flag("dsat_is_solved = 1 AND dsat_solved IS NOT NULL AND dsat_created IS NOT NULL AND "
                              "dsat_requester <> '' AND dsat_solved + 604800 <= " +
                              as_of()));
    if (!d_.has_windows) {
      columns.emplace_back("dsat_came_back",
                           flag("arrayExists(one -> one > ifNull(dsat_solved, 0) AND one <= ifNull(dsat_solved, 0) + "
                                "604800, dsat_opens)"));
      return select(columns, "FROM " + source("placed") +
                                 "\nGLOBAL ANY LEFT JOIN (\n  SELECT dsat_requester, groupArray(dsat_created) AS "
                                 "dsat_opens FROM " +
                                 indented(source("tickets")) +
                                 " WHERE dsat_created IS NOT NULL AND dsat_requester <> '' GROUP BY dsat_requester\n) "
                                 "USING dsat_requester");
    }
    Columns events, openings;
    for (const std::string& name : names) {
      events.emplace_back(name, name);
      openings.emplace_back(name, name == "dsat_requester" ? name : "NULL");
    }
    events.emplace_back("dsat_at", "dsat_solved");
    events.emplace_back("dsat_is_opening", "0");
    openings.emplace_back("dsat_at", "dsat_created");
    openings.emplace_back("dsat_is_opening", "1");
    columns.emplace_back("dsat_is_opening", "dsat_is_opening");
    columns.emplace_back(
        "dsat_came_back",
        flag("MIN(CASE WHEN dsat_is_opening = 1 THEN dsat_at END) OVER (PARTITION BY dsat_requester ORDER BY dsat_at, "
             "dsat_is_opening DESC ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) <= dsat_solved + 604800"));
    return select(columns, "FROM " + d_.source("\n  " +
                                                   indented(select(events, "FROM placed") + "\nUNION ALL\n" +
                                                            select(openings,
                                                                   "FROM placed WHERE dsat_created IS NOT NULL AND "
                                                                   "dsat_requester <> ''")) +
                                                   "\n",
                                               "dsat_events"));
  }

  std::string query_of(const std::string& name) const {
    return name == "tickets" ? tickets() : name == "counted" ? counted() : name == "placed" ? placed() : contacts();
  }
  std::string with(const std::vector<std::string>& names) const {
    if (!d_.has_with) return {};
    std::string text;
    for (const std::string& name : names)
      text += (text.empty() ? "WITH " : ",\n") + name + " AS (\n  " + indented(query_of(name)) + "\n)";
    return text + "\n";
  }
  /// A named subquery in FROM.
  std::string source(const std::string& name) const {
    return d_.has_with ? name : "(\n  " + indented(query_of(name)) + "\n)";
  }
  std::string as_of() const {
    if (r_.as_of) return std::to_string(r_.as_of->seconds());
    return "(SELECT MAX(dsat_newest) FROM " + source("counted") + ")";
  }

  std::string in_window(const std::string& day) const {
    return "(" + day + " >= " + d_.date(r_.window->begin) + " AND " + day + " < " + d_.date(r_.window->end) + ")";
  }

  std::string period_of(Unit unit) const {
    return "CASE WHEN dsat_day IS NULL THEN '(no date)' ELSE " + d_.label("dsat_day", unit) + " END";
  }

  /// The counts of a group, after what names it.
  void add_counts(Columns& columns) const {
    const auto sum = [](const std::string& condition) { return "SUM(" + flag(condition) + ")"; };
    const bool contacts = counts_contacts();
    const std::string silently_marked = sum("dsat_answered = 0 AND dsat_asked IS NOT NULL");
    const std::string replied =
        "dsat_is_solved = 1 AND dsat_is_live = 0 AND dsat_reopens IS NOT NULL AND dsat_replies >= 1";
    const auto quantile = [&](const char* values, double at) { return d_.quantile(values, at) + " / 60"; };
    const Columns counts{
        {"tickets", "COUNT(*)"},
        {"solved", has(Field::solved_at) || has(Field::status) ? "SUM(dsat_is_solved)" : "NULL"},
        {"surveyed",
         "CASE WHEN " + silently_marked + " > 0 THEN " + sum("dsat_answered = 1 OR dsat_asked = 1") + " END"},
        {"rated", "SUM(dsat_readable)"},
        {"unreadable", "SUM(dsat_answered - dsat_readable)"},
        {"first_reply_n", "COUNT(dsat_first_reply)"},
        {"first_reply_p50", quantile("dsat_first_reply", 0.5)},
        {"first_reply_p90", quantile("dsat_first_reply", 0.9)},
        {"resolution_n", "COUNT(dsat_resolution)"},
        {"resolution_p50", quantile("dsat_resolution", 0.5)},
        {"resolution_p90", quantile("dsat_resolution", 0.9)},
        {"one_touch", sum(replied + " AND dsat_replies = 1 AND dsat_reopens = 0")},
        {"one_touch_base", sum(replied)},
        {"reopened", sum("dsat_is_solved = 1 AND dsat_reopens > 0")},
        {"reopened_base", sum("dsat_is_solved = 1 AND dsat_reopens IS NOT NULL")},
        {"fcr",
         contacts ? sum("dsat_contact_base = 1 AND dsat_came_back = 0 AND COALESCE(dsat_reopens, 0) <= 0") : "0"},
        {"fcr_base", contacts ? "SUM(dsat_contact_base)" : "0"},
        {"repeat_contact", contacts ? sum("dsat_contact_base = 1 AND dsat_came_back = 1") : "0"},
        {"repeat_contact_base", contacts ? "SUM(dsat_contact_base)" : "0"},
        {"sla_breached", "SUM(dsat_broke_sla)"},
        {"sla_base", "SUM(dsat_in_sla)"}};
    columns.insert(columns.end(), counts.begin(), counts.end());
  }

  std::string count_query(const std::string& dimension, std::optional<Field> field, Unit unit) const {
    const bool by_tag = field == Field::tags;
    const std::string value = !field ? std::string() : by_tag ? "tag" : of_dimension(*field);
    Columns columns{{"period", period_of(unit)},
                    {"every", d_.text(name_of(unit))},
                    {"dimension", d_.text(dimension)},
                    {"value", field ? "COALESCE(" + d_.most_frequent(value) + ", '')" : "''"}};
    add_counts(columns);
    std::string from = source(counts_contacts() ? "contacts" : "placed");
    if (by_tag) from = d_.each_tag(from, of_dimension(Field::tags), r_.tag_separator);
    std::vector<std::string> conditions;
    if (counts_contacts() && d_.has_windows) conditions.emplace_back("dsat_is_opening = 0");
    if (r_.window) conditions.push_back(in_window("dsat_day"));
    if (unit != r_.every) conditions.emplace_back("dsat_day IS NOT NULL");
    return select(columns, "FROM " + from + (conditions.empty() ? "" : "\nWHERE " + join(conditions, " AND ")) +
                               "\nGROUP BY " + period_of(unit) +
                               (field ? ", " + d_.folded("COALESCE(" + value + ", '')") : ""));
  }

  /// Where subqueries have no names, one query counts by all dimensions: a ticket stands there once for each.
  std::string one_query_for_all() const {
    const std::string unit = d_.text(name_of(r_.every)), period = period_of(r_.every);
    std::vector<std::string> places{"tuple(" + period + ", " + unit + ", 'all', '')"};
    if (r_.every != Unit::day) places.push_back("tuple(" + period_of(Unit::day) + ", 'day', 'all', '')");
    for (const Field field : r_.dimensions)
      if (field != Field::tags)
        places.push_back("tuple(" + period + ", " + unit + ", " + d_.text(dimension_of_field(field)) + ", " +
                         of_dimension(field) + ")");
    std::string all = "[" + join(places, ", ") + "]";
    if (std::ranges::find(r_.dimensions, Field::tags) != r_.dimensions.end()) {
      const std::string tags = d_.tags_of(of_dimension(Field::tags), r_.tag_separator);
      all = "arrayConcat(" + all + ", arrayMap(one -> tuple(" + period + ", " + unit + ", 'tag', one), if(empty(" +
            tags + "), [''], " + tags + ")))";
    }
    const std::string place = "dsat_place.";
    Columns columns{{"period", place + "1"},
                    {"every", place + "2"},
                    {"dimension", place + "3"},
                    {"value", d_.most_frequent(place + "4")}};
    add_counts(columns);
    Columns inner{{"dsat_place", "arrayJoin(" + all + ")"}};
    for (const char* name :
         {"dsat_answered", "dsat_readable", "dsat_asked", "dsat_is_solved", "dsat_is_live", "dsat_first_reply",
          "dsat_resolution", "dsat_in_sla", "dsat_broke_sla", "dsat_reopens", "dsat_replies"})
      inner.emplace_back(name, name);
    if (counts_contacts())
      for (const char* name : {"dsat_contact_base", "dsat_came_back"}) inner.emplace_back(name, name);
    return select(columns, "FROM (\n  " +
                               indented(select(inner, "FROM " + source(counts_contacts() ? "contacts" : "placed") +
                                                          (r_.window ? "\nWHERE " + in_window("dsat_day") : ""))) +
                               "\n)\nWHERE NOT (dsat_place.2 = 'day' AND dsat_place.1 = '(no date)')\nGROUP BY "
                               "dsat_place.1, dsat_place.2, dsat_place.3, " +
                               d_.folded(place + "4"));
  }

  /// Every column but the first five, empty.
  static void add_nothing(Columns& columns) {
    for (const char* name : {"solved",          "surveyed",       "rated",
                             "unreadable",      "first_reply_n",  "first_reply_p50",
                             "first_reply_p90", "resolution_n",   "resolution_p50",
                             "resolution_p90",  "one_touch",      "one_touch_base",
                             "reopened",        "reopened_base",  "fcr",
                             "fcr_base",        "repeat_contact", "repeat_contact_base",
                             "sla_breached",    "sla_base"})
      columns.emplace_back(name, "NULL");
  }

  std::string arrivals_query() const {
    Columns columns{{"period", d_.label("dsat_opened", Unit::day)},
                    {"every", "'day'"},
                    {"dimension", "'created'"},
                    {"value", "''"},
                    {"tickets", "COUNT(*)"}};
    add_nothing(columns);
    return select(columns, "FROM " + source("placed") + "\nWHERE dsat_opened IS NOT NULL" +
                               (r_.window ? " AND " + in_window("dsat_opened") : "") + "\nGROUP BY " +
                               d_.label("dsat_opened", Unit::day));
  }

  std::string meta_query() const {
    const std::string period =
        r_.window ? iso_date(r_.window->begin) + ".." + iso_date(r_.window->end - 1) : std::string("all");
    Columns columns{
        {"period", d_.text(period)},
        {"every", d_.text(name_of(r_.every))},
        {"dimension", "'meta'"},
        {"value", "CONCAT('as-of=', " + (r_.as_of ? d_.text(iso_moment(*r_.as_of)) : d_.iso("MAX(dsat_newest)")) +
                      ", " + d_.text(";tz=" + r_.zone + ";version=1") + ")"},
        {"tickets", "NULL"}};
    add_nothing(columns);
    return select(columns, "FROM " + source("counted"));
  }

  const Dialect& d_;
  const Request& r_;
};

}  // namespace

std::optional<Field> field_of_dimension(std::string_view key) {
  for (const Field field : dimension_fields)
    if (dimension_of_field(field) == key) return field;
  return std::nullopt;
}

std::string dimension_of_field(Field field) {
  if (field == Field::tags) return "tag";
  if (field == Field::template_name) return "template";
  if (field == Field::survey_method) return "survey-method";
  if (field == Field::requester_id) return "requester";
  return std::string(info(field).key);
}

std::string rated_query(const Dialect& dialect, const Request& request) {
  return Builder(dialect, request).rated();
}

std::string volumes_query(const Dialect& dialect, const Request& request) {
  return Builder(dialect, request).volumes();
}

std::vector<std::string> undefined_there(const Dialect& dialect, const Request& request) {
  std::vector<std::string> sentences;
  const Builder builder(dialect, request);
  if (!builder.counts_contacts())
    sentences.emplace_back(
        "First-contact resolution and repeat contacts need the columns requester_id, created_at and "
        "solved_at.");
  return sentences;
}

}  // namespace dsat::sql
