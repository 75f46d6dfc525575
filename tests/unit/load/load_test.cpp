#include <catch2/catch.hpp>
#include <numeric>
#include <sstream>

#include "dsat/base/error.hpp"
#include "support/scratch_folder.hpp"
#include "unit/load/tables.hpp"

using namespace dsat;
using namespace dsat::load;

namespace {

/// `ticket: +-0?` per ticket that has ratings, in order of the store.
std::vector<std::string> rated(const Store& store) {
  std::vector<std::string> lines;
  for (std::size_t ticket = 0; ticket < store.tickets; ++ticket) {
    const auto [begin, end] = store.ratings_of(ticket);
    if (begin == end) continue;
    std::string line = store.ticket_id.empty() ? "" : std::string(store.ticket_id[ticket]);
    line += ":";
    for (std::uint32_t i = begin; i < end; ++i) {
      const Sentiment sentiment = store.ratings.sentiment[i];
      line += sentiment == Sentiment::unreadable ? '?'
              : sentiment == Sentiment::negative ? '-'
              : sentiment == Sentiment::neutral  ? '0'
                                                 : '+';
    }
    lines.push_back(line);
  }
  return lines;
}

/// The names of a column, ticket by ticket.
std::vector<std::string> names(const Store& store, const NameColumn& column) {
  std::vector<std::string> list;
  for (std::size_t ticket = 0; ticket < store.tickets && !column.empty(); ++ticket)
    list.emplace_back(column.name(ticket));
  return list;
}

std::vector<std::string> tags(const Store& store) {
  std::vector<std::string> list;
  for (std::size_t ticket = 0; ticket < store.tickets; ++ticket) {
    std::string text;
    for (const Code code : store.tags.set(ticket)) text += (text.empty() ? "" : ",") + store.tags.names[code];
    list.push_back(text);
  }
  return list;
}

std::vector<std::string> moments(const Store& store, Field field) {
  std::vector<std::string> list;
  for (const Moment moment : store.moment_column(field)) list.push_back(iso_moment(moment));
  return list;
}

const Guess* guess(const FileFacts& facts, std::string_view what) {
  for (const Guess& one : facts.guesses)
    if (one.what == what) return &one;
  return nullptr;
}

/// rows_read = kept + merged + left_out + rejected, for every file.
bool adds_up(const Provenance& provenance) {
  for (const FileFacts& facts : provenance.files)
    if (facts.rows_read != facts.kept + facts.merged + facts.left_out + facts.rejected) return false;
  return true;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("columns are found by their usual names", "[load]") {
  const Loaded loaded =
      load_texts({"Ticket_ID,Created_Date,Priority,Assigned_Agent,CSAT_Score,Channel\n"
                  "T-1,2026-01-05 08:00:00,High,Bo,5.0,Chat\n"
                  "T-2,2026-01-06 09:00:00,Low,Li,,Email\n"});
  const Store& store = loaded.store;
  CHECK(store.tickets == 2);
  CHECK(rated(store) == List{"T-1:+"});
  CHECK(names(store, store.name_column(Field::agent)) == List{"Bo", "Li"});
  CHECK(names(store, store.name_column(Field::channel)) == List{"Chat", "Email"});
  CHECK(moments(store, Field::created_at) == List{"2026-01-05T08:00:00Z", "2026-01-06T09:00:00Z"});
  CHECK(loaded.provenance.files[0].profile == "generic");
  CHECK(adds_up(loaded.provenance));
}

TEST_CASE("a name alone deceives: a column must also hold what its name says", "[load]") {
  const Loaded loaded = load_texts({"id,Resolved,rating\n1,Y,5\n2,N,1\n"});
  CHECK(loaded.store.moment_column(Field::solved_at).empty());
  CHECK(rated(loaded.store) == List{"1:+", "2:-"});
}

TEST_CASE("a rating column of an unknown name is found by what it is called and holds", "[load]") {
  const Loaded loaded = load_texts({"id,How satisfied are you with us?,text\n1,5,a\n2,1,b\n"});
  CHECK(rated(loaded.store) == List{"1:+", "2:-"});
  REQUIRE(guess(loaded.provenance.files[0], "rating column") != nullptr);
  CHECK_FALSE(guess(loaded.provenance.files[0], "rating column")->certain);
}

TEST_CASE("without a rating column nothing is rated, and the reason names none whose contents don't fit", "[load]") {
  const Loaded loaded = load_texts({"id,Agent,Csat sent at\n1,Bo,x\n"});
  CHECK(loaded.store.tickets == 1);
  CHECK(loaded.store.ratings.size() == 0);
  CHECK(loaded.provenance.no_rating_reason == "no column looks like a rating");
  const Loaded steps = load_texts({"id,Agent,Wertung X\n1,Bo,1\n2,Bo,5\n3,Al,1\n4,Al,4\n5,Al,5\n"});
  CHECK(steps.store.ratings.size() == 0);
  CHECK(steps.provenance.no_rating_reason.find("--map \"rating=Wertung X\"") != std::string::npos);
}

TEST_CASE("a table in which nothing has a meaning is refused", "[load]") {
  CHECK_THROWS_AS(load_texts({"alpha,beta\n1,2\n"}), Error);
  try {
    load_texts({"alpha,beta\n1,2\n"});
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::input);
    CHECK(error.remedy().find("alpha, beta") != std::string::npos);
    CHECK(error.remedy().find("--map") != std::string::npos);
  }
}

TEST_CASE("a column by hand beats every guess", "[load]") {
  Options options;
  options.map = {{"rating", "mood"}, {"agent", "Second agent"}};
  const Loaded loaded = load_texts({"id,rating,mood,agent,second agent\n1,5,bad,Bo,Li\n"}, options);
  CHECK(rated(loaded.store) == List{"1:-"});
  CHECK(names(loaded.store, loaded.store.name_column(Field::agent)) == List{"Li"});
}

TEST_CASE("a column by hand that isn't there names the nearest one", "[load]") {
  Options options;
  options.map = {{"rating", "moood"}};
  try {
    load_texts({"id,mood\n1,5\n"}, options);
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(error.remedy().find("Did you mean `mood`?") == 0);
  }
  options.map.clear();
  options.extra_columns = {"colour"};
  CHECK_THROWS_AS(load_texts({"id,rating\n1,5\n"}, options), Error);
}

TEST_CASE("further columns are kept under the name they were asked for", "[load]") {
  Options options;
  options.extra_columns = {"answered (y/n)", "subject"};
  const Loaded loaded = load_texts({"id,Answered (Y/N),Subject,rating\n1,Y,Late,5\n2,N,late ,1\n"}, options);
  CHECK(names(loaded.store, loaded.store.columns.at("answered (y/n)")) == List{"Y", "N"});
  CHECK(names(loaded.store, loaded.store.columns.at("subject")) == List{"Late", "Late"});
}

TEST_CASE("names are compared folded and shown in their most frequent spelling", "[load]") {
  const std::string text = "id,agent\n1,bo li\n2,Bo Li \n3,Bo  Li\n4,BO LI\n5,Zed\n6,bo li\n";
  const Loaded loaded = load_texts({text});
  const NameColumn& agents = loaded.store.name_column(Field::agent);
  CHECK(agents.names == List{"", "Zed", "bo li"});
  CHECK(names(loaded.store, agents) == List{"bo li", "bo li", "bo li", "bo li", "Zed", "bo li"});
  Options exact;
  exact.exact_keys = true;
  CHECK(load_texts({text}, exact).store.name_column(Field::agent).names.size() == 6);
}

TEST_CASE("of equally frequent spellings the first by bytes is shown", "[load]") {
  const Loaded loaded = load_texts({"id,team\n1,billing\n2,Billing\n"});
  CHECK(loaded.store.name_column(Field::team).names == List{"", "Billing"});
}

TEST_CASE("the order of dates is decided over the whole column", "[load]") {
  std::string text = "id,created at,rating\n";
  for (int i = 1; i <= 9; ++i) text += std::to_string(i) + ",0" + std::to_string(i) + "/02/2026,5\n";
  text += "10,25/02/2026,1\n";
  const Loaded loaded = load_texts({text});
  CHECK(moments(loaded.store, Field::created_at)[0] == "2026-02-01");
  const FileFacts& facts = loaded.provenance.files[0];
  CHECK(facts.date_order == "dmy");
  CHECK(guess(facts, "date order")->evidence == "25/02/2026 in line 11");
  CHECK(guess(facts, "date order")->certain);
}

TEST_CASE("columns of one file share the order of their dates", "[load]") {
  const Loaded loaded = load_texts({"id,created at,solved at\n1,5/6/2026,5/7/2026\n2,5/6/2026,5/25/2026\n"});
  CHECK(moments(loaded.store, Field::created_at)[0] == "2026-05-06");
}

TEST_CASE("files of one layout share the order of their dates", "[load]") {
  const Loaded loaded = load_texts({"id,created at\n1,5/6/2026\n", "id,created at\n2,5/25/2026\n"});
  CHECK(moments(loaded.store, Field::created_at) == List{"2026-05-06", "2026-05-25"});
}

TEST_CASE("ambiguous dates take the stated default, and are told", "[load]") {
  const Loaded loaded = load_texts({"id,created at\n1,05/02/2026\n"});
  CHECK(moments(loaded.store, Field::created_at)[0] == "2026-02-05");
  const Guess* order = guess(loaded.provenance.files[0], "date order");
  CHECK_FALSE(order->certain);
  CHECK(order->flag == "--date-order");
  Options options;
  options.date_order = "mdy";
  CHECK(moments(load_texts({"id,created at\n1,05/02/2026\n"}, options).store, Field::created_at)[0] == "2026-05-02");
  const Loaded twelve = load_texts({"id,created at\n1,05/02/2026 3:00 PM\n"});
  CHECK(moments(twelve.store, Field::created_at)[0] == "2026-05-02T15:00:00Z");
}

TEST_CASE("rows whose dates contradict the column are rejected", "[load]") {
  std::vector<RejectedRow> rejected;
  Options options;
  const ProfileSet profiles(options);
  Watch watch;
  watch.rejected = [&](const RejectedRow& row) { rejected.push_back(row); };
  std::vector<ReadResult> files;
  files.push_back(file_of("id,created at\n1,25/02/2026\n2,26/02/2026\n3,02/27/2026\n", options, profiles));
  FieldSet needs;
  const Loaded loaded = assemble(std::move(files), profiles, options, watch, needs);
  CHECK(loaded.store.tickets == 2);
  CHECK(loaded.provenance.files[0].rejected == 1);
  CHECK(loaded.provenance.files[0].rejects.at("contradictory date") == 1);
  REQUIRE(rejected.size() == 1);
  CHECK(rejected[0].line == 4);
  CHECK(adds_up(loaded.provenance));
}

TEST_CASE("stamps without a zone are in the zone that is told, bare dates never move", "[load]") {
  Options options;
  options.zone = Zone::named("Europe/Berlin");
  const Loaded loaded =
      load_texts({"id,created at,solved at\n1,2026-01-05 08:00:00,2026-01-05\n2,2026-01-05T08:00:00Z,\n"}, options);
  CHECK(moments(loaded.store, Field::created_at) == List{"2026-01-05T07:00:00Z", "2026-01-05T08:00:00Z"});
  CHECK(moments(loaded.store, Field::solved_at) == List{"2026-01-05", ""});
  CHECK(guess(loaded.provenance.files[0], "time zone")->chosen == "Europe/Berlin");
}

TEST_CASE("a date column and a time column are one stamp", "[load]") {
  const Loaded loaded =
      load_texts({"id,Date,Time\n1,2021-01-01,9:12:58\n2,2021-01-02,1900-01-01 09:12:58\n3,2021-01-03,\n"});
  CHECK(moments(loaded.store, Field::created_at) == List{"2021-01-01T09:12:58Z", "2021-01-02T09:12:58Z", "2021-01-03"});
}

TEST_CASE("instants in columns of durations are instants", "[load]") {
  const Loaded loaded =
      load_texts({"id,created at,First Response Time,Time to Resolution\n"
                  "1,2026-01-05 08:00,2026-01-05 08:30,2026-01-05 10:00\n"
                  "2,2026-01-05 08:00,2026-01-05 07:00,2026-01-05 06:00\n"});
  const Store& store = loaded.store;
  CHECK(moments(store, Field::first_replied_at)[0] == "2026-01-05T08:30:00Z");
  CHECK(store.seconds_column(Field::first_reply)[0] == 1800);
  CHECK(store.seconds_column(Field::resolution)[0] == 7200);
  CHECK(store.seconds_column(Field::first_reply)[1] == no_number);
  CHECK(loaded.provenance.faults.at("first reply before the ticket was created") == 1);
  CHECK(loaded.provenance.faults.at("solved before the ticket was created") == 1);
  CHECK(loaded.provenance.faults.at("solved before the first reply") == 1);
}

TEST_CASE("negative durations are faults, not values", "[load]") {
  const Loaded loaded = load_texts({"id,first reply time (min)\n1,30\n2,-5\n3,soon\n4,0:45\n"});
  const auto seconds = loaded.store.seconds_column(Field::first_reply);
  CHECK(std::vector(seconds.begin(), seconds.end()) == std::vector<std::int32_t>{1800, no_number, no_number, 2700});
  CHECK(loaded.provenance.faults.at("negative first reply time") == 1);
  CHECK(loaded.provenance.files[0].unreadable.at("first_reply") == 1);
}

TEST_CASE("a resolution time of what isn't solved isn't one", "[load]") {
  const Loaded loaded = load_texts({"id,solved at,resolution time (hours)\n1,2026-01-05,3\n2,,99\n"});
  CHECK(loaded.store.seconds_column(Field::resolution)[0] == 10800);
  CHECK(loaded.store.seconds_column(Field::resolution)[1] == no_number);
}

TEST_CASE("tags are parted as the column shows", "[load]") {
  CHECK(tags(load_texts({"id,tags\n1,\"bug, late\"\n2,bug\n3,\n"}).store) == List{"bug,late", "bug", ""});
  CHECK(tags(load_texts({"id,tags\n1,bug;late\n2,bug\n"}).store) == List{"bug,late", "bug"});
  CHECK(tags(load_texts({"id,tags\n1,late_delivery vip\n2,re_open\n"}).store) == List{"late_delivery,vip", "re_open"});
  CHECK(tags(load_texts({"id,tags\n1,Late delivery\n2,Wrong item\n"}).store) == List{"Late delivery", "Wrong item"});
  CHECK(tags(load_texts({"id,tags\n1,\"['refund', 'vip']\"\n2,[]\n"}).store) == List{"refund,vip", ""});
  CHECK(tags(load_texts({"id,tags\n1,\"[\"\"refund\"\",\"\"late, again\"\"]\"\n"}).store) ==
        List{"late, again,refund"});
}

TEST_CASE("the same tag in another spelling is one tag", "[load]") {
  const Loaded loaded = load_texts({"id,tags\n1,\"Bug, bug\"\n2,BUG\n3,bug\n"});
  CHECK(tags(loaded.store) == List{"bug", "bug", "bug"});
}

TEST_CASE("repeated columns of one name all count", "[load]") {
  const Loaded loaded = load_texts({"id,Labels,Labels,Labels,rating\n1,refund,vip,,5\n2,,,late,1\n"});
  CHECK(tags(loaded.store) == List{"refund,vip", "late"});
}

TEST_CASE("the same ticket again is one ticket, the newest by its updated time", "[load]") {
  const std::string newer = "id,updated at,status,agent,rating\n7,2026-02-01,closed,,5\n8,2026-02-01,open,Bo,\n";
  const std::string older = "id,updated at,status,agent,rating\n7,2026-01-01,open,Li,1\n";
  for (const auto& texts : {List{newer, older}, List{older, newer}}) {
    const Loaded loaded = load_texts(texts);
    const Store& store = loaded.store;
    REQUIRE(store.tickets == 2);
    const std::size_t seven = store.ticket_id[0] == "7" ? 0 : 1;
    CHECK(store.name_column(Field::status).name(seven) == "closed");
    // What the newer version lacks is kept from the older.
    CHECK(store.name_column(Field::agent).name(seven) == "Li");
    // An untimed rating is replaced, not added.
    CHECK(rated(store) == List{"7:+"});
    CHECK(adds_up(loaded.provenance));
  }
}

TEST_CASE("without updated times the later row wins", "[load]") {
  const Loaded loaded = load_texts({"id,status\n7,open\n7,closed\n", "id,status\n7,solved\n"});
  CHECK(names(loaded.store, loaded.store.name_column(Field::status)) == List{"solved"});
  CHECK(loaded.provenance.files[0].kept == 1);
  CHECK(loaded.provenance.files[0].merged == 1);
  CHECK(loaded.provenance.files[1].merged == 1);
}

TEST_CASE("ids are joined whatever data frames and agents make of them", "[load]") {
  const Loaded loaded = load_texts({"id,rating\n7,5\n", "ticket id,tags\n7.0,late\n", "ticket id,priority\n#7,High\n"});
  CHECK(loaded.store.tickets == 1);
  CHECK(tags(loaded.store) == List{"late"});
  CHECK(loaded.store.ticket_id[0] == "7");
}

TEST_CASE("a tags file joins in either order, and its rows are merged", "[load]") {
  const std::string main = "Ticket_ID,Status,CSAT\nA,Closed,1\nB,Open,\n";
  const std::string tag_file = "Ticket_ID,Category,Auto_Tags\nA,x,\"bug, late\"\nB,y,bug\nC,z,stray\n";
  for (const auto& texts : {List{main, tag_file}, List{tag_file, main}}) {
    const Loaded loaded = load_texts(texts);
    CHECK(loaded.store.tickets == 2);
    CHECK(tags(loaded.store) == List{"bug,late", "bug"});
    CHECK(loaded.provenance.totals().kept == 2);
    CHECK(loaded.provenance.totals().merged == 2);
    CHECK(loaded.provenance.totals().left_out == 1);
    CHECK(adds_up(loaded.provenance));
  }
}

TEST_CASE("a tags file with a row per tag adds up", "[load]") {
  const Loaded loaded = load_texts({"ticket_id,rating\n1,5\n", "ticket_id,tag\n1,late\n1,vip\n"});
  CHECK(tags(loaded.store) == List{"late,vip"});
}

TEST_CASE("several timed ratings of a ticket are all kept, oldest first", "[load]") {
  const Loaded loaded = load_texts({"ticket_id,rated at,rating\n1,2026-02-05,5\n1,2026-01-05,1\n1,2026-02-05,5\n"});
  CHECK(loaded.store.tickets == 1);
  CHECK(rated(loaded.store) == List{"1:-+"});
  CHECK(iso_moment(loaded.store.ratings.rated_at[0]) == "2026-01-05");
}

TEST_CASE("an untimed rating on a ticket is the last of its timed ones", "[load]") {
  const std::string tickets = "id,status,rating,comment\n1,closed,5,thanks\n2,closed,1,\n";
  const std::string ratings =
      "ticket_id,rating_id,rated at,rating,comment\n1,r1,2026-01-05,1,slow\n1,r2,2026-02-05,5,\n";
  for (const auto& texts : {List{tickets, ratings}, List{ratings, tickets}}) {
    const Loaded loaded = load_texts(texts);
    REQUIRE(loaded.store.tickets == 2);
    const std::size_t one = loaded.store.ticket_id[0] == "1" ? 0 : 1;
    const auto [begin, end] = loaded.store.ratings_of(one);
    REQUIRE(end - begin == 2);
    CHECK(loaded.store.ratings.sentiment[begin] == Sentiment::negative);
    CHECK(loaded.store.ratings.comment[begin] == "slow");
    CHECK(loaded.store.ratings.sentiment[begin + 1] == Sentiment::positive);
    CHECK(loaded.store.ratings.comment[begin + 1] == "thanks");
  }
}

TEST_CASE("the same rating id is one rating, in its newest version", "[load]") {
  const Loaded loaded =
      load_texts({"ticket_id,rating_id,updated at,rating\n1,r1,2026-01-05,1\n1,r1,2026-01-09,5\n1,r2,2026-01-07,1\n"});
  CHECK(rated(loaded.store).size() == 1);
  CHECK(loaded.store.ratings.size() == 2);
}

TEST_CASE("deleted, spam and merged tickets are left out and counted", "[load]") {
  const Loaded loaded = load_texts({"id,status,rating\n1,Deleted,5\n2,open,1\n3,spam,5\n4,Merged,\n"});
  CHECK(loaded.store.tickets == 1);
  CHECK(rated(loaded.store) == List{"2:-"});
  const FileFacts& facts = loaded.provenance.files[0];
  CHECK(facts.left_out == 3);
  CHECK(facts.left_out_by.at("deleted") == 1);
  CHECK(facts.left_out_by.at("spam") == 1);
  CHECK(facts.left_out_by.at("merged") == 1);
  CHECK(adds_up(loaded.provenance));
}

TEST_CASE("a ticket is left out by its newest version, with all its rows", "[load]") {
  const Loaded gone =
      load_texts({"id,status,updated at\n1,open,2026-01-01\n1,deleted,2026-01-02\n2,open,2026-01-01\n"});
  CHECK(gone.store.tickets == 1);
  CHECK(gone.provenance.files[0].left_out == 2);
  const Loaded back = load_texts({"id,status,updated at\n1,deleted,2026-01-01\n1,open,2026-01-02\n"});
  CHECK(back.store.tickets == 1);
  CHECK(back.provenance.files[0].left_out == 0);
}

TEST_CASE("rows equal in every cell are suspected where there is no id, and dropped only on request", "[load]") {
  const std::string text = "agent,rating\nBo,5\nBo,5\nLi,1\nBo,5\n";
  const Loaded loaded = load_texts({text});
  CHECK(loaded.store.tickets == 4);
  CHECK(loaded.provenance.suspected_duplicates == 2);
  CHECK(loaded.store.row_hash.size() == 4);
  CHECK(loaded.store.row_hash[0] == loaded.store.row_hash[1]);
  Options options;
  options.drop_identical = true;
  const Loaded dropped = load_texts({text}, options);
  CHECK(dropped.store.tickets == 2);
  CHECK(dropped.provenance.files[0].merged == 2);
  CHECK(adds_up(dropped.provenance));
}

TEST_CASE("with an id column equal rows are no suspects", "[load]") {
  const Loaded loaded = load_texts({"id,rating\n1,5\n1,5\n"});
  CHECK(loaded.provenance.suspected_duplicates == 0);
  CHECK(loaded.store.tickets == 1);
  CHECK(loaded.store.row_hash.empty());
}

TEST_CASE("surveys are known to be sent only where something says so", "[load]") {
  CHECK(load_texts({"id,rating\n1,good\n2,\n"}).store.surveyed.empty());
  const Store offered = load_texts({"id,rating\n1,good\n2,offered\n3,unoffered\n4,\n"}).store;
  CHECK(offered.surveyed == std::vector<Surveyed>{Surveyed::yes, Surveyed::yes, Surveyed::no, Surveyed::unknown});
  const Store sent = load_texts({"id,rating,survey sent at\n1,5,2026-01-05\n2,,2026-01-05\n3,,\n"}).store;
  CHECK(sent.surveyed == std::vector<Surveyed>{Surveyed::yes, Surveyed::yes, Surveyed::no});
}

TEST_CASE("unreadable ratings are counted and sampled, never zero", "[load]") {
  const Loaded loaded = load_texts({"id,rating\n1,5\n2,meh\n3,1\n4,4,5\n"});
  CHECK(rated(loaded.store) == List{"1:+", "2:?", "3:-", "4:+"});
  CHECK(loaded.store.ratings.label.name(1) == "meh");
  const FileFacts& facts = loaded.provenance.files[0];
  CHECK(facts.unreadable.at("rating") == 1);
  REQUIRE(facts.samples.size() == 1);
  CHECK(facts.samples[0].line == 3);
  CHECK(facts.samples[0].text == "meh");
}

TEST_CASE("of several columns of one name the first filled one counts, and differences are told", "[load]") {
  const Loaded loaded = load_texts({"id,rating,rating\n1,Good,\n2,,Bad\n3,Good,Bad\n4,Good,Good\n"});
  CHECK(rated(loaded.store) == std::vector<std::string>{"1:+", "2:-", "3:+", "4:+"});
  const auto& guesses = loaded.provenance.files[0].guesses;
  const auto told =
      std::find_if(guesses.begin(), guesses.end(), [](const Guess& guess) { return guess.what == "rating"; });
  REQUIRE(told != guesses.end());
  CHECK(told->evidence == "all are called rating, and differ in 1 row");
  CHECK_FALSE(told->certain);
}

TEST_CASE("ids that a spreadsheet shortened make no two rows one ticket", "[load]") {
  const Loaded loaded = load_texts({"id,rating\n1.23E+15,Good\n1.23E+15,Bad\n7E+2B,Good\n7E+2B,Bad\n"});
  CHECK(loaded.store.tickets == 3);
  CHECK(loaded.provenance.files[0].unreadable.at("ticket_id") == 2);
  CHECK(loaded.provenance.files[0].samples[0].text == "1.23E+15");
}

TEST_CASE("a table without a meaning is passed over with --skip-bad-files, unless it is all there is", "[load]") {
  Options options;
  options.skip_bad_files = true;
  const Loaded loaded = load_texts({"id,rating\n1,Good\n", "sku,price\nA,1\n"}, options);
  CHECK(loaded.store.tickets == 1);
  REQUIRE(loaded.provenance.skipped_files.size() == 1);
  CHECK(loaded.provenance.skipped_files[0].second == "no column here means anything to dsat");
  CHECK_THROWS_AS(load_texts({"sku,price\nA,1\n"}, options), Error);
}

TEST_CASE("the scale is decided over all files of one layout", "[load]") {
  const Loaded loaded = load_texts({"id,nps score\n1,0\n", "id,nps score\n2,10\n"});
  CHECK(loaded.store.scales.size() == 1);
  CHECK(loaded.store.scales[0].key == "nps");
  const Loaded months = load_texts({"id,rating\n1,1\n2,2\n", "id,rating\n3,5\n4,4\n5,3\n"});
  REQUIRE(months.store.scales.size() == 1);
  CHECK(months.store.scales[0].key == "1-5");
  CHECK(rated(months.store) == List{"1:-", "2:-", "3:+", "4:+", "5:0"});
}

TEST_CASE("a category column decides the sentiment, the number the level", "[load]") {
  const Loaded loaded = load_texts({"id,rating,rating category\n1,3,bad\n2,4,good\n3,5,\n"});
  CHECK(rated(loaded.store) == List{"1:-", "2:+", "3:+"});
  CHECK(int{loaded.store.ratings.level[0]} == 3);
}

TEST_CASE("further questions are read on scales of their own", "[load]") {
  Options options;
  options.map = {{"question.speed", "How fast?"}};
  const Loaded loaded = load_texts({"id,rating,How fast?\n1,5,10\n2,1,0\n3,1,\n"}, options);
  REQUIRE(loaded.store.questions.size() == 1);
  CHECK(loaded.store.questions[0].name == "speed");
  CHECK(loaded.store.questions[0].scale.key == "0-10");
  CHECK(loaded.store.questions[0].level == std::vector<std::uint8_t>{11, 1, 0});
}

TEST_CASE("flattened cells of Python dictionaries are understood", "[load]") {
  const Loaded loaded =
      load_texts({"id,assignee_id,satisfaction_rating,via\n"
                  "1,12,\"{'score': 'bad', 'id': 5, 'comment': 'slow', 'reason': None}\",\"{'channel': 'email'}\"\n"
                  "2,12,\"{'score': 'offered'}\",\"{'channel': 'web'}\"\n"});
  CHECK(loaded.provenance.files[0].profile == "zendesk");
  CHECK(rated(loaded.store) == List{"1:-"});
  CHECK(loaded.store.ratings.comment[0] == "slow");
  CHECK(names(loaded.store, loaded.store.name_column(Field::channel)) == List{"email", "web"});
}

TEST_CASE("every row of every file is accounted for", "[load]") {
  const Loaded loaded =
      load_texts({"id,created at,status,rating\n1,25/02/2026,open,5\n1,26/02/2026,open,5\n"
                  ",,,\n2,02/27/2026,open,1\n3,26/02/2026,deleted,1\n"});
  const FileFacts total = loaded.provenance.totals();
  CHECK(total.rows_read == 5);
  CHECK(total.kept == 1);
  CHECK(total.merged == 1);
  CHECK(total.left_out == 2);
  CHECK(total.rejected == 1);
}

TEST_CASE("ids get the names that tables of users and groups give them", "[load]") {
  Options options;
  const ProfileSet profiles(options);
  for (const bool json : {true, false}) {
    std::vector<ReadResult> files;
    files.push_back(file_of("id,name,email\n12,Bo Li,bo@example.com\n13,Elle,elle@example.com\n", options, profiles,
                            ',', json ? "a.json" : "zendesk-users.csv", json ? "users" : ""));
    files.push_back(file_of("id,assignee_id,group_id,brand_id,satisfaction_rating.score\n1,12,44,7,bad\n2,99,44,7,\n",
                            options, profiles));
    files.push_back(
        file_of("id,name\n44,Billing\n", options, profiles, ',', json ? "c.json" : "groups.csv", json ? "groups" : ""));
    FieldSet needs;
    const Loaded loaded = assemble(std::move(files), profiles, options, {}, needs);
    CHECK(loaded.store.tickets == 2);
    CHECK(names(loaded.store, loaded.store.name_column(Field::agent)) == List{"Bo Li", "99"});
    CHECK(names(loaded.store, loaded.store.name_column(Field::team)) == List{"Billing", "Billing"});
    CHECK(loaded.provenance.files[0].merged == 1);
    CHECK(loaded.provenance.files[0].left_out_by.at("name that no ticket uses") == 1);
    CHECK(adds_up(loaded.provenance));
  }
}

TEST_CASE("names in a later table of the same file find ids that weren't asked for read or passed over", "[load]") {
  const test::ScratchFolder folder;
  const auto loaded = [&](const std::string& name, const std::string& text) {
    Options options;
    options.paths = {folder.write(name, text)};
    options.unread = FieldSet{Field::agent};
    std::istringstream in;
    return load::load(options, in);
  };
  const Loaded lines = loaded("a.jsonl",
                              "{\"id\":5,\"assignee_id\":7,\"satisfaction_rating\":{\"score\":\"good\"}}\n"
                              "{\"users\":[{\"id\":7,\"name\":\"Ann\",\"role\":\"agent\"}]}\n");
  CHECK(lines.store.tickets == 1);
  CHECK(lines.provenance.files[0].merged == 1);
  const Loaded csv = loaded("b.csv",
                            "Id,Assignee id,Created at,Via,Satisfaction Score\n1,7,2025-01-01 00:00:00,Mail,Good\n"
                            "Id,Name,Email,Role\n7,Ann,ann@example.com,agent\n");
  CHECK(rated(csv.store) == List{"1:+"});
}

TEST_CASE("fields, scales and orders that aren't any are refused with the nearest", "[load]") {
  const auto remedy = [](const Options& options) {
    try {
      load_texts({"id,rating\n1,5\n"}, options);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::usage);
      return error.remedy();
    }
    return std::string();
  };
  Options options;
  options.map = {{"ratng", "rating"}};
  CHECK(remedy(options).starts_with("Did you mean `rating`?"));
  options.map.clear();
  options.scale = "1-5x";
  CHECK(remedy(options).starts_with("Did you mean `1-5`?"));
  options.scale = "auto";
  options.date_order = "mdyy";
  CHECK(remedy(options).starts_with("Did you mean `mdy`?"));
}

