#include "analyze/words.hpp"

#include <algorithm>
#include <array>

#include "dsat/base/text.hpp"

namespace dsat::analyze {

bool is_solved_status(std::string_view status) {
  static constexpr std::array done = {"solved",   "closed",   "resolved", "done",        "completed", "complete",
                                      "fixed",    "answered", "finished", "решен",       "решён",     "закрыт",
                                      "закрыто",  "выполнен", "gelöst",   "geschlossen", "resolvido", "fechado",
                                      "resuelto", "cerrado",  "résolu",   "fermé",       "risolto",   "chiuso"};
  return std::ranges::find(done, fold(status)) != done.end();
}

bool is_live_channel(std::string_view channel) {
  static constexpr std::array live = {"chat",     "phone",     "call",    "voice", "telephone", "telefon",
                                      "telefone", "messaging", "телефон", "чат",   "звонок"};
  const std::vector<std::string> parts = words(channel);
  return std::ranges::any_of(parts, [](const std::string& part) {
    return std::ranges::any_of(live,
                               [&](std::string_view word) { return part == word || part == std::string(word) + "s"; });
  });
}

}  // namespace dsat::analyze
