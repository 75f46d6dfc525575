#pragma once
#include <string>
#include <string_view>
#include <vector>

/// A picture as inline SVG, coloured by the classes of the page's style; no attribute that a strict policy forbids.
namespace dsat::render {

struct Point {
  double x = 0, y = 0;
};

class Svg {
 public:
  enum class Anchor { start, middle, end };

  Svg(double width, double height) : width_(width), height_(height) {}

  void line(Point from, Point to, std::string_view style);
  void path(const std::vector<Point>& points, std::string_view style);
  void area(const std::vector<Point>& points, std::string_view style);
  /// `opacity` from 0 to 1; `tip` is what a pointer sees, may be empty.
  void box(Point corner, double width, double height, std::string_view style, std::string_view tip = {},
           double opacity = 1);
  void dot(Point centre, double radius, std::string_view style, std::string_view tip = {});
  void text(Point at, Anchor anchor, std::string_view words, std::string_view style = {});

  /// The element, with a name and a description for those who can't see it.
  std::string finish(std::string_view style, std::string_view title, std::string_view description) const;

 private:
  void points(const std::vector<Point>& points);

  double width_, height_;
  std::string body_;
};

/// Pixels that a character of the picture's font takes at most on average, and so that a text takes.
inline constexpr double glyph_width = 7.2;
double text_width(std::string_view text);

}  // namespace dsat::render
