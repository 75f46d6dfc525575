#pragma once
#include <string>
#include <string_view>

#include "dsat/document/document.hpp"

namespace dsat::render {

/// The chart as an inline SVG of that many pixels' width; empty when its table holds nothing that could be drawn.
/// `style` is a class of the element.
std::string draw_chart(const document::Table& table, const document::Chart& chart, int width, std::string_view style);

/// The sign that marks the n-th of chart.marks in the picture, counted from 0: `A`, `B`, …
std::string mark_sign(std::size_t index);
/// Where it stands, in words.
std::string mark_place(const document::Table& table, const document::Chart& chart, std::size_t index);

}  // namespace dsat::render
