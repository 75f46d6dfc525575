#include "load/gzip.hpp"

#include <zlib.h>

#include <string_view>
#include <utility>
#include <vector>

#include "dsat/base/error.hpp"
#include "load/archive.hpp"

namespace dsat::load {
namespace {

class GzipStream : public ByteStream {
 public:
  GzipStream(std::string path, std::unique_ptr<ByteStream> packed)
      : path_(std::move(path)), packed_(std::move(packed)), watch_(path_) {
    constexpr int largest_window_gzip_only = 15 + 16;
    if (inflateInit2(&state_, largest_window_gzip_only) != Z_OK) throw std::bad_alloc();
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() override { inflateEnd(&state_); }

  std::size_t read(char* to, std::size_t size) override {
    std::size_t filled = 0;
    while (filled < size) {
      const std::size_t got = unpack(to + filled, size - filled);
      if (got == 0) break;
      filled += got;
      watch_.count(got, packed_size_);
    }
    return filled;
  }

 private:
  /// Some more unpacked bytes; 0 at the end only.
  std::size_t unpack(char* to, std::size_t size) {
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

  [[noreturn]] void fail(std::string what) const {
    throw Error(ErrorKind::input, std::move(what), "Fetch or pack the file again; nothing in it can be relied on.",
                Place{shown_path(path_), 0, 0, {}});
  }
  [[noreturn]] void cut_short() const { fail("the packed file is cut short"); }
  [[noreturn]] void damaged(const char* why) const {
    fail(std::string("the packed file is damaged (") + (why != nullptr ? why : "unreadable") + ")");
  }

  std::string path_;
  std::unique_ptr<ByteStream> packed_;
  BombWatch watch_;
  std::vector<char> buffer_ = std::vector<char>(std::size_t{1} << 17);
  std::size_t at_ = 0, end_ = 0;
  std::uint64_t packed_size_ = 0;
  z_stream state_ = {};
  bool between_members_ = false, padded_ = false, ended_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> gunzipped(std::string path, std::unique_ptr<ByteStream> packed) {
  return std::make_unique<GzipStream>(std::move(path), std::move(packed));
}

}  // namespace dsat::load
