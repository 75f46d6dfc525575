#include "render/charts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "render/cells.hpp"
#include "render/svg.hpp"

namespace dsat::render {

using namespace document;

namespace {

using Anchor = Svg::Anchor;

constexpr double line_height = 16;
/// Pictures of names show no more than this many; the rest is in the table.
constexpr std::size_t most_names = 20;

/// One column as a picture needs it.
struct Series {
  std::vector<std::string> words;              ///< as readers see it
  std::vector<std::optional<double>> numbers;  ///< nothing where readers see no figure
  std::vector<Tone> tones;
  enum class Kind { words, count, share, score, minutes } kind = Kind::words;

  std::size_t size() const { return words.size(); }
  bool empty() const {
    return std::none_of(numbers.begin(), numbers.end(), [](const auto& number) { return number.has_value(); });
  }
  bool all_numbers() const {
    return !numbers.empty() &&
           std::all_of(numbers.begin(), numbers.end(), [](const auto& number) { return number.has_value(); });
  }
};

Series::Kind kind_of(const Content& content, Series::Kind otherwise) {
  if (std::holds_alternative<Count>(content)) return Series::Kind::count;
  if (std::holds_alternative<Share>(content)) return Series::Kind::share;
  if (std::holds_alternative<Score>(content)) return Series::Kind::score;
  if (std::holds_alternative<Duration>(content)) return Series::Kind::minutes;
  return otherwise;
}

/// Empty when there is no such column.
Series series(const Table& table, std::string_view key) {
  Series found;
  const auto column = column_named(table, key);
  if (!column) return found;
  for (const auto& row : table.rows) {
    const Cell& cell = row[*column];
    found.words.push_back(reader_text(cell, {}));
    found.numbers.push_back(cell.suppressed ? std::nullopt : machine_number(cell));
    found.tones.push_back(cell.tone);
    found.kind = kind_of(cell.content, found.kind);
  }
  return found;
}

std::string tone_class(std::string_view base, Tone tone) {
  return std::string(base) + (tone == Tone::worse ? " worse" : tone == Tone::better ? " better" : "");
}

/// `4 h` and `2 d`, not `4 h 00 min` and `2 d 0 h`.
std::string round_duration(double minutes) {
  std::string words = reader_text(Duration{minutes}, {});
  for (const std::string_view nothing : {" 00 min", " 0 h"}) {
    if (words.ends_with(nothing)) words.resize(words.size() - nothing.size());
  }
  return words;
}

/// A figure beside an axis: no more decimals than its neighbours need.
std::string axis_label(double value, double step, Series::Kind kind) {
  const double shown = kind == Series::Kind::share ? step * 100 : step;
  const int decimals = shown >= 1 ? 0 : shown >= 0.1 ? 1 : 2;
  switch (kind) {
    case Series::Kind::share:
      return percent(value, decimals);
    case Series::Kind::minutes:
      return round_duration(value);
    case Series::Kind::words:
    case Series::Kind::count:
    case Series::Kind::score:
      break;
  }
  return reader_text(Score{value, decimals}, {});
}

/// A scale with round figures, from values to pixels.
class Axis {
 public:
  /// `from` and `to` are the pixels of the lowest and the highest value.
  Axis(double low, double high, int about, double from, double to) : from_(from), to_(to) {
    if (!(high > low)) high = low + (low == 0 ? 1 : std::abs(low));
    const double rough = (high - low) / about;
    const double size = std::pow(10, std::floor(std::log10(rough)));
    const double leading = rough / size;
    step_ = size * (leading <= 1 ? 1 : leading <= 2 ? 2 : leading <= 5 ? 5 : 10);
    low_ = std::floor(low / step_ + 1e-9) * step_;
    high_ = std::ceil(high / step_ - 1e-9) * step_;
  }

  double operator()(double value) const { return from_ + (value - low_) / (high_ - low_) * (to_ - from_); }
  double step() const { return step_; }
  std::vector<double> ticks() const {
    std::vector<double> found;
    const auto count = static_cast<int>(std::lround((high_ - low_) / step_));
    for (int i = 0; i <= count; ++i) found.push_back(low_ + i * step_);
    return found;
  }

