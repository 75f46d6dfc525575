#include "load/meaning/number_scale.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

constexpr double outlier_share = 0.02;         // of the answers, together
constexpr double misfit_share = 0.1;           // of the answers: a header that says another scale says something else
constexpr std::int64_t enough_inside = 50;     // answers that agree on a scale
constexpr double unrated_share = 0.05;         // zeros that are no typing errors
constexpr std::int64_t too_many_of_two = 5;    // 1 and 2 alone, so often, have no known direction
constexpr std::int64_t enough_below_six = 20;  // answers to the NPS question that can't all be from 1 to 5
constexpr const char* no_scale = "no scale has the values";
constexpr std::string_view scale_flag = "--scale";

std::string shown(double value) {
  return shortest(value);
}

std::string counted_values(const std::map<double, std::int64_t>& rows) {
  std::string text;
  std::size_t values = 0;
  for (const auto& [value, count] : rows) {
    if (values++ == 12) return text + ", …";
    text += (text.empty() ? "" : ", ") + shown(value) + " ×" + grouped(count);
  }
  return text;
}

bool is_freshdesk_code(double value) {
  return value == std::floor(value) && ((value >= 100 && value <= 103) || (value <= -101 && value >= -103));
}

/// Numbers that questionnaires write for `no answer`.
bool is_code_of_nothing(double value) {
  static constexpr std::array codes{-1.0, -9.0, -99.0, 77.0, 88.0, 98.0, 99.0, 999.0};
  return std::ranges::find(codes, value) != codes.end();
}

int sign(int degree) {
  return degree > 0 ? 1 : degree < 0 ? -1 : 0;
}
int sign(Sentiment sentiment) {
  return static_cast<int>(sentiment) - 1;
}

/// `B-A` of `A-B`, where the lowest number is best.
Scale mirrored(const Scale& scale) {
  const auto last = scale.first_score + static_cast<double>(scale.levels()) - 1;
  return *scale_named(shown(last) + "-" + shown(scale.first_score));
}

class Chooser {
 public:
  explicit Chooser(const NumberEvidence& evidence) : evidence_(evidence) {
    for (const auto& [value, rows] : evidence.rows) all_ += rows;
  }

  NumberScale choose() {
    decide();
    const std::string_view parted = chosen_.evidence.empty()       ? "values "
                                    : chosen_.evidence == no_scale ? " "
                                                                   : "; values ";
    chosen_.evidence += std::string(parted) + counted_values(evidence_.rows);
    if (!chosen_.scale) return std::move(chosen_);
    settle_zeros();
    tell_outliers();
    tell_decimals();
    return std::move(chosen_);
  }

 private:
  template <class Is>
  std::int64_t rows_that(Is&& is) const {
    std::int64_t rows = 0;
    for (const auto& [value, count] : evidence_.rows)
      if (is(value)) rows += count;
    return rows;
  }
  std::int64_t rows_from(double least, double most) const {
    return rows_that([&](double value) { return value >= least && value <= most; });
  }

  void take(const Scale& scale, bool certain, std::string why = {}) {
    chosen_.scale = scale;
    chosen_.certain = certain;
    chosen_.evidence = std::move(why);
  }

  void decide() {
    if (std::ranges::all_of(evidence_.rows, [](const auto& entry) { return is_freshdesk_code(entry.first); }))
      return take(*scale_named("freshdesk"), true);
    if (!evidence_.custom.empty() && fits(*scale_named(evidence_.custom)))
      return take(*scale_named(evidence_.custom), true, "the header's custom");
    if (by_writing() || by_labels()) return;
    by_values();
  }

  /// True if all but outliers are on the scale.
  bool fits(const Scale& scale) const {
    const auto off = rows_that([&](double value) { return level_on(scale, value) == 0 && value != 0; });
    return static_cast<double>(off) <= misfit_share * static_cast<double>(all_);
  }

