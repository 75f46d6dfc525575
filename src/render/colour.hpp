#pragma once
#include <string>
#include <string_view>

#include "dsat/document/cell.hpp"
#include "dsat/render/writer.hpp"

/// Colour on a terminal. Everything must read the same without it.
namespace dsat::render {

/// `text` in the colour of a tone; blanks around it stay outside, so that they can be trimmed.
std::string coloured(std::string_view text, document::Tone tone, const Style& style);
/// A heading.
std::string bold(std::string_view text, const Style& style);
/// Without blanks at the end of the line.
std::string without_trailing_blanks(std::string line);

}  // namespace dsat::render