 private:
  double low_ = 0, high_ = 1, step_ = 1, from_, to_;
};

struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void include(double value) { low = std::min(low, value), high = std::max(high, value); }
  void include(const Series& series) {
    for (const auto& number : series.numbers) {
      if (number) include(*number);
    }
  }
  /// Small variation of large figures isn't to be flattened, but a scale that nearly reaches 0 begins there.
  void settle() {
    if (low > 0 && low < high * 0.4) low = 0;
  }
};

/// Words under a horizontal axis, as many as find room; the last one always does.
void labels_below(Svg& svg, const std::vector<std::string>& words, const std::vector<double>& places, double baseline,
                  double right_edge) {
  double free_until = std::numeric_limits<double>::infinity();
  for (std::size_t i = words.size(); i-- > 0;) {
    const double wide = text_width(words[i]);
    const double centre = std::clamp(places[i], wide / 2, std::max(wide / 2, right_edge - wide / 2));
    if (centre + wide / 2 > free_until) continue;
    svg.text({centre, baseline}, Anchor::middle, words[i]);
    free_until = centre - wide / 2 - 10;
  }
}

/// Pieces of a line between the gaps.
template <class Draw>
void each_run(const std::vector<std::optional<Point>>& points, Draw draw) {
  std::vector<Point> run;
  for (const auto& point : points) {
    if (point) {
      run.push_back(*point);
    } else if (!run.empty()) {
      draw(run);
      run.clear();
    }
  }
  if (!run.empty()) draw(run);
}

/// The frame that trends and curves share.
struct Plot {
  double left = 0, right = 0, top = 0, bottom = 0;
};

Axis draw_scale(Svg& svg, const Extent& extent, const Series& y, Plot& plot, double width) {
  const Axis axis(extent.low, extent.high, 4, plot.bottom, plot.top);
  double label_room = 0;
  for (const double tick : axis.ticks()) {
    label_room = std::max(label_room, text_width(axis_label(tick, axis.step(), y.kind)));
  }
  plot.left = label_room + 10;
  for (const double tick : axis.ticks()) {
    svg.line({plot.left, axis(tick)}, {width, axis(tick)}, "axis");
    svg.text({plot.left - 8, axis(tick) + 4}, Anchor::end, axis_label(tick, axis.step(), y.kind));
  }
  return axis;
}

void draw_band(Svg& svg, const Series& low, const Series& high, const std::vector<double>& places, const Axis& axis) {
  std::vector<Point> upper, lower;
  const auto flush = [&] {
    if (upper.size() > 1) {
      upper.insert(upper.end(), lower.rbegin(), lower.rend());
      svg.area(upper, "band");
    }
    upper.clear();
    lower.clear();
  };
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i < low.size() && i < high.size() && low.numbers[i] && high.numbers[i]) {
      upper.push_back({places[i], axis(*high.numbers[i])});
      lower.push_back({places[i], axis(*low.numbers[i])});
    } else {
      flush();
    }
  }
  flush();
}

/// Rules with their signs above, by place; several signs at one place stand beside each other (`E–G`).
void draw_marks(Svg& svg, const std::vector<std::pair<double, std::size_t>>& marks, const Plot& plot) {
  std::map<double, std::vector<std::size_t>> by_place;
  for (const auto& [x, index] : marks) by_place[x].push_back(index);
  for (const auto& [x, indices] : by_place) {
    std::string signs = mark_sign(indices.front());
    const bool neighbours = indices.back() - indices.front() + 1 == indices.size();
    if (indices.size() > 2 && neighbours)
      signs += "–" + mark_sign(indices.back());
    else
      for (std::size_t i = 1; i < indices.size(); ++i) signs += ", " + mark_sign(indices[i]);
    svg.line({x, plot.top - 4}, {x, plot.bottom}, "rule");
    svg.text({x, plot.top - 8}, Anchor::middle, signs, "strong");
  }
}

bool is_outside(const Series& low, const Series& high, std::size_t i, double value) {
  const auto beyond = [&](const Series& limit, auto compare) {
    return i < limit.size() && limit.numbers[i] && compare(value, *limit.numbers[i]);
  };
  return beyond(low, std::less<>{}) || beyond(high, std::greater<>{});
}

