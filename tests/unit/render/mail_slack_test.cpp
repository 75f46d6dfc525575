#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

#include "contract/standard_document.hpp"
#include "render/escape.hpp"
#include "render/writers/all.hpp"

using namespace dsat::document;
using namespace dsat::render;

namespace {

/// A report with hostile words everywhere that data reach.
Document hostile() {
  const std::string words = "<!channel> @here <https://evil.example|click> *b* `c` & \" <script>alert(1)</script>";
  Document document;
  document.title = "Report " + words;
  document.subtitle = {words};
  document.notes = {words};
  document.ticket_url = "https://a.example/{id}";
  document.brief = true;
  Section section{"summary", words, {}};
  section.blocks.emplace_back(Paragraph{words, true});
  Table table;
  table.title = words;
  table.columns = {{.key = "ticket_id", .title = words, .numeric = false, .tickets = true},
                   {.key = "bar", .title = "", .audience = Audience::readers}};
  table.rows = {{text(words), Bar{0.5}}, {text("4711"), Bar{1}}};
  section.brief.emplace_back(table);
  document.sections.push_back(section);
  return document;
}

}  // namespace

TEST_CASE("a message for Slack has at most 15 lines, and nothing in it acts", "[slack]") {
  const std::string message = write_slack(hostile(), {});
  INFO(message);
  CHECK(std::count(message.begin(), message.end(), '\n') <= 15);
  CHECK(message.find("<!") == std::string::npos);
  CHECK(message.find("@here") == std::string::npos);
  CHECK(message.find("<https://evil") == std::string::npos);
  CHECK(message.find("*b*") == std::string::npos);
  CHECK(message.find("\\") == std::string::npos);
  CHECK(message.find("<https://a.example/4711|4711>") != std::string::npos);
  const std::string standard = write_slack(standard_document(), {});
  CHECK(std::count(standard.begin(), standard.end(), '\n') <= 15);
}

TEST_CASE("Slack sees `&`, `<` and `>` in its own way and words stay as they are", "[slack]") {
  CHECK(slack("a & b < c > d, late_delivery 5:30") == "a &amp; b &lt; c &gt; d, late_delivery 5:30");
}

TEST_CASE("a mail loads nothing, runs nothing and is small", "[mail]") {
  for (const Document& document : {hostile(), standard_document()}) {
    const std::string mail = write_mail(document, {});
    INFO(mail.substr(0, 3000));
    CHECK(mail.size() < 100'000);
    for (const char* never : {"<script", "<svg", "<img", "<link", "<style", "href=\"javascript", "style=\"url("})
      CHECK(mail.find(never) == std::string::npos);
  }
  const std::string mail = write_mail(hostile(), {});
  CHECK(mail.find("<a href=\"https://a.example/4711\">4711</a>") != std::string::npos);
  CHECK(mail.find("bgcolor=\"#2c5a86\" width=\"60\"") != std::string::npos);
}
