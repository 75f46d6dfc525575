#include <catch2/catch.hpp>
#include <string>

#include "dsat/analyze/measure.hpp"
#include "dsat/analyze/points.hpp"
#include "dsat/base/file.hpp"
#include "dsat/report/section.hpp"

using namespace dsat;

TEST_CASE("docs/measures.md names every measure and explains every section of figures", "[registries]") {
  const std::string document = read_file(DSAT_SOURCE_DIR "/docs/measures.md");
  for (const analyze::Measure& measure : analyze::measures()) {
    INFO(measure.key);
    CHECK(document.find("`" + std::string(measure.key) + "`") != std::string::npos);
  }
  for (const analyze::PointKind& kind : analyze::point_kinds()) {
    INFO(kind.key);
    CHECK(document.find(std::string(kind.key)) != std::string::npos);
  }
}
