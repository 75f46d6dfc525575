#include "report/redact/surroundings.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "dsat/base/text.hpp"

namespace dsat::report::redact_detail {
namespace {

constexpr std::size_t words_before = 4, reach = 48;

// Folded. A stem ends in `*`.
constexpr std::array phone_words = std::to_array<std::string_view>(
    {"phone",  "phones",   "telephone", "telefon*",  "telefon",     "téléphon*", "telephon*", "teléfon*", "tel",
     "tlf",    "tél",      "call",      "calling",   "callback",    "mobile",    "mobil*",    "cell",     "cellphone",
     "handy",  "handynr",  "whatsapp",  "viber",     "telegram",    "signal",    "sms",       "fax",      "text",
     "ring",   "anruf*",   "rufen",     "rückruf*",  "zurückrufen", "rappel*",   "appel*",    "portable", "llam*",
     "móvil",  "movil",    "celular*",  "telemóvel", "lig*",        "chiam*",    "cellulare", "bel",      "bellen",
     "mobiel", "zadzwoń*", "komórk*",   "dzwoń*",    "звон*",       "позвон*",   "перезвон*", "телефон*", "тел",
     "моб",    "мобил*",   "сотов*",    "phoned",    "puhelin*",    "ring",      "ara",       "telp",     "電話",
     "携帯",   "电话",     "手机",      "전화",      "هاتف",        "फोन"});
constexpr std::array reference_words = std::to_array<std::string_view>(
    {"order",        "orders",      "ordernr",       "bestell*",   "auftrag*",  "commande*",     "pedido*",
     "ordine",       "bestelling*", "bestelnummer",  "zamówi*",    "заказ*",    "замовлен*",     "ticket*",
     "case",         "invoice*",    "rechnung*",     "facture*",   "factura*",  "fattura*",      "faktur*",
     "счет*",        "счёт*",       "parcel*",       "tracking",   "shipment*", "sendung*",      "colis",
     "paket*",       "package",     "ref",           "reference*", "referenz*", "référence*",    "id",
     "isbn",         "issn",        "imei",          "iccid",      "ean",       "gtin",          "upc",
     "sku",          "serial*",     "seriennummer*", "article*",   "artikel*",  "item*",         "product*",
     "produkt*",     "code*",       "error*",        "fehler*",    "erreur*",   "contract*",     "vertrag*",
     "contrat*",     "customer",    "kundennummer",  "kunden*",    "booking*",  "buchung*",      "reservation*",
     "transaction*", "payment",     "account",       "konto*",     "version",   "build",         "model*",
     "modell*",      "coupon*",     "voucher*",      "gutschein*", "meter*",    "zip",           "plz",
     "postcode",     "rma",         "return*",       "retour*",    "delivery",  "lieferschein*", "request",
     "vorgang*",     "request*",    "doi",           "pnr",        "注文",      "订单"});
constexpr std::array amount_words = std::to_array<std::string_view>(
    {"eur", "euro", "euros",  "usd",   "dollar", "dollars", "gbp",    "chf",  "pln", "zł",  "sek", "nok",
     "dkk", "kr",   "czk",    "kč",    "huf",    "ft",      "rub",    "руб",  "р",   "uah", "грн", "try",
     "tl",  "inr",  "jpy",    "yen",   "cny",    "krw",     "idr",    "rp",   "vnd", "đ",   "brl", "mxn",
     "cad", "aud",  "ml",     "l",     "g",      "kg",      "mm",     "cm",   "m",   "km",  "kb",  "mb",
     "gb",  "pcs",  "pieces", "stück", "stk",    "points",  "punkte", "bytes"});

bool is_currency(char32_t c) {
  static constexpr std::u32string_view signs = U"€$£¥₽₹₩₴₺₫฿";
  return c != 0 && signs.find(c) != signs.npos;
}

bool matches(std::string_view word, std::string_view known) {
  return known.ends_with('*') ? word.starts_with(known.substr(0, known.size() - 1)) : word == known;
}

bool is_one_of(std::string_view word, const auto& known) {
  return std::ranges::any_of(known, [&](std::string_view one) { return matches(word, one); });
}

bool is_word(char32_t c) {
  return is_letter(c) || (c >= 0x3040 && c < 0xD800);
}

bool is_amount(const Characters& text, std::size_t begin, std::size_t end) {
  std::size_t before = begin;
  while (before > 0 && text[before - 1] == ' ') --before;
  if (before > 0 && is_currency(text[before - 1])) return true;
  if (text[end] == ',' && digit(text[end + 1])) return true;
  std::size_t after = end;
  while (text[after] == ' ' || text[after] == 0xA0 || text[after] == 0x202F) ++after;
  if (is_currency(text[after])) return true;
  std::size_t word_end = after;
  while (is_word(text[word_end]) && word_end < after + 8) ++word_end;
  return word_end > after && is_one_of(fold(text.bytes(after, word_end)), amount_words);
}

}  // namespace

Called called(const Characters& text, std::size_t begin, std::size_t end) {
  if (is_amount(text, begin, end)) return Called::amount;
  if (begin > 0 && (text[begin - 1] == '#' || text[begin - 1] == U'№')) return Called::reference;
  std::size_t here = begin;
  const std::size_t least = begin > reach ? begin - reach : 0;
  for (std::size_t seen = 0; seen < words_before;) {
    while (here > least && !is_word(text[here - 1])) {
      if (text[here - 1] == '\n') return Called::nothing;
      --here;
    }
    const std::size_t word_end = here;
    while (here > least && is_word(text[here - 1])) --here;
    if (here == word_end) return Called::nothing;
    const std::string word = fold(text.bytes(here, word_end));
    if (is_one_of(word, reference_words)) return Called::reference;
    if (is_one_of(word, phone_words)) return Called::phone;
    ++seen;
  }
  return Called::nothing;
}

bool is_part_of_code(const Characters& text, std::size_t begin, std::size_t end) {
  const auto joins = [](char32_t c) { return c == '-' || c == '_' || c == '/'; };
  const std::size_t least = begin > reach ? begin - reach : 0;
  for (std::size_t here = begin; here > least; --here) {
    const char32_t c = text[here - 1];
    if (is_letter(c)) return true;
    if (!joins(c) && !digit(c)) break;
  }
  // An extension is part of a number: 555-123-4567x12.
  if ((text[end] == 'x' || text[end] == 'X') && digit(text[end + 1])) return false;
  return is_letter(text[end]) || ((text[end] == '-' || text[end] == '_') && is_letter(text[end + 1]));
}

}  // namespace dsat::report::redact_detail
