#include "load/source.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <limits>
#include <optional>
#include <vector>

#include "dsat/base/error.hpp"
#include "dsat/base/file_state.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "load/reader.hpp"

namespace dsat::load {
namespace {

constexpr std::size_t chunk_size = std::size_t{1} << 17;

[[noreturn]] void fail(const std::string& path, std::string what, std::string remedy = {}) {
  throw Error(ErrorKind::input, std::move(what), std::move(remedy), Place{shown_path(path), 0, 0, {}});
}

[[noreturn]] void fail_to(const std::string& path, const char* verb, int error_number) {
  if (error_number == ENOENT) {
    struct stat link = {};
    if (lstat(path.c_str(), &link) == 0) fail(path, "is a link to a file that isn't there", "Mend the link.");
    fail(path, "there is no such file", "Check the name and the folder.");
  }
  if (error_number == EACCES || error_number == EPERM) {
    fail(path, std::string("may not be ") + verb + " (no permission)", "Ask for the right to read it.");
  }
  fail(path, std::string("can't be ") + verb + ": " + std::strerror(error_number));
}

/// A file descriptor, closed at the end unless it is standard input.
class FileStream : public ByteStream {
 public:
  FileStream(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {
    opened_ = FileState::of(descriptor_);
    if (!opened_ || opened_->size == 0) return;
    begin_ = lseek(descriptor_, 0, SEEK_CUR);
    if (begin_ >= 0 && begin_ < opened_->size) left_ = static_cast<std::size_t>(opened_->size - begin_);
  }
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;
  ~FileStream() override {
    if (descriptor_ != STDIN_FILENO) close(descriptor_);
  }

  std::size_t read(char* to, std::size_t size) override {
    std::size_t filled = 0;
    const std::size_t wanted = size;
    size = std::min(size, left_);
    while (filled < size) {
      const ssize_t got = ::read(descriptor_, to + filled, size - filled);
      if (got == 0) break;
      if (got < 0) {
        if (errno == EINTR) continue;
        if (errno == EISDIR) fail(path_, "is a folder");
        fail_to(path_, "read", errno);
      }
      filled += static_cast<std::size_t>(got);
    }
    left_ -= filled;
    if (head_.size() < head_size) head_.append(to, std::min(filled, head_size - head_.size()));
    if (filled < wanted) require_unchanged();
    return filled;
  }

  bool growing() const override {
    const auto now = FileState::of(descriptor_);
    return opened_ && opened_->size > 0 && now && now->size > opened_->size;
  }

 private:
  static constexpr std::size_t head_size = 4096;

  /// At the end. What grew begins as it did, or it was cut and written anew.
  void require_unchanged() const {
    const auto now = FileState::of(descriptor_);
    if (!opened_ || !now) return;
    std::string_view what = opened_->broken_by(*now);
    if (what.empty() && now->size > opened_->size && begin_ >= 0) {
      std::string again(head_.size(), '\0');
      const ssize_t got = pread(descriptor_, again.data(), again.size(), begin_);
      if (got >= 0 && again.substr(0, static_cast<std::size_t>(got)) != head_)
        what = "was written anew while it was read";
    }
    if (!what.empty()) fail(path_, std::string(what), std::string(how_to_read_whole));
  }

  std::string path_;
  int descriptor_;
  std::optional<FileState> opened_;
  off_t begin_ = 0;   ///< standard input may have been read from before
  std::string head_;  ///< the first bytes as they were read
  /// Of a regular file what it held when it was opened: one that grows faster than it is read has an end too.
  std::size_t left_ = std::numeric_limits<std::size_t>::max();
};

/// Standard input that a caller put something else in place of.
class StandardStream : public ByteStream {
 public:
  explicit StandardStream(std::istream& in) : in_(in) {}
  std::size_t read(char* to, std::size_t size) override {
    in_.read(to, static_cast<std::streamsize>(size));
    if (in_.bad()) fail("-", "can't be read");
    return static_cast<std::size_t>(in_.gcount());
  }

 private:
  std::istream& in_;
};

/// Hands out bytes that were read to have a look at them, then the rest.
class PeekedStream : public ByteStream {
 public:
  PeekedStream(std::string head, std::unique_ptr<ByteStream> rest) : head_(std::move(head)), rest_(std::move(rest)) {}
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t from_head = std::min(size, head_.size() - at_);
    std::memcpy(to, head_.data() + at_, from_head);
    at_ += from_head;
    return from_head == size ? size : from_head + rest_->read(to + from_head, size - from_head);
  }
  bool growing() const override { return rest_->growing(); }

 private:
  std::string head_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteStream> rest_;
};

constexpr const char* fetch_again = "Fetch or pack the file again; nothing in it can be relied on.";

/// What unpacking has in common: packed bytes come in by chunks, and what they give is watched.
class Unpacker : public ByteStream {
 public:
  Unpacker(std::string path, std::unique_ptr<ByteStream> packed) : path_(std::move(path)), packed_(std::move(packed)) {}

