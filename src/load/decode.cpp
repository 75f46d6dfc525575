#include "load/decode.hpp"

#include <iconv.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t head_size = std::size_t{1} << 16;
constexpr std::size_t evidence_size = std::size_t{1} << 22;
constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view mark = "\xEF\xBB\xBF";
constexpr std::string_view misread_mark = "\xC3\xAF\xC2\xBB\xC2\xBF";

bool is_high(char byte) {
  return static_cast<signed char>(byte) < 0;
}

std::size_t ascii_prefix(std::string_view text) {
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, text.data() + at, 8);
    if ((eight & 0x8080808080808080U) != 0) break;
  }
  while (at < text.size() && !is_high(text[at])) ++at;
  return at;
}

/// Bytes at the end that begin a UTF-8 sequence and don't complete it.
std::size_t open_sequence(std::string_view text) {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte < 0x80) return 0;
    if (byte >= 0xC0) {
      const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

bool is_utf8_name(std::string_view name) {
  const std::string folded = fold(name);
  return folded == "utf-8" || folded == "utf8";
}

/// Converts by the C library, chunk after chunk.
class Converter {
 public:
  explicit Converter(const std::string& from) : handle_(iconv_open("UTF-8", from.c_str())) {}
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() {
    if (known()) iconv_close(handle_);
  }
  bool known() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  /// Appends `bytes` as UTF-8. What can't be decoded is replaced and counted, byte by byte or by units of `unit` bytes.
  /// An incomplete character at the end is kept for the next call, unless this is the last.
  void convert(std::string bytes, std::size_t unit, bool last, std::string& to, std::uint64_t& replaced) {
    bytes.insert(0, std::exchange(rest_, {}));
    char* in = bytes.data();
    std::size_t in_left = bytes.size();
    std::array<char, 1 << 14> buffer;
    while (in_left > 0) {
      char* out = buffer.data();
      std::size_t out_left = buffer.size();
      const std::size_t result = iconv(handle_, &in, &in_left, &out, &out_left);
      to.append(buffer.data(), buffer.size() - out_left);
      if (result != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
      if (errno == EINVAL && !last) {
        rest_.assign(in, in_left);
        return;
      }
      to += replacement;
      ++replaced;
      const std::size_t skipped = std::min(unit, in_left);
      in += skipped;
      in_left -= skipped;
    }
  }

 private:
  iconv_t handle_;
  std::string rest_;
};

/// Letters above 127 of a language in its code page, the frequent ones. Sources: the alphabets.
struct Language {
  const char* name;
  bool central;  ///< Windows-1250, else Windows-1252
  std::string_view letters;
};

constexpr std::array languages = {
    Language{"German", false, "\xE4\xF6\xFC\xDF\xC4\xD6\xDC"sv},
    Language{"French", false, "\xE9\xE8\xE0\xE7\xEA\xEE\xF4\xFB\xF9\xEB\xEF\xE2\xC9\xC0\xC7\x9C"sv},
    Language{"Spanish", false, "\xE1\xE9\xED\xF3\xFA\xF1\xFC\xBF\xA1\xC1\xC9\xD1"sv},
    Language{"Portuguese", false, "\xE3\xE7\xE1\xE9\xED\xF3\xFA\xE2\xEA\xF4\xF5\xE0\xC9\xC3\xC7"sv},
    Language{"Italian", false, "\xE0\xE8\xE9\xEC\xF2\xF9\xC8"sv},
    Language{"Nordic", false, "\xE5\xE4\xF6\xF8\xE6\xC5\xC4\xD6\xD8\xC6\xE9"sv},
    Language{"Polish", true, "\xB9\xE6\xEA\xB3\xF1\xF3\x9C\x9F\xBF\x8C\xAF\xA3\x8F\xC6"sv},
    Language{"Czech or Slovak", true,
             "\xE1\xE8\xEF\xE9\xEC\xED\xF2\xF3\xF8\x9A\x9D\xFA\xF9\xFD\x9E\x8A\xC8\x8E\xD8\xBE\xE4\xF4"sv},
    Language{"Hungarian", true, "\xE1\xE9\xED\xF3\xF6\xF5\xFA\xFC\xFB\xC1\xC9\xD6"sv},
    Language{"Romanian", true, "\xE3\xE2\xEE\xBA\xFE\xAA\xDE\xCE"sv},
    Language{"Croatian or Slovene", true, "\xE8\xE6\xF0\x9A\x9E\xC8\x8A\x8E\xD0"sv},
};

std::string percent_of(std::size_t part, std::size_t whole) {
  return std::to_string(part * 100 / whole) + " %";
}

}  // namespace

WideEncoding encoding_by_first_bytes(std::string_view head) {
  if (head.starts_with(mark)) return {"UTF-8", 3};
  if (head.starts_with("\xFF\xFE\0\0"sv)) return {"UTF-32LE", 4};
  if (head.starts_with("\0\0\xFE\xFF"sv)) return {"UTF-32BE", 4};
  if (head.starts_with("\xFF\xFE"sv)) return {"UTF-16LE", 2};
  if (head.starts_with("\xFE\xFF"sv)) return {"UTF-16BE", 2};
  // Separators, digits and line ends are ASCII in every script: half of their bytes are zero, always the same half.
  head = head.substr(0, 4096);
  std::array<std::size_t, 2> zeros = {0, 0};
  for (std::size_t at = 0; at < head.size(); ++at) zeros[at % 2] += head[at] == '\0' ? 1 : 0;
  const std::size_t pairs = head.size() / 2;
  if (pairs < 2) return {};
  const auto plenty = [pairs](std::size_t count) { return count * 5 >= pairs; };
  const auto hardly_any = [pairs](std::size_t count) { return count * 50 <= pairs; };
  if (plenty(zeros[1]) && hardly_any(zeros[0])) return {"UTF-16LE", 0};
  if (plenty(zeros[0]) && hardly_any(zeros[1])) return {"UTF-16BE", 0};
  return {};
}

CodePage guess_code_page(std::string_view text) {
  std::array<std::size_t, 256> count = {};
  std::size_t letters = 0, beside_letters = 0, small_cyrillic = 0;
  bool after_letter = false;
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    const bool punctuation = (code >= 0x80 && code <= 0x87) || (code >= 0x91 && code <= 0x97) || code == 0x8B ||
                             code == 0x9B || code == 0x99 || code == 0xA0 || code == 0xA9 || code == 0xAB ||
                             code == 0xAE || code == 0xB0 || code == 0xBB;
    const bool letter = code >= 0x80 && !punctuation;
    if (letter) {
      ++count[code];
      ++letters;
      small_cyrillic += code >= 0xE0 ? 1 : 0;
      beside_letters += after_letter ? 1 : 0;
    }
    after_letter = letter;
  }
  if (letters == 0) return {"Windows-1252", "only punctuation above ASCII"};
  // Cyrillic words consist of such bytes, in Latin scripts they stand alone.
  if (beside_letters * 2 > letters && small_cyrillic * 2 > letters) {
    return {"Windows-1251",
            percent_of(small_cyrillic, letters) + " of the bytes above ASCII are small Cyrillic letters there"};
  }
  const Language* best = nullptr;
  std::size_t best_covered = 0;
  for (const Language& language : languages) {
    std::size_t covered = 0;
    for (const char letter : language.letters) covered += count[static_cast<unsigned char>(letter)];
    // Of two that explain as much, the smaller alphabet is the better explanation.
    const bool better = best == nullptr || covered > best_covered ||
                        (covered == best_covered && language.letters.size() < best->letters.size());
    if (better) {
      best = &language;
      best_covered = covered;
    }
  }
  if (best_covered == 0) return {"Windows-1252", "no language known by its letters"};
  return {best->central ? "Windows-1250" : "Windows-1252",
          percent_of(best_covered, letters) + " of the letters above ASCII are " + best->name + " there"};
}

