#include "dsat/base/late_library.hpp"

#include <catch2/catch.hpp>

#include "dsat/base/error.hpp"

using namespace dsat;

TEST_CASE("a function of a library opened late can be called", "[late_library]") {
  const LateLibrary library("libm.so.6");
  CHECK(library.function<double(double)>("cos")(0) == 1);
}

TEST_CASE("a library or function that isn't there is an error that names it", "[late_library]") {
  CHECK_THROWS_WITH(LateLibrary("libnothing.so.1"), Catch::Contains("libnothing.so.1"));
  const LateLibrary library("libm.so.6");
  CHECK_THROWS_WITH(library.function<void()>("no_such_function"), Catch::Contains("no_such_function"));
}
