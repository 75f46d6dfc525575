#include "load/own_files.hpp"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <span>

#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

using Names = std::set<std::string>;

/// The names in a source's first line; own files have no preamble and no name with a separator in it.
Names first_line(const std::string& name, Sources& sources) {
  if (!sources.can_be_read_again(name)) return {};
  std::string head(4096, '\0');
  const OpenSource source = sources.open(name);
  head.resize(source.bytes.bytes->read(head.data(), head.size()));
  std::string_view text = head;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t end = text.find_first_of("\r\n");
  if (end == text.npos || text.find('\0') < end) return {};
  text = text.substr(0, end);
  for (const char separator : {',', ';', '\t', '|'}) {
    if (text.find(separator) == text.npos) continue;
    Names names;
    for (std::string_view cell : split(text, separator)) {
      cell = trim(cell);
      if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
      names.insert(fold(cell));
    }
    return names;
  }
  return {};
}

std::ptrdiff_t how_many(const Names& names, std::initializer_list<const char*> wanted) {
  return std::ranges::count_if(wanted, [&](const char* name) { return names.contains(name); });
}

}  // namespace

std::string own_role(const std::string& name, Sources& sources) {
  const Names names = first_line(name, sources);
  if (names.contains("ticket_id") &&
      how_many(names, {"fault", "error_source", "root_cause", "action_date", "prompted_by", "reviewed_at",
                       "followed_up_at", "challenge", "challenge_by", "decided_by"}) >= 4)
    return "worksheet";
  if (names == Names{"agent", "criterion", "score", "date"}) return "qa";
  if (names == Names{"agent", "team"}) return "roster";
  if (names == Names{"date", "text"}) return "events";
  if (names == Names{"period", "name", "value"}) return "series";
  if (names == Names{"section", "table", "row", "column", "value", "text"}) return "table";
  if (how_many(names, {"tickets", "rated", "positive", "neutral", "negative", "nrr", "nrr_low", "nrr_high"}) == 8)
    return "table";
  return {};
}

}  // namespace dsat::load
