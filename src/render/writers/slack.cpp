#include <algorithm>

#include "dsat/base/text.hpp"
#include "render/cells.hpp"
#include "render/escape.hpp"
#include "render/ticket_link.hpp"
#include "render/writers/all.hpp"

namespace dsat::render {

using namespace document;

namespace {

constexpr std::size_t most_lines = 15;

/// A message for a channel: the first page in a few lines, which read as plain text, too.
class SlackWriter {
 public:
  explicit SlackWriter(const Style& style) : style_(style) {}

  std::string write(const Document& document) {
    std::string head = "*" + safe(document.title.empty() ? document.schema : document.title) + "*";
    for (const std::string& line : document.subtitle)
      head += (&line == &document.subtitle[0] ? "  " : " · ") + safe(line);
    lines_.push_back(std::move(head));
    for (const std::string& note : document.notes) item(note);
    for (const Section& section : document.sections)
      for (const Block& block : section.blocks)
        if (const auto* paragraph = std::get_if<Paragraph>(&block); paragraph != nullptr && paragraph->lead)
          item(paragraph->text);
    for (const Section& section : document.sections)
      for (const Block& block : section.blocks)
        if (const auto* table = std::get_if<Table>(&block); table != nullptr && table->tiles) figures(*table);
    // What waits longest, with the way there.
    for (const Section& section : document.sections)
      for (const Block& block : section.brief)
        if (const auto* table = std::get_if<Table>(&block)) tickets(*table, document.ticket_url);
    if (lines_.size() == 1) sentences(document);
    if (lines_.size() > most_lines) {
      lines_.resize(most_lines - 1);
      lines_.push_back(style_.ascii ? "..." : "…");
    }
    return join(lines_, "\n") + "\n";
  }

 private:
  std::string safe(std::string_view text) const { return slack(one_printable_line(text, style_)); }

  void item(std::string_view text) {
    const std::string words = safe(text);
    if (!words.empty()) lines_.push_back((style_.ascii ? "- " : "• ") + words);
  }

  void figures(const Table& table) {
    const std::vector<std::size_t> columns = machine_columns(table);
    std::vector<std::string> parts;
    for (const auto& row : table.rows) {
      if (columns.size() < 2 || std::holds_alternative<Missing>(row[columns[1]].content)) continue;
      std::string part =
          safe(reader_text(row[columns[0]], style_)) + " *" + safe(reader_text(row[columns[1]], style_)) + "*";
      for (std::size_t i = 2; i < columns.size(); ++i)
        if (std::holds_alternative<Change>(row[columns[i]].content))
          part += " (" + safe(reader_text(row[columns[i]], style_)) + ")";
      parts.push_back(std::move(part));
    }
    if (!parts.empty()) lines_.push_back(join(parts, " · "));
  }

  void tickets(const Table& table, const std::string& url) {
    const auto column = column_named(table, "ticket_id");
    if (!column || !table.columns[*column].tickets) return;
    constexpr std::size_t few = 5;
    std::vector<std::string> ids;
    for (std::size_t row = 0; row < std::min(rows_shown(table), few); ++row) {
      const auto* id = std::get_if<Text>(&table.rows[row][*column].content);
      if (id == nullptr) continue;
      const auto address = url.empty() ? std::nullopt : ticket_address(url, one_line(id->text));
      ids.push_back(address ? "<" + slack_address(*address) + "|" + safe(id->text) + ">" : safe(id->text));
    }
    if (!ids.empty()) lines_.push_back((style_.ascii ? "- " : "• ") + safe(table.title) + ": " + join(ids, ", "));
  }

  /// Without a first page the sections' sentences stand for themselves.
  void sentences(const Document& document) {
    for (const Section& section : document.sections)
      for (const Block& block : section.blocks) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) item(paragraph->text);
        if (const auto* table = std::get_if<Table>(&block)) rows(*table);
      }
  }

  void rows(const Table& table) {
    const std::vector<std::size_t> columns = known_columns(table);
    for (std::size_t row = 0; row < rows_shown(table) && lines_.size() <= most_lines; ++row) {
      std::vector<std::string> parts;
      for (const std::size_t column : columns) {
        const std::string shown = reader_text(table.rows[row][column], style_);
        if (!shown.empty()) parts.push_back(safe(table.columns[column].title + " " + shown));
      }
      lines_.push_back((style_.ascii ? "- " : "• ") + join(parts, ", "));
    }
  }

  const Style& style_;
  std::vector<std::string> lines_;
};

}  // namespace

std::string write_slack(const Document& document, const Style& style) {
  return SlackWriter(style).write(document);
}

}  // namespace dsat::render
