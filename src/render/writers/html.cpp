#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "render/cells.hpp"
#include "render/charts.hpp"
#include "render/escape.hpp"
#include "render/page.hpp"
#include "render/svg.hpp"
#include "render/ticket_link.hpp"
#include "render/writers/all.hpp"

namespace dsat::render {

using namespace document;

namespace {

constexpr int wide_chart = 720, narrow_chart = 360;

int hex_digit(char c) {
  return c <= '9' ? c - '0' : c - 'a' + 10;
}

/// A hash as a Content-Security-Policy wants it.
std::string base64_of_hex(std::string_view hex) {
  static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  // Three hexadecimal digits are two of base 64.
  for (std::size_t at = 0; at < hex.size(); at += 3) {
    int bits = 0;
    for (std::size_t i = at; i < at + 3; ++i) bits = bits << 4 | (i < hex.size() ? hex_digit(hex[i]) : 0);
    out += digits[static_cast<std::size_t>(bits >> 6)];
    if (hex.size() - at > 1) out += digits[static_cast<std::size_t>(bits & 63)];
  }
  out.append((4 - out.size() % 4) % 4, '=');
  return out;
}

std::string policy() {
  return "default-src 'none'; style-src 'sha256-" + base64_of_hex(page::style_sha256) + "'; script-src 'sha256-" +
         base64_of_hex(page::script_sha256) + "'; base-uri 'none'; form-action 'none'";
}

/// Only letters, digits and hyphens: safe as an id and in a link.
std::string id_of(std::string_view key) {
  std::string id = "s-";
  for (const char c : key) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    id += plain ? c : '-';
  }
  return id;
}

std::string_view tone_class(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::worse:
      return "worse";
    case Tone::better:
      return "better";
    case Tone::dim:
      return "dim";
  }
  return "";
}

bool is_drawn(const Table& table, std::size_t column) {
  return std::any_of(table.rows.begin(), table.rows.end(), [&](const std::vector<Cell>& row) {
    return std::holds_alternative<Bar>(row[column].content) || std::holds_alternative<Spark>(row[column].content);
  });
}

/// Names and dates that would look odd broken over lines.
bool is_short(const Table& table, std::size_t column) {
  constexpr std::size_t short_enough = 16;
  const auto shown = table.rows.begin() + static_cast<std::ptrdiff_t>(rows_shown(table));
  return std::all_of(table.rows.begin(), shown, [&](const std::vector<Cell>& row) {
    return display_width(reader_text(row[column], {})) <= short_enough;
  });
}

/// `n` figures, `i` what stays on one line, `x` long words, `w` words.
std::string_view column_class(const Table& table, std::size_t column) {
  if (is_drawn(table, column)) return "";
  if (table.columns[column].numeric) return "n";
  if (is_short(table, column)) return "i";
  return table.columns[column].wide ? "x" : "w";
}

std::string picture(const Bar& bar) {
  const double length = std::clamp(bar.fraction, 0.0, 1.0) * 100;
  return "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect "
         "class=\"fill\" "
         "width=\"" +
         fixed(length, 1) + "\" height=\"10\"/></svg>";
}

std::string picture(const Spark& spark) {
  double low = INFINITY, high = -INFINITY;
  std::size_t known = 0;
  for (const auto& value : spark.values) {
    if (value) low = std::min(low, *value), high = std::max(high, *value), ++known;
  }
  if (known == 0) return {};
  std::string body;
  std::string run;
  const auto x = [&](std::size_t i) {
    return spark.values.size() == 1 ? 50.0
                                    : 100.0 * static_cast<double>(i) / static_cast<double>(spark.values.size() - 1);
  };
  const auto y = [&](double value) { return high > low ? 16 - 14 * (value - low) / (high - low) : 9.0; };
  const auto flush = [&] {
    if (!run.empty()) body += "<polyline class=\"curve\" points=\"" + run + "\"/>";
    run.clear();
  };
  std::size_t last = 0;
  for (std::size_t i = 0; i < spark.values.size(); ++i) {
    if (!spark.values[i]) {
      flush();
      continue;
    }
    last = i;
    run += (run.empty() ? "" : " ") + fixed(x(i), 1) + "," + fixed(y(*spark.values[i]), 1);
  }
  flush();
  body += "<circle class=\"point\" cx=\"" + fixed(x(last), 1) + "\" cy=\"" + fixed(y(*spark.values[last]), 1) +
          "\" r=\"2.5\"/>";
  return "<svg class=\"spark\" viewBox=\"0 0 100 18\" preserveAspectRatio=\"xMinYMid\" role=\"img\" aria-label=\"small "
         "line of " +
         counted(static_cast<std::int64_t>(known), "value") + "\">" + body + "</svg>";
}

