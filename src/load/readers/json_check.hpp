#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dsat::load {

/// Where a text stops being JSON (RFC 8259).
struct JsonError {
  std::size_t at = 0;
  std::string what;  ///< `a comma or ']' is missing`
};

/// Finds the first error of one JSON value with blanks around it; the parser only says that there is one. Nothing if
/// the text is valid; also nothing for what only limits of the parser forbid (depth, numbers beyond a double).
std::optional<JsonError> find_json_error(std::string_view text);

/// Finds the end of the array or object that a text begins with, as far as brackets tell. Text may be handed over piece
/// by piece, each time from the same begin.
class JsonEnd {
 public:
  /// The size of the value, once its end is within `text`.
  std::optional<std::size_t> find(std::string_view text);

 private:
  std::size_t at_ = 0, depth_ = 0;
  bool in_string_ = false;
};

}  // namespace dsat::load
