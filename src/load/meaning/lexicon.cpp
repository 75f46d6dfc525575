#include "load/meaning/lexicon.hpp"

#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

/// The parts of `text` between separators, trimmed, empty ones left out.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (const std::string_view part = trim(text.substr(0, end)); !part.empty()) parts.push_back(part);
    if (end == text.npos) break;
    text.remove_prefix(end + separator.size());
  }
  return parts;
}

}  // namespace

std::vector<LexiconEntry> lexicon(std::string_view kind) {
  std::vector<LexiconEntry> entries;
  for (const LanguageText& language : std::span(language_texts, language_text_count))
    for (const std::string_view line : parts_of(language.text, "\n")) {
      if (!line.starts_with(kind) || line.size() == kind.size()) continue;
      if (line[kind.size()] != ' ' && line[kind.size()] != ':') continue;
      const std::size_t colon = line.find(": ");
      if (colon == line.npos) continue;
      entries.push_back({language.key, parts_of(line.substr(kind.size(), colon - kind.size()), " "),
                         parts_of(line.substr(colon + 2), ", ")});
    }
  return entries;
}

}  // namespace dsat::load
