#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dsat/base/error.hpp"

namespace dsat::app {

/// One `key = value` of a TOML file, at the top or in a table.
struct TomlEntry {
  enum class Type { text, number, truth };
  std::string table;  ///< empty: at the top
  std::string key;
  Type type = Type::text;           ///< of all values
  std::vector<std::string> values;  ///< as the command line would have them; dates in ISO 8601; `true`, `false`
  bool is_list = false;
  Place place;
};

/// All entries in the order of the file. Tables in tables, lists in lists and lists of mixed types are refused. Throws
/// Error(usage) with the place.
std::vector<TomlEntry> read_toml(std::string_view text, const std::string& file);

/// A text in TOML's quotes.
std::string toml_text(std::string_view text);
/// A key, in quotes where it must be.
std::string toml_key(std::string_view key);

}  // namespace dsat::app
