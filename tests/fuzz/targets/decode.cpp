#include "load/decode.hpp"

#include <array>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/targets/check.hpp"

namespace dsat::fuzz {
namespace {

std::string decoded(std::string_view bytes, const char* encoding, std::size_t piece) {
  load::Decoder decoder("test", std::make_unique<Memory>(bytes), encoding);
  std::string text, buffer(piece, '\0');
  for (;;) {
    const std::size_t got = decoder.read(buffer.data(), buffer.size());
    text.append(buffer, 0, got);
    if (got < piece) break;
  }
  const auto replaced_at = decoder.first_replaced_at();
  check(replaced_at.has_value() == (decoder.replaced() + decoder.zero_bytes() > 0), "replaced, and not told where");
  return text;
}

}  // namespace

void decode(std::string_view bytes) {
  if (bytes.empty()) return;
  constexpr std::array encodings = {"auto",     "auto",     "utf-8",        "utf-16le",
                                    "utf-16be", "utf-32le", "windows-1251", "shift_jis"};
  const auto choice = static_cast<unsigned char>(bytes.front());
  const char* encoding = encodings[choice % encodings.size()];
  bytes.remove_prefix(1);
  const std::string text = decoded(bytes, encoding, 1 << 16);
  check(valid_utf8_prefix(text) == text.size(), "what was decoded isn't UTF-8");
  check(text.find('\0') == text.npos, "NUL was left");
  check(decoded(bytes, encoding, 16 + choice / 8) == text, "pieces of another size give another text");
}

}  // namespace dsat::fuzz
