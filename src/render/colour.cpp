#include "render/colour.hpp"

#include <algorithm>

namespace dsat::render {
namespace {

std::string between_blanks(std::string_view text, std::string_view code) {
  const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
  if (begin == text.size()) return std::string(text);
  const std::size_t end = text.find_last_not_of(' ') + 1;
  return std::string(text.substr(0, begin))
      .append("\x1b[")
      .append(code)
      .append("m")
      .append(text.substr(begin, end - begin))
      .append("\x1b[0m")
      .append(text.substr(end));
}

}  // namespace

std::string coloured(std::string_view text, document::Tone tone, const Style& style) {
  if (!style.color) return std::string(text);
  switch (tone) {
    case document::Tone::plain:
      return std::string(text);
    // Red and cyan can be told apart by those who don't see red and green as two colours.
    case document::Tone::worse:
      return between_blanks(text, "31");
    case document::Tone::better:
      return between_blanks(text, "36");
    case document::Tone::dim:
      return between_blanks(text, "2");
  }
  return std::string(text);
}

std::string bold(std::string_view text, const Style& style) {
  return style.color ? between_blanks(text, "1") : std::string(text);
}

std::string without_trailing_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace dsat::render