  std::size_t read(char* to, std::size_t size) final {
    std::size_t filled = 0;
    while (filled < size) {
      const std::size_t got = unpack(to + filled, size - filled);
      if (got == 0) break;
      filled += got;
    }
    unpacked_size_ += filled;
    // Texts pack to a tenth, repetitive ones to a fiftieth. A bomb has the best ratio its format can reach.
    constexpr std::uint64_t harmless_size = std::uint64_t{1} << 29, believable_ratio = 200;
    if (unpacked_size_ > harmless_size && unpacked_size_ / believable_ratio > packed_size_) {
      fail(path_,
           "looks like a decompression bomb: " + grouped(static_cast<std::int64_t>(packed_size_)) +
               " packed bytes give more than " + grouped(static_cast<std::int64_t>(unpacked_size_)),
           "If it is what it should be, unpack it and pass the file that comes out.");
    }
    return filled;
  }

 protected:
  /// Some more unpacked bytes; 0 at the end only.
  virtual std::size_t unpack(char* to, std::size_t size) = 0;

  /// Packed bytes at hand, read on when there are none; empty at the end.
  std::string_view packed() {
    if (at_ == end_) {
      at_ = 0;
      end_ = packed_->read(buffer_.data(), buffer_.size());
      packed_size_ += end_;
    }
    return {buffer_.data() + at_, end_ - at_};
  }
  void consume(std::size_t size) { at_ += size; }

  [[noreturn]] void cut_short() const { fail(path_, "the packed file is cut short", fetch_again); }
  [[noreturn]] void damaged(const char* why) const {
    fail(path_, std::string("the packed file is damaged (") + (why != nullptr ? why : "unreadable") + ")", fetch_again);
  }

 private:
  std::string path_;
  std::unique_ptr<ByteStream> packed_;
  std::vector<char> buffer_ = std::vector<char>(chunk_size);
  std::size_t at_ = 0, end_ = 0;
  std::uint64_t packed_size_ = 0, unpacked_size_ = 0;
};

class GzipStream : public Unpacker {
 public:
  GzipStream(std::string path, std::unique_ptr<ByteStream> packed) : Unpacker(std::move(path), std::move(packed)) {
    constexpr int largest_window_gzip_only = 15 + 16;
    if (inflateInit2(&state_, largest_window_gzip_only) != Z_OK) throw std::bad_alloc();
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() override { inflateEnd(&state_); }

 protected:
  std::size_t unpack(char* to, std::size_t size) override {
    size = std::min<std::size_t>(size, std::size_t{1} << 30);
    while (!ended_) {
      const std::string_view in = packed();
      if (between_members_ && !begin_member(in)) continue;
      if (in.empty()) cut_short();
      state_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
      state_.avail_in = static_cast<uInt>(in.size());
      state_.next_out = reinterpret_cast<Bytef*>(to);
      state_.avail_out = static_cast<uInt>(size);
      const int result = inflate(&state_, Z_NO_FLUSH);
      consume(in.size() - state_.avail_in);
      if (result == Z_STREAM_END) {
        between_members_ = true;
      } else if (result != Z_OK && result != Z_BUF_ERROR) {
        damaged(state_.msg);
      }
      if (const std::size_t got = size - state_.avail_out; got != 0) return got;
    }
    return 0;
  }

 private:
  /// After a member comes the next one, padding with zero bytes (tapes, disk images), or the end.
  bool begin_member(std::string_view in) {
    if (in.empty()) {
      ended_ = true;
      return false;
    }
    if (in.front() == '\0') {
      padded_ = true;
      consume(1);
      return false;
    }
    if (padded_ || in.front() != '\x1F') damaged("something else follows the packed data");
    inflateReset(&state_);
    between_members_ = false;
    return true;
  }

  z_stream state_ = {};
  bool between_members_ = false, padded_ = false, ended_ = false;
};

class ZstdStream : public Unpacker {
 public:
  ZstdStream(std::string path, std::unique_ptr<ByteStream> packed)
      : Unpacker(std::move(path), std::move(packed)), state_(ZSTD_createDStream(), ZSTD_freeDStream) {
    if (state_ == nullptr) throw std::bad_alloc();
  }

 protected:
  std::size_t unpack(char* to, std::size_t size) override {
    for (;;) {
      const std::string_view in = packed();
      if (in.empty() && whole_) return 0;
      ZSTD_inBuffer input = {in.data(), in.size(), 0};
      ZSTD_outBuffer output = {to, size, 0};
      const std::size_t result = ZSTD_decompressStream(state_.get(), &output, &input);
      if (ZSTD_isError(result) != 0) damaged(ZSTD_getErrorName(result));
      consume(input.pos);
      whole_ = result == 0;  // a frame has ended, and all of it was handed out
      if (output.pos != 0) return output.pos;
      if (in.empty() && !whole_) cut_short();
    }
  }

