#include "dsat/report/redact.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

using dsat::report::redact;

namespace {

void check_all(const std::vector<std::pair<std::string, std::string>>& cases) {
  for (const auto& [before, after] : cases) {
    INFO(before);
    CHECK(redact(before) == after);
    CHECK(redact(after) == after);
  }
}

void check_kept(const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    INFO(text);
    CHECK(redact(text) == text);
  }
}

}  // namespace

TEST_CASE("e-mail addresses go", "[redact]") {
  check_all({{"write to ann.lee+shop@mail.example.com.", "write to [e-mail]."},
             {"<o'neil@example.org>, b_c@ex-ample.co.uk", "<[e-mail]>, [e-mail]"},
             {"mailto:ann@example.com", "mailto:[e-mail]"},
             {"jörg@müller.example", "[e-mail]"},
             {"ann＠example.com", "[e-mail]"},
             {"12345678@example.com", "[e-mail]"},
             {"a@b.cd e@f.gh", "[e-mail] [e-mail]"}});
  check_kept({"at 5 @ noon", "@ann", "a@b", "ann@", "@example.com", "user@localhost", ""});
}

TEST_CASE("phone numbers go, however they are written", "[redact]") {
  check_all({{"call +49 30 1234567 now", "call [phone] now"},
             {"call +49 (0)30 123456-7.", "call [phone]."},
             {"(555) 123-4567", "[phone]"},
             {"555-123-4567, 555.123.4567", "[phone], [phone]"},
             {"+1-202-555-0143", "[phone]"},
             {"030/1234567", "[phone]"},
             {"06.12.34.56.78", "[phone]"},
             {"8 (495) 123-45-67", "[phone]"},
             {"01712345678", "[phone]"},
             {"5551234567", "[number]"},
             {"555-1234", "[phone]"},
             {"612 345 678", "[phone]"},
             {"\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", "[phone]"},
             {"\uFF10\uFF19\uFF10-1234-5678", "[phone]"},
             {"+49\u00A030\u00A01234567", "[phone]"}});
}

TEST_CASE("card numbers go by Luhn's check", "[redact]") {
  check_all({{"card 4111 1111 1111 1111!", "card [card]!"},
             {"4111-1111-1111-1111", "[card]"},
             {"378282246310005", "[card]"},
             {"4111111111111112", "[number]"}});
}

TEST_CASE("bank accounts go: IBAN by its check digits, the others by their length", "[redact]") {
  check_all({{"DE89 3704 0044 0532 0130 00 please", "[IBAN] please"},
             {"iban: gb82west12345698765432", "iban: [IBAN]"},
             {"NL91ABNA0417164300.", "[IBAN]."},
             {"DE89370400440532013000", "[IBAN]"},
             {"account 12345678", "account [number]"},
             // A slip of the pen in an IBAN is no reason to print it.
             {"DE88 3704 0044 0532 0130 00", "DE[number]"}});
}

TEST_CASE("dates, years, amounts, addresses of machines and references stay", "[redact]") {
  check_kept({"on 2026-11-03 at 18:04:05", "25/10/2026", "03.11.2026", "11/03/2026", "20261103", "2026-11-03T18:04:05Z",
              "from 2019-2024", "1.234.567,89 EUR", "12,345,678", "3.14159265", "192.168.10.200", "#1234567890",
              "ticket #48211", "order 7103035", "10-12 days", "24/7", "1,284 of 3,000", "W46 2026", "1 2 3", "5 stars",
              "third time in 14 days", "+5", "(2)", "10.000.000"});
  CHECK(redact("2026-11-03 +49 30 1234567") == "2026-11-03 [phone]");
  CHECK(redact("2026-11-03 030 1234567") == "2026-11-03 [phone]");
}

TEST_CASE("what stands around a number stays as it was, whatever its bytes", "[redact]") {
  CHECK(redact("a\xff 01712345678 \xfe") == "a\xff [phone] \xfe");
  CHECK(redact(std::string("x\0y 01712345678", 15)) == std::string("x\0y [phone]", 11));
  CHECK(redact("line one\n01712345678\nline two") == "line one\n[phone]\nline two");
}

TEST_CASE("long texts are redacted in linear time, across the seams of pieces", "[redact]") {
  const std::string much(300'000, '.');
  CHECK(redact(much) == much);
  std::string words;
  while (words.size() < 70'000) words += "word ";
  CHECK(redact(words + "01712345678 end") == words + "[phone] end");
  const std::string digits(200'000, '7');
  CHECK(redact(digits) == "[number]");
  const std::string glued = std::string(65'530, 'x') + " 4111 1111 1111 1111";
  CHECK(redact(glued) == std::string(65'530, 'x') + " [card]");
}
