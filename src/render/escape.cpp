#include "render/escape.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "dsat/base/number.hpp"
#include "dsat/base/spreadsheet.hpp"
#include "dsat/base/text.hpp"
#include "dsat/render/writer.hpp"

namespace dsat::render {
namespace {

constexpr std::string_view word_joiner = "\u2060";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_unit(std::string_view text) {
  return text.starts_with('%') || text.starts_with("pp") || text.starts_with("min");
}

bool ends_in_www(std::string_view text) {
  if (text.size() < 3) return false;
  const std::string_view end = text.substr(text.size() - 3);
  return std::all_of(end.begin(), end.end(), [](char c) { return c == 'w' || c == 'W'; });
}

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// A sheet reads `_x0041_` as `A`, and XML has no U+FFFE and U+FFFF at all.
std::string for_sheet_xml(std::string_view text) {
  std::string safe;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_code_point(text, at);
    const std::string_view code = text.substr(start, 7);
    if (code.size() == 7 && code.starts_with("_x") && code.ends_with('_') &&
        std::all_of(code.begin() + 2, code.begin() + 6, is_hex_digit)) {
      safe += "_x005F";
    }
    if (c == 0xFFFE || c == 0xFFFF) {
      safe += "\uFFFD";
    } else {
      safe.append(text, start, at - start);
    }
  }
  return safe;
}

/// Characters that would show nothing, or something else than they are, on a terminal that gets JSON.
bool is_unseen(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

void append_unicode_escape(std::string& to, char32_t c) {
  static constexpr std::string_view digits = "0123456789abcdef";
  to += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) to += digits[c >> shift & 0xF];
}

}  // namespace

std::string html(std::string_view text) {
  static constexpr std::string_view no_break_space = "\u00A0";
  const std::string line = printable(one_line(text));
  std::string safe;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      case ' ':
        // A figure and its unit stay on one line.
        if (i > 0 && is_digit(line[i - 1]) && is_unit(std::string_view(line).substr(i + 1))) {
          safe += no_break_space;
          break;
        }
        [[fallthrough]];
      default:
        safe += c;
    }
  }
  return safe;
}

std::string markdown(std::string_view text) {
  const std::string line = printable(one_line(text));
  std::string safe;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::string_view rest = std::string_view(line).substr(i);
    const char c = line[i];
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '\\':
      case '`':
      case '*':
      case '_':
      case '[':
      case ']':
      case '|':
      case '~':
      case '$':
        safe += '\\';
        safe += c;
        break;
      case '!':
        safe += rest.starts_with("![") ? "\\!" : "!";
        break;
      case '@':
        safe.append("@").append(word_joiner);
        break;
      case ':':
        safe += ':';
        if (rest.starts_with("://")) safe += word_joiner;
        break;
      case '.':
        if (ends_in_www(std::string_view(line).substr(0, i))) safe += word_joiner;
        safe += c;
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string markdown_paragraph(std::string_view text) {
  std::string safe = markdown(text);
  std::size_t digits = 0;
  while (digits < safe.size() && is_digit(safe[digits])) ++digits;
  const bool numbered = digits > 0 && digits < safe.size() && (safe[digits] == '.' || safe[digits] == ')');
  const bool marked = !safe.empty() && std::string_view("#+-=").find(safe.front()) != std::string_view::npos;
  if (numbered || marked) safe.insert(digits, 1, '\\');
  return safe;
}

std::string spreadsheet_text(std::string_view text) {
  std::string safe;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    safe += printable(text.substr(at, end - at));
    if (end == text.size()) break;
    safe += '\n';
    at = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  safe = for_sheet_xml(to_valid_utf8(safe));
  // Asked of the text as it came: a tab before a formula is a blank by now.
  return needs_spreadsheet_guard(text) || needs_spreadsheet_guard(safe) ? "'" + safe : safe;
}

std::string_view csv_mark(const CsvStyle& style) {
  return style.mark ? "\xEF\xBB\xBF" : "";
}

void append_csv_record(std::string& to, std::span<const CsvField> fields, const CsvStyle& style) {
  const std::string_view breaks = csv_breaks(style.separator);
  const std::array<char, 4> quoted = {style.separator, '"', '\r', '\n'};
  std::string guarded;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i != 0) to += style.separator;
    std::string_view text = fields[i].text;
    if (style.safe && fields[i].words) text = guarded = with_csv_guards(text, breaks);
    // A record of one empty field would be a blank line, which readers skip.
    const bool blank_line = fields.size() == 1 && text.empty();
    if (!blank_line && text.find_first_of(std::string_view(quoted.data(), quoted.size())) == std::string_view::npos) {
      to.append(text);
      continue;
    }
    to += '"';
    for (const char c : text) to.append(c == '"' ? 2 : 1, c);
    to += '"';
  }
  to += '\n';
}

void append_json_string(std::string& to, std::string_view text) {
  // Nearly all texts are plain ASCII.
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; };
  to += '"';
  if (std::ranges::all_of(text, is_plain)) {
    to.append(text) += '"';
    return;
  }
  const std::string valid = to_valid_utf8(text);
  for (std::size_t at = 0; at < valid.size();) {
    const std::size_t start = at;
    const char32_t c = next_code_point(valid, at);
    switch (c) {
      case '"':
        to += "\\\"";
        break;
      case '\\':
        to += "\\\\";
        break;
      case '\n':
        to += "\\n";
        break;
      case '\r':
        to += "\\r";
        break;
      case '\t':
        to += "\\t";
        break;
      default:
        if (is_unseen(c)) {
          append_unicode_escape(to, c);
        } else {
          to.append(valid, start, at - start);
        }
    }
  }
  to += '"';
}

void append_json_number(std::string& to, double value) {
  to += std::isfinite(value) ? shortest(value) : "null";
}

}  // namespace dsat::render
