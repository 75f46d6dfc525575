#include "load/sheets/xml_stream.hpp"

#include <expat.h>

#include <exception>
#include <utility>

#include "dsat/base/error.hpp"

namespace dsat::load {
namespace {

std::string_view local(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string_view Attributes::operator[](std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2)
    if (local(*pair) == name) return pair[1];
  return {};
}

struct XmlStream::State {
  std::string path;
  std::unique_ptr<ByteStream> bytes;
  XmlHandler& handler;
  XML_Parser parser = XML_ParserCreate("UTF-8");
  std::exception_ptr trouble;
  bool has_type = false, ended = false;

  State(std::string the_path, std::unique_ptr<ByteStream> the_bytes, XmlHandler& the_handler)
      : path(std::move(the_path)), bytes(std::move(the_bytes)), handler(the_handler) {
    if (parser == nullptr) throw std::bad_alloc();
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser,
        [](void* self, const char* name, const char** attributes) {
          static_cast<State*>(self)->guarded([&](XmlHandler& to) { to.begin(local(name), Attributes(attributes)); });
        },
        [](void* self, const char* name) {
          static_cast<State*>(self)->guarded([&](XmlHandler& to) { to.end(local(name)); });
        });
    XML_SetCharacterDataHandler(parser, [](void* self, const char* text, int size) {
      static_cast<State*>(self)->guarded(
          [&](XmlHandler& to) { to.text(std::string_view(text, static_cast<std::size_t>(size))); });
    });
    XML_SetStartDoctypeDeclHandler(parser, [](void* self, const char*, const char*, const char*, int) {
      auto* state = static_cast<State*>(self);
      state->has_type = true;
      XML_StopParser(state->parser, XML_FALSE);
    });
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { XML_ParserFree(parser); }

  /// An exception must not pass through C.
  template <class Tell>
  void guarded(Tell&& tell) {
    if (trouble) return;
    try {
      tell(handler);
    } catch (...) {
      trouble = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }

  bool more() {
    if (ended) return false;
    constexpr int chunk = 1 << 16;
    void* const room = XML_GetBuffer(parser, chunk);
    if (room == nullptr) throw std::bad_alloc();
    const std::size_t got = bytes->read(static_cast<char*>(room), static_cast<std::size_t>(chunk));
    ended = got < static_cast<std::size_t>(chunk);
    const bool fine = XML_ParseBuffer(parser, static_cast<int>(got), ended ? XML_TRUE : XML_FALSE) == XML_STATUS_OK;
    if (trouble) std::rethrow_exception(trouble);
    const std::string excerpt;
    if (has_type)
      throw Error(ErrorKind::input, "the sheet's XML declares a document type, which no spreadsheet program writes",
                  "Open it and save it anew.", Place{path, 0, 0, excerpt});
    if (!fine)
      throw Error(ErrorKind::input,
                  std::string("the spreadsheet is damaged (XML: ") + XML_ErrorString(XML_GetErrorCode(parser)) + ")",
                  "Open it and save it anew, or fetch it again.", Place{path, 0, 0, excerpt});
    return !ended;
  }
};

XmlStream::XmlStream(std::string path, std::unique_ptr<ByteStream> bytes, XmlHandler& handler)
    : state_(std::make_unique<State>(std::move(path), std::move(bytes), handler)) {}
XmlStream::~XmlStream() = default;
bool XmlStream::more() {
  return state_->more();
}

}  // namespace dsat::load
