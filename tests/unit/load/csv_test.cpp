#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <sstream>

#include "load/hash.hpp"
#include "load/readers/csv.hpp"
#include "load/text_file.hpp"
#include "unit/load/reading.hpp"

using namespace dsat::load;
using namespace dsat::load::test;

namespace {

std::int64_t left_out(const Read& read, const std::string& reason) {
  const auto found = read.facts().left_out_by.find(reason);
  return found == read.facts().left_out_by.end() ? 0 : found->second;
}

std::vector<std::uint32_t> lines(const Read& read) {
  return read.table().lines;
}
using Lines = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("a table is read with the physical line of every row", "[csv]") {
  const Read table = read("ticket_id,rating,comment\n1,good,\"two\nlines\"\n2,bad,one\r\n\r\n3,,\"a\r\nb\rc\"\n4,x,y");
  CHECK(table.names() == Rows{"ticket_id", "rating", "comment"});
  CHECK(table.rows() == Rows{"1|good|two\nlines", "2|bad|one", "3||a\r\nb\rc", "4|x|y"});
  CHECK(lines(table) == Lines{2, 4, 6, 9});
  CHECK(table.facts().container == "csv");
  CHECK(table.facts().delimiter == ",");
  CHECK(table.facts().kept == 4);
  CHECK(left_out(table, "blank") == 1);
  CHECK(table.facts().rows_read == 5);
}

TEST_CASE("the separator is the one that divides the records evenly", "[dialect]") {
  CHECK(read("a;b;c\n1,5;2,5;3\n4;5,5;6\n").facts().delimiter == ";");
  CHECK(read("a\tb\n1, or 2\t3\n4\t5\n").facts().delimiter == "\t");
  // More commas than pipes, and as even.
  CHECK(read("x|y|z\na,b,c|d,e,f|g,h,i\n1,2,3|4,5,6|7,8,9\n").facts().delimiter == "|");
  // Semicolons only inside quotes.
  CHECK(read("a,b\n\"x;y;z\",1\n\"x;y;z\",2\n").facts().delimiter == ",");
  // Tags joined with semicolons, one in each row.
  CHECK(read("id,tags,n\n1,refund;vip,x\n2,late;vip,x\n3,a;b,x\n").facts().delimiter == ",");
  // A decimal comma in each row.
  CHECK(read("id;price\n1;2,50\n2;3,50\n3;4,00\n").facts().delimiter == ";");
  // Column names decide where counts don't.
  CHECK(read("ticket_id;rating,comment\n1;good,x\n2;bad,y\n").facts().delimiter == ";");
}

TEST_CASE("a guessed separator comes with its evidence and its flag", "[dialect]") {
  const Read table = read("a;b;c\n1;2;3\n4;5;6\n");
  const dsat::Guess& guess = table.facts().guesses.at(1);
  CHECK(guess.what == "delimiter");
  CHECK(guess.chosen == ";");
  CHECK(guess.evidence == "3 of the first 3 records have 3 cells");
  CHECK(guess.flag == "--delimiter");
  CHECK(guess.certain);
}

TEST_CASE("a line sep= and --delimiter decide the separator", "[dialect]") {
  const Read hinted = read("sep=|\r\na|b\r\n1,2|3,4\r\n");
  CHECK(hinted.rows() == Rows{"1,2|3,4"});
  CHECK(lines(hinted) == Lines{3});
  CHECK(left_out(hinted, "preamble") == 1);
  Options options;
  options.delimiter = ",";
  CHECK(read("a;b\n1;2\n", options).names() == Rows{"a;b"});
  options.delimiter = "tab";
  CHECK(read("a\tb\n1\t2\n", options).names() == Rows{"a", "b"});
  options.delimiter = "::";
  CHECK(error_of("a::b\n", options) ==
        "--delimiter takes one character or 'tab', not '::'\n"
        "Mostly it is one of , ; | or tab; left out, it is found by itself.");
}

TEST_CASE("a file of one column has no separator", "[dialect]") {
  const Read names = read("name\nSmith, John\nJones\nBrown, Al\n");
  CHECK(names.rows() == Rows{"Smith, John", "Jones", "Brown, Al"});
  CHECK(names.facts().delimiter.empty());
}

TEST_CASE("lines before the header are left out and counted", "[dialect]") {
  const Read table =
      read("Satisfaction report\nDate range,last week\n\nTicket ID,Rating,Comment,Agent\n1,good,x,Ada\n2,bad,,Bo\n");
  CHECK(table.names() == Rows{"Ticket ID", "Rating", "Comment", "Agent"});
  CHECK(table.rows() == Rows{"1|good|x|Ada", "2|bad||Bo"});
  CHECK(lines(table) == Lines{5, 6});
  CHECK(left_out(table, "preamble") == 2);
  CHECK(left_out(table, "blank") == 1);
  CHECK(table.facts().notes == Rows{"line before the header (left out), 2 times, first in line 1"});
  // As a spreadsheet pads them.
  CHECK(read("Report,,\n,,\nName,City,Mood\nAda,Rome,well\n").names() == Rows{"Name", "City", "Mood"});
}

TEST_CASE("a header with few names isn't taken for a preamble", "[dialect]") {
  CHECK(read("id,,,\n1,2,3,4\n5,6,7,8\n").names() == Rows{"id", "column 2", "column 3", "column 4"});
  CHECK(read("a,b\nx,y,\nz,w,\n").names() == Rows{"a", "b"});
}

TEST_CASE("further header rows of survey tools are left out", "[dialect]") {
  const Read qualtrics = read(
      "StartDate,Q1,Q2\n\"Start Date\",\"How satisfied?\",Why?\n"
      "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\n2026-01-01,4,x\n");
  CHECK(qualtrics.rows() == Rows{"2026-01-01|4|x"});
  CHECK(left_out(qualtrics, "second header") == 2);
  CHECK(lines(qualtrics) == Lines{4});
}

TEST_CASE("a row that looks like a survey's second header elsewhere is a row", "[dialect]") {
  CHECK(read("ticket_id,rating,comment\n,good,Response\n2,bad,x\n").rows() == Rows{"|good|Response", "2|bad|x"});
}

TEST_CASE("repeated headers of concatenated files are left out", "[csv]") {
  const Read table = read("id,rating\n1,good\nid,rating\n2,bad\n\xEF\xBB\xBFid,rating\n\"id\",\"rating\"\n3,ok\n");
  CHECK(table.rows() == Rows{"1|good", "2|bad", "3|ok"});
  CHECK(left_out(table, "repeated header") == 3);
}

TEST_CASE("two exports in one file with headers of their own are two tables", "[csv]") {
  const Read both =
      read("ticket_id,rating,comment\n1,good,x\n\nrating,ticket_id,created_at,other\nbad,2,2026-01-05,y\n");
  REQUIRE(both.result.tables.size() == 2);
  CHECK(both.names(1) == Rows{"rating", "ticket_id", "created_at", "other"});
  CHECK(both.rows(0) == Rows{"1|good|x"});
  CHECK(both.rows(1) == Rows{"bad|2|2026-01-05|y"});
  CHECK(both.table(1).lines == Lines{5});
  CHECK(left_out(both, "repeated header") == 1);
  CHECK(both.facts().notes ==
        Rows{"another header within the file (the rows below it are a table of their own), in line 4"});
  CHECK(read("ticket_id,rating,comment\nrating,good,comment\n2,bad,y\n").table().rows == 2);
}

TEST_CASE("footers are left out", "[csv]") {
  const Read table = read(
      "Case Number,Owner,Subject\n1,Ada,x\n\n\"Grand Totals (1 record)\",,\n\n"
      "\"Confidential Information - Do Not Distribute\"\nCopyright (c) 2026 a maker\nSome Company Ltd\n");
  CHECK(table.rows() == Rows{"1|Ada|x"});
  CHECK(left_out(table, "footer") == 4);
  const Read period = read("Agent,Rating,Comment\nBo,2,slow\n\nReporting period 2026-01-01 to 2026-01-31\n\n");
  CHECK(period.rows() == Rows{"Bo|2|slow"});
  CHECK(left_out(period, "footer") == 1);
  CHECK(left_out(period, "blank") == 2);
  CHECK(read("Agent,n,m\nBo,2,3\nTotal,2,3\n").rows() == Rows{"Bo|2|3"});
}

TEST_CASE("what looks like a footer is a row if rows follow, or if it looks like an id", "[csv]") {
  CHECK(read("name,n,m\nTotal,1,2\nAda,3,4\n").rows() == Rows{"Total|1|2", "Ada|3|4"});
  const Read sentence = read("name,n,m\nAda Lovelace\nBo,3,4\n");
  CHECK(sentence.rows() == Rows{"Ada Lovelace|~|~", "Bo|3|4"});
  CHECK(lines(sentence) == Lines{2, 3});
  CHECK(read("id,rating,comment\n1,good,x\n1003\n").rows() == Rows{"1|good|x", "1003|~|~"});
  CHECK(read("id,rating,comment\n1,good,x\n1003,,\n").rows() == Rows{"1|good|x", "1003||"});
}

TEST_CASE("a short row is kept, its missing cells are absent, and it is told", "[csv]") {
  const Read table = read("a,b,c\n1,2,3\n4,5\n6\n7,8,9\n");
  CHECK(table.rows() == Rows{"1|2|3", "4|5|~", "6|~|~", "7|8|9"});
  CHECK(table.facts().notes ==
        Rows{"short record (fewer cells than the header; the missing ones are empty), 2 times, first in line 3"});
}

TEST_CASE("a long row is kept if the surplus is empty, else rejected verbatim", "[csv]") {
  const Read table = read("a,b\n1,2,,\n3,4,\"5\n\",\n6,7\n");
  CHECK(table.rows() == Rows{"1|2", "6|7"});
  REQUIRE(table.rejected.size() == 1);
  CHECK(table.rejected[0].file == "-");
  CHECK(table.rejected[0].line == 3);
  CHECK(table.rejected[0].reason == "too many cells");
  CHECK(table.rejected[0].text == "3,4,\"5\n\",");
  CHECK(table.facts().rejects == std::map<std::string, std::int64_t>{{"too many cells", 1}});
  REQUIRE(table.facts().samples.size() == 1);
  CHECK(table.facts().samples[0].line == 3);
  CHECK(table.facts().rows_read == 3);
}

TEST_CASE("columns without a name get one, columns of the same name stay in order", "[csv]") {
  const Read table = read(",Labels,Labels,\n1,x,y,\n2,,z,w\n");
  CHECK(table.names() == Rows{"column 1", "Labels", "Labels", "column 4"});
  CHECK(table.rows() == Rows{"1|x|y|", "2||z|w"});
  // A trailing comma in the header doesn't make every row short.
  const Read trailing = read("a,b,\n1,2\n3,4\n");
  CHECK(trailing.rows() == Rows{"1|2|~", "3|4|~"});
  CHECK(trailing.facts().notes.empty());
}

TEST_CASE("a quote never closed costs its record, not the rest of the file", "[csv]") {
  const Read table = read("a,b,c\n1,2,3\n4,\"5,6\n7,8,9\n10,11,12\n");
  CHECK(table.rows() == Rows{"1|2|3", "7|8|9", "10|11|12"});
  CHECK(lines(table) == Lines{2, 4, 5});
  REQUIRE(table.rejected.size() == 1);
  CHECK(table.rejected[0].line == 3);
  CHECK(table.rejected[0].reason == "unclosed quote");
  CHECK(table.rejected[0].text == "4,\"5,6");
  CHECK(table.facts().notes == Rows{"quote never closed (its record is rejected), in line 3"});
}

TEST_CASE("a stray quote that meets a later one doesn't swallow the rows between", "[csv]") {
  const Read table = read("a,b,c\n1,\"2,3\n4,5,6\n7,\"x\",9\n10,11,12\n");
  CHECK(table.rows() == Rows{"4|5|6", "7|x|9", "10|11|12"});
  CHECK(lines(table) == Lines{3, 4, 5});
  REQUIRE(table.rejected.size() == 1);
  CHECK(table.rejected[0].text == "1,\"2,3");
}

TEST_CASE("unescaped quotes in a cell of several lines leave it whole", "[csv]") {
  const Read table = read("a,b,c\n1,\"he said\n \"hello\" to me\",3\n4,5,6\n");
  CHECK(table.rows() == Rows{"1|he said\n hello\" to me\"|3", "4|5|6"});
  CHECK(table.facts().notes == Rows{"text after a closing quote (kept), in line 2"});
}

TEST_CASE("a quote never closed in the header is refused", "[csv]") {
  CHECK(error_of("\"a,b\n1,2\n3,4\n") ==
        "standard input: a quote in the header is never closed\n  \"a,b 1,2 3,4 \nClose it, or take it out.");
}

TEST_CASE("a file that ends within a quoted cell loses that record, its lines don't become rows", "[csv]") {
  const Read table = read("id,rating,comment\n1,good,x\n2,bad,\"first, line\nsecond\nthird, li");
  CHECK(table.rows() == Rows{"1|good|x"});
  REQUIRE(table.rejected.size() == 1);
  CHECK(table.rejected[0].line == 3);
  CHECK(table.rejected[0].text == "2,bad,\"first, line\nsecond\nthird, li");
  CHECK(table.facts().notes == Rows{"the file ends within a quoted cell (cut short, or still being written; its last "
                                    "record is rejected), in line 3"});
}

TEST_CASE("a last line without line end is a row if it has its cells, else it is cut short and rejected", "[csv]") {
  CHECK(read("a,b\n1,2\n3,4").facts().notes.empty());
  const Read table = read("a,b,c\n1,2,3\n4,5");
  CHECK(table.rows() == Rows{"1|2|3"});
  REQUIRE(table.rejected.size() == 1);
  CHECK(table.rejected[0].reason == "cut short");
  CHECK(table.rejected[0].text == "4,5");
  CHECK(
      table.facts().notes ==
      Rows{"the last line has no line end and too few cells (cut short, or still being written; rejected), in line 3"});
  // Where rows are short as a habit, the last one is no exception.
  CHECK(read("a,b,c\n1,2\n4,5").rows() == Rows{"1|2|~", "4|5|~"});
}

TEST_CASE("of a file that somebody is writing, the end is where it was, and a line without end isn't counted",
          "[csv]") {
  const Folder folder;
  const std::string path = folder.write("growing.csv", "id,rating\n1,good\n2,ba");
  std::istringstream in;
  const ColumnPlan plan = [&](std::string_view, std::string_view) {
    std::ofstream(path, std::ios::app) << "d\n3,good\n";
    return Keep::plain;
  };
  Sources sources(in, {});
  const ReadResult result = read_tables(path, {}, sources, plan, is_known, {});
  CHECK(result.tables.at(0).rows == 1);
  CHECK(result.facts.rejects.at("cut short") == 1);
  CHECK(result.facts.notes ==
        Rows{"the file is being written: its last line had no line end yet (rejected), in line 3"});
}

TEST_CASE("a header alone is a table without rows", "[csv]") {
  const Read table = read("ticket_id,rating\n");
  CHECK(table.names() == Rows{"ticket_id", "rating"});
  CHECK(table.table().rows == 0);
  CHECK(table.facts().rows_read == 0);
  CHECK(table.facts().notes == Rows{"no data row"});
}

TEST_CASE("rows are read from quoted and unquoted text alike, whatever their length", "[csv]") {
  std::string text = "id,long,short\n";
  std::vector<std::string> expected;
  for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 32767U, 32768U, 32769U, 1048575U, 1048576U, 3000000U, 5U}) {
    const std::string cell(size, 'x');
    text += std::to_string(size) + "," + cell + ",a\n" + std::to_string(size) + ",\"" + cell + "\n\"\"\",b\n";
    expected.push_back(std::to_string(size) + "|" + cell + "|a");
    expected.push_back(std::to_string(size) + "|" + cell + "\n\"|b");
  }
  CHECK(read(text).rows() == expected);
}

