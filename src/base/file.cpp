#include "dsat/base/file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

#include "base/descriptor.hpp"
#include "base/passing_files.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/file_state.hpp"
#include "dsat/base/number.hpp"

namespace dsat {
namespace {

namespace fs = std::filesystem;

std::string text_of(int error) {
  return std::generic_category().message(error);
}

[[noreturn]] void fail_to_read(const fs::path& path, int error) {
  std::string remedy;
  if (error == ENOENT) remedy = "Check the name and the folder.";
  if (error == EISDIR) remedy = "Name a file in it.";
  if (error == EACCES) remedy = "Ask for permission to read it.";
  throw Error(ErrorKind::input, "can't be read: " + text_of(error), std::move(remedy), {path.string(), 0, 0, {}});
}

/// Where a target's bytes go.
struct Destination {
  fs::path file;                      ///< the target behind its links
  std::optional<struct stat> status;  ///< of what stands there
  bool direct = false;                ///< a device or a pipe, which nothing can be renamed over
  int own_descriptor = -1;            ///< when the target is a descriptor of this process (`/dev/stdout`)
};

Destination destination_of(const fs::path& target) {
  constexpr int most_links = 40;
  Destination to{target, stat_of(target), false, -1};
  to.direct = to.status && !S_ISREG(to.status->st_mode);
  const std::string own_descriptors = "/proc/" + std::to_string(::getpid()) + "/fd";
  for (int links = 0; links < most_links; ++links) {
    std::error_code trouble;
    const fs::path folder = fs::canonical(to.file.has_parent_path() ? to.file.parent_path() : ".", trouble);
    if (folder == own_descriptors) {
      // Opened anew it would be written from its beginning, over what the shell has appended to.
      to.own_descriptor = static_cast<int>(parse_integer(to.file.filename().string()).value_or(-1));
      to.direct = true;
      return to;
    }
    const fs::path next = fs::read_symlink(to.file, trouble);
    if (trouble || to.direct) return to;
    to.file = next.is_absolute() ? next : to.file.parent_path() / next;
  }
  fail_to_write(target, ELOOP);
}

/// What the temporary files of a target begin with; a process id and a number follow. Cut so that all of it fits into
/// a file name.
std::string temporary_prefix(const fs::path& file) {
  return '.' + file.filename().string().substr(0, 200) + ".dsat-";
}

/// The process in `123-0`.
std::optional<pid_t> owner_of(std::string_view ending) {
  const std::size_t dash = ending.find('-');
  if (dash == std::string_view::npos || !parse_integer(ending.substr(dash + 1))) return std::nullopt;
  const auto process = parse_integer(ending.substr(0, dash));
  if (!process || *process < 1 || *process > std::numeric_limits<pid_t>::max()) return std::nullopt;
  return static_cast<pid_t>(*process);
}

bool is_alive(pid_t process) {
  return ::kill(process, 0) == 0 || errno != ESRCH;
}

/// Removes what killed runs left beside a target. The lock says more than the process id: it sees into other
/// containers, and a recycled id doesn't fool it.
void remove_leftovers(const fs::path& file) {
  const std::string prefix = temporary_prefix(file);
  std::error_code trouble;
  for (fs::directory_iterator entry(file.has_parent_path() ? file.parent_path() : ".", trouble), end;
       !trouble && entry != end; entry.increment(trouble)) {
    const std::string name = entry->path().filename().string();
    if (!name.starts_with(prefix)) continue;
    const auto process = owner_of(std::string_view(name).substr(prefix.size()));
    if (!process) continue;
    const fs::path leftover = file.has_parent_path() ? file.parent_path() / name : fs::path(name);
    const bool own = *process == ::getpid();
    if (own ? is_passing(leftover.string()) : is_alive(*process)) continue;
    const Descriptor opened = open_file(leftover, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (!opened || (::flock(opened.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)) continue;
    ::unlink(leftover.c_str());
  }
}

/// The mode a file gets that nobody said anything about.
mode_t default_mode() {
  static const mode_t mode = [] {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return static_cast<mode_t>(0666 & ~mask);
  }();
  return mode;
}

}  // namespace

void fail_to_write(const fs::path& path, int error) {
  std::string remedy = "Name another file to write to.";
  if (error == ENOENT || error == ENOTDIR) remedy = "Make its folder first, or name another file to write to.";
  if (error == EISDIR) remedy = "Name a file in it.";
  if (error == ENOSPC || error == EDQUOT || error == EFBIG)
    remedy = "Make room there, or name another file to write to.";
  if (error == EACCES || error == EPERM || error == EROFS) {
    remedy = "Ask for permission to write it and its folder, or name another file to write to.";
  }
  throw Error(ErrorKind::output, "can't be written: " + text_of(error), std::move(remedy), {path.string(), 0, 0, {}});
}

namespace {
bool holds(const fs::path& path, const std::string& content) {
  std::error_code gone;
  try {
    return fs::is_regular_file(path, gone) && read_file(path) == content;
  } catch (const Error&) {
    return false;
  }
}
}  // namespace

std::string read_file(const fs::path& path) {
  // Not waiting for who would write into a pipe.
  const Descriptor file = open_file(path, O_RDONLY | O_NONBLOCK);
  if (!file) fail_to_read(path, errno);
  struct stat found {};
  if (::fstat(file.number(), &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode) &&
      !(S_ISCHR(found.st_mode) && found.st_rdev == makedev(1, 3)))
    throw Error(ErrorKind::input, "is a pipe, a socket or a device, not a file", "Write it into a file, and name that.",
                {path.string(), 0, 0, {}});
  // The size is only a hint: a pipe has none, and a file may grow.
  constexpr std::size_t chunk = 1 << 16;
  const auto opened = FileState::of(file.number());
  std::string content;
  std::size_t filled = 0;
  content.resize(opened && opened->size > 0 ? static_cast<std::size_t>(opened->size) + 1 : chunk);
  for (;;) {
    const auto count = retried([&] { return ::read(file.number(), content.data() + filled, content.size() - filled); });
    if (count < 0) fail_to_read(path, errno);
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
    if (filled == content.size()) content.resize(filled + std::max(filled, chunk));
  }
  content.resize(filled);
  if (const auto now = FileState::of(file.number()); opened && now)
    if (const std::string_view what = opened->broken_by(*now); !what.empty())
      throw Error(ErrorKind::input, std::string(what), std::string(how_to_read_whole), {path.string(), 0, 0, {}});
  return content;
}

struct AtomicFile::State {
  fs::path target;  ///< as the user named it
  Destination to;
  fs::path temporary;
  Descriptor file;
  PassingFile* passing = nullptr;
  bool prepared = false;
  std::string waiting;

  ~State() {
    if (passing == nullptr) return;
    ::unlink(temporary.c_str());
    forget_passing(passing);
  }

  void open_directly() {
    temporary = target;
    file = to.own_descriptor >= 0 ? Descriptor(::fcntl(to.own_descriptor, F_DUPFD_CLOEXEC, 0))
                                  : open_file(target, O_WRONLY);
    if (!file) fail_to_write(target, errno);
  }

  void open_beside() {
    static std::atomic<unsigned> next_number{0};
    for (;;) {
      const std::string name =
          temporary_prefix(to.file) + std::to_string(::getpid()) + '-' + std::to_string(next_number++);
      temporary = to.file.parent_path() / name;
      // Known before it exists, so that a signal at any instant finds it.
      passing = remember_passing(temporary.string());
      if (passing == nullptr) fail_to_write(target, temporary.native().size() >= longest_path ? ENAMETOOLONG : EMFILE);
      file = open_file(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
      if (file) break;
      const int error = errno;
      forget_passing(std::exchange(passing, nullptr));
      if (error != EEXIST) fail_to_write(target, error);
    }
    ::flock(file.number(), LOCK_EX | LOCK_NB);
  }

  void flush() {
    std::string_view rest = waiting;
    while (!rest.empty()) {
      const auto count = retried([&] { return ::write(file.number(), rest.data(), rest.size()); });
      if (count >= 0) {
        rest.remove_prefix(static_cast<std::size_t>(count));
      } else if (errno == EAGAIN) {
        pollfd writable{file.number(), POLLOUT, 0};
        ::poll(&writable, 1, -1);
      } else {
        const int error = errno;
        waiting.erase(0, waiting.size() - rest.size());
        fail_to_write(target, error);
      }
    }
    waiting.clear();
  }

  void give_mode() {
    constexpr mode_t permissions = 0777;
    if (to.status) {
      // As far as we may: root can keep the owner, a member the group.
      [[maybe_unused]] const int owner = ::fchown(file.number(), to.status->st_uid, static_cast<gid_t>(-1));
      [[maybe_unused]] const int group = ::fchown(file.number(), static_cast<uid_t>(-1), to.status->st_gid);
    }
    const mode_t mode = to.status ? to.status->st_mode & permissions : default_mode();
    if (::fchmod(file.number(), mode) != 0) fail_to_write(target, errno);
  }

  /// Renames as the flags of renameat2() say; false if the file system can't do that.
  bool rename_by(unsigned flags) const {
    if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, to.file.c_str(), flags) == 0) return true;
    if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP) return false;
    fail_to_write(target, errno);
  }

