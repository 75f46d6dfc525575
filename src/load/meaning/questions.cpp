#include "load/meaning/questions.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/header.hpp"
#include "load/meaning/lexicon.hpp"
#include "load/meaning/rating_grammar.hpp"

namespace dsat::load {
namespace {

/// A word of a `question` line, ready to be found in a padded name.
struct Pattern {
  std::string text;
  std::string_view about;     ///< `satisfaction`, `rating`, …
  std::string_view argument;  ///< `8`, `6-1`
};

bool is_unparted(std::string_view text) {
  std::size_t at = 0;
  const char32_t c = next_code_point(text, at);
  return c >= 0x3040 && c <= 0xD7AF;
}

/// Words parted and bounded by one blank each: ` how satisfied are you `.
std::string padded(std::string_view text) {
  std::string words = " ";
  const std::string key = fold_marks(normalise_header(text).key);
  for (std::size_t at = 0; at < key.size();) {
    const std::size_t start = at;
    static constexpr std::u32string_view marks = U" ,;:!?=<>%&+'’_-–—()¿¡«»“”„、。・";
    if (marks.find(next_code_point(key, at)) == marks.npos)
      words.append(key, start, at - start);
    else if (words.back() != ' ')
      words += ' ';
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

const std::vector<Pattern>& patterns() {
  static const std::vector<Pattern> all = [] {
    std::vector<Pattern> made;
    for (const LexiconEntry& entry : lexicon("question"))
      for (const std::string_view word : entry.words) {
        std::string text = fold_marks(word);
        const bool beginning = text.ends_with('*');
        if (beginning) text.pop_back();
        if (!is_unparted(text)) text = " " + text + (beginning ? "" : " ");
        made.push_back({std::move(text), entry.arguments.empty() ? std::string_view() : entry.arguments.front(),
                        entry.arguments.size() > 1 ? entry.arguments[1] : std::string_view()});
      }
    return made;
  }();
  return all;
}

const Pattern* pattern_about(std::string_view about, const std::string& name) {
  for (const Pattern& pattern : patterns())
    if (pattern.about == about && name.find(pattern.text) != std::string::npos) return &pattern;
  return nullptr;
}

bool speaks_of(std::string_view about, const std::string& name) {
  return pattern_about(about, name) != nullptr;
}

double evidence_of_rating(const std::string& name) {
  double most = 0;
  for (const Pattern& pattern : patterns())
    if (pattern.about == "rating" && name.find(pattern.text) != std::string::npos)
      most = std::max(most, parse_number(pattern.argument).value_or(0) / 10);
  return most;
}

bool is_customers(const std::string& name) {
  return speaks_of("satisfaction", name) || speaks_of("recommending", name) || speaks_of("effort", name);
}

bool is_negative(const std::string& name) {
  if (speaks_of("negative", name)) return true;
  // What stands around the word says nothing about its direction: `Is negative rating`, `Customer unhappy?`.
  std::string rest;
  for (const std::string_view word : split(name, ' ')) {
    const std::string alone = " " + std::string(word) + " ";
    if (word.empty() || speaks_of("frame", alone) || evidence_of_rating(alone) > 0) continue;
    rest += (rest.empty() ? "" : " ") + std::string(word);
  }
  const auto phrase = best_reading(read_rating_word(rating_word(rest)), 0);
  return phrase && phrase->kind == RatingPhrase::Kind::rated && phrase->family != RatingFamily::answer &&
         phrase->degree < 0;
}

}  // namespace

QuestionKind question_kind(std::string_view text) {
  const std::string name = padded(text);
  if (speaks_of("nobody", name) && !is_customers(name)) return QuestionKind::none;
  if (speaks_of("recommending", name)) return QuestionKind::recommending;
  if (speaks_of("satisfaction", name)) return QuestionKind::satisfaction;
  if (speaks_of("effort", name)) return QuestionKind::effort;
  return evidence_of_rating(name) > 0 || is_negative(name) ? QuestionKind::other : QuestionKind::none;
}

double rating_header_evidence(std::string_view header) {
  const std::string name = padded(header);
  if (speaks_of("satisfaction", name) || speaks_of("recommending", name)) return 1;
  if (speaks_of("effort", name)) return 0.7;
  if (speaks_of("nobody", name)) return 0;
  if (is_negative(name)) return 0.9;
  return evidence_of_rating(name);
}

bool is_nobodys_rating(std::string_view header) {
  const std::string name = padded(header);
  return speaks_of("nobody", name) && evidence_of_rating(name) > 0 && !is_customers(name);
}

bool is_of_hardship(std::string_view header) {
  return speaks_of("hardship", padded(header));
}

bool is_negative_question(std::string_view header) {
  return is_negative(padded(header));
}

std::string_view scale_by_custom(std::string_view header) {
  const Pattern* const found = pattern_about("grades", padded(header));
  return found == nullptr ? std::string_view() : found->argument;
}

}  // namespace dsat::load