/// Words of sentences, escaped; an option (`--tz`) is never broken at its hyphens.
std::string sentence(std::string_view text) {
  const std::string line = one_line(text);
  std::string out;
  std::size_t at = 0;
  for (std::size_t option; (option = line.find(" --", at)) != std::string::npos;) {
    const std::size_t begin = option + 1;
    std::size_t end = begin + 2;
    while (end < line.size() && ((line[end] >= 'a' && line[end] <= 'z') || line[end] == '-')) ++end;
    out += html(line.substr(at, option - at)) + " <code>" + html(line.substr(begin, end - begin)) + "</code>";
    at = end;
    // The blank after it would be trimmed away with the rest.
    if (at < line.size() && line[at] == ' ' && line.compare(at, 3, " --") != 0) out += ' ';
  }
  return out + html(line.substr(at));
}

class HtmlWriter {
 public:
  explicit HtmlWriter(const Document& document) : document_(document) {
    for (std::size_t row = 0; row < document.ticket_keys.size(); ++row) ticket_rows_[document.ticket_keys[row]] = row;
  }

  std::string write() {
    head(document_);
    contents(document_);
    out_ += "<main id=\"main\">\n";
    for (const Section& section : document_.sections) this->section(section, &section - document_.sections.data());
    tickets();
    out_ += "</main>\n";
    foot(document_);
    return std::move(out_);
  }

 private:
  /// The tickets behind the counts of all sections, once; counts lead here.
  void tickets() {
    const Table& table = document_.tickets;
    if (table.rows.empty()) return;
    const std::string count = counted(static_cast<std::int64_t>(table.rows.size()), "ticket");
    out_ += "<section id=\"tickets\" aria-labelledby=\"tickets-h\">\n<h2 id=\"tickets-h\">" + html(table.title) +
            "</h2>\n<details class=\"fold\">\n<summary>" + count + ", the newest first</summary>\n";
    id_ = "tickets";
    parts_ = 0;
    const Section section{"tickets", table.title, {}};
    draw_rows(section, table, known_columns(table), table.rows.size(), true);
    out_ += "</details>\n</section>\n";
  }

  /// The rows of a table that a page holds, and how many of them show at once.
  std::size_t rows_held(const Table& table) const {
    if (document_.page_rows == 0) return rows_shown(table);
    return std::min(table.rows.size(), std::max(document_.page_rows, rows_shown(table)));
  }

  void element(std::string_view open, std::string_view text, std::string_view close) {
    const std::string words = sentence(text);
    if (!words.empty()) out_.append(open).append(words).append(close) += '\n';
  }

  void head(const Document& document) {
    std::string title = document.title;
    if (!document.subtitle.empty()) title += ": " + document.subtitle[0];
    out_ += "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    out_ += "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy() + "\">\n";
    out_ += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out_ += "<meta name=\"referrer\" content=\"no-referrer\">\n";
    // What a tab, a bookmark and a search result have room for.
    constexpr std::size_t longest_title = 70;
    out_ += "<title>" + (title.empty() ? "dsat" : html(shorten(one_line(title), longest_title))) + "</title>\n";
    out_.append("<style>").append(page::style).append("</style>\n</head>\n<body>\n");
    out_ += "<a class=\"skip\" href=\"#main\">Skip to the figures</a>\n<header>\n";
    element("<h1>", document.title.empty() ? document.schema : document.title, "</h1>");
    for (const std::string& line : document.subtitle) element("<p>", line, "</p>");
    if (!document.notes.empty()) {
      out_ += "<aside class=\"notes\" aria-label=\"Notes\">\n<ul>\n";
      for (const std::string& note : document.notes) element("<li>", note, "</li>");
      out_ += "</ul>\n</aside>\n";
    }
    out_ += "</header>\n";
  }

  /// Keys needn't be unique for links to lead somewhere.
  static std::string section_id(const Section& section, std::ptrdiff_t index) {
    return id_of(section.key) + "-" + std::to_string(index + 1);
  }

