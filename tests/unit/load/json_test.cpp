#include <catch2/catch.hpp>

#include "load/readers/json_check.hpp"
#include "unit/load/reading.hpp"

using namespace dsat::load;
using namespace dsat::load::test;

namespace {

/// Items of a joined cell, shown with `;` and `,`.
std::string shown(std::string text) {
  for (char& byte : text) byte = byte == array_separator ? ';' : byte == inner_array_separator ? ',' : byte;
  return text;
}

std::string cell(const Read& read, std::string_view column, std::size_t row = 0, std::size_t table = 0) {
  for (const RawColumn& candidate : read.table(table).columns) {
    if (candidate.name() != column) continue;
    if (candidate.state(row) == CellState::absent) return "~";
    return candidate.state(row) == CellState::null ? "null" : shown(std::string(candidate[row]));
  }
  return "no such column";
}

Rows types(const Read& read) {
  Rows types;
  for (const RawTable& table : read.result.tables)
    types.push_back(table.record_type + " " + std::to_string(table.rows));
  return types;
}

std::string first_error(std::string_view text) {
  const auto error = find_json_error(text);
  return error ? std::to_string(error->at) + " " + error->what : "valid";
}

}  // namespace

TEST_CASE("an array of objects is a table", "[json]") {
  const Read table = read(R"([{"id": 1, "rating": "good"}, {"rating": null, "id": 2, "tag": "x"}])");
  CHECK(table.names() == Rows{"id", "rating", "tag"});
  CHECK(table.rows() == Rows{"1|good|~", "2|null|x"});
  CHECK(table.table().lines == std::vector<std::uint32_t>{1, 2});
  CHECK(table.facts().container == "json");
  CHECK(table.facts().kept == 2);
}

TEST_CASE("arrays in an object are record types of their own", "[json]") {
  const Read page =
      read(R"({"tickets":[{"id":1},{"id":2}],"users":[{"id":7,"name":"Ada"}],"groups":[],"count":2,"next_page":null})");
  CHECK(types(page) == Rows{"tickets 2", "users 1"});
  CHECK(types(read(R"({"_embedded":{"conversations":[{"id":1}]},"_links":{"self":{"href":"x"}}})")) ==
        Rows{"conversations 1"});
  CHECK(types(read(R"({"data":[{"id":1,"answers":[{"a":1}]}],"pagination":{}})")) == Rows{"data 1"});
  CHECK(types(read(R"({"response":{"result":{"tickets":[{"id":1}]}},"status":"ok"})")) == Rows{"tickets 1"});
}

TEST_CASE("a single record is one, also with arrays in it", "[json]") {
  const Read ticket = read(R"({"id":1,"custom_fields":[{"id":5,"value":"late"},{"id":6}],"tags":["a","b"]})");
  CHECK(types(ticket) == Rows{" 1"});
  CHECK(cell(ticket, "tags") == "a;b");
  CHECK(cell(ticket, "custom_fields[].id") == "5;6");
  CHECK(cell(ticket, "custom_fields[].value") == "late;");
  CHECK(types(read(R"({"rating":4,"items":[{"sku":"x"}]})")) == Rows{" 1"});
  CHECK(types(read(R"({"type":"csat","rating":2,"comment":{"body":"slow"}})")) == Rows{" 1"});
}

TEST_CASE("a wrapped record is unwrapped, what stands beside it joins it", "[json]") {
  const Read single = read(
      R"({"ticket":{"id":"9","subject":"x"},"comments":[{"from":"client"},{"from":"agent"}],"tags":["t"],"history":[]})");
  CHECK(types(single) == Rows{"tickets 1"});
  CHECK(single.names() == Rows{"id", "subject", "comments[].from", "tags", "history"});
  CHECK(cell(single, "comments[].from") == "client;agent");
  const Read wrapped =
      read(R"({"tickets":[{"ticket":{"id":1},"comments":[{"id":5}]},{"ticket":{"id":2},"comments":[]}]})");
  CHECK(types(wrapped) == Rows{"tickets 2"});
  CHECK(cell(wrapped, "id", 1) == "2");
  CHECK(types(read(R"({"satisfaction_rating":{"id":1,"score":"bad"}})")) == Rows{"satisfaction_ratings 1"});
}

TEST_CASE("records may be members of an object, each under its number", "[json]") {
  const Read table = read(R"({"17":{"id":17,"rating":"bad"},"18":{"id":18,"rating":"good"}})");
  CHECK(table.names() == Rows{"id", "rating"});
  CHECK(table.rows() == Rows{"17|bad", "18|good"});
}

