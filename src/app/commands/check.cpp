#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <ostream>

#include "app/command.hpp"
#include "app/commands/table.hpp"
#include "app/output.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/tables.hpp"
#include "dsat/report/unread.hpp"
#include "dsat/stats/interval.hpp"

namespace dsat::app {
namespace {

using analyze::MeasureKind;
using analyze::Value;
using Comparison = Expression::Comparison;

/// Equal but for the rounding of a subtraction.
constexpr double rounding = 1e-9;

/// The rows of one period by group.
struct Part {
  DayRange range;
  std::string label;
  analyze::Selection selection;
  std::map<std::vector<Code>, analyze::Group> groups;
};

/// A figure of one group that an expression is about.
struct Subject {
  std::vector<Code> group;
  Value now, then;  ///< `then` only for changes
};

/// The figures as they would be at one end of what isn't understood.
Subject at_least(const Subject& subject) {
  return {subject.group, analyze::at_least(subject.now), analyze::at_most(subject.then)};
}
Subject at_most(const Subject& subject) {
  return {subject.group, analyze::at_most(subject.now), analyze::at_least(subject.then)};
}

struct Breach {
  const Expression* expression;
  Subject subject;
};

std::string_view sign_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::above:
      return ">";
    case Comparison::at_least:
      return ">=";
    case Comparison::below:
      return "<";
    case Comparison::at_most:
      return "<=";
    case Comparison::rises:
      return "rises by";
    case Comparison::falls:
      return "falls by";
  }
  return "";
}

bool holds(Comparison comparison, double value, double threshold) {
  switch (comparison) {
    case Comparison::above:
      return value > threshold;
    case Comparison::at_least:
      return value >= threshold;
    case Comparison::below:
      return value < threshold;
    case Comparison::at_most:
      return value <= threshold;
    case Comparison::rises:
      return value >= threshold - rounding;
    case Comparison::falls:
      return -value >= threshold - rounding;
  }
  return false;
}

double change(const Subject& subject) {
  return *subject.now.number - *subject.then.number;
}

bool is_defined(const Expression& expression, const Subject& subject) {
  return subject.now.number && (!expression.of_change() || subject.then.number);
}

bool breaches(const Expression& expression, const Subject& subject) {
  return holds(expression.comparison, expression.of_change() ? change(subject) : *subject.now.number,
               expression.threshold);
}

/// The whole interval lies beyond the threshold. Counts are what they are: they have no interval to clear.
bool surely(const Expression& expression, const Subject& subject, double confidence) {
  if (expression.measure->kind == MeasureKind::count) return true;
  const stats::Share now{subject.now.part, subject.now.base}, then{subject.then.part, subject.then.base};
  std::optional<stats::Interval> interval;
  if (!expression.of_change())
    interval = stats::wilson(now, confidence);
  else if (const auto difference = stats::newcombe(now, then, 1, confidence))
    interval = difference->interval;
  return interval && holds(expression.comparison, interval->low, expression.threshold) &&
         holds(expression.comparison, interval->high, expression.threshold);
}

/// Three decimals of a share, or as many as show on which side of a threshold it lies.
std::string figure(const analyze::Measure& measure, double value, std::optional<double> threshold = std::nullopt) {
  if (measure.kind == MeasureKind::count) return fixed(value, 0);
  const int least = measure.kind == MeasureKind::share ? 3 : measure.kind == MeasureKind::score ? 2 : 1;
  for (int decimals = least; decimals < 9; ++decimals) {
    const std::string text = fixed(value, decimals);
    if (*parse_number(text) != threshold || value == threshold) return text;
  }
  return shortest(value);
}

/// What a figure rests on: `78 of 250`, `40 ratings`; of a count the count itself.
std::string base_of(const analyze::Measure& measure, const Value& value) {
  if (measure.kind == MeasureKind::count) return fixed(*value.number, 0);
  if (measure.kind == MeasureKind::share) return fmt::format("{} of {}", value.part, value.base);
  return fmt::format("{} {}", value.base, measure.base);
}

/// `channel=chat`, quoted where it holds blanks.
std::string named(const std::string& dimension, const std::string& group) {
  const std::string name = printable(group);
  return name.find_first_of(" \"=") == std::string::npos ? dimension + "=" + name : dimension + "=\"" + name + "\"";
}

