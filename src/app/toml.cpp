#include "app/toml.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

#include "dsat/base/number.hpp"

// The only file that knows toml++.
namespace dsat::app {
namespace {

using Type = TomlEntry::Type;

class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  std::vector<TomlEntry> read(const toml::table& root) {
    for (const auto& [key, node] : root) {
      if (const toml::table* table = node.as_table()) {
        for (const auto& [inner, value] : *table) add(key.str(), inner, value);
        if (table->empty()) entries_.push_back({std::string(key.str()), {}, {}, {}, false, place(key.source())});
      } else {
        add({}, key, node);
      }
    }
    std::ranges::stable_sort(entries_, {},
                             [](const TomlEntry& entry) { return std::pair(entry.place.line, entry.place.column); });
    return std::move(entries_);
  }

 private:
  Place place(const toml::source_region& region) const { return {file_, region.begin.line, region.begin.column, {}}; }

  [[noreturn]] void refuse(const toml::key& key, const std::string& why) const {
    throw Error(ErrorKind::usage, std::string(key.str()) + " " + why,
                "A value is a text in quotes, a number, true or false, or a list of one kind of these.",
                place(key.source()));
  }

  void add(std::string_view table, const toml::key& key, const toml::node& node) {
    TomlEntry entry{std::string(table), std::string(key.str()), {}, {}, node.is_array(), place(key.source())};
    if (const toml::array* list = node.as_array()) {
      for (const toml::node& value : *list) {
        if (entry.values.empty()) entry.type = type_of(key, value);
        if (type_of(key, value) != entry.type) refuse(key, "lists values of different kinds");
        entry.values.push_back(text_of(value));
      }
    } else {
      entry.type = type_of(key, node);
      entry.values.push_back(text_of(node));
    }
    entries_.push_back(std::move(entry));
  }

  Type type_of(const toml::key& key, const toml::node& node) const {
    if (node.is_string() || node.is_date() || node.is_time() || node.is_date_time()) return Type::text;
    if (node.is_integer() || node.is_floating_point()) return Type::number;
    if (node.is_boolean()) return Type::truth;
    refuse(key, node.is_table() ? "is a table in a table" : "is a list in a list");
  }

  static std::string text_of(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return std::to_string(number->get());
    if (const auto* number = node.as_floating_point()) return shortest(number->get());
    if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
    std::ostringstream iso;
    node.visit([&iso](const auto& value) {
      if constexpr (toml::is_date<decltype(value)> || toml::is_time<decltype(value)> ||
                    toml::is_date_time<decltype(value)>)
        iso << value.get();
    });
    return iso.str();
  }

  const std::string& file_;
  std::vector<TomlEntry> entries_;
};

}  // namespace

std::vector<TomlEntry> read_toml(std::string_view text, const std::string& file) {
  try {
    return Reader(file).read(toml::parse(text, file));
  } catch (const toml::parse_error& error) {
    const auto& begin = error.source().begin;
    throw Error(ErrorKind::usage, "is no TOML: " + std::string(error.description()), {},
                {file, begin.line, begin.column, {}});
  }
}

std::string toml_text(std::string_view text) {
  std::ostringstream quoted;
  quoted << toml::toml_formatter(toml::value(std::string(text)), toml::format_flags::none);
  return quoted.str();
}

std::string toml_key(std::string_view key) {
  const bool bare = !key.empty() && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  return bare ? std::string(key) : toml_text(key);
}

}  // namespace dsat::app
