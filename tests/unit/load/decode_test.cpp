#include "load/decode.hpp"

#include <catch2/catch.hpp>

#include "unit/load/reading.hpp"

using namespace dsat::load;
using namespace dsat::load::test;
using namespace std::string_view_literals;

namespace {

/// Hands out as little at a time as it may.
class Trickle : public ByteStream {
 public:
  explicit Trickle(std::string_view text) : text_(text) {}
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t count = std::min(size, text_.size());
    text_.copy(to, count);
    text_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view text_;
};

std::string decoded(std::string_view bytes, std::size_t piece, const std::string& encoding = "auto") {
  Decoder decoder("test", std::make_unique<Trickle>(bytes), encoding);
  std::string text, buffer(piece, '\0');
  for (;;) {
    const std::size_t got = decoder.read(buffer.data(), buffer.size());
    text.append(buffer, 0, got);
    if (got < piece) return text;
  }
}

std::string wide(std::string_view ascii, bool big) {
  std::string bytes;
  for (const char byte : ascii) bytes += big ? std::string{'\0', byte} : std::string{byte, '\0'};
  return bytes;
}

dsat::Guess encoding_of(std::string_view text) {
  return read(text).facts().guesses.front();
}

}  // namespace

TEST_CASE("a byte order mark is taken off, decoded rightly or wrongly", "[decode]") {
  CHECK(read("\xEF\xBB\xBFid,n\n1,2\n").names() == Rows{"id", "n"});
  CHECK(read("\xC3\xAF\xC2\xBB\xC2\xBFid,n\n1,2\n").names() == Rows{"id", "n"});
  CHECK(read("\xEF\xBB\xBF\xC3\xAF\xC2\xBB\xC2\xBFid,n\n1,2\n").names() == Rows{"id", "n"});
  CHECK(read("\xFF\xFE" + wide("id,n\n1,2\n", false)).names() == Rows{"id", "n"});
}

TEST_CASE("UTF-16 is told by its mark or by its zero bytes", "[decode]") {
  const std::string text = "ticket_id\trating\n1\tgood\n2\tbad\n";
  for (const bool big : {false, true}) {
    const std::string mark = big ? "\xFE\xFF" : "\xFF\xFE";
    for (const std::string& bytes : {mark + wide(text, big), wide(text, big)}) {
      const Read wide_read = read(bytes);
      CHECK(wide_read.rows() == Rows{"1|good", "2|bad"});
      CHECK(wide_read.facts().encoding == (big ? "UTF-16BE" : "UTF-16LE"));
    }
  }
  CHECK(read("\xFF\xFE\0\0i\0\0\0d\0\0\0,\0\0\0n\0\0\0\n\0\0\0"sv).names() == Rows{"id", "n"});
}

TEST_CASE("half a character at the end of UTF-16 is replaced and counted", "[decode]") {
  const Read cut = read("\xFF\xFE" + wide("id,n\n1,2", false) + "\x33");
  CHECK(cut.rows() == Rows{"1|2\xEF\xBF\xBD"});
  CHECK(cut.facts().notes == Rows{"bytes that are no text in this encoding (replaced), in line 2"});
}

TEST_CASE("a Windows code page is told by the letters of the language", "[decode]") {
  // номер;оценка / ужасно, плохо
  CHECK(encoding_of("\xED\xEE\xEC\xE5\xF0;\xEE\xF6\xE5\xED\xEA\xE0\n1;\xF3\xE6\xE0\xF1\xED\xEE, \xEF\xEB\xEE\xF5\xEE\n")
            .chosen == "Windows-1251");
  // Zażółć gęślą jaźń
  CHECK(encoding_of("id;komentarz\n1;Za\xBF\xF3\xB3\xE6 g\xEA\x9Cl\xB9 ja\x9F\xF1\n").chosen == "Windows-1250");
  // Příliš žluťoučký kůň
  CHECK(encoding_of("id;text\n1;P\xF8\xEDli\x9A \x9Elu\x9Dou\xE8k\xFD k\xF9\xF2\n").chosen == "Windows-1250");
  // árvíztűrő tükörfúrógép
  CHECK(encoding_of("id;text\n1;\xE1rv\xEDzt\xFBr\xF5 t\xFCk\xF6rf\xFAr\xF3g\xE9p\n").chosen == "Windows-1250");
  // Très déçu, ça ne marche pas
  CHECK(encoding_of("id;text\n1;Tr\xE8s d\xE9\xE7u, \xE7"
                    "a ne marche pas\n")
            .chosen == "Windows-1252");
  // Größe, für, schön
  CHECK(encoding_of("id;text\n1;Gr\xF6\xDF"
                    "e, f\xFCr, sch\xF6n\n")
            .chosen == "Windows-1252");
  const dsat::Guess guess = encoding_of("id;text\n1;caf\xE9\n");
  CHECK(guess.chosen == "Windows-1252");
  CHECK(guess.flag == "--encoding");
  CHECK_FALSE(guess.certain);
}

