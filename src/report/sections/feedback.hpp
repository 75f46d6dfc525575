#pragma once
#include <string_view>

namespace dsat::report {

/// Names under which help desks collect what the product team should hear: `product_feedback`, `#feature-requests`.
bool is_product_feedback(std::string_view tag);

}  // namespace dsat::report
