#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dsat::load {

/// Irregularities of one file by kind, in order of appearance.
class Oddities {
 public:
  struct Kind {
    std::string_view text;
    std::uint64_t first_line = 0;  ///< 0: no line
    std::int64_t count = 0;
  };

  /// `kind` must outlive this: a literal.
  void note(std::string_view kind, std::uint64_t line, std::int64_t count = 1);
  const std::vector<Kind>& kinds() const { return kinds_; }
  /// One sentence per kind: `short row, 3 times, first in line 7`.
  std::vector<std::string> sentences(std::string_view unit = "line") const;
  /// Gives every line another number.
  void renumber(const std::function<std::uint64_t(std::uint64_t)>& number);

 private:
  std::vector<Kind> kinds_;
};

}  // namespace dsat::load
