#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "load/readers/json_records.hpp"

/// What is in a record, as cells with a path each.
namespace dsat::load {

/// Spells scalars as cells: numbers as written if they are integers, `true` and `false`; null is empty.
class ScalarText {
 public:
  /// Valid until the next one, or as long as the document.
  std::string_view of(const simdjson::dom::element& scalar);

 private:
  std::array<char, 24> integer_;
  std::string decimal_;
};

class JsonCellSink {
 public:
  virtual ~JsonCellSink() = default;
  virtual void cell(const std::string& path, std::string_view text) = 0;
  virtual void null(const std::string& path) = 0;
};

/// False if no string of a JSON text can hold the bytes that have a meaning in cells.
bool may_hold_control_bytes(std::string_view json);

/// Goes through records and hands every value on with its path. Items of an array become one cell; bytes in strings
/// that have a meaning in cells are replaced by U+FFFD.
class JsonFlattener {
 public:
  /// Whether such bytes are looked for in what comes; they are unless told otherwise.
  void expect_control_bytes(bool expected) { control_bytes_ = expected; }
  void flatten(const JsonRecord& record, JsonCellSink& sink);

  /// Bytes replaced so far.
  std::size_t replaced() const { return replaced_; }

 private:
  void members(const simdjson::dom::object& object, std::string_view except, int arrays, JsonCellSink& sink);
  void value(const simdjson::dom::element& element, int arrays, JsonCellSink& sink);
  void items(const simdjson::dom::array& array, int arrays, JsonCellSink& sink);
  std::string_view clean(std::string_view text);

  std::string path_, joined_, cleaned_;
  ScalarText scalar_;
  bool control_bytes_ = true;
  std::size_t replaced_ = 0;
};

}  // namespace dsat::load