TEST_CASE("a rating without a time that contradicts the timed ones is told", "[load]") {
  const Loaded loaded =
      load_texts({"id,status,rating\n1,closed,5\n", "ticket_id,rating_id,rated at,rating\n1,r1,2026-01-05,1\n"});
  CHECK(rated(loaded.store) == List{"1:-"});
  CHECK(loaded.provenance.faults.at("rating without a time that contradicts the ticket's timed ratings") == 1);
}

TEST_CASE("a field that nobody asks for is recognised and not read", "[load]") {
  const std::string csv = "Id,Subject,Tags,Priority,Satisfaction Score\n1,Hello,a b,High,Good\n2,Bye,c,Low,Bad\n";
  Options options;
  const Loaded all = load_texts({csv}, options);
  options.unread = {Field::tags, Field::priority, Field::subject};
  const Loaded some = load_texts({csv}, options);
  CHECK(all.provenance.files[0].columns == some.provenance.files[0].columns);
  CHECK(all.provenance.files[0].unused == some.provenance.files[0].unused);
  CHECK(rated(all.store) == rated(some.store));
  CHECK_FALSE(all.store.tags.empty());
  CHECK(some.store.tags.empty());
  CHECK(some.store.name_column(Field::priority).empty());
  CHECK(some.store.prose.empty());
}

