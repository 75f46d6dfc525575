#include "dsat/base/file.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <thread>

#include "dsat/base/error.hpp"

namespace dsat {
namespace {

namespace fs = std::filesystem;

/// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "dsat-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  fs::path operator/(std::string_view name) const { return path_ / name; }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

void put(const fs::path& path, std::string_view content) {
  std::ofstream(path, std::ios::binary) << content;
}

void replace(const fs::path& path, std::string_view content) {
  AtomicFile file(path);
  file.write(content);
  file.commit();
}

unsigned mode(const fs::path& path) {
  struct stat found {};
  ::stat(path.c_str(), &found);
  return found.st_mode & 07777;
}

/// What went wrong, with its kind.
std::string trouble(ErrorKind kind, const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    CHECK(error.kind() == kind);
    return error.what();
  }
  return "-";
}

/// Runs in a child process; its exit status as waitpid gives it.
int in_child(const std::function<int()>& action) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(action());
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

bool is_root() {
  return ::geteuid() == 0;
}

}  // namespace

TEST_CASE("a file is read whole, whatever it is", "[file]") {
  const Folder folder;
  const std::string content = std::string(200000, 'x') + std::string("\0\r\n\xFF", 4);
  put(folder / "a", content);
  CHECK(read_file(folder / "a") == content);
  put(folder / "empty", "");
  CHECK(read_file(folder / "empty").empty());
  CHECK(read_file("/proc/self/status").find("Pid:") != std::string::npos);
  CHECK(read_file("/dev/null").empty());

  // Nobody knows whether anything will ever come.
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK_THROWS_AS(read_file(folder / "pipe"), Error);
}

TEST_CASE("a file that can't be read is named with the reason", "[file]") {
  const Folder folder;
  const auto read = [](const fs::path& path) { return trouble(ErrorKind::input, [&] { read_file(path); }); };
  const std::string missing = (folder / "missing").string();
  CHECK(read(missing) == missing + ": can't be read: No such file or directory\nCheck the name and the folder.");
  CHECK(read(folder / "") == (folder / "").string() + ": can't be read: Is a directory\nName a file in it.");
  fs::create_symlink("nowhere", folder / "broken");
  CHECK(read(folder / "broken").find("No such file") != std::string::npos);
  // An error in the middle is not the end of the file.
  CHECK(read("/proc/self/mem").find("can't be read: Input/output error") != std::string::npos);
  if (!is_root()) {
    put(folder / "secret", "x");
    fs::permissions(folder / "secret", fs::perms::none);
    CHECK(read(folder / "secret").find("Permission denied") != std::string::npos);
  }
}

TEST_CASE("a new file appears at commit, and only then", "[file]") {
  const Folder folder;
  {
    AtomicFile file(folder / "a.csv");
    CHECK(mode(file.temporary()) == 0600);
    CHECK(file.temporary().parent_path() == (folder / "a.csv").parent_path());
    file.write("one,");
    file.write(std::string(100000, 'x'));
    file.write("two");
    CHECK_FALSE(fs::exists(folder / "a.csv"));
    file.commit();
    CHECK(read_file(folder / "a.csv") == "one," + std::string(100000, 'x') + "two");
    file.commit();
  }
  CHECK(read_file(folder / "a.csv").size() == 100007);
  CHECK(folder.entries() == 1);
}

TEST_CASE("without commit nothing is left and the old content stays", "[file]") {
  const Folder folder;
  put(folder / "a", "old");
  {
    AtomicFile file(folder / "a");
    file.write("new");
  }
  CHECK(read_file(folder / "a") == "old");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a library may write to the temporary path itself", "[file]") {
  const Folder folder;
  AtomicFile file(folder / "a.xlsx");
  put(file.temporary(), "by path");
  file.commit();
  CHECK(read_file(folder / "a.xlsx") == "by path");
}

TEST_CASE("the mode of what stood there is kept, a new file follows the umask", "[file]") {
  const Folder folder;
  put(folder / "a", "old");
  for (const auto kept : {0640, 0600, 0664, 0755}) {
    REQUIRE(::chmod((folder / "a").c_str(), static_cast<mode_t>(kept)) == 0);
    replace(folder / "a", "new");
    CHECK(mode(folder / "a") == static_cast<unsigned>(kept));
  }
  const mode_t mask = ::umask(0);
  ::umask(mask);
  replace(folder / "b", "new");
  CHECK(mode(folder / "b") == (0666u & ~mask));
}

TEST_CASE("a link stays a link, and what is behind it is replaced", "[file]") {
  const Folder folder;
  fs::create_directory(folder / "sub");
  put(folder / "sub/real", "old");
  fs::create_symlink("sub/real", folder / "link");
  fs::create_symlink("link", folder / "link2");
  replace(folder / "link2", "new");
  CHECK(fs::is_symlink(folder / "link2"));
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(read_file(folder / "sub/real") == "new");

  fs::create_symlink("sub/later", folder / "broken");
  replace(folder / "broken", "made");
  CHECK(fs::is_symlink(folder / "broken"));
  CHECK(read_file(folder / "sub/later") == "made");

  fs::create_symlink("round", folder / "round");
  CHECK(trouble(ErrorKind::output, [&] { AtomicFile file(folder / "round"); }).find("symbolic links") !=
        std::string::npos);
}

