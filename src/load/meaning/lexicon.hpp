#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What words mean in the languages that exports are written in. A language is one data file in `languages/` and one
/// line in the list there; this is how it is read, and all that it knows of meaning is the name of a line's kind.
namespace dsat::load {

/// One line of a language file, `KIND ARGUMENT…: word, word, …`: `month 3: märz, mär`, `header comment: kommentar`.
struct LexiconEntry {
  std::string_view language;                ///< `german`
  std::vector<std::string_view> arguments;  ///< what stands between the kind and the colon
  std::vector<std::string_view> words;      ///< as written in the file, trimmed; parted by `, `
};

/// All lines of one kind, in the order of the languages. The texts live as long as the program.
std::vector<LexiconEntry> lexicon(std::string_view kind);

/// A language file's text as compiled in.
struct LanguageText {
  std::string_view key, text;
};
extern const LanguageText language_texts[];
extern const std::size_t language_text_count;

}  // namespace dsat::load