  void contents(const Document& document) {
    if (document.sections.size() < 2) return;
    out_ += "<nav aria-label=\"Contents\">\n<ul>\n";
    for (const Section& section : document.sections) {
      const std::string id = section_id(section, &section - document.sections.data());
      element("<li><a href=\"#" + id + "\">", short_title(section), "</a></li>");
    }
    if (!document.tickets.rows.empty()) out_ += "<li><a href=\"#tickets\">Tickets</a></li>\n";
    out_ += "</ul>\n</nav>\n";
  }

  void section(const Section& section, std::ptrdiff_t index) {
    id_ = section_id(section, index);
    parts_ = 0;
    out_ += "<section id=\"" + id_ + "\" aria-labelledby=\"" + id_ + "-h\">\n";
    element("<h2 id=\"" + id_ + "-h\"" + (section.title.empty() ? " class=\"unseen\"" : "") + ">",
            title_of(section).empty() ? "Section" : title_of(section), "</h2>");
    for (const Block& block : section.blocks) {
      const auto* lead = std::get_if<Paragraph>(&block);
      if (lead != nullptr && lead->lead) this->lead(*lead, section);
    }
    for (const Block& block : section.blocks) {
      std::visit([&](const auto& value) { draw(section, value); }, block);
    }
    out_ += "</section>\n";
  }

  std::string next_id() { return id_ + "-" + std::to_string(++parts_); }

  void draw(const Section&, const Paragraph& paragraph) {
    if (!paragraph.lead) element("<p>", paragraph.text, "</p>");
  }

  /// Without what follows a comma.
  static std::string short_title(const Section& section) {
    const std::string title = title_of(section);
    return title.substr(0, title.find(','));
  }

  void lead(const Paragraph& paragraph, const Section& of) {
    std::string close = "</p>";
    for (const Section& section : document_.sections)
      if (section.key == paragraph.see && section.key != of.key)
        close = " <a class=\"see\" href=\"#" + section_id(section, &section - document_.sections.data()) + "\">" +
                html(short_title(section)) + "</a></p>";
    element("<p class=\"lead\">", paragraph.text, close);
  }

  void draw(const Section&, const Facts& facts) {
    if (facts.items.empty()) return;
    out_ += "<dl>\n";
    for (const auto& [label, text] : facts.items) {
      out_ += "<dt>" + html(label) + "</dt><dd>" + sentence(text) + "</dd>\n";
    }
    out_ += "</dl>\n";
  }

  void draw(const Section& section, const Table& table) {
    const std::vector<std::size_t> columns = known_columns(table);
    if (columns.empty()) return;
    if (table.tiles) {
      draw_tiles(table, columns);
      return;
    }
    const std::size_t rows = rows_held(table);
    if (table.folded) {
      const std::string name = name_of(section, table);
      out_ += "<details class=\"fold\">\n<summary>" + html(name) + " <span class=\"dim\">" +
              counted(static_cast<std::int64_t>(table.rows.size()), "row") + "</span></summary>\n";
    }
    draw_rows(section, table, columns, rows, table.folded);
    if (rows < table.rows.size()) element("<p class=\"more\">", rows_left_out(table, {}), "</p>");
    element("<p class=\"more\">", unknown_columns(table, {}), "</p>");
    element("<p class=\"note\">", table.note, "</p>");
    if (table.folded) out_ += "</details>\n";
  }

  static std::string name_of(const Section& section, const Table& table) {
    if (!one_line(table.title).empty()) return table.title;
    const std::string name = table.key.empty() ? title_of(section) : from_key(table.key);
    return name.empty() ? "Table" : name;
  }

  /// A list of figures: name, value, and what helps to judge it.
  void draw_tiles(const Table& table, const std::vector<std::size_t>& columns) {
    out_ += "<ul class=\"tiles\">\n";
    for (const auto& row : table.rows) {
      out_ += "<li><h3>" + html(reader_text(row[columns.front()], {})) + "</h3>";
      for (std::size_t i = 1; i < columns.size(); ++i) {
        const Cell& cell = row[columns[i]];
        if (std::holds_alternative<Missing>(cell.content)) continue;
        const Column& column = table.columns[columns[i]];
        const bool is_value = i == 1;
        const std::string title = is_value || is_drawn(table, columns[i]) || column.key == "base" ||
                                          std::holds_alternative<Change>(cell.content)
                                      ? std::string()
                                      : "<span class=\"dim\">" + html(column.title) + "</span> ";
        const std::string_view tone = tone_class(cell.tone);
        const std::string style = is_value ? "value" : std::string(tone);
        out_ += "<div" + (style.empty() ? "" : " class=\"" + style + "\"") + ">" + title + inside(cell) + "</div>";
      }
      out_ += "</li>\n";
    }
    out_ += "</ul>\n";
  }

