#include "load/meaning/rating_grammar.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <span>
#include <unordered_map>
#include <utility>

#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/meaning/lexicon.hpp"

namespace dsat::load {
namespace {

constexpr std::size_t longest_phrase = 96;  // bytes; free text is longer
constexpr std::size_t most_lexemes = 8;
constexpr int plain_degree = 3;
constexpr LanguageSet every_language = ~LanguageSet{0};
constexpr std::string_view signs = "signs";  // the file of what needs no language

enum class Role : std::uint8_t { stem, mild, middle, degree, negation, neither, filler, prefix, suffix, beside };

/// A word or group of words with its part in a phrase.
struct Lexeme {
  Role role = Role::filler;
  RatingFamily family = RatingFamily::quality;
  int value = 0;  ///< of a stem its signed degree, of an intensifier its degree, of a negation 0, 2 or 5
  bool own_degree = false;
  LanguageSet languages = 0;

  bool means_the_same(const Lexeme& other) const {
    return role == other.role && family == other.family && value == other.value && own_degree == other.own_degree;
  }
};

constexpr std::pair<std::string_view, RatingFamily> family_names[] = {
    {"quality", RatingFamily::quality},     {"satisfaction", RatingFamily::satisfaction},
    {"agreement", RatingFamily::agreement}, {"likelihood", RatingFamily::likelihood},
    {"ease", RatingFamily::ease},           {"face", RatingFamily::face},
};

/// Lines of words that stand with numbers; rating_number.cpp reads them.
constexpr std::string_view kinds_beside_numbers[] = {"unit", "outof", "to", "steps", "low", "high"};

/// What the arguments of a `rating` line say; nothing if they aren't understood.
std::optional<Lexeme> lexeme_of(const std::vector<std::string_view>& arguments) {
  if (arguments.empty() || arguments.size() > 2) return std::nullopt;
  const std::string_view kind = arguments.front(), more = arguments.size() == 2 ? arguments.back() : "";
  for (const auto& [name, family] : family_names)
    if (kind == name) {
      if (more.empty() || (more.front() != '+' && more.front() != '-')) return std::nullopt;
      const int sign = more.front() == '+' ? 1 : -1;
      if (more.size() == 1) return Lexeme{Role::stem, family, sign * plain_degree};
      const auto degree = parse_integer(more.substr(1));
      if (!degree || *degree < 1 || *degree > 5) return std::nullopt;
      return Lexeme{Role::stem, family, sign * static_cast<int>(*degree), true};
    }
  if (kind == "yes") return Lexeme{Role::stem, RatingFamily::answer, plain_degree};
  if (kind == "no") return Lexeme{Role::stem, RatingFamily::answer, -plain_degree};
  if (kind == "promoter") return Lexeme{Role::stem, RatingFamily::promoting, plain_degree};
  if (kind == "passive") return Lexeme{Role::middle, RatingFamily::promoting};
  if (kind == "detractor") return Lexeme{Role::stem, RatingFamily::promoting, -plain_degree};
  if (kind == "mild") return Lexeme{Role::mild};
  if (kind == "middle") return Lexeme{Role::middle};
  if (kind == "neither") return Lexeme{Role::neither};
  if (kind == "filler") return Lexeme{Role::filler};
  if (std::ranges::find(kinds_beside_numbers, kind) != std::end(kinds_beside_numbers)) return Lexeme{Role::beside};
  if (kind == "prefix") return Lexeme{Role::prefix};
  if (kind == "suffix") return Lexeme{Role::suffix};
  const auto value = parse_integer(more);
  if (kind == "degree" && value && *value >= 1 && *value <= 5)
    return Lexeme{Role::degree, RatingFamily::quality, static_cast<int>(*value)};
  if (kind == "not" && more.empty()) return Lexeme{Role::negation};
  if (kind == "not" && value && (*value == 2 || *value == 5))
    return Lexeme{Role::negation, RatingFamily::quality, static_cast<int>(*value)};
  return std::nullopt;
}

/// Every form that `satisfech|o|a de todo` stands for.
std::vector<std::string> forms_of(std::string_view pattern) {
  std::vector<std::string> forms{std::string()};
  for (const std::string_view token : split(pattern, ' ')) {
    const std::vector<std::string_view> parts = split(token, '|');
    const std::vector<std::string> before = std::exchange(forms, {});
    for (const std::string& form : before) {
      const std::string start = form + (form.empty() ? "" : " ") + std::string(parts.front());
      if (parts.size() == 1) forms.push_back(start);
      for (std::size_t i = 1; i < parts.size(); ++i) forms.push_back(start + std::string(parts[i]));
    }
  }
  return forms;
}

/// True for scripts that write no blanks between words, and Hangul, where endings are glued to them.
bool needs_no_blanks(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF);
}

/// True for pictures: faces, hands, hearts. They stand beside words or alone.
bool is_picture(char32_t c) {
  return (c >= 0x2600 && c <= 0x27BF) || (c >= 0x1F300 && c <= 0x1FAFF) || c == 0x2B50;
}

struct Grammar {
  std::unordered_map<std::string, std::vector<Lexeme>> lexemes;
  std::unordered_map<std::string, std::vector<std::pair<RatingPhrase::Kind, LanguageSet>>> marks;  ///< asked, unrated
  std::vector<std::string> prefixes, suffixes;
  std::vector<RatingWordSet> sets;
  std::vector<std::string> faults;
};

class Builder {
 public:
  Grammar build() {
    for (const LanguageText& language : std::span(language_texts, language_text_count)) names_.push_back(language.key);
    for (const LexiconEntry& entry : lexicon("rating")) add_rating(entry);
    add_marks("unrated", RatingPhrase::Kind::unrated);
    add_marks("asked", RatingPhrase::Kind::asked);
    add_marks("notasked", RatingPhrase::Kind::not_asked);
    return std::move(grammar_);
  }

