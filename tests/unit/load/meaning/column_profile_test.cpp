#include "load/meaning/column_profile.hpp"

#include <catch2/catch.hpp>

#include "load/meaning/scorers.hpp"
#include "load/meaning/shapes.hpp"

using namespace dsat;
using namespace dsat::load;

namespace {

RawColumn column_of(const std::vector<std::string>& cells, std::string name = "c", Keep keep = Keep::plain) {
  RawColumn column(std::move(name), keep);
  for (const std::string& cell : cells) column.append(cell);
  return column;
}

RawTable table_of(std::vector<std::pair<std::string, std::vector<std::string>>> columns) {
  RawTable table;
  for (auto& [name, cells] : columns) {
    table.columns.push_back(column_of(cells, name));
    table.rows = cells.size();
  }
  for (std::uint32_t row = 0; row < table.rows; ++row) table.lines.push_back(row + 2);
  return table;
}

/// The field that the best scorer takes a column for; empty if none does.
std::string best(const RawTable& table, std::size_t column, bool has_rating = true) {
  const TableView view(table);
  ScorerContext context(view);
  context.has_rating = has_rating;
  std::string field;
  double most = 0;
  for (const Scorer& scorer : scorers())
    if (const Evidence evidence = scorer.score(context, scorer.field, column);
        evidence.score >= scorer.least && evidence.score > most)
      field = info(scorer.field).key, most = evidence.score;
  return field;
}

}  // namespace

TEST_CASE("A column's profile counts the shapes of its filled cells") {
  const ColumnProfile dates = profile_column(column_of({"2026-05-04", "05/04/2026 10:00", "", "soon"}));
  CHECK(dates.cells == 4);
  CHECK(dates.filled == 3);
  CHECK(dates.stamps == 2);
  CHECK(dates.distinct == 3);
  const ColumnProfile numbers = profile_column(column_of({"3", "4.5", "-2", "N/A"}));
  CHECK(numbers.filled == 3);
  CHECK(numbers.whole == 2);
  CHECK(numbers.decimal == 1);
  CHECK(numbers.least == -2);
  CHECK(numbers.most == 4.5);
  const ColumnProfile words = profile_column(column_of({"Very satisfied", "Bad", "offered", "yes"}));
  CHECK(words.rating_words >= 2);
  CHECK(words.survey_words == 1);
  CHECK(words.flags == 1);
  const ColumnProfile ids = profile_column(column_of({"T-1", "T-2", "ann@a.example", "https://a.example/3"}));
  CHECK(ids.tokens == 2);
  CHECK(ids.addresses == 1);
  CHECK(ids.links == 1);
  CHECK(ids.unique());
  const ColumnProfile texts = profile_column(column_of({"the parcel came far too late", "Ann Lee"}));
  CHECK(texts.texts == 1);
  CHECK(texts.names == 1);
}

TEST_CASE("A profile is the same however the column is held") {
  const std::vector<std::string> cells = {"2026-05-04", "7", "7", "Good", "", "a text of five words here"};
  const ColumnProfile plain = profile_column(column_of(cells)),
                      coded = profile_column(column_of(cells, "c", Keep::words)),
                      packed = profile_column(column_of(cells, "c", Keep::packed));
  for (const ColumnProfile* other : {&coded, &packed}) {
    CHECK(other->filled == plain.filled);
    CHECK(other->distinct == plain.distinct);
    CHECK(other->stamps == plain.stamps);
    CHECK(other->whole == plain.whole);
    CHECK(other->rating_words == plain.rating_words);
    CHECK(other->texts == plain.texts);
    CHECK(other->values == plain.values);
  }
}

TEST_CASE("Every scorer takes a column that is called and filled like its field, and no long text") {
  const std::map<Field, std::pair<std::string, std::vector<std::string>>> like = {
      {Field::rating, {"rating", {"1", "5", "4", "2", "5", "5"}}},
      {Field::sentiment, {"sentiment", {"good", "bad", "good", "good", "bad", "bad"}}},
      {Field::ticket_id, {"ticket id", {"T1", "T2", "T3", "T4", "T5", "T6"}}},
      {Field::rating_id, {"rating id", {"R1", "R2", "R3", "R4", "R5", "R6"}}},
      {Field::rated_at, {"rated at", {"2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07", "2026-05-08", ""}}},
      {Field::created_at, {"created at", {"2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07", "2026-05-08", ""}}},
      {Field::solved_at, {"solved at", {"2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07", "2026-05-08", ""}}},
      {Field::updated_at, {"updated at", {"2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07", "2026-05-08", ""}}},
      {Field::first_replied_at, {"first replied at", {"2026-05-04", "2026-05-05", "2026-05-06", "2026-05-07", "", ""}}},
      {Field::first_reply, {"first reply time", {"0:20", "1:20", "3:00", "0:05", "0:30", "2:20"}}},
      {Field::resolution, {"resolution time", {"12:20", "1:20", "30:00", "0:05", "0:30", "2:20"}}},
      {Field::requester_id,
       {"requester", {"a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example", "f@x.example"}}},
      {Field::agent, {"agent", {"Ann", "Bo", "Ann", "Bo", "Ann", "Bo"}}},
      {Field::comment, {"comment", {"far too slow for what it costs", "", "thanks", "", "it never came at all", ""}}},
      {Field::reason, {"reason", {"slow", "", "rude", "slow", "", ""}}},
      {Field::tags, {"tags", {"a b", "a", "b", "a", "", "b"}}},
      {Field::team, {"team", {"North", "South", "North", "South", "North", "South"}}},
      {Field::channel, {"channel", {"mail", "chat", "mail", "chat", "mail", "chat"}}},
      {Field::priority, {"priority", {"high", "low", "low", "high", "low", "low"}}},
      {Field::status, {"status", {"open", "closed", "open", "closed", "open", "closed"}}},
      {Field::replies, {"replies", {"1", "2", "3", "1", "2", "1"}}},
      {Field::reopens, {"reopens", {"0", "2", "0", "1", "0", "0"}}},
      {Field::subject, {"subject", {"my order", "my parcel", "hello", "help", "again", "still"}}},
  };
  const std::vector<std::string> prose(6, "and then nobody answered the phone for three whole days");
  for (const auto& [field, column] : like) {
    INFO(info(field).key << " in " << column.first);
    CHECK(best(table_of({{column.first, column.second}}), 0) == info(field).key);
    const bool text_fits = info(field).kind == FieldKind::prose || field == Field::tags;
    if (!text_fits) CHECK(best(table_of({{column.first, prose}}), 0) != info(field).key);
  }
}

TEST_CASE("Contents decide against a name") {
  CHECK(best(table_of({{"resolved", {"Y", "N", "Y", "Y", "N", "Y"}}}), 0) != "solved_at");
  CHECK(best(table_of({{"user name", {"u1 a", "u2 b", "u3 c", "u4 d", "u5 e", "u6 f"}}}), 0) != "agent");
  CHECK(best(table_of({{"QA score", {"5", "4", "3", "5", "4", "1"}}}), 0) != "rating");
}

TEST_CASE("Bare whole numbers are no rating by contents alone, words are") {
  CHECK(best(table_of({{"zzz", {"1", "5", "4", "2", "5", "5"}}}), 0, false) != "rating");
  CHECK(best(table_of({{"zzz", {"Good", "Bad", "Good", "Good", "Bad", "Good"}}}), 0, false) == "rating");
}
