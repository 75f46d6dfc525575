#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace dsat {

/// What tells that a file is still the one that was opened: which it is, how long, and when it was written last. A file
/// that became shorter, or another one, while it was read gives rows of two contents, or only some: no figure may come
/// of that. One that only grew is fine, up to where it was.
struct FileState {
  std::uint64_t device = 0, number = 0;
  std::int64_t size = 0, written = 0;  ///< bytes; nanoseconds

  /// Nothing for pipes, devices and what isn't there.
  static std::optional<FileState> of(int descriptor);
  static std::optional<FileState> at(const std::filesystem::path& path);

  /// What happened up to `later`, in words; empty if nothing did, or it only grew.
  std::string_view broken_by(const FileState& later) const;
};

/// What helps then.
inline constexpr std::string_view how_to_read_whole =
    "Run this again when whoever writes it is done; better, let the writer make a new file and rename it.";

}  // namespace dsat
