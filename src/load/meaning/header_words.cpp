#include "load/meaning/header_words.hpp"
#include <map>
#include "dsat/base/text.hpp"
#include "load/profile.hpp"
namespace dsat::load {
std::vector<FieldEvidence> header_evidence(std::string_view key) {
  static const auto table = [] {
    std::map<std::string, std::vector<Field>, std::less<>> t;
    for (const auto& [f, sources] : makers().back().tables.front().fields)
      for (const auto& s : sources)
        if (s.options.size() == 1 && s.options[0].size() == 1) t[s.options[0][0].key].push_back(f);
    return t;
  }();
  std::vector<FieldEvidence> out;
  if (auto f = table.find(key); f != table.end())
    for (Field x : f->second) out.push_back({x, 1.0});
  if (out.empty())
    for (std::string_view owner : {"ticket ", "conversation ", "case ", "issue ", "support "})
      if (key.starts_with(owner))
        if (auto f = table.find(key.substr(owner.size())); f != table.end())
          for (Field x : f->second)
            if (x != Field::reason && x != Field::comment) out.push_back({x, 0.9});
  if (out.empty()) {
    auto ws = split(key, ' ');
    for (auto& [k, fs] : table) {
      if (k.size() < 4) continue;
      std::string padded = " " + std::string(key) + " ";
      if (padded.find(" " + k + " ") != std::string::npos)
        for (Field x : fs) out.push_back({x, 0.5});
    }
  }
  return out;
}
bool is_total_word(std::string_view cell) {
  const std::string f = fold(cell);
  for (std::string_view w : {"total", "subtotal", "average", "grand total", "summe"})
    if (f == w || f.starts_with(std::string(w) + " ") || f.ends_with(" " + std::string(w))) return true;
  return false;
}
bool no_reason(std::string_view) {
  return false;
}
}  // namespace dsat::load