/// One run of the command.
class Gate {
 public:
  Gate(Settings& settings, const Io& io) : settings_(settings), io_(io), session_(settings, io) {
    for (analyze::Grouping& grouping : by_ = chosen_groupings(session_)) pointers_.push_back(&grouping);
    whole_ = select(session_.range(), session_.period() ? session_.period()->label : "");
    const bool compares = std::ranges::any_of(settings.fail_if, &Expression::of_change);
    if (const auto last = compares ? session_.view().last_complete(settings.every, session_.range()) : std::nullopt) {
      const DayRange before = previous(settings.every, *last);
      now_ = select(*last, period_label(settings.every, *last));
      if (session_.view().has_data(before)) then_ = select(before, period_label(settings.every, before));
    }
  }

  /// Decided at both ends of what isn't understood: a breach is one whatever those answers say. Throws where the
  /// gate's answer hangs on them.
  std::vector<Breach> breaches() {
    std::vector<Breach> found;
    for (const Expression& expression : settings_.fail_if) {
      if (nobody_answered(expression)) continue;
      require_defined(expression);
      std::vector<Subject> tested;
      for (Subject& subject : subjects(expression))
        if (is_worth_testing(expression, subject)) tested.push_back(std::move(subject));
      // Bonferroni: among all groups together a chance breach is as rare as asked.
      const double confidence = tested.empty() ? 0 : 1 - (1 - settings_.sure) / static_cast<double>(tested.size());
      const auto is_breach = [&](const Subject& subject) {
        return app::breaches(expression, subject) && (settings_.sure == 0 || surely(expression, subject, confidence));
      };
      for (Subject& subject : tested) {
        const bool least = is_breach(at_least(subject)), most = is_breach(at_most(subject));
        if (least != most)
          hanging_.push_back(in_words_of_ends(expression, subject));
        else if (least)
          found.push_back({&expression, std::move(subject)});
      }
    }
    if (found.empty() && !hanging_.empty())
      throw Error(ErrorKind::input, hanging_.front(), std::string(report::how_to_settle));
    return found;
  }

  std::string line(const Breach& breach) const {
    const Expression& expression = *breach.expression;
    const analyze::Measure& measure = *expression.measure;
    const Value &now = breach.subject.now, &then = breach.subject.then;
    std::string text(measure.key), base = base_of(measure, now);
    if (expression.of_change()) {
      text += fmt::format(" {} {} {} >= {}", figure(measure, *now.number), sign_of(expression.comparison),
                          figure(measure, std::abs(change(breach.subject)), expression.threshold),
                          shortest(expression.threshold));
      base += fmt::format(" in {}, {} in {}", now_->label, base_of(measure, then), then_->label);
    } else {
      text += fmt::format(" {} {} {}", figure(measure, *now.number, expression.threshold),
                          sign_of(expression.comparison), shortest(expression.threshold));
      if (measure.kind == MeasureKind::count) base.clear();
    }
    if (!base.empty()) text += " (" + base + ")";
    return text + names_of(breach.subject);
  }

  document::Document document(const std::vector<Breach>& breaches) const {
    using namespace document;
    Table table;
    table.key = "breaches";
    for (const std::string& key : settings_.by)
      table.columns.push_back({key, analyze::grouping_title(key), Audience::everybody, false, false});
    for (const auto& [key, numeric] : {std::pair("measure", false),
                                       {"value", true},
                                       {"change", true},
                                       {"comparison", false},
                                       {"threshold", true},
                                       {"part", true},
                                       {"base", true}})
      table.columns.push_back({key, key, Audience::everybody, numeric, false});
    table.columns.push_back({"line", "breach", Audience::everybody, false, true});
    for (const Breach& breach : breaches) {
      const Expression& expression = *breach.expression;
      const Value& now = breach.subject.now;
      std::vector<Cell> row;
      for (std::size_t d = 0; d < by_.size(); ++d) row.push_back(text(name_of_code(by_[d], breach.subject.group[d])));
      row.push_back(text(std::string(expression.measure->key)));
      row.push_back(score(*now.number, 6));
      row.push_back(expression.of_change() ? score(change(breach.subject), 6) : Cell());
      row.push_back(text(std::string(sign_of(expression.comparison))));
      row.push_back(score(expression.threshold, 6));
      row.push_back(expression.measure->kind == MeasureKind::share ? count(now.part) : Cell());
      row.push_back(expression.measure->kind == MeasureKind::count ? Cell() : count(now.base));
      row.push_back(text(line(breach)));
      table.rows.push_back(std::move(row));
    }
    Document document = table_document(session_, "dsat.check", "Breaches");
    document.sections.push_back({"check", "", {std::move(table)}});
    return document;
  }

