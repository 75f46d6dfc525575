#include "dsat/base/text.hpp"

#include <catch2/catch.hpp>
#include <random>

namespace dsat {
namespace {

using namespace std::string_literals;

/// Decides without tables: decodes and encodes again.
bool is_valid_character(const std::string& bytes) {
  std::size_t at = 0;
  const char32_t c = next_code_point(bytes, at);
  std::string again;
  append_code_point(again, c);
  return at == bytes.size() && again == bytes;
}

}  // namespace

TEST_CASE("valid UTF-8 is told from invalid", "[text]") {
  CHECK(valid_utf8_prefix("") == 0);
  CHECK(valid_utf8_prefix("plain text, longer than eight bytes") == 35);
  CHECK(valid_utf8_prefix("naïve – Жалоба – 🙂 – \U0010FFFF") ==
        "naïve – Жалоба – 🙂 – \U0010FFFF"s.size());
  CHECK(valid_utf8_prefix("a\0b"s) == 3);

  const auto refused = [](const std::string& bytes) {
    CAPTURE(bytes);
    CHECK(valid_utf8_prefix("ab" + bytes) == 2);
    CHECK(valid_utf8_prefix("12345678" + bytes + "12345678") == 8);
  };
  for (const char* bytes : {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xF0\x80\x80\x80",
                            "\xF0\x8F\xBF\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                            "\xF8\x88\x80\x80\x80", "\xFF", "\xFE", "\xC3", "\xE2\x82", "\xF0\x9F\x99"}) {
    refused(bytes);
  }
  CHECK(valid_utf8_prefix("\xED\x9F\xBF\xEE\x80\x80") == 6);
}

TEST_CASE("every code point is decoded and encoded back", "[text]") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string bytes;
    append_code_point(bytes, c);
    std::size_t at = 0;
    if (valid_utf8_prefix(bytes) != bytes.size() || next_code_point(bytes, at) != c || at != bytes.size()) {
      FAIL("U+" << std::hex << static_cast<std::uint32_t>(c));
    }
  }
  std::string bytes;
  append_code_point(bytes, 0xD800);
  append_code_point(bytes, 0x110000);
  CHECK(bytes == "\uFFFD\uFFFD");
}

TEST_CASE("all sequences of three bytes are judged as their decoding says", "[text]") {
  for (int first = 0xE0; first <= 0xEF; ++first) {
    for (int second = 0x70; second <= 0xC8; ++second) {
      for (const int third : {0x00, 0x7F, 0x80, 0xBF, 0xC0}) {
        const std::string bytes{static_cast<char>(first), static_cast<char>(second), static_cast<char>(third)};
        if ((valid_utf8_prefix(bytes) == 3) != is_valid_character(bytes)) FAIL(first << ' ' << second << ' ' << third);
      }
    }
  }
}

TEST_CASE("invalid parts are replaced, each by one U+FFFD", "[text]") {
  std::size_t replaced = 99;
  CHECK(to_valid_utf8("fine", &replaced) == "fine");
  CHECK(replaced == 0);
  CHECK(to_valid_utf8("a\xFFz", &replaced) == "a\uFFFDz");
  CHECK(replaced == 1);
  // As the Unicode standard advises: what began well and broke off is one part.
  CHECK(to_valid_utf8("\xF0\x9F\x99x\xE2\x82", &replaced) == "\uFFFDx\uFFFD");
  CHECK(replaced == 2);
  CHECK(to_valid_utf8("\xED\xA0\x80", &replaced) == "\uFFFD\uFFFD\uFFFD");
  CHECK(replaced == 3);
  CHECK(to_valid_utf8("\xC0\xAF") == "\uFFFD\uFFFD");
  std::size_t at = 0;
  CHECK(next_code_point("\xF0\x9F\x99x", at) == U'\uFFFD');
  CHECK(at == 1);
}

TEST_CASE("the width on a terminal counts columns", "[text]") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("Жалоба") == 6);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("日本") == 4);
  CHECK(display_width("５") == 2);
  CHECK(display_width("🙂") == 2);
  CHECK(display_width("a\u200Db") == 2);
  CHECK(display_width("…–▁█±") == 5);
  CHECK(display_width("\xFF") == 1);
}

