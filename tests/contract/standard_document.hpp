#pragma once
#include <string>
#include <vector>

#include "dsat/document/document.hpp"

/// A document with every block, every cell content and every kind of text that would like to break a format.
namespace dsat::document {

inline const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts = {
      "plain",
      "=cmd|'/c calc'!A1",
      "+49 30 1234",
      "-1+1",
      "@SUM(A1)",
      "'=already guarded",
      "\t=tab",
      "＝full width",
      "\x1b[31mred\x1b[0m \x07 bell",
      "bidi \u202Eesrever\u202C and \u2066isolated\u2069",
      "line one\nline two\r\nline | three",
      "pipe | pipe \\| pipe \\\\| end\\",
      "\"quoted\", 'single', `code`",
      "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;",
      "[link](http://example.com) ![image](https://example.com/x.png) <http://example.com>",
      "www.example.com https://example.com a@example.com @everyone #1",
      "*bold* _italic_ ~~gone~~ $math$ # no heading",
      "お客様は返金を待っています。何度も問い合わせましたが、返事がありません。",
      "e\u0301te\u0301 cafe\u0301 Zu\u0308rich",
      "Łódź naïve – em—dash … ± · − × “quotes”",
      "\U0001F469\u200D\U0001F469\u200D\U0001F467 family",
      std::string(300, 'x'),
      "word " + std::string(120, 'y') + " word",
      "]]> --> */ </style></title>",
      "javascript:alert(1) data:text/html,x",
      "\u0085next line\u2028separator\u2029\uFEFF",
      "{{7*7}} ${7*7} %s %n",
      "",
      "   ",
  };
  return texts;
}

