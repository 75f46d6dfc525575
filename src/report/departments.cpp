#include "dsat/report/departments.hpp"

#include <algorithm>

#include "dsat/base/text.hpp"

namespace dsat::report {

Departments::Departments(const analyze::View& view, const std::map<std::string, std::string>& tags) : view_(view) {
  std::map<std::string, std::string> by_tag;
  for (const auto& [tag, department] : tags) {
    by_tag[fold(tag.starts_with('#') ? std::string_view(tag).substr(1) : tag)] = department;
    spelling_.emplace(fold(department), department);
  }
  for (const std::string& name : view.store().tags.names) {
    const auto found = by_tag.find(fold(name.starts_with('#') ? std::string_view(name).substr(1) : name));
    of_tag_.push_back(found == by_tag.end() ? std::string() : found->second);
  }
}

bool Departments::concerns(analyze::Row row, const std::string& department) const {
  const std::vector<std::string> list = of(row);
  return std::ranges::find(list, department) != list.end();
}

std::vector<std::string> Departments::all() const {
  std::map<std::string, std::string> found = spelling_;
  for (const Annotation& said : view_.annotations().list)
    if (!said.department.empty()) found.emplace(fold(said.department), said.department);
  std::vector<std::string> names;
  for (const auto& [folded, name] : found) names.push_back(name);
  return names;
}

std::vector<std::string> Departments::of(analyze::Row row) const {
  const Annotation* said = row.answered() ? view_.annotations().find(row.rating) : nullptr;
  if (said != nullptr && !said->department.empty()) {
    const auto known = spelling_.find(fold(said->department));
    return {known == spelling_.end() ? said->department : known->second};
  }
  std::vector<std::string> list;
  const NameSetColumn& tags = view_.store().tags;
  if (tags.empty()) return list;
  for (const Code code : tags.set(row.ticket))
    if (!of_tag_[code].empty()) list.push_back(of_tag_[code]);
  std::ranges::sort(list);
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

}  // namespace dsat::report