/// The line, its points with what a pointer sees, and the last figure in words.
void draw_line(Svg& svg, const Series& x, const Series& y, const Series& low, const Series& high,
               const std::vector<double>& places, const Axis& axis, double width,
               const std::vector<std::string>& hollow) {
  std::vector<std::optional<Point>> points;
  for (std::size_t i = 0; i < y.size(); ++i) {
    points.push_back(y.numbers[i] ? std::optional(Point{places[i], axis(*y.numbers[i])}) : std::nullopt);
  }
  each_run(points, [&](const std::vector<Point>& run) {
    if (run.size() > 1) svg.path(run, "curve");
  });
  std::optional<std::size_t> last;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (!points[i]) continue;
    last = i;
    const bool outside = is_outside(low, high, i, *y.numbers[i]);
    const Tone tone = outside && y.tones[i] == Tone::plain ? Tone::worse : y.tones[i];
    std::string tip = x.words[i] + ": " + y.words[i];
    if (outside) tip += ", outside the limits";
    const bool open = std::find(hollow.begin(), hollow.end(), x.words[i]) != hollow.end();
    if (open) tip += ", not over yet";
    svg.dot(*points[i], outside ? 5 : open ? 4 : 3, tone_class(open ? "point hollow" : "point", tone), tip);
  }
  if (!last) return;
  const double wide = text_width(y.words[*last]);
  const double centre = std::min(points[*last]->x, width - wide / 2);
  svg.text({centre, points[*last]->y - 9}, Anchor::middle, y.words[*last], "strong");
}

/// How many there are of what the line is about: bars under it, each with its figure for a pointer.
void draw_volume(Svg& svg, const Series& x, const Series& volume, const std::vector<double>& places, double bottom,
                 double room) {
  double most = 0;
  for (const auto& number : volume.numbers) most = std::max(most, number.value_or(0));
  if (most <= 0) return;
  const double apart = places.size() > 1 ? places[1] - places[0] : room;
  const double wide = std::clamp(apart * 0.6, 1.0, 24.0);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double tall = volume.numbers[i].value_or(0) / most * room;
    if (tall > 0)
      svg.box({places[i] - wide / 2, bottom - tall}, wide, tall, "volume", x.words[i] + ": " + volume.words[i]);
  }
}

std::string draw_trend(const Table& table, const Chart& chart, double width, std::string_view style) {
  const Series x = series(table, chart.x), y = series(table, chart.y);
  const Series low = series(table, chart.low), high = series(table, chart.high);
  if (y.empty() || x.size() != y.size()) return {};
  const Series volume = series(table, chart.volume);
  const bool with_volume = volume.size() == y.size() && !volume.empty();
  constexpr double volume_room = 36, gap = 8;
  const double height = with_volume ? 230 + volume_room + gap : 230;
  Svg svg(width, height);
  Plot plot{0, width, 28, height - 28 - (with_volume ? volume_room + gap : 0)};
  Extent extent;
  for (const Series* one : {&y, &low, &high}) extent.include(*one);
  extent.settle();
  const Axis axis = draw_scale(svg, extent, y, plot, width);

  std::vector<double> places;
  const double first = plot.left + 12, last = width - 14;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double share = x.size() == 1 ? 0.5 : static_cast<double>(i) / static_cast<double>(x.size() - 1);
    places.push_back(first + share * (last - first));
  }
  draw_band(svg, low, high, places, axis);
  std::vector<std::pair<double, std::size_t>> marks;
  for (std::size_t i = 0; i < chart.marks.size(); ++i) {
    const auto at = std::find(x.words.begin(), x.words.end(), chart.marks[i].first);
    if (at != x.words.end()) marks.emplace_back(places[static_cast<std::size_t>(at - x.words.begin())], i);
  }
  draw_marks(svg, marks, plot);
  draw_line(svg, x, y, low, high, places, axis, width, chart.hollow);
  if (with_volume) draw_volume(svg, x, volume, places, height - 28, volume_room);
  labels_below(svg, x.words, places, height - 6, width);
  return svg.finish(style, chart.title, chart.description);
}

