#include "dsat/data/ticket_name.hpp"

#include <catch2/catch.hpp>
#include <set>

using dsat::Store;
using dsat::TicketNames;

TEST_CASE("a ticket with an id is called by it, as written", "[ticket-name]") {
  Store store;
  store.tickets = 2;
  store.ticket_id.append("0042");
  store.ticket_id.append("ABC-7");
  const TicketNames names(store);
  CHECK(names[0] == "0042");
  CHECK(names[1] == "ABC-7");
}

TEST_CASE("without ids a ticket is called by its row's content, and equal rows are told apart", "[ticket-name]") {
  Store store;
  store.tickets = 4;
  store.row_hash = {11, 22, 11, 11};
  const TicketNames names(store);
  std::set<std::string> distinct;
  for (std::size_t ticket = 0; ticket < store.tickets; ++ticket) {
    CHECK(names[ticket].size() == 16);
    CHECK(names[ticket].starts_with("row-"));
    CHECK(names[ticket].find_first_not_of("0123456789abcdef", 4) == std::string::npos);
    distinct.insert(names[ticket]);
  }
  CHECK(distinct.size() == 4);

  Store longer;  // the same rows among others keep their names
  longer.tickets = 5;
  longer.row_hash = {33, 22, 11, 11, 11};
  CHECK(TicketNames(longer)[1] == names[1]);
  CHECK(TicketNames(longer)[2] == names[0]);
  CHECK(TicketNames(longer)[4] == names[3]);
}