TEST_CASE("any number of columns is read exactly", "[csv]") {
  for (const std::size_t columns : {1U, 2U, 15U, 16U, 17U, 31U, 32U, 33U, 1000U}) {
    std::string header, row, expected;
    for (std::size_t column = 0; column < columns; ++column) {
      const std::string comma = column == 0 ? "" : ",", bar = column == 0 ? "" : "|";
      header += comma + "c" + std::to_string(column);
      row += comma + (column % 3 == 1 ? "\"" + std::to_string(column) + "\n\"" : std::to_string(column));
      expected += bar + std::to_string(column) + (column % 3 == 1 ? "\n" : "");
    }
    const Read table = read(header + "\n" + row + "\n" + row + "\n");
    CHECK(table.names().size() == columns);
    CHECK(table.rows() == Rows{expected, expected});
  }
}

TEST_CASE("columns that aren't kept leave the others as they are", "[csv]") {
  std::istringstream in("a,b,c,d\n1,\"2\nx\",3,4\n5,6\n");
  Sources sources(in, {});
  const auto plan = [](std::string_view, std::string_view column) {
    return column == "b" ? Keep::words : column == "d" ? Keep::plain : Keep::no;
  };
  const ReadResult result = read_tables("-", {}, sources, plan, is_known, {});
  const RawTable& table = result.tables.at(0);
  CHECK(table.columns.at(0).size() == 0);
  CHECK(table.columns.at(1)[0] == "2\nx");
  CHECK(table.columns.at(1)[1] == "6");
  CHECK(table.columns.at(3)[0] == "4");
  CHECK(table.columns.at(3).state(1) == CellState::absent);
}