  void draw_rows(const Section& section, const Table& table, const std::vector<std::size_t>& columns, std::size_t rows,
                 bool titled) {
    const std::string id = next_id();
    const std::size_t shown = titled ? std::max<std::size_t>(rows_shown(table), rows) : rows_shown(table);
    // Without scripts, too: a box is ticked, and the rest shows.
    if (rows > shown)
      out_ += "<div class=\"rows\">\n<label class=\"all\"><input type=\"checkbox\"> all " +
              counted(static_cast<std::int64_t>(rows), "row") + "</label>\n";
    out_ += "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"" + id + "\">\n<table>\n";
    const bool unseen = titled || html(table.title).empty();
    out_ += "<caption id=\"" + id + "\">" + (unseen ? "<span class=\"unseen\">" : "") + html(name_of(section, table)) +
            (unseen ? "</span>" : "") + "</caption>\n<thead>\n<tr>";
    std::vector<std::string_view> classes;
    for (const std::size_t column : columns) {
      classes.push_back(column_class(table, column));
      heading(table, column, classes.back());
    }
    out_ += "</tr>\n</thead>\n<tbody>\n";
    const bool are_tickets = &table == &document_.tickets;
    labelled_ = !are_tickets;  // what these are is plain, and they are many
    for (std::size_t row = 0; row < rows; ++row) {
      out_ += "<tr";
      if (are_tickets) out_ += " id=\"t" + std::to_string(row + 1) + "\"";
      if (row >= shown) out_ += " class=\"rest\"";
      out_ += ">";
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const Column& column = table.columns[columns[i]];
        cell(table.rows[row][columns[i]], column, classes[i], i == 0 && !column.numeric);
      }
      out_ += "</tr>\n";
    }
    if (table.rows.empty()) {
      out_ += "<tr><td class=\"dim\" colspan=\"" + std::to_string(columns.size()) + "\">none</td></tr>\n";
    }
    out_ += "</tbody>\n</table>\n</div>\n";
    if (rows > shown) out_ += "</div>\n";
  }

  void heading(const Table& table, std::size_t column, std::string_view style) {
    const std::string title = html(table.columns[column].title);
    const bool drawn = is_drawn(table, column);
    out_ += "<th scope=\"col\"";
    if (!style.empty()) out_.append(" class=\"").append(style).append("\"");
    if (drawn) out_ += " data-fixed";
    out_ += ">";
    // A heading without words still needs a name.
    if (title.empty()) {
      const std::string name = html(from_key(table.columns[column].key));
      out_ += "<span class=\"unseen\">" + (name.empty() ? "Column" : name) + "</span>";
    } else {
      out_ += title;
    }
    out_ += "</th>";
  }

  void cell(const Cell& cell, const Column& column, std::string_view column_class, bool is_row_heading) {
    out_ += is_row_heading ? "<th scope=\"row\"" : "<td";
    // On a narrow screen each cell stands on a line of its own, after its heading.
    if (const std::string title = html(column.title); !title.empty() && labelled_) out_ += " data-l=\"" + title + "\"";
    std::string classes(column_class);
    const std::string_view tone = tone_class(cell.tone);
    if (!tone.empty()) classes.append(classes.empty() ? "" : " ").append(tone);
    if (holds_long_word(cell)) classes.append(classes.empty() ? "long" : " long");
    if (!classes.empty()) out_ += " class=\"" + classes + "\"";
    const auto number = machine_number(cell);
    const std::string raw = machine_text(cell);
    // What reads as the number it is needs no other.
    const auto* count = std::get_if<Count>(&cell.content);
    const bool plain = count != nullptr && count->value >= 0 && count->value < 1'000;
    if (!cell.suppressed && number && !plain) out_ += " data-value=\"" + html(raw) + "\"";
    // A wall clock doesn't sort; the instant does.
    if (!cell.suppressed && std::holds_alternative<Instant>(cell.content) && !raw.empty()) {
      const auto* instant = std::get_if<Instant>(&cell.content);
      out_ += " data-value=\"" + std::to_string(instant->moment.seconds()) + "\"";
    }
    out_ += ">" + (column.tickets ? links(cell) : inside(cell)) + (is_row_heading ? "</th>" : "</td>");
  }

  /// Ids of tickets with their addresses, where these are known.
  std::string links(const Cell& cell) const {
    const auto* words = std::get_if<Text>(&cell.content);
    if (words == nullptr || document_.ticket_url.empty()) return inside(cell);
    std::string out;
    for (const auto& [shown, address] : linked_tickets(words->text, document_.ticket_url)) {
      if (!out.empty()) out += ' ';
      out += address ? "<a href=\"" + html(*address) + "\">" + html(shown) + "</a>" : html(shown);
    }
    return out;
  }

  /// A count that opens its tickets.
  std::string opening(const Cell& cell, const std::string& words) const {
    const Behind& behind = *cell.behind;
    const auto id = column_named(document_.tickets, "ticket_id");
    if (!id || behind.tickets.empty()) return words;
    std::string out = "<details class=\"drill\"><summary>" + words + "</summary><p>";
    for (const std::uint32_t key : behind.tickets) {
      const auto row = ticket_rows_.find(key);
      if (row == ticket_rows_.end()) continue;
      out += "<a href=\"#t" + std::to_string(row->second + 1) + "\">" +
             html(reader_text(document_.tickets.rows[row->second][*id], {})) + "</a> ";
    }
    const auto shown = static_cast<std::int64_t>(behind.tickets.size());
    if (shown < behind.count)
      out += "<span class=\"dim\">" + grouped(shown) + " of " + grouped(behind.count) + " shown: <code>" +
             html(behind.more) + "</code></span>";
    return out + "</p></details>";
  }

  /// A word that nobody would break makes a table as wide as itself.
  static bool holds_long_word(const Cell& cell) {
    constexpr std::size_t too_long = 24;
    const auto* words = std::get_if<Text>(&cell.content);
    if (words == nullptr) return false;
    const std::string line = one_line(words->text);
    const std::vector<std::string_view> all = split(line, ' ');
    return std::any_of(all.begin(), all.end(), [](std::string_view word) { return display_width(word) > too_long; });
  }

  std::string inside(const Cell& cell) const {
    const std::string words = reader_text(cell, {});
    if (cell.behind && !cell.suppressed) return opening(cell, html(words));
    if (cell.suppressed) return "<abbr title=\"too few ratings for a rate\">" + words + "</abbr>";
    if (const auto* bar = std::get_if<Bar>(&cell.content)) return picture(*bar);
    if (const auto* spark = std::get_if<Spark>(&cell.content)) return picture(*spark);
    if (words == missing_mark({}) && !std::holds_alternative<Text>(cell.content) && labelled_) {
      return "<abbr title=\"not known\">" + words + "</abbr>";
    }
    return html(words);
  }

  void draw(const Section& section, const Chart& chart) {
    const Table* table = table_named(section, chart.table);
    if (table == nullptr) return;
    const std::string wide = draw_chart(*table, chart, wide_chart, "chart wide");
    if (wide.empty()) return;
    out_ += "<figure>\n<figcaption><b>" + html(chart.title) + "</b>";
    const std::string_view caption = caption_of(section, chart);
    if (!caption.empty()) out_ += "<span>" + html(caption) + "</span>";
    out_ += "</figcaption>\n" + wide + "\n" + draw_chart(*table, chart, narrow_chart, "chart narrow") + "\n";
    if (!chart.marks.empty()) {
      out_ += "<ol>\n";
      for (std::size_t i = 0; i < chart.marks.size(); ++i) {
        out_ += "<li><b>" + mark_sign(i) + "</b> " + html(mark_place(*table, chart, i)) + " " +
                html(chart.marks[i].second) + "</li>\n";
      }
      out_ += "</ol>\n";
    }
    out_ += "</figure>\n";
  }

  void foot(const Document& document) {
    out_ += "<footer>";
    out_ += html(document.schema) + " " + std::to_string(document.schema_version);
    if (!document.as_of.missing()) out_ += " · as of " + html(iso_moment(document.as_of));
    out_ += "</footer>\n";
    out_.append("<script>").append(page::script).append("</script>\n</body>\n</html>\n");
  }

  const Document& document_;
  std::unordered_map<std::uint32_t, std::size_t> ticket_rows_;
  std::string out_;
  std::string id_;
  int parts_ = 0;
  bool labelled_ = true;
};

}  // namespace

std::string write_html(const Document& document, const Style&) {
  return HtmlWriter(document).write();
}

}  // namespace dsat::render
