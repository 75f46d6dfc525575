#include "load/record_index.hpp"

#include <algorithm>
#include <array>
#include <bit>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define DSAT_X86_64
#endif

namespace dsat::load {
namespace {

constexpr std::size_t block_size = 64;
constexpr char quote = '"';

/// One bit per byte of a block.
struct Masks {
  std::uint64_t quotes = 0, separators = 0, feeds = 0, returns = 0;
};

/// Gives the masks of `count` blocks that stand one after the other.
using FindMasks = void (*)(const char* from, std::size_t count, char separator, Masks* to);

#ifdef DSAT_X86_64

void find_masks(const char* from, std::size_t count, char separator, Masks* to) {
  for (; count > 0; --count, from += block_size, ++to) {
    __m128i bytes[4];
    for (int i = 0; i < 4; ++i) bytes[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from) + i);
    const auto equal = [&bytes](char sought) {
      const __m128i all = _mm_set1_epi8(sought);
      std::uint64_t mask = 0;
      for (int i = 0; i < 4; ++i)
        mask |= std::uint64_t{static_cast<std::uint16_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes[i], all)))} << 16 * i;
      return mask;
    };
    *to = {equal(quote), equal(separator), equal('\n'), equal('\r')};
  }
}

__attribute__((target("avx2"))) std::uint64_t equal_avx2(__m256i low, __m256i high, __m256i sought) {
  const auto first = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, sought)));
  const auto second = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, sought)));
  return first | std::uint64_t{second} << 32;
}

__attribute__((target("avx2"))) void find_masks_avx2(const char* from, std::size_t count, char separator, Masks* to) {
  const __m256i quotes = _mm256_set1_epi8(quote), separators = _mm256_set1_epi8(separator);
  const __m256i feeds = _mm256_set1_epi8('\n'), returns = _mm256_set1_epi8('\r');
  for (; count > 0; --count, from += block_size, ++to) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from) + 1);
    *to = {equal_avx2(low, high, quotes), equal_avx2(low, high, separators), equal_avx2(low, high, feeds),
           equal_avx2(low, high, returns)};
  }
}

FindMasks best_find_masks() {
  return __builtin_cpu_supports("avx2") ? find_masks_avx2 : find_masks;
}

#else

void find_masks(const char* from, std::size_t count, char separator, Masks* to) {
  for (; count > 0; --count, from += block_size, ++to) {
    *to = {};
    for (std::size_t i = 0; i < block_size; ++i) {
      to->quotes |= std::uint64_t{from[i] == quote} << i;
      to->separators |= std::uint64_t{from[i] == separator} << i;
      to->feeds |= std::uint64_t{from[i] == '\n'} << i;
      to->returns |= std::uint64_t{from[i] == '\r'} << i;
    }
  }
}

FindMasks best_find_masks() {
  return find_masks;
}

#endif

/// Calls `use(offset, masks)` for each block of a text, until it returns false. Bits behind the text are 0.
template <class Use>
void each_block(std::string_view text, char separator, Use&& use) {
  static const FindMasks find = best_find_masks();
  constexpr std::size_t at_once = 32;
  std::array<Masks, at_once> masks;
  for (std::size_t at = 0; at < text.size(); at += at_once * block_size) {
    const std::size_t left = text.size() - at, blocks = std::min(at_once, (left + block_size - 1) / block_size);
    find(text.data() + at, blocks, separator, masks.data());
    if (left < blocks * block_size) {
      const std::uint64_t valid = (std::uint64_t{1} << left % block_size) - 1;
      Masks& end = masks[blocks - 1];
      for (std::uint64_t* mask : {&end.quotes, &end.separators, &end.feeds, &end.returns}) *mask &= valid;
    }
    for (std::size_t block = 0; block < blocks; ++block)
      if (!use(at + block * block_size, masks[block])) return;
  }
}

/// Bit i: whether the number of set bits up to and with i is odd.
std::uint64_t parity_so_far(std::uint64_t bits) {
  for (int step = 1; step < 64; step *= 2) bits ^= bits << step;
  return bits;
}

/// `bits` one byte further on, with what the block before left over.
std::uint64_t shifted(std::uint64_t bits, std::uint64_t& carry) {
  const std::uint64_t moved = bits << 1 | carry;
  carry = bits >> 63;
  return moved;
}

}  // namespace

void RecordIndex::index(std::string_view text, char separator) {
  records_.clear();
  if (capacity_ < text.size()) {
    ends_.reset(new std::uint32_t[text.size()]);
    capacity_ = text.size();
  }
  // What a block leaves to the next one: all ones within quotes; the others in bit 0.
  std::uint64_t inside_before = 0, edge_before = 1, close_before = 0, return_before = 0;
  std::uint32_t begin = 0, first_end = 0, line = 0, lines_before = 0;
  std::uint32_t* to = ends_.get();
  each_block(text, separator, [&](std::size_t at, const Masks& masks) {
    const auto [quotes, separators, feeds, returns] = masks;
    const std::uint64_t inside = parity_so_far(quotes) ^ inside_before;
    inside_before = std::uint64_t{0} - (inside >> 63);
    // CR, LF and CRLF are one line end each, which is where its first byte stands.
    const std::uint64_t breaks = returns | (feeds & ~shifted(returns, return_before));
    const std::uint64_t edges = quotes | separators | feeds | returns;
    const std::uint64_t opens = quotes & inside, closes = quotes & ~inside;
    const std::uint64_t left = text.size() - at, valid = left < 64 ? (std::uint64_t{1} << left) - 1 : ~std::uint64_t{0};
    const std::uint64_t doubtful = (opens & ~shifted(edges, edge_before)) | (shifted(closes, close_before) & ~edges);
    if ((doubtful & valid) != 0) return false;
    const std::uint64_t record_ends = breaks & ~inside;
    const std::uint64_t cell_ends = (separators & ~inside) | record_ends;
    const auto count_before = static_cast<std::uint32_t>(to - ends_.get());
    for (std::uint64_t bits = cell_ends; bits != 0; bits &= bits - 1)
      *to++ = static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(std::countr_zero(bits));
    for (std::uint64_t bits = record_ends; bits != 0; bits &= bits - 1) {
      const std::uint64_t up_to = bits ^ (bits - 1);
      const std::size_t end = at + static_cast<std::size_t>(std::countr_zero(bits));
      // Whether LF follows CR isn't known at the end of the text.
      if (text[end] == '\r' && end + 1 == text.size()) break;
      const std::uint32_t through = count_before + static_cast<std::uint32_t>(std::popcount(cell_ends & up_to));
      records_.push_back({begin, line, first_end, through - first_end});
      begin = static_cast<std::uint32_t>(end) + (text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
      first_end = through;
      line = lines_before + static_cast<std::uint32_t>(std::popcount(breaks & up_to));
    }
    if (breaks != 0) lines_before += static_cast<std::uint32_t>(std::popcount(breaks));
    return true;
  });
  size_ = begin;
  lines_ = line;
}

std::size_t last_line_end(std::string_view text, bool quoted) {
  std::uint64_t inside_before = quoted ? ~std::uint64_t{0} : 0;
  std::size_t end = 0;
  each_block(text, '\n', [&](std::size_t at, const Masks& masks) {
    const std::uint64_t inside = parity_so_far(masks.quotes) ^ inside_before;
    inside_before = std::uint64_t{0} - (inside >> 63);
    if (const std::uint64_t feeds = masks.feeds & ~inside; feeds != 0)
      end = at + block_size - static_cast<std::size_t>(std::countl_zero(feeds));
    return true;
  });
  return end;
}

}  // namespace dsat::load
