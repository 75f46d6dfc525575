#include "report/sections/feedback.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "dsat/base/text.hpp"

namespace dsat::report {

bool is_product_feedback(std::string_view tag) {
  static constexpr std::array<std::string_view, 9> known = {"product_feedback",
                                                            "product_feature",
                                                            "feature_request",
                                                            "feature",
                                                            "feedback",
                                                            "suggestion",
                                                            "idea",
                                                            "improvement",
                                                            "wish"};
  std::string plain = fold(tag);
  if (plain.starts_with('#')) plain.erase(0, 1);
  std::ranges::replace_if(
      plain, [](char c) { return c == '-' || c == ' '; }, '_');
  if (plain.ends_with('s')) plain.pop_back();
  return std::ranges::find(known, plain) != known.end();
}

}  // namespace dsat::report
