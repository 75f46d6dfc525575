#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/source.hpp"

/// Archives and packed files, read by libarchive. Nothing is ever written, so that names of members (absolute ones,
/// ones with `..`) are names and nothing else.
namespace dsat::load {

/// What an archive holds under one name.
struct Member {
  std::string name;  ///< as in the archive, valid UTF-8
  bool is_file = false;
  bool encrypted = false;
};

/// The members of an archive, one after the other.
class Archive {
 public:
  /// True if a file that begins so (512 bytes of it, or all) is an archive: zip, tar, 7z, rar, cab, lha, cpio.
  static bool begins(std::string_view head);

  /// `path` is what messages call it. Formats whose directory stands at the end (7z, most zip files) need a stream that
  /// can seek. Throws Error(input) for what is none.
  Archive(std::string path, std::unique_ptr<ByteStream> bytes);
  ~Archive();
  Archive(Archive&&) noexcept;

  /// The next member; nothing at the end. Throws Error(input) for a damaged archive.
  std::optional<Member> next();
  /// Reads the member's bytes like ByteStream::read; throws Error(input) if they are damaged, encrypted, or a bomb.
  std::size_t read(char* to, std::size_t size);

  struct State;

 private:
  std::unique_ptr<State> state_;
};

/// All members of an archive, in its order; and their names. Throws Error(input) if there are more than 100,000.
std::vector<Member> members_of(const std::string& path, std::unique_ptr<ByteStream> archive);
std::vector<std::string> names_of(const std::vector<Member>& members);

/// The member of that number (from 0), as a stream of its own.
std::unique_ptr<ByteStream> member_of(std::string path, std::unique_ptr<ByteStream> archive, std::size_t number);

/// The name of the packing that bytes which begin so have: zstd, xz, bzip2, lz4, lzip or compress; empty: none of
/// these.
std::string_view packing_of(std::string_view head);
/// Unpacks such bytes.
std::unique_ptr<ByteStream> unpacked(std::string path, std::unique_ptr<ByteStream> packed);

/// Unpacked and packed bytes so far, watched for what no file has: texts pack to a tenth, repetitive ones to a
/// fiftieth, a bomb has the best ratio that its format can reach.
class BombWatch {
 public:
  explicit BombWatch(std::string path) : path_(std::move(path)) {}
  /// Throws Error(input).
  void count(std::uint64_t unpacked, std::uint64_t packed_so_far);

 private:
  std::string path_;
  std::uint64_t unpacked_ = 0;
};

}  // namespace dsat::load
