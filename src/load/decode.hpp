#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dsat/data/provenance.hpp"
#include "load/source.hpp"

/// Bytes in any encoding to UTF-8.
namespace dsat::load {

/// The encoding of a text by its first bytes, where they tell: a byte order mark, or the zero bytes of UTF-16.
struct WideEncoding {
  std::string name;  ///< UTF-8, UTF-16LE, UTF-16BE, UTF-32LE, UTF-32BE; empty if the bytes don't tell
  std::size_t mark_size = 0;
};
WideEncoding encoding_by_first_bytes(std::string_view head);

/// The Windows code page that the bytes above 127 in a text that isn't UTF-8 speak for.
struct CodePage {
  std::string name;  ///< Windows-1250, Windows-1251 or Windows-1252
  std::string evidence;
};
CodePage guess_code_page(std::string_view text);

/// Text of one file as UTF-8, without a byte order mark (nor `ï»¿`, what one looks like once it was decoded wrongly).
///
/// As long as the bytes are ASCII, nothing needs to be decided. From the first other byte on, some megabytes are looked
/// at: UTF-8, UTF-8 with damaged places (these are replaced by U+FFFD and counted), or one of the Windows code pages.
class Decoder {
 public:
  /// What to do with what isn't text: a CSV reader wants it replaced, JSON has to be refused.
  enum class Repair { replace, keep };

  /// `encoding` is `auto` or one that iconv knows; throws Error(usage) for others.
  Decoder(std::string path, std::unique_ptr<ByteStream> bytes, const std::string& encoding);
  ~Decoder();
  Decoder(Decoder&&) noexcept;

  /// The first bytes as they are in the file; up to 64 KiB. Reads nothing off.
  std::string_view head() const;
  bool wide() const;
  /// Before the first read(); `replace` if never called. With `keep`, bytes that may be UTF-8 are handed on as they
  /// are, and no code page is guessed.
  void set_repair(Repair repair);

  /// Reads up to `size` bytes (at least 16) of text; fewer only at the end. With Repair::replace what comes is valid
  /// UTF-8 without NUL once all of it is put together (a character may be cut at `size`).
  std::size_t read(char* to, std::size_t size);

  /// Bytes or sequences replaced so far, and where the first of them stands in the text handed out.
  std::uint64_t replaced() const;
  std::uint64_t zero_bytes() const;
  std::optional<std::uint64_t> first_replaced_at() const;

  /// At the end: see ByteStream::growing().
  bool growing() const;

  /// The encoding as decided so far, and how.
  Guess encoding() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dsat::load
