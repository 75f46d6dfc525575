#include "load/packed_cell.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "load/moments.hpp"

using namespace dsat;
using namespace dsat::load;

namespace {

std::string there_and_back(std::string_view cell) {
  SpelledCell room;
  const std::uint64_t packed = pack(cell);
  return packed == 0 ? "not packed" : std::string(spell(packed, room));
}

}  // namespace

TEST_CASE("whole numbers and common stamps are packed and come back as they were written", "[packed_cell]") {
  for (const char* cell :
       {"0", "7", "121", "999999999999999", "2026-11-03", "0001-01-01", "9999-12-31", "2024-02-29", "2026-11-03 08:00",
        "2026-11-03 08:00:59", "2026-11-03T23:59:59", "1969-12-31T23:59:59Z", "2026-11-03 00:00:00 UTC"})
    CHECK(there_and_back(cell) == cell);
}

TEST_CASE("whatever would come back differently isn't packed", "[packed_cell]") {
  for (const char* cell : {"",
                           "-1",
                           "+1",
                           "007",
                           "1.5",
                           "1e3",
                           " 1",
                           "1 ",
                           "1000000000000000",
                           "2026-02-30",
                           "2026-13-01",
                           "0000-01-01",
                           "2026-1-3",
                           "2026-11-03 8:00",
                           "2026-11-03 24:00",
                           "2026-11-03 08:00:60",
                           "2026-11-03T08:00",
                           "2026-11-03 08:00Z",
                           "2026-11-03T08:00:00z",
                           "2026-11-03T08:00:00+00:00",
                           "2026-11-03 08:00:00.5",
                           "2026/11/03",
                           "2026-11-03 ",
                           "2026-11-03 08-00-00",
                           "2026-1103"})
    CHECK(there_and_back(cell) == "not packed");
}

TEST_CASE("a packed stamp is the same moment as its text", "[packed_cell]") {
  const Zone berlin = Zone::named("Europe/Berlin");
  for (const char* cell : {"2026-11-03", "2026-11-03 08:00", "2026-07-03 08:00:59", "2026-11-03T23:59:59",
                           "2026-11-03T08:00:00Z", "2026-11-03 00:00:00 UTC", "1900-01-01 09:12:58"})
    for (const Zone& zone : {Zone(), berlin}) {
      CAPTURE(cell, zone.name());
      const PackedCell packed = unpack(pack(cell));
      CHECK(packed.is_stamp());
      CHECK(moment_of(packed, zone) == moment_of(parse_stamp(cell), DateOrder::unknown, zone));
    }
  CHECK_FALSE(unpack(pack("20261103")).is_stamp());
}
