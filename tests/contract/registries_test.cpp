#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <set>
#include <string>

#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/filter.hpp"
#include "dsat/analyze/measure.hpp"
#include "dsat/analyze/queue.hpp"
#include "dsat/base/error.hpp"
#include "dsat/render/writer.hpp"
#include "dsat/report/section.hpp"

using namespace dsat;

namespace {

template <class Registry>
void check_keys(const Registry& registry, const std::string& pattern) {
  std::set<std::string> seen;
  for (const auto& entry : registry) {
    INFO(entry.key);
    CHECK(seen.insert(std::string(entry.key)).second);
    CHECK(std::regex_match(std::string(entry.key), std::regex(pattern)));
    CHECK_FALSE(entry.help.empty());
    CHECK(entry.help.find('\n') == std::string_view::npos);
    CHECK(entry.help.back() != '.');
  }
}

struct Nothing {
  Store store;
  Annotations annotations;
  Nothing() { store.first_rating = {0}; }
};

}  // namespace

TEST_CASE("every registry has unique keys with a line of help each", "[registries]") {
  check_keys(analyze::measures(), "[a-z][a-z0-9_]*");
  check_keys(analyze::dimensions(), "[a-z][a-z-]*");
  check_keys(analyze::queues(), "[a-z][a-z-]*");
  check_keys(report::sections(), "[a-z]+");
  check_keys(report::packs(), "[a-z-]+");
  check_keys(render::writers(), "[a-z]+");
}

TEST_CASE("every measure of nothing is undefined or a count of 0, never a rate", "[registries]") {
  const Nothing nothing;
  const analyze::View view(nothing.store, nothing.annotations, {});
  const analyze::Tally tally;
  for (const analyze::Measure& measure : analyze::measures()) {
    INFO(measure.key);
    const analyze::Value value = measure.compute({view, tally, {}});
    if (measure.kind == analyze::MeasureKind::count) {
      CHECK(value.number.value_or(0) == 0);
    } else {
      CHECK_FALSE(value.number.has_value());
    }
    CHECK_FALSE(measure.title.empty());
    CHECK_FALSE(measure.base.empty());
    CHECK(analyze::measure_named(measure.key) == &measure);
  }
}

TEST_CASE("every standard column is a measure", "[registries]") {
  for (const std::string_view key : analyze::standard_columns()) CHECK(analyze::measure_named(key) != nullptr);
}

TEST_CASE("every dimension groups nothing into nothing", "[registries]") {
  const Nothing nothing;
  const analyze::View view(nothing.store, nothing.annotations, {});
  for (const analyze::Dimension& dimension : analyze::dimensions()) {
    INFO(dimension.key);
    CHECK_FALSE(dimension.title.empty());
    const analyze::Grouping grouping = dimension.group(view);
    REQUIRE_FALSE(grouping.names().empty());
    CHECK(grouping.names()[0].empty());
    const analyze::Grouping* by[] = {&grouping};
    CHECK(analyze::break_down(view, {}, by).groups.empty());
    CHECK(analyze::dimension_named(dimension.key) == &dimension);
  }
}

TEST_CASE("every pack names sections that exist, and every section stands in a pack", "[registries]") {
  std::set<std::string_view> used;
  for (const report::Pack& pack : report::packs())
    for (const std::string_view key : pack.sections) {
      INFO(pack.key << " names " << key);
      CHECK(report::section_named(key) != nullptr);
      used.insert(key);
    }
  for (const report::Section& section : report::sections()) {
    INFO(section.key);
    CHECK(used.contains(section.key));
  }
  CHECK(report::sections().back().key == "data");
}

TEST_CASE("what is unknown is refused with the nearest name", "[registries]") {
  const Nothing nothing;
  const analyze::View view(nothing.store, nothing.annotations, {});
  CHECK_THROWS_WITH(analyze::require_measure("nrrr"), Catch::Contains("Did you mean \"nrr\"?"));
  CHECK_THROWS_WITH(analyze::grouping_named(view, "chanel"), Catch::Contains("Did you mean \"channel\"?"));
  CHECK_THROWS_WITH(analyze::grouping_named(view, "column:Topic"), Catch::Contains("no file has a column \"Topic\""));
  CHECK_THROWS_AS(analyze::parse_condition("channel"), Error);
  CHECK_THROWS_AS(analyze::parse_condition("=chat"), Error);
}