TEST_CASE("a table written column by column is refused, not read as one record", "[json]") {
  CHECK_THAT(error_of(R"({"id":[1,2],"rating":["bad","good"]})"), Catch::Contains("written column by column"));
  CHECK_THAT(error_of(R"({"id":{"0":1,"1":2},"rating":{"0":"bad","1":"good"}})"),
             Catch::Contains("written column by column") && Catch::Contains("orient=\"records\""));
  CHECK(read(R"({"id":1,"tags":["a","b"]})").rows().size() == 1);
}

TEST_CASE("a page without records is no record", "[json]") {
  CHECK_THAT(error_of(R"({"count":0,"next_page":null,"tickets":[]})"), Catch::Contains("no record in it"));
}

TEST_CASE("an array of 0 and 1 is a list of scores", "[json]") {
  const Read scores = read("[1,1,0]");
  CHECK(types(scores) == Rows{"scores 3"});
  CHECK(scores.names() == Rows{"value"});
  CHECK(scores.rows() == Rows{"1", "1", "0"});
  CHECK_THAT(error_of("[1,2]"), Catch::Contains("valid JSON, but no record in it"));
}

TEST_CASE("members of members become paths", "[json]") {
  const Read table =
      read(R"([{"id":1,"via":{"channel":"email","source":{"rel":null}},"satisfaction_rating":{"score":"bad"}}])");
  CHECK(table.names() == Rows{"id", "via.channel", "via.source.rel", "satisfaction_rating.score"});
  CHECK(table.rows() == Rows{"1|email|null|bad"});
}

TEST_CASE("columns of one array of objects stay aligned", "[json]") {
  const Read survey = read(
      R"([{"answers":[{"type":"rating","rating":2,"question":{"id":"q"}},{"type":"closed","selections":[{"o":"a"},{"o":"b"}]},{"type":"open","value":"slow"},null]}])");
  CHECK(cell(survey, "answers[].type") == "rating;closed;open;");
  CHECK(cell(survey, "answers[].rating") == "2;;;");
  CHECK(cell(survey, "answers[].question.id") == "q;;;");
  CHECK(cell(survey, "answers[].selections[].o") == ";a,b;;");
  CHECK(cell(survey, "answers[].value") == ";;slow;");
  CHECK(cell(read(R"([{"tags":{"tags":[{"name":"x"},{"name":"y"}]}}])"), "tags.tags[].name") == "x;y");
}

TEST_CASE("numbers come out as written, booleans as words", "[json]") {
  const Read table = read(
      R"([{"a":9007199254740993,"b":18446744073709551615,"c":-9223372036854775808,"d":4.5,"e":true,"f":1e3,"g":"007"}])");
  CHECK(table.row(0) == "9007199254740993|18446744073709551615|-9223372036854775808|4.5|true|1000|007");
}

TEST_CASE("control characters of ours and NUL in strings are replaced and told", "[json]") {
  const Read table = read(R"([{"a":["x\u001fy","z"],"b":"\u0000"}])");
  CHECK(cell(table, "a") == "x\xEF\xBF\xBDy;z");
  CHECK(cell(table, "b") == "\xEF\xBF\xBD");
  CHECK(table.facts().notes == Rows{"control character in a string (replaced), 2 times, first in line 1"});
}

TEST_CASE("of a member that occurs twice the first is taken, and it is told", "[json]") {
  const Read table = read(R"([{"a":1,"a":2}])");
  CHECK(table.row(0) == "1");
  CHECK(table.facts().notes == Rows{"a member occurs twice in one record (the first is taken), in line 1"});
}

TEST_CASE("items that are no records are rejected", "[json]") {
  const Read table = read(R"({"tickets":[{"id":1},null,[5],{"id":2}]})");
  CHECK(table.rows() == Rows{"1", "2"});
  REQUIRE(table.rejected.size() == 2);
  CHECK(table.rejected[1].reason == "not a record");
  CHECK(table.rejected[1].text == "[5]");
  CHECK(table.rejected[1].line == 3);
}

