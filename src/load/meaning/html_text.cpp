#include "load/meaning/html_text.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct Tag {
  std::string name;     ///< in small letters
  bool closes = false;  ///< `</p>`
  std::size_t end = 0;  ///< behind it
};

/// The elements that comments come with; another word in angle brackets is somebody's text.
bool is_element(std::string_view name) {
  static constexpr std::string_view names[] = {
      "a",     "abbr",   "article", "b",       "blockquote", "body",   "br",     "center", "code",  "div",    "em",
      "font",  "footer", "h1",      "h2",      "h3",         "h4",     "h5",     "h6",     "head",  "header", "hr",
      "html",  "i",      "img",     "ins",     "del",        "li",     "link",   "meta",   "ol",    "p",      "pre",
      "q",     "s",      "script",  "section", "small",      "span",   "strike", "strong", "style", "sub",    "sup",
      "table", "tbody",  "td",      "tfoot",   "th",         "thead",  "title",  "tr",     "tt",    "u",      "ul",
      "wbr",   "o:p",    "mark",    "label",   "figure",     "iframe", "video",  "button", "input", "form",   "svg"};
  return std::ranges::find(names, name) != std::end(names);
}

/// The tag that begins at `at`; nothing if none does.
std::optional<Tag> tag_at(std::string_view text, std::size_t at) {
  if (text[at] != '<') return std::nullopt;
  Tag tag;
  std::size_t i = at + 1;
  if (i < text.size() && text[i] == '/') tag.closes = true, ++i;
  while (i < text.size() && (is_letter(text[i]) || (text[i] >= '0' && text[i] <= '9') || text[i] == ':'))
    tag.name += static_cast<char>(text[i] >= 'A' && text[i] <= 'Z' ? text[i] - 'A' + 'a' : text[i]), ++i;
  if (!is_element(tag.name) || i == text.size()) return std::nullopt;
  if (text[i] != '>' && text[i] != '/' && text[i] != ' ' && text[i] != '\n' && text[i] != '\t' && text[i] != '\r')
    return std::nullopt;
  char quote = 0;
  for (; i < text.size(); ++i) {
    if (quote != 0)
      quote = text[i] == quote ? '\0' : quote;
    else if (text[i] == '"' || text[i] == '\'')
      quote = text[i];
    else if (text[i] == '>') {
      tag.end = i + 1;
      return tag;
    }
  }
  return std::nullopt;
}

bool parts_lines(std::string_view name) {
  static constexpr std::string_view inline_names[] = {"a",   "abbr", "b", "code",  "em",   "font",   "i",      "ins",
                                                      "del", "q",    "s", "small", "span", "strike", "strong", "sub",
                                                      "sup", "tt",   "u", "wbr",   "mark", "label",  "o:p"};
  return std::ranges::find(inline_names, name) == std::end(inline_names);
}

/// The sign of an entity at `at`, and how long it is; nothing if none stands there.
std::optional<std::pair<std::string, std::size_t>> entity_at(std::string_view text, std::size_t at) {
  static constexpr std::pair<std::string_view, std::string_view> known[] = {
      {"nbsp", " "},   {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},
      {"ndash", "–"},  {"mdash", "—"},  {"hellip", "…"}, {"rsquo", "’"},  {"lsquo", "‘"},  {"rdquo", "”"},
      {"ldquo", "“"},  {"bdquo", "„"},  {"euro", "€"},   {"pound", "£"},  {"copy", "©"},   {"reg", "®"},
      {"trade", "™"},  {"auml", "ä"},   {"ouml", "ö"},   {"uuml", "ü"},   {"Auml", "Ä"},   {"Ouml", "Ö"},
      {"Uuml", "Ü"},   {"szlig", "ß"},  {"eacute", "é"}, {"egrave", "è"}, {"ecirc", "ê"},  {"agrave", "à"},
      {"acirc", "â"},  {"ccedil", "ç"}, {"ntilde", "ñ"}, {"aacute", "á"}, {"iacute", "í"}, {"oacute", "ó"},
      {"uacute", "ú"}, {"atilde", "ã"}, {"otilde", "õ"}, {"ocirc", "ô"},  {"icirc", "î"},  {"aring", "å"},
      {"oslash", "ø"}, {"aelig", "æ"},  {"laquo", "«"},  {"raquo", "»"},  {"bull", "•"},   {"middot", "·"},
      {"deg", "°"},    {"times", "×"},  {"zwnj", ""},    {"zwj", ""},     {"shy", ""},     {"ensp", " "},
      {"emsp", " "},   {"thinsp", " "}};
  const std::size_t end = text.substr(at, 12).find(';');
  if (end == text.npos || end < 2) return std::nullopt;
  const std::string_view name = text.substr(at + 1, end - 1);
  if (name.front() == '#') {
    char32_t value = 0;
    const bool hex = name.size() > 2 && (name[1] == 'x' || name[1] == 'X');
    for (const char c : name.substr(hex ? 2 : 1)) {
      const int digit = c >= '0' && c <= '9'          ? c - '0'
                        : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                      : -1;
      if (digit < 0) return std::nullopt;
      value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
      if (value > 0x10FFFF) return std::nullopt;
    }
    if (name.size() < 2 || value < 9 || (value >= 0xD800 && value < 0xE000)) return std::nullopt;
    std::string sign;
    append_code_point(sign, value == 0xA0 ? U' ' : value);
    return std::pair(sign, end + 1);
  }
  const auto* const found = std::ranges::find(known, name, &std::pair<std::string_view, std::string_view>::first);
  if (found == std::end(known)) return std::nullopt;
  return std::pair(std::string(found->second), end + 1);
}

}  // namespace

bool looks_like_html(std::string_view text) {
  for (std::size_t at = text.find_first_of("<&"); at != text.npos; at = text.find_first_of("<&", at + 1))
    if (text[at] == '<' ? tag_at(text, at).has_value() : entity_at(text, at).has_value()) return true;
  return false;
}

std::string html_text(std::string_view text) {
  std::string plain;
  const auto blank = [&plain] {
    if (!plain.empty() && plain.back() != ' ') plain += ' ';
  };
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with("<!--")) {
      const std::size_t end = text.find("-->", at);
      at = end == text.npos ? text.size() : end + 3;
      continue;
    }
    if (const auto tag = tag_at(text, at)) {
      at = tag->end;
      if (parts_lines(tag->name)) blank();
      if (!tag->closes && (tag->name == "script" || tag->name == "style")) {
        const std::string lower = fold(text.substr(at));
        const std::size_t end = lower.size() == text.size() - at ? lower.find("</" + tag->name) : lower.npos;
        if (end != lower.npos) at += end;
      }
      continue;
    }
    if (text[at] == '&')
      if (const auto entity = entity_at(text, at)) {
        if (entity->first == " ")
          blank();
        else
          plain += entity->first;
        at += entity->second;
        continue;
      }
    if (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')
      blank();
    else
      plain += text[at];
    ++at;
  }
  return std::string(trim(plain));
}

}  // namespace dsat::load
