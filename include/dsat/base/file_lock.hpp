#pragma once
#include <filesystem>
#include <functional>
#include <memory>

namespace dsat {

/// Keeps other runs away from a file that is read, brought up to date and written back: what a run adds would be lost
/// if another had read the file before. It is a lock on an empty file beside it, `.NAME.dsat-lock`, released by the
/// kernel if the run dies and removed with the lock. People's programs don't ask for it: see AtomicFile::commit_over().
class FileLock {
 public:
  /// Waits for another run; `before_waiting` is called first, once, and may throw. A device or pipe isn't locked, nor
  /// is anything on a file system that has no locks. Throws Error(output) if nothing can be written beside the file.
  FileLock(const std::filesystem::path& file, const std::function<void()>& before_waiting);
  ~FileLock();
  FileLock(FileLock&&) noexcept;
  FileLock& operator=(FileLock&&) = delete;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dsat
