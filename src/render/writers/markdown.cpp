#include <algorithm>

#include "dsat/base/text.hpp"
#include "render/cells.hpp"
#include "render/escape.hpp"
#include "render/ticket_link.hpp"
#include "render/writers/all.hpp"

namespace dsat::render {

using namespace document;

namespace {

constexpr int short_bar = 12;

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const Style& style) : style_(style) {}

  std::string write(const Document& document) {
    url_ = document.ticket_url;
    heading("# ", document.title);
    for (const std::string& line : document.subtitle) paragraph(line);
    for (const std::string& note : document.notes) quote(note);
    for (const Section& section : document.sections) this->section(section);
    return std::move(out_);
  }

 private:
  /// Words with typography as the style asks, harmless; at the start of a paragraph, or amid a line.
  std::string begins(std::string_view text) const {
    return joined_as_asked(markdown_paragraph(one_printable_line(text, style_)));
  }
  std::string safe(std::string_view text) const { return joined_as_asked(markdown(one_printable_line(text, style_))); }

  std::string joined_as_asked(std::string words) const {
    static constexpr std::string_view word_joiner = "\u2060";
    if (!style_.ascii) return words;
    for (std::size_t at = 0; (at = words.find(word_joiner, at)) != std::string::npos;) {
      words.replace(at, word_joiner.size(), "&#8288;");
    }
    return words;
  }

  void gap() {
    if (!out_.empty()) out_ += '\n';
  }

  void heading(std::string_view level, std::string_view title) {
    const std::string words = safe(title);
    if (words.empty()) return;
    gap();
    out_.append(level).append(words) += '\n';
  }

  void paragraph(std::string_view text) {
    const std::string words = begins(text);
    if (words.empty()) return;
    gap();
    out_.append(words) += '\n';
  }

  void quote(std::string_view text) {
    gap();
    out_.append("> ").append(begins(text)) += '\n';
  }

  void section(const Section& section) {
    heading("## ", section.title);
    for (const Block& block : section.blocks) {
      const auto* lead = std::get_if<Paragraph>(&block);
      if (lead != nullptr && lead->lead) paragraph(lead->text);
    }
    for (const Block& block : section.blocks) {
      std::visit([&](const auto& value) { draw(section, value); }, block);
    }
  }

  void draw(const Section&, const Paragraph& words) {
    if (!words.lead) paragraph(words.text);
  }

  void draw(const Section&, const Facts& facts) {
    if (facts.items.empty()) return;
    gap();
    for (const auto& [label, text] : facts.items) {
      out_.append("- **").append(safe(label)).append("** ").append(safe(text)) += '\n';
    }
  }

  void draw(const Section&, const Table& table) {
    const std::vector<std::size_t> columns = known_columns(table);
    if (columns.empty()) return;
    heading("### ", table.title);
    gap();
    row(columns, [&](std::size_t column) { return safe(table.columns[column].title); });
    row(columns, [&](std::size_t column) { return std::string(is_right(table, column) ? "---:" : "---"); });
    for (std::size_t i = 0; i < rows_shown(table); ++i) {
      row(columns, [&](std::size_t column) {
        return table.columns[column].tickets ? ticket_cell(table.rows[i][column])
                                             : markdown_cell(table.rows[i][column]);
      });
    }
    if (table.rows.empty()) paragraph("(none)");
    paragraph(rows_left_out(table, style_));
    paragraph(unknown_columns(table, style_));
    paragraph(table.note);
  }

  void draw(const Section& section, const Chart& chart) {
    if (chart.kind != Chart::Kind::trend || draws_lines(section)) return;
    const std::string sketch = trend_sketch(section, chart, style_);
    if (sketch.empty()) return;
    gap();
    out_.append(begins(chart.title + " " + sketch));
    const std::string_view caption = caption_of(section, chart);
    if (!caption.empty()) out_.append(": ").append(safe(caption));
    out_ += '\n';
  }

  std::string markdown_cell(const Cell& cell) const { return safe(reader_text(cell, style_, short_bar)); }

  /// Ticket numbers lead to their pages. Whatever would end the address in Markdown is escaped as in any address.
  std::string ticket_cell(const Cell& cell) const {
    const auto* words = std::get_if<Text>(&cell.content);
    if (words == nullptr || url_.empty()) return markdown_cell(cell);
    std::string out;
    for (const auto& [shown, address] : linked_tickets(words->text, url_)) {
      if (!out.empty()) out += ' ';
      out += address ? "[" + safe(shown) + "](" + harmless(*address) + ")" : safe(shown);
    }
    return out;
  }

  static std::string harmless(std::string_view address) {
    static constexpr std::string_view ends_it = "()<>|\\`[]*\"' ";
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : address) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte > ' ' && ends_it.find(c) == std::string_view::npos)
        out += c;
      else
        out.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return out;
  }

  static bool is_right(const Table& table, std::size_t column) {
    const bool drawn = std::any_of(table.rows.begin(), table.rows.end(), [&](const std::vector<Cell>& row) {
      return std::holds_alternative<Bar>(row[column].content);
    });
    return table.columns[column].numeric && !drawn;
  }

  template <class TextOf>
  void row(const std::vector<std::size_t>& columns, TextOf text_of) {
    out_ += '|';
    for (const std::size_t column : columns) out_.append(" ").append(text_of(column)).append(" |");
    out_ += '\n';
  }

  const Style& style_;
  std::string url_;  ///< of tickets; empty: no links
  std::string out_;
};

}  // namespace

std::string write_markdown(const Document& document, const Style& style) {
  return MarkdownWriter(style).write(document);
}

}  // namespace dsat::render
