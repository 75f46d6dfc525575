#include "app/options/options.hpp"
#include "app/options/values.hpp"
#include "dsat/analyze/measure.hpp"

namespace dsat::app {

std::vector<Option> counting_options() {
  return {
      {.name = "base",
       .value = "WHICH",
       .help = "NRR over all ratings, or over negative and positive ones",
       .fallback = "all",
       .choices = {"all", "decided"},
       .changes = Changes::all,
       .set = [](Settings& s,
                 const std::string& v) { s.counting.base = v == "all" ? analyze::Base::all : analyze::Base::decided; }},
      {.name = "csi",
       .value = "FORMULA",
       .help = "CSI as the mean position on the scale, or as mean ÷ maximum",
       .fallback = "ordinal",
       .choices = {"ordinal", "mean-of-max"},
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             s.counting.csi = v == "ordinal" ? analyze::Csi::ordinal : analyze::Csi::mean_of_max;
           }},
      {.name = "overturned",
       .value = "HOW",
       .help = "overturned ratings leave the count, or stay in its base as neutral",
       .fallback = "exclude",
       .choices = {"exclude", "neutral"},
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             s.counting.overturned = v == "exclude" ? analyze::Overturned::exclude : analyze::Overturned::neutral;
           }},
      {.name = "actionable-means",
       .value = "WHO",
       .help = "how to read \"actionable\" in worksheets: whose fault it was",
       .fallback = "outside",
       .choices = {"agent", "outside"},
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.actionable_means = v; }},
      {.name = "attribute",
       .value = "HOW",
       .help = "whose a rating is; without it the agent the rating names, else the assignee",
       .choices = {"at-rating", "last", "first-reply", "all-involved", "equal-share"},
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             using enum analyze::Attribution;
             s.counting.attribution = v == "at-rating"      ? at_rating
                                      : v == "last"         ? last
                                      : v == "first-reply"  ? first_reply
                                      : v == "all-involved" ? all_involved
                                                            : equal_share;
           }},
      {.name = "every-rating",
       .help = "count each rating of a ticket, not just the newest",
       .changes = Changes::all,
       .set = [](Settings& s, const std::string& v) { s.counting.every_rating = is_on(v); }},
      {.name = "after-outcome",
       .value = "tag=NAME",
       .help = "this tag is set because of the rating: no rate for it",
       .repeatable = true,
       .changes = Changes::all,
       .set =
           [](Settings& s, const std::string& v) {
             const auto [key, name] = assignment("after-outcome", v, "tag=NAME");
             if (key != "tag") refuse("after-outcome", v, "tag=NAME");
             s.counting.after_outcome.push_back(key + "=" + name);
           }},
      {.name = "partial",
       .value = "HOW",
       .help = "a period that isn't over: compare with the same part of the one before, skip, or include as it is",
       .fallback = "compare",
       .choices = {"compare", "skip", "include"},
       .changes = Changes::sections,
       .set =
           [](Settings& s, const std::string& v) {
             using enum analyze::Partial;
             s.counting.partial = v == "compare" ? compare : v == "skip" ? skip : include;
           }},
      {.name = "coverage-goal",
       .value = "SHARE",
       .help = "working goal line for coverage",
       .fallback = "25%",
       .changes = Changes::sections,
       .set = [](Settings& s, const std::string& v) { s.counting.coverage_goal = fraction("coverage-goal", v); }},
      {.name = "goal",
       .value = "MEASURE=VALUE",
       .help = "a goal line: nrr=15%",
       .repeatable = true,
       .changes = Changes::sections,
       .set =
           [](Settings& s, const std::string& v) {
             const auto [measure, value] = assignment("goal", v, "MEASURE=VALUE, for example nrr=15%");
             s.extras.goals.emplace_back(analyze::require_measure(measure).key, fraction("goal", value));
           }},
  };
}

}  // namespace dsat::app
