#pragma once
#include <vector>

#include "app/option_table.hpp"

/// The rows of the option table, by heading.
namespace dsat::app {

std::vector<Option> own_options();
std::vector<Option> input_options();
std::vector<Option> counting_options();
std::vector<Option> row_options();
std::vector<Option> output_options();
std::vector<Option> general_options();

}  // namespace dsat::app
