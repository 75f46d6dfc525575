#include "dsat/base/fill_in.hpp"

#include <catch2/catch.hpp>

namespace dsat {

TEST_CASE("what is filled into a pattern is data, even where it looks like a blank", "[text]") {
  CHECK(fill_in("{a}-{b}.md", {{"{a}", "x"}, {"{b}", "y"}}) == "x-y.md");
  CHECK(fill_in("{a}{a}", {{"{a}", "{a}"}}) == "{a}{a}");
  CHECK(fill_in("{a}/{b}", {{"{a}", "{b}"}, {"{b}", "{a}"}}) == "{b}/{a}");
  CHECK(fill_in("{{a}}", {{"{a}", "x{a}x"}}) == "{x{a}x}");
  CHECK(fill_in("{c} {a", {{"{a}", "x"}}) == "{c} {a");
  CHECK(fill_in("", {{"{a}", "x"}}).empty());
}

}  // namespace dsat
