#include "load/profile.hpp"

#include <algorithm>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

/// The parts of a list, separated by commas outside double quotes; quotes are taken off.
std::vector<std::string> list_of(std::string_view text, char separator = ',') {
  std::vector<std::string> items;
  std::string item;
  bool quoted = false, was_quoted = false;
  const auto add = [&] {
    const std::string_view trimmed = was_quoted ? std::string_view(item) : trim(item);
    if (was_quoted || !trimmed.empty()) items.emplace_back(trim(trimmed));
    item.clear();
    was_quoted = false;
  };
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
      was_quoted = true;
    } else if (c == separator && !quoted) {
      add();
    } else {
      item += c;
    }
  }
  add();
  return items;
}

std::vector<std::string> keys_of(std::string_view text) {
  std::vector<std::string> keys;
  for (const std::string& name : list_of(text)) keys.push_back(normalise_header(name).key);
  return keys;
}

class Parser {
 public:
  Parser(std::string_view text, std::string key, const std::string& file) : text_(text), file_(file) {
    profile_.key = std::move(key);
  }

  Profile parse() {
    for (const std::string_view line : split(text_, '\n')) {
      ++line_;
      read_line(trim(line));
    }
    if (profile_.tables.empty()) profile_.tables.push_back(common_);
    if (profile_.title.empty()) profile_.title = profile_.key;
    return std::move(profile_);
  }

 private:
  [[noreturn]] void fail(const std::string& what, const std::string& remedy, std::string_view excerpt) const {
    throw Error(ErrorKind::usage, what, remedy, Place{file_, line_, 0, std::string(excerpt)});
  }

  void read_line(std::string_view line) {
    if (line.empty() || line.front() == '#') return;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
      fail("a line of a profile is `word: value`", "See docs/input.md for the words of a profile.", line);
    const std::string word(trim(line.substr(0, colon)));
    const std::string_view value = trim(line.substr(colon + 1));
    if (!read_word(word, value)) {
      const auto near = nearest(word, known_words());
      fail("a profile knows no `" + word + "`",
           near ? "Did you mean `" + *near + "`?" : "See docs/input.md for the words of a profile.", line);
    }
  }

  static std::vector<std::string> known_words() {
    std::vector<std::string> words = {
        "title", "help",      "table",          "role",    "records",       "all",      "any 3",        "exactly",
        "only",  "scale",     "zone",           "dates",   "tag separator", "positive", "neutral",      "negative",
        "asked", "not asked", "unrated",        "version", "only in",       "other id", "rating maybe", "names of",
        "id",    "name",      "several ratings"};
    for (const FieldInfo& field : fields()) words.emplace_back(field.key);
    return words;
  }

  TableProfile& table() { return profile_.tables.empty() ? common_ : profile_.tables.back(); }

  bool read_word(const std::string& word, std::string_view value) {
    if (word == "title") return profile_.title = value, true;
    if (word == "help") return profile_.help = value, true;
    if (word == "table") {
      profile_.tables.push_back(common_);
      table().label = value;
      return true;
    }
    if (word == "role") return read_role(value);
    if (word == "records") return table().records = list_of(value), true;
    if (word == "only in") return table().only_in = list_of(value), true;
    if (word == "all") {
      auto names = keys_of(value);
      table().signs.push_back({names.size(), std::move(names), false});
      return true;
    }
    if (word == "exactly") {
      auto names = keys_of(value);
      table().signs.push_back({names.size(), std::move(names), true});
      return true;
    }
    if (word.starts_with("any ")) return read_any(word, value);
    if (word == "only") return table().only = value == "yes", true;
    if (word == "scale") return table().scale = value, true;
    if (word == "zone") {
      if (value != "utc" && value != "account")
        fail("a zone is `utc` or `account`", "With `account`, --tz says it.", value);
      return table().utc = value == "utc", true;
    }
    if (word == "several ratings") {
      if (value != "newest" && value != "per-agent")
        fail("several ratings are `newest` or `per-agent`", "Without the line the data decide.", value);
      return table().several = value == "newest" ? Several::newest : Several::per_agent, true;
    }
    if (word == "dates") return table().date_order = value, true;
    if (word == "tag separator") return read_separators(value);
    if (word == "version") return table().version = sources_of(value), true;
    if (word == "id") return table().id = sources_of(value), true;
    if (word == "name") return table().name = sources_of(value), true;
    if (word == "names of") return read_names_of(value);
    if (word == "other id") return table().other_id = sources_of(value), true;
    if (word == "rating maybe") return table().maybe_rating = keys_of(value), true;
    if (word.starts_with("scale when ")) return read_scale_when(word.substr(11), value);
    if (word.starts_with("leave out ")) return read_leave_out(word.substr(10), value);
    if (const auto kind = rating_words(word); kind != Word::unknown) {
      for (const std::string& spelling : list_of(value)) table().words[rating_word(spelling)] = kind;
      return true;
    }
    if (word.ends_with(" is")) {
      const auto field = field_named(trim(std::string_view(word).substr(0, word.size() - 3)));
      return field && read_spellings(*field, value);
    }
    if (const auto field = field_named(word)) return table().fields[*field] = sources_of(value), true;
    return false;
  }

  bool read_role(std::string_view value) {
    static constexpr std::pair<std::string_view, Role> roles[] = {{"tickets", Role::tickets},
                                                                  {"ratings", Role::ratings},
                                                                  {"details", Role::details},
                                                                  {"names", Role::names},
                                                                  {"reviews", Role::reviews}};
    for (const auto& [name, role] : roles)
      if (name == value) return table().role = role, true;
    fail("there is no such role", "Roles: tickets, ratings, details, names, reviews.", value);
  }

