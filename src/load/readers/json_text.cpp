#include "load/readers/json_text.hpp"

#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "load/readers/json_check.hpp"
#include "load/readers/json_records.hpp"
#include "load/readers/json_repair.hpp"
#include "load/source.hpp"

namespace dsat::load {
namespace {

namespace dom = simdjson::dom;

/// Of a longer file that many bytes are read at a time, and of JSON Lines as many are a part.
constexpr std::size_t usual_size = std::size_t{1} << 18;
constexpr std::string_view blanks = " \t\r\n";

constexpr std::string_view broken_line = "broken line of JSON Lines (rejected)";
constexpr std::string_view half_character = "half of a character (a lone surrogate); the rest of its text is kept";
constexpr std::string_view cut_line = "the last line is cut short (is the file still being written? rejected)";

/// Parses a text, once more where only what repair_json() knows stands in its way; `line` is that of its begin.
simdjson::error_code parse(dom::parser& parser, std::string_view text, dom::element& element, Oddities& oddities,
                           std::uint64_t line) {
  const simdjson::error_code error = parser.parse(text.data(), text.size(), false).get(element);
  if (error == simdjson::SUCCESS) return error;
  const RepairedJson repaired = repair_json(text);
  if (!repaired.changed || parser.parse(repaired.text).get(element) != simdjson::SUCCESS) return error;
  std::size_t counted_to = 0;
  for (const std::size_t at : repaired.halves) {
    line += static_cast<std::uint64_t>(std::ranges::count(text.substr(counted_to, at - counted_to), '\n'));
    counted_to = at;
    oddities.note(half_character, line);
  }
  return simdjson::SUCCESS;
}

}  // namespace

struct JsonText::State {
  std::string path;
  Window window;
  dom::parser parser;
  std::uint64_t line = 1, column = 0;
  Oddities& oddities;

  State(std::string the_path, Decoder decoder, Oddities& file_oddities)
      : path(std::move(the_path)), window(std::move(decoder)), oddities(file_oddities) {}

  bool documents(const JsonDocumentSink& sink) {
    skip_blanks();
    if (window.text().empty()) {
      refuse("the file is empty", "Export it again; expected CSV with a header line, or JSON.", 0, {});
    }
    const std::size_t first_size = first_line();
    dom::element first;
    if (parse(parser, window.text().substr(0, first_size), first, oddities, line) == simdjson::SUCCESS) {
      // What was parsed doesn't need its text any more.
      const bool may_go_on = holds_records(first), is_object = first.is_object();
      const std::uint64_t first_at = line;
      pass(first_size);
      skip_blanks();
      const bool alone = window.text().empty();
      if (!alone && !may_go_on) refuse_second();
      const bool lines = !alone && is_object;
      sink(first, lines ? first_at : 0);
      if (alone || lines) return lines;
    }
    read_values(sink);
    return false;
  }

  bool next(JsonLines& lines) {
    // Up to the last line end within the usual size, or else the first one behind it.
    std::size_t size = std::string_view::npos;
    for (std::size_t from = usual_size; size == std::string_view::npos;) {
      const std::string_view text = window.text();
      if (text.size() >= usual_size) size = text.rfind('\n', usual_size - 1);
      if (size == std::string_view::npos) size = text.find('\n', from);
      if (size != std::string_view::npos) {
        ++size;
      } else if (window.last()) {
        size = text.size();
      } else {
        from = std::max(usual_size, text.size());
        read_on();
      }
    }
    window.cut(size, lines.block);
    const std::string_view text = lines.block.text();
    lines.first_line = line;
    lines.end = window.offset();
    lines.open = !text.empty() && text.back() != '\n';
    count_lines(text);
    return !text.empty();
  }

  /// Counts the lines that end in a text; gives where the last of them ends.
  std::size_t count_lines(std::string_view text) {
    // Lines are long: finding their ends is faster than counting.
    std::size_t begin = 0;
    for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', begin)) {
      ++line;
      begin = at + 1;
    }
    return begin;
  }

  void pass(std::size_t size) {
    const std::size_t line_begin = count_lines(window.text().substr(0, size));
    column = line_begin == 0 ? column + size : size - line_begin;
    window.drop(size);
  }

  void skip_blanks() {
    for (;;) {
      const std::string_view text = window.text();
      const std::size_t blank = std::min(text.find_first_not_of(blanks), text.size());
      pass(blank);
      if (blank < text.size() || window.last()) return;
      window.more(usual_size);
    }
  }

