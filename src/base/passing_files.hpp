#pragma once
#include <string>

/// Files that must not outlive a run, kept where a signal handler can find them: nothing there allocates or locks.
namespace dsat {

/// As long as the system takes a path.
inline constexpr std::size_t longest_path = 4096;

/// The place of one such file in the list.
struct PassingFile;

/// Remembers a file, which needn't exist yet; null if there are too many, or the path is too long.
PassingFile* remember_passing(const std::string& path);
/// From now on the file stays when a signal ends the run.
void forget_passing(PassingFile* file);
bool is_passing(const std::string& path);

}  // namespace dsat
