#include "base/passing_files.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>

#include "dsat/base/file.hpp"

namespace dsat {

struct PassingFile {
  enum State { free, being_filled, in_use };
  std::atomic<State> state{free};
  std::array<char, longest_path> path{};
};

namespace {
static_assert(std::atomic<PassingFile::State>::is_always_lock_free);
std::array<PassingFile, 32> files;
}  // namespace

PassingFile* remember_passing(const std::string& path) {
  if (path.size() >= longest_path) return nullptr;
  for (PassingFile& file : files) {
    auto expected = PassingFile::free;
    if (!file.state.compare_exchange_strong(expected, PassingFile::being_filled)) continue;
    std::memcpy(file.path.data(), path.c_str(), path.size() + 1);
    file.state = PassingFile::in_use;
    return &file;
  }
  return nullptr;
}

void forget_passing(PassingFile* file) {
  if (file != nullptr) file->state = PassingFile::free;
}

bool is_passing(const std::string& path) {
  for (const PassingFile& file : files)
    if (file.state == PassingFile::in_use && path == file.path.data()) return true;
  return false;
}

void abandon_atomic_files() noexcept {
  const int error = errno;
  for (PassingFile& file : files)
    if (file.state == PassingFile::in_use) ::unlink(file.path.data());
  errno = error;
}

}  // namespace dsat