/// Minutes from seconds to months need a scale on which a doubling is always as wide.
struct MinutesAxis {
  static constexpr std::array<double, 15> round = {1,   2,   5,    10,   15,   30,    60,   120,
                                                   240, 480, 1440, 2880, 7200, 14400, 43200};
  double low, high, from, to;

  double operator()(double minutes) const {
    const double bottom = std::log(std::max(low, 0.5));
    return from + (std::log(std::max(minutes, 0.5)) - bottom) / (std::log(high) - bottom) * (to - from);
  }
};

std::string draw_curve(const Table& table, const Chart& chart, double width, std::string_view style) {
  const Series x = series(table, chart.x), y = series(table, chart.y);
  if (!x.all_numbers()) return draw_trend(table, chart, width, style);
  const Series low = series(table, chart.low), high = series(table, chart.high);
  if (y.empty()) return {};
  constexpr double height = 250;
  Svg svg(width, height);
  Plot plot{0, width, 28, height - 28};
  Extent extent;
  for (const Series* one : {&y, &low, &high}) extent.include(*one);
  // A curve that hardly rises must look like one.
  extent.include(0);
  extent.settle();
  const Axis axis = draw_scale(svg, extent, y, plot, width);

  Extent across;
  across.include(x);
  for (const auto& mark : chart.marks) {
    if (const auto at = parse_number(mark.first)) across.include(*at);
  }
  const double first = plot.left + 12, last = width - 14;
  const bool stretched = across.high > 30 * std::max(across.low, 1.0);
  const Axis even(across.low, across.high, width > 500 ? 8 : 4, first, last);
  const MinutesAxis doubling{std::max(across.low, 0.5), across.high, first, last};
  const auto place = [&](double value) { return stretched ? doubling(value) : even(value); };

  std::vector<double> places, ticks;
  for (const auto& number : x.numbers) places.push_back(place(*number));
  if (stretched) {
    std::copy_if(MinutesAxis::round.begin(), MinutesAxis::round.end(), std::back_inserter(ticks),
                 [&](double tick) { return tick >= across.low && tick <= across.high; });
  } else {
    ticks = even.ticks();
  }
  std::vector<std::string> tick_words;
  std::vector<double> tick_places;
  const auto kind = x.kind == Series::Kind::count ? Series::Kind::count : Series::Kind::minutes;
  for (const double tick : ticks) {
    tick_words.push_back(axis_label(tick, stretched ? 1 : even.step(), kind));
    tick_places.push_back(place(tick));
  }
  // Rows may come in any order; a curve goes from left to right.
  std::vector<std::size_t> order(x.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return places[a] < places[b]; });
  const auto sorted = [&](const Series& one) {
    Series moved = one;
    for (std::size_t i = 0; i < order.size() && i < one.size(); ++i) {
      moved.words[i] = one.words[order[i]];
      moved.numbers[i] = one.numbers[order[i]];
      moved.tones[i] = one.tones[order[i]];
    }
    return moved;
  };
  std::vector<double> sorted_places = places;
  std::sort(sorted_places.begin(), sorted_places.end());
  draw_band(svg, sorted(low), sorted(high), sorted_places, axis);
  std::vector<std::pair<double, std::size_t>> marks;
  for (std::size_t i = 0; i < chart.marks.size(); ++i)
    if (const auto at = parse_number(chart.marks[i].first)) marks.emplace_back(place(*at), i);
  draw_marks(svg, marks, plot);
  draw_line(svg, sorted(x), sorted(y), {}, {}, sorted_places, axis, width, {});
  labels_below(svg, tick_words, tick_places, height - 6, width);
  return svg.finish(style, chart.title, chart.description);
}

/// How many rows a picture of names shows, and the room of its names.
struct Names {
  std::size_t shown = 0;
  double room = 0;
  std::vector<std::string> words;
};

Names names(const Table& table, const Series& x, double width) {
  Names chosen{std::min(rows_shown(table), most_names), 0, {}};
  const double most = width * 0.36;
  for (std::size_t i = 0; i < chosen.shown; ++i) {
    chosen.words.push_back(shorten(x.words[i], static_cast<std::size_t>(most / glyph_width)));
    chosen.room = std::max(chosen.room, text_width(chosen.words.back()));
  }
  return chosen;
}