  /// True if the temporary file is the one that this run wrote.
  bool holds_own() const {
    struct stat own {};
    const auto standing = stat_of(temporary);
    return standing && ::fstat(file.number(), &own) == 0 && own.st_ino == standing->st_ino &&
           own.st_dev == standing->st_dev;
  }

  void be_done() {
    forget_passing(std::exchange(passing, nullptr));
    if (!file.close()) fail_to_write(target, errno);
    make_folder_durable();
  }

  void make_folder_durable() const {
    const Descriptor folder =
        open_file(to.file.has_parent_path() ? to.file.parent_path() : ".", O_RDONLY | O_DIRECTORY);
    // Some file systems can't sync a folder, and some folders can't be opened: then there is nothing more to do.
    if (folder && ::fsync(folder.number()) != 0 && errno == EIO) fail_to_write(target, EIO);
  }
};

AtomicFile::AtomicFile(fs::path target) : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.target = std::move(target);
  state.to = destination_of(state.target);
  const auto& standing = state.to.status;
  if (standing && S_ISDIR(standing->st_mode)) fail_to_write(state.target, EISDIR);
  if (state.to.direct) {
    state.open_directly();
    return;
  }
  if (!state.to.file.has_filename()) fail_to_write(state.target, state.target.empty() ? ENOENT : EISDIR);
  // A rename would get past the write protection of what stands there.
  if (standing && ::faccessat(AT_FDCWD, state.to.file.c_str(), W_OK, AT_EACCESS) != 0) {
    fail_to_write(state.target, errno);
  }
  remove_leftovers(state.to.file);
  state.open_beside();
}