TEST_CASE("bytes that only look like ours stay as they are", "[csv]") {
  // U+FEFF before everything else, and characters whose bytes are near the stand-ins.
  CHECK(read("a,b\n\xEF\xBB\xBFx,\xEF\xBF\xBF\n\xF4\x8F\xBF\xBF,y\n").rows() ==
        Rows{"\xEF\xBB\xBFx|\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF|y"});
}

TEST_CASE("rows equal in every cell have equal fingerprints, in every dialect", "[csv]") {
  const Read table = read("a,b,c\n1,\"2\",\n1,2\n1,3,\n1,,2\n,1,2\n");
  const std::vector<std::uint64_t>& prints = table.table().fingerprints;
  CHECK(prints[0] == prints[1]);
  CHECK(prints[0] != prints[2]);
  CHECK(prints[0] != prints[3]);
  CHECK(prints[3] != prints[4]);
  CHECK(read("a;b;c\n1;\"2\";\n").table().fingerprints[0] == prints[0]);
  // They name rows in worksheets, so they must never change.
  CHECK(hash_more(hash_more(hash_more(0, "a ticket's subject"), "id"), "") == 0x346CE5EF621C29D5U);
}

TEST_CASE("a stream of rows longer than any buffer keeps every row and line", "[csv]") {
  std::string text = "id,comment,rating\n";
  const int rows = 60000;
  for (int row = 0; row < rows; ++row) {
    text += std::to_string(row) + (row % 7 == 0 ? ",\"multi\nline, \"\"quoted\"\"\"," : ",plain,") + "good\r\n";
  }
  const Read table = read(text);
  REQUIRE(table.table().rows == rows);
  std::uint32_t line = 2;
  bool all_right = true;
  for (int row = 0; row < rows; ++row) {
    const bool multi = row % 7 == 0;
    all_right = all_right && table.table().columns[0][row] == std::to_string(row) &&
                table.table().columns[1][row] == (multi ? "multi\nline, \"quoted\"" : "plain") &&
                table.table().columns[2][row] == "good" && table.table().lines[row] == line;
    line += multi ? 2 : 1;
  }
  CHECK(all_right);
}

