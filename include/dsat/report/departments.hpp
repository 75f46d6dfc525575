#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/analyze/view.hpp"

namespace dsat::report {

/// The departments that a rating concerns: the one people wrote into the worksheet, else those of the ticket's tags
/// (`tags` maps a tag to its department); none where neither names one.
class Departments {
 public:
  Departments(const analyze::View& view, const std::map<std::string, std::string>& tags);
  /// In the order of their names, each once.
  std::vector<std::string> of(analyze::Row row) const;
  bool concerns(analyze::Row row, const std::string& department) const;
  /// Every department that the configuration or the worksheet names.
  std::vector<std::string> all() const;

 private:
  const analyze::View& view_;
  std::vector<std::string> of_tag_;              ///< per tag code; empty: none
  std::map<std::string, std::string> spelling_;  ///< folded name → as configured
};

}  // namespace dsat::report
