#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dsat::report {

/// What has to go out of free text before it is passed round.
enum class Secret : std::uint8_t { email, phone, card, account, agent, customer };
inline constexpr std::size_t secrets = 6;
/// What stands in its place: `[phone]`.
std::string_view label(Secret secret);

struct Redacted {
  std::string text;
  std::array<std::size_t, secrets> found{};  ///< by Secret
};

/// Free text fit for passing round. What goes:
///  - e-mail addresses, also as `ann(at)example.com`;
///  - IBANs: a known country, its length and structure, check digits that hold;
///  - card numbers: an issuer's first digits, its length, Luhn's check digit;
///  - phone numbers: 8 to 15 digits after `+` or `00`; without these, groups as they are written at home, or any after
///    a word such as `phone` (7 then).
/// Digits of any script count, and nothing beside a number is touched. What stays: dates, years, amounts, versions, IP
/// addresses, ISBNs, codes that hold a letter, and what is called an order, a ticket, an article by the word before it.
/// A bare run of digits of no such shape is an id. Redacting twice changes nothing.
Redacted redacted(std::string_view text);
std::string redact(std::string_view text);

}  // namespace dsat::report
