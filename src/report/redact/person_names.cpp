#include "report/redact/person_names.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include "dsat/base/text.hpp"
#include "report/redact/characters.hpp"

namespace dsat::report::redact_detail {
namespace {

constexpr std::size_t shortest_part = 3, most_words = 5;

/// A word of a text, with the place where it stands.
struct Word {
  std::string folded;
  std::size_t begin = 0, end = 0;  ///< in bytes
  bool capital = false;
  bool begins_sentence = false;
};

bool is_upper(std::string_view letters) {
  std::size_t at = 0;
  next_code_point(letters, at);
  const std::string_view first = letters.substr(0, at);
  return fold(first) != first;
}

/// Runs of letters with apostrophes and hyphens inside.
std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  bool begins = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    char32_t c = next_code_point(text, at);
    if (c == '[') {  // a label, perhaps
      const std::size_t close = text.find(']', at);
      if (close != text.npos && close - begin < 12) at = close + 1;
      begins = false;
      continue;
    }
    if (!is_letter(c)) {
      begins = c == '.' || c == '!' || c == '?' || c == '\n' || c == ':' || (begins && (c == ' ' || c == '"'));
      continue;
    }
    std::size_t end = at;
    while (at < text.size()) {
      const std::size_t here = at;
      c = next_code_point(text, at);
      if (is_letter(c) || c == 0x301) {
        end = at;
      } else if ((c == '\'' || c == U'’' || c == '-') && at < text.size()) {
        std::size_t next = at;
        if (!is_letter(next_code_point(text, next))) {
          at = here;
          break;
        }
      } else {
        at = here;
        break;
      }
    }
    const std::string_view letters = text.substr(begin, end - begin);
    words.push_back({fold(letters), begin, end, is_upper(letters), begins});
    begins = false;
  }
  return words;
}

/// What may part the words of one name.
bool parts_a_name(std::string_view between) {
  return between == " " || between == ", " || between == "." || between == ". " || between == "_" ||
         between == "\u00A0";
}

bool runs_together(std::string_view name) {
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = next_code_point(name, at);
    if (!((c >= 0x0E00 && c < 0x0E80) || (c >= 0x3040 && c < 0xD7B0) || c == ' ' || c == 0x3000)) return false;
  }
  return true;
}

/// `Lucia's`, `Marek’s`
std::string_view without_genitive(std::string_view word) {
  for (const std::string_view ending : {"'s", "’s"})
    if (word.ends_with(ending)) return word.substr(0, word.size() - ending.size());
  return word;
}

}  // namespace

void PersonNames::add(std::string_view name, Secret whose, bool parts) {
  name = trim(name);
  if (name.size() > 80 || name.find_first_of("0123456789@#/\\") != name.npos) return;
  if (name.size() >= 6 && runs_together(name)) {
    if (run_together_.emplace(name, whose).second) lengths_.insert(name.size());
    return;
  }
  std::vector<std::string> words;
  for (Word& word : words_of(name)) words.push_back(std::move(word.folded));
  if (words.empty() || words.size() > most_words) return;
  const auto is_role = [](const std::string& word) { return kind_of(word) == WordKind::role; };
  if (std::ranges::any_of(words, is_role)) return;
  if (words.size() > 1) {
    const auto add_full = [&](std::vector<std::string> sequence) {
      auto& list = full_[sequence.front()];
      if (std::ranges::find(list, sequence, &Full::words) == list.end()) list.push_back({std::move(sequence), whose});
    };
    add_full(words);
    if (words.size() == 2) add_full({words[1], words[0]});
  } else if (!parts) {
    return;
  }
  if (!parts && words.size() > 1) return;
  for (const std::string& word : words)
    if (Characters(word).size() >= shortest_part && kind_of(word) == WordKind::other) parts_.emplace(word, Part{whose});
}

void PersonNames::learn(std::string_view text) {
  if (parts_.empty()) return;
  for (const Word& word : words_of(text))
    if (const auto found = parts_.find(word.folded); found != parts_.end()) {
      if (!word.capital)
        ++found->second.small;
      else if (!word.begins_sentence)
        ++found->second.capital;
    }
}

void PersonNames::replace(Redacted& redacted) const {
  if (empty() || redacted.text.empty()) return;
  const std::string_view text = redacted.text;
  std::string out;
  std::size_t copied = 0;
  const auto put = [&](std::size_t begin, std::size_t end, Secret whose) {
    out += text.substr(copied, begin - copied);
    out += label(whose);
    copied = end;
    ++redacted.found[static_cast<std::size_t>(whose)];
  };

  const std::vector<Word> words = words_of(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view first = without_genitive(words[i].folded);
    if (const auto list = full_.find(std::string(first)); list != full_.end()) {
      const Full* longest = nullptr;
      for (const Full& full : list->second) {
        if (i + full.words.size() > words.size() || (longest && longest->words.size() >= full.words.size())) continue;
        bool same = true, common = true;
        for (std::size_t k = 0; k < full.words.size() && same; ++k) {
          const Word& word = words[i + k];
          const bool last = k + 1 == full.words.size();
          same = (last ? without_genitive(word.folded) : std::string_view(word.folded)) == full.words[k] &&
                 (k == 0 || parts_a_name(text.substr(words[i + k - 1].end, word.begin - words[i + k - 1].end)));
          common = common && kind_of(full.words[k]) == WordKind::word && !word.capital;
        }
        if (same && !common) longest = &full;
      }
      if (longest != nullptr) {
        const Word& last = words[i + longest->words.size() - 1];
        const std::size_t genitive = last.folded.size() - without_genitive(last.folded).size();
        put(words[i].begin, last.end - genitive, longest->whose);
        i += longest->words.size() - 1;
        continue;
      }
    }
    const auto part = parts_.find(std::string(first));
    if (part == parts_.end() || part->second.small > part->second.capital) continue;
    put(words[i].begin, words[i].end - (words[i].folded.size() - first.size()), part->second.whose);
  }
  out += text.substr(copied);

  redacted.text = run_together_.empty() ? std::move(out) : without_run_together(out, redacted);
}

std::string PersonNames::without_run_together(std::string_view text, Redacted& redacted) const {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    auto found = run_together_.end();
    if (c >= 0x0E00)
      for (auto length = lengths_.begin(); length != lengths_.end() && found == run_together_.end(); ++length)
        found = run_together_.find(std::string(text.substr(begin, *length)));
    if (found == run_together_.end()) {
      out += text.substr(begin, at - begin);
      continue;
    }
    out += label(found->second);
    ++redacted.found[static_cast<std::size_t>(found->second)];
    at = begin + found->first.size();
  }
  return out;
}

}  // namespace dsat::report::redact_detail