AtomicFile::~AtomicFile() = default;

const fs::path& AtomicFile::temporary() const {
  return state_->temporary;
}

void AtomicFile::write(std::string_view bytes) {
  constexpr std::size_t enough = 1 << 16;
  state_->waiting += bytes;
  if (state_->waiting.size() >= enough) state_->flush();
}

void AtomicFile::prepare() {
  State& state = *state_;
  if (!state.file || state.prepared) return;
  state.flush();
  state.prepared = true;
  if (state.to.direct) return;
  state.give_mode();
  if (retried([&] { return ::fsync(state.file.number()); }) != 0) fail_to_write(state.target, errno);
}

void AtomicFile::commit() {
  State& state = *state_;
  if (!state.file) return;
  prepare();
  if (state.to.direct) {
    if (!state.file.close()) fail_to_write(state.target, errno);
    return;
  }
  if (::rename(state.temporary.c_str(), state.to.file.c_str()) != 0) fail_to_write(state.target, errno);
  state.be_done();
}

bool AtomicFile::commit_over(const std::optional<std::string>& before, const fs::path& backup) {
  State& state = *state_;
  prepare();
  if (state.to.direct) return commit(), true;
  if (!before) {
    if (stat_of(state.to.file)) return false;
    if (::renameat2(AT_FDCWD, state.temporary.c_str(), AT_FDCWD, state.to.file.c_str(), RENAME_NOREPLACE) == 0)
      return state.be_done(), true;
    if (errno == EEXIST) return false;
    return commit(), true;  // a file system without such a rename
  }
  if (!holds(state.to.file, *before)) return false;
  // Exchanged, what was replaced can still be looked at, and brought back. Meanwhile no signal may remove it.
  forget_passing(std::exchange(state.passing, nullptr));
  if (!state.rename_by(RENAME_EXCHANGE)) {
    if (::rename(state.temporary.c_str(), state.to.file.c_str()) != 0) fail_to_write(state.target, errno);
    return state.be_done(), true;
  }
  if (holds(state.temporary, *before)) {
    // Who writes into it through an open descriptor even now writes into the backup.
    if ((backup.empty() ? ::unlink(state.temporary.c_str()) : ::rename(state.temporary.c_str(), backup.c_str())) != 0)
      fail_to_write(backup.empty() ? state.target : backup, errno);
    return state.be_done(), true;
  }
  state.rename_by(RENAME_EXCHANGE);
  if (!state.holds_own()) state.rename_by(RENAME_EXCHANGE);  // saved once more in between
  ::unlink(state.temporary.c_str());
  return false;
}

bool is_own_file(const fs::path& path) {
  const auto found = stat_of(path);
  return found && found->st_uid == ::geteuid();
}

bool same_file(const fs::path& a, const fs::path& b) {
  const auto one = stat_of(a), other = stat_of(b);
  return one && other && S_ISREG(one->st_mode) && one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

}  // namespace dsat