TEST_CASE("a column that nobody asks for is read as far as it takes to know what it is", "[load]") {
  // Far more rows than a part of the text has.
  const auto of_rows = [](const std::string& name, const auto& cell_of, FieldSet unread) {
    std::string csv = "Ticket ID,Created," + name + ",Replies,CSAT\n";
    for (int row = 0; row < 20000; ++row)
      csv += std::to_string(row + 1) + ",2026-01-02 10:00:00," + cell_of(row) + ',' + std::to_string(row % 7) + ',' +
             std::to_string(row % 5 + 1) + '\n';
    Options options;
    options.unread = unread;
    return load_texts({csv}, options);
  };
  const FieldSet unread = {Field::resolution, Field::first_reply, Field::replies};
  const auto minutes = [](int row) { return std::to_string(row % 5000); };
  const Loaded all = of_rows("Resolution time", minutes, {}), some = of_rows("Resolution time", minutes, unread);
  CHECK(all.provenance.files[0].columns == some.provenance.files[0].columns);
  CHECK(all.store.seconds.contains(Field::resolution));
  CHECK(some.store.seconds.empty());
  CHECK(some.store.counts.empty());
  CHECK(all.store.ratings.level == some.store.ratings.level);
  CHECK(all.store.moments == some.store.moments);

  // Hardly filled at first, and instants in the end: they are read, as they say when tickets were solved.
  const auto instants = [](int row) { return row < 15000 ? "" : "2026-01-03 1" + std::to_string(row % 10) + ":00:00"; };
  const Loaded moved = of_rows("Resolution time", instants, unread);
  CHECK(moved.store.moment_column(Field::solved_at).size() == 20000);
  CHECK(moved.store.moment_column(Field::solved_at)[19999] == Moment::instant(1767466800));
  CHECK(moved.store.moments == of_rows("Resolution time", instants, {}).store.moments);
}

