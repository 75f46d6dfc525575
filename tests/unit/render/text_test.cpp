#include <catch2/catch.hpp>

#include "render/writers/all.hpp"

using namespace dsat;
using namespace dsat::document;
using namespace dsat::render;

namespace {

Document small_report() {
  Document document;
  document.title = "Root-cause report";
  document.subtitle = {"week 2026-W46 against W45", "1,284 tickets · 318 ratings"};
  document.notes = {"Dates were read as day/month/year; --date-order settles it."};
  Section summary{"summary", "", {}};
  summary.blocks = {Paragraph{"NRR is 19.2 % (61 of 318).", true}, Paragraph{"That is ordinary here.", true},
                    Facts{{{"Precision", "± 4 points, from 318 ratings, and some more words to reach the next line."},
                           {"Silence", "75 % did not answer."}}}};
  Section tags{"tags", "Tags", {}};
  Table table{.key = "tags", .title = "Most negative"};
  table.columns = {{.key = "tag", .title = "tag", .numeric = false},
                   {.key = "nrr", .title = "NRR"},
                   {.key = "low", .title = "low", .audience = Audience::machines}};
  table.rows = {{text("refund"), Cell(Share{0.3}, Tone::worse), Share{0.2}},
                {text("late"), Share{0.05}, Share{0.01}},
                {text("other"), Share{0.1}, Share{0.05}}};
  table.top = 2;
  table.more = "dsat breakdown t.csv --by tag";
  table.note = "Tags overlap.";
  tags.blocks = {Paragraph{"More of this in Markdown."}, Paragraph{"Refund is worst.", true}, table};
  document.sections = {summary, tags};
  return document;
}

}  // namespace

TEST_CASE("a report in text begins with sentences and stands in 80 columns", "[text]") {
  CHECK(write_text(small_report(), {}) ==
        R"(ROOT-CAUSE REPORT   week 2026-W46 against W45
1,284 tickets · 318 ratings

  Note  Dates were read as day/month/year; --date-order settles it.

NRR is 19.2 % (61 of 318).
That is ordinary here.

  Precision  ± 4 points, from 318 ratings, and some more words to reach the next
             line.
  Silence    75 % did not answer.

TAGS
Refund is worst.

  More of this in Markdown.

  Most negative
  tag        NRR
  refund  30.0 %
  late     5.0 %
  … 1 more: dsat breakdown t.csv --by tag
  Tags overlap.
)");
}

TEST_CASE("colours are one for worse, one for better, and faint for context", "[text]") {
  Style style;
  style.color = true;
  const std::string text = write_text(small_report(), style);
  CHECK(text.starts_with("\x1b[1mROOT-CAUSE REPORT\x1b[0m   week"));
  CHECK(text.find("  refund  \x1b[31m30.0 %\x1b[0m\n") != std::string::npos);
  CHECK(text.find("  \x1b[2mTags overlap.\x1b[0m\n") != std::string::npos);
}

TEST_CASE("a report in Markdown has the same words", "[markdown]") {
  CHECK(write_markdown(small_report(), {}) ==
        R"(# Root-cause report

week 2026-W46 against W45

1,284 tickets · 318 ratings

> Dates were read as day/month/year; --date-order settles it.

NRR is 19.2 % (61 of 318).

That is ordinary here.

- **Precision** ± 4 points, from 318 ratings, and some more words to reach the next line.
- **Silence** 75 % did not answer.

## Tags

Refund is worst.

More of this in Markdown.

### Most negative

| tag | NRR |
| --- | ---: |
| refund | 30.0 % |
| late | 5.0 % |

… 1 more: dsat breakdown t.csv --by tag

Tags overlap.
)");
}

TEST_CASE("a section with nothing in it, and a document with nothing in it, are short", "[text]") {
  Document document;
  CHECK(write_text(document, {}).empty());
  document.sections = {{"tags", "Tags", {}}};
  CHECK(write_text(document, {}) == "TAGS\n");
}
