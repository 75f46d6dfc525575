#include "render/svg.hpp"

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "render/escape.hpp"

namespace dsat::render {
namespace {

/// A tenth of a pixel is as fine as anybody sees.
std::string coordinate(double value) {
  std::string text = fixed(value, 1);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::string attribute(std::string_view name, double value) {
  return std::string(" ").append(name).append("=\"").append(coordinate(value)).append("\"");
}

std::string class_of(std::string_view style) {
  return style.empty() ? std::string() : std::string(" class=\"").append(style).append("\"");
}

std::string with_tip(std::string_view element, std::string_view tip) {
  if (tip.empty()) return "/>";
  return std::string("><title>").append(html(tip)).append("</title></").append(element).append(">");
}

}  // namespace

void Svg::line(Point from, Point to, std::string_view style) {
  body_ += "<line" + class_of(style) + attribute("x1", from.x) + attribute("y1", from.y) + attribute("x2", to.x) +
           attribute("y2", to.y) + "/>";
}

void Svg::points(const std::vector<Point>& points) {
  body_ += " points=\"";
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i != 0) body_ += ' ';
    body_ += coordinate(points[i].x) + ',' + coordinate(points[i].y);
  }
  body_ += "\"/>";
}

void Svg::path(const std::vector<Point>& points, std::string_view style) {
  body_ += "<polyline" + class_of(style);
  this->points(points);
}

void Svg::area(const std::vector<Point>& points, std::string_view style) {
  body_ += "<polygon" + class_of(style);
  this->points(points);
}

void Svg::box(Point corner, double width, double height, std::string_view style, std::string_view tip, double opacity) {
  body_ += "<rect" + class_of(style) + attribute("x", corner.x) + attribute("y", corner.y) + attribute("width", width) +
           attribute("height", height);
  if (opacity < 1) body_ += " fill-opacity=\"" + fixed(opacity, 2) + "\"";
  body_ += with_tip("rect", tip);
}

void Svg::dot(Point centre, double radius, std::string_view style, std::string_view tip) {
  body_ += "<circle" + class_of(style) + attribute("cx", centre.x) + attribute("cy", centre.y) +
           attribute("r", radius) + with_tip("circle", tip);
}

void Svg::text(Point at, Anchor anchor, std::string_view words, std::string_view style) {
  static constexpr std::string_view anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
  body_ += "<text" + class_of(style) + attribute("x", at.x) + attribute("y", at.y);
  body_.append(anchors[static_cast<std::size_t>(anchor)]).append(">").append(html(words)).append("</text>");
}

std::string Svg::finish(std::string_view style, std::string_view title, std::string_view description) const {
  std::string out = "<svg" + class_of(style) + " viewBox=\"0 0 " + coordinate(width_) + ' ' + coordinate(height_) +
                    "\" role=\"img\" aria-label=\"" + html(title) + "\">";
  out += "<title>" + html(title) + "</title>";
  if (!description.empty()) out += "<desc>" + html(description) + "</desc>";
  return out + body_ + "</svg>";
}

double text_width(std::string_view text) {
  // A short name may be all M and W.
  return text.empty() ? 0 : 4 + glyph_width * static_cast<double>(display_width(text));
}

}  // namespace dsat::render