TEST_CASE("a tag that leaves a ticket out does so, though nobody asks for tags", "[load]") {
  std::string csv = "Summation column,Id,Tags,Status,Satisfaction Score,Group stations\n";
  int id = 0;
  for (const char* tags : {"closed_by_merge", "other closed_by_merge", "\"a, Closed_By_Merge\"", "tag_4",
                           "not_closed_by_merge", "", "cl\xC3\xB6sed_by_merge"})
    csv += "1," + std::to_string(++id) + ',' + tags + ",Closed,Good,0\n";
  Options options;
  const Loaded all = load_texts({csv}, options);
  options.unread = {Field::tags};
  const Loaded some = load_texts({csv}, options);
  CHECK(rated(all.store) == rated(some.store));
  CHECK(all.provenance.files[0].left_out_by == some.provenance.files[0].left_out_by);
  CHECK(some.provenance.files[0].left_out_by.at("merged") >= 2);
  CHECK(some.store.tags.empty());
}

TEST_CASE("ids in whatever order give the same tickets", "[load]") {
  const auto of_rows = [](const std::vector<std::string>& rows) {
    std::string csv = "Id,Via,Created at,Satisfaction Score\n";
    for (const std::string& row : rows) csv += row + '\n';
    return load_texts({csv});
  };
  const std::string two = "2,Mail,2026-01-02 10:00:00,Bad", ten = "10,Chat,2026-01-03 10:00:00,Good",
                    eleven = "11,Chat,2026-01-04 10:00:00,Bad";
  const Loaded ascending = of_rows({two, ten, eleven}), descending = of_rows({eleven, ten, two});
  const Loaded mixed = of_rows({ten, two, eleven}), twice = of_rows({two, ten, ten});
  CHECK(rated(ascending.store) == std::vector<std::string>{"2:-", "10:+", "11:-"});
  CHECK(rated(descending.store) == std::vector<std::string>{"11:-", "10:+", "2:-"});
  CHECK(rated(mixed.store) == std::vector<std::string>{"10:+", "2:-", "11:-"});
  CHECK(rated(twice.store) == std::vector<std::string>{"2:-", "10:+"});
  CHECK(twice.provenance.files[0].merged == 1);
  CHECK(names(descending.store, descending.store.name_column(Field::channel)) ==
        std::vector<std::string>{"Chat", "Chat", "Mail"});
  CHECK(descending.store.source_line == std::vector<std::uint32_t>{2, 3, 4});
}