 private:
  LanguageSet language_of(std::string_view name) const {
    if (name == signs) return every_language;
    return LanguageSet{1} << (std::ranges::find(names_, name) - names_.begin());
  }

  void add_rating(const LexiconEntry& entry) {
    if (!entry.arguments.empty() && entry.arguments.front() == "set") {
      RatingWordSet& set = grammar_.sets.emplace_back();
      set.language = language_of(entry.language);
      if (entry.arguments.size() > 1) set.scale = entry.arguments[1];
      for (const std::string_view word : entry.words) set.words.push_back(rating_word(word));
      return;
    }
    std::optional<Lexeme> lexeme = lexeme_of(entry.arguments);
    if (!lexeme) {
      std::string line(entry.language);
      for (const std::string_view argument : entry.arguments) (line += ' ') += argument;
      grammar_.faults.push_back(line + ": no such line");
      return;
    }
    if (lexeme->role == Role::beside) return;
    lexeme->languages = language_of(entry.language);
    for (const std::string_view pattern : entry.words)
      for (const std::string& form : forms_of(pattern)) add(rating_word(form), *lexeme, entry.language);
  }

  void add(const std::string& word, const Lexeme& lexeme, std::string_view language) {
    if (lexeme.role == Role::prefix) grammar_.prefixes.push_back(word);
    if (lexeme.role == Role::suffix) grammar_.suffixes.push_back(word);
    std::vector<Lexeme>& meanings = grammar_.lexemes[word];
    for (Lexeme& meaning : meanings) {
      if (meaning.means_the_same(lexeme)) {
        meaning.languages |= lexeme.languages;
        return;
      }
      if ((meaning.languages & lexeme.languages) != 0 && !may_share(meaning, lexeme))
        grammar_.faults.push_back(std::string(language) + ": `" + word + "` has two meanings");
    }
    meanings.push_back(lexeme);
  }

  /// A word may play several parts (`bien satisfait`, `bien`), but each part in one sense.
  static bool may_share(const Lexeme& a, const Lexeme& b) {
    const auto is_rating = [](const Lexeme& one) {
      return one.role == Role::stem || one.role == Role::mild || one.role == Role::middle;
    };
    return a.role != b.role && !(is_rating(a) && is_rating(b));
  }

  void add_marks(std::string_view kind, RatingPhrase::Kind meaning) {
    for (const LexiconEntry& entry : lexicon(kind))
      for (const std::string_view pattern : entry.words)
        for (const std::string& form : forms_of(pattern))
          grammar_.marks[rating_word(form)].emplace_back(meaning, language_of(entry.language));
  }

