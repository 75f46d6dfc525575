#include "load/meaning/html_text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <unordered_map>

#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

using Names = std::set<std::string_view>;

/// Elements within a line.
const Names& inline_elements() {
  static const Names names = {"a",   "abbr",  "b",    "bdi",  "bdo",    "big",    "cite",  "code", "del", "dfn",
                              "em",  "font",  "i",    "img",  "ins",    "kbd",    "label", "mark", "o:p", "q",
                              "s",   "small", "span", "samp", "strike", "strong", "sub",   "sup",  "tt",  "u",
                              "var", "wbr",   "svg",  "path", "input",  "button", "time",  "nobr"};
  return names;
}
/// Elements that begin a line or a cell.
const Names& block_elements() {
  static const Names names = {
      "address", "article", "blockquote", "body", "br",    "caption", "center", "dd",     "div", "dl",     "dt",
      "figure",  "footer",  "form",       "h1",   "h2",    "h3",      "h4",     "h5",     "h6",  "header", "hr",
      "html",    "li",      "main",       "meta", "link",  "nav",     "ol",     "option", "p",   "pre",    "section",
      "select",  "table",   "tbody",      "td",   "tfoot", "th",      "thead",  "title",  "tr",  "ul"};
  return names;
}
/// Elements whose contents nobody reads.
const Names& hidden_elements() {
  static const Names names = {"script", "style", "head", "noscript", "template"};
  return names;
}

