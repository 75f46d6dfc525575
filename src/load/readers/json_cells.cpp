#include "load/readers/json_cells.hpp"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

namespace dom = simdjson::dom;
using Type = dom::element_type;

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_scalar(const dom::element& element) {
  return element.type() != Type::OBJECT && element.type() != Type::ARRAY;
}

/// Lines the values of all items up: every path gets as many as there are items.
class Group : public JsonCellSink {
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
  void finish(char separator, JsonCellSink& sink) {
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

}  // namespace

std::string_view ScalarText::of(const dom::element& scalar) {
  const auto spell = [this](auto number) {
    const auto end = std::to_chars(integer_.data(), integer_.data() + integer_.size(), number).ptr;
    return std::string_view(integer_.data(), static_cast<std::size_t>(end - integer_.data()));
  };
  switch (scalar.type()) {
    case Type::STRING:
      return scalar.get_string().value_unsafe();
    case Type::INT64:
      return spell(scalar.get_int64().value_unsafe());
    case Type::UINT64:
      return spell(scalar.get_uint64().value_unsafe());
    case Type::DOUBLE:
      return decimal_ = shortest(scalar.get_double().value_unsafe());
    case Type::BOOL:
      return scalar.get_bool().value_unsafe() ? "true" : "false";
    default:
      return {};
  }
}

bool may_hold_control_bytes(std::string_view json) {
  // They don't stand in a valid string themselves, only as \u0000, \u001E and \u001F.
  return json.find("\\u00") != json.npos;
}

void JsonFlattener::flatten(const JsonRecord& record, JsonCellSink& sink) {
  path_.clear();
  if (is_scalar(record.value)) {
    path_ = "value";
    return value(record.value, 0, sink);
  }
  members(record.value.get_object().value_unsafe(), {}, 0, sink);
  if (record.wrapper != nullptr) members(*record.wrapper, record.wrapped_as, 0, sink);
}

void JsonFlattener::members(const dom::object& object, std::string_view except, int arrays, JsonCellSink& sink) {
  const std::size_t size = path_.size();
  for (const auto [name, member] : object) {
    if (!except.empty() && name == except) continue;
    if (size != 0) path_ += '.';
    path_ += name;
    value(member, arrays, sink);
    path_.resize(size);
  }
}

void JsonFlattener::value(const dom::element& element, int arrays, JsonCellSink& sink) {
  switch (element.type()) {
    case Type::OBJECT:
      return members(element.get_object().value_unsafe(), {}, arrays, sink);
    case Type::ARRAY:
      return items(element.get_array().value_unsafe(), arrays, sink);
    case Type::NULL_VALUE:
      return sink.null(path_);
    case Type::STRING:
      return sink.cell(path_, clean(element.get_string().value_unsafe()));
    default:
      return sink.cell(path_, scalar_.of(element));
  }
}

void JsonFlattener::items(const dom::array& array, int arrays, JsonCellSink& sink) {
  const char separator = arrays == 0 ? array_separator : inner_array_separator;
  const bool nested =
      std::any_of(array.begin(), array.end(), [](const dom::element& item) { return !is_scalar(item); });
  if (!nested) {
    joined_.clear();
    bool first = true;
    for (const dom::element item : array) {
      if (!std::exchange(first, false)) joined_ += separator;
      joined_ += clean(scalar_.of(item));
    }
    return sink.cell(path_, joined_);
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
std::string_view JsonFlattener::clean(std::string_view text) {
  const auto is_ours = [](char byte) {
    return byte == array_separator || byte == inner_array_separator || byte == '\0';
  };
  if (!control_bytes_) return text;
  // All bytes are looked at, whatever is found: that goes by registers.
  bool any = false;
  for (const char byte : text) any |= is_ours(byte);
  if (!any) return text;
  cleaned_.clear();
  for (const char byte : text) {
    if (is_ours(byte)) {
      cleaned_ += replacement;
      ++replaced_;
    } else {
      cleaned_ += byte;
    }
  }
  return cleaned_;
}

}  // namespace dsat::load