  std::vector<std::string_view> names_;
  Grammar grammar_;
};

const Grammar& grammar() {
  static const Grammar one = Builder().build();
  return one;
}

/// What a row of lexemes says together; nothing if that is no rating.
std::optional<RatingPhrase> meaning_of(std::span<const Lexeme* const> lexemes) {
  std::vector<int> stems;  // signed degrees
  const Lexeme* stem = nullptr;
  std::size_t negations = 0, neithers = 0;
  int strongest_negation = 0, degree = 0;
  bool mild = false, middle = false, affixed = false, weakened = false;
  for (std::size_t i = 0; i < lexemes.size(); ++i) {
    const Lexeme& lexeme = *lexemes[i];
    switch (lexeme.role) {
      case Role::stem: {
        const bool turned = i > 0 && lexemes[i - 1]->role == Role::prefix;
        if (turned && lexeme.value < 0) return std::nullopt;
        stems.push_back(turned ? -lexeme.value : lexeme.value);
        stem = &lexeme;
        break;
      }
      case Role::mild:
        mild = true;
        stem = &lexeme;
        if (i > 0 && lexemes[i - 1]->role == Role::prefix) affixed = true;
        stems.push_back(plain_degree);
        break;
      case Role::middle:
        middle = true;
        stem = &lexeme;
        break;
      case Role::degree:
        degree = std::max(degree, lexeme.value);
        weakened = negations > 0 && stems.empty();  // `not very satisfied`
        break;
      case Role::negation:
        ++negations;
        if (lexeme.value != 0) strongest_negation = lexeme.value;
        break;
      case Role::neither:
        ++neithers;
        break;
      case Role::suffix:
        if (stems.empty() || stems.back() < 0) return std::nullopt;
        affixed = affixed || mild;
        stems.back() = -stems.back();
        break;
      case Role::filler:
      case Role::prefix:
      case Role::beside:
        break;
    }
  }
  RatingPhrase phrase;
  if (middle) {
    if (!stems.empty() || negations + neithers > 0) return std::nullopt;
    phrase.family = stem->family;
    return phrase;
  }
  if (stems.empty()) {
    // `Definitely not`, `Not at all`, `Completely`: an answer of which only the degree is written.
    const bool is_yes = negations == 0 && degree > plain_degree && lexemes.size() == 1;
    if (neithers > 0 || (!is_yes && (negations == 0 || (degree == 0 && strongest_negation == 0)))) return std::nullopt;
    phrase.family = RatingFamily::answer;
    phrase.bare = is_yes;
    phrase.degree = is_yes ? degree : -(strongest_negation != 0 ? strongest_negation : degree);
    return phrase;
  }
  phrase.family = stem->family;
  if (stems.size() > 1) {
    const bool both = std::ranges::any_of(stems, [](int one) { return one > 0; }) &&
                      (std::ranges::any_of(stems, [](int one) { return one < 0; }) || negations > 0);
    if (neithers > 0 ? both : negations > 1 && negations >= stems.size() && both) return phrase;
    return std::nullopt;
  }
  if (neithers > 0) return std::nullopt;
  const int own = stems.front();
  if (mild) {
    if (affixed && negations > 0) return std::nullopt;
    phrase.mild = true;
    if (affixed || negations > 0) {
      phrase.degree = -(degree > plain_degree ? degree : plain_degree);
    } else if (degree > plain_degree) {
      phrase.degree = degree;
    }
    return phrase;
  }
  phrase.own_degree = stem->own_degree;
  if (negations > 0) {
    // `Not bad` says different things in different mouths.
    if (own < 0) return std::nullopt;
    phrase.negated = true;
    phrase.own_degree = false;
    if (strongest_negation == 5)
      phrase.degree = -5;
    else if (strongest_negation == 2)
      phrase.degree = degree > plain_degree ? -plain_degree : -2;
    else if (degree > 0)
      phrase.degree = weakened ? -2 : -degree;  // `not very satisfied` is less than `not satisfied`, `rather not` too
    else
      phrase.degree = -plain_degree;
    return phrase;
  }
  const int strength = stem->own_degree ? std::max(own > 0 ? own : -own, degree) : degree > 0 ? degree : plain_degree;
  phrase.degree = own > 0 ? strength : -strength;
  return phrase;
}

/// Finds the readings of one phrase: rows of lexemes that cover it, in one language.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), words_(grammar()) {
    ends_.resize(text.size() + 1, false);
    char32_t before = U' ';
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t start = at;
      const char32_t c = next_code_point(text, at);
      ends_[start] = before == U' ' || c == U' ' || needs_no_blanks(before) || needs_no_blanks(c);
      before = c;
    }
    ends_[text.size()] = true;
  }

  std::vector<RatingReading> read() {
    step(0, every_language, false);
    return std::move(readings_);
  }

 private:
  void step(std::size_t at, LanguageSet languages, bool glued) {
    while (at < text_.size() && text_[at] == ' ') ++at;
    if (at == text_.size()) return finish(languages);
    if (row_.size() == most_lexemes) return;
    for (std::size_t end = text_.size(); end > at; --end) {
      if (text_[end - 1] == ' ') continue;
      const bool whole = ends_[end];
      if (!whole && !may_be_glued(at, end)) continue;
      const auto found = words_.lexemes.find(std::string(text_.substr(at, end - at)));
      if (found == words_.lexemes.end()) continue;
      for (const Lexeme& lexeme : found->second) {
        const LanguageSet common = languages & lexeme.languages & ~taken_;
        if (common == 0) continue;
        const bool is_prefix = lexeme.role == Role::prefix, is_suffix = lexeme.role == Role::suffix;
        if (is_prefix && (end == text_.size() || text_[end] == ' ')) continue;
        if (is_suffix != glued) continue;
        const bool is_stem = lexeme.role == Role::stem || lexeme.role == Role::mild;
        if (after_prefix() && !is_stem) continue;
        const bool ends_glued = !whole && !is_prefix;
        if (ends_glued && !is_stem) continue;
        row_.push_back(&lexeme);
        step(end, common, ends_glued);
        row_.pop_back();
      }
    }
  }

  bool after_prefix() const { return !row_.empty() && row_.back()->role == Role::prefix; }

  /// True if the text from `at` to `end` is a prefix, or what follows it up to the word's end is a suffix.
  bool may_be_glued(std::size_t at, std::size_t end) const {
    const std::string_view part = text_.substr(at, end - at);
    if (std::ranges::find(words_.prefixes, part) != words_.prefixes.end()) return true;
    const std::string_view rest = text_.substr(end, text_.find(' ', end) - end);
    return std::ranges::find(words_.suffixes, rest) != words_.suffixes.end();
  }

  void finish(LanguageSet languages) {
    languages &= ~taken_;
    if (languages == 0 || after_prefix()) return;
    const auto phrase = meaning_of(row_);
    if (!phrase) return;
    taken_ |= languages;
    readings_.push_back({*phrase, languages});
  }

  std::string_view text_;
  const Grammar& words_;
  std::vector<bool> ends_;  ///< where a word may end
  std::vector<const Lexeme*> row_;
  LanguageSet taken_ = 0;
  std::vector<RatingReading> readings_;
};

