#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How the values of options are read; each throws Error(usage) naming the option and what it takes.
namespace dsat::app {

[[noreturn]] void refuse(std::string_view option, const std::string& value, const std::string& wanted);

/// From `least` to a billion.
int whole_number(std::string_view option, const std::string& value, int least);
/// `25%` or `0.25` as a fraction, the nearest double to what is written.
double fraction(std::string_view option, const std::string& value);
/// `8GiB`, `500M`, or bytes.
std::uint64_t byte_size(std::string_view option, const std::string& value);
/// `KEY=VALUE`, both trimmed and not empty; the first `=` parts them.
std::pair<std::string, std::string> assignment(std::string_view option, const std::string& value,
                                               const std::string& wanted);
/// Adds the parts between commas.
void add_list(std::vector<std::string>& to, const std::string& value);
/// `on` and `true`.
bool is_on(const std::string& value);

}  // namespace dsat::app
