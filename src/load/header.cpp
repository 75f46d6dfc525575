#include "load/header.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

constexpr std::string_view misread_mark = "ï»¿";  // a byte order mark that went through Latin-1

/// Names of units, longest first where one ends another.
constexpr std::pair<std::string_view, TimeUnit> unit_names[] = {
    {"milliseconds", TimeUnit::milliseconds},
    {"millis", TimeUnit::milliseconds},
    {"ms", TimeUnit::milliseconds},
    {"seconds", TimeUnit::seconds},
    {"secs", TimeUnit::seconds},
    {"sec", TimeUnit::seconds},
    {"s", TimeUnit::seconds},
    {"minutes", TimeUnit::minutes},
    {"mins", TimeUnit::minutes},
    {"min", TimeUnit::minutes},
    {"hours", TimeUnit::hours},
    {"hrs", TimeUnit::hours},
    {"hr", TimeUnit::hours},
    {"h", TimeUnit::hours},
    {"days", TimeUnit::days},
};

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// `SatisfactionRating` → `Satisfaction Rating`, `CSATScore` → `CSAT Score`; `IDs` stays.
std::string part_camel_case(std::string_view text) {
  std::string parted;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && is_upper(text[i])) {
      const bool starts_word = is_lower(text[i - 1]) || is_digit(text[i - 1]);
      const bool ends_capitals =
          is_upper(text[i - 1]) && i + 2 < text.size() && is_lower(text[i + 1]) && is_lower(text[i + 2]);
      if (starts_word || ends_capitals) parted += ' ';
    }
    parted += text[i];
  }
  return parted;
}

/// Takes `ending` off where it stands as words of its own after something else.
bool take_off(std::string& key, std::string_view ending) {
  if (key.size() <= ending.size() + 1 || key.back() != ending.back()) return false;
  if (!key.ends_with(ending) || key[key.size() - ending.size() - 1] != ' ') return false;
  key.resize(key.size() - ending.size() - 1);
  return true;
}

bool take_off_any(std::string& key, std::span<const std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return take_off(key, ending); });
}

/// `custom field (X)` → X, `ticket field: X` → X, `X [list]` → X; true if there was something of the kind.
bool unwrap_custom(std::string& text) {
  const std::string folded = fold(text);
  constexpr std::string_view jira = "custom field (";
  if (folded.starts_with(jira) && text.ends_with(')')) {
    text = text.substr(jira.size(), text.size() - jira.size() - 1);
    return true;
  }
  for (const std::string_view prefix : {"ticket field:", "customer field:"})
    if (folded.starts_with(prefix)) {
      text = trim(std::string_view(text).substr(text.find(':') + 1));
      return true;
    }
  for (const std::string_view kind : {"[list]", "[txt]", "[flag]", "[dec]", "[int]", "[date]"})
    if (folded.ends_with(kind)) {
      text = trim(std::string_view(text).substr(0, text.size() - kind.size()));
      return true;
    }
  return text.ends_with("__c") ? (text.resize(text.size() - 3), true) : false;
}

/// Words parted by one blank, marks without meaning dropped.
std::string plain_words(std::string_view text) {
  std::string key;
  for (const char c : text) {
    const bool parts = c == '_' || c == '-' || c == '.' || c == '/' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (parts) {
      if (!key.empty() && key.back() != ' ') key += ' ';
    } else if (std::string_view("()[]:?#*\"").find(c) == std::string_view::npos) {
      key += c;
    }
  }
  while (key.ends_with(' ')) key.pop_back();
  return key;
}

bool parts_words(char c) {
  return c == '_' || c == '-' || c == '.' || c == '/' || c == ' ';
}

/// What part_camel_case(), plain_words() and fold() make of words of letters and digits with one sign between them, as
/// most names are; nothing for any other text.
std::optional<std::string> simple_words(std::string_view text) {
  std::string key(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char before = i > 0 ? text[i - 1] : ' ', after = i + 1 < text.size() ? text[i + 1] : ' ';
    if (is_lower(text[i]) || is_digit(text[i])) continue;
    if (parts_words(text[i]) && !parts_words(before) && i + 1 < text.size()) {
      key[i] = ' ';
    } else if (is_upper(text[i]) && (parts_words(before) || (is_upper(before) && !is_lower(after)))) {
      key[i] = static_cast<char>(text[i] - 'A' + 'a');
    } else {
      return std::nullopt;
    }
  }
  return key;
}

}  // namespace

std::string_view name_of(TimeUnit unit) {
  constexpr std::string_view names[] = {"unknown", "milliseconds", "seconds", "minutes", "hours", "days"};
  return names[static_cast<std::size_t>(unit)];
}

TimeUnit time_unit_named(std::string_view word) {
  if (word.starts_with("in ")) word.remove_prefix(3);
  const auto* const found = std::ranges::find(unit_names, word, &std::pair<std::string_view, TimeUnit>::first);
  return found == std::end(unit_names) ? TimeUnit::unknown : found->second;
}

double seconds_in(TimeUnit unit) {
  constexpr double seconds[] = {60, 0.001, 1, 60, 3600, 86400};
  return seconds[static_cast<std::size_t>(unit)];
}

Header normalise_header(std::string_view raw) {
  raw = trim(raw);
  if (raw.starts_with(misread_mark)) raw = trim(raw.substr(misread_mark.size()));
  Header header;
  if (auto words = simple_words(raw)) {
    header.key = std::move(*words);
  } else {
    std::string text(raw);
    header.custom = unwrap_custom(text);
    header.key = fold(plain_words(part_camel_case(text)));
  }
  if (header.key.empty()) {
    header.key = fold(raw);  // `#` is a name of its own
    return header;
  }
  header.utc = take_off(header.key, "utc");
  static constexpr std::string_view business[] = {"within business hours", "in business hours", "during business hours",
                                                  "business hours",        "business",          "bhrs"};
  static constexpr std::string_view calendar[] = {"calendar hours", "calendar"};
  const bool within_business = take_off_any(header.key, business);
  if (!within_business) take_off_any(header.key, calendar);
  for (const auto& [name, unit] : unit_names)
    if (take_off(header.key, name)) {
      header.unit = unit;
      take_off(header.key, "in");
      break;
    }
  if (within_business) header.key += " business";
  return header;
}

std::array<std::string, 4> look_up_keys(const Header& header) {
  static constexpr std::string_view owners[] = {"ticket ", "conversation ", "case ", "issue ", "support "};
  std::array<std::string, 4> keys;
  keys[0] = header.key;
  std::string nameless = header.key;
  if (take_off(nameless, "name")) keys[1] = nameless;
  for (const std::string_view owner : owners)
    if (header.key.size() > owner.size() && header.key.starts_with(owner)) {
      keys[2] = header.key.substr(owner.size());
      if (!keys[1].empty() && keys[1].size() > owner.size()) keys[3] = keys[1].substr(owner.size());
    }
  return keys;
}

}  // namespace dsat::load
