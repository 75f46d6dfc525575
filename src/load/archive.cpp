#include "load/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <array>
#include <utility>
#include <vector>

#include "dsat/base/error.hpp"
#include "dsat/base/late_library.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t chunk_size = std::size_t{1} << 17;
constexpr const char* fetch_again = "Fetch or pack the file again; nothing in it can be relied on.";

struct Magic {
  std::size_t offset;
  std::string_view bytes;
};

constexpr std::array archives = {
    Magic{0, "PK\x03\x04"sv}, Magic{0, "PK\x05\x06"sv},   Magic{257, "ustar"sv}, Magic{0, "7z\xBC\xAF\x27\x1C"sv},
    Magic{0, "Rar!\x1A"sv},   Magic{0, "MSCF\0\0\0\0"sv}, Magic{2, "-lh"sv},     Magic{0, "070707"sv},
    Magic{0, "070701"sv},
};

struct Packing {
  std::string_view bytes, name;
};
constexpr std::array packings = {
    Packing{"\x28\xB5\x2F\xFD"sv, "zstd"},
    Packing{"\xFD"
            "7zXZ\0"sv,
            "xz"},
    Packing{"BZh"sv, "bzip2"},
    Packing{"\x04\x22\x4D\x18"sv, "lz4"},
    Packing{"LZIP"sv, "lzip"},
    Packing{"\x1F\x9D"sv, "compress"},
};

/// The library's functions, opened with the first archive: it brings a library of XML with it, and that one of Unicode,
/// which take longer to load than a small export to read.
struct Library {
  LateLibrary file{DSAT_LIBARCHIVE};
#define DSAT_LATE(name) decltype(&::name) name = file.function<decltype(::name)>(#name);
  DSAT_LATE(archive_entry_filetype)
  DSAT_LATE(archive_entry_is_data_encrypted)
  DSAT_LATE(archive_entry_is_metadata_encrypted)
  DSAT_LATE(archive_entry_pathname)
  DSAT_LATE(archive_entry_pathname_utf8)
  DSAT_LATE(archive_error_string)
  DSAT_LATE(archive_read_data)
  DSAT_LATE(archive_read_free)
  DSAT_LATE(archive_read_new)
  DSAT_LATE(archive_read_next_header)
  DSAT_LATE(archive_read_open1)
  DSAT_LATE(archive_read_set_callback_data)
  DSAT_LATE(archive_read_set_options)
  DSAT_LATE(archive_read_set_read_callback)
  DSAT_LATE(archive_read_set_seek_callback)
  DSAT_LATE(archive_read_support_filter_all)
  DSAT_LATE(archive_read_support_format_7zip)
  DSAT_LATE(archive_read_support_format_cab)
  DSAT_LATE(archive_read_support_format_cpio)
  DSAT_LATE(archive_read_support_format_lha)
  DSAT_LATE(archive_read_support_format_rar)
  DSAT_LATE(archive_read_support_format_rar5)
  DSAT_LATE(archive_read_support_format_raw)
  DSAT_LATE(archive_read_support_format_tar)
  DSAT_LATE(archive_read_support_format_zip)
  DSAT_LATE(archive_set_error)
#undef DSAT_LATE
};
const Library& library() {
  static const Library one;
  return one;
}

/// While it lives, this thread's names are UTF-8: libarchive asks the locale what they are.
class NamesInUtf8 {
 public:
  NamesInUtf8() : before_(uselocale(utf8())) {}
  NamesInUtf8(const NamesInUtf8&) = delete;
  NamesInUtf8& operator=(const NamesInUtf8&) = delete;
  ~NamesInUtf8() { uselocale(before_); }

 private:
  static locale_t utf8() {
    static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
  }
  locale_t before_;
};

bool holds(std::string_view head, const Magic& magic) {
  return head.size() >= magic.offset && head.substr(magic.offset, magic.bytes.size()) == magic.bytes;
}

}  // namespace

