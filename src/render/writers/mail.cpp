#include <algorithm>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "render/cells.hpp"
#include "render/escape.hpp"
#include "render/ticket_link.hpp"
#include "render/writers/all.hpp"

namespace dsat::render {

using namespace document;

namespace {

/// Rows of a table, and bytes of a whole mail: programs cut what is longer than about 100 kB.
constexpr std::size_t most_rows = 25, most_bytes = 90'000;

constexpr std::string_view body_style =
    "margin:0;padding:16px;background:#ffffff;color:#1e2227;font:15px/1.5 Arial,Helvetica,sans-serif";
constexpr std::string_view cell_style = "padding:4px 10px 4px 0;border-bottom:1px solid #dcdfe3;vertical-align:top;";
constexpr std::string_view dim = "color:#59616b;";

std::string_view tone_style(Tone tone) {
  switch (tone) {
    case Tone::worse:
      return "color:#a23a1c;font-weight:bold;";
    case Tone::better:
      return "color:#0b686f;font-weight:bold;";
    case Tone::dim:
      return dim;
    case Tone::plain:
      break;
  }
  return {};
}

/// A page for mail programs: the brief, styles in the elements, bars made of table cells, nothing to load. It reads the
/// same without styles and pictures.
class MailWriter {
 public:
  explicit MailWriter(const Document& document) : document_(document) {}

  std::string write() {
    const std::string title = document_.title.empty() ? document_.schema : document_.title;
    out_ = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + html(title) +
           "</title>\n</head>\n<body style=\"" + std::string(body_style) + "\">\n<div style=\"max-width:680px\">\n";
    out_ += "<h1 style=\"margin:0;font-size:22px\">" + html(title) + "</h1>\n";
    for (const std::string& line : document_.subtitle) paragraph(line, dim);
    for (const std::string& note : document_.notes) paragraph(note, "padding-left:10px;border-left:3px solid #59616b;");
    for (const Section& section : document_.sections) {
      if (out_.size() > most_bytes) {
        paragraph("The rest has no room in a mail; -o report.html holds all of it.", dim);
        break;
      }
      this->section(section);
    }
    return std::move(out_ += "</div>\n</body>\n</html>\n");
  }

 private:
  void paragraph(std::string_view text, std::string_view style = {}) {
    const std::string words = html(one_line(text));
    if (!words.empty()) out_ += "<p style=\"margin:8px 0;" + std::string(style) + "\">" + words + "</p>\n";
  }

  void section(const Section& section) {
    std::vector<const Block*> blocks;
    for (const Block& block : section.blocks) {
      const auto* paragraph = std::get_if<Paragraph>(&block);
      const bool is_lead = paragraph != nullptr && paragraph->lead;
      if (is_lead || !document_.brief) blocks.push_back(&block);
    }
    if (document_.brief)
      for (const Block& block : section.brief) blocks.push_back(&block);
    const bool only_sentence = document_.brief && blocks.empty();
    if (only_sentence && section.headline.empty()) return;
    const std::string title = html(title_of(section));
    if (!title.empty() && section.key != "summary")
      out_ += "<h2 style=\"margin:24px 0 4px;font-size:17px\">" + title + "</h2>\n";
    if (only_sentence) paragraph(section.headline);
    for (const Block* block : blocks) std::visit([&](const auto& value) { draw(value); }, *block);
  }

  void draw(const Paragraph& words) { paragraph(words.text, words.lead ? "font-size:16px;" : ""); }

  void draw(const Facts& facts) {
    for (const auto& [label, text] : facts.items)
      out_ += "<p style=\"margin:8px 0\"><b>" + html(label) + "</b> " + html(one_line(text)) + "</p>\n";
  }

  /// The table beside it says the same.
  void draw(const Chart&) {}

  void draw(const Table& table) {
    std::vector<std::size_t> columns = known_columns(table);
    // Small lines are pictures of characters that not every program has.
    std::erase_if(columns, [&](std::size_t column) {
      return std::ranges::any_of(table.rows,
                                 [&](const auto& row) { return std::holds_alternative<Spark>(row[column].content); });
    });
    if (columns.empty()) return;
    if (!table.title.empty()) out_ += "<p style=\"margin:14px 0 4px\"><b>" + html(one_line(table.title)) + "</b></p>\n";
    out_ += "<table cellpadding=\"0\" cellspacing=\"0\" style=\"border-collapse:collapse;font-size:14px\">\n<tr>";
    for (const std::size_t column : columns)
      out_ += "<th align=\"" + align(table, column) + "\" style=\"" + std::string(cell_style) + std::string(dim) +
              "font-weight:normal\">" + html(table.columns[column].title) + "</th>";
    out_ += "</tr>\n";
    const std::size_t rows = std::min(rows_shown(table), most_rows);
    for (std::size_t row = 0; row < rows; ++row) {
      out_ += "<tr>";
      for (const std::size_t column : columns) {
        const Cell& cell = table.rows[row][column];
        out_ += "<td align=\"" + align(table, column) + "\" style=\"" + std::string(cell_style) +
                std::string(tone_style(cell.tone)) + "\">" + inside(cell, table.columns[column]) + "</td>";
      }
      out_ += "</tr>\n";
    }
    out_ += "</table>\n";
    if (rows < table.rows.size())
      paragraph(counted(static_cast<std::int64_t>(table.rows.size() - rows), "more row") + " in the page.", dim);
    paragraph(table.note, dim);
  }

  static std::string align(const Table& table, std::size_t column) {
    return table.columns[column].numeric ? "right" : "left";
  }

  std::string inside(const Cell& cell, const Column& column) const {
    if (const auto* bar = std::get_if<Bar>(&cell.content)) {
      constexpr double longest = 120;
      const double width = std::clamp(bar->fraction, 0.0, 1.0) * longest;
      return "<table cellpadding=\"0\" cellspacing=\"0\"><tr><td bgcolor=\"#2c5a86\" width=\"" + fixed(width, 0) +
             "\" height=\"12\" style=\"font-size:0\">&nbsp;</td></tr></table>";
    }
    const auto* id = std::get_if<Text>(&cell.content);
    if (!column.tickets || id == nullptr || document_.ticket_url.empty()) return html(reader_text(cell, {}));
    std::string out;
    for (const auto& [shown, address] : linked_tickets(id->text, document_.ticket_url)) {
      if (!out.empty()) out += ' ';
      out += address ? "<a href=\"" + html(*address) + "\">" + html(shown) + "</a>" : html(shown);
    }
    return out;
  }

  const Document& document_;
  std::string out_;
};

}  // namespace

std::string write_mail(const Document& document, const Style&) {
  return MailWriter(document).write();
}

}  // namespace dsat::render
