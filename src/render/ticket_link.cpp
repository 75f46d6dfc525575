#include "render/ticket_link.hpp"

#include "dsat/base/text.hpp"

namespace dsat::render {
namespace {

constexpr std::string_view place = "{id}";

std::string escaped(std::string_view id) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : id) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    if (plain)
      out += c;
    else
      out.append({'%', digits[byte >> 4], digits[byte & 15]});
  }
  return out;
}

}  // namespace

std::optional<std::string> ticket_address(std::string_view url_template, std::string_view id) {
  const std::string folded = fold(url_template);
  if (!folded.starts_with("https://") && !folded.starts_with("http://")) return std::nullopt;
  // A dot or two would be a folder, not a ticket.
  if (id.empty() || id.starts_with("row-") || id.find_first_not_of('.') == id.npos) return std::nullopt;
  std::string address;
  std::size_t at = 0;
  for (std::size_t next; (next = url_template.find(place, at)) != url_template.npos; at = next + place.size())
    address.append(url_template.substr(at, next - at)).append(escaped(id));
  return address.append(url_template.substr(at));
}

std::vector<std::pair<std::string, std::optional<std::string>>> linked_tickets(std::string_view cell,
                                                                               std::string_view url_template) {
  std::vector<std::pair<std::string, std::optional<std::string>>> words;
  const std::string line = one_line(cell);
  const bool several = line.starts_with('#');
  if (!several) return {{line, ticket_address(url_template, line)}};
  for (const std::string_view word : split(line, ' '))
    words.emplace_back(word, ticket_address(url_template, word.starts_with('#') ? word.substr(1) : word));
  return words;
}

}  // namespace dsat::render
