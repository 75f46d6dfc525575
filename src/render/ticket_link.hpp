#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dsat::render {

/// Where a ticket is, from a template with `{id}`: in one pass, the id's bytes escaped as in a path, so that no id can
/// leave its place. Nothing without a template, for a template that is no http or https address, and for names that
/// stand for a row without id (`row-…`).
std::optional<std::string> ticket_address(std::string_view url_template, std::string_view id);

/// A cell of ticket ids cut into words: each as it is shown, and its address where it has one.
std::vector<std::pair<std::string, std::optional<std::string>>> linked_tickets(std::string_view cell,
                                                                               std::string_view url_template);

}  // namespace dsat::render
