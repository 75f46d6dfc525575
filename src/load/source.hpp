#pragma once
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsat/base/file_state.hpp"

/// Bytes of files, pipes and packed files: the same to whoever reads them.
namespace dsat::load {

/// Bytes that are read once, from front to back.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Reads up to `size` bytes; fewer only at the end, 0 ever after. Throws Error(input) for what can't be read: an I/O
  /// error is never taken for the end, nor is the end of a file that was cut or written anew meanwhile.
  virtual std::size_t read(char* to, std::size_t size) = 0;
  /// At the end: true if somebody goes on writing the file, so that its last record may not be whole.
  virtual bool growing() const { return false; }

  /// How many bytes there are in all, where that is known and seek() works; nothing else.
  virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
  /// The place of the next byte, and moving to another; of streams with a size only.
  virtual std::uint64_t at() const { return 0; }
  virtual bool seek(std::uint64_t) { return false; }
};

/// Bytes in memory.
std::unique_ptr<ByteStream> stream_of(std::shared_ptr<const std::string> bytes);
/// All that a stream gives.
std::string all_of(ByteStream& bytes);

/// An open file, unpacked.
struct ByteSource {
  std::unique_ptr<ByteStream> bytes;
  std::string compression;  ///< gzip, zstd, xz, bzip2, … or empty
};

/// Opens a file, a FIFO or (`-`) standard input, as it is. A file that was `seen` before is read up to where it was
/// then.
std::unique_ptr<ByteStream> open_file(const std::string& path, std::istream& standard_input,
                                      const std::optional<FileState>& seen = {});

/// The first bytes of a stream, up to `size`, which are read again afterwards.
std::string peek(std::unique_ptr<ByteStream>& bytes, std::size_t size);

/// What is packed (gzip, zstd, xz, bzip2 and others), told by its first bytes, is unpacked on the way, all members of
/// it, also what was packed twice; a pack that is cut short or damaged throws when that is met. Reading more than
/// `max_size` unpacked bytes throws, and so does a pack that looks like a decompression bomb. `path` is for messages.
ByteSource unpack_source(const std::string& path, std::unique_ptr<ByteStream> bytes, std::uint64_t max_size);

/// Opens a file and unpacks it.
ByteSource open_source(const std::string& path, std::istream& standard_input, std::uint64_t max_size);

/// True for the names that exports have: .csv, .json and the like, workbooks, archives, also packed.
bool has_export_name(std::string_view name);
/// Names in a folder, but for folders and hidden files, in bytewise order. Throws Error(input).
std::vector<std::string> names_in_folder(const std::string& folder);
bool is_folder(const std::string& path);
/// True for a pipe, a socket or a device, which may never end. Named by hand it is read; nobody means it by naming the
/// folder.
bool may_wait(const std::string& path);

/// How a path is called in messages: `-` is `standard input`.
std::string shown_path(const std::string& path);

}  // namespace dsat::load