  bool read_any(std::string_view word, std::string_view value) {
    const auto least = parse_integer(trim(word.substr(4)));
    if (!least || *least < 1) return false;
    table().signs.push_back({static_cast<std::size_t>(*least), keys_of(value), false});
    return true;
  }

  bool read_separators(std::string_view value) {
    static constexpr std::pair<std::string_view, char> names[] = {{"blank", ' '}, {"comma", ','}, {"semicolon", ';'},
                                                                  {"pipe", '|'},  {"plus", '+'},  {"none", '\n'}};
    table().tag_separators.clear();
    for (const std::string_view name : split(value, ' ')) {
      if (name.empty()) continue;
      const auto* const found = std::ranges::find(names, name, &std::pair<std::string_view, char>::first);
      if (found == std::end(names))
        fail("there is no such separator", "Separators: blank, comma, semicolon, pipe, plus, none.", value);
      table().tag_separators += found->second;
    }
    return true;
  }

  bool read_names_of(std::string_view value) {
    for (const std::string& name : list_of(value)) {
      const auto field = field_named(name);
      if (!field) fail("there is no field `" + name + "`", "`dsat inspect` lists the fields.", value);
      table().names_of.push_back(*field);
    }
    return true;
  }

  bool read_leave_out(std::string reason, std::string_view value) {
    const std::size_t equals = value.find('=');
    if (equals == std::string_view::npos) fail("write `leave out REASON: column = value, value`", "", value);
    LeaveOut rule{std::move(reason), normalise_header(trim(value.substr(0, equals))).key, {}};
    for (const std::string& one : list_of(value.substr(equals + 1))) rule.values.push_back(fold(one));
    table().leave_out.push_back(std::move(rule));
    return true;
  }
  bool read_scale_when(std::string_view condition, std::string_view value) {
    const std::size_t equals = condition.find('=');
    if (equals == std::string_view::npos) fail("write `scale when COLUMN = CELL: SCALE`", "", condition);
    table().scale_column = normalise_header(condition.substr(0, equals)).key;
    table().scale_when[fold(condition.substr(equals + 1))] = value;
    return true;
  }

  bool read_spellings(Field field, std::string_view value) {
    for (const std::string& pair : list_of(value)) {
      const std::size_t equals = pair.find('=');
      if (equals == std::string::npos) fail("write `FIELD is: cell = meaning, cell = meaning`", "", value);
      table().spellings[field][fold(pair.substr(0, equals))] = trim(std::string_view(pair).substr(equals + 1));
    }
    return true;
  }

  static Word rating_words(std::string_view word) {
    if (word == "positive") return Word::positive;
    if (word == "neutral") return Word::neutral;
    if (word == "negative") return Word::negative;
    if (word == "asked") return Word::asked;
    if (word == "not asked") return Word::not_asked;
    if (word == "unrated") return Word::unrated;
    return Word::unknown;
  }

  std::vector<Source> sources_of(std::string_view value) const {
    std::vector<Source> sources;
    for (const std::string& alternative : list_of(value)) {
      Source source;
      std::string text = alternative;
      if (text.ends_with(']') && text.rfind('[') != std::string::npos) {
        const std::size_t open = text.rfind('[');
        source.unit = time_unit_named(text.substr(open + 1, text.size() - open - 2));
        if (source.unit != TimeUnit::unknown) text = trim(std::string_view(text).substr(0, open));
      }
      for (const std::string& option : list_of(text, '|')) {
        std::vector<Part> sum;
        for (const std::string& one : list_of(option, '+')) {
          const Header header = normalise_header(part_name(one));
          if (source.unit == TimeUnit::unknown) source.unit = header.unit;
          sum.push_back(part_of(one, header.key));
        }
        source.options.push_back(std::move(sum));
      }
      sources.push_back(std::move(source));
    }
    return sources;
  }

  static std::string_view part_name(std::string_view text) { return trim(text.substr(0, text.find(" where "))); }

  Part part_of(std::string_view text, std::string key) const {
    Part part{std::move(key), {}, {}};
    const std::size_t where = text.find(" where ");
    if (where == std::string_view::npos) return part;
    const std::string_view condition = text.substr(where + 7);
    const std::size_t equals = condition.find('=');
    if (equals == std::string_view::npos) fail("write `column where column = value`", "", text);
    part.where = normalise_header(condition.substr(0, equals)).key;
    std::string_view values = condition.substr(equals + 1);
    for (std::size_t at = 0; at != std::string_view::npos;) {
      const std::size_t next = values.find(" or ", at);
      part.is.push_back(fold(values.substr(at, next == std::string_view::npos ? next : next - at)));
      at = next == std::string_view::npos ? next : next + 4;
    }
    return part;
  }

  std::string_view text_;
  const std::string& file_;
  std::uint64_t line_ = 0;
  Profile profile_;
  TableProfile common_;
};

}  // namespace

Profile parse_profile(std::string_view text, std::string key, const std::string& file) {
  return Parser(text, std::move(key), file).parse();
}

const std::vector<Profile>& makers() {
  static const auto profiles = [] {
    std::vector<Profile> list;
    for (std::size_t i = 0; i < profile_text_count; ++i)
      list.push_back(parse_profile(profile_texts[i].text, std::string(profile_texts[i].key),
                                   std::string(profile_texts[i].key) + ".profile"));
    return list;
  }();
  return profiles;
}

}  // namespace dsat::load