  /// What wasn't tested, for standard error.
  void tell() const {
    if (settings_.quiet) return;
    if (too_small_ > 0)
      io_.err << fmt::format("dsat: {} passed over: under {} ratings (--min-ratings)\n", counted(too_small_, "group"),
                             settings_.counting.min_ratings);
    for (const std::string& expression : unanswered_)
      io_.err << "dsat: no customer answered, so there is nothing to check for \"" << printable(expression) << "\"\n";
    for (const std::string& words : hanging_) io_.err << "dsat: " << printable(words) << '\n';
    if (withheld_ > 0)
      io_.err << fmt::format("dsat: {} passed over: more than one in ten answers not understood\n",
                             counted(withheld_, "group"));
    if (undefined_ > 0)
      io_.err << fmt::format("dsat: {} passed over: nothing to measure there\n", counted(undefined_, "group"));
  }

 private:
  Part select(std::optional<DayRange> range, std::string label) const {
    const analyze::View& view = session_.view();
    Part part{range.value_or(DayRange{}), std::move(label), view.select(session_.filter(), range), {}};
    const bool rows = std::ranges::any_of(settings_.fail_if, [](const Expression& e) { return e.measure->needs_rows; });
    auto counted =
        analyze::break_down(view, part.selection, pointers_, rows ? analyze::KeepRows::yes : analyze::KeepRows::no);
    for (analyze::Group& group : counted.groups) part.groups[group.key] = std::move(group);
    return part;
  }

  Value value(const Expression& expression, const analyze::Tally& tally, std::span<const analyze::Row> cohort) const {
    return expression.measure->compute({session_.view(), tally, cohort});
  }

  Value of_group(const Expression& expression, const Part& part, const std::vector<Code>& group) const {
    const auto found = part.groups.find(group);
    return found == part.groups.end() ? Value{} : value(expression, found->second.tally, found->second.cohort);
  }

  Value of_all(const Expression& expression, const Part& part) const {
    return value(expression, analyze::tally(session_.view(), part.selection), part.selection.cohort);
  }

  std::vector<Subject> subjects(const Expression& expression) const {
    std::vector<Subject> list;
    for (const auto& [group, unused] : (expression.of_change() ? *now_ : whole_).groups)
      list.push_back(expression.of_change()
                         ? Subject{group, of_group(expression, *now_, group), of_group(expression, *then_, group)}
                         : Subject{group, of_group(expression, whole_, group), {}});
    return list;
  }

  /// The names of a subject's groups: ` channel=chat`.
  std::string names_of(const Subject& subject) const {
    std::string names;
    for (std::size_t d = 0; d < by_.size(); ++d)
      names += " " + named(settings_.by[d], name_of_code(by_[d], subject.group[d]));
    return names;
  }

  std::string in_words_of_ends(const Expression& expression, const Subject& subject) const {
    const auto end = [&](const Subject& one) { return expression.of_change() ? change(one) : *one.now.number; };
    const auto figure_of = [&](double value) { return figure(*expression.measure, value, expression.threshold); };
    return fmt::format(
        "\"{}\" can't be decided{}: it hangs on answers that are not understood; {} lies between {} and {}",
        expression.text, names_of(subject),
        expression.of_change() ? "the change of " + std::string(expression.measure->key)
                               : std::string(expression.measure->key),
        figure_of(end(at_least(subject))), figure_of(end(at_most(subject))));
  }

  /// There is a column for the answer, and nobody answered: nothing is wrong. Marks alone don't do: where the column
  /// was renamed, everybody seems silent.
  bool nobody_answered(const Expression& expression) {
    if (expression.measure->base != "ratings" || (expression.of_change() && !now_)) return false;
    const Part& part = expression.of_change() ? *now_ : whole_;
    const analyze::Tally tally = analyze::tally(session_.view(), part.selection);
    const bool has_column = std::ranges::any_of(session_.provenance().files, [](const FileFacts& file) {
      return std::ranges::any_of(file.columns, [](const auto& column) {
        return column.first == info(Field::rating).key || column.first == info(Field::sentiment).key;
      });
    });
    if (tally.tickets == 0 || tally.rated + tally.unreadable > 0 || !has_column) return false;
    unanswered_.push_back(expression.text);
    return true;
  }