namespace {

/// What parts cells, in every dialect.
constexpr std::string_view cell_parts = ",;\t|\n\r\"";

/// True for a run that is UTF-8 with more than ASCII: in a code page that hardly happens by accident, since no byte
/// above 127 may be out of place.
bool is_utf8_run(std::string_view run) {
  return ascii_prefix(run) < run.size() && simdjson::validate_utf8(run.data(), run.size());
}

/// Goes over a text cell by cell, the sign behind each with it.
template <class Each>
void each_run(std::string_view text, Each&& each) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(cell_parts), text.size() - 1) + 1;
    each(text.substr(0, end));
    text.remove_prefix(end);
  }
}

}  // namespace

struct Decoder::State {
  enum class Mode { ascii, utf8, converted };

  std::string path;
  std::unique_ptr<ByteStream> bytes;
  std::string ahead;  ///< raw bytes read to have a look at them
  std::size_t ahead_at = 0;
  bool raw_end = false;
  Mode mode = Mode::ascii;
  Repair repair = Repair::replace;
  std::unique_ptr<Converter> converter;
  std::size_t unit = 1;
  bool wide = false;
  bool mixed = false;   ///< cells that are UTF-8 stand among those of the code page
  std::string cut_run;  ///< of a mixed file the begin of a cell that a chunk ended in
  std::string carry;    ///< the begin of a UTF-8 sequence that a chunk ended in
  std::string pending;  ///< text that is ready
  std::size_t pending_at = 0;
  bool at_begin = true;
  std::uint64_t handed_out = 0, replaced = 0, zero_bytes = 0;
  std::optional<std::uint64_t> first_replaced_at;
  Guess guess = {"encoding", "UTF-8", "all of it is ASCII", "--encoding", true};

