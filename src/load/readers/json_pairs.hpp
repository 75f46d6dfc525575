#pragma once
#include <string>
#include <string_view>

#include "load/readers/json_cells.hpp"

namespace dsat::load {

/// Writes records as lines: an array of [path, value] pairs each, values as they are.
class JsonPairPrinter {
 public:
  /// Valid until the next call.
  std::string_view line(const JsonRecord& record);

 private:
  void members(const simdjson::dom::object& object, std::string_view except);
  void value(const simdjson::dom::element& element);
  void pair(const simdjson::dom::element& element);
  void plain_value(const simdjson::dom::element& element);

  std::string line_, path_;
  ScalarText scalar_;
};

/// Appends a text as a JSON string.
void append_json_string(std::string& to, std::string_view text);

}  // namespace dsat::load
