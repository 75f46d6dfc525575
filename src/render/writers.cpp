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
      {"mail", "the brief as the body of an e-mail, styles inline", {"mail.html"}, false, write_mail},
      {"slack", "the first lines as a message for Slack, Teams or any chat", {"slack"}, false, write_slack},
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
  std::string name(slash == std::string_view::npos ? path : path.substr(slash + 1));
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  // `report.mail.html` ends in both `html` and `mail.html`: the longer one names it.
  const Writer* found = nullptr;
  std::size_t longest = 0;
  for (const Writer& writer : writers())
    for (const std::string_view extension : writer.extensions) {
      const bool ends = name.size() > extension.size() + 1 && name.ends_with(extension) &&
                        name[name.size() - extension.size() - 1] == '.';
      if (ends && extension.size() > longest) found = &writer, longest = extension.size();
    }
  return found;
}

}  // namespace dsat::render
