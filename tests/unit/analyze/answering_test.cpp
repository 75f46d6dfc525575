#include "dsat/analyze/answering.hpp"

#include <catch2/catch.hpp>

using namespace dsat::analyze;

namespace {
Comparison worse(std::int64_t negatives) {
  return compare({negatives, 400}, Background{{660, 4400}, 11, 1.0, 15.5});
}
}  // namespace

TEST_CASE("a worsening that the silence of the content explains doesn't stand", "[answering]") {
  // 22.5 % after 15 %; a third fewer answer. At worst all who are missing are content: 15 / (1 − 1/3) = 22.5 %.
  const Comparison seen = worse(90);
  CHECK(seen.verdict == Verdict::beyond);
  Answering fewer;
  fewer.now = {400, 2000};
  fewer.usual = {6600, 22000};
  const Comparison left = trimmed(seen, fewer);
  CHECK(left.then.part == 990);  // 22.5 % of 4,400
  CHECK(left.verdict != Verdict::beyond);
  // 40 % is more than silence can make of 15 %.
  CHECK(trimmed(worse(160), fewer).verdict == Verdict::beyond);
}

TEST_CASE("more answers may be those of the unhappy", "[answering]") {
  Answering more;
  more.now = {600, 2000};
  more.usual = {4400, 22000};  // 20 % became 30 %: a third of the answers is extra
  const Comparison left = trimmed(worse(160), more);
  CHECK(left.now.part == 40);  // (0.4 − 1/3) / (1 − 1/3) = 10 %
  CHECK(left.verdict != Verdict::beyond);
}