/// Horizontal bars: names can be read, and a phone is narrow.
std::string draw_bars(const Table& table, const Chart& chart, double width, std::string_view style) {
  const Series x = series(table, chart.x), y = series(table, chart.y), running = series(table, chart.running);
  const Series low = series(table, chart.low), high = series(table, chart.high);
  if (y.empty() || x.size() != y.size()) return {};
  const Names labels = names(table, x, width);
  const bool cumulative = chart.kind == Chart::Kind::pareto && !running.empty();
  const bool funnel = chart.kind == Chart::Kind::funnel;

  std::vector<std::string> figures;
  double figure_room = 0;
  Extent extent;
  extent.include(0);
  for (std::size_t i = 0; i < labels.shown; ++i) {
    figures.push_back(y.words[i]);
    if (funnel && i > 0 && y.numbers[i] && y.numbers[0] && *y.numbers[0] > 0) {
      figures.back() += " · " + percent(*y.numbers[i] / *y.numbers[0]);
    }
    figure_room = std::max(figure_room, text_width(figures.back()));
    // Where there is no rate to show there is no interval either.
    for (const Series* one : {&y, &low, &high}) {
      if (y.numbers[i] && i < one->size() && one->numbers[i]) extent.include(*one->numbers[i]);
    }
  }
  // Bars and running share have one scale: the line starts where the first bar ends.
  if (cumulative && running.numbers[0].value_or(0) > 0 && y.numbers[0]) {
    extent.high = std::max(extent.high, *y.numbers[0] / *running.numbers[0]);
  }
  if (!(extent.high > 0)) return {};
  constexpr double row = 24, thick = 14;
  const double top = cumulative ? 22 : 4;
  // A running share starts where its first bar ends: there the figures would be in its way.
  const double left = labels.room + 10 + (cumulative ? figure_room + 8 : 0);
  const double right = width - (cumulative ? 8 : figure_room + 10);
  const double height = top + row * static_cast<double>(labels.shown) + 4;
  Svg svg(width, height);
  const auto place = [&](double value) { return left + std::max(value, 0.0) / extent.high * (right - left); };
  const auto middle = [&](std::size_t i) { return top + row * (static_cast<double>(i) + 0.5); };

  if (cumulative) {
    for (const double share : {0.0, 0.5, 0.8, 1.0}) {
      const double at = left + share * (right - left);
      svg.line({at, top - 4}, {at, height - 4}, share == 0.8 ? "rule" : "axis");
      const bool has_room = share != 1 || width > 500;
      if (has_room) svg.text({at, top - 9}, share == 1 ? Anchor::end : Anchor::middle, percent(share, 0));
    }
  } else {
    svg.line({left, top}, {left, height - 4}, "axis");
  }
  std::vector<Point> line;
  for (std::size_t i = 0; i < labels.shown; ++i) {
    svg.text({labels.room + 2, middle(i) + 4}, Anchor::end, labels.words[i]);
    if (!y.numbers[i]) {
      svg.text({left + 6, middle(i) + 4}, Anchor::start, y.words[i]);
      continue;
    }
    const double end = place(*y.numbers[i]);
    const std::string tip = x.words[i] + ": " + figures[i];
    svg.box({left, middle(i) - thick / 2}, std::max(end - left, 1.0), thick, tone_class("fill", y.tones[i]), tip);
    double figure_at = end + 7;
    if (i < low.size() && i < high.size() && low.numbers[i] && high.numbers[i]) {
      const double from = place(*low.numbers[i]), to = place(*high.numbers[i]);
      svg.line({from, middle(i)}, {to, middle(i)}, "whisker");
      svg.line({from, middle(i) - 3}, {from, middle(i) + 3}, "whisker");
      svg.line({to, middle(i) - 3}, {to, middle(i) + 3}, "whisker");
      figure_at = std::max(figure_at, to + 7);
    }
    if (cumulative && running.numbers[i]) line.push_back({left + *running.numbers[i] * (right - left), middle(i)});
    if (cumulative) {
      svg.text({left - 8, middle(i) + 4}, Anchor::end, figures[i]);
    } else {
      svg.text({figure_at, middle(i) + 4}, Anchor::start, figures[i]);
    }
  }
  if (cumulative) {
    svg.path(line, "running");
    for (std::size_t i = 0; i < labels.shown; ++i) {
      if (!running.numbers[i]) continue;
      svg.dot({left + *running.numbers[i] * (right - left), middle(i)}, 3, "soft",
              x.words[i] + " and before: " + running.words[i]);
    }
  }
  return svg.finish(style, chart.title, chart.description);
}