  /// A scale named by its ends; 0–10 as what the question makes it.
  std::optional<Scale> between(std::int64_t least, std::int64_t most, bool best_is_lowest) const {
    if (least == 0 && most == 10 && !best_is_lowest) return ten();
    return scale_named(best_is_lowest ? std::to_string(most) + "-" + std::to_string(least)
                                      : std::to_string(least) + "-" + std::to_string(most));
  }
  Scale ten() const { return *scale_named(evidence_.question == QuestionKind::recommending ? "nps" : "0-10"); }

  bool by_writing() {
    const auto& written = evidence_.written;
    std::optional<std::int64_t> least, most;
    if (written) least = written->least, most = written->most;
    std::string where = "written: " + evidence_.where_written;
    if (!most && evidence_.out_of >= 3) most = evidence_.out_of, where = "out of " + std::to_string(*most);
    bool best_is_lowest = written && written->best_is_lowest.value_or(false);
    if (!most && !best_is_lowest) return false;
    if (!most) {
      // Only the direction is written: the range is that of the values.
      const double highest = highest_inside();
      most = highest <= 3 && evidence_.labels.empty() ? 5 : highest <= 5 ? 5 : highest <= 7 ? 7 : 10;
      if (highest == 6) most = 6;  // school grades
    }
    const bool per_cent = *most == 100;
    if (!least) least = per_cent || (*most >= 10 && evidence_.rows.contains(0)) ? 0 : 1;
    if (evidence_.labels.size() > 1 && !written) return by_labels();
    if (written && !written->best_is_lowest)
      if (const auto direction = direction_of_labels()) best_is_lowest = *direction;
    const auto scale = between(*least, *most, best_is_lowest);
    if (!scale || scale->levels() > 200 || !fits(*scale)) return false;
    take(*scale, !per_cent, per_cent ? where + ", in thirds" : where);
    return true;
  }

  double highest_inside() const {
    double highest = 0;
    for (const auto& [value, rows] : evidence_.rows)
      if (value <= 10) highest = std::max(highest, value);
    return highest;
  }

  /// Which end the labels call good: nothing if they don't agree.
  std::optional<bool> direction_of_labels() const {
    double good = 0, bad = 0;
    std::int64_t goods = 0, bads = 0;
    for (const auto& [value, degree] : evidence_.labels) {
      if (degree > 0) good += value, ++goods;
      if (degree < 0) bad += value, ++bads;
    }
    if (goods > 0 && bads > 0) return good / static_cast<double>(goods) < bad / static_cast<double>(bads);
    return std::nullopt;
  }

  bool agrees_with_labels(const Scale& scale) const {
    return std::ranges::all_of(evidence_.labels, [&](const auto& label) {
      const int level = level_on(scale, label.first);
      return level > 0 && sign(scale.level[static_cast<std::size_t>(level - 1)]) == sign(label.second);
    });
  }

  /// The scale whose classes are those of the labels; the usual ones first.
  bool by_labels() {
    const bool recommending = evidence_.question == QuestionKind::recommending && highest_inside() > 5;
    if (evidence_.labels.empty() || recommending) return false;
    const double most = std::max(highest_inside(), evidence_.labels.rbegin()->first);
    const double least = std::min(evidence_.rows.begin()->first, evidence_.labels.begin()->first);
    std::vector<Scale> candidates;
    for (const char* key : {"1-5", "5-1", "1-3", "3-1", "1-4", "4-1", "1-7", "7-1", "6-1", "1-10", "10-1"})
      candidates.push_back(*scale_named(key));
    candidates.push_back(ten());
    candidates.push_back(mirrored(*scale_named("0-10")));
    for (const char* key : {"0-1", "1-0", "1-2", "2-1"}) candidates.push_back(*scale_named(key));
    for (const Scale& scale : candidates) {
      const double last = std::max(scale.score(1), scale.score(static_cast<int>(scale.levels())));
      const double first = std::min(scale.score(1), scale.score(static_cast<int>(scale.levels())));
      if (least < first || most > last || !agrees_with_labels(scale)) continue;
      // A scale of many steps isn't said by labels of its lowest few.
      if (last > 5 && most <= 5) continue;
      take(scale, evidence_.labels.size() > 1, "labels beside the numbers");
      return true;
    }
    return by_their_own_classes(least, most);
  }