TEST_CASE("a target that can't be written is named with the reason and what to do", "[file]") {
  const Folder folder;
  const auto write = [](const fs::path& path) { return trouble(ErrorKind::output, [&] { replace(path, "x"); }); };
  const std::string in_missing = (folder / "no/a").string();
  CHECK(write(in_missing) == in_missing +
                                 ": can't be written: No such file or directory\n"
                                 "Make its folder first, or name another file to write to.");
  CHECK(write(folder / "") == (folder / "").string() + ": can't be written: Is a directory\nName a file in it.");
  CHECK(write(folder / "new/").find("Is a directory") != std::string::npos);
  CHECK(write("").find("No such file") != std::string::npos);
  put(folder / "plain", "x");
  CHECK(write(folder / "plain/a").find("Not a directory") != std::string::npos);
  if (!is_root()) {
    fs::permissions(folder / "plain", fs::perms::owner_read);
    CHECK(write(folder / "plain").find("Permission denied") != std::string::npos);
  }
}

TEST_CASE("names are taken as they are, however odd or long", "[file]") {
  const Folder folder;
  for (const std::string& name : {std::string("with blank\nand newline"), std::string("\xFF\xFE"), std::string("-o"),
                                  std::string(255, 'n'), std::string(".hidden")}) {
    replace(folder / name, "x");
    CHECK(read_file(folder / name) == "x");
  }
  CHECK(folder.entries() == 5);
}

TEST_CASE("a relative target is written in the current folder", "[file]") {
  const Folder folder;
  const int status = in_child([&] {
    fs::current_path(folder / "");
    replace("here", "x");
    return read_file("here") == "x" && folder.entries() == 1 ? 0 : 1;
  });
  CHECK(status == 0);
}

TEST_CASE("devices and pipes are written to directly", "[file]") {
  const Folder folder;
  replace("/dev/null", "x");
  CHECK(fs::is_character_file("/dev/null"));

  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  std::string read;
  std::thread reader([&] {
    std::ifstream pipe(folder / "pipe", std::ios::binary);
    read.assign(std::istreambuf_iterator<char>(pipe), {});
  });
  replace(folder / "pipe", std::string(300000, 'p'));
  reader.join();
  CHECK(read == std::string(300000, 'p'));
  CHECK(fs::is_fifo(folder / "pipe"));
  CHECK(folder.entries() == 1);
}

TEST_CASE("standard output is written on from where it is", "[file]") {
  const Folder folder;
  put(folder / "log", "before ");
  const int status = in_child([&] {
    const int log = ::open((folder / "log").c_str(), O_WRONLY | O_APPEND);
    ::dup2(log, STDOUT_FILENO);
    replace("/dev/stdout", "after");
    return 0;
  });
  CHECK(status == 0);
  CHECK(read_file(folder / "log") == "before after");

  const int closed = in_child([&] {
    ::close(STDOUT_FILENO);
    return trouble(ErrorKind::output, [] { replace("/dev/stdout", "x"); }) == "-" ? 1 : 0;
  });
  CHECK(closed == 0);
}

TEST_CASE("a full device is an error", "[file]") {
  CHECK(trouble(ErrorKind::output, [] { replace("/dev/full", "x"); }) ==
        "/dev/full: can't be written: No space left on device\nMake room there, or name another file to write to.");
  CHECK(trouble(ErrorKind::output, [] { replace("/dev/full", std::string(1 << 20, 'x')); }) != "-");
}

TEST_CASE("a limit on file sizes leaves the old content", "[file]") {
  const Folder folder;
  put(folder / "a", "old");
  for (const rlim_t limit : {rlim_t{0}, rlim_t{70000}}) {
    const int status = in_child([&] {
      ::signal(SIGXFSZ, SIG_IGN);
      const rlimit lowered{limit, limit};
      ::setrlimit(RLIMIT_FSIZE, &lowered);
      const std::string what = trouble(ErrorKind::output, [&] { replace(folder / "a", std::string(100000, 'n')); });
      return what.find("can't be written: File too large") != std::string::npos ? 0 : 1;
    });
    CHECK(status == 0);
    CHECK(read_file(folder / "a") == "old");
    CHECK(folder.entries() == 1);
  }
}

TEST_CASE("a killed run leaves the old content, and the next one cleans up", "[file]") {
  const Folder folder;
  put(folder / "a", "old");
  for (const char* kept : {".a.dsat-notes", ".a.dsat-999999999-1.txt", ".a.dsat-1-0", ".b.dsat-999999999-1"}) {
    put(folder / kept, "mine");
  }
  const int status = in_child([&] {
    AtomicFile file(folder / "a");
    file.write(std::string(100000, 'n'));
    ::kill(::getpid(), SIGKILL);
    return 0;
  });
  CHECK(WIFSIGNALED(status));
  CHECK(read_file(folder / "a") == "old");
  CHECK(folder.entries() == 6);
  replace(folder / "a", "new");
  CHECK(read_file(folder / "a") == "new");
  CHECK(folder.entries() == 5);
}

