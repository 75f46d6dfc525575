#include "load/date_evidence.hpp"

#include <catch2/catch.hpp>

using namespace dsat::load;

TEST_CASE("one day beyond 12 decides the order of all dates", "[date_evidence]") {
  OrderEvidence evidence;
  evidence.add(DateOrder::unknown, "05/04/2026", 2, false);
  CHECK(evidence.any());
  CHECK(order_by(evidence).order == DateOrder::unknown);
  evidence.add(DateOrder::dmy, " 25/04/2026", 3, false);
  const ChosenOrder chosen = order_by(evidence);
  CHECK(chosen.order == DateOrder::dmy);
  CHECK(chosen.certain);
  CHECK(chosen.evidence == "25/04/2026 in line 3");
}

TEST_CASE("contradictory dates go with the majority, and say so", "[date_evidence]") {
  OrderEvidence evidence, other;
  evidence.add(DateOrder::dmy, "25/04/2026", 3, false);
  other.add(DateOrder::mdy, "04/25/2026", 8, false);
  other.add(DateOrder::mdy, "04/26/2026", 9, false);
  evidence.add(other);
  const ChosenOrder chosen = order_by(evidence);
  CHECK(chosen.order == DateOrder::mdy);
  CHECK_FALSE(chosen.certain);
  CHECK(chosen.evidence == "04/25/2026 in line 8, against 25/04/2026 in line 3");
}

TEST_CASE("two-digit years come first where the first parts repeat and the last ones are days", "[date_evidence]") {
  const auto order_of_column = [](std::initializer_list<const char*> cells) {
    OrderEvidence evidence;
    for (const char* cell : cells) {
      const Stamp stamp = parse_stamp(cell);
      evidence.two_digit_years.add(stamp);
      if (!stamp.points) evidence.add(order_of(stamp).value_or(DateOrder::unknown), cell, 1, false);
    }
    return order_by(evidence).order;
  };
  CHECK(order_of_column({"26/11/03", "26/11/04", "26/11/21"}) == DateOrder::ymd);
  CHECK(order_of_column({"26.11.03", "26.11.04"}) == DateOrder::ymd);
  CHECK(order_of_column({"03/11/26", "04/11/26", "21/11/26"}) == DateOrder::dmy);
  CHECK(order_of_column({"03.11.26", "04.11.26"}) == DateOrder::unknown);
  CHECK(order_of_column({"01/02/25", "01/02/26"}) == DateOrder::unknown);
}
