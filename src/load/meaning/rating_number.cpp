#include "load/meaning/rating_number.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <vector>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/meaning/lexicon.hpp"
#include "load/meaning/rating_grammar.hpp"
#include "load/moments.hpp"

namespace dsat::load {
namespace {

constexpr double largest_rating = 1000;
constexpr std::size_t longest_cell = 80;
constexpr std::size_t longest_header = 400;

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// The words of one kind that stand beside numbers, in all languages; longest first.
std::vector<std::string> words_beside(std::string_view kind) {
  std::vector<std::string> words;
  for (const LexiconEntry& entry : lexicon("rating"))
    if (entry.arguments.size() == 1 && entry.arguments.front() == kind)
      for (const std::string_view word : entry.words) words.push_back(fold_marks(word));
  std::ranges::sort(words, [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return words;
}
const std::vector<std::string>& units() {
  static const auto words = words_beside("unit");
  return words;
}
const std::vector<std::string>& words_of_whole() {
  static const auto words = words_beside("outof");
  return words;
}
const std::vector<std::string>& words_to() {
  static const auto words = words_beside("to");
  return words;
}
const std::vector<std::string>& words_of_steps() {
  static const auto words = words_beside("steps");
  return words;
}

const std::vector<std::string>& words_of_low() {
  static const auto words = words_beside("low");
  return words;
}
const std::vector<std::string>& words_of_high() {
  static const auto words = words_beside("high");
  return words;
}

bool is_one_of(const std::vector<std::string>& words, std::string_view text) {
  return std::ranges::find(words, text) != words.end();
}

std::string_view skip_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

std::string_view without_marks_around(std::string_view text) {
  static constexpr std::string_view marks = " :=.-,;()[]|/";
  while (!text.empty() && marks.find(text.front()) != text.npos) text.remove_prefix(1);
  while (!text.empty() && marks.find(text.back()) != text.npos) text.remove_suffix(1);
  for (const std::string_view dash : {"–", "—", "、", "。", "：", "＝"}) {
    if (text.starts_with(dash)) return without_marks_around(text.substr(dash.size()));
    if (text.ends_with(dash)) return without_marks_around(text.substr(0, text.size() - dash.size()));
  }
  return text;
}

/// A number at `at`, with a point or a comma too; moves past it.
std::optional<double> number_at(std::string_view text, std::size_t& at) {
  std::size_t end = at;
  const bool minus = end < text.size() && text[end] == '-';
  if (end < text.size() && (text[end] == '-' || text[end] == '+')) ++end;
  const std::size_t first = end;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == first || end - first > 6) return std::nullopt;
  std::string digits(text.substr(first, end - first));
  if (end + 1 < text.size() && (text[end] == '.' || text[end] == ',') && is_digit(text[end + 1])) {
    const std::size_t point = end++;
    while (end < text.size() && is_digit(text[end])) ++end;
    // `1.5.2026` and `3.14159265358979` are something else.
    if (end - point > 9) return std::nullopt;
    (digits += '.') += text.substr(point + 1, end - point - 1);
  }
  const auto value = parse_number(digits);
  if (!value || *value > largest_rating) return std::nullopt;
  at = end;
  return minus ? -*value : *value;
}

/// What may stand after the number: nothing, a unit word, or a label set off by a mark.
bool is_label(std::string_view rest) {
  rest = skip_blanks(rest);
  if (rest.empty() || is_one_of(units(), without_marks_around(rest))) return true;
  for (const std::string_view mark : {"-", "–", "—", ":", "=", "(", ".", ",", "|", ")", "/"})
    if (rest.starts_with(mark)) {
      rest.remove_prefix(mark.size());
      // A label, not a second number: `1-2` and `4:30` are no ratings.
      return std::ranges::none_of(rest, is_digit);
    }
  return false;
}

/// `/5`, `out of 5`, `von 5`, `из 5`: moves past it.
std::optional<std::int64_t> denominator(std::string_view text, std::size_t& at) {
  const std::string_view rest = skip_blanks(text.substr(at));
  for (const std::string& word : words_of_whole())
    if (rest.starts_with(word)) {
      const std::string_view after = skip_blanks(rest.substr(word.size()));
      if (after.empty() || !is_digit(after.front())) continue;
      std::size_t end = 0;
      const auto value = number_at(after, end);
      if (!value || *value < 2 || *value > 100 || *value != std::floor(*value)) return std::nullopt;
      at = text.size() - after.size() + end;
      return static_cast<std::int64_t>(*value);
    }
  return std::nullopt;
}

struct Taken {
  RatingNumber number;
  std::string label;
};

/// The number of a cell and the words beside it.
std::optional<Taken> take(std::string_view cell) {
  cell = trim(cell);
  if (cell.empty() || cell.size() > longest_cell) return std::nullopt;
  if (const auto found = counted_signs(cell)) return Taken{*found, {}};
  const std::string folded = fold_marks(cell);
  const std::string_view text = folded;
  // A word before the number: `nota 2`, `rating: 4`, or a label with the number in brackets at the end.
  std::size_t at = 0;
  while (at < text.size() && !is_digit(text[at]) &&
         !((text[at] == '-' || text[at] == '+') && at + 1 < text.size() && is_digit(text[at + 1])))
    ++at;
  if (at == text.size()) return std::nullopt;
  const std::string_view before = text.substr(0, at);
  const bool in_brackets = before.ends_with('(') || before.ends_with('[');
  if (!before.empty() && !in_brackets && !is_one_of(units(), without_marks_around(before))) return std::nullopt;
  const auto value = number_at(text, at);
  if (!value) return std::nullopt;
  RatingNumber number{*value, 0};
  if (const auto out_of = denominator(text, at)) number.out_of = *out_of;
  if (skip_blanks(text.substr(at)) == "%" && before.empty()) number.out_of = 100, at = text.size();
  if (number.out_of > 0 && number.value > static_cast<double>(number.out_of)) return std::nullopt;
  std::string_view rest = text.substr(at);
  if (in_brackets) {
    rest = skip_blanks(rest);
    if (!rest.starts_with(')') && !rest.starts_with(']')) return std::nullopt;
    rest.remove_prefix(1);
    if (std::ranges::any_of(rest, is_digit)) return std::nullopt;
    const std::string_view label = without_marks_around(before);
    return Taken{number, std::string(label.empty() ? without_marks_around(rest) : label)};
  }
  if (number.out_of > 0 && std::ranges::any_of(rest, is_digit)) return std::nullopt;
  if (!is_label(rest) && number.out_of == 0) return std::nullopt;
  // `05-Apr` is what a spreadsheet makes of 4/5 or 5/4, and nobody can tell which.
  if (!rest.empty() && number.out_of == 0) {
    const Stamp::Shape shape = parse_stamp(cell).shape;
    if (shape == Stamp::Shape::no_year || shape == Stamp::Shape::date) return std::nullopt;
  }
  return Taken{number, std::string(without_marks_around(rest))};
}

/// A whole number of a text, with what stands before and behind it.
struct Mark {
  std::int64_t value = 0;
  std::size_t begin = 0, end = 0;
};

std::vector<Mark> numbers_in(std::string_view text) {
  std::vector<Mark> marks;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    std::size_t begin = at;
    // A sign belongs to the number only at a word's beginning: `-2 to 2`, but not `1-5`.
    if (begin > 0 && text[begin - 1] == '-' && (begin == 1 || text[begin - 2] == ' ' || text[begin - 2] == '('))
      if (end < text.size()) --begin;
    const bool glued = at > 0 && text[at - 1] >= 'a' && text[at - 1] <= 'z';
    const auto value = parse_integer(text.substr(at, end - at));
    if (!glued && value && *value <= 100)
      marks.push_back({begin < at ? -*value : *value, begin, end});
    else
      marks.push_back({1000000, at, end});  // a number of something else, that no range goes through
    at = end;
  }
  return marks;
}

/// The degree that a text beside a number says, a few words before or behind it left out.
int degree_said(std::string_view text) {
  std::string label = rating_word(without_marks_around(text));
  if (label.empty() || label.size() > longest_cell) return 0;
  for (int front = 0; front < 3; ++front) {
    std::string part = label;
    for (int back = 0; back < 3; ++back) {
      if (const auto phrase = best_reading(read_rating_word(part), 0);
          phrase && phrase->kind == RatingPhrase::Kind::rated && phrase->degree != 0)
        return phrase->degree;
      if (is_one_of(words_of_low(), part)) return -1;
      if (is_one_of(words_of_high(), part)) return 1;
      const std::size_t blank = part.rfind(' ');
      if (blank == part.npos) break;
      part.resize(blank);
    }
    const std::size_t blank = label.find(' ');
    if (blank == label.npos) break;
    label.erase(0, blank + 1);
  }
  return 0;
}

bool is_range(std::int64_t least, std::int64_t most) {
  const bool usual = (least == 0 || least == 1) && most >= 3 && (most <= 11 || most == 100);
  return usual || (least < 0 && least >= -5 && most == -least);
}

/// `0-10`, `0 to 10`, `score 0 10`.
void find_range(std::string_view text, const std::vector<Mark>& marks, WrittenScale& scale) {
  for (std::size_t i = 0; i + 1 < marks.size(); ++i) {
    const Mark &first = marks[i], &last = marks[i + 1];
    if (!is_range(first.value, last.value)) continue;
    const std::string_view between = trim(text.substr(first.end, last.begin - first.end));
    if (!between.empty() && !is_one_of(words_to(), between)) continue;
    // A date or a version goes on.
    const auto joins = [&](const Mark& a, const Mark& b) { return b.begin - a.end <= 1; };
    if (i + 2 < marks.size() && joins(last, marks[i + 2])) continue;
    if (i > 0 && joins(marks[i - 1], first)) continue;
    scale.least = first.value;
    scale.most = last.value;
    return;
  }
}

/// `1 = worst, 5 = best`, `worst (1) to best (5)`.
void find_ends(std::string_view text, const std::vector<Mark>& marks, WrittenScale& scale) {
  const auto degree_of = [&](std::size_t i, bool behind) {
    const std::size_t begin = behind ? marks[i].end : i == 0 ? 0 : marks[i - 1].end;
    const std::size_t end = behind ? (i + 1 < marks.size() ? marks[i + 1].begin : text.size()) : marks[i].begin;
    std::string_view part = text.substr(begin, end - begin);
    if (behind) {
      // A label in brackets or with a sign ends there.
      if (const std::size_t open = part.find('('); open <= 1) part = part.substr(open + 1, part.find(')') - open - 1);
      part = part.substr(0, part.find_first_of(",;)|"));
    }
    return degree_said(part);
  };
  for (const bool behind : {true, false}) {
    std::optional<std::size_t> good, bad;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      if (marks[i].value > 100) continue;
      const int degree = degree_of(i, behind);
      if (degree > 0 && (!good || degree > degree_of(*good, behind))) good = i;
      if (degree < 0 && (!bad || degree < degree_of(*bad, behind))) bad = i;
    }
    if (good && bad && marks[*good].value != marks[*bad].value) {
      const std::int64_t a = marks[*good].value, b = marks[*bad].value;
      scale.best_is_lowest = a < b;
      if (!scale.most && std::max(a, b) - std::min(a, b) >= 2) {
        scale.least = std::min(a, b);
        scale.most = std::max(a, b);
      }
      return;
    }
    // One end is enough: `1 = best`, `1-10 where 10 is worst`.
    const auto said = good ? good : bad;
    if (!said || (good && bad) || !behind) continue;
    std::int64_t least = marks[*said].value, most = least;
    for (const Mark& mark : marks) {
      least = std::min(least, mark.value);
      most = std::max(most, mark.value <= 100 ? mark.value : most);
    }
    const bool is_lowest = marks[*said].value == least && (least < most || least <= 1);
    if (is_lowest || (marks[*said].value == most && least < most)) {
      scale.best_is_lowest = is_lowest == good.has_value();
      return;
    }
  }
}

/// `out of 10`, `/10`, `10点満点`, `5-point`.
void find_most(std::string_view text, const std::vector<Mark>& marks, WrittenScale& scale) {
  for (const Mark& mark : marks) {
    if (mark.value < 3 || (mark.value > 11 && mark.value != 100)) continue;
    const std::string_view before = trim(text.substr(0, mark.begin));
    std::string_view behind = text.substr(mark.end);
    while (behind.starts_with(' ') || behind.starts_with('-')) behind.remove_prefix(1);
    const bool whole = std::ranges::any_of(words_of_whole(), [&](const std::string& word) {
      if (!before.ends_with(word)) return false;
      const std::size_t rest = before.size() - word.size();
      return word == "/" || rest == 0 || before[rest - 1] == ' ' || before[rest - 1] == '(';
    });
    const bool steps = std::ranges::any_of(words_of_steps(), [&](const std::string& word) {
      return behind.starts_with(word) && (behind.size() == word.size() || !is_letter(behind[word.size()]) ||
                                          static_cast<unsigned char>(word.front()) >= 0xE0);
    });
    if (whole || steps) {
      scale.most = mark.value;
      return;
    }
  }
}

}  // namespace