  /// Steps that have the labels' classes, where no usual scale has.
  bool by_their_own_classes(double least, double most) {
    const auto direction = direction_of_labels();
    if (!direction || most - least > 10 || least != std::floor(least)) return false;
    Scale scale;
    scale.best_is_lowest = *direction;
    scale.first_score = *direction ? most : least;
    int last = -1;
    const int steps = static_cast<int>(most - least) + 1;
    for (int level = 1; level <= steps; ++level) {
      const auto label = evidence_.labels.find(scale.score(level));
      const int said = label == evidence_.labels.end() ? last : sign(label->second);
      if (said < last) return false;
      last = said;
      scale.level.push_back(static_cast<Sentiment>(said + 1));
    }
    scale.key = shown(scale.score(1)) + "-" + shown(scale.score(steps)) + " by labels";
    take(scale, true, "labels beside the numbers");
    return true;
  }

  void by_values() {
    std::int64_t beyond = 0;
    std::size_t values_beyond = 0;
    for (const auto& [value, rows] : evidence_.rows)
      if ((value > 10 || value < -2) && !is_code_of_nothing(value)) {
        beyond += rows;
        ++values_beyond;
      }
    // Single cells beyond every scale are typing errors. Where many are, the numbers are no steps: per cent, seconds.
    if (values_beyond > 2 && beyond * 10 > all_) return nothing(no_scale);
    std::map<double, std::int64_t> sane;
    for (const auto& [value, rows] : evidence_.rows)
      if (value <= 10 && value >= -2 && !(value == -1 && is_a_code(-1))) sane[value] = rows;
    if (sane.empty()) return nothing(no_scale);
    const double most = sane.rbegin()->first;
    if (sane.begin()->first < 0) {
      const std::int64_t negative = rows_from(-2, -0.0001);
      if (most <= 2) return take(*scale_named("-2-2"), false);
      if (negative * 10 > all_ && negative > 2) return nothing(no_scale);
      std::erase_if(sane, [](const auto& entry) { return entry.first < 0; });
    }
    const auto written_ten = evidence_.question == QuestionKind::recommending;
    const bool can_be_recommending = most > 5 || all_ < enough_below_six || sane.contains(0);
    if (written_ten && can_be_recommending) return take(*scale_named("nps"), true, "asked as recommending");
    if (most <= 1) {
      const bool steps =
          std::ranges::all_of(sane, [](const auto& entry) { return entry.first == std::floor(entry.first); });
      if (!steps) return nothing("fractions are no steps of a scale");
      if (sane.contains(0)) return take(*scale_named(evidence_.negative_question ? "1-0" : "0-1"), sane.size() == 2);
    }
    const bool only_two =
        std::ranges::all_of(sane, [](const auto& entry) { return entry.first == 1 || entry.first == 2; });
    const bool says_direction = evidence_.signs || (evidence_.written && evidence_.written->best_is_lowest);
    if (only_two && all_ >= too_many_of_two && !says_direction)
      return nothing("nothing says whether 1 or 2 is the better one");
    if (inside(1, 5, most)) {
      // Nearly every step seen, the highest too, and nothing else but what is told by itself.
      const auto steps =
          std::ranges::count_if(sane, [](const auto& entry) { return entry.first >= 1 && entry.first <= 5; });
      return take(*scale_named("1-5"), steps >= 4 && sane.contains(5) && !sane.contains(0));
    }
    if (inside(1, 7, most))
      return take(*scale_named("1-7"), evidence_.question == QuestionKind::effort && rows_from(1, 7) == all_);
    take(sane.contains(0) ? *scale_named("0-10") : *scale_named("1-10"), false);
  }

  void nothing(std::string why) { chosen_.evidence = std::move(why); }

  /// True if -1 stands among steps above 2: a code, no step of -2 … 2.
  bool is_a_code(double value) const { return is_code_of_nothing(value) && highest_inside() > 2; }

