#include "dsat/base/parallel.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <numeric>
#include <stdexcept>
#include <vector>

using namespace dsat;

TEST_CASE("every piece of work is done once, by however many threads", "[parallel]") {
  for (const std::size_t threads : {0, 1, 2, 7}) {
    std::vector<int> done(100, 0);
    in_parallel(done.size(), threads, [&](std::size_t index) { ++done[index]; });
    CHECK(std::accumulate(done.begin(), done.end(), 0) == 100);
  }
  in_parallel(0, 4, [](std::size_t) { FAIL("there is nothing to do"); });
}

TEST_CASE("what one thread throws ends the work and is thrown again", "[parallel]") {
  std::atomic<int> begun = 0;
  const auto fail = [&](std::size_t index) {
    ++begun;
    if (index == 3) throw std::runtime_error("no more");
  };
  CHECK_THROWS_WITH(in_parallel(1000, 2, fail), "no more");
  CHECK(begun <= 1000);
}

TEST_CASE("the number of threads is what was asked for, within reason", "[parallel]") {
  CHECK(thread_count(1) == 1);
  CHECK(thread_count(2) == 2);
  CHECK(thread_count(1000) == 4);
  CHECK(thread_count(0) >= 1);
}
