#include "load/source.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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
#include "load/archive.hpp"
#include "load/gzip.hpp"

namespace dsat::load {
namespace {

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
  FileStream(std::string path, int descriptor, const std::optional<FileState>& seen = {})
      : path_(std::move(path)), descriptor_(descriptor) {
    opened_ = seen ? seen : FileState::of(descriptor_);
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
    if (head_.size() < head_size_) head_.append(to, std::min(filled, head_size_ - head_.size()));
    if (filled < wanted) require_unchanged();
    return filled;
  }

  bool growing() const override {
    const auto now = FileState::of(descriptor_);
    return opened_ && opened_->size > 0 && now && now->size > opened_->size;
  }

  std::optional<std::uint64_t> size() const override {
    return begin_ == 0 && opened_ && opened_->size > 0 ? std::optional(length()) : std::nullopt;
  }
  std::uint64_t at() const override { return length() - left_; }
  bool seek(std::uint64_t to) override {
    if (!size() || to > length() || lseek(descriptor_, static_cast<off_t>(to), SEEK_SET) < 0) return false;
    left_ = length() - to;
    head_size_ = head_.size();  // what is read from now on isn't the beginning
    return true;
  }

 private:
  std::uint64_t length() const { return static_cast<std::uint64_t>(opened_->size); }

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
  std::size_t head_size_ = 4096;
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
  std::optional<std::uint64_t> size() const override { return rest_->size(); }
  std::uint64_t at() const override { return rest_->at() - (head_.size() - at_); }
  bool seek(std::uint64_t to) override {
    at_ = head_.size();
    return rest_->seek(to);
  }

 private:
  std::string head_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteStream> rest_;
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

/// Bytes in memory.
class MemoryStream : public ByteStream {
 public:
  explicit MemoryStream(std::shared_ptr<const std::string> bytes) : bytes_(std::move(bytes)) {}
  std::size_t read(char* to, std::size_t size) override {
    size = std::min(size, bytes_->size() - at_);
    std::memcpy(to, bytes_->data() + at_, size);
    at_ += size;
    return size;
  }
  std::optional<std::uint64_t> size() const override { return bytes_->size(); }
  std::uint64_t at() const override { return at_; }
  bool seek(std::uint64_t to) override {
    if (to > bytes_->size()) return false;
    at_ = to;
    return true;
  }

 private:
  std::shared_ptr<const std::string> bytes_;
  std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<ByteStream> open_file(const std::string& path, std::istream& standard_input,
                                      const std::optional<FileState>& seen) {
  if (path == "-") {
    // Read by its descriptor, because the stream can't tell an error from the end.
    if (&standard_input == &std::cin) return std::make_unique<FileStream>(path, STDIN_FILENO);
    return std::make_unique<StandardStream>(standard_input);
  }
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) fail_to(path, "opened", errno);
  return std::make_unique<FileStream>(path, descriptor, seen);
}

namespace {

bool ends_with(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && fold(name.substr(name.size() - ending.size())) == ending;
}

}  // namespace

bool has_export_name(std::string_view name) {
  for (const std::string_view packed : {".gz", ".zst", ".xz", ".bz2"})
    if (ends_with(name, packed)) {
      name.remove_suffix(packed.size());
      break;
    }
  constexpr std::array endings = {".csv",  ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx",
                                  ".xlsm", ".ods", ".xls", ".zip", ".tar",  ".tgz",   ".7z"};
  return std::ranges::any_of(endings, [name](std::string_view ending) { return ends_with(name, ending); });
}

bool is_folder(const std::string& path) {
  struct stat found = {};
  return stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode);
}

bool may_wait(const std::string& path) {
  struct stat found = {};
  return stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode);
}

std::vector<std::string> names_in_folder(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(opendir(folder.c_str()), closedir);
  if (directory == nullptr) fail_to(folder, "opened", errno);
  std::vector<std::string> names;
  const std::string prefix = folder.back() == '/' ? folder : folder + '/';
  for (;;) {
    errno = 0;
    const dirent* entry = readdir(directory.get());
    if (entry == nullptr) break;
    if (entry->d_name[0] != '.' && !is_folder(prefix + entry->d_name)) names.emplace_back(entry->d_name);
  }
  if (errno != 0) fail_to(folder, "read", errno);
  std::sort(names.begin(), names.end());
  return names;
}

std::string shown_path(const std::string& path) {
  return path == "-" ? "standard input" : path;
}

std::unique_ptr<ByteStream> stream_of(std::shared_ptr<const std::string> bytes) {
  return std::make_unique<MemoryStream>(std::move(bytes));
}

std::string all_of(ByteStream& bytes) {
  std::string all;
  constexpr std::size_t step = std::size_t{1} << 17;
  for (;;) {
    const std::size_t before = all.size();
    all.resize(before + step);
    const std::size_t got = bytes.read(all.data() + before, step);
    all.resize(before + got);
    if (got < step) return all;
  }
}

std::string peek(std::unique_ptr<ByteStream>& bytes, std::size_t size) {
  std::string head(size, '\0');
  head.resize(bytes->read(head.data(), head.size()));
  bytes = std::make_unique<PeekedStream>(head, std::move(bytes));
  return head;
}

ByteSource unpack_source(const std::string& path, std::unique_ptr<ByteStream> bytes, std::uint64_t max_size) {
  ByteSource source;
  constexpr int most_packings = 2;
  for (int packings = 0; packings < most_packings; ++packings) {
    const std::string head = peek(bytes, 8);
    std::string_view packing = head.starts_with("\x1F\x8B") ? "gzip" : packing_of(head);
    if (packing.empty()) break;
    bytes = packing == "gzip" ? gunzipped(path, std::move(bytes)) : unpacked(path, std::move(bytes));
    source.compression += (source.compression.empty() ? "" : " in ") + std::string(packing);
  }
  source.bytes = std::make_unique<LimitedStream>(path, std::move(bytes), max_size);
  return source;
}

ByteSource open_source(const std::string& path, std::istream& standard_input, std::uint64_t max_size) {
  return unpack_source(path, open_file(path, standard_input), max_size);
}

}  // namespace dsat::load
