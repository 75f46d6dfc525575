#include "dsat/load/warehouse.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "dsat/base/text.hpp"
#include "load/profile.hpp"

namespace dsat::load {
namespace {

/// The first column of a list, without its unit; what is joined of several columns is none.
std::string first_column(std::string_view list) {
  std::string_view name = trim(split(list, ',').front());
  if (const std::size_t unit = name.find('['); unit != std::string_view::npos) name = trim(name.substr(0, unit));
  if (name.size() > 1 && name.front() == '"') name = name.substr(1, name.size() - 2);
  const bool is_one = name.find(" + ") == std::string_view::npos && name.find(" | ") == std::string_view::npos;
  return is_one ? std::string(name) : std::string();
}

void add_words(std::vector<std::string>& to, std::string_view list) {
  for (const std::string_view word : split(list, ','))
    if (const auto plain = trim(word); !plain.empty()) to.push_back(fold(plain));
}

char separator_named(std::string_view words) {
  const std::string_view last = split(trim(words), ' ').back();
  return last == "comma" ? ',' : last == "semicolon" ? ';' : last == "pipe" ? '|' : last == "plus" ? '+' : ' ';
}

}  // namespace

std::optional<WarehouseTable> warehouse_table(std::string_view profile) {
  const std::span texts(profile_texts, profile_text_count);
  const auto found = std::ranges::find(texts, profile, &ProfileText::key);
  if (found == texts.end()) return std::nullopt;
  WarehouseTable table;
  const std::array words = {std::pair("negative", &table.negative),   std::pair("neutral", &table.neutral),
                            std::pair("positive", &table.positive),   std::pair("asked", &table.asked),
                            std::pair("not asked", &table.not_asked), std::pair("unrated", &table.unrated)};
  int tables = 0;
  for (std::string_view line : split(found->text, '\n')) {
    line = trim(line);
    const std::size_t colon = line.find(':');
    if (line.empty() || line.front() == '#' || colon == std::string_view::npos) continue;
    const std::string_view word = trim(line.substr(0, colon)), value = trim(line.substr(colon + 1));
    if (word == "table" && ++tables > 1) break;
    if (const auto field = field_named(word))
      if (const std::string column = first_column(value); !column.empty()) table.columns.emplace(*field, column);
    for (const auto& [kind, list] : words)
      if (word == kind) add_words(*list, value);
    if (word == "tag separator") table.tag_separator = std::string(1, separator_named(value));
    constexpr std::string_view leave_out = "leave out ", of_status = "status =";
    if (word.starts_with(leave_out) && value.starts_with(of_status))
      add_words(table.left_out, value.substr(of_status.size()));
  }
  return table;
}

UnansweredWords unanswered_words() {
  // Those of English warehouses; each is checked by a test against the words that dsat reads in files.
  return {{"offered", "sent", "requested", "waiting", "unresponded", "survey sent", "invited", "pending"},
          {"unoffered", "not offered", "unscheduled", "cancelled", "canceled", "not sent", "scheduled", "not requested",
           "not surveyed", "no survey"},
          {"null", "n/a", "na", "-", "none", "not rated", "unrated", "no rating", "not answered", "unanswered",
           "no answer", "no response", "no reply", "skipped"}};
}

}  // namespace dsat::load
