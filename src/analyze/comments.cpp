#include "dsat/analyze/comments.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "dsat/analyze/outcome.hpp"
#include "dsat/base/text.hpp"
#include "dsat/stats/multiple.hpp"
#include "dsat/stats/tests.hpp"

namespace dsat::analyze {
namespace {

constexpr std::int64_t fewest_comments = 5, fewest_repeats = 3;
/// Prior of the log odds: as if this share of the words had been seen before, spread as in both bodies together.
constexpr double prior_share = 0.1;

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

/// Words as numbers.
class Vocabulary {
 public:
  std::uint32_t number(const std::string& word) {
    const auto [place, is_new] = numbers_.emplace(word, static_cast<std::uint32_t>(words_.size()));
    if (is_new) {
      words_.push_back(word);
      // Figures are order numbers and amounts, single letters are initials.
      const bool figure = std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
      telling_.push_back(!figure && !is_stop_word(word) && display_width(word) > 1);
    }
    return place->second;
  }
  bool telling(std::uint32_t word) const { return telling_[word]; }
  const std::string& word(std::uint32_t number) const { return words_[number]; }

 private:
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> numbers_;
  std::vector<std::string> words_;
  std::vector<bool> telling_;
};

/// A term is a word, or two in a row: the first in the upper half, plus one.
using TermKey = std::uint64_t;
constexpr TermKey one_word(std::uint32_t word) {
  return word;
}
constexpr TermKey two_words(std::uint32_t first, std::uint32_t second) {
  return (TermKey{first} + 1) << 32 | second;
}

std::string text_of(TermKey key, const Vocabulary& vocabulary) {
  const auto second = static_cast<std::uint32_t>(key);
  const auto first = static_cast<std::uint32_t>(key >> 32);
  return first == 0 ? vocabulary.word(second) : vocabulary.word(first - 1) + " " + vocabulary.word(second);
}

/// Terms of a comment, each once.
std::vector<TermKey> terms_of(std::string_view comment, Vocabulary& vocabulary) {
  std::vector<TermKey> terms;
  std::uint32_t before = 0;
  bool has_before = false;
  for (const std::string& word : words(comment)) {
    const std::uint32_t number = vocabulary.number(word);
    if (!vocabulary.telling(number)) {
      has_before = false;
      continue;
    }
    terms.push_back(one_word(number));
    if (has_before && before != number) terms.push_back(two_words(before, number));
    before = number;
    has_before = true;
  }
  std::ranges::sort(terms);
  terms.erase(std::ranges::unique(terms).begin(), terms.end());
  return terms;
}

/// The comments of one set of ratings, as terms.
struct Body {
  std::vector<Row> rows;
  std::vector<std::vector<TermKey>> terms;
  std::int64_t words = 0;  ///< terms of all comments together