void BombWatch::count(std::uint64_t unpacked, std::uint64_t packed_so_far) {
  unpacked_ += unpacked;
  constexpr std::uint64_t harmless_size = std::uint64_t{1} << 26, believable_ratio = 200;
  if (unpacked_ > harmless_size && unpacked_ / believable_ratio > packed_so_far)
    throw Error(ErrorKind::input,
                "looks like a decompression bomb: " + grouped(static_cast<std::int64_t>(packed_so_far)) +
                    " packed bytes give more than " + grouped(static_cast<std::int64_t>(unpacked_)),
                "If it is what it should be, unpack it and pass the file that comes out.",
                Place{shown_path(path_), 0, 0, {}});
}

/// One open archive, and the stream that it is read from.
struct Archive::State {
  std::string path;
  std::unique_ptr<ByteStream> bytes;
  std::vector<char> buffer = std::vector<char>(chunk_size);
  std::uint64_t packed = 0;
  BombWatch watch;
  archive* handle = library().archive_read_new();
  bool encrypted = false;
  std::exception_ptr trouble;  ///< of the stream: an exception must not pass through C

  State(std::string the_path, std::unique_ptr<ByteStream> the_bytes)
      : path(std::move(the_path)), bytes(std::move(the_bytes)), watch(path) {
    if (handle == nullptr) throw std::bad_alloc();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { library().archive_read_free(handle); }

  void open(bool can_seek) {
    library().archive_read_set_read_callback(
        handle, [](archive*, void* self, const void** data) { return static_cast<State*>(self)->more(data); });
    if (can_seek)
      library().archive_read_set_seek_callback(handle, [](archive*, void* self, la_int64_t offset, int whence) {
        return static_cast<State*>(self)->seek(offset, whence);
      });
    library().archive_read_set_callback_data(handle, this);
    if (library().archive_read_open1(handle) != ARCHIVE_OK) fail();
  }

  la_ssize_t more(const void** data) {
    *data = buffer.data();
    try {
      const std::size_t got = bytes->read(buffer.data(), buffer.size());
      packed += got;
      return static_cast<la_ssize_t>(got);
    } catch (...) {
      trouble = std::current_exception();
      library().archive_set_error(handle, -1, "unreadable");
      return -1;
    }
  }

  la_int64_t seek(la_int64_t offset, int whence) {
    const auto size = bytes->size();
    if (!size) return ARCHIVE_FATAL;
    const la_int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_END ? static_cast<la_int64_t>(*size) : at();
    const la_int64_t to = from + offset;
    if (to < 0 || !bytes->seek(static_cast<std::uint64_t>(to))) return ARCHIVE_FATAL;
    return to;
  }
  la_int64_t at() const { return static_cast<la_int64_t>(bytes->at()); }

  [[noreturn]] void fail() {
    if (trouble) std::rethrow_exception(trouble);
    const char* why = library().archive_error_string(handle);
    const std::string words = why == nullptr ? "unreadable" : to_valid_utf8(why);
    const std::string folded = fold(words);
    if (encrypted || folded.find("encrypt") != folded.npos || folded.find("passphrase") != folded.npos)
      throw Error(ErrorKind::input, "is encrypted, and dsat asks for no passwords",
                  "Unpack it, and pass the folder or the file that comes out.", Place{shown_path(path), 0, 0, {}});
    const bool cut = folded.find("truncated") != folded.npos || folded.find("end-of-file") != folded.npos;
    throw Error(ErrorKind::input, cut ? "the packed file is cut short" : "the packed file is damaged (" + words + ")",
                fetch_again, Place{shown_path(path), 0, 0, {}});
  }

  std::size_t read(char* to, std::size_t size) {
    std::size_t filled = 0;
    while (filled < size) {
      const la_ssize_t got = library().archive_read_data(handle, to + filled, size - filled);
      if (got == 0) break;
      if (got == ARCHIVE_RETRY) continue;
      if (got < 0) fail();
      filled += static_cast<std::size_t>(got);
      watch.count(static_cast<std::uint64_t>(got), packed);
    }
    return filled;
  }
};

bool Archive::begins(std::string_view head) {
  for (const Magic& magic : archives)
    if (holds(head, magic)) return true;
  return false;
}

Archive::Archive(std::string path, std::unique_ptr<ByteStream> bytes)
    : state_(std::make_unique<State>(std::move(path), std::move(bytes))) {
  const NamesInUtf8 names;
  // Not all formats that libarchive knows: one of them is plain text, and takes a list of names for an archive.
  for (const auto support : {library().archive_read_support_format_zip, library().archive_read_support_format_tar,
                             library().archive_read_support_format_7zip, library().archive_read_support_format_rar,
                             library().archive_read_support_format_rar5, library().archive_read_support_format_cab,
                             library().archive_read_support_format_lha, library().archive_read_support_format_cpio})
    support(state_->handle);
  // Names that no member says the encoding of are as old programs for DOS wrote them.
  library().archive_read_set_options(state_->handle, "zip:hdrcharset=CP437");
  state_->open(state_->bytes->size().has_value());
}
Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;

std::optional<Member> Archive::next() {
  const NamesInUtf8 names;
  archive_entry* entry = nullptr;
  int result = ARCHIVE_RETRY;
  while (result == ARCHIVE_RETRY) result = library().archive_read_next_header(state_->handle, &entry);
  if (result == ARCHIVE_EOF) return std::nullopt;
  if (result != ARCHIVE_OK && result != ARCHIVE_WARN) state_->fail();
  Member member;
  if (const char* name = library().archive_entry_pathname_utf8(entry); name != nullptr)
    member.name = to_valid_utf8(name);
  else if (const char* bytes = library().archive_entry_pathname(entry); bytes != nullptr)
    member.name = to_valid_utf8(bytes);
  member.is_file = library().archive_entry_filetype(entry) == AE_IFREG;
  member.encrypted = library().archive_entry_is_data_encrypted(entry) != 0 ||
                     library().archive_entry_is_metadata_encrypted(entry) != 0;
  state_->encrypted = member.encrypted;
  return member;
}

std::size_t Archive::read(char* to, std::size_t size) {
  return state_->read(to, size);
}

namespace {

class MemberStream : public ByteStream {
 public:
  explicit MemberStream(Archive archive) : archive_(std::move(archive)) {}
  std::size_t read(char* to, std::size_t size) override { return archive_.read(to, size); }