  /// Size of the line that comes next, its end not counted.
  std::size_t first_line() {
    for (std::size_t from = 0;;) {
      const std::size_t stop = window.text().find('\n', from);
      if (stop != std::string_view::npos) return stop;
      if (window.last()) return window.text().size();
      from = window.text().size();
      read_on();
    }
  }

  void read_on() {
    constexpr std::size_t most_parsed = std::size_t{4} << 30;
    if (window.text().size() >= most_parsed) {
      refuse("a JSON document of more than 4 GiB can't be read",
             "Export it in parts, or as JSON Lines: one record a line.", 0, {});
    }
    window.more(usual_size);
  }

  void read_values(const JsonDocumentSink& sink) {
    for (bool first = true;; first = false) {
      skip_blanks();
      if (window.text().empty()) return;
      const std::size_t size = value_size();
      const std::string_view text = window.text().substr(0, size);
      dom::element element;
      const simdjson::error_code error = parse(parser, text, element, oddities, line);
      if (error != simdjson::SUCCESS) refuse_broken(text, error);
      const bool may_go_on = holds_records(element);
      if (!first && !may_go_on) refuse_second();
      pass(size);
      skip_blanks();
      if (!may_go_on && !window.text().empty()) refuse_second();
      sink(element, 0);
    }
  }

  /// Size of the value that comes next. What isn't an array or object can't be followed by anything: all of the rest.
  std::size_t value_size() {
    const char begin = window.text().front();
    const bool brackets = begin == '{' || begin == '[';
    JsonEnd end;
    for (;;) {
      if (brackets) {
        if (const std::optional<std::size_t> size = end.find(window.text())) return *size;
      }
      constexpr std::size_t longest_scalar = std::size_t{1} << 24;
      if (window.last() || (!brackets && window.text().size() > longest_scalar)) return window.text().size();
      read_on();
    }
  }

  [[noreturn]] void refuse(const std::string& what, const std::string& remedy, std::uint64_t at_column,
                           std::string_view excerpt) const {
    throw Error(ErrorKind::input, what, remedy,
                Place{shown_path(path), at_column == 0 ? 0 : line, at_column, to_valid_utf8(excerpt)});
  }

  [[noreturn]] void refuse_second() const {
    refuse("not JSON as an export has it: a second value follows, and not both hold records",
           "Several documents may follow one another if each is an object, or an array of objects.", column + 1,
           window.text().substr(0, 100));
  }

  [[noreturn]] void refuse_broken(std::string_view text, simdjson::error_code error) {
    const std::optional<JsonError> found = find_json_error(text);
    std::string what = found ? found->what : simdjson::error_message(error);
    if (!found && error == simdjson::DEPTH_ERROR) what = "nested more than 1,024 deep";
    if (!found && error == simdjson::NUMBER_ERROR) what = "a number is larger than any that can be read";
    const std::size_t at = found ? std::min(found->at, text.size()) : 0;
    pass(at);
    const std::size_t before = std::min<std::size_t>(at, 30);
    refuse("not JSON: " + what, "Export it again, whole. Is it CSV, give it another name.", column + 1,
           text.substr(at - before, before + 30));
  }
};

JsonText::JsonText(std::string path, Decoder decoder, Oddities& oddities)
    : state_(std::make_unique<State>(std::move(path), std::move(decoder), oddities)) {}
JsonText::~JsonText() = default;

bool JsonText::documents(const JsonDocumentSink& sink) {
  return state_->documents(sink);
}
bool JsonText::next(JsonLines& lines) {
  return state_->next(lines);
}
std::uint64_t JsonText::offset() const {
  return state_->window.offset();
}

struct JsonLineParser::State {
  dom::parser parser;
};

JsonLineParser::JsonLineParser() : state_(std::make_unique<State>()) {}
JsonLineParser::~JsonLineParser() = default;
JsonLineParser::JsonLineParser(JsonLineParser&&) noexcept = default;

void JsonLineParser::parse(const JsonLines& lines, JsonLog& log, const JsonDocumentSink& sink) {
  std::string_view rest = lines.block.text();
  for (std::uint64_t line = lines.first_line; !rest.empty(); ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const bool cut = end == rest.size() && lines.open;
    std::string_view text = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t blank = text.find_first_not_of(blanks);
    if (blank == text.npos) continue;
    text.remove_prefix(blank);
    dom::element element;
    if (load::parse(state_->parser, text, element, log.oddities, line) != simdjson::SUCCESS) {
      log.oddities.note(cut ? cut_line : broken_line, line);
      log.reject("broken line", text, line);
    } else if (!holds_records(element)) {
      log.oddities.note(no_record, line);
      log.reject("not a record", text, line);
    } else {
      sink(element, line);
    }
  }
}

}  // namespace dsat::load