/// Points with their range beside each other, and ticks where one would expect them.
std::string draw_dots(const Table& table, const Chart& chart, double width, std::string_view style) {
  const Series x = series(table, chart.x), y = series(table, chart.y);
  const Series low = series(table, chart.low), high = series(table, chart.high);
  const Series expected = series(table, chart.expected), rank = series(table, chart.sort);
  if (y.empty() || x.size() != y.size()) return {};
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < y.size(); ++i)
    if (y.numbers[i]) order.push_back(i);
  if (!rank.empty())
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return rank.numbers[a].value_or(-INFINITY) > rank.numbers[b].value_or(-INFINITY);
    });
  if (order.size() > most_names) order.resize(most_names);

  const double most = width * 0.36;
  double name_room = 0, figure_room = 0;
  std::vector<std::string> names;
  Extent extent;
  extent.include(0);
  for (const std::size_t i : order) {
    names.push_back(shorten(x.words[i], static_cast<std::size_t>(most / glyph_width)));
    name_room = std::max(name_room, text_width(names.back()));
    figure_room = std::max(figure_room, text_width(y.words[i]));
    for (const Series* one : {&y, &low, &high, &expected})
      if (i < one->size() && one->numbers[i]) extent.include(*one->numbers[i]);
  }
  constexpr double row = 24;
  const double left = name_room + 12, right = width - figure_room - 10;
  const double bottom = row * static_cast<double>(order.size()) + 4;
  Svg svg(width, bottom + 20);
  const Axis axis(extent.low, extent.high, width > 500 ? 6 : 3, left, right);
  for (const double tick : axis.ticks()) {
    svg.line({axis(tick), 0}, {axis(tick), bottom}, "axis");
    svg.text({axis(tick), bottom + 15}, Anchor::middle, axis_label(tick, axis.step(), y.kind));
  }
  for (std::size_t place = 0; place < order.size(); ++place) {
    const std::size_t i = order[place];
    const double middle = row * (static_cast<double>(place) + 0.5);
    svg.text({name_room + 2, middle + 4}, Anchor::end, names[place]);
    if (i < low.size() && i < high.size() && low.numbers[i] && high.numbers[i])
      svg.line({axis(*low.numbers[i]), middle}, {axis(*high.numbers[i]), middle}, "span");
    std::string tip = x.words[i] + ": " + y.words[i];
    if (i < expected.size() && expected.numbers[i]) {
      const double at = axis(*expected.numbers[i]);
      svg.line({at, middle - 8}, {at, middle + 8}, "whisker");
      tip += ", expected " + expected.words[i];
    }
    const Tone tone = i < rank.size() ? rank.tones[i] : y.tones[i];
    svg.dot({axis(*y.numbers[i]), middle}, 5, tone_class("point", tone), tip);
    svg.text({width, middle + 4}, Anchor::end, y.words[i]);
  }
  return svg.finish(style, chart.title, chart.description);
}

/// The different words of a column, by figure where they are figures, else in their order.
std::vector<std::string> distinct(const Series& one) {
  std::vector<std::pair<double, std::string>> found;
  for (std::size_t i = 0; i < one.size(); ++i) {
    const bool known =
        std::any_of(found.begin(), found.end(), [&](const auto& entry) { return entry.second == one.words[i]; });
    if (!known) found.emplace_back(one.numbers[i].value_or(0), one.words[i]);
  }
  if (one.all_numbers()) std::stable_sort(found.begin(), found.end());
  std::vector<std::string> words;
  for (auto& entry : found) words.push_back(std::move(entry.second));
  return words;
}