std::optional<RatingNumber> counted_signs(std::string_view cell) {
  std::int64_t filled = 0, empty = 0;
  for (std::size_t at = 0; at < cell.size();) {
    const char32_t c = next_code_point(cell, at);
    if (c == U'★' || c == U'⭐' || c == U'🌟' || c == U'✭' || c == U'❤' || c == U'♥')
      ++filled;
    else if (c == U'☆' || c == U'♡' || c == U'🤍')
      ++empty;
    else if (c != U' ' && c != U'\uFE0F')
      return std::nullopt;
  }
  if (filled + empty == 0 || filled + empty > 10) return std::nullopt;
  return RatingNumber{static_cast<double>(filled), empty > 0 ? filled + empty : 0};
}

std::optional<RatingNumber> rating_number(std::string_view cell) {
  const auto taken = take(cell);
  return taken ? std::optional(taken->number) : std::nullopt;
}

std::string rating_label(std::string_view cell) {
  auto taken = take(cell);
  return taken ? std::move(taken->label) : std::string();
}

std::optional<WrittenScale> written_scale(std::string_view text) {
  if (text.size() > longest_header) text = text.substr(0, valid_utf8_prefix(text.substr(0, longest_header)));
  std::string folded = fold_marks(text);
  std::ranges::replace(folded, '_', ' ');
  const std::vector<Mark> marks = numbers_in(folded);
  if (marks.empty() || marks.size() > 20) return std::nullopt;
  WrittenScale scale;
  find_range(folded, marks, scale);
  find_ends(folded, marks, scale);
  if (!scale.most) find_most(folded, marks, scale);
  if (!scale.most && !scale.best_is_lowest) return std::nullopt;
  return scale;
}

}  // namespace dsat::load
