#include "dsat/base/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <numeric>
#include <utility>

#include "dsat/base/number.hpp"

namespace dsat {
namespace {

constexpr char32_t replacement = U'\uFFFD';
constexpr std::string_view replacement_utf8 = "\uFFFD";

std::uint8_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(text[at]);
}

/// What stands at some place in a text: `length` bytes that make a code point, or that are the start of one and can't
/// be (then never 0 bytes, and as many as a decoder replaces at once).
struct Sequence {
  char32_t code_point = replacement;
  std::size_t length = 1;
  bool valid = false;
};

/// Table 3-7 of the Unicode standard: the first continuation byte alone shuts out overlong forms and surrogates.
Sequence sequence_at(std::string_view text, std::size_t at) {
  const std::uint8_t lead = byte_at(text, at);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xC2 || lead > 0xF4) return {};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::uint8_t lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  std::uint8_t highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  char32_t code_point = lead & (0x7F >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i == text.size()) return {replacement, i, false};
    const std::uint8_t next = byte_at(text, at + i);
    if (next < lowest || next > highest) return {replacement, i, false};
    code_point = code_point << 6 | (next & 0x3F);
    lowest = 0x80, highest = 0xBF;
  }
  return {code_point, length, true};
}

/// The first byte at or after `at` that isn't ASCII, or the end.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t high_bits = 0x8080808080808080;
  for (; text.size() - at >= sizeof(std::uint64_t); at += sizeof(std::uint64_t)) {
    std::uint64_t chunk = 0;
    std::memcpy(&chunk, text.data() + at, sizeof chunk);
    if ((chunk & high_bits) != 0) break;
  }
  while (at < text.size() && byte_at(text, at) < 0x80) ++at;
  return at;
}

constexpr bool is_ascii_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_blank(char32_t c) {
  if (c < 0x80) return is_ascii_blank(static_cast<char>(c));
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Case folding and compatibility composition by the Unicode tables.
std::string fold_by_tables(std::string_view text) {
  constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                                          UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  utf8proc_uint8_t* mapped = nullptr;
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (length == UTF8PROC_ERROR_INVALIDUTF8) return fold_by_tables(to_valid_utf8(text));
  if (length < 0) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

/// `text` in the decomposed or the composed form.
std::string normalised(const std::string& text, utf8proc_option_t form) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &mapped, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | form));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  return length < 0 ? text : std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length));
}

/// The letter that stands for `c` where marks are left out; 0 for a mark that goes.
char32_t without_mark(char32_t c) {
  const bool is_mark = (c >= 0x300 && c <= 0x36F) || (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) ||
                       c == 0x670 || c == 0x640;
  if (is_mark) return 0;
  switch (c) {
    case U'ø':
      return U'o';
    case U'ł':
      return U'l';
    case U'đ':
      return U'd';
    case U'ı':
      return U'i';
    case U'ى':
      return U'ي';
    case U'ة':
      return U'ه';
    default:
      return c;
  }
}

std::u32string code_points(std::string_view text) {
  std::u32string all;
  all.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) all += next_code_point(text, at);
  return all;
}

std::size_t width_of(char32_t c) {
  return static_cast<std::size_t>(utf8proc_charwidth(static_cast<utf8proc_int32_t>(c)));
}

bool is_printable_ascii(char c) {
  return c >= ' ' && c <= '~';
}

/// What stands for a character that would act on a terminal instead of showing; 0 if it may stay.
char32_t stand_in(char32_t c) {
  if (c == '\n' || c == '\r' || c == '\t') return ' ';
  if (c < 0x20) return 0x2400 + c;
  if (c == 0x7F) return 0x2421;
  if (c == 0x2028 || c == 0x2029) return 0x2424;
  const bool acts = (c >= 0x80 && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
                    (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
  return acts ? replacement : 0;
}

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x02BC;
}

enum class Letter { none, inner, full };

/// A mark belongs to a word but begins none.
Letter letter_kind(char32_t c) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
      return Letter::full;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return Letter::inner;
    default:
      return Letter::none;
  }
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view text) {
  std::size_t at = skip_ascii(text, 0);
  while (at < text.size()) {
    const Sequence sequence = sequence_at(text, at);
    if (!sequence.valid) return at;
    at += sequence.length;
    if (at < text.size() && byte_at(text, at) < 0x80) at = skip_ascii(text, at);
  }
  return at;
}