  /// True if what nearly all agree on is this scale: what lies outside is an outlier or a code.
  bool inside(double least, double most, double highest) const {
    if (highest <= most) return true;
    const std::int64_t in = rows_from(least, most + 0.9999);
    if (in < enough_inside) return false;
    const auto out = rows_that([&](double value) { return value > most && !is_code_of_nothing(value); });
    const std::int64_t zeros = rows_from(0, 0);
    if (static_cast<double>(out + zeros) <= outlier_share * static_cast<double>(all_)) return true;
    // 8 and 9 without 6, 7 and 10: `don't know` and `no answer`.
    const auto steps_above =
        rows_that([&](double value) { return value > most && value <= 10 && value != 8 && value != 9; });
    return steps_above == 0 && zeros == 0 && most == 5 && rows_from(most, most) > 0;
  }

  /// 0 below a scale that begins with 1: no answer, or an answer that can't be read.
  void settle_zeros() {
    const std::int64_t zeros = rows_from(0, 0);
    if (zeros == 0 || level_on(*chosen_.scale, 0) > 0) return;
    const bool often = static_cast<double>(zeros) >= unrated_share * static_cast<double>(all_);
    chosen_.zero_is_unrated = often && evidence_.blank_cells.has_value() && *evidence_.blank_cells == 0;
    if (chosen_.zero_is_unrated)
      chosen_.remarks.push_back({"rating 0", "not rated",
                                 "0 ×" + grouped(zeros) + " below " + chosen_.scale->key + ", and no cell is empty",
                                 std::string(scale_flag), false});
  }

  void tell_outliers() {
    std::map<double, std::int64_t> outside;
    for (const auto& [value, rows] : evidence_.rows)
      if (level_on(*chosen_.scale, value) == 0 && !(value == 0 && chosen_.zero_is_unrated)) outside[value] = rows;
    if (outside.empty()) return;
    chosen_.remarks.push_back({"ratings off the scale", "unreadable",
                               "the others are " + chosen_.scale->key + "; values " + counted_values(outside),
                               std::string(scale_flag), false});
  }

  void tell_decimals() {
    const std::int64_t decimals =
        rows_that([&](double value) { return value != std::floor(value) && level_on(*chosen_.scale, value) > 0; });
    if (decimals == 0) return;
    chosen_.remarks.push_back({"ratings with decimals", "the step that they have reached",
                               grouped(decimals) + " of " + grouped(all_) + " ratings",
                               "--negative '<2.5' --positive '>=4'", false});
  }

  const NumberEvidence& evidence_;
  std::int64_t all_ = 0;
  NumberScale chosen_;
};

}  // namespace

NumberScale choose_number_scale(const NumberEvidence& evidence) {
  return Chooser(evidence).choose();
}

int level_on(const Scale& scale, double value) {
  if (scale.key == "freshdesk") {
    // -103 (worst) … -101, 100, 101 … 103.
    if (!is_freshdesk_code(value)) return 0;
    return static_cast<int>(value < 0 ? value + 104 : value - 96);
  }
  if (scale.key == "good-bad") return value == 0 ? 1 : value == 1 ? 2 : 0;
  const auto levels = static_cast<int>(scale.levels());
  const double least = std::min(scale.score(1), scale.score(levels)),
               most = std::max(scale.score(1), scale.score(levels));
  // Half a star has reached no step of 1–5, and is its worst.
  if (least == 1 && value > 0 && value < 1 && levels > 2) value = 1;
  if (value < least || value > most) return 0;
  return scale.best_is_lowest ? static_cast<int>(most - std::ceil(value)) + 1
                              : static_cast<int>(std::floor(value) - least) + 1;
}

bool lacks_higher_levels(std::int64_t answers, std::int64_t pooled_answers, std::int64_t pooled_higher) {
  if (pooled_answers <= 0) return false;
  const double lower = 1 - static_cast<double>(pooled_higher) / static_cast<double>(pooled_answers);
  return std::pow(lower, static_cast<double>(answers)) < 1e-4;
}

}  // namespace dsat::load