  Body(const View& view, std::span<const Row> from, Vocabulary& vocabulary) {
    const TextColumn& comments = view.store().ratings.comment;
    if (comments.empty()) return;
    for (const Row row : from) {
      if (!row.answered() || comments[row.rating].empty()) continue;
      std::vector<TermKey> found = terms_of(comments[row.rating], vocabulary);
      if (found.empty()) continue;
      words += static_cast<std::int64_t>(found.size());
      rows.push_back(row);
      terms.push_back(std::move(found));
    }
  }
  std::int64_t size() const { return static_cast<std::int64_t>(rows.size()); }
};

struct Counts {
  std::int64_t here = 0, there = 0;
  std::uint64_t fingerprint = 0;  ///< the same for terms that stand in the same comments
};

std::uint64_t scrambled(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

/// The comment of middle length among those that hold the term.
Row example_of(const View& view, const Body& body, TermKey key) {
  std::vector<Row> holding;
  for (std::size_t i = 0; i < body.rows.size(); ++i)
    if (std::ranges::binary_search(body.terms[i], key)) holding.push_back(body.rows[i]);
  if (holding.empty()) return {};
  const auto length = [&](Row row) { return view.store().ratings.comment[row.rating].size(); };
  const auto middle = holding.begin() + static_cast<std::ptrdiff_t>(holding.size() / 2);
  std::ranges::nth_element(holding, middle, [&](Row a, Row b) {
    return length(a) != length(b) ? length(a) < length(b) : a.rating < b.rating;
  });
  return *middle;
}

/// A line that opens or closes a letter has no more words than this.
constexpr std::size_t words_of_courtesy = 6, words_of_greeting = 4, lines_of_closing = 4;

/// Words of the names of agents, and of the ticket's customer where the export names whom.
class Names {
 public:
  explicit Names(const View& view) : requesters_(view.store().name_column(Field::requester_id)) {
    for (const Field field : {Field::agent, Field::first_reply_agent})
      for (const std::string& name : view.store().name_column(field).names)
        for (std::string& word : words(name)) agents_.insert(std::move(word));
  }

  std::unordered_set<std::string> of_customer(std::uint32_t ticket) const {
    std::unordered_set<std::string> names;
    if (!requesters_.empty())
      for (std::string& word : words(requesters_.name(ticket))) names.insert(std::move(word));
    return names;
  }
  bool is_agent(const std::string& word) const { return agents_.contains(word); }

 private:
  const NameColumn& requesters_;
  std::unordered_set<std::string> agents_;
};

/// What a reply says once greeting, closing, names and figures are gone: those differ in what is sent word for word. A
/// greeting is a short line, or short words before a comma, ahead of the text; a closing the short lines after it.
std::string core_of(std::string_view reply, const Names& names, std::uint32_t ticket) {
  std::vector<std::string_view> lines;
  for (const std::string_view line : split(reply, '\n'))
    if (!trim(line).empty()) lines.push_back(trim(line));
  const auto is_short = [](std::string_view line) { return words(line).size() <= words_of_courtesy; };
  std::size_t first = 0, end = lines.size();
  const bool any_long = !std::ranges::all_of(lines, is_short);
  if (lines.size() > 1 && is_short(lines.front())) ++first;
  // Of nothing but short lines nobody can tell where the text ends.
  for (std::size_t dropped = 0; any_long && dropped < lines_of_closing && end > first + 1 && is_short(lines[end - 1]);
       ++dropped)
    --end;
  const std::unordered_set<std::string> customer = names.of_customer(ticket);
  std::string core;
  for (std::size_t i = first; i < end; ++i) {
    std::string_view line = lines[i];
    if (i == 0)
      if (const std::size_t comma = line.find(',');
          comma != std::string_view::npos && words(line.substr(0, comma)).size() <= words_of_greeting)
        line.remove_prefix(comma + 1);
    for (const std::string& word : words(line)) {
      const bool figure = word.find_first_of("0123456789") != std::string::npos;
      if (!figure && !names.is_agent(word) && !customer.contains(word)) core += word + " ";
    }
  }
  return core;
}

}  // namespace

TermStudy compare_comments(const View& view, std::span<const Row> here, std::span<const Row> there, double level) {
  Vocabulary vocabulary;
  const Body first(view, here, vocabulary), second(view, there, vocabulary);
  TermStudy study;
  study.here = first.size();
  study.there = second.size();
  if (study.here == 0 || study.there == 0) return study;

  std::unordered_map<TermKey, Counts> counts;
  const auto count = [&](const Body& body, std::int64_t Counts::*part) {
    for (std::size_t i = 0; i < body.rows.size(); ++i)
      for (const TermKey key : body.terms[i]) {
        Counts& found = counts[key];
        ++(found.*part);
        found.fingerprint += scrambled(body.rows[i].rating);
      }
  };
  count(first, &Counts::here);
  count(second, &Counts::there);

  const stats::Share all{study.here, study.here + study.there};
  std::unordered_map<std::uint64_t, TermKey> of_comments;
  for (const auto& [key, found] : counts) {
    const std::int64_t holding = found.here + found.there;
    if (holding < fewest_comments || stats::smallest_fisher_p(holding, all) > level) continue;
    const auto [place, is_new] = of_comments.emplace(found.fingerprint, key);
    // Two words in the place of one say more; of equals the smaller number, so that the order of a hash has no say.
    const bool longer = (key >> 32 != 0) != (place->second >> 32 != 0) ? key >> 32 != 0 : key < place->second;
    if (!is_new && longer) place->second = key;
  }
  std::vector<TermKey> keys;
  for (const auto& [fingerprint, key] : of_comments) keys.push_back(key);
  std::ranges::sort(keys);
  study.tested = keys.size();

  std::vector<double> p;
  std::vector<Term> terms;
  for (const TermKey key : keys) {
    const Counts& found = counts[key];
    Term term{text_of(key, vocabulary), found.here, found.there, {}, 1, 1, {}};
    if (const auto test = stats::fisher({found.here, study.here}, {found.there, study.there})) term.p = test->p;
    const double words = static_cast<double>(first.words + second.words);
    const double total = prior_share * words;
    const double prior = total * static_cast<double>(found.here + found.there) / words;
    if (const auto odds = stats::log_odds({found.here, first.words}, {found.there, second.words}, prior, total))
      term.odds = *odds;
    p.push_back(term.p);
    terms.push_back(std::move(term));
  }
  const std::vector<double> q = stats::benjamini_hochberg(p);
  for (std::size_t i = 0; i < terms.size(); ++i) {
    Term& term = terms[i];
    term.q = q[i];
    if (term.q > level) continue;
    const bool marks_here = term.here * study.there > term.there * study.here;
    term.example = example_of(view, marks_here ? first : second, keys[i]);
    (marks_here ? study.mark_here : study.mark_there).push_back(std::move(term));
  }
  std::ranges::stable_sort(study.mark_here, std::ranges::greater(), [](const Term& term) { return term.odds.z; });
  std::ranges::stable_sort(study.mark_there, {}, [](const Term& term) { return term.odds.z; });
  return study;
}

BoilerplateStudy find_boilerplate(const View& view, std::span<const Row> rows) {
  BoilerplateStudy study;
  const auto prose = view.store().prose.find(Field::reply);
  if (prose == view.store().prose.end() || prose->second.empty()) return study;
  struct Group {
    std::vector<Row> rows;
  };
  std::unordered_map<std::string, Group> groups;
  const Names names(view);
  for (const Row row : rows) {
    const std::string_view reply = prose->second[row.ticket];
    if (trim(reply).empty()) continue;
    ++study.replies;
    groups[core_of(reply, names, row.ticket)].rows.push_back(row);
  }
  for (const auto& [core, group] : groups) {
    const bool repeated = static_cast<std::int64_t>(group.rows.size()) >= fewest_repeats && !core.empty();
    Boilerplate text{std::string(prose->second[group.rows.front().ticket]), 0, 0, 0};
    for (const Row row : group.rows) {
      const Outcome outcome = outcome_of(view, row);
      ++text.tickets;
      text.rated += outcome != Outcome::uncounted ? 1 : 0;
      text.negative += outcome == Outcome::negative ? 1 : 0;
    }
    (repeated ? study.repeated_rated : study.other_rated) += text.rated;
    (repeated ? study.repeated_negative : study.other_negative) += text.negative;
    if (!repeated) continue;
    study.repeated += text.tickets;
    study.texts.push_back(std::move(text));
  }
  std::ranges::sort(study.texts, [](const Boilerplate& a, const Boilerplate& b) {
    return a.tickets != b.tickets ? a.tickets > b.tickets : a.example < b.example;
  });
  return study;
}

}  // namespace dsat::analyze
