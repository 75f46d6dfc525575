#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// UTF-8 text. All strings inside dsat are valid UTF-8 once the load room has decoded them.
namespace dsat {

/// Length of the longest valid prefix of `text`; equals its size when all of it is valid UTF-8 (no surrogates,
/// no overlong forms, up to U+10FFFF).
std::size_t valid_utf8_prefix(std::string_view text);

/// Copy with every maximal invalid part replaced by one U+FFFD; `replaced` counts them, when given.
std::string to_valid_utf8(std::string_view text, std::size_t* replaced = nullptr);

/// Decodes one code point at `at` and moves past it. Invalid bytes yield U+FFFD and move by one.
char32_t next_code_point(std::string_view text, std::size_t& at);

/// Appends a code point as UTF-8.
void append_code_point(std::string& to, char32_t code_point);

/// Columns that `text` takes on a terminal: wide characters count 2, combining ones 0.
std::size_t display_width(std::string_view text);

/// `text` cut to at most `width` columns; what was cut is marked with `ellipsis`, which is part of the width.
std::string shorten(std::string_view text, std::size_t width, std::string_view ellipsis = "…");

/// Without leading and trailing blanks: ASCII white space, no-break space, U+FEFF, ideographic space.
std::string_view trim(std::string_view text);

/// Key for comparing names: trimmed, runs of blanks made one, Unicode case folding and compatibility composition.
std::string fold(std::string_view text);

/// Folded, and without the marks that writers leave out: `Péssimo` and `pessimo`, `ё` and `е`, `ł` and `l`, Arabic
/// vowel signs. What tells words apart in their script (dakuten, Indic vowels) stays.
std::string fold_marks(std::string_view text);

/// Trimmed, every run of white space (line breaks too) made one blank: a multi-line comment on one line.
std::string one_line(std::string_view text);

/// Safe for a terminal: C0/C1 controls, DEL, bidi overrides and line separators become visible stand-ins (`␛`, `␇`, …),
/// newlines and tabs become blanks.
std::string printable(std::string_view text);

/// Words of a text: runs of letters, marks and digits (Unicode), with inner apostrophes, folded.
std::vector<std::string> words(std::string_view text);

/// Levenshtein distance with transpositions over code points of the folded texts.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `wanted`, if one is near enough to be a slip of the fingers.
std::optional<std::string> nearest(std::string_view wanted, std::span<const std::string> candidates);

/// Shell-like match of folded texts: `*` any run, `?` one character; everything else literal.
bool glob_match(std::string_view pattern, std::string_view text);

/// The parts between separators; an empty text gives one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);

/// Texts joined with a separator.
std::string join(std::span<const std::string> parts, std::string_view separator);

/// `1 rating`, `2 ratings`, `1,204 ratings`: a count with its noun; `many` defaults to `one` + "s".
std::string counted(std::int64_t n, std::string_view one, std::string_view many = {});

}  // namespace dsat