  std::size_t read_raw(char* to, std::size_t size) {
    const std::size_t from_ahead = std::min(size, ahead.size() - ahead_at);
    std::memcpy(to, ahead.data() + ahead_at, from_ahead);
    ahead_at += from_ahead;
    if (ahead_at == ahead.size() && !ahead.empty()) {
      ahead = {};
      ahead_at = 0;
    }
    std::size_t got = from_ahead;
    if (got < size && !raw_end) {
      got += bytes->read(to + got, size - got);
      raw_end = got < size;
    }
    return got;
  }

  void look_ahead(std::size_t size) {
    ahead.erase(0, std::exchange(ahead_at, 0));
    const std::size_t have = ahead.size();
    if (have >= size || raw_end) return;
    ahead.resize(size);
    const std::size_t got = bytes->read(ahead.data() + have, size - have);
    raw_end = got < size - have;
    ahead.resize(have + got);
  }

  void note_replaced(std::uint64_t at) {
    if (!first_replaced_at) first_replaced_at = at;
  }

  /// What text must not hold is replaced: NUL, and with `check` what isn't UTF-8.
  void append_repaired(std::string_view text, bool check, std::string& to) {
    std::size_t bad = 0;
    std::string valid;
    if (check) {
      const std::size_t good = valid_utf8_prefix(text);
      if (good < text.size()) {
        note_replaced(handed_out + to.size() + good);
        valid = to_valid_utf8(text, &bad);
        replaced += bad;
        text = valid;
      }
    }
    for (;;) {
      const std::size_t zero = text.find('\0');
      to.append(text, 0, zero);
      if (zero == text.npos) break;
      note_replaced(handed_out + to.size());
      to += replacement;
      ++zero_bytes;
      text.remove_prefix(zero + 1);
    }
  }