void order(std::vector<RatingReading>& readings) {
  std::ranges::sort(readings, {}, [](const RatingReading& one) { return one.languages & (~one.languages + 1); });
}

int sign(const RatingPhrase& phrase) {
  return phrase.degree > 0 ? 1 : phrase.degree < 0 ? -1 : 0;
}

/// The readings that two parts have in common: same language, same class; the stronger degree.
std::vector<RatingReading> agreeing(const std::vector<RatingReading>& first, const std::vector<RatingReading>& second) {
  std::vector<RatingReading> both;
  for (const RatingReading& a : first)
    for (const RatingReading& b : second) {
      const bool rated = a.phrase.kind == RatingPhrase::Kind::rated && b.phrase.kind == RatingPhrase::Kind::rated;
      if ((a.languages & b.languages) == 0 || sign(a.phrase) != sign(b.phrase) || !rated) continue;
      RatingPhrase phrase = std::abs(b.phrase.degree) > std::abs(a.phrase.degree) ? b.phrase : a.phrase;
      phrase.bare = a.phrase.bare && b.phrase.bare;
      both.push_back({phrase, a.languages & b.languages});
    }
  return both;
}

/// `Happy 😀`: the words and the pictures of a cell.
std::pair<std::string, std::string> words_and_pictures(std::string_view text) {
  std::pair<std::string, std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_code_point(text, at);
    (is_picture(c) ? parts.second : parts.first).append(text, start, at - start);
  }
  parts.first = std::string(trim(parts.first));
  return parts;
}

std::vector<RatingReading> read_pictures(std::string_view pictures) {
  std::vector<RatingReading> readings;
  for (std::size_t at = 0; at < pictures.size();) {
    const std::size_t start = at;
    next_code_point(pictures, at);
    const auto one = Parser(pictures.substr(start, at - start)).read();
    if (one.empty()) return {};
    readings = start == 0 ? one : agreeing(readings, one);
  }
  return readings;
}

