#include "load/readers/json_records.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <string>

namespace dsat::load {
namespace {

namespace dom = simdjson::dom;
using Type = dom::element_type;

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_object(const dom::element& element) {
  return element.type() == Type::OBJECT;
}
bool is_array(const dom::element& element) {
  return element.type() == Type::ARRAY;
}
bool is_scalar(const dom::element& element) {
  return !is_object(element) && !is_array(element);
}
dom::object object_of(const dom::element& element) {
  return element.get_object().value_unsafe();
}
dom::array array_of(const dom::element& element) {
  return element.get_array().value_unsafe();
}

bool is_score(const dom::element& element) {
  std::int64_t score = 0;
  return element.type() == Type::INT64 && element.get(score) == simdjson::SUCCESS && (score == 0 || score == 1);
}

bool holds_object(const dom::element& element) {
  if (!is_array(element)) return false;
  for (const dom::element item : array_of(element)) {
    if (is_object(item)) return true;
  }
  return false;
}

/// Arrays of these names hold records wherever they stand.
bool names_records(std::string_view name) {
  constexpr std::array<std::string_view, 7> names = {"tickets",         "satisfaction_ratings", "survey_responses",
                                                     "conversations",   "ticket_metrics",       "ticket_metric_sets",
                                                     "customer_reviews"};
  return is_one_of(names, name);
}

/// Arrays of these names hold records unless the object around them is a record itself.
bool may_name_records(std::string_view name) {
  constexpr std::array<std::string_view, 27> names = {
      "results",  "data",          "items",    "rows",        "records",   "values",  "value",
      "entries",  "elements",      "list",     "surveys",     "responses", "reviews", "ratings",
      "scores",   "users",         "groups",   "agents",      "cases",     "issues",  "requests",
      "feedback", "organizations", "contacts", "submissions", "customers", "brands"};
  return is_one_of(names, name);
}

/// An object with one of these and no values of its own is a wrapper around a record.
bool names_one_record(std::string_view name) {
  constexpr std::array<std::string_view, 14> names = {"ticket",        "satisfaction_rating",
                                                      "conversation",  "survey_response",
                                                      "ticket_metric", "rating",
                                                      "review",        "case",
                                                      "issue",         "request",
                                                      "response",      "record",
                                                      "result",        "data"};
  return is_one_of(names, name);
}

/// Members that tell about a page of records, or about the answer of the server.
bool is_about_page(std::string_view name) {
  constexpr std::array<std::string_view, 36> names = {
      "count",         "total",     "total_count", "totalCount", "page",        "pages",
      "per_page",      "page_size", "pageSize",    "limit",      "offset",      "next_page",
      "previous_page", "next",      "previous",    "prev",       "next_cursor", "after_cursor",
      "before_cursor", "after_url", "before_url",  "end_time",   "start_time",  "end_of_stream",
      "has_more",      "hasMore",   "success",     "ok",         "status",      "message",
      "code",          "type",      "object",      "cursor",     "url",         "max_results"};
  return is_one_of(names, name);
}

bool names_id(std::string_view name) {
  const auto ends = [name](std::string_view ending) { return name.ends_with(ending); };
  return name == "id" || name == "uuid" || name == "key" || name == "number" || ends("_id") || ends("Id") ||
         ends("_number") || ends("Number");
}

bool is_row_number(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t length_of_scalars(const dom::array& array) {
  std::size_t length = 0;
  for (const dom::element item : array) {
    if (!is_scalar(item)) return 0;
    ++length;
  }
  return length;
}

std::size_t length_of_numbered(const dom::object& object) {
  std::size_t length = 0;
  for (const auto [name, value] : object) {
    if (!is_row_number(name) || !is_scalar(value)) return 0;
    ++length;
  }
  return length;
}

/// Records that are members of an object, each under its number.
bool holds_numbered_records(const dom::object& object) {
  bool any = false;
  for (const auto [name, value] : object) {
    if (!is_row_number(name) || !is_object(value)) return false;
    any = true;
  }
  return any;
}

/// A server's answer that there is nothing: `{"count":0,"results":[]}`.
bool is_empty_page(const dom::object& object) {
  bool empty_list = false;
  for (const auto [name, value] : object) {
    const bool is_list = is_array(value) && (names_records(name) || may_name_records(name));
    if (is_list && array_of(value).begin() == array_of(value).end())
      empty_list = true;
    else if (!is_about_page(name) && !value.is_null())
      return false;
  }
  return empty_list;
}

bool is_page(const dom::object& object) {
  for (const auto [name, value] : object) {
    if (is_array(value) && names_records(name)) return true;
  }
  return false;
}

bool has_values(const dom::object& object) {
  for (const auto [name, value] : object) {
    if (is_scalar(value) && !value.is_null() && !is_about_page(name)) return true;
  }
  return false;
}

/// The member that is the record of an object without values of its own; empty if there is none.
std::string_view wrapped_member(const dom::object& object) {
  if (has_values(object)) return {};
  for (const auto [name, value] : object) {
    if (is_object(value) && names_one_record(name)) return name;
  }
  return {};
}

}  // namespace

bool holds_records(const dom::element& document) {
  return is_object(document) || holds_object(document);
}

bool lies_in_columns(const dom::element& document) {
  if (!is_object(document)) return false;
  std::size_t columns = 0, length = 0;
  for (const auto [name, column] : object_of(document)) {
    const std::size_t size = is_array(column)                            ? length_of_scalars(array_of(column))
                             : is_object(column) && !is_row_number(name) ? length_of_numbered(object_of(column))
                                                                         : 0;
    if (size < 2 || (columns++ > 0 && size != length)) return false;
    length = size;
  }
  return columns >= 2;
}

void JsonRecordFinder::find(const dom::element& document, std::uint64_t line) {
  line_ = line;
  if (is_array(document)) {
    find_in_array("", array_of(document));
  } else if (is_object(document) && holds_numbered_records(object_of(document))) {
    for (const auto [name, value] : object_of(document)) emit_object("", value);
  } else if (is_object(document) && !is_empty_page(object_of(document)) && !find_containers(object_of(document), 0)) {
    emit_object("", document);
  }
}

void JsonRecordFinder::find_in_array(std::string_view type, const dom::array& array) {
  bool any_object = false, only_scores = true;
  for (const dom::element item : array) {
    any_object |= is_object(item);
    only_scores = only_scores && is_score(item);
  }
  if (!any_object && !only_scores) return;
  for (const dom::element item : array) {
    if (!any_object) {
      sink_.record("scores", {item}, next_line());
    } else if (!is_object(item)) {
      sink_.no_record(item, next_line());
    } else if (!is_page(object_of(item)) || !find_containers(object_of(item), 0)) {
      emit_object(type, item);
    }
  }
}

/// A record, out of its wrapper if there is one. An empty object is none.
void JsonRecordFinder::emit_object(std::string_view type, const dom::element& element) {
  const dom::object object = object_of(element);
  const std::string_view inner = wrapped_member(object);
  if (!inner.empty()) {
    const std::string plural = inner == "data" ? "data" : std::string(inner) + "s";
    const dom::element member = object.at_key(inner).value_unsafe();
    sink_.record(type.empty() ? plural : type, {member, &object, inner}, next_line());
  } else if (object.begin() != object.end()) {
    sink_.record(type, {element}, next_line());
  }
}

bool JsonRecordFinder::is_record(const dom::object& object) const {
  for (const auto [name, value] : object) {
    if (is_scalar(value) && !is_about_page(name) && (names_id(name) || (known_ && known_(name)))) return true;
  }
  return false;
}

/// Takes records out of the arrays of an object, or of objects in it; false if the object is no container.
bool JsonRecordFinder::find_containers(const dom::object& object, int depth) {
  bool page = false, may_contain = false;
  for (const auto [name, value] : object) {
    if (!is_array(value)) continue;
    page |= names_records(name);
    may_contain |= may_name_records(name) && holds_object(value);
  }
  if (page || (may_contain && !is_record(object))) return find_in_members(object);
  if (has_values(object)) return false;
  constexpr int deepest = 4;
  bool found = false;
  for (const auto [name, value] : object) {
    if (is_object(value) && depth < deepest) found |= find_containers(object_of(value), depth + 1);
  }
  return found || (wrapped_member(object).empty() && find_in_members(object));
}

bool JsonRecordFinder::find_in_members(const dom::object& object) {
  bool found = is_page(object);
  for (const auto [name, value] : object) {
    if (!holds_object(value)) continue;
    found = true;
    find_in_array(name, array_of(value));
  }
  return found;
}

}  // namespace dsat::load