std::string draw_heat(const Table& table, const Chart& chart, double width, std::string_view style) {
  const Series x = series(table, chart.x), y = series(table, chart.y), group = series(table, chart.group);
  if (y.empty() || x.size() != y.size() || group.size() != y.size()) return {};
  const std::vector<std::string> columns = distinct(x), rows = distinct(group);
  double left = 0;
  for (const std::string& name : rows) left = std::max(left, text_width(name));
  left += 10;
  const double cell = (width - left) / static_cast<double>(columns.size());
  constexpr double row = 24, legend = 26;
  const double bottom = row * static_cast<double>(rows.size());
  Svg svg(width, bottom + line_height + 6 + legend);
  Extent extent;
  extent.include(y);

  const auto strength = [&](double value) {
    return extent.high > extent.low ? 0.06 + 0.94 * (value - extent.low) / (extent.high - extent.low) : 0.5;
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    svg.text({left - 8, row * (static_cast<double>(i) + 0.5) + 4}, Anchor::end, rows[i]);
  }
  for (std::size_t i = 0; i < y.size(); ++i) {
    const auto at = std::find(columns.begin(), columns.end(), x.words[i]) - columns.begin();
    const auto on = std::find(rows.begin(), rows.end(), group.words[i]) - rows.begin();
    const Point corner{left + cell * static_cast<double>(at) + 1, row * static_cast<double>(on) + 1};
    const std::string tip = group.words[i] + " " + x.words[i] + ": " + y.words[i];
    if (y.numbers[i]) {
      svg.box(corner, cell - 2, row - 2, "heat", tip, strength(*y.numbers[i]));
    } else {
      svg.box(corner, cell - 2, row - 2, "hole", tip);
    }
  }
  std::vector<double> places;
  for (std::size_t i = 0; i < columns.size(); ++i) places.push_back(left + cell * (static_cast<double>(i) + 0.5));
  labels_below(svg, columns, places, bottom + line_height, width);

  const double baseline = bottom + line_height + legend;
  const std::string low = axis_label(extent.low, 0.001, y.kind), high = axis_label(extent.high, 0.001, y.kind);
  double at = left + 1;
  svg.text({at, baseline - 4}, Anchor::start, low);
  at += text_width(low) + 4;
  for (int i = 0; i <= 4; ++i, at += 18) {
    svg.box({at, baseline - 14}, 16, 12, "heat", {}, strength(extent.low + (extent.high - extent.low) * i / 4));
  }
  svg.text({at + 4, baseline - 4}, Anchor::start, high);
  at += text_width(high) + 24;
  const bool holes = std::any_of(y.numbers.begin(), y.numbers.end(), [](const auto& number) { return !number; });
  if (holes) {
    svg.box({at, baseline - 14}, 16, 12, "hole");
    svg.text({at + 22, baseline - 4}, Anchor::start, "no rate");
  }
  return svg.finish(style, chart.title, chart.description);
}

}  // namespace

std::string mark_place(const Table& table, const Chart& chart, std::size_t index) {
  const std::string& x = chart.marks[index].first;
  const auto number = parse_number(x);
  const bool minutes = chart.kind == Chart::Kind::curve && series(table, chart.x).kind == Series::Kind::minutes;
  return number && minutes ? round_duration(*number) : x;
}

std::string mark_sign(std::size_t index) {
  return index < 26 ? std::string(1, static_cast<char>('A' + index)) : std::to_string(index + 1);
}

std::string draw_chart(const Table& table, const Chart& chart, int width, std::string_view style) {
  switch (chart.kind) {
    case Chart::Kind::trend:
      return draw_trend(table, chart, width, style);
    case Chart::Kind::curve:
      return draw_curve(table, chart, width, style);
    case Chart::Kind::dots:
      return draw_dots(table, chart, width, style);
    case Chart::Kind::heat:
      return draw_heat(table, chart, width, style);
    case Chart::Kind::pareto:
    case Chart::Kind::funnel:
    case Chart::Kind::bars:
      return draw_bars(table, chart, width, style);
  }
  return {};
}

}  // namespace dsat::render
