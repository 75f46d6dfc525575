#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "load/decode.hpp"
#include "load/oddities.hpp"
#include "load/readers/json_log.hpp"
#include "load/window.hpp"

namespace simdjson::dom {
class element;
}

/// What a JSON file consists of: documents, or lines with one each.
namespace dsat::load {

/// Called with each document, and the line it stands in if the file is JSON Lines, else 0.
using JsonDocumentSink = std::function<void(const simdjson::dom::element& document, std::uint64_t line)>;

/// Some whole lines of JSON Lines, in memory of their own.
struct JsonLines {
  TextBlock block;
  std::uint64_t first_line = 0;
  std::uint64_t end = 0;  ///< bytes of the file up to here, once decoded
  bool open = false;      ///< the file ends here, without a line end
};

/// Takes a file apart. Throws Error(input) for what isn't JSON, with the place of the error, and for documents that
/// don't belong together.
class JsonText {
 public:
  /// `oddities` gets what was spoilt in documents; it must outlive this.
  JsonText(std::string path, Decoder decoder, Oddities& oddities);
  ~JsonText();

  /// Hands on all documents; of JSON Lines only the first line, and then it is true: the others are in next().
  bool documents(const JsonDocumentSink& sink);
  /// The next lines; false at the end of the file.
  bool next(JsonLines& lines);
  /// How far the file is read, in bytes once decoded.
  std::uint64_t offset() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Parses lines, one after the other: one that isn't JSON or no record is rejected, the others are handed on.
class JsonLineParser {
 public:
  JsonLineParser();
  ~JsonLineParser();
  JsonLineParser(JsonLineParser&&) noexcept;

  void parse(const JsonLines& lines, JsonLog& log, const JsonDocumentSink& sink);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dsat::load
