#include "dsat/analyze/filter.hpp"

#include <algorithm>
#include <map>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::analyze {
namespace {

constexpr std::string_view none_name = "(none)";

std::string_view without_hash(std::string_view value) {
  return value.starts_with('#') ? value.substr(1) : value;
}

bool matches(std::string_view pattern, Code code, const std::string& name) {
  if (code == 0) return pattern == none_name;
  return glob_match(without_hash(pattern), without_hash(name));
}

}  // namespace

Condition parse_condition(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0 || (equals == 1 && text[0] == '!'))
    throw Error(ErrorKind::usage, "\"" + std::string(text) + "\" is no condition",
                "Write --where 'channel=chat', 'tag=refund|billing', 'agent!=Ann*'.");
  Condition condition;
  condition.text = text;
  condition.negated = text[equals - 1] == '!';
  condition.key = trim(text.substr(0, condition.negated ? equals - 1 : equals));
  for (const std::string_view value : split(text.substr(equals + 1), '|')) condition.values.emplace_back(trim(value));
  return condition;
}

Filter::Filter(const View& view, std::span<const Condition> conditions) {
  std::map<std::string, std::shared_ptr<const Grouping>> groupings;
  for (const Condition& condition : conditions) {
    std::shared_ptr<const Grouping>& grouping = groupings[condition.key];
    if (!grouping) grouping = std::make_shared<const Grouping>(grouping_named(view, condition.key));
    Test test{grouping, std::vector<bool>(grouping->groups()), condition.negated};
    for (const std::string& value : condition.values) {
      bool found = false;
      for (Code code = 0; code < grouping->groups(); ++code)
        if (matches(value, code, grouping->names()[code])) test.wanted[code] = found = true;
      if (found || value == none_name) continue;
      const auto near = nearest(value, grouping->names().subspan(1));
      warnings_.push_back("--where '" + condition.text + "': no " + condition.key + " is \"" + value + "\"" +
                          (near ? "; did you mean \"" + *near + "\"?" : std::string()));
    }
    tests_.push_back(std::move(test));
  }
}

Filter Filter::narrowed(Grouping grouping, Code only) const {
  Filter narrower = *this;
  Test test{std::make_shared<const Grouping>(std::move(grouping)), {}, false};
  test.wanted.resize(test.grouping->groups());
  test.wanted[only] = true;
  narrower.tests_.push_back(std::move(test));
  return narrower;
}

Filter Filter::narrowed(const View& view, std::span<const Condition> conditions) const {
  Filter narrower(view, conditions);
  narrower.tests_.insert(narrower.tests_.begin(), tests_.begin(), tests_.end());
  return narrower;
}

bool Filter::passes(Row row) const {
  return std::ranges::all_of(tests_, [row](const Test& test) {
    Code single = 0;
    const auto codes = test.grouping->codes(row, single);
    const bool any = std::ranges::any_of(codes, [&](Code code) { return test.wanted[code]; });
    return any != test.negated;
  });
}

}  // namespace dsat::analyze