 private:
  std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> state_;
  bool whole_ = true;
};

/// Ends a file that is larger than was allowed.
class LimitedStream : public ByteStream {
 public:
  LimitedStream(std::string path, std::unique_ptr<ByteStream> bytes, std::uint64_t limit)
      : path_(std::move(path)), bytes_(std::move(bytes)), limit_(limit), left_(limit) {}
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t got = bytes_->read(to, size);
    if (got > left_) {
      fail(path_, "holds more than " + grouped(static_cast<std::int64_t>(limit_)) + " bytes once unpacked",
           "If that is as it should be, raise --max-input-size.");
    }
    left_ -= got;
    return got;
  }
  bool growing() const override { return bytes_->growing(); }

 private:
  std::string path_;
  std::unique_ptr<ByteStream> bytes_;
  std::uint64_t limit_, left_;
};

std::unique_ptr<ByteStream> open_bytes(const std::string& path, std::istream& standard_input) {
  if (path == "-") {
    // Read by its descriptor, because the stream can't tell an error from the end.
    if (&standard_input == &std::cin) return std::make_unique<FileStream>(path, STDIN_FILENO);
    return std::make_unique<StandardStream>(standard_input);
  }
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) fail_to(path, "opened", errno);
  return std::make_unique<FileStream>(path, descriptor);
}

bool ends_with(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && fold(name.substr(name.size() - ending.size())) == ending;
}

bool has_export_name(std::string_view name) {
  for (const std::string_view packed : {".gz", ".zst"}) {
    if (ends_with(name, packed)) {
      name.remove_suffix(packed.size());
      break;
    }
  }
  constexpr std::array<std::string_view, 7> endings = {".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson"};
  return std::any_of(endings.begin(), endings.end(),
                     [name](std::string_view ending) { return ends_with(name, ending); });
}

bool is_folder(const std::string& path) {
  struct stat found = {};
  return stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode);
}

/// True for what may never end. Named by hand it is read; nobody means it by naming the folder.
bool waits(const std::string& path) {
  struct stat found = {};
  return stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode);
}

void list_folder(const std::string& folder, Listing& listing) {
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(opendir(folder.c_str()), closedir);
  if (directory == nullptr) fail_to(folder, "opened", errno);
  std::vector<std::string> names;
  for (;;) {
    errno = 0;
    const dirent* entry = readdir(directory.get());
    if (entry == nullptr) break;
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  }
  if (errno != 0) fail_to(folder, "read", errno);
  std::sort(names.begin(), names.end());
  const std::string prefix = folder.back() == '/' ? folder : folder + '/';
  bool any = false;
  for (const std::string& name : names) {
    if (is_folder(prefix + name)) continue;
    if (!has_export_name(name)) {
      listing.passed_over.emplace_back(prefix + name, "its name is not that of an export");
    } else if (waits(prefix + name)) {
      listing.passed_over.emplace_back(prefix + name, "it is a pipe, a socket or a device, not a file");
    } else {
      listing.files.push_back(prefix + name);
      any = true;
    }
  }
  if (!any) {
    fail(folder, "this folder holds no export",
         "Its files are taken by their names: .csv, .tsv, .txt, .json, .jsonl or .ndjson, also packed as .gz or .zst. "
         "A file with another name can be passed by itself.");
  }
}

}  // namespace

std::string shown_path(const std::string& path) {
  return path == "-" ? "standard input" : path;
}

ByteSource open_source(const std::string& path, std::istream& standard_input, std::uint64_t max_size) {
  ByteSource source;
  std::unique_ptr<ByteStream> bytes = open_bytes(path, standard_input);
  std::string head(4, '\0');
  head.resize(bytes->read(head.data(), head.size()));
  const auto begins_with = [&head](std::string_view magic) {
    return std::string_view(head).substr(0, magic.size()) == magic;
  };
  const bool gzip = begins_with("\x1F\x8B"), zstd = begins_with("\x28\xB5\x2F\xFD");
  bytes = std::make_unique<PeekedStream>(std::move(head), std::move(bytes));
  if (gzip) {
    source.compression = "gzip";
    bytes = std::make_unique<GzipStream>(path, std::move(bytes));
  } else if (zstd) {
    source.compression = "zstd";
    bytes = std::make_unique<ZstdStream>(path, std::move(bytes));
  }
  source.bytes = std::make_unique<LimitedStream>(path, std::move(bytes), max_size);
  return source;
}

SameFiles::SameFiles(const std::vector<std::string>& paths) {
  for (const std::string& path : paths)
    if (const auto state = FileState::at(path); state && path != "-") files_.emplace_back(path, *state);
}

void SameFiles::require() const {
  for (const auto& [path, before] : files_)
    if (const auto now = FileState::at(path))
      if (const std::string_view what = before.broken_by(*now); !what.empty())
        fail(path, std::string(what), std::string(how_to_read_whole));
}

Listing list_files(const std::string& path) {
  Listing listing;
  if (path != "-" && is_folder(path)) {
    list_folder(path, listing);
  } else {
    listing.files.push_back(path);
  }
  return listing;
}

}  // namespace dsat::load
