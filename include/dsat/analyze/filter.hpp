#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsat/analyze/dimension.hpp"

namespace dsat::analyze {

/// One `--where`: `channel=chat`, `tag!=refund|billing`, `agent=Ann*`. Values are compared folded; `*` and `?` are
/// globs;
/// `(none)` is what has no value. `#` before a tag is ignored.
struct Condition {
  std::string key;
  bool negated = false;
  std::vector<std::string> values;
  std::string text;  ///< as written
};
/// Throws Error(usage).
Condition parse_condition(std::string_view text);

/// All conditions together (and). A row passes an overlapping dimension if any of its groups matches.
class Filter {
 public:
  Filter() = default;  ///< everything passes
  Filter(const View& view, std::span<const Condition> conditions);

  /// The same with further conditions.
  Filter narrowed(const View& view, std::span<const Condition> conditions) const;
  /// The same, and only rows of one group.
  Filter narrowed(Grouping grouping, Code only) const;

  bool empty() const { return tests_.empty(); }
  bool passes(Row row) const;
  /// Conditions that match no value of the data: usually a slip of the fingers; each with the nearest value.
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  struct Test {
    std::shared_ptr<const Grouping> grouping;
    std::vector<bool> wanted;
    bool negated = false;
  };
  std::vector<Test> tests_;
  std::vector<std::string> warnings_;
};

}  // namespace dsat::analyze