std::string to_valid_utf8(std::string_view text, std::size_t* replaced) {
  std::string valid;
  std::size_t count = 0;
  for (;;) {
    const std::size_t good = valid_utf8_prefix(text);
    valid.append(text, 0, good);
    text.remove_prefix(good);
    if (text.empty()) break;
    valid += replacement_utf8;
    text.remove_prefix(sequence_at(text, 0).length);
    ++count;
  }
  if (replaced != nullptr) *replaced = count;
  return valid;
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
  if (byte_at(text, at) < 0x80) return byte_at(text, at++);
  const Sequence sequence = sequence_at(text, at);
  at += sequence.valid ? sequence.length : 1;
  return sequence.code_point;
}

void append_code_point(std::string& to, char32_t code_point) {
  const auto put = [&to](char32_t byte) { to += static_cast<char>(byte); };
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (surrogate || code_point > 0x10FFFF) code_point = replacement;
  if (code_point < 0x80) return put(code_point);
  if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
  } else {
    if (code_point < 0x10000) {
      put(0xE0 | code_point >> 12);
    } else {
      put(0xF0 | code_point >> 18);
      put(0x80 | (code_point >> 12 & 0x3F));
    }
    put(0x80 | (code_point >> 6 & 0x3F));
  }
  put(0x80 | (code_point & 0x3F));
}

std::size_t display_width(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_printable_ascii)) return text.size();
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += width_of(next_code_point(text, at));
  return width;
}

std::string shorten(std::string_view text, std::size_t width, std::string_view ellipsis) {
  if (display_width(text) <= width) return std::string(text);
  const std::size_t marked = display_width(ellipsis);
  if (marked > width) return shorten(ellipsis, width, {});

  // The cut goes between what readers take for characters: never before an accent or inside a joined emoji.
  std::size_t taken = 0, cut = 0;
  utf8proc_int32_t state = 0;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_code_point(text, at);
    if (start == 0 || utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(before),
                                                       static_cast<utf8proc_int32_t>(c), &state)) {
      cut = start;
    }
    taken += width_of(c);
    if (taken > width - marked) break;
    before = c;
  }
  return std::string(text.substr(0, cut)).append(ellipsis);
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    if (byte_at(text, 0) < 0x80) {
      if (!is_ascii_blank(text.front())) break;
      text.remove_prefix(1);
      continue;
    }
    const Sequence first = sequence_at(text, 0);
    if (!first.valid || !is_blank(first.code_point)) break;
    text.remove_prefix(first.length);
  }
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    if (byte_at(text, start) < 0x80) {
      if (!is_ascii_blank(text.back())) break;
      text.remove_suffix(1);
      continue;
    }
    while (start > 0 && text.size() - start < 4 && (byte_at(text, start) & 0xC0) == 0x80) --start;
    const Sequence last = sequence_at(text, start);
    if (!last.valid || start + last.length != text.size() || !is_blank(last.code_point)) break;
    text.remove_suffix(last.length);
  }
  return text;
}

std::string fold(std::string_view text) {
  if (skip_ascii(text, 0) != text.size()) return one_line(fold_by_tables(text));
  // The tables would give the same, ten times slower.
  text = trim(text);
  std::string key;
  key.reserve(text.size());
  for (const char c : text) {
    if (!is_ascii_blank(c)) {
      key += ascii_lower(c);
    } else if (key.back() != ' ') {
      key += ' ';
    }
  }
  return key;
}

