#include "load/readers/json.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/hash.hpp"
#include "load/readers/json_check.hpp"
#include "load/source.hpp"
#include "load/window.hpp"

namespace dsat::load {
namespace {

namespace dom = simdjson::dom;
using Type = dom::element_type;

constexpr std::size_t first_read = std::size_t{1} << 20;
constexpr std::size_t most_columns = 100'000;
constexpr std::size_t samples_per_reason = 3;
constexpr std::string_view replacement = "\xEF\xBF\xBD";

constexpr std::string_view broken_line = "broken line of JSON Lines (rejected)";
constexpr std::string_view cut_line = "the last line is cut short (is the file still being written? rejected)";
constexpr std::string_view no_record = "an item that isn't a record (rejected)";
constexpr std::string_view repeated_member = "a member occurs twice in one record (the first is taken)";
constexpr std::string_view control_byte = "control character in a string (replaced)";
constexpr std::string_view too_many_columns = "more different members than can be columns (passed over)";

/// A record where it stands.
struct Record {
  dom::element main;
  dom::object wrapper;          ///< the object it is a member of, whose other members join it
  std::string_view wrapped_as;  ///< the name of that member; empty: not wrapped
};

using RecordSink = std::function<void(std::string_view type, const Record& record, std::uint64_t line)>;

// --- which parts of a document are records ---------------------------------------------------------------------------

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

/// Finds the records of one document.
class Finder {
 public:
  Finder(RecordSink sink, std::function<void(const dom::element&, std::uint64_t)> reject, const KnownName& known)
      : sink_(std::move(sink)), reject_(std::move(reject)), known_(known) {}

