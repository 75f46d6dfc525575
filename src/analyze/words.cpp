#include "analyze/words.hpp"

#include <algorithm>
#include <array>

#include "dsat/analyze/known_words.hpp"
#include "dsat/base/text.hpp"

namespace dsat::analyze {

namespace {

constexpr std::array done = {"solved",   "closed",   "resolved", "done",        "completed", "complete",
                             "fixed",    "answered", "finished", "решен",       "решён",     "закрыт",
                             "закрыто",  "выполнен", "gelöst",   "geschlossen", "resolvido", "fechado",
                             "resuelto", "cerrado",  "résolu",   "fermé",       "risolto",   "chiuso"};
constexpr std::array live = {"chat",     "phone",     "call",    "voice", "telephone", "telefon",
                             "telefone", "messaging", "телефон", "чат",   "звонок"};

}  // namespace

std::vector<std::string> solved_statuses() {
  return {done.begin(), done.end()};
}

std::vector<std::string> live_channels() {
  return {live.begin(), live.end()};
}

bool is_solved_status(std::string_view status) {
  return std::ranges::find(done, fold(status)) != done.end();
}

bool is_live_channel(std::string_view channel) {
  const std::vector<std::string> parts = words(channel);
  return std::ranges::any_of(parts, [](const std::string& part) {
    return std::ranges::any_of(live,
                               [&](std::string_view word) { return part == word || part == std::string(word) + "s"; });
  });
}

}  // namespace dsat::analyze