 private:
  Archive archive_;
};

/// What one of libarchive's filters unpacks.
class FilterStream : public ByteStream {
 public:
  FilterStream(std::string path, std::unique_ptr<ByteStream> packed) : state_(std::move(path), std::move(packed)) {
    library().archive_read_support_filter_all(state_.handle);
    library().archive_read_support_format_raw(state_.handle);
    state_.open(false);
    archive_entry* entry = nullptr;
    const int result = library().archive_read_next_header(state_.handle, &entry);
    ended_ = result == ARCHIVE_EOF;
    if (!ended_ && result != ARCHIVE_OK && result != ARCHIVE_WARN) state_.fail();
  }
  std::size_t read(char* to, std::size_t size) override { return ended_ ? 0 : state_.read(to, size); }

 private:
  Archive::State state_;
  bool ended_ = false;
};

}  // namespace

std::vector<Member> members_of(const std::string& path, std::unique_ptr<ByteStream> bytes) {
  constexpr std::size_t most = 100000;
  std::vector<Member> members;
  Archive archive(path, std::move(bytes));
  while (auto member = archive.next()) {
    members.push_back(*std::move(member));
    if (members.size() > most)
      throw Error(ErrorKind::input, "holds more than " + grouped(most) + " files", "Unpack it, and pass the folder.",
                  Place{shown_path(path), 0, 0, {}});
  }
  return members;
}

std::vector<std::string> names_of(const std::vector<Member>& members) {
  std::vector<std::string> names;
  for (const Member& member : members) names.push_back(member.name);
  return names;
}

std::unique_ptr<ByteStream> member_of(std::string path, std::unique_ptr<ByteStream> bytes, std::size_t number) {
  Archive archive(path, std::move(bytes));
  for (std::size_t i = 0; archive.next(); ++i)
    if (i == number) return std::make_unique<MemberStream>(std::move(archive));
  throw Error(ErrorKind::input, "the archive was changed while it was read", "Try again.",
              Place{shown_path(path), 0, 0, {}});
}

std::string_view packing_of(std::string_view head) {
  for (const Packing& packing : packings)
    if (head.starts_with(packing.bytes)) return packing.name;
  return {};
}

std::unique_ptr<ByteStream> unpacked(std::string path, std::unique_ptr<ByteStream> packed) {
  return std::make_unique<FilterStream>(std::move(path), std::move(packed));
}

}  // namespace dsat::load
