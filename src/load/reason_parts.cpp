#include "load/reason_parts.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include "dsat/base/text.hpp"
#include "load/raw_table.hpp"

namespace dsat::load {
namespace {

std::vector<std::string> parts_of(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    if (const std::string_view part = trim(text.substr(0, end)); !part.empty()) parts.emplace_back(part);
    if (end == text.npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

/// True if most of what the separator parts comes again in another cell.
bool is_vocabulary(const std::vector<std::string>& names, std::string_view separator) {
  std::map<std::string, std::size_t> cells;  // distinct cells that hold a part
  std::map<std::string, bool> parted;
  for (const std::string& name : names) {
    const std::vector<std::string> parts = parts_of(name, separator);
    for (const std::string& part : parts) {
      if (part.size() > 60) return false;
      ++cells[fold(part)];
      parted[fold(part)] |= parts.size() > 1;
    }
  }
  std::size_t of_parted = 0, again = 0;
  for (const auto& [part, is_parted] : parted) {
    of_parted += is_parted ? 1 : 0;
    again += is_parted && cells[part] > 1 ? 1 : 0;
  }
  return of_parted >= 2 && again * 2 >= of_parted;
}

}  // namespace

std::vector<std::vector<std::string>> parted_reasons(const std::vector<std::string>& names) {
  const std::string array(1, array_separator);
  for (const std::string_view separator : {std::string_view(array), std::string_view(";"), std::string_view("|"),
                                           std::string_view("\n"), std::string_view(", "), std::string_view(",")}) {
    const bool any =
        std::ranges::any_of(names, [&](const std::string& name) { return name.find(separator) != name.npos; });
    if (!any || (separator != array && !is_vocabulary(names, separator))) continue;
    std::vector<std::vector<std::string>> parts;
    for (const std::string& name : names) parts.push_back(parts_of(name, separator));
    return parts;
  }
  return {};
}

}  // namespace dsat::load
