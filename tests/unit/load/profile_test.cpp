#include "load/profile.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "dsat/base/error.hpp"
#include "unit/load/tables.hpp"

using namespace dsat;
using namespace dsat::load;

namespace {

std::string complaint(std::string_view text) {
  try {
    parse_profile(text, "shop", "shop.profile");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    return std::to_string(error.place().line) + ": " + error.summary() + " | " + error.remedy();
  }
  return "";
}

}  // namespace

TEST_CASE("a profile is lines of words and values", "[profile]") {
  const Profile profile = parse_profile(
      "# ours\n"
      "title: Shop desk\n"
      "help: the Monday export\n"
      "zone: utc\n"
      "\n"
      "table: tickets\n"
      "any 2: Vorgang, Urteil, \"Wo, wie\"\n"
      "ticket_id: Vorgang\n"
      "solved_at: Fertig | Geschlossen, Ende\n"
      "agent: Vorname + Nachname\n"
      "first_reply: Antwort nach (Std), Wartezeit [minutes]\n"
      "comment: answers[].value where answers[].type = open or text\n"
      "status is: 2 = open, 3 =\n"
      "negative: gar nicht\n"
      "tag separator: blank comma\n"
      "leave out test: Wer = testkonto, Robot\n",
      "shop", "shop.profile");
  CHECK(profile.key == "shop");
  CHECK(profile.title == "Shop desk");
  CHECK(profile.help == "the Monday export");
  REQUIRE(profile.tables.size() == 1);
  const TableProfile& table = profile.tables[0];
  CHECK(table.utc);
  REQUIRE(table.signs.size() == 1);
  CHECK(table.signs[0].least == 2);
  CHECK(table.signs[0].names == std::vector<std::string>{"vorgang", "urteil", "wo, wie"});
  const auto& solved = table.fields.at(Field::solved_at);
  REQUIRE(solved.size() == 2);
  REQUIRE(solved[0].options.size() == 2);
  CHECK(solved[0].options[1][0].key == "geschlossen");
  CHECK(table.fields.at(Field::agent)[0].options[0].size() == 2);
  const auto& reply = table.fields.at(Field::first_reply);
  CHECK(reply[1].unit == TimeUnit::minutes);
  CHECK(reply[1].options[0][0].key == "wartezeit");
  const Part& comment = table.fields.at(Field::comment)[0].options[0][0];
  CHECK(comment.key == "answers value");
  CHECK(comment.where == "answers type");
  CHECK(comment.is == std::vector<std::string>{"open", "text"});
  CHECK(table.spellings.at(Field::status).at("2") == "open");
  CHECK(table.spellings.at(Field::status).at("3").empty());
  CHECK(table.words.at("gar nicht") == Word::negative);
  CHECK(table.tag_separators == " ,");
  CHECK(table.leave_out[0].values == std::vector<std::string>{"testkonto", "robot"});
}

TEST_CASE("what a profile doesn't know is told with its line and the nearest word", "[profile]") {
  CHECK(complaint("title: x\nticket_idd: y\n") == "2: a profile knows no `ticket_idd` | Did you mean `ticket_id`?");
  CHECK(complaint("title\n") ==
        "1: a line of a profile is `word: value` | See docs/input.md for the words of a profile.");
  CHECK(complaint("role: judge\n").starts_with("1: there is no such role"));
  CHECK(complaint("tag separator: dots\n").starts_with("1: there is no such separator"));
  CHECK(complaint("zone: mars\n").starts_with("1: a zone is"));
  CHECK(complaint("leave out x: y\n").starts_with("1: write `leave out"));
  CHECK(complaint("any x: y\n").starts_with("1: a profile knows no `any x`"));
}

TEST_CASE("the makers' profiles are all readable, and generic is the last", "[profile]") {
  // Of equals the first wins: the warehouse's table has what the help desk's exports have, and more.
  const auto place_of = [](std::string_view key) { return std::ranges::find(makers(), key, &Profile::key); };
  CHECK(place_of("dbt-zendesk") < place_of("zendesk"));
  CHECK(makers().back().key == "generic");
  for (const Profile& profile : makers()) {
    CAPTURE(profile.key);
    if (profile.key == "generic") continue;
    for (const TableProfile& table : profile.tables) {
      CAPTURE(table.label);
      CHECK_FALSE(table.signs.empty());
      for (const TableProfile::Sign& sign : table.signs) CHECK(sign.least <= sign.names.size());
    }
  }
}

TEST_CASE("an unknown profile names the nearest", "[profile]") {
  Options options;
  options.profile = "zendsk";
  try {
    const ProfileSet profiles(options);
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(error.remedy().starts_with("Did you mean `zendesk`?"));
  }
  options.profile = "none.profile";
  CHECK_THROWS_AS(ProfileSet(options), Error);
}

TEST_CASE("a profile that is asked for is taken whatever the columns say", "[profile]") {
  Options options;
  options.profile = "gorgias";
  const Loaded loaded = load_texts({"id,rating\n1,2\n"}, options);
  CHECK(loaded.provenance.files[0].profile == "gorgias");
  CHECK(loaded.store.scales[0].key == "1-5");
}

TEST_CASE("users' own profiles are found in their folder and go first", "[profile]") {
  Options options;
  options.profile_folders = {std::string(DSAT_SOURCE_DIR) + "/tests/unit/load/profiles"};
  const std::string text =
      "Vorgang;Angelegt;Fertig;Wer;Urteil;Antwort nach (Std);Stichworte\n"
      "A-17;05.01.2026 08:00;06.01.2026 09:30;Bo;gar nicht;1,5;spät+kaputt\n"
      "A-18;05.01.2026 08:00;;nobody yet;sehr;;\n"
      "A-19;05.01.2026 08:00;;testkonto;sehr;;\n";
  const Loaded loaded = load_texts({text}, options, ';');
  const Store& store = loaded.store;
  CHECK(loaded.provenance.files[0].profile == "shop");
  REQUIRE(store.tickets == 2);
  CHECK(loaded.provenance.files[0].left_out_by.at("test") == 1);
  CHECK(store.ratings.sentiment == std::vector<Sentiment>{Sentiment::negative, Sentiment::positive});
  CHECK(store.seconds_column(Field::first_reply)[0] == 5400);
  CHECK(iso_moment(store.moment_column(Field::solved_at)[0]) == "2026-01-06T09:30:00Z");
  CHECK(store.name_column(Field::agent).names == std::vector<std::string>{"", "Bo"});
  CHECK(store.tags.names == std::vector<std::string>{"", "kaputt", "spät"});
  CHECK(profiles(options).front().key == "shop");
  CHECK(profiles(options).front().title == "Shop desk");
  Options by_path;
  by_path.profile = options.profile_folders[0] + "/shop.profile";
  CHECK(load_texts({text}, by_path, ';').provenance.files[0].profile == "shop");
}

TEST_CASE("names of columns are known to the readers from all profiles", "[profile]") {
  Options options;
  options.map = {{"rating", "Laune"}};
  const ProfileSet profiles(options);
  const KnownName known = known_names(profiles, options);
  CHECK(known("Ticket ID"));
  CHECK(known("Satisfaction Score"));
  CHECK(known("laune"));
  CHECK(known("Link to the conversation"));
  CHECK_FALSE(known("Ann"));
  CHECK_FALSE(known(""));
  CHECK_FALSE(known("Report of January 2026"));
}