TEST_CASE("JSON Lines are read line by line, a broken one is rejected and named", "[json]") {
  const Read lines = read("{\"id\":1}\r\n\n{\"id\":2\n[{\"id\":3}]\n5\n{\"id\":4}\n{\"id\":");
  CHECK(lines.facts().container == "jsonl");
  CHECK(lines.rows() == Rows{"1", "3", "4"});
  CHECK(lines.table().lines == std::vector<std::uint32_t>{1, 4, 6});
  REQUIRE(lines.rejected.size() == 3);
  CHECK(lines.rejected[0].line == 3);
  CHECK(lines.rejected[0].reason == "broken line");
  CHECK(lines.rejected[0].text == "{\"id\":2");
  CHECK(lines.rejected[1].reason == "not a record");
  CHECK(lines.rejected[2].line == 7);
  CHECK(lines.facts().rows_read == 6);
  CHECK(lines.facts().notes ==
        Rows{"broken line of JSON Lines (rejected), in line 3", "an item that isn't a record (rejected), in line 5",
             "the last line is cut short (is the file still being written? rejected), in line 7"});
}

TEST_CASE("pages glued together and a page a line are one table", "[json]") {
  CHECK(types(read(R"({"tickets":[{"id":1}]}{"tickets":[{"id":2}],"users":[{"id":3}]})")) ==
        Rows{"tickets 2", "users 1"});
  CHECK(types(read("{\n \"tickets\": [{\"id\":1}]\n}\n{\n \"tickets\": [{\"id\":2}]\n}\n")) == Rows{"tickets 2"});
  const Read pages = read("{\"tickets\":[{\"id\":1},{\"id\":2}]}\n{\"tickets\":[]}\n{\"tickets\":[{\"id\":3}]}\n");
  CHECK(types(pages) == Rows{"tickets 3"});
  CHECK(pages.table().lines == std::vector<std::uint32_t>{1, 1, 3});
  CHECK(types(read("[{\"id\":1}]\n[{\"id\":2}]")) == Rows{" 2"});
  CHECK(types(read("[{\"tickets\":[{\"id\":1}]},{\"tickets\":[{\"id\":2}]}]")) == Rows{"tickets 2"});
}

TEST_CASE("a second value is refused unless both hold records", "[json]") {
  CHECK(error_of("[1][1]") ==
        "standard input:1:4: not JSON as an export has it: a second value follows, and not both hold records\n"
        "  [1]\n"
        "Several documents may follow one another if each is an object, or an array of objects.");
  CHECK_THAT(error_of("{\"id\":1} 5"), Catch::Contains(":1:10: not JSON as an export has it: a second value"));
  CHECK_THAT(error_of("{\"id\":1}x"), Catch::Contains("standard input:1:9: not JSON: a value is missing"));
}

TEST_CASE("what isn't JSON is refused with the place of the first error", "[json]") {
  CHECK(error_of("[{\"id\": 1},\n {\"id\": 2,}\n]") ==
        "standard input:2:11: not JSON: a member name in double quotes is missing\n"
        "  [{\"id\": 1},  {\"id\": 2,} ]\n"
        "Export it again, whole. Is it CSV, give it another name.");
  CHECK_THAT(error_of("[{\"id\": 1}, {\"id\""), Catch::Contains(":1:18: not JSON: the text ends within the value"));
  CHECK_THAT(error_of("[{\"a\": \"\xFF\"}]"), Catch::Contains(":1:9: not JSON: bytes that aren't UTF-8"));
}

TEST_CASE("an empty file and one without records are told apart from one that isn't JSON", "[json]") {
  const Folder folder;
  CHECK_THAT(error_of_path(folder.write("a.json", "")), Catch::Contains("the file is empty"));
  CHECK_THAT(error_of_path(folder.write("b.json", " \n ")), Catch::Contains("the file is empty"));
  CHECK_THAT(error_of_path(folder.write("c.json", "{}")), Catch::Contains("valid JSON, but no record in it"));
  CHECK_THAT(error_of_path(folder.write("d.json", "[]")), Catch::Contains("valid JSON, but no record in it"));
  CHECK_THAT(error_of_path(folder.write("e.json", "\"text\"")), Catch::Contains("valid JSON, but no record in it"));
}

TEST_CASE("a name that promises JSON is never read as CSV", "[json]") {
  const Folder folder;
  for (const char* name : {"a.json", "b.JSONL", "c.ndjson"}) {
    CHECK_THAT(error_of_path(folder.write(name, "id,rating\n1,good\n")),
               Catch::Contains(":1:1: not JSON: a value is missing"));
  }
  CHECK(read_path(folder.write("d.csv", "[{\"id\":1}]")).facts().container == "json");
  CHECK(read_path(folder.write("e.csv", "[id],rating\n1,good\n")).facts().container == "csv");
}

