#include "dsat/analyze/budget.hpp"

#include <array>

#include "dsat/analyze/dimension.hpp"

namespace dsat::analyze {
namespace {

using Part = double Budget::*;
constexpr std::array<Part, 16> parts = {&Budget::verdict, &Budget::special_point, &Budget::level,    &Budget::rose,
                                        &Budget::fell,    &Budget::bad,           &Budget::rising,   &Budget::agents,
                                        &Budget::teams,   &Budget::speed,         &Budget::channels, &Budget::hours,
                                        &Budget::kpis,    &Budget::survey,        &Budget::actions,  &Budget::qa};

bool carried(const View& view, std::string_view key) {
  return dimension_named(key)->carried(view);
}

}  // namespace

double Budget::all() const {
  double sum = 0;
  for (const Part part : parts) sum += this->*part;
  return sum;
}

Budget budget_for(const View& view, const Beside& beside) {
  Budget budget;
  const double whole = budget.all();
  const Store& store = view.store();
  const bool durations =
      !store.seconds_column(Field::first_reply).empty() || !store.seconds_column(Field::resolution).empty();
  const bool figures = durations || !store.count_column(Field::replies).empty() ||
                       !store.count_column(Field::reopens).empty() || !store.sla.empty();
  const auto none = [&](Part part, bool there) {
    if (!there) budget.*part = 0;
  };
  for (const Part part : {&Budget::verdict, &Budget::special_point, &Budget::level, &Budget::hours})
    none(part, !view.days_with_data().empty());
  none(&Budget::rising, carried(view, "tag"));
  none(&Budget::agents, carried(view, "agent"));
  none(&Budget::teams, carried(view, "team"));
  none(&Budget::speed, durations);
  none(&Budget::channels, carried(view, "channel"));
  none(&Budget::kpis, figures);
  none(&Budget::survey, view.survey_known() || !view.only_rated());
  none(&Budget::actions, beside.actions);
  none(&Budget::qa, beside.qa);
  const double left = budget.all();
  if (left > 0)
    for (const Part part : parts) budget.*part *= whole / left;
  return budget;
}

}  // namespace dsat::analyze
