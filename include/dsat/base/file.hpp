#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Files as the operating system has them; what is in them is the load room's business.
namespace dsat {

/// The whole file. Throws Error(input) naming the file: missing, a folder, no permission, a read error in the middle,
/// cut or written anew meanwhile, a pipe, a socket or a device, which might never end (but /dev/null).
std::string read_file(const std::filesystem::path& path);

/// A file that appears whole or not at all: written beside its target (exclusively created, readable by the owner
/// only), given the target's mode, synced, then renamed over it. Left without commit() it is removed, and so is it
/// when a signal ends the run and its handler calls abandon_atomic_files(); what a killed run left is removed by the
/// next AtomicFile on the same target. A link is kept and the file behind it replaced; a device, a pipe or a descriptor
/// (`/dev/stdout`) is written to directly. Throws Error(output), also where the target is write-protected. A limit on
/// file sizes is an Error only if SIGXFSZ is ignored, a closed pipe only if SIGPIPE is.
class AtomicFile {
 public:
  explicit AtomicFile(std::filesystem::path target);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Where to write when a library wants a path of its own (spreadsheets); the target itself when that is no file.
  const std::filesystem::path& temporary() const;
  /// Collects small pieces, so an error may be thrown by a later write() or by commit().
  void write(std::string_view bytes);
  /// Makes the new content durable without showing it yet: of several prepared files, either all or none appear (short
  /// of a failing rename). A device or pipe has received everything then. After this write() mustn't be called.
  void prepare();
  /// Makes the new content durable, if that isn't done, and visible. After this the destructor does nothing.
  void commit();
  /// Makes it visible in place of what was read, and of nothing else: false, and the target as it is, if it doesn't
  /// hold `before` any more (empty: nothing stood there) because somebody saved it meanwhile. What was replaced becomes
  /// `backup`, if one is named. Exact where the file system can exchange two names; elsewhere a save in the last
  /// instant is missed.
  bool commit_over(const std::optional<std::string>& before, const std::filesystem::path& backup = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Removes every uncommitted AtomicFile of the process; safe to call from a signal handler.
void abandon_atomic_files() noexcept;

/// True if the file belongs to the user of this process.
bool is_own_file(const std::filesystem::path& path);

/// True if both name the same regular file (links resolved); false if either is missing, or for devices and pipes.
bool same_file(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace dsat