TEST_CASE("a file read by several threads gives the same table, notes and rejects", "[csv]") {
  std::string text = "Ticket ID,created_at,Agent,Comment,Rating\n";
  for (int row = 0; row < 40000; ++row) {
    const std::string number = std::to_string(row);
    text += number + ",2026-01-" + (row % 28 < 9 ? "0" : "") + std::to_string(row % 28 + 1) + " 10:00:00,agent " +
            std::to_string(row * row % 3001) + ",\"said, \"\"no\"\"\nline " + number + "\"";
    // Short, too long and blank rows, repeated headers and totals in the midst.
    text += row % 97 == 0 ? "\n" : row % 1009 == 0 ? ",good,too,many\n" : row % 3 == 0 ? ",good\n" : ",bad\n";
    if (row % 5000 == 0) text += "\nTotal,\nTicket ID,created_at,Agent,Comment,Rating\n";
  }
  const auto plan = [](std::string_view, std::string_view column) {
    return column == "created_at"                         ? Keep::packed
           : column == "Ticket ID" || column == "Comment" ? Keep::plain
                                                          : Keep::words;
  };
  const auto read_on = [&](int threads, std::vector<std::uint64_t>& rejected) {
    std::istringstream in(text);
    Sources sources(in, {});
    Options options;
    options.threads = threads;
    Watch watch;
    watch.rejected = [&rejected](const RejectedRow& row) { rejected.push_back(row.line); };
    return read_tables("-", options, sources, plan, is_known, watch);
  };
  std::vector<std::uint64_t> rejected_alone, rejected_together;
  const ReadResult alone = read_on(1, rejected_alone);
  const ReadResult together = read_on(4, rejected_together);
  REQUIRE(alone.tables.size() == 1);
  REQUIRE(together.tables.size() == 1);
  const RawTable &a = alone.tables[0], &b = together.tables[0];
  CHECK(a.rows > 39000);
  CHECK(a.rows == b.rows);
  CHECK(a.lines == b.lines);
  CHECK(a.fingerprints == b.fingerprints);
  CHECK_FALSE(rejected_alone.empty());
  CHECK(rejected_alone == rejected_together);
  CHECK(alone.facts.notes == together.facts.notes);
  CHECK(alone.facts.left_out_by == together.facts.left_out_by);
  for (std::size_t column = 0; column < a.columns.size(); ++column) {
    CHECK(std::ranges::equal(a.columns[column].distinct(), b.columns[column].distinct()));
    std::size_t differing = 0;
    CellRoom one, other;
    for (std::size_t row = 0; row < a.rows; ++row)
      differing += a.columns[column].cell(row, one) == b.columns[column].cell(row, other) &&
                           a.columns[column].state(row) == b.columns[column].state(row)
                       ? 0
                       : 1;
    CHECK(differing == 0);
  }
}