std::vector<RatingReading> read_phrase(std::string_view text);

/// `Good, I'm satisfied`: parts that agree.
std::vector<RatingReading> read_parts(std::string_view text) {
  for (const char mark : {',', '/', ';', '.', '!'}) {
    const std::vector<std::string_view> parts = split(text, mark);
    if (parts.size() < 2 || parts.size() > 3) continue;
    std::vector<RatingReading> readings = read_phrase(trim(parts.front()));
    for (std::size_t i = 1; i < parts.size() && !readings.empty(); ++i)
      readings = agreeing(readings, read_phrase(trim(parts[i])));
    if (!readings.empty()) return readings;
  }
  return {};
}

std::vector<RatingReading> read_phrase(std::string_view text) {
  if (text.empty() || text.size() > longest_phrase) return {};
  std::vector<RatingReading> readings = Parser(text).read();
  if (!readings.empty() || text.find_first_of(",;/.!") == text.npos) {
    order(readings);
    return readings;
  }
  if (readings = read_parts(text); !readings.empty()) return readings;
  // `Ни доволен, ни недоволен`, `Yes, completely`
  std::string without(text);
  std::ranges::replace_if(
      without, [](char c) { return c == ',' || c == '/'; }, ' ');
  readings = Parser(fold(without)).read();
  std::erase_if(readings, [](const RatingReading& one) {
    return one.phrase.degree != 0 && one.phrase.family != RatingFamily::answer;
  });
  order(readings);
  return readings;
}

/// Takes `(0-6)`, a range in brackets behind a word, off.
void drop_range(std::string& word) {
  if (!word.ends_with(')')) return;
  const std::size_t open = word.rfind('(');
  if (open == std::string::npos || open == 0) return;
  const std::string_view inside = std::string_view(word).substr(open + 1, word.size() - open - 2);
  const bool range = !inside.empty() && inside.find_first_not_of("0123456789 -–") == inside.npos &&
                     inside.find_first_of(" -–") != inside.npos;
  if (range) word = std::string(trim(std::string_view(word).substr(0, open)));
}

}  // namespace

std::string rating_word(std::string_view cell) {
  std::string word = fold_marks(cell);
  std::string plain;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t start = at;
    const char32_t c = next_code_point(word, at);
    const bool is_blank = c == U'_' || c == U'-' || c == U'\'' || c == U'’' || c == U'ʼ' || c == U'`' || c == U'‐';
    const bool says_nothing = (c >= 0x1F3FB && c <= 0x1F3FF) || c == 0xFE0F || c == 0x200D || c == U'¡' || c == U'¿';
    if (is_blank)
      plain += ' ';
    else if (!says_nothing)
      plain.append(word, start, at - start);
  }
  word = fold(plain);
  for (const std::string_view ending : {" with comment", " without comment"})
    if (word.ends_with(ending)) word.resize(word.size() - ending.size());
  drop_range(word);
  while (word.size() > 1 && (word.back() == '.' || word.back() == '!' || word.ends_with("。"))) {
    word.resize(word.size() - (word.ends_with("。") ? 3 : 1));
    while (word.ends_with(' ')) word.pop_back();
  }
  return word;
}

std::vector<RatingReading> read_rating_word(std::string_view word) {
  if (word.empty() || word.size() > longest_phrase) return {};
  if (const auto marked = grammar().marks.find(std::string(word)); marked != grammar().marks.end()) {
    std::vector<RatingReading> readings;
    for (const auto& [kind, languages] : marked->second) readings.push_back({RatingPhrase{.kind = kind}, languages});
    return readings;
  }
  const auto [words, pictures] = words_and_pictures(word);
  if (pictures.empty()) return read_phrase(word);
  if (words.empty()) return read_pictures(pictures);
  return agreeing(read_phrase(words), read_pictures(pictures));
}

std::optional<RatingPhrase> best_reading(const std::vector<RatingReading>& readings, LanguageSet preferred) {
  for (const RatingReading& one : readings)
    if ((one.languages & preferred) != 0) return one.phrase;
  return readings.empty() ? std::nullopt : std::optional(readings.front().phrase);
}

const std::vector<RatingWordSet>& rating_word_sets() {
  return grammar().sets;
}

std::vector<std::string> faults_of_rating_lines() {
  return grammar().faults;
}

}  // namespace dsat::load