std::string fold_marks(std::string_view text) {
  std::string folded = fold(text);
  if (skip_ascii(folded, 0) == folded.size()) return folded;
  const std::string parted = normalised(folded, UTF8PROC_DECOMPOSE);
  std::string kept;
  for (std::size_t at = 0; at < parted.size();)
    if (const char32_t c = without_mark(next_code_point(parted, at)); c != 0) append_code_point(kept, c);
  return normalised(kept, UTF8PROC_COMPOSE);
}

std::string one_line(std::string_view text) {
  text = trim(text);
  std::string line;
  line.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (!is_blank(next_code_point(text, at))) {
      line.append(text, start, at - start);
    } else if (line.back() != ' ') {
      line += ' ';
    }
  }
  return line;
}

std::string printable(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_printable_ascii)) return std::string(text);
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const char32_t instead = stand_in(c);
    append_code_point(safe, instead != 0 ? instead : c);
  }
  return safe;
}

std::vector<std::string> words(std::string_view text) {
  const std::string folded = fold(text);
  std::vector<std::string> found;
  std::string word;
  bool apostrophe = false;
  const auto end_word = [&] {
    if (!word.empty()) found.push_back(std::exchange(word, {}));
    apostrophe = false;
  };
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = next_code_point(folded, at);
    if (is_apostrophe(c)) {
      // It belongs to the word only if a letter follows.
      if (word.empty() || apostrophe) {
        end_word();
      } else {
        apostrophe = true;
      }
      continue;
    }
    const Letter letter = letter_kind(c);
    if (letter == Letter::full || (letter == Letter::inner && !word.empty() && !apostrophe)) {
      if (apostrophe) word += '\'';
      apostrophe = false;
      append_code_point(word, c);
    } else {
      end_word();
    }
  }
  end_word();
  return found;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::u32string from = code_points(fold(a));
  const std::u32string to = code_points(fold(b));
  std::vector<std::size_t> before_last(to.size() + 1), last(to.size() + 1), now(to.size() + 1);
  std::iota(now.begin(), now.end(), std::size_t{0});
  for (std::size_t i = 1; i <= from.size(); ++i) {
    before_last.swap(last);
    last.swap(now);
    now[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t change = from[i - 1] == to[j - 1] ? 0 : 1;
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
        now[j] = std::min(now[j], before_last[j - 2] + 1);
      }
    }
  }
  return now[to.size()];
}

std::optional<std::string> nearest(std::string_view wanted, std::span<const std::string> candidates) {
  const std::size_t length = code_points(fold(wanted)).size();
  // One slip in three letters, three at most; of a single letter nothing would be left.
  std::size_t limit = length < 2 ? 0 : std::clamp<std::size_t>(length / 3, 1, 3);
  std::optional<std::string> best;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(wanted, candidate);
    if (best ? distance < limit : distance <= limit) {
      best = candidate;
      limit = distance;
    }
  }
  return best;
}

bool glob_match(std::string_view pattern, std::string_view text) {
  const std::u32string wanted = code_points(fold(pattern));
  const std::u32string given = code_points(fold(text));
  constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();
  // Only the last star needs trying again, so the work is at most the product of the lengths.
  std::size_t w = 0, g = 0, star = nowhere, star_end = 0;
  while (g < given.size()) {
    if (w < wanted.size() && wanted[w] == U'*') {
      star = w++;
      star_end = g;
    } else if (w < wanted.size() && (wanted[w] == U'?' || wanted[w] == given[g])) {
      ++w, ++g;
    } else if (star != nowhere) {
      w = star + 1;
      g = ++star_end;
    } else {
      return false;
    }
  }
  return wanted.find_first_not_of(U'*', w) == std::u32string::npos;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0;;) {
    const std::size_t end = text.find(separator, start);
    parts.push_back(text.substr(start, end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string joined;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) joined += separator;
    joined += parts[i];
  }
  return joined;
}

std::string counted(std::int64_t n, std::string_view one, std::string_view many) {
  std::string text = grouped(n) + ' ';
  if (n == 1) return text.append(one);
  return many.empty() ? text.append(one) + 's' : text.append(many);
}

}  // namespace dsat
