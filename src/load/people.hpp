#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// People's names as exports write them.
namespace dsat::load {

/// The plain forms that a name may be another writing of: `Ann Lee <ann@acme.example>`, `Ann Lee (deactivated)` and
/// `Lee, Ann` are Ann Lee. Empty for a name that is plain itself.
std::vector<std::string> plain_forms(std::string_view name);

/// Replaces names by their plain form where that occurs among `names` too; returns how many were.
std::size_t unify_people(std::span<std::vector<std::string>* const> names);

}  // namespace dsat::load
