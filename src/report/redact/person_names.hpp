#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dsat/report/redact.hpp"

namespace dsat::report::redact_detail {

/// Words that are no names although people, and the accounts of desks, are called so: `Will`, `Support`, `Guest`.
enum class WordKind : std::uint8_t {
  other,
  word,  ///< also a name: goes as part of a full name
  role,  ///< never a name, alone or with others of its kind
};
WordKind kind_of(std::string_view folded);

/// Names of people, found in texts: full names in either order, and single parts of them. A part goes only where it is
/// no word of the language: neither in the list of such words, nor more often written small than as a name in the
/// texts it learned from.
class PersonNames {
 public:
  /// A name as the data have it; one with digits or an `@` is an account and no name. Without `parts` only all of it
  /// goes. The first who adds a name says whose it is.
  void add(std::string_view name, Secret whose, bool parts);
  /// A text to learn words of the language from. After all names.
  void learn(std::string_view text);
  bool empty() const { return full_.empty() && parts_.empty() && run_together_.empty(); }

  /// Replaces names, and leaves labels (`[phone]`) alone.
  void replace(Redacted& redacted) const;

 private:
  struct Full {
    std::vector<std::string> words;
    Secret whose;
  };
  struct Part {
    Secret whose;
    std::size_t small = 0, capital = 0;  ///< how often texts write it, not counting capitals that begin a sentence
  };
  std::string without_run_together(std::string_view text, Redacted& redacted) const;

  std::unordered_map<std::string, std::vector<Full>> full_;  ///< by first word
  std::unordered_map<std::string, Part> parts_;
  std::unordered_map<std::string, Secret> run_together_;  ///< names of scripts that put no blanks between words
  std::set<std::size_t, std::greater<>> lengths_;         ///< of these, in bytes
};

}  // namespace dsat::report::redact_detail
