#include "app/expression.hpp"

#include <array>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

using analyze::MeasureKind;
using Comparison = Expression::Comparison;

[[noreturn]] void refuse(const std::string& text, const std::string& why, const std::string& remedy) {
  throw Error(ErrorKind::usage, "--fail-if \"" + text + "\" " + why, remedy);
}

/// Longer ones first: `>` begins `>=`.
constexpr std::array<std::pair<std::string_view, Comparison>, 8> operators = {{{">=", Comparison::at_least},
                                                                               {"<=", Comparison::at_most},
                                                                               {"≥", Comparison::at_least},
                                                                               {"≤", Comparison::at_most},
                                                                               {">", Comparison::above},
                                                                               {"<", Comparison::below},
                                                                               {" rises by ", Comparison::rises},
                                                                               {" falls by ", Comparison::falls}}};

/// `28.7` with its point moved two places, in the text: the same double as 287 ÷ 1000.
std::optional<double> hundredths(std::string_view number) {
  return parse_number(std::string(number) + "e-2");
}

std::optional<double> share(std::string_view text, bool of_change) {
  const std::string_view unit = of_change ? "pp" : "%";
  if (text.ends_with(unit)) return hundredths(trim(text.substr(0, text.size() - unit.size())));
  const auto number = parse_number(text);
  return number && *number >= 0 && *number <= 1 ? number : std::nullopt;
}

std::optional<double> minutes(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, double>, 8> units = {{{"seconds", 1.0 / 60},
                                                                                {"minutes", 1},
                                                                                {"hours", 60},
                                                                                {"days", 1440},
                                                                                {"min", 1},
                                                                                {"s", 1.0 / 60},
                                                                                {"h", 60},
                                                                                {"d", 1440}}};
  for (const auto& [unit, length] : units)
    if (text.ends_with(unit)) {
      const auto number = parse_number(trim(text.substr(0, text.size() - unit.size())));
      return number ? std::optional(*number * length) : std::nullopt;
    }
  return parse_number(text);
}

std::optional<double> threshold(const analyze::Measure& measure, std::string_view text, bool of_change) {
  switch (measure.kind) {
    case MeasureKind::share:
      return share(text, of_change);
    case MeasureKind::minutes:
      return minutes(text);
    case MeasureKind::count:
    case MeasureKind::score:
    case MeasureKind::points:
      return parse_number(text);
  }
  return std::nullopt;
}

std::string_view wanted(MeasureKind kind, bool of_change) {
  switch (kind) {
    case MeasureKind::share:
      return of_change ? "percentage points such as 5pp" : "a share such as 25% or 0.25";
    case MeasureKind::minutes:
      return "a time such as 90min, 2h or 1d";
    case MeasureKind::count:
    case MeasureKind::score:
    case MeasureKind::points:
      return "a plain number";
  }
  return "a number";
}

/// Between what a measure lies.
struct Limits {
  double least = 0, most = 0;
  std::string_view words;
};

Limits limits_of(const analyze::Measure& measure) {
  constexpr double none = std::numeric_limits<double>::infinity();
  switch (measure.kind) {
    case MeasureKind::share:
      return {0, 1, "lies between 0% and 100%"};
    case MeasureKind::count:
    case MeasureKind::minutes:
      return {0, none, "is never under 0"};
    case MeasureKind::score:
      if (measure.key == "nps") return {-100, 100, "lies between -100 and 100"};
      return {0, 100, "lies between 0 and 100"};
    case MeasureKind::points:
      break;
  }
  return {-none, none, {}};
}

}  // namespace

Expression parse_expression(const std::string& text) {
  Expression expression;
  expression.text = text;
  const std::string plain = one_line(text);
  for (const auto& [sign, comparison] : operators) {
    const std::size_t at = plain.find(sign);
    if (at == std::string::npos) continue;
    expression.comparison = comparison;
    expression.measure = &analyze::require_measure(trim(std::string_view(plain).substr(0, at)));
    const std::string_view rest = trim(std::string_view(plain).substr(at + sign.size()));
    const bool of_change = expression.of_change();
    const auto number = threshold(*expression.measure, rest, of_change);
    if (!number || (of_change && *number <= 0))
      refuse(text, "compares " + std::string(expression.measure->key) + " with \"" + std::string(rest) + "\"",
             "It takes " + std::string(wanted(expression.measure->kind, of_change)) + ".");
    // A gate that can never close, or never open, is a slip of the pen.
    if (const Limits limits = limits_of(*expression.measure);
        *number < (of_change ? 0 : limits.least) || *number > (of_change ? limits.most - limits.least : limits.most))
      refuse(text, "can't be: " + std::string(expression.measure->key) + " " + std::string(limits.words),
             "It takes " + std::string(wanted(expression.measure->kind, of_change)) + ".");
    expression.threshold = *number;
    return expression;
  }
  refuse(text, "is no expression",
         "Write a measure, a comparison and a threshold: \"nrr > 25%\", \"negative >= 20\", \"nrr rises by 5pp\".");
}

}  // namespace dsat::app