const std::unordered_map<std::string_view, char32_t>& entities() {
  static const auto table = [] {
    std::unordered_map<std::string_view, char32_t> named = {
        {"amp", '&'},       {"lt", '<'},       {"gt", '>'},       {"quot", '"'},     {"apos", '\''},
        {"hellip", 0x2026}, {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019},
        {"sbquo", 0x201A},  {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"bdquo", 0x201E}, {"lsaquo", 0x2039},
        {"rsaquo", 0x203A}, {"bull", 0x2022},  {"euro", 0x20AC},  {"trade", 0x2122}, {"ensp", ' '},
        {"emsp", ' '},      {"thinsp", ' '},   {"zwnj", 0x200C},  {"zwj", 0x200D},   {"hearts", 0x2665},
        {"rarr", 0x2192},   {"larr", 0x2190},  {"check", 0x2713}, {"starf", 0x2605}, {"star", 0x2606},
        {"oelig", 0x153},   {"OElig", 0x152},  {"scaron", 0x161}, {"Scaron", 0x160}, {"Yuml", 0x178},
        {"minus", 0x2212},  {"le", 0x2264},    {"ge", 0x2265},    {"ne", 0x2260},    {"dagger", 0x2020},
        {"newline", '\n'},  {"tab", '\t'},     {"NewLine", '\n'}, {"Tab", '\t'},     {"excl", '!'}};
    // The upper half of Latin-1, in its order.
    constexpr std::string_view latin =
        "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute "
        "micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring "
        "AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml "
        "times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil "
        "egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash "
        "ugrave uacute ucirc uuml yacute thorn yuml";
    char32_t code = 0xA0;
    for (const std::string_view name : split(latin, ' ')) named[name] = code++;
    named["nbsp"] = ' ';
    return named;
  }();
  return table;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// A tag that stands at the begin of a text.
struct Tag {
  std::string name;  ///< lower case
  bool closes = false;
  std::size_t size = 0;
};

/// Where the tag ends: at `>` outside quotes.
std::size_t end_of_tag(std::string_view text, std::size_t at) {
  char quote = 0;
  for (; at < text.size(); ++at) {
    if (quote != 0) {
      if (text[at] == quote) quote = 0;
    } else if (text[at] == '=' && at + 1 < text.size() && (text[at + 1] == '"' || text[at + 1] == '\'')) {
      quote = text[++at];
    } else if (text[at] == '>') {
      return at + 1;
    } else if (text[at] == '<') {
      return std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

std::optional<Tag> tag_at(std::string_view text) {
  Tag tag;
  std::size_t at = 1;
  if (at < text.size() && text[at] == '/') tag.closes = true, ++at;
  const std::size_t begin = at;
  while (at < text.size() &&
         (is_letter(text[at]) || (at > begin && ((text[at] >= '0' && text[at] <= '9') || text[at] == ':'))))
    tag.name += static_cast<char>(text[at] >= 'A' && text[at] <= 'Z' ? text[at] - 'A' + 'a' : text[at]), ++at;
  if (at >= text.size() || (!is_blank(text[at]) && text[at] != '>' && text[at] != '/')) return std::nullopt;
  if (!inline_elements().contains(tag.name) && !block_elements().contains(tag.name) &&
      !hidden_elements().contains(tag.name))
    return std::nullopt;
  const std::size_t end = end_of_tag(text, at);
  if (end == std::string_view::npos) return std::nullopt;
  tag.size = end;
  return tag;
}

/// Up to the end of the element whose tag begins a text; the whole text if it doesn't end.
std::size_t size_of_element(std::string_view text, const Tag& tag) {
  for (std::size_t at = text.find("</", tag.size); at != std::string_view::npos; at = text.find("</", at + 2))
    if (const auto end = tag_at(text.substr(at)); end && end->closes && end->name == tag.name) return at + end->size;
  return text.size();
}

/// An entity at the begin of a text, which is appended; its size, or 0 if there is none.
std::size_t append_entity(std::string_view text, std::string& to) {
  constexpr std::size_t longest = 12;
  const std::size_t end = text.substr(0, longest).find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  std::string_view name = text.substr(1, end - 1);
  char32_t code = 0;
  if (name.front() == '#') {
    name.remove_prefix(1);
    const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
    if (hexadecimal) name.remove_prefix(1);
    std::uint32_t number = 0;
    const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), number, hexadecimal ? 16 : 10);
    if (name.empty() || error != std::errc() || stop != name.data() + name.size() || number == 0) return 0;
    code = number == 0xA0 ? U' ' : char32_t{number};
  } else if (const auto found = entities().find(name); found != entities().end()) {
    code = found->second;
  } else {
    return 0;
  }
  append_code_point(to, code);
  return end + 1;
}

/// One pass; true if there was any tag.
bool render(std::string_view text, std::string& to) {
  bool any_tag = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.front() == '&') {
      if (const std::size_t size = append_entity(rest, to); size != 0) {
        at += size;
        continue;
      }
    } else if (rest.starts_with("<!--")) {
      const std::size_t end = rest.find("-->");
      at += end == std::string_view::npos ? rest.size() : end + 3;
      any_tag = true;
      continue;
    } else if (rest.starts_with("<!DOCTYPE") || rest.starts_with("<!doctype")) {
      at += std::min(rest.find('>'), rest.size() - 1) + 1;
      any_tag = true;
      continue;
    } else if (rest.front() == '<') {
      if (const auto tag = tag_at(rest)) {
        any_tag = true;
        at += !tag->closes && hidden_elements().contains(tag->name) ? size_of_element(rest, *tag) : tag->size;
        if (!inline_elements().contains(tag->name)) to += ' ';
        continue;
      }
    }
    to += text[at++];
  }
  return any_tag;
}

void join_blanks(std::string& text) {
  std::string joined;
  for (const char c : text)
    if (!is_blank(c))
      joined += c;
    else if (!joined.empty() && joined.back() != ' ')
      joined += ' ';
  while (joined.ends_with(' ')) joined.pop_back();
  text = std::move(joined);
}

}  // namespace

std::string_view html_text(std::string_view cell, std::string& room) {
  if (cell.find_first_of("<&") == std::string_view::npos) return cell;
  room.clear();
  bool any_tag = render(cell, room);
  if (!any_tag && room.find('<') != std::string::npos) {
    std::string again;
    if (render(room, again)) room = std::move(again), any_tag = true;
  }
  if (any_tag) join_blanks(room);
  return room;
}

}  // namespace dsat::load
