#include "load/derive.hpp"

#include <catch2/catch.hpp>

using namespace dsat;
using namespace dsat::load;

namespace {

Moment at(std::int64_t seconds) {
  return Moment::instant(1'700'000'000 + seconds);
}

Store store_of(std::vector<Moment> created, std::vector<Moment> solved) {
  Store store;
  store.tickets = static_cast<std::uint32_t>(created.size());
  store.moments[Field::created_at] = std::move(created);
  store.moments[Field::solved_at] = std::move(solved);
  return store;
}

}  // namespace

TEST_CASE("a duration that the export doesn't give comes from its instants", "[derive]") {
  Store store = store_of({at(0), at(0), Moment::date(20'000)}, {at(90), Moment(), Moment::date(20'001)});
  Provenance provenance;
  derive_durations(store, provenance);
  CHECK(store.seconds.at(Field::resolution) == std::vector<std::int32_t>{90, no_number, no_number});
  CHECK(provenance.faults.empty());
}

TEST_CASE("a duration that the export gives stands, but for what isn't solved", "[derive]") {
  Store store = store_of({at(0), at(0)}, {at(90), Moment()});
  store.seconds[Field::resolution] = {60, 3600};
  Provenance provenance;
  derive_durations(store, provenance);
  CHECK(store.seconds.at(Field::resolution) == std::vector<std::int32_t>{60, no_number});
}

TEST_CASE("instants in an impossible order are faults and no durations", "[derive]") {
  Store store = store_of({at(100), at(0)}, {at(40), at(40)});
  store.moments[Field::first_replied_at] = {at(120), at(60)};
  Provenance provenance;
  derive_durations(store, provenance);
  CHECK(store.seconds.at(Field::resolution) == std::vector<std::int32_t>{no_number, 40});
  CHECK(store.seconds.at(Field::first_reply) == std::vector<std::int32_t>{20, 60});
  CHECK(provenance.faults == std::map<std::string, std::int64_t>{{"solved before the first reply", 2},
                                                                 {"solved before the ticket was created", 1}});
}
