#pragma once
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
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
};

/// An open file, unpacked.
struct ByteSource {
  std::unique_ptr<ByteStream> bytes;
  std::string compression;  ///< gzip, zstd or empty
};

/// Opens a file, a FIFO or (`-`) standard input. What is packed with gzip or zstd, told by its first bytes, is unpacked
/// on the way, all members of it; a pack that is cut short or damaged throws when that is met. Reading more than
/// `max_size` unpacked bytes throws, and so does a pack that looks like a decompression bomb.
ByteSource open_source(const std::string& path, std::istream& standard_input, std::uint64_t max_size);

/// The files of a run, of which some are looked at more than once.
class SameFiles {
 public:
  explicit SameFiles(const std::vector<std::string>& paths);
  /// Throws Error(input) if one was cut, replaced or written anew since then.
  void require() const;

 private:
  std::vector<std::pair<std::string, FileState>> files_;
};

/// How a path is called in messages: `-` is `standard input`.
std::string shown_path(const std::string& path);

}  // namespace dsat::load