  /// Decides what the bytes from the first one above 127 on are; they are in `ahead`.
  void decide() {
    const std::string_view text = std::string_view(ahead).substr(ahead_at);
    std::size_t sequences = 0, invalid = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const std::size_t end = at + valid_utf8_prefix(text.substr(at));
      for (; at < end; ++at) sequences += static_cast<unsigned char>(text[at]) >= 0xC0 ? 1 : 0;
      const bool cut = !raw_end && open_sequence(text) == text.size() - at;
      if (at < text.size() && !cut) ++invalid;
    }
    mode = Mode::utf8;
    guess.evidence = "valid as UTF-8";
    if (invalid == 0 || repair == Repair::keep) return;
    // In a code page a pair of letters looks like UTF-8 by accident now and then.
    if (sequences * 20 > invalid) {
      guess.certain = false;
      guess.evidence =
          "mostly valid as UTF-8; " + counted(static_cast<std::int64_t>(invalid), "place") + " looked at not";
      return;
    }
    std::string others;
    std::int64_t utf8_runs = 0;
    each_run(text, [&](std::string_view run) {
      if (is_utf8_run(run))
        ++utf8_runs;
      else
        others += run;
    });
    mixed = utf8_runs > 0;
    const CodePage page = guess_code_page(others);
    guess.chosen = page.name;
    guess.evidence = "not UTF-8; " + page.evidence;
    if (mixed) guess.evidence += "; " + counted(utf8_runs, "cell") + " looked at in UTF-8, kept as such";
    guess.certain = false;
    use_converter(page.name);
  }

  void use_converter(const std::string& name) {
    converter = std::make_unique<Converter>(name);
    if (!converter->known()) {
      throw Error(ErrorKind::usage, "no encoding is called '" + name + "'",
                  "Try --encoding utf-8, utf-16le, windows-1250, windows-1251 or windows-1252; `iconv -l` lists all.");
    }
    mode = Mode::converted;
    const std::string folded = fold(name);
    unit = folded.starts_with("utf-16") ? 2 : folded.starts_with("utf-32") ? 4 : 1;
  }

  /// Decodes a chunk cell by cell, each as what it is.
  void convert_runs(std::string raw, bool last, std::string& to) {
    raw.insert(0, std::exchange(cut_run, {}));
    constexpr std::size_t longest_run = std::size_t{1} << 20;
    if (const std::size_t end = raw.find_last_of(cell_parts); !last && raw.size() < longest_run) {
      cut_run = raw.substr(end + 1);  // all of it, if no cell ends
      raw.resize(end + 1);
    }
    each_run(raw, [&](std::string_view run) {
      if (is_utf8_run(run))
        to += run;
      else
        converter->convert(std::string(run), unit, true, to, replaced);
    });
  }

  /// Decodes one chunk: either straight to `to`, or to `pending`.
  std::size_t decode(char* to, std::size_t size) {
    if (mode == Mode::converted) {
      std::string raw(std::min(size, head_size), '\0');
      raw.resize(read_raw(raw.data(), raw.size()));
      const bool last = raw.empty();
      std::string text;
      const std::uint64_t before = replaced;
      if (mixed)
        convert_runs(std::move(raw), last, text);
      else
        converter->convert(std::move(raw), unit, last, text, replaced);
      if (replaced != before) note_replaced(handed_out);
      if (repair == Repair::keep) {
        pending = std::move(text);
      } else {
        append_repaired(text, false, pending);
      }
      return 0;
    }
    std::memcpy(to, carry.data(), carry.size());
    std::size_t have = carry.size();
    have += read_raw(to + have, size - have);
    carry.clear();
    if (repair == Repair::keep) return have;
    if (mode == Mode::ascii) {
      const std::size_t ascii = ascii_prefix({to, have});
      if (ascii < have) {
        ahead.replace(0, std::exchange(ahead_at, 0), to + ascii, have - ascii);
        look_ahead(evidence_size);
        decide();
        have = ascii;
      }
    } else if (!raw_end || ahead_at < ahead.size()) {
      const std::size_t open = open_sequence({to, have});
      carry.assign(to + have - open, open);
      have -= open;
    }
    if (std::memchr(to, '\0', have) == nullptr && (mode == Mode::ascii || simdjson::validate_utf8(to, have)))
      return have;
    append_repaired({to, have}, true, pending);
    return 0;
  }
};

