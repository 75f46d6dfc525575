#pragma once
#include <cstdint>
#include <string_view>

/// What a column's name, or a question's text, says about the ratings below it, in any language of the lexicon.
///
/// Lines of a language file (`satisf*` is a word's beginning, words of scripts without blanks are found anywhere):
///
///     question satisfaction: satisf*      about being content
///     question recommending: recommend*   about recommending
///     question effort: effort             about how easy it was
///     question rating 8: rating           a rating, no matter of what; how surely, in tenths
///     question nobody: qa                 makes a score nobody's rating: `QA score`, `Lead score`
///     question grades 6-1: schulnote      names a scale by its custom
namespace dsat::load {

enum class QuestionKind : std::uint8_t {
  none,  ///< nothing says that it is about a rating
  satisfaction,
  recommending,
  effort,
  other,  ///< a rating or an opinion, of what isn't said
};

/// What a header or question asks for.
QuestionKind question_kind(std::string_view text);

/// How much a header speaks for a rating: 0 nothing, 1 all it can. A score that is nobody's rating is 0.
double rating_header_evidence(std::string_view header);

/// True for scores that no customer gave: `QA score`, `Lead score`, `Risk score`, `Priority score`.
bool is_nobodys_rating(std::string_view header);

/// True where yes is bad news: `Dissatisfied`, `Is negative rating`, `Bad rating`, `Unzufrieden?`.
bool is_negative_question(std::string_view header);

/// True where a high number is bad news, because it counts hardship: `How much effort …`, `Difficulty`; not `How easy`.
bool is_of_hardship(std::string_view header);

/// The scale that a name implies by custom: `Schulnote` is 6-1; empty for most names.
std::string_view scale_by_custom(std::string_view header);

}  // namespace dsat::load