namespace {

/// Everything that reading a text gives, cut into parts of about a size.
std::string read_in_parts(const std::string& text, std::size_t part_size, unsigned threads) {
  std::istringstream in(text);
  Sources sources(in, {});
  TextFile file = open_text("-", {}, sources);
  dsat::FileFacts facts;
  std::ostringstream told;
  Watch watch;
  watch.rejected = [&told](const RejectedRow& row) {
    told << "rejected " << row.line << ' ' << row.reason << ": " << row.text << '\n';
  };
  const KnownName known = is_known;
  CsvText csv(CsvText::Purpose::table, "-", std::move(file.text), {}, known, watch, facts, part_size);
  const ColumnPlan plan(
      [](std::string_view, std::string_view column) {
        return column == "Agent" ? Keep::no : column == "Comment" ? Keep::plain : Keep::words;
      },
      [](const RawTable&) { return std::vector<std::size_t>{0}; });
  do {
    const RawTable table = read_csv(csv, plan, threads, [](std::uint64_t) {});
    for (std::size_t row = 0; row < table.rows; ++row) {
      told << table.lines[row] << ' ' << table.fingerprint(row);
      for (const RawColumn& column : table.columns)
        told << (column.state(row) == CellState::absent ? " ~" : " " + std::string(column[row]));
      told << '\n';
    }
    for (const RawColumn& column : table.columns)
      for (const std::string_view cell : column.distinct()) told << column.name() << '=' << cell << '\n';
  } while (csv.next_table());
  for (const std::string& note : csv.oddities().sentences()) told << note << '\n';
  for (const auto& [reason, count] : facts.left_out_by) told << "left out " << reason << ' ' << count << '\n';
  for (const auto& [reason, count] : facts.rejects) told << "rejects " << reason << ' ' << count << '\n';
  for (const auto& sample : facts.samples) told << sample.line << ' ' << sample.reason << ": " << sample.text << '\n';
  return told.str();
}

}  // namespace