Decoder::Decoder(std::string path, std::unique_ptr<ByteStream> bytes, const std::string& encoding)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.path = std::move(path);
  state.bytes = std::move(bytes);
  state.look_ahead(head_size);
  const WideEncoding first = encoding_by_first_bytes(state.ahead);
  const bool is_given = encoding != "auto" && !encoding.empty();
  if (is_given) {
    state.guess = {"encoding", encoding, "given", "--encoding", true};
    if (is_utf8_name(encoding)) {
      state.guess.chosen = "UTF-8";
      state.mode = State::Mode::utf8;
    } else {
      state.use_converter(encoding);
      state.wide = state.unit > 1;
    }
  } else if (first.name == "UTF-8") {
    state.mode = State::Mode::utf8;
    state.guess.evidence = "it begins with a byte order mark";
  } else if (!first.name.empty()) {
    state.guess = {"encoding", first.name,
                   first.mark_size != 0 ? "it begins with a byte order mark" : "every other byte is zero", "--encoding",
                   first.mark_size != 0};
    state.use_converter(first.name);
    state.wide = true;
  }
}

Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;

std::string_view Decoder::head() const {
  return std::string_view(state_->ahead).substr(0, head_size);
}
bool Decoder::wide() const {
  return state_->wide;
}
void Decoder::set_repair(Repair repair) {
  state_->repair = repair;
  if (repair == Repair::keep && state_->mode == State::Mode::ascii) state_->guess.evidence = "JSON has no other";
}

std::size_t Decoder::read(char* to, std::size_t size) {
  State& state = *state_;
  std::size_t filled = 0;
  const auto hand_out = [&](std::size_t count) {
    filled += count;
    state.handed_out += count;
  };
  if (std::exchange(state.at_begin, false)) {
    // Whatever the encoding, the mark comes out as U+FEFF; enough text to see it is made ready first.
    std::string first(std::max<std::size_t>(size, 64), '\0');
    for (;;) {
      const std::size_t got = state.decode(first.data(), first.size());
      if (got != 0) state.pending.append(first, 0, got);
      if (state.pending.size() >= misread_mark.size() ||
          (state.raw_end && state.ahead_at == state.ahead.size() && state.carry.empty())) {
        break;
      }
    }
    if (state.pending.starts_with(mark)) state.pending_at = mark.size();
    if (std::string_view(state.pending).substr(state.pending_at).starts_with(misread_mark)) {
      state.pending_at += misread_mark.size();
      state.guess.evidence += "; a byte order mark that was decoded wrongly was taken off";
    }
  }
  constexpr std::size_t room_for_a_chunk = 16;
  while (filled < size) {
    if (state.pending_at < state.pending.size()) {
      const std::size_t count = std::min(size - filled, state.pending.size() - state.pending_at);
      std::memcpy(to + filled, state.pending.data() + state.pending_at, count);
      state.pending_at += count;
      hand_out(count);
      continue;
    }
    state.pending.clear();
    state.pending_at = 0;
    const bool ended = state.raw_end && state.ahead_at == state.ahead.size() && state.carry.empty();
    if (ended && state.mode != State::Mode::converted) break;
    if (size - filled >= room_for_a_chunk) {
      hand_out(state.decode(to + filled, size - filled));
    } else {
      std::array<char, room_for_a_chunk> small;
      state.pending.append(small.data(), state.decode(small.data(), small.size()));
    }
    if (ended && state.pending.empty()) break;
  }
  return filled;
}

std::uint64_t Decoder::replaced() const {
  return state_->replaced;
}
std::uint64_t Decoder::zero_bytes() const {
  return state_->zero_bytes;
}
std::optional<std::uint64_t> Decoder::first_replaced_at() const {
  return state_->first_replaced_at;
}
bool Decoder::growing() const {
  return state_->bytes->growing();
}
Guess Decoder::encoding() const {
  return state_->guess;
}

}  // namespace dsat::load