TEST_CASE("a text is shortened to a width with a mark", "[text]") {
  CHECK(shorten("abcdef", 6) == "abcdef");
  CHECK(shorten("abcdefg", 6) == "abcde…");
  CHECK(shorten("abcdefg", 6, "...") == "abc...");
  CHECK(shorten("日本語", 5) == "日本…");
  CHECK(shorten("日本語", 4) == "日…");
  CHECK(shorten("abc", 1) == "…");
  CHECK(shorten("abc", 0).empty());
  CHECK(shorten("abc", 2, "...") == "..");
  CHECK(shorten("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
  // A joined emoji is never cut in two.
  CHECK(shorten("ab👩\u200D💻xyz", 5) == "ab…");
}

TEST_CASE("blanks at both ends go", "[text]") {
  CHECK(trim("") == "");
  CHECK(trim(" \t\r\n\v\f") == "");
  CHECK(trim("  a b  ") == "a b");
  CHECK(trim("\u00A0\uFEFF\u3000é\u3000\u00A0") == "é");
  CHECK(trim("\u2009x\u202F") == "x");
  CHECK(trim("\x80\xA0") == "\x80\xA0");
  CHECK(trim("ж") == "ж");
  CHECK(trim(" \xA0 ") == "\xA0");
}

TEST_CASE("names are compared by a key without case, width and blanks", "[text]") {
  CHECK(fold("  Not \t SATISFIED ") == "not satisfied");
  CHECK(fold("STRASSE") == fold("straße"));
  CHECK(fold("ЖАЛОБА") == "жалоба");
  CHECK(fold("５") == "5");
  CHECK(fold("ＧＯＯＤ") == "good");
  CHECK(fold("cafe\u0301") == fold("CAFÉ"));
  CHECK(fold("a\u00A0\u2009b") == "a b");
  CHECK(fold("good\u200B") == "good");
  CHECK(fold("\uFEFFgood") == "good");
  CHECK(fold("ﬁne") == "fine");
  CHECK(fold("Σίσυφος") == fold("ΣΊΣΥΦΟΣ"));
  CHECK(fold("a\0B"s) == "a\0b"s);
  CHECK(fold("\xFFX") == "\uFFFDx");
  CHECK(fold("\u200B\u3000").empty());
}

TEST_CASE("folding knows no locale: the Turkish dotted I stays apart", "[text]") {
  CHECK(fold("I") == "i");
  CHECK(fold("İ") == "i\u0307");
  CHECK(fold("ı") == "ı");
}

TEST_CASE("folding what is folded changes nothing", "[text]") {
  for (char32_t c = 0; c <= 0x2FFFF; ++c) {
    std::string text = "x";
    append_code_point(text, c);
    const std::string once = fold(text);
    if (fold(once) != once) FAIL("U+" << std::hex << static_cast<std::uint32_t>(c));
  }
}

TEST_CASE("several lines become one", "[text]") {
  CHECK(one_line(" late\r\n\r\n  and  wrong\n") == "late and wrong");
  CHECK(one_line("a\u2028b\u00A0\u3000c") == "a b c");
  CHECK(one_line("Same Case") == "Same Case");
}

TEST_CASE("nothing printed acts on a terminal", "[text]") {
  CHECK(printable("plain – ж 🙂") == "plain – ж 🙂");
  CHECK(printable("\x1B[2J\x07\x08\0"s) == "␛[2J␇␈␀");
  CHECK(printable("a\tb\nc\rd") == "a b c d");
  CHECK(printable("\x7F") == "␡");
  CHECK(printable("a\u2028b\u2029c") == "a␤b␤c");
  for (const char* text : {"\u0080", "\u009B", "\u009F", "\u202A", "\u202E", "\u2066", "\u2069", "\u200E", "\u200F",
                           "\u061C", "\uFEFF", "\xFF"}) {
    CHECK(printable(text) == "\uFFFD");
  }
  for (char32_t c = 0; c < 0xA0; ++c) {
    std::string text;
    append_code_point(text, c);
    const std::string safe = printable(text);
    std::size_t at = 0;
    const char32_t shown = next_code_point(safe, at);
    CHECK((shown >= 0x20 && shown != 0x7F && !(shown >= 0x80 && shown < 0xA0)));
  }
}

TEST_CASE("a text is taken apart into folded words", "[text]") {
  using Words = std::vector<std::string>;
  CHECK(words("") == Words{});
  CHECK(words("Didn't answer, twice!") == Words{"didn't", "answer", "twice"});
  CHECK(words("didn’t") == Words{"didn't"});
  CHECK(words("'quoted' rock''n roll'") == Words{"quoted", "rock", "n", "roll"});
  CHECK(words("Оператор НЕ ответил; п’ять") == Words{"оператор", "не", "ответил", "п'ять"});
  CHECK(words("2nd reply+24h") == Words{"2nd", "reply", "24h"});
  CHECK(words("cafe\u0301 नमस्ते") == Words{"café", "नमस्ते"});
  CHECK(words("❤️ 🙂 \u0301") == Words{});
}

TEST_CASE("slips of the fingers are counted", "[text]") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("channel", "chanel") == 1);
  CHECK(edit_distance("channel", "chnanel") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("Жалоба", "ЖАЛАБА") == 1);
  CHECK(edit_distance("ca", "abc") == 3);
}