TEST_CASE("what a killed run of the same process id left is cleaned up too", "[file]") {
  const Folder folder;
  put(folder / (".a.dsat-" + std::to_string(::getpid()) + "-0"), "left");
  replace(folder / "a", "new");
  CHECK(folder.entries() == 1);
}

TEST_CASE("what a living run is writing is left alone", "[file]") {
  const Folder folder;
  AtomicFile mine(folder / "a");
  mine.write("mine");
  const int status = in_child([&] {
    replace(folder / "a", "theirs");
    return 0;
  });
  CHECK(status == 0);
  CHECK(read_file(folder / "a") == "theirs");
  replace(folder / "a", "a third");
  mine.commit();
  CHECK(read_file(folder / "a") == "mine");
  CHECK(folder.entries() == 1);
}

TEST_CASE("runs on one target at the same time leave one whole file", "[file]") {
  const Folder folder;
  std::vector<pid_t> children;
  for (const char letter : {'a', 'b', 'c'}) {
    const pid_t child = ::fork();
    if (child == 0) {
      int failed = 0;
      for (int i = 0; i < 40; ++i) {
        try {
          replace(folder / "t", std::string(100000, letter));
        } catch (const Error&) {
          ++failed;
        }
      }
      ::_exit(failed);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  const std::string content = read_file(folder / "t");
  CHECK(content == std::string(100000, content.front()));
  CHECK(folder.entries() == 1);
}

TEST_CASE("a signal handler can remove everything that isn't committed", "[file]") {
  const Folder folder;
  const int status = in_child([&] {
    AtomicFile a(folder / "a"), b(folder / "b"), c(folder / "c");
    c.write("done");
    c.commit();
    ::signal(SIGTERM, [](int) {
      abandon_atomic_files();
      ::_exit(7);
    });
    ::raise(SIGTERM);
    return 0;
  });
  CHECK(WEXITSTATUS(status) == 7);
  CHECK(folder.entries() == 1);
  CHECK(read_file(folder / "c") == "done");
}

TEST_CASE("too many files at once are refused", "[file]") {
  const Folder folder;
  std::vector<std::unique_ptr<AtomicFile>> files;
  const auto open_many = [&] {
    for (int i = 0; i < 100; ++i) files.push_back(std::make_unique<AtomicFile>(folder / std::to_string(i)));
  };
  CHECK(trouble(ErrorKind::output, open_many).find("Too many open files") != std::string::npos);
  files.clear();
  CHECK(folder.entries() == 0);
}

TEST_CASE("a file is replaced only if nobody saved it meanwhile", "[file]") {
  const Folder folder;
  const auto replace_over = [&](const std::optional<std::string>& before, const std::optional<std::string>& saved) {
    AtomicFile file(folder / "sheet");
    file.write("new");
    file.prepare();
    if (saved) put(folder / "sheet", *saved);
    return file.commit_over(before, folder / "sheet.bak");
  };
  CHECK_FALSE(replace_over(std::nullopt, "somebody's"));
  CHECK(read_file(folder / "sheet") == "somebody's");
  CHECK_FALSE(replace_over("old", std::nullopt));
  CHECK(read_file(folder / "sheet") == "somebody's");
  CHECK(folder.entries() == 1);

  CHECK(replace_over("somebody's", std::nullopt));
  CHECK(read_file(folder / "sheet") == "new");
  CHECK(read_file(folder / "sheet.bak") == "somebody's");
  CHECK(folder.entries() == 2);

  fs::remove(folder / "sheet");
  CHECK_FALSE(replace_over("new", std::nullopt));
  CHECK(replace_over(std::nullopt, std::nullopt));
  CHECK(read_file(folder / "sheet") == "new");
  CHECK(folder.entries() == 2);
}

TEST_CASE("two names of one file are recognised", "[file]") {
  const Folder folder;
  put(folder / "a", "x");
  put(folder / "b", "x");
  fs::create_symlink("a", folder / "link");
  fs::create_hard_link(folder / "a", folder / "hard");
  CHECK(same_file(folder / "a", folder / "a"));
  CHECK(same_file(folder / "a", folder / "link"));
  CHECK(same_file(folder / "a", folder / "hard"));
  CHECK(same_file(folder / "a", folder / "./a"));
  CHECK_FALSE(same_file(folder / "a", folder / "b"));
  CHECK_FALSE(same_file(folder / "a", folder / "missing"));
  CHECK_FALSE(same_file(folder / "missing", folder / "missing"));
  CHECK_FALSE(same_file("/dev/null", "/dev/null"));
}

}  // namespace dsat
