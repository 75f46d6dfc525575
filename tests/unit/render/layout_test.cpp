#include "render/layout.hpp"

#include <catch2/catch.hpp>

using namespace dsat;
using namespace dsat::document;
using namespace dsat::render;

using Lines = std::vector<std::string>;

TEST_CASE("text breaks at blanks, never between a figure and its unit", "[layout]") {
  CHECK(wrap("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrap("NRR is 14 % now", 9) == Lines{"NRR is", "14 % now"});
  CHECK(wrap("up 4.6 pp, more", 7) == Lines{"up", "4.6 pp,", "more"});
  CHECK(wrap("within (6.1 – 26.7 %) here", 12) == Lines{"within", "(6.1 – 26.7", "%) here"});
  CHECK(wrap("from 6.1 – 26.7 % here", 12) == Lines{"from", "6.1 – 26.7 %", "here"});
  CHECK(wrap("words – and more", 7) == Lines{"words –", "and", "more"});
  CHECK(wrap("", 10) == Lines{""});
  CHECK(wrap("  many   blanks ", 20) == Lines{"many blanks"});
  CHECK(wrap("a b c d", 5, 1) == Lines{"a", "b c d"});
}

TEST_CASE("a word longer than a line is cut by columns", "[layout]") {
  CHECK(wrap("abcdefgh", 3) == Lines{"abc", "def", "gh"});
  CHECK(wrap("ab cdefgh i", 3) == Lines{"ab", "cde", "fgh", "i"});
  CHECK(wrap("返金返金", 5) == Lines{"返金", "返金"});
  CHECK(wrap("e\u0301e\u0301e\u0301", 2) == Lines{"e\u0301e\u0301", "e\u0301"});
  // A line narrower than a character still gets one.
  CHECK(wrap("返金", 1) == Lines{"返", "金"});
}

TEST_CASE("columns are padded by what a terminal shows", "[layout]") {
  CHECK(left("返", 4) == "返  ");
  CHECK(right("é", 3) == "  é");
  CHECK(right("too long", 3) == "too long");
}

TEST_CASE("a heading is in capitals where its words are ASCII", "[layout]") {
  CHECK(capitals("Root-cause report") == "ROOT-CAUSE REPORT");
  CHECK(capitals("Agent José of 返金") == "AGENT José OF 返金");
  CHECK(capitals("Read exports/tickets.csv and late_delivery") == "READ exports/tickets.csv AND late_delivery");
  CHECK(capitals("").empty());
}

TEST_CASE("figures line up on the decimal point, words on the left", "[layout]") {
  Table table;
  table.columns = {{.key = "name", .title = "", .numeric = false}, {.key = "value", .title = "value"}};
  table.rows = {{text("share"), Share{0.192}}, {text("count"), Count{1284}},   {text("score"), Score{71.42}},
                {text("time"), Duration{42}},  {text("long"), Duration{7920}}, {text("none"), Missing{}}};
  CHECK(table_lines(table, 80, {}) == Lines{"           value",  //
                                            "share     19.2 %",  //
                                            "count  1,284",      //
                                            "score     71.42",   //
                                            "time      42 min",  //
                                            "long    5 d 12 h",  //
                                            "none       –"});
}

TEST_CASE("where room is short wide words break over two lines, then bars give way", "[layout]") {
  Table table;
  table.columns = {{.key = "agent", .title = "agent", .numeric = false},
                   {.key = "comment", .title = "comment", .numeric = false, .wide = true},
                   {.key = "bar", .title = "", .audience = Audience::readers},
                   {.key = "n", .title = "n"}};
  table.rows = {{text("an agent with a name"), text("a comment of forty characters, or nearly"), Bar{1}, Count{7}}};
  CHECK(table_lines(table, 100, {}) ==
        Lines{"agent                 comment                                                         n",
              "an agent with a name  a comment of forty characters, or nearly  ████████████████████  7"});
  CHECK(table_lines(table, 80, {}) ==
        Lines{"agent                 comment                                                  n",
              "an agent with a name  a comment of forty characters, or  ████████████████████  7",
              "                      nearly"});
  CHECK(table_lines(table, 60, {}) == Lines{"agent                 comment                              n",
                                            "an agent with a name  a comment of forty         ████████  7",
                                            "                      characters, or nearly"});
  table.rows.front()[1] = text("a comment of more than two lines of twenty-five characters each");
  CHECK(table_lines(table, 60, {}) == Lines{"agent                 comment                              n",
                                            "an agent with a name  a comment of more than     ████████  7",
                                            "                      two lines of twenty-five…"});
}

TEST_CASE("columns that readers can do without go where room is short, and are named", "[layout]") {
  Table table;
  table.columns = {{.key = "name", .title = "name", .numeric = false}};
  for (const char* key : {"first", "second", "third"}) table.columns.push_back({.key = key, .title = key});
  table.columns[2].spare = true;
  table.rows = {{text("a"), Count{1'000'000'000}, Count{2'000'000'000}, Count{3'000'000'000}}};
  CHECK(table_lines(table, 49, {}) == Lines{"name          first         second          third",
                                            "a     1,000,000,000  2,000,000,000  3,000,000,000"});
  CHECK(table_lines(table, 48, {}) == Lines{"name          first          third",  //
                                            "a     1,000,000,000  3,000,000,000",
                                            "… with more room (--width): second"});
  table.columns[3].spare = true;
  CHECK(table_lines(table, 30, {}) == Lines{"name          first",  //
                                            "a     1,000,000,000",  //
                                            "… with more room (--width):", "second, third"});
}

TEST_CASE("columns that cannot stand side by side go on below, with the first one repeated", "[layout]") {
  Table table;
  table.columns = {{.key = "name", .title = "name", .numeric = false}};
  for (const char* key : {"first", "second", "third"}) table.columns.push_back({.key = key, .title = key});
  table.rows = {{text("a"), Count{1'000'000'000}, Count{2'000'000'000}, Count{3'000'000'000}}};
  CHECK(table_lines(table, 34, {}) == Lines{"name          first         second",  //
                                            "a     1,000,000,000  2,000,000,000",  //
                                            "",                                    //
                                            "name          third",                 //
                                            "a     3,000,000,000"});
}

TEST_CASE("an address as a name breaks before the table goes on below", "[layout]") {
  Table table;
  table.columns = {{.key = "agent", .title = "agent", .numeric = false}, {.key = "n", .title = "rated"}};
  table.rows = {{text("firstname.lastname@company.example"), Count{1'000'000'000}}};
  CHECK(table_lines(table, 36, {}) == Lines{"agent                          rated",  //
                                            "firstname.lastname@co  1,000,000,000",  //
                                            "  mpany.example"});
}

TEST_CASE("below, a row is named by as many columns as it takes", "[layout]") {
  Table table;
  table.columns = {{.key = "month", .title = "month", .numeric = false},
                   {.key = "channel", .title = "channel", .numeric = false},
                   {.key = "first", .title = "first"},
                   {.key = "second", .title = "second"}};
  table.rows = {{text("2026-10"), text("Chat"), Count{1'000'000'000}, Count{2}},
                {text("2026-10"), text("Mail"), Count{3}, Count{4'000'000'000}}};
  CHECK(table_lines(table, 31, {}) == Lines{"month    channel          first",  //
                                            "2026-10  Chat     1,000,000,000",
                                            "2026-10  Mail                 3",  //
                                            "",
                                            "month    channel         second",  //
                                            "2026-10  Chat                 2", "2026-10  Mail     4,000,000,000"});
}

TEST_CASE("headings break over lines before any content is cut", "[layout]") {
  Table table;
  table.columns = {{.key = "a", .title = "first reply, median", .numeric = true},
                   {.key = "b", .title = "share of all", .numeric = true}};
  table.rows = {{Count{1}, Share{0.5}}};
  CHECK(table_lines(table, 33, {}) == Lines{"first reply, median  share of all", "                  1        50.0 %"});
  CHECK(table_lines(table, 16, {}) == Lines{"  first",           //
                                            " reply,    share",  //
                                            " median   of all",  //
                                            "      1   50.0 %"});
}

TEST_CASE("names go on in the next line instead of being cut", "[layout]") {
  Table table;
  table.columns = {{.key = "measure", .title = "", .numeric = false},
                   {.key = "value", .title = "value"},
                   {.key = "base", .title = "base", .numeric = false}};
  table.rows = {{text("weighted to the ticket mix"), Share{0.5}, text("of all tickets")},
                {text("NRR"), Share{0.25}, text("of 4")}};
  CHECK(table_lines(table, 36, {}) == Lines{"                 value  base",    //
                                            "weighted to     50.0 %  of all",  //
                                            "  the ticket            tickets",
                                            "  mix",  //
                                            "NRR             25.0 %  of 4"});
}

TEST_CASE("a column without content is not drawn", "[layout]") {
  Table table;
  table.columns = {{.key = "a", .title = "a"}, {.key = "empty", .title = ""}, {.key = "unknown", .title = "b"}};
  table.rows = {{Count{1}, Missing{}, Missing{}}, {Count{2}, text(""), Missing{}}};
  CHECK(table_lines(table, 40, {}) == Lines{"a", "1", "2"});
}