TEST_CASE("the nearest name is offered only when it is near", "[text]") {
  const std::vector<std::string> names{"week", "month", "quarter", "channel", "team", "tag"};
  CHECK(nearest("chanel", names) == "channel");
  CHECK(nearest("Quater", names) == "quarter");
  CHECK(nearest("teem", names) == "team");
  CHECK(nearest("tab", names) == "tag");
  CHECK_FALSE(nearest("sentiment", names));
  CHECK_FALSE(nearest("x", names));
  CHECK_FALSE(nearest("", names));
  CHECK_FALSE(nearest("week", {}));
}

TEST_CASE("a pattern with stars and question marks matches", "[text]") {
  CHECK(glob_match("*", ""));
  CHECK(glob_match("", ""));
  CHECK_FALSE(glob_match("", "a"));
  CHECK(glob_match("refund*", "Refund late"));
  CHECK(glob_match("*fund*", "refunds"));
  CHECK(glob_match("?ат", "чат"));
  CHECK_FALSE(glob_match("?ат", "ат"));
  CHECK(glob_match("a*b*c", "a-b-b-c"));
  CHECK_FALSE(glob_match("a*b*c", "a-b-b-d"));
  CHECK(glob_match("[a]", "[A]"));
  CHECK_FALSE(glob_match("[a]", "a"));
  CHECK_FALSE(glob_match(std::string(30, '*') + "b", std::string(2000, 'a')));
}

TEST_CASE("no bytes break anything, and what comes of them is valid", "[text]") {
  std::mt19937 random(7);
  const std::vector<std::string> pieces{"a", "Ж",        "🙂", "\u0301", "\u200D", " ",  "\u3000", "'",
                                        "*", "\xE2\x82", "\xFF", "\x1B",   "\0"s,    "\n", "\xC3",   "日"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto n = random() % 12; n > 0; --n) text += pieces[random() % pieces.size()];
    const std::string valid = to_valid_utf8(text);
    bool good = valid_utf8_prefix(valid) == valid.size() && fold(text) == fold(valid) &&
                fold(fold(text)) == fold(text) && one_line(one_line(text)) == one_line(text) &&
                trim(trim(text)) == trim(text) && display_width(shorten(text, 5)) <= 5 &&
                printable(printable(text)) == printable(text) && edit_distance(text, text) == 0 &&
                glob_match("*", text);
    for (const std::string& word : words(text)) good = good && words(word) == std::vector{word};
    if (!good) FAIL(text);
  }
}

TEST_CASE("texts are split, joined and counted", "[text]") {
  CHECK(split("a,b,,c", ',') == std::vector<std::string_view>{"a", "b", "", "c"});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  CHECK(split(",", ',') == std::vector<std::string_view>{"", ""});
  CHECK(join(std::vector<std::string>{"a", "b"}, ", ") == "a, b");
  CHECK(join({}, ", ").empty());
  CHECK(counted(1, "rating") == "1 rating");
  CHECK(counted(0, "rating") == "0 ratings");
  CHECK(counted(1204, "rating") == "1,204 ratings");
  CHECK(counted(2, "reply", "replies") == "2 replies");
}

}  // namespace dsat
