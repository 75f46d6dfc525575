#include "load/meaning/html_text.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>

using namespace dsat::load;

TEST_CASE("of HTML what a reader sees is left, and everything else stays as it is") {
  for (const auto& [cell, text] :
       {std::pair{"<p>Very slow.</p><p>Never again!</p>", "Very slow. Never again!"},
        {"first<br>second<br/>third", "first second third"},
        {"<b>so</b>me<i>how</i>", "somehow"},
        {"Tom &amp; Jerry&nbsp;&#39;s &quot;caf&eacute;&quot; &#x2764;", "Tom & Jerry 's \"café\" ❤"},
        {"<style>p { color: red }</style><div class=\"a > b\">ok</div>", "ok"},
        {"<script>if (a<b) c();</script>fine", "fine"},
        {"a<!-- hidden -->b", "ab"},
        {"&lt;p&gt;escaped &amp;amp; all&lt;/p&gt;", "escaped & all"},
        {"<p>&nbsp;</p>", ""},
        {"a < b and b > c", "a < b and b > c"},
        {"I <3 it", "I <3 it"},
        {"<Anna> said so", "<Anna> said so"},
        {"R&D; &unknown; &", "R&D; &unknown; &"},
        {"two  blanks", "two  blanks"},
        {"<a href='x'>cut", "cut"},
        {"<p", "<p"}}) {
    INFO(cell);
    std::string room;
    CHECK(html_text(cell, room) == text);
  }
}
