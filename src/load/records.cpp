#include "load/records.hpp"

#include <algorithm>

#ifdef __SSE2__
#include <emmintrin.h>

#include <bit>
#endif

namespace dsat::load {
namespace {

constexpr char quote = '"';

/// The first of four bytes from `at` on, or `end`. Most of the time goes here, so sixteen bytes are compared at a time
/// where the processor can.
class Finder {
 public:
  explicit Finder(char separator) : separator_(separator) {}

  const char* end_of_cell(const char* at, const char* end) const {
#ifdef __SSE2__
    const __m128i separators = _mm_set1_epi8(separator_), quotes = _mm_set1_epi8(quote);
    const __m128i feeds = _mm_set1_epi8('\n'), returns = _mm_set1_epi8('\r');
    for (; end - at >= 16; at += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
      const __m128i hits = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, separators), _mm_cmpeq_epi8(bytes, quotes)),
                                        _mm_or_si128(_mm_cmpeq_epi8(bytes, feeds), _mm_cmpeq_epi8(bytes, returns)));
      if (const auto mask = static_cast<unsigned>(_mm_movemask_epi8(hits)); mask != 0)
        return at + std::countr_zero(mask);
    }
#endif
    while (at != end && *at != separator_ && *at != quote && *at != '\n' && *at != '\r') ++at;
    return at;
  }

 private:
  char separator_;
};

/// Passes one line end, counting it.
const char* pass_line_end(const char* at, const char* end, std::size_t& line_breaks) {
  ++line_breaks;
  return at + (*at == '\r' && at + 1 != end && at[1] == '\n' ? 2 : 1);
}

}  // namespace

std::string_view content(const RawCell& cell, std::string& scratch) {
  if (cell.is_plain()) return cell.inner();
  scratch.clear();
  for (const char* at = cell.begin; at != cell.close;) {
    const char* stop = std::find(at, cell.close, quote);
    if (stop != cell.close) ++stop;  // the first of the two stays
    scratch.append(at, stop);
    at = stop == cell.close ? stop : stop + 1;
  }
  if (cell.close != cell.end) scratch.append(cell.close + 1, cell.end);
  return scratch;
}

RawCell whole_cell(std::string_view text) {
  RawCell cell;
  cell.begin = text.data();
  cell.close = cell.end = text.data() + text.size();
  if (!text.starts_with(quote)) return cell;
  cell.quoted = true;
  ++cell.begin;
  --cell.close;
  const Finder special(quote);
  for (const char* at = cell.begin; (at = special.end_of_cell(at, cell.close)) != cell.close; ++at)
    (*at == quote ? cell.doubled : cell.line_break) = true;
  return cell;
}

Walk walk_record(std::string_view text, bool last, char separator, RawRecord& record) {
  record.cells.clear();
  record.line_breaks = 0;
  record.terminated = record.quote_inside = record.text_after_quote = false;
  if (text.empty()) return last ? Walk::end : Walk::more;
  const Finder in_cell(separator), in_quotes(quote);
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const char* at = begin;
  for (;;) {
    RawCell& cell = record.cells.emplace_back();
    if (at != end && *at == quote) {
      cell.quoted = true;
      cell.begin = ++at;
      for (;;) {
        at = in_quotes.end_of_cell(at, end);
        if (at == end) return last ? Walk::unclosed : Walk::more;
        if (*at != quote) {
          cell.line_break = true;
          at = pass_line_end(at, end, record.line_breaks);
          continue;
        }
        if (at + 1 == end && !last) return Walk::more;
        if (at + 1 == end || at[1] != quote) break;
        cell.doubled = true;
        at += 2;
      }
      cell.close = at++;
    } else {
      cell.begin = at;
    }
    const char* const after_quote = at;
    for (;;) {
      at = in_cell.end_of_cell(at, end);
      if (at == end || *at != quote) break;
      ++at;
      record.quote_inside |= !cell.quoted;
    }
    cell.end = at;
    if (!cell.quoted) {
      cell.close = at;
    } else if (at != after_quote) {
      record.text_after_quote = true;
    }
    if (at != end && *at == separator) {
      ++at;
      continue;
    }
    if (at == end && !last) return Walk::more;
    record.text_size = static_cast<std::size_t>(at - begin);
    if (at != end) {
      if (*at == '\r' && at + 1 == end && !last) return Walk::more;
      at = pass_line_end(at, end, record.line_breaks);
      record.terminated = true;
    }
    record.size = static_cast<std::size_t>(at - begin);
    return Walk::record;
  }
}

std::size_t line_size(std::string_view text) {
  const auto stop = std::find_if(text.begin(), text.end(), [](char byte) { return byte == '\n' || byte == '\r'; });
  const auto size = static_cast<std::size_t>(stop - text.begin());
  if (stop == text.end()) return size;
  return size + (text.substr(size, 2) == "\r\n" ? 2 : 1);
}

}  // namespace dsat::load
