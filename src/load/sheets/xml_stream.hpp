#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "load/source.hpp"

/// XML as a stream: no tree, however long it is.
namespace dsat::load {

/// Attributes of an element, by their local names.
class Attributes {
 public:
  explicit Attributes(const char* const* pairs) : pairs_(pairs) {}
  /// Empty if there is none of that name.
  std::string_view operator[](std::string_view name) const;

 private:
  const char* const* pairs_;  ///< name, value, …, nullptr
};

/// What a caller wants to hear of. Names come without their namespace (`t:r` is `r`).
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void begin(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view) {}
};

/// Feeds a handler from a stream, chunk by chunk.
class XmlStream {
 public:
  /// `path` is what messages call it. The handler must outlive this.
  XmlStream(std::string path, std::unique_ptr<ByteStream> bytes, XmlHandler& handler);
  ~XmlStream();

  /// Reads on by some kilobytes; false at the end. Throws Error(input) for what is no XML, and for XML with a document
  /// type, which no spreadsheet has: entities could make anything of it.
  bool more();
  void all() {
    while (more()) {
    }
  }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dsat::load
