#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dsat/data/store.hpp"

/// Spellings into names.
namespace dsat::load {

/// Collects the spellings of one dictionary from several columns; in the end spellings that differ only in case and
/// blanks are one name, shown in its most frequent spelling.
class NameBook {
 public:
  /// How names are told apart and in which order they are numbered.
  enum class Kind : std::uint8_t {
    folded,      ///< compared folded, numbered by shown name
    exact,       ///< compared as written, numbered by name
    identifier,  ///< compared as written, numbered by first appearance
  };
  explicit NameBook(Kind kind) : kind_(kind) {}

  /// The number of a spelling; 0 is the empty one.
  Code spelling(std::string_view text);
  /// Spellings of a column's distinct texts, by their index.
  std::vector<Code> spellings(const std::vector<std::string>& distinct);
  const std::vector<std::string>& all_spellings() const { return spellings_; }
  /// Counts uses: the most frequent spelling will be shown (of equals the first by bytes).
  void count(Code spelling, std::int64_t uses = 1) { uses_[spelling] += uses; }

  /// Settles the names, those in use and their numbers: from now on code_of() and names() answer, and spellings aren't
  /// known any more.
  void settle();
  Code code_of(Code spelling) const { return codes_[spelling]; }
  /// code_of() each spelling.
  const std::vector<Code>& codes() const { return codes_; }
  /// The names; may be asked for once.
  std::vector<std::string> names() { return std::move(names_); }

 private:
  /// A place of the index: open addressing over the spellings' own numbers.
  struct Slot {
    std::uint32_t hash = 0;
    Code spelling = 0;  ///< 0: free
  };
  void grow();

  Kind kind_;
  std::vector<std::string> spellings_{std::string()};
  std::vector<std::int64_t> uses_{0};
  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::vector<Code> codes_;
  std::vector<std::string> names_;
};

}  // namespace dsat::load
