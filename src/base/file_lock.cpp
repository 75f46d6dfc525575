#include "dsat/base/file_lock.hpp"

#include <sys/file.h>

#include "base/descriptor.hpp"
#include "base/passing_files.hpp"

namespace dsat {

namespace fs = std::filesystem;

namespace {

/// The one name that every run knows it by, also where a link leads to nothing yet.
fs::path behind_links(fs::path file) {
  constexpr int most_links = 40;
  std::error_code trouble;
  for (int links = 0; links < most_links; ++links) {
    const fs::path next = fs::read_symlink(file, trouble);
    if (trouble) break;
    file = next.is_absolute() ? next : file.parent_path() / next;
  }
  const fs::path whole = fs::weakly_canonical(file, trouble);
  return trouble ? file : whole;
}

}  // namespace

struct FileLock::State {
  fs::path path;
  Descriptor file;
  PassingFile* passing = nullptr;

  /// Removed while it is held, so that nobody can hold what isn't there.
  ~State() {
    if (!file) return;
    ::unlink(path.c_str());
    forget_passing(passing);
  }

  /// False if who held the lock before removed the file, and what is locked now is nobody's.
  bool stands() const {
    struct stat held {};
    const auto standing = stat_of(path);
    return standing && ::fstat(file.number(), &held) == 0 && held.st_ino == standing->st_ino &&
           held.st_dev == standing->st_dev;
  }
};

FileLock::FileLock(const fs::path& file, const std::function<void()>& before_waiting)
    : state_(std::make_unique<State>()) {
  const auto found = stat_of(file);
  if (found && !S_ISREG(found->st_mode)) return;
  const fs::path target = behind_links(file);
  State& state = *state_;
  state.path = target.parent_path() / ('.' + target.filename().string().substr(0, 200) + ".dsat-lock");
  bool waits = false;
  for (;;) {
    state.file = open_file(state.path, O_RDWR | O_CREAT | O_NOFOLLOW, 0666);
    // Another user's can be locked all the same.
    if (!state.file && errno == EACCES) state.file = open_file(state.path, O_RDONLY | O_NOFOLLOW);
    if (!state.file) fail_to_write(file, errno);
    if (::flock(state.file.number(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK) {  // a file system without locks
        ::unlink(state.path.c_str());
        state.file = Descriptor();
        return;
      }
      if (!std::exchange(waits, true)) {
        try {
          before_waiting();
        } catch (...) {
          state.file = Descriptor();  // another's, and not to be removed
          throw;
        }
      }
      retried([&] { return ::flock(state.file.number(), LOCK_EX); });
    }
    if (state.stands()) break;
  }
  state.passing = remember_passing(state.path.string());
}

FileLock::~FileLock() = default;
FileLock::FileLock(FileLock&&) noexcept = default;

}  // namespace dsat