  /// A gate that can't measure must not stay green, nor one that looks at nothing.
  void require_defined(const Expression& expression) const {
    const std::string measure(expression.measure->key);
    const auto fail = [&](const std::string& what, const std::string& remedy) {
      throw Error(ErrorKind::input, "\"" + expression.text + "\" can't be checked: " + what, remedy);
    };
    if (expression.of_change()) {
      const std::string unit(name_of(settings_.every));
      if (!now_) fail("no complete " + unit + " has data", "Check longer data, or a shorter period with --every.");
      if (!then_)
        fail("the " + unit + " before " + now_->label + " has no data",
             "Check longer data, or a shorter period with --every.");
    }
    const analyze::Tally whole = analyze::tally(session_.view(), whole_.selection);
    if (!expression.of_change() && whole.tickets == 0 && whole.cohort == 0)
      fail("no ticket lies in the period and passes the conditions",
           "Check --period, --since, --until and --where; `dsat breakdown` shows what there is.");
    for (const Part* part :
         expression.of_change() ? std::vector<const Part*>{&*now_, &*then_} : std::vector<const Part*>{&whole_})
      if (const Value value = of_all(expression, *part); !value.number && value.ends)
        fail(measure + " is undefined" + (part->label.empty() ? "" : " in " + part->label) + ", as " +
                 counted(analyze::tally(session_.view(), part->selection).unreadable, "answer") + " of " +
                 grouped(value.ends->base) + " are not understood",
             std::string(report::how_to_settle));
      else if (!value.number)
        fail(measure + " is undefined" + (part->label.empty() ? " for these tickets" : " in " + part->label),
             session_.provenance().no_rating_reason.empty() ? "`dsat inspect` shows which columns were found."
                                                            : session_.provenance().no_rating_reason + ".");
  }

  bool is_worth_testing(const Expression& expression, const Subject& subject) {
    if (!is_defined(expression, subject)) {
      const bool is_unread = (!subject.now.number && subject.now.ends) ||
                             (expression.of_change() && !subject.then.number && subject.then.ends);
      ++(is_unread ? withheld_ : undefined_);
      return false;
    }
    const bool small = !by_.empty() && expression.measure->kind != MeasureKind::count &&
                       (subject.now.base < settings_.counting.min_ratings ||
                        (expression.of_change() && subject.then.base < settings_.counting.min_ratings));
    too_small_ += small ? 1 : 0;
    return !small;
  }

  Settings& settings_;
  const Io& io_;
  Session session_;
  std::vector<analyze::Grouping> by_;
  std::vector<const analyze::Grouping*> pointers_;
  Part whole_;
  std::optional<Part> now_, then_;
  std::int64_t too_small_ = 0, undefined_ = 0, withheld_ = 0;
  std::vector<std::string> hanging_;     ///< what can't be decided, in words
  std::vector<std::string> unanswered_;  ///< expressions on a selection in which nobody answered
};

}  // namespace

int run_check(Settings& settings, const Io& io) {
  if (settings.fail_if.empty())
    throw Error(ErrorKind::usage, "check needs at least one --fail-if", "For example --fail-if \"nrr > 25%\".");
  for (const Expression& expression : settings.fail_if)
    if (settings.sure > 0 && expression.measure->kind != MeasureKind::share &&
        expression.measure->kind != MeasureKind::count)
      throw Error(ErrorKind::usage,
                  "--sure can't judge " + std::string(expression.measure->key) + ": it has no interval",
                  "Check it in a run of its own, without --sure.");
  Gate gate(settings, io);
  const std::vector<Breach> breaches = gate.breaches();
  gate.tell();
  std::string lines;
  for (const Breach& breach : breaches) lines += gate.line(breach) + "\n";
  deliver_each(settings, io, [&](const std::string& target, const Sink& sink) {
    if (writer_for(settings, target).key == "text")
      sink(lines);
    else
      draw(gate.document(breaches), settings, io, target, sink);
  });
  return breaches.empty() ? 0 : 1;
}

}  // namespace dsat::app