  /// True for a table that lies on its side: a list, or an object with numbers for names, per column.
  static bool lies_in_columns(const dom::element& document) {
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

  /// `line`: where the document stands in JSON Lines; 0: its records are numbered.
  void find(const dom::element& document, std::uint64_t line) {
    line_ = line;
    if (is_array(document)) {
      find_in_array("", array_of(document));
    } else if (is_object(document) && holds_numbered_records(object_of(document))) {
      for (const auto [name, value] : object_of(document)) emit_object("", value);
    } else if (is_object(document) && !is_empty_page(object_of(document)) && !find_containers(object_of(document), 0)) {
      emit_object("", document);
    }
  }

 private:
  /// A server's answer that there is nothing: `{"count":0,"results":[]}`.
  static bool is_empty_page(const dom::object& object) {
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
  static bool is_row_number(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  }
  static std::size_t length_of_scalars(const dom::array& array) {
    std::size_t length = 0;
    for (const dom::element item : array) {
      if (!is_scalar(item)) return 0;
      ++length;
    }
    return length;
  }
  static std::size_t length_of_numbered(const dom::object& object) {
    std::size_t length = 0;
    for (const auto [name, value] : object) {
      if (!is_row_number(name) || !is_scalar(value)) return 0;
      ++length;
    }
    return length;
  }
  /// Records that are members of an object, each under its number.
  static bool holds_numbered_records(const dom::object& object) {
    bool any = false;
    for (const auto [name, value] : object) {
      if (!is_row_number(name) || !is_object(value)) return false;
      any = true;
    }
    return any;
  }

  std::uint64_t next_line() { return line_ != 0 ? line_ : ++number_; }

  void find_in_array(std::string_view type, const dom::array& array) {
    bool any_object = false, only_scores = true;
    for (const dom::element item : array) {
      any_object |= is_object(item);
      only_scores = only_scores && is_score(item);
    }
    if (!any_object && !only_scores) return;
    for (const dom::element item : array) {
      if (!any_object) {
        sink_("scores", {item, {}, {}}, next_line());
      } else if (!is_object(item)) {
        reject_(item, next_line());
      } else if (!is_page(object_of(item)) || !find_containers(object_of(item), 0)) {
        emit_object(type, item);
      }
    }
  }

  /// A record, out of its wrapper if there is one. An empty object is none.
  void emit_object(std::string_view type, const dom::element& element) {
    const dom::object object = object_of(element);
    const std::string_view inner = wrapped_member(object);
    if (!inner.empty()) {
      const std::string plural = inner == "data" ? "data" : std::string(inner) + "s";
      sink_(type.empty() ? plural : type, {object.at_key(inner).value_unsafe(), object, inner}, next_line());
    } else if (object.begin() != object.end()) {
      sink_(type, {element, {}, {}}, next_line());
    }
  }

  static bool is_page(const dom::object& object) {
    for (const auto [name, value] : object) {
      if (names_records(name) && is_array(value)) return true;
    }
    return false;
  }

  static bool has_values(const dom::object& object) {
    for (const auto [name, value] : object) {
      if (is_scalar(value) && !value.is_null() && !is_about_page(name)) return true;
    }
    return false;
  }

  /// The member that is the record of an object without values of its own; empty if there is none.
  static std::string_view wrapped_member(const dom::object& object) {
    if (has_values(object)) return {};
    for (const auto [name, value] : object) {
      if (is_object(value) && names_one_record(name)) return name;
    }
    return {};
  }

  bool is_record(const dom::object& object) const {
    for (const auto [name, value] : object) {
      if (is_scalar(value) && !is_about_page(name) && (names_id(name) || (known_ && known_(name)))) return true;
    }
    return false;
  }

  /// Takes records out of the arrays of an object, or of objects in it; false if the object is no container.
  bool find_containers(const dom::object& object, int depth) {
    bool may_contain = false;
    for (const auto [name, value] : object) may_contain |= may_name_records(name) && holds_object(value);
    if (is_page(object) || (may_contain && !is_record(object))) return find_in_members(object);
    if (has_values(object)) return false;
    constexpr int deepest = 4;
    bool found = false;
    for (const auto [name, value] : object) {
      if (is_object(value) && depth < deepest) found |= find_containers(object_of(value), depth + 1);
    }
    return found || (wrapped_member(object).empty() && find_in_members(object));
  }

  bool find_in_members(const dom::object& object) {
    bool found = is_page(object);
    for (const auto [name, value] : object) {
      if (!holds_object(value)) continue;
      found = true;
      find_in_array(name, array_of(value));
    }
    return found;
  }

  RecordSink sink_;
  std::function<void(const dom::element&, std::uint64_t)> reject_;
  const KnownName& known_;
  std::uint64_t line_ = 0, number_ = 0;
};

// --- records to cells ------------------------------------------------------------------------------------------------

/// A scalar as a cell. Integers come out as written.
std::string_view text_of(const dom::element& element, std::string& scratch) {
  switch (element.type()) {
    case Type::STRING:
      return element.get_string().value_unsafe();
    case Type::INT64:
      return scratch = std::to_string(element.get_int64().value_unsafe());
    case Type::UINT64:
      return scratch = std::to_string(element.get_uint64().value_unsafe());
    case Type::DOUBLE:
      return scratch = shortest(element.get_double().value_unsafe());
    case Type::BOOL:
      return element.get_bool().value_unsafe() ? "true" : "false";
    default:
      return {};
  }
}

class CellSink {
 public:
  virtual ~CellSink() = default;
  virtual void cell(const std::string& path, std::string_view text) = 0;
  virtual void null(const std::string& path) = 0;
};

/// Goes through a record and hands every value on with its path.
class Flattener {
 public:
  void record(const Record& record, CellSink& sink) {
    path_.clear();
    if (is_scalar(record.main)) {
      path_ = "value";
      return value(record.main, 0, sink);
    }
    members(object_of(record.main), {}, 0, sink);
    if (!record.wrapped_as.empty()) members(record.wrapper, record.wrapped_as, 0, sink);
  }

  std::size_t control_bytes() const { return control_bytes_; }

 private:
  /// Lines the values of all items up: every path gets as many as there are items.
  class Group : public CellSink {
   public:
    explicit Group(char inner) : inner_(inner) {}
    void begin_item() { ++items_; }
    void cell(const std::string& path, std::string_view text) override {
      auto found =
          std::find_if(columns_.begin(), columns_.end(), [&path](const auto& column) { return column.path == path; });
      if (found == columns_.end()) found = columns_.insert(columns_.end(), {path, {}});
      std::vector<std::string>& values = found->values;
      const bool again = values.size() == items_;
      values.resize(items_);
      if (again) values.back() += inner_;
      values.back() += text;
    }
    void null(const std::string& path) override { cell(path, {}); }
    void finish(char separator, CellSink& sink) {
      for (Column& column : columns_) {
        column.values.resize(items_);
        sink.cell(column.path, join(column.values, std::string_view(&separator, 1)));
      }
    }

   private:
    struct Column {
      std::string path;
      std::vector<std::string> values;
    };
    char inner_;
    std::size_t items_ = 0;
    std::vector<Column> columns_;
  };

  void members(const dom::object& object, std::string_view except, int arrays, CellSink& sink) {
    const std::size_t size = path_.size();
    for (const auto [name, member] : object) {
      if (!except.empty() && name == except) continue;
      if (size != 0) path_ += '.';
      path_ += name;
      value(member, arrays, sink);
      path_.resize(size);
    }
  }

  void value(const dom::element& element, int arrays, CellSink& sink) {
    if (is_object(element)) return members(object_of(element), {}, arrays, sink);
    if (is_array(element)) return items(array_of(element), arrays, sink);
    if (element.is_null()) return sink.null(path_);
    sink.cell(path_, clean(text_of(element, number_)));
  }

  void items(const dom::array& array, int arrays, CellSink& sink) {
    const char separator = arrays == 0 ? array_separator : inner_array_separator;
    const bool nested =
        std::any_of(array.begin(), array.end(), [](const dom::element& item) { return !is_scalar(item); });
    if (!nested) {
      std::string joined;
      bool first = true;
      for (const dom::element item : array) {
        if (!std::exchange(first, false)) joined += separator;
        joined += clean(text_of(item, number_));
      }
      return sink.cell(path_, joined);
    }
    const std::size_t size = path_.size();
    path_ += "[]";
    Group group(inner_array_separator);
    for (const dom::element item : array) {
      group.begin_item();
      value(item, arrays + 1, group);
    }
    path_.resize(size);
    group.finish(separator, sink);
  }

  /// Without the bytes that have a meaning here.
  std::string_view clean(std::string_view text) {
    const auto is_ours = [](char byte) {
      return byte == array_separator || byte == inner_array_separator || byte == '\0';
    };
    if (std::none_of(text.begin(), text.end(), is_ours)) return text;
    cleaned_.clear();
    for (const char byte : text) {
      if (is_ours(byte)) {
        cleaned_ += replacement;
        ++control_bytes_;
      } else {
        cleaned_ += byte;
      }
    }
    return cleaned_;
  }

  std::string path_, number_, cleaned_;
  std::size_t control_bytes_ = 0;
};

/// Tables that grow by a record at a time, one for each record type.
class Tables {
 public:
  Tables(const ColumnPlan& plan, Oddities& oddities) : plan_(plan), oddities_(oddities) {}

  void add(std::string_view type, const Record& record, std::uint64_t line) {
    Open& open = table_of(type);
    Row row(*this, open, line);
    const std::size_t controls = flattener_.control_bytes();
    flattener_.record(record, row);
    if (flattener_.control_bytes() != controls) {
      oddities_.note(control_byte, line, static_cast<std::int64_t>(flattener_.control_bytes() - controls));
    }
    open.table.lines.push_back(static_cast<std::uint32_t>(line));
    open.table.fingerprints.push_back(row.fingerprint);
    ++open.table.rows;
  }

  std::vector<RawTable> finish() {
    std::vector<RawTable> tables;
    for (Open& open : tables_) {
      for (RawColumn& column : open.table.columns) column.pad(open.table.rows);
      tables.push_back(std::move(open.table));
    }
    return tables;
  }

 private:
  struct Open {
    RawTable table;
    std::unordered_map<std::string, std::size_t> index;
  };

  struct Row : CellSink {
    Tables& tables;
    Open& open;
    std::uint64_t line;
    std::uint64_t fingerprint = 0;

    Row(Tables& all, Open& one, std::uint64_t at) : tables(all), open(one), line(at) {}
    void cell(const std::string& path, std::string_view text) override {
      fingerprint = hash_more(hash_more(fingerprint, path), text);
      if (RawColumn* column = tables.column(open, path, line)) column->append(text);
    }
    void null(const std::string& path) override {
      fingerprint = hash_more(fingerprint, path);
      if (RawColumn* column = tables.column(open, path, line)) column->append_null();
    }
  };

  Open& table_of(std::string_view type) {
    const auto found = std::find_if(tables_.begin(), tables_.end(),
                                    [type](const Open& open) { return open.table.record_type == type; });
    if (found != tables_.end()) return *found;
    tables_.emplace_back().table.record_type = type;
    return tables_.back();
  }

  /// The column of a path, filled up to the row at hand; nothing if that has a value already.
  RawColumn* column(Open& open, const std::string& path, std::uint64_t line) {
    const auto [at, is_new] = open.index.try_emplace(path, open.table.columns.size());
    if (is_new) {
      if (open.table.columns.size() == most_columns) {
        open.index.erase(at);
        oddities_.note(too_many_columns, line);
        return nullptr;
      }
      open.table.columns.emplace_back(path, plan_(open.table.record_type, path));
    }
    RawColumn& column = open.table.columns[at->second];
    if (!is_kept(column.keep())) return nullptr;
    if (column.size() > open.table.rows) {
      oddities_.note(repeated_member, line);
      return nullptr;
    }
    column.pad(open.table.rows);
    return &column;
  }

  const ColumnPlan& plan_;
  Oddities& oddities_;
  Flattener flattener_;
  std::vector<Open> tables_;
};

// --- records to lines ------------------------------------------------------------------------------------------------

/// Writes a record as [path, value] pairs, values as they are.
class PairPrinter {
 public:
  std::string_view record(const Record& record) {
    line_ = "[";
    path_.clear();
    if (is_scalar(record.main)) {
      path_ = "value";
      pair(record.main);
    } else {
      members(object_of(record.main), {});
      if (!record.wrapped_as.empty()) members(record.wrapper, record.wrapped_as);
    }
    line_ += "]\n";
    return line_;
  }

 private:
  void members(const dom::object& object, std::string_view except) {
    const std::size_t size = path_.size();
    for (const auto [name, member] : object) {
      if (!except.empty() && name == except) continue;
      if (size != 0) path_ += '.';
      path_ += name;
      value(member);
      path_.resize(size);
    }
  }

  void value(const dom::element& element) {
    if (is_object(element)) {
      const dom::object object = object_of(element);
      if (object.begin() == object.end()) return pair(element);
      return members(object, {});
    }
    if (!is_array(element)) return pair(element);
    const dom::array array = array_of(element);
    if (std::all_of(array.begin(), array.end(), [](const dom::element& item) { return is_scalar(item); }))
      return pair(element);
    const std::size_t size = path_.size();
    path_ += "[]";
    for (const dom::element item : array) value(item);
    path_.resize(size);
  }

  void pair(const dom::element& element) {
    if (line_.size() > 1) line_ += ',';
    line_ += '[';
    append_json_string(line_, path_);
    line_ += ',';
    plain_value(element);
    line_ += ']';
  }

  void plain_value(const dom::element& element) {
    if (is_object(element)) {
      line_ += "{}";
    } else if (is_array(element)) {
      line_ += '[';
      bool first = true;
      for (const dom::element item : array_of(element)) {
        if (!std::exchange(first, false)) line_ += ',';
        plain_value(item);
      }
      line_ += ']';
    } else if (element.is_null()) {
      line_ += "null";
    } else if (element.is_string()) {
      append_json_string(line_, element.get_string().value_unsafe());
    } else {
      line_ += text_of(element, number_);
    }
  }

  std::string line_, path_, number_;
};

// --- documents of a file ---------------------------------------------------------------------------------------------

/// Takes a file apart into documents and parses each.
class JsonFile {
 public:
  JsonFile(const std::string& path, Decoder decoder, const Watch& watch, FileFacts& facts, Oddities& oddities)
      : path_(path), window_(std::move(decoder)), watch_(watch), facts_(facts), oddities_(oddities) {}

  /// Hands every document to `document` with the line it stands in, 0 unless the file is JSON Lines.
  void read(const std::function<void(const dom::element&, std::uint64_t line)>& document) {
    facts_.container = "json";
    skip_blanks();
    if (window_.text().empty()) {
      refuse("the file is empty", "Export it again; expected CSV with a header line, or JSON.", 0, {});
    }
    const std::size_t first_size = first_line();
    dom::element first;
    if (parse(window_.text().substr(0, first_size), first) == simdjson::SUCCESS) {
      // What was parsed doesn't need its text any more.
      const bool may_go_on = holds_records(first);
      const std::uint64_t line = line_;
      pass(first_size);
      skip_blanks();
      if (window_.text().empty()) return document(first, 0);
      if (!may_go_on) refuse_second();
      const bool lines = is_object(first);
      document(first, lines ? line : 0);
      if (lines) {
        facts_.container = "jsonl";
        return read_lines(document);
      }
    }
    read_values(document);
  }

  /// How far the file is read, in bytes once decoded.
  std::uint64_t offset() const { return window_.offset(); }

  [[noreturn]] void refuse_columns() const {
    refuse("valid JSON, but its table is written column by column",
           "Write it record by record (in pandas: to_json with orient=\"records\"), or as CSV.", 0, {});
  }

  void reject_item(const dom::element& item, std::uint64_t line) {
    oddities_.note(no_record, line);
    reject("not a record", simdjson::minify(item), line);
  }

 private:
  static constexpr std::string_view blanks = " \t\r\n";

  void pass(std::size_t size) {
    // Mostly a line with its end: finding that is faster than counting.
    const std::string_view passed = window_.text().substr(0, size);
    std::size_t line_begin = 0;
    for (std::size_t at = passed.find('\n'); at != passed.npos; at = passed.find('\n', line_begin)) {
      ++line_;
      line_begin = at + 1;
    }
    column_ = line_begin == 0 ? column_ + size : size - line_begin;
    window_.drop(size);
  }

  void skip_blanks() {
    for (;;) {
      const std::string_view text = window_.text();
      const std::size_t blank = std::min(text.find_first_not_of(blanks), text.size());
      pass(blank);
      if (blank < text.size() || window_.last()) return;
      window_.more(first_read);
    }
  }

  /// Size of the line that comes next, its end not counted.
  std::size_t first_line() {
    for (std::size_t from = 0;;) {
      const std::size_t stop = window_.text().find('\n', from);
      if (stop != std::string_view::npos) return stop;
      if (window_.last()) return window_.text().size();
      from = window_.text().size();
      read_on();
    }
  }

  void read_on() {
    constexpr std::size_t most_parsed = std::size_t{4} << 30;
    if (window_.text().size() >= most_parsed) {
      refuse("a JSON document of more than 4 GiB can't be read",
             "Export it in parts, or as JSON Lines: one record a line.", 0, {});
    }
    window_.more(first_read);
  }

  simdjson::error_code parse(std::string_view text, dom::element& element) {
    return parser_.parse(text.data(), text.size(), false).get(element);
  }

  static bool holds_records(const dom::element& element) { return is_object(element) || holds_object(element); }

  void read_values(const std::function<void(const dom::element&, std::uint64_t)>& document) {
    for (bool first = true;; first = false) {
      skip_blanks();
      if (window_.text().empty()) return;
      const std::size_t size = value_size();
      const std::string_view text = window_.text().substr(0, size);
      dom::element element;
      const simdjson::error_code error = parse(text, element);
      if (error != simdjson::SUCCESS) refuse_broken(text, error);
      const bool may_go_on = holds_records(element);
      if (!first && !may_go_on) refuse_second();
      pass(size);
      skip_blanks();
      if (!may_go_on && !window_.text().empty()) refuse_second();
      document(element, 0);
    }
  }

  /// Size of the value that comes next. What isn't an array or object can't be followed by anything: all of the rest.
  std::size_t value_size() {
    const char begin = window_.text().front();
    const bool brackets = begin == '{' || begin == '[';
    JsonEnd end;
    for (;;) {
      if (brackets) {
        if (const std::optional<std::size_t> size = end.find(window_.text())) return *size;
      }
      constexpr std::size_t longest_scalar = std::size_t{1} << 24;
      if (window_.last() || (!brackets && window_.text().size() > longest_scalar)) return window_.text().size();
      read_on();
    }
  }

  void read_lines(const std::function<void(const dom::element&, std::uint64_t)>& document) {
    for (;;) {
      skip_blanks();
      if (window_.text().empty()) return;
      const std::size_t size = first_line();
      const std::string_view text = window_.text().substr(0, size);
      dom::element element;
      const simdjson::error_code error = parse(text, element);
      if (error != simdjson::SUCCESS) {
        const bool cut = window_.last() && size == window_.text().size();
        oddities_.note(cut ? cut_line : broken_line, line_);
        reject("broken line", text, line_);
      } else if (!holds_records(element)) {
        oddities_.note(no_record, line_);
        reject("not a record", text, line_);
      } else {
        document(element, line_);
      }
      pass(size);
    }
  }

  void reject(const char* reason, std::string_view text, std::uint64_t line) {
    while (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    const std::string shown = to_valid_utf8(text);
    ++facts_.rejected;
    if (++facts_.rejects[reason] <= static_cast<std::int64_t>(samples_per_reason)) {
      facts_.samples.push_back({line, reason, shorten(one_line(shown.substr(0, 1000)), 120)});
    }
    if (watch_.rejected) watch_.rejected({path_, line, reason, shown});
  }

  [[noreturn]] void refuse(const std::string& what, const std::string& remedy, std::uint64_t column,
                           std::string_view excerpt) const {
    throw Error(ErrorKind::input, what, remedy,
                Place{shown_path(path_), column == 0 ? 0 : line_, column, to_valid_utf8(excerpt)});
  }

  [[noreturn]] void refuse_second() const {
    refuse("not JSON as an export has it: a second value follows, and not both hold records",
           "Several documents may follow one another if each is an object, or an array of objects.", column_ + 1,
           window_.text().substr(0, 100));
  }

  [[noreturn]] void refuse_broken(std::string_view text, simdjson::error_code error) {
    const std::optional<JsonError> found = find_json_error(text);
    std::string what = found ? found->what : simdjson::error_message(error);
    if (!found && error == simdjson::DEPTH_ERROR) what = "nested more than 1,024 deep";
    if (!found && error == simdjson::NUMBER_ERROR) what = "a number is larger than any that can be read";
    const std::size_t at = found ? std::min(found->at, text.size()) : 0;
    pass(at);
    const std::size_t before = std::min<std::size_t>(at, 30);
    refuse("not JSON: " + what, "Export it again, whole. Is it CSV, give it another name.", column_ + 1,
           text.substr(at - before, before + 30));
  }

  std::string path_;
  Window window_;
  const Watch& watch_;
  FileFacts& facts_;
  Oddities& oddities_;
  dom::parser parser_;
  std::uint64_t line_ = 1, column_ = 0;
};

}  // namespace

void append_json_string(std::string& to, std::string_view text) {
  constexpr const char* digits = "0123456789abcdef";
  to += '"';
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') {
      to += '\\';
      to += byte;
    } else if (byte == '\n') {
      to += "\\n";
    } else if (byte == '\r') {
      to += "\\r";
    } else if (byte == '\t') {
      to += "\\t";
    } else if (static_cast<unsigned char>(byte) < 0x20) {
      to += "\\u00";
      to += digits[byte >> 4 & 15];
      to += digits[byte & 15];
    } else {
      to += byte;
    }
  }
  to += '"';
}

std::vector<RawTable> read_json(const std::string& path, Decoder decoder, const ColumnPlan& plan,
                                const KnownName& known, const Watch& watch, FileFacts& facts, Oddities& oddities) {
  JsonFile file(path, std::move(decoder), watch, facts, oddities);
  Tables tables(plan, oddities);
  std::uint64_t records = 0;
  Finder finder(
      [&](std::string_view type, const Record& record, std::uint64_t line) {
        tables.add(type, record, line);
        ++records;
      },
      [&](const dom::element& item, std::uint64_t line) { file.reject_item(item, line); }, known);
  file.read([&](const dom::element& document, std::uint64_t line) {
    if (line == 0 && Finder::lies_in_columns(document)) file.refuse_columns();
    finder.find(document, line);
    if (watch.progress) watch.progress(file.offset(), records);
  });
  return tables.finish();
}

void print_json(const std::string& path, Decoder decoder, const KnownName& known,
                const std::function<void(std::string_view lines)>& print, FileFacts& facts, Oddities& oddities) {
  const Watch watch;
  JsonFile file(path, std::move(decoder), watch, facts, oddities);
  PairPrinter printer;
  Finder finder([&](std::string_view, const Record& record, std::uint64_t) { print(printer.record(record)); },
                [&](const dom::element& item, std::uint64_t line) { file.reject_item(item, line); }, known);
  file.read([&](const dom::element& document, std::uint64_t line) { finder.find(document, line); });
}

}  // namespace dsat::load