TEST_CASE("a table of which no column is kept has its rows all the same", "[csv]") {
  std::istringstream in("Ticket ID,Agent\n1,Ann\n2,Bo\n\n3,Cy\n");
  Sources sources(in, {});
  const auto plan = [](std::string_view, std::string_view) { return Keep::no; };
  const ReadResult read = read_tables("-", {}, sources, plan, is_known, {});
  CHECK(read.tables.at(0).rows == 3);
  CHECK(read.tables.at(0).lines == Lines{2, 3, 5});
}

TEST_CASE("wherever a text is cut and whoever reads the parts, the table is the same", "[csv]") {
  std::mt19937 random(11);
  const std::vector<std::string> rows = {"1,2026-01-05,Ann,fine,5\n",
                                         "2,2026-01-05,Bo,\"said \"\"no\"\",\nand left\",1\n",
                                         "3,2026-01-05,\"Li, Bo\",\"a\r\nb\",2\r\n", "\"4\",2026-01-06,Ann,,\r"};
  const std::vector<std::string> odd_rows = {"\n",
                                             ",,,,\n",
                                             "5,short\n",
                                             "6,2026-01-05,Ann,5\" pipe,4\n",
                                             "7,2026-01-05,Ann,\"mid\" text,4\n",
                                             "8,2026-01-05,Ann,\"never closed,4\n",
                                             "9,2026-01-05,Ann,x,4,too,many\n",
                                             "10,2026-01-05,Ann,x,4,,\n",
                                             ",2026-01-05,Ann,no id,4\n",
                                             "x-1,none,Ann,an id in letters,4\n",
                                             "Ticket ID,created_at,Agent,Comment,Rating\n",
                                             "Rating,Agent,Comment\n4,Cy,later\n",
                                             "Total,,,,\n",
                                             "Total: 5\n",
                                             "Report generated by us\n",
                                             "\"",
                                             "\r",
                                             std::string("11,2026-01-05,A\0n,z,1\n", 23),
                                             "12,2026-01-05,\xFFnn,z,1\n",
                                             std::string(300, 'x') + ",,,,1\n"};
  for (int round = 0; round < 60; ++round) {
    std::string text = "Ticket ID,created_at,Agent,Comment,Rating\n";
    const std::size_t odd_of_ten = random() % 4, count = random() % 60;
    for (std::size_t row = 0; row < count; ++row)
      text += random() % 10 < odd_of_ten ? odd_rows[random() % odd_rows.size()] : rows[random() % rows.size()];
    if (random() % 4 == 0) text += "13,cut";
    INFO(text);
    const std::string whole = read_in_parts(text, std::size_t{1} << 20, 1);
    for (const std::size_t part_size : {16, 40, 100, 1000}) {
      INFO(part_size);
      CHECK(read_in_parts(text, part_size, 1) == whole);
      CHECK(read_in_parts(text, part_size, 3) == whole);
    }
  }
}

TEST_CASE("what a walker throws in the midst of a long file is thrown once all threads have ended", "[csv]") {
  std::string text = "Ticket ID,Rating\n";
  for (int row = 0; row < 200000; ++row) text += std::to_string(row) + ",good\n";
  std::istringstream in(text);
  Options options;
  options.threads = 3;
  options.max_input_size = 2000000;
  Sources sources(in, {options.max_input_size, {}});
  const auto plan = [](std::string_view, std::string_view) { return Keep::words; };
  const Watch watch;
  CHECK_THROWS_AS(read_tables("-", options, sources, plan, is_known, watch), dsat::Error);
}
