#include "load/readers/json_pairs.hpp"

#include <simdjson.h>

#include <algorithm>
#include <utility>

namespace dsat::load {
namespace {

namespace dom = simdjson::dom;

}  // namespace

std::string_view JsonPairPrinter::line(const JsonRecord& record) {
  line_ = "[";
  path_.clear();
  if (record.value.is_object()) {
    members(record.value.get_object().value_unsafe(), {});
    if (record.wrapper != nullptr) members(*record.wrapper, record.wrapped_as);
  } else {
    path_ = "value";
    pair(record.value);
  }
  line_ += "]\n";
  return line_;
}

void JsonPairPrinter::members(const dom::object& object, std::string_view except) {
  const std::size_t size = path_.size();
  for (const auto [name, member] : object) {
    if (!except.empty() && name == except) continue;
    if (size != 0) path_ += '.';
    path_ += name;
    value(member);
    path_.resize(size);
  }
}

void JsonPairPrinter::value(const dom::element& element) {
  if (element.is_object()) {
    const dom::object object = element.get_object().value_unsafe();
    if (object.begin() == object.end()) return pair(element);
    return members(object, {});
  }
  if (!element.is_array()) return pair(element);
  const dom::array array = element.get_array().value_unsafe();
  const auto is_nested = [](const dom::element& item) { return item.is_object() || item.is_array(); };
  if (std::none_of(array.begin(), array.end(), is_nested)) return pair(element);
  const std::size_t size = path_.size();
  path_ += "[]";
  for (const dom::element item : array) value(item);
  path_.resize(size);
}

void JsonPairPrinter::pair(const dom::element& element) {
  if (line_.size() > 1) line_ += ',';
  line_ += '[';
  append_json_string(line_, path_);
  line_ += ',';
  plain_value(element);
  line_ += ']';
}

void JsonPairPrinter::plain_value(const dom::element& element) {
  if (element.is_object()) {
    line_ += "{}";
  } else if (element.is_array()) {
    line_ += '[';
    const dom::array array = element.get_array().value_unsafe();
    bool first = true;
    for (const dom::element item : array) {
      if (!std::exchange(first, false)) line_ += ',';
      plain_value(item);
    }
    line_ += ']';
  } else if (element.is_null()) {
    line_ += "null";
  } else if (element.is_string()) {
    append_json_string(line_, element.get_string().value_unsafe());
  } else {
    line_ += scalar_.of(element);
  }
}

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

}  // namespace dsat::load