TEST_CASE("UTF-16 JSON is decoded", "[json]") {
  std::string bytes = "\xFF\xFE";
  for (const char byte : std::string("[{\"id\":1}]")) bytes += std::string{byte, '\0'};
  CHECK(read(bytes).rows() == Rows{"1"});
}

TEST_CASE("a document nested too deep is refused", "[json]") {
  CHECK_THAT(error_of(std::string(1'000'000, '[')), Catch::Contains("not JSON"));
  const std::string deep = "[{\"a\":" + std::string(500'000, '[') + std::string(500'000, ']') + "}]";
  CHECK_THAT(error_of(deep), Catch::Contains("not JSON: nested more than 1,024 deep"));
  CHECK(read("[{\"a\":" + std::string(900, '[') + "1" + std::string(900, ']') + "}]").facts().kept == 1);
}

TEST_CASE("half of a character spoils its cell, not the document or line", "[json]") {
  const Read document = read("[{\"a\":\"nice \\ud83d\",\"b\":\"\\ud83d\\ude00\"},\n{\"a\":\"\\udc00x\"}]");
  CHECK(document.rows() == Rows{"nice \uFFFD|\U0001F600", "\uFFFDx|~"});
  CHECK_THAT(document.facts().notes.front(), Catch::Contains("half of a character") && Catch::Contains("line 1"));
  const Read lines = read("{\"a\":1}\n{\"a\":\"\\udc00\"}\n{\"a\":2}\n");
  CHECK(lines.rows() == Rows{"1", "\uFFFD", "2"});
  CHECK(lines.rejected.empty());
  CHECK_THAT(error_of(R"([{"a":"\ud800",}])"), Catch::Contains("not JSON"));
}

TEST_CASE("a whole number beyond 64 bits stays as its text, one beyond a double is refused", "[json]") {
  CHECK(read(R"([{"a":123456789012345678901234567890},{"a":-99999999999999999999}])").rows() ==
        Rows{"123456789012345678901234567890", "-99999999999999999999"});
  CHECK_THAT(error_of(R"([{"a":1e999}])"), Catch::Contains("a number is larger than any that can be read"));
  CHECK_THAT(error_of(R"([{12345678901234567890123:1}])"), Catch::Contains("not JSON"));
  CHECK_THAT(error_of(R"([{"a":012345678901234567890123}])"), Catch::Contains("not JSON"));
}

TEST_CASE("documents longer than any buffer are read whole", "[json]") {
  std::string array = "[", lines, pretty;
  for (int id = 0; id < 40000; ++id) {
    const std::string record = "{\"id\":" + std::to_string(id) + ",\"comment\":\"a comment with ] } and \\\" in it\"}";
    array += (id == 0 ? "" : ",") + record;
    lines += record + "\n";
    pretty += "{\n" + record.substr(1) + "\n";
  }
  array += "]";
  for (const std::string* text : {&array, &lines, &pretty}) {
    const Read table = read(*text);
    REQUIRE(table.table().rows == 40000);
    CHECK(table.row(39999) == "39999|a comment with ] } and \" in it");
  }
}

TEST_CASE("the first error of a text is found", "[json_check]") {
  CHECK(first_error("{\"a\":[1,2.5e-3,true,null,\"x\\u00e9\\ud83d\\ude00\"]} ") == "valid");
  CHECK(first_error("") == "0 the text ends within the value");
  CHECK(first_error("[1,]") == "3 a value is missing");
  CHECK(first_error("[1 2]") == "3 a comma or ']' is missing");
  CHECK(first_error("[1}") == "2 a comma or ']' is missing");
  CHECK(first_error("{\"a\" 1}") == "5 a colon is missing");
  CHECK(first_error("{a:1}") == "1 a member name in double quotes is missing");
  CHECK(first_error("[01]") == "2 a number begins with 0");
  CHECK(first_error("[-]") == "2 a number lacks its digits");
  CHECK(first_error("[1.]") == "3 a number lacks its decimals");
  CHECK(first_error("[1e]") == "3 a number lacks its exponent");
  CHECK(first_error("[\"\t\"]") == "2 a control character stands in a string");
  CHECK(first_error("[\"\\x\"]") == "3 no such escape in a string");
  CHECK(first_error("[\"\\u12g4\"]") == "6 an escape lacks its four digits");
  CHECK(first_error("{} {}") == "3 something follows the end of the value");
  CHECK(first_error(std::string(100000, '[')) == "100000 the text ends within the value");
}
