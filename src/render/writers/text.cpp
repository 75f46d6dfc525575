#include <algorithm>

#include "dsat/base/text.hpp"
#include "render/cells.hpp"
#include "render/colour.hpp"
#include "render/layout.hpp"
#include "render/writers/all.hpp"

namespace dsat::render {

using namespace document;

namespace {

constexpr std::size_t indent = 2;
constexpr std::size_t least_width = 40;
/// Sentences longer than this are hard to follow, however wide the terminal is.
constexpr std::size_t widest_prose = 100;
constexpr std::size_t widest_label = 24;

class TextWriter {
 public:
  explicit TextWriter(const Style& style)
      : style_(style), width_(std::max(static_cast<std::size_t>(std::max(style.width, 0)), least_width)) {}

  std::string write(const Document& document) {
    head(document);
    if (document.brief)
      brief(document);
    else
      for (const Section& section : document.sections) this->section(section);
    return std::move(out_);
  }

 private:
  std::size_t prose_width(std::size_t indented = 0) const { return std::min(width_, widest_prose) - indented; }

  void line(std::string_view text, std::size_t indented = 0) {
    if (!text.empty()) out_.append(indented, ' ').append(text);
    out_ += '\n';
  }

  /// One blank line between parts, none at the start.
  void gap() {
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
  }

  void prose(std::string_view text, std::size_t indented = 0, Tone tone = Tone::plain) {
    const std::string words = one_printable_line(text, style_);
    if (words.empty()) return;
    for (const std::string& piece : wrap(words, prose_width(indented))) line(coloured(piece, tone, style_), indented);
  }

  void heading(std::string_view title, std::size_t indented = 0) {
    const std::string words = one_printable_line(title, style_);
    if (words.empty()) return;
    for (const std::string& piece : wrap(words, prose_width(indented))) line(bold(piece, style_), indented);
  }

  /// `Label  text`, the text with a hanging indent.
  void labelled(std::string_view label, std::string_view text, std::size_t label_width) {
    const std::string name = one_printable_line(label, style_);
    const std::size_t hang = indent + label_width + (label_width == 0 ? 0 : 2);
    const std::vector<std::string> pieces = wrap(one_printable_line(text, style_), prose_width(hang));
    std::size_t next = 0;
    if (display_width(name) <= label_width) {
      line(without_trailing_blanks(left(name, label_width) + std::string(hang - indent - label_width, ' ') + pieces[0]),
           indent);
      next = 1;
    } else {
      for (const std::string& piece : wrap(name, prose_width(indent))) line(piece, indent);
    }
    for (; next < pieces.size(); ++next) line(pieces[next], hang);
  }

  void head(const Document& document) {
    const std::string title = capitals(one_printable_line(document.title, style_));
    std::size_t next = 0;
    if (!title.empty()) {
      const std::string first =
          document.subtitle.empty() ? std::string() : one_printable_line(document.subtitle[0], style_);
      constexpr std::size_t apart = 3;
      if (!first.empty() && display_width(title) + apart + display_width(first) <= width_) {
        line(bold(title, style_) + std::string(apart, ' ') + first);
        next = 1;
      } else {
        heading(title);
      }
    }
    for (; next < document.subtitle.size(); ++next) prose(document.subtitle[next]);
    if (document.notes.empty()) return;
    gap();
    for (const std::string& note : document.notes) labelled("Note", note, std::string_view("Note").size());
  }

  void section(const Section& section) {
    gap();
    heading(capitals(section.title));
    const std::size_t under_title = out_.size();
    // What a hurried reader sees first comes first, wherever the section put it.
    for (const Block& block : section.blocks) {
      const auto* paragraph = std::get_if<Paragraph>(&block);
      if (paragraph != nullptr && paragraph->lead) prose(paragraph->text);
    }
    // A section without leads begins right under its title; sentences follow each other closely.
    bool at_title = !section.title.empty() && out_.size() == under_title;
    bool after_sentence = false;
    for (const Block& block : section.blocks) {
      const auto* paragraph = std::get_if<Paragraph>(&block);
      if (paragraph != nullptr && paragraph->lead) continue;
      const std::size_t before = out_.size();
      if (!at_title && !(paragraph != nullptr && after_sentence)) gap();
      const std::size_t begun = out_.size();
      std::visit([&](const auto& value) { draw(section, value); }, block);
      // A picture that text doesn't draw leaves no gap either.
      if (out_.size() == begun) {
        out_.resize(before);
        continue;
      }
      after_sentence = paragraph != nullptr;
      at_title = false;
    }
  }

  /// The first page, then what each section has for a brief, and last in one list what has a sentence only.
  void brief(const Document& document) {
    Facts also;
    for (const Section& section : document.sections) {
      Section shown{section.key, section.title, {}};
      for (const Block& block : section.blocks)
        if (const auto* paragraph = std::get_if<Paragraph>(&block); paragraph != nullptr && paragraph->lead)
          shown.blocks.push_back(block);
      shown.blocks.insert(shown.blocks.end(), section.brief.begin(), section.brief.end());
      if (!shown.blocks.empty() && &section != &document.sections.back()) {
        if (section.key == "summary") shown.title.clear();
        this->section(shown);
      } else if (!section.headline.empty()) {
        also.items.emplace_back(title_of(section), section.headline);
      }
    }
    if (!also.items.empty()) section({"also", "Also", {also}});
    if (const Section& data = document.sections.back(); !data.brief.empty())
      section({data.key, data.title, data.brief});
    if (document.whole.empty()) return;
    gap();
    prose(document.whole, 0, Tone::dim);
  }

  void draw(const Section&, const Paragraph& paragraph) { prose(paragraph.text, indent); }

  void draw(const Section&, const Facts& facts) {
    std::size_t label_width = 0;
    for (const auto& [label, text] : facts.items) {
      const std::size_t taken = display_width(one_printable_line(label, style_));
      if (taken <= widest_label) label_width = std::max(label_width, taken);
    }
    for (const auto& [label, text] : facts.items) labelled(label, text, label_width);
  }

  void draw(const Section&, const Table& table) {
    if (reader_columns(table).empty()) return;
    heading(table.title, indent);
    for (const std::string& row : table_lines(table, width_ - indent, style_)) line(row, indent);
    if (table.rows.empty() && !table.columns.empty()) line(coloured("(none)", Tone::dim, style_), indent);
    for (const std::string& words : {rows_left_out(table, style_), unknown_columns(table, style_)}) {
      if (words.empty()) continue;
      for (const std::string& piece : wrap(words, width_ - indent)) line(coloured(piece, Tone::dim, style_), indent);
    }
    prose(table.note, indent, Tone::dim);
  }

  /// Only a trend says more as a small line than its table does, and only where no table draws such lines anyway.
  void draw(const Section& section, const Chart& chart) {
    if (chart.kind != Chart::Kind::trend || draws_lines(section)) return;
    const std::string sketch = trend_sketch(section, chart, style_);
    const std::string title = one_printable_line(chart.title, style_);
    const std::size_t taken = display_width(title) + (title.empty() ? 0 : 2) + display_width(sketch);
    if (sketch.empty() || taken > width_ - indent) return;
    line(without_trailing_blanks(title + (title.empty() ? "" : "  ") + sketch), indent);
    prose(caption_of(section, chart), indent + 2, Tone::dim);
  }

  const Style& style_;
  std::size_t width_;
  std::string out_;
};

}  // namespace

std::string write_text(const Document& document, const Style& style) {
  return TextWriter(style).write(document);
}

}  // namespace dsat::render
