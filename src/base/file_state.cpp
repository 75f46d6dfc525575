#include "dsat/base/file_state.hpp"

#include <sys/stat.h>

namespace dsat {
namespace {

std::optional<FileState> state_in(const struct stat& found) {
  if (!S_ISREG(found.st_mode)) return std::nullopt;
  constexpr std::int64_t nanoseconds = 1'000'000'000;
  return FileState{found.st_dev, found.st_ino, found.st_size,
                   found.st_mtim.tv_sec * nanoseconds + found.st_mtim.tv_nsec};
}

}  // namespace

std::optional<FileState> FileState::of(int descriptor) {
  struct stat found {};
  return ::fstat(descriptor, &found) == 0 ? state_in(found) : std::nullopt;
}

std::optional<FileState> FileState::at(const std::filesystem::path& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 ? state_in(found) : std::nullopt;
}

std::string_view FileState::broken_by(const FileState& later) const {
  if (later.device != device || later.number != number) return "was replaced by another file while it was read";
  if (later.size < size) return "became shorter while it was read";
  if (later.size == size && later.written != written) return "was written anew while it was read";
  return {};
}

}  // namespace dsat