inline Table every_content() {
  Table table{.key = "kinds", .title = "Every kind of cell"};
  table.columns = {{.key = "name", .title = "", .numeric = false},
                   {.key = "count", .title = "ratings"},
                   {.key = "share", .title = "share of all"},
                   {.key = "low", .title = "low", .audience = Audience::machines},
                   {.key = "range", .title = "95 % interval", .audience = Audience::readers},
                   {.key = "score", .title = "score"},
                   {.key = "duration", .title = "first reply, median"},
                   {.key = "change", .title = "change"},
                   {.key = "at", .title = "at", .numeric = false},
                   {.key = "bar", .title = "", .audience = Audience::readers},
                   {.key = "spark", .title = "12 weeks", .audience = Audience::readers, .numeric = false}};
  const auto row = [&](std::string name, std::int64_t count, double share, Change change, double minutes) {
    return std::vector<Cell>{text(std::move(name)),
                             Count{count},
                             Cell(Share{share}, share > 0.2 ? Tone::worse : Tone::plain),
                             Share{share - 0.04},
                             Range{share - 0.04, share + 0.04, Range::Of::share},
                             Score{share * 100, 1},
                             Duration{minutes},
                             Cell(change, change.difference > 0 ? Tone::worse : Tone::better),
                             Instant{Moment::instant(1'793'000'000), "Tue 10 Nov 18:04"},
                             Bar{share * 2},
                             Spark{{0.1, 0.15, std::nullopt, 0.2, share}}};
  };
  table.rows = {row("refund", 1284, 0.25, {0.046, Change::Of::points}, 42),
                row("delivery", 61, 0.143639, {-0.05, Change::Of::points}, 65),
                row("other", 8, 0.05, {-3, Change::Of::count}, 7920.4)};
  table.rows.push_back({text("too few"), Count{3}, Cell(Share{1.0 / 3}, Tone::plain, true), Share{0.1}, Missing{},
                        Missing{}, Duration{0.5}, Change{11, Change::Of::minutes}, Instant{Moment::date(20000), ""},
                        Bar{0}, Spark{}});
  table.rows.push_back({text("nothing", Tone::dim), Missing{}, Missing{}, Missing{}, Missing{}, Score{-0.004, 2},
                        Missing{}, Change{0.5, Change::Of::score}, Missing{}, Bar{1}, Spark{{std::nullopt, 1.0}}});
  table.note = "Groups overlap: a rating with two tags counts in both.";
  return table;
}

inline Table hostile_table(std::string key) {
  Table table{.key = std::move(key), .title = "What customers | wrote <b>"};
  table.columns = {{.key = "row", .title = "#"},
                   {.key = "comment", .title = "comment", .numeric = false, .wide = true},
                   {.key = "agent", .title = "agent", .numeric = false}};
  std::int64_t number = 0;
  for (const std::string& words : hostile_texts()) table.rows.push_back({Count{++number}, text(words), text(words)});
  return table;
}

inline Document standard_document() {
  Document document;
  document.schema = "dsat.report";
  document.title = "Root-cause report";
  document.subtitle = {"week 2026-W46 (9–15 Nov) against W45", "1,284 tickets · 318 ratings · coverage 24.8 %"};
  document.input = {{"tickets\x1b[31m.csv", "zendesk", 4212, 4180, 29, 3, 0},
                    {"bad\xffname.csv", "generic", 5, 1, 1, 1, 2}};
  document.notes = {"2 rows could not be read; --rejects FILE lists them.", hostile_texts()[8]};
  document.as_of = Moment::instant(1'794'000'000);

  Section summary{"summary", "", {}};
  summary.blocks.push_back(Paragraph{
      "NRR is 19.2 % (61 of 318), up 4.6 points from 14.6 %. Swings this big between two weeks are ordinary here "
      "(about 1 in 4), so this is not yet a worsening.",
      true});
  summary.blocks.push_back(Facts{{{"Precision",
                                   "± 4 points, from 318 ratings. Some 1,770 a week would settle a change "
                                   "of this size; the verdict would not flip if 5 ratings changed."},
                                  {"Silence", "75 % did not answer."},
                                  {"A label that is longer than any label should be", "text"},
                                  {hostile_texts()[13], hostile_texts()[14]}}});
  summary.blocks.push_back(every_content());
  document.sections.push_back(std::move(summary));

  Section hostile{"comments", "Comments of the 61 negatives", {}};
  hostile.blocks.push_back(Paragraph{"A paragraph that isn't the lead.", false});
  hostile.blocks.push_back(Paragraph{"But this is.", true});
  for (const std::string& words : hostile_texts()) hostile.blocks.push_back(Paragraph{words, false});
  hostile.blocks.push_back(hostile_table("comments"));
  Table cut = hostile_table("cut");
  cut.top = 2;
  cut.more = "dsat reviews 'tickets.csv' --queue overdue";
  hostile.blocks.push_back(std::move(cut));
  document.sections.push_back(std::move(hostile));

  Section empty{"empty", "Nothing here", {}};
  empty.blocks.push_back(Table{.key = "no_rows", .columns = {{.key = "a", .title = "a"}, {.key = "b", .title = "b"}}});
  empty.blocks.push_back(Table{.key = "no_columns"});
  empty.blocks.push_back(Facts{});
  empty.blocks.push_back(Paragraph{});
  document.sections.push_back(std::move(empty));

  Section charts{"charts", "Pictures", {}};
  Table weeks{.key = "weeks", .title = "Weeks"};
  weeks.columns = {{.key = "period", .title = "week", .numeric = false},
                   {.key = "nrr", .title = "NRR"},
                   {.key = "low", .title = "low", .audience = Audience::machines},
                   {.key = "high", .title = "high", .audience = Audience::machines},
                   {.key = "negative", .title = "negative"},
                   {.key = "running", .title = "running"}};
  for (int week = 1; week <= 12; ++week) {
    const double nrr = 0.10 + 0.01 * (week * 7 % 5) + (week == 12 ? 0.05 : 0);
    weeks.rows.push_back({text("2026-W" + std::to_string(34 + week)), week == 4 ? Cell(Missing{}) : Cell(Share{nrr}),
                          Share{0.06}, Share{0.209}, Count{100 - week * 7}, Share{week / 12.0}});
  }
  charts.blocks.push_back(std::move(weeks));
  charts.blocks.push_back(Chart{.key = "trend",
                                .title = "NRR, 12 weeks",
                                .kind = Chart::Kind::trend,
                                .table = "weeks",
                                .x = "period",
                                .y = "nrr",
                                .low = "low",
                                .high = "high",
                                .marks = {{"2026-W40", "new refund template <b>"}, {"2026-W99", "not in the table"}},
                                .description = "within its usual range (6.0 – 20.9 %)"});
  charts.blocks.push_back(Chart{.key = "pareto",
                                .title = "Reasons",
                                .kind = Chart::Kind::pareto,
                                .table = "weeks",
                                .x = "period",
                                .y = "negative",
                                .running = "running",
                                .description = "Pareto <i>"});
  charts.blocks.push_back(Chart{.key = "bars",
                                .title = "Channels",
                                .kind = Chart::Kind::bars,
                                .table = "kinds_here",
                                .x = "name",
                                .y = "share",
                                .description = "its table is not here"});
  Table hours{.key = "hours",
              .title = "Hours",
              .columns = {{.key = "weekday", .title = "weekday", .numeric = false},
                          {.key = "hour", .title = "hour"},
                          {.key = "nrr", .title = "NRR"},
                          {.key = "rated", .title = "ratings"}}};
  for (const char* day : {"Mon", "Tue", "Sun"}) {
    for (int hour = 0; hour < 24; hour += 3) {
      hours.rows.push_back(
          {text(day), Count{hour}, Cell(Share{hour / 48.0}, Tone::plain, hour == 3), Count{hour * 10}});
    }
  }
  hours.top = 5;
  charts.blocks.push_back(std::move(hours));
  charts.blocks.push_back(Chart{.key = "heat",
                                .title = "When",
                                .kind = Chart::Kind::heat,
                                .table = "hours",
                                .x = "hour",
                                .y = "nrr",
                                .group = "weekday",
                                .description = "Nights are worse."});
  charts.blocks.push_back(Chart{.key = "curve",
                                .title = "Speed",
                                .kind = Chart::Kind::curve,
                                .table = "hours",
                                .x = "hour",
                                .y = "nrr",
                                .marks = {{"9", "critical point"}},
                                .description = "Curve."});
  charts.blocks.push_back(Chart{.key = "funnel",
                                .title = "Funnel",
                                .kind = Chart::Kind::funnel,
                                .table = "weeks",
                                .x = "period",
                                .y = "negative",
                                .description = "Funnel."});
  charts.blocks.push_back(Chart{.key = "bars2",
                                .title = "Bars",
                                .kind = Chart::Kind::bars,
                                .table = "weeks",
                                .x = "period",
                                .y = "nrr",
                                .description = "Bars."});
  document.sections.push_back(std::move(charts));
  return document;
}

/// The shape of breakdown, trend and reviews.
inline Document table_document(Table table) {
  Document document = standard_document();
  document.schema = "dsat.breakdown";
  document.title = "Breakdown";
  document.shape = Document::Shape::table;
  document.sections = {{"breakdown", "", {std::move(table)}}};
  return document;
}

}  // namespace dsat::document
