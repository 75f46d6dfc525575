#pragma once
#include <cstdint>
#include <string_view>

#include "load/raw_table.hpp"

namespace simdjson::dom {
class array;
class element;
class object;
}  // namespace simdjson::dom

/// Which parts of a JSON document are records.
namespace dsat::load {

/// A record where it stands in a document.
struct JsonRecord {
  const simdjson::dom::element& value;
  const simdjson::dom::object* wrapper = nullptr;  ///< the object it is a member of, whose other members join it
  std::string_view wrapped_as;                     ///< the name of that member
};

class JsonRecordSink {
 public:
  virtual ~JsonRecordSink() = default;
  virtual void record(std::string_view type, const JsonRecord& record, std::uint64_t line) = 0;
  /// Takes an item that is none although it stands among records.
  virtual void no_record(const simdjson::dom::element& item, std::uint64_t line) = 0;
};

/// True for an object, or an array that holds one: what may be one of several documents of a file.
bool holds_records(const simdjson::dom::element& document);

/// True for a table that lies on its side: a list, or an object with numbers for names, per column.
bool lies_in_columns(const simdjson::dom::element& document);

/// Finds the records of documents, as read_json() has them.
class JsonRecordFinder {
 public:
  JsonRecordFinder(const KnownName& known, JsonRecordSink& sink) : known_(known), sink_(sink) {}

  /// `line`: where the document stands in JSON Lines; 0: its records are numbered, after those of documents before it.
  void find(const simdjson::dom::element& document, std::uint64_t line);

 private:
  std::uint64_t next_line() { return line_ != 0 ? line_ : ++number_; }
  void find_in_array(std::string_view type, const simdjson::dom::array& array);
  bool find_containers(const simdjson::dom::object& object, int depth);
  bool find_in_members(const simdjson::dom::object& object);
  void emit_object(std::string_view type, const simdjson::dom::element& element);
  bool is_record(const simdjson::dom::object& object) const;

  const KnownName& known_;
  JsonRecordSink& sink_;
  std::uint64_t line_ = 0, number_ = 0;
};

}  // namespace dsat::load
