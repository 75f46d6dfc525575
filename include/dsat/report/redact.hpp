#pragma once
#include <string>
#include <string_view>

namespace dsat::report {

/// Free text fit for passing round: e-mail addresses, phone, card and bank account numbers become `[e-mail]`,
/// `[phone]`, `[card]` (13 to 19 digits with Luhn's check), `[IBAN]` (mod 97 is 1) and `[number]` (any other run of 8
/// digits or more). Digits of any script count; groups may be parted by blanks, `-`, `.`, `/` and brackets. Dates,
/// years, amounts, IP addresses and references after `#` stay. In doubt a number goes. Redacting twice changes nothing.
std::string redact(std::string_view text);

}  // namespace dsat::report
