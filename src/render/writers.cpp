#include <algorithm>

#include "render/writers/all.hpp"

namespace dsat::render {

std::span<const Writer> writers() {
  static const std::vector<Writer> all = {
      {"text", "sentences and tables for a terminal", {"txt"}, false, write_text},
      {"csv", "tables for scripts and spreadsheets; the report as one long table", {"csv"}, false, write_csv},
      {"markdown", "the report for a wiki, a chat or a code host", {"md", "markdown"}, false, write_markdown},
      {"json", "everything for scripts, numbers raw", {"json"}, false, write_json},
      {"html", "one self-contained page with charts", {"html", "htm"}, false, write_html},
      {"xlsx", "a spreadsheet: a sheet per table, charts", {"xlsx"}, true, write_xlsx},
  };
  return all;
}

const Writer* writer_named(std::string_view key) {
  const auto all = writers();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Writer& writer) { return writer.key == key; });
  return found == all.end() ? nullptr : &*found;
}

const Writer* writer_for_extension(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return nullptr;
  std::string extension(name.substr(dot + 1));
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  for (const Writer& writer : writers()) {
    if (std::find(writer.extensions.begin(), writer.extensions.end(), extension) != writer.extensions.end()) {
      return &writer;
    }
  }
  return nullptr;
}

}  // namespace dsat::render
