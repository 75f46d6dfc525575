#pragma once
#include <string_view>
#include <vector>

#include "dsat/data/field.hpp"

namespace dsat::load {
struct FieldEvidence {
  Field field;
  double strength = 0;
};
std::vector<FieldEvidence> header_evidence(std::string_view header_key);
bool is_total_word(std::string_view cell);
bool no_reason(std::string_view cell);
}  // namespace dsat::load
