#include <algorithm>
#include <map>
#include <vector>

#include "dsat/base/text.hpp"
#include "dsat/review/worksheet.hpp"

namespace dsat::review {

void assign_reviewers(Worksheet& sheet, std::size_t added, std::span<const std::string> reviewers) {
  if (reviewers.empty()) return;
  std::map<std::string, std::size_t> open;
  for (std::size_t row = 0; row < sheet.rows(); ++row)
    if (trim(sheet.cell(row, Column::reviewed_at)).empty()) ++open[fold(sheet.cell(row, Column::reviewer))];
  for (std::size_t row = sheet.rows() - added; row < sheet.rows(); ++row) {
    std::vector<std::string> free;
    for (const std::string& reviewer : reviewers)
      if (fold(reviewer) != fold(sheet.cell(row, Column::agent))) free.push_back(reviewer);
    const auto least = std::ranges::min_element(free, {}, [&](const std::string& name) { return open[fold(name)]; });
    if (least == free.end()) continue;
    sheet.set(row, Column::reviewer, *least);
    ++open[fold(*least)];
  }
}

}  // namespace dsat::review