TEST_CASE("what a code page means comes out as UTF-8", "[decode]") {
  CHECK(read("id;text\n1;\xEF\xEB\xEE\xF5\xEE, \xF3\xE6\xE0\xF1\xED\xEE\n").row(0) == "1|плохо, ужасно");
  CHECK(read("id;text\n1;caf\xE9 \x96 cr\xE8me \x80\n").row(0) == "1|café – crème €");
}

TEST_CASE("of a file with two encodings the valid parts are kept, the rest is replaced and counted", "[decode]") {
  const Read mixed =
      read("id,text\n1,\xD0\xBF\xD0\xBB\xD0\xBE\xD1\x85\xD0\xBE\n2,caf\xE9\n3,\xC3\xA9t\xC3\xA9\n4,\xFF\n");
  CHECK(mixed.rows() == Rows{"1|плохо", "2|caf\xEF\xBF\xBD", "3|été", "4|\xEF\xBF\xBD"});
  CHECK(mixed.facts().encoding == "UTF-8");
  CHECK(mixed.facts().notes == Rows{"bytes that are no text in this encoding (replaced), 2 times, first in line 3"});
}

TEST_CASE("cells that are UTF-8 stay so among those of a code page", "[decode]") {
  std::string text = "id,text\n0,\"gr\xC3\xBC\xC3\x9F, dich\"\n";
  for (int row = 1; row <= 60; ++row) text += std::to_string(row) + ",gr\xFC\xDF dich, sch\xF6n\n";
  for (const std::size_t piece : {16, 17, 1000}) {
    const std::string whole = decoded(text, piece);
    CHECK(whole.starts_with("id,text\n0,\"grüß, dich\"\n1,grüß dich, schön\n"));
    CHECK(whole.ends_with("60,grüß dich, schön\n"));
    CHECK(whole.find("\uFFFD") == whole.npos);
  }
}

TEST_CASE("a NUL byte doesn't end a cell", "[decode]") {
  const Read zeros = read("id,text\n1,a\0b\n2,c\n"sv);
  CHECK(zeros.rows() == Rows{"1|a\xEF\xBF\xBD"
                             "b",
                             "2|c"});
  CHECK(zeros.facts().notes == Rows{"NUL byte (replaced), in line 2"});
}

TEST_CASE("U+FEFF inside a text is kept", "[decode]") {
  CHECK(read("id,text\n1,a\xEF\xBB\xBF"
             "b\n")
            .row(0) ==
        "1|a\xEF\xBB\xBF"
        "b");
  CHECK(read("id,text\n\xEF\xBB\xBF"
             "1,b\n")
            .row(0) ==
        "\xEF\xBB\xBF"
        "1|b");
}

TEST_CASE("--encoding beats every guess", "[decode]") {
  Options options;
  options.encoding = "windows-1251";
  CHECK(read("id;text\n1;caf\xE9\n", options).row(0) == "1|cafй");
  options.encoding = "utf-8";
  CHECK(read("id;text\n1;caf\xE9\n", options).row(0) == "1|caf\xEF\xBF\xBD");
  options.encoding = "utf-16be";
  CHECK(read(wide("id;text\n1;x\n", true), options).row(0) == "1|x");
  options.encoding = "utf-17";
  CHECK(error_of("id;text\n", options) ==
        "no encoding is called 'utf-17'\n"
        "Try --encoding utf-8, utf-16le, windows-1250, windows-1251 or windows-1252; `iconv -l` lists all.");
}

TEST_CASE("text comes out the same in pieces of any size", "[decode]") {
  std::string text = "id,text\n";
  for (int row = 0; row < 3000; ++row) text += std::to_string(row) + ",naïve – плохо 悪い 😞\n";
  const std::string damaged = text + "\xFF" + text;
  const std::string repaired = text + "\xEF\xBF\xBD" + text;
  for (const std::size_t piece : {16U, 17U, 61U, 4096U, 65536U, 1000000U}) {
    CHECK(decoded(text, piece) == text);
    CHECK(decoded(damaged, piece) == repaired);
    CHECK(decoded("\xEF\xBB\xBF" + text, piece) == text);
    CHECK(decoded(wide("id,n\n1,2\n", true), piece) == "id,n\n1,2\n");
    CHECK(decoded("caf\xE9", piece) == "café");
  }
}
