#include "dsat/report/redact.hpp"

#include <algorithm>

#include "report/redact/characters.hpp"

namespace dsat::report {
namespace {

using namespace redact_detail;

/// One piece of a text, its secrets replaced and counted.
class Piece {
 public:
  explicit Piece(std::string_view text) : text_(text), addresses_(find_addresses(text_)) {}

  void append_to(Redacted& to) {
    std::size_t at = 0, copied = 0;
    const auto replace = [&](std::size_t end, Secret secret) {
      to.text += text_.bytes(copied, at);
      to.text += label(secret);
      ++to.found[static_cast<std::size_t>(secret)];
      at = copied = end;
    };
    auto address = addresses_.begin();
    while (at < text_.size()) {
      while (address != addresses_.end() && address->begin < at) ++address;
      if (address != addresses_.end() && address->begin == at) {
        replace(address->end, Secret::email);
      } else if (const std::size_t iban = iban_end(text_, at)) {
        replace(iban, Secret::account);
      } else if (digit(text_[at]) || text_[at] == '+' || text_[at] == '(') {
        const Number number = number_at(text_, at);
        if (number.kind == Number::Kind::harmless)
          at = number.end;
        else
          replace(number.end, number.kind == Number::Kind::card ? Secret::card : Secret::phone);
      } else {
        ++at;
      }
    }
    to.text += text_.bytes(copied, text_.size());
  }

 private:
  Characters text_;
  std::vector<Span> addresses_;
};

}  // namespace

std::string_view label(Secret secret) {
  switch (secret) {
    case Secret::email:
      return "[e-mail]";
    case Secret::phone:
      return "[phone]";
    case Secret::card:
      return "[card]";
    case Secret::account:
      return "[IBAN]";
    case Secret::agent:
      return "[agent]";
    case Secret::customer:
      return "[customer]";
  }
  return {};
}

Redacted redacted(std::string_view text) {
  // Piece by piece: nothing that has to go reaches over a line break, or over a blank between letters.
  constexpr std::size_t enough = 1 << 16;
  const auto ends_piece = [&](std::size_t at) {
    const auto letter = [&](std::size_t place) { return is_ascii_letter(static_cast<unsigned char>(text[place])); };
    return text[at] == '\n' || (text[at] == ' ' && at > 0 && at + 1 < text.size() && letter(at - 1) && letter(at + 1));
  };
  Redacted result;
  while (!text.empty()) {
    std::size_t end = std::min(enough, text.size());
    while (end < text.size() && !ends_piece(end)) ++end;
    Piece(text.substr(0, end)).append_to(result);
    text.remove_prefix(end);
  }
  return result;
}

std::string redact(std::string_view text) {
  return redacted(text).text;
}

}  // namespace dsat::report
