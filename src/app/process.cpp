#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <istream>
#include <memory>
#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>
#include <vector>

#include "app/output.hpp"
#include "dsat/app/run.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

enum class WhenFull { fail, discard };

/// A stream on a file descriptor that says why writing failed, or keeps silent about it: an exception from standard
/// error would end the run, and a report that can be written is worth more than a remark that can't.
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor, WhenFull when_full = WhenFull::fail)
      : descriptor_(descriptor), when_full_(when_full), bytes_(std::make_unique_for_overwrite<char[]>(size)) {
    setp(bytes_.get(), bytes_.get() + size);
    setg(bytes_.get(), bytes_.get(), bytes_.get());
  }

 protected:
  int_type overflow(int_type c) override {
    sync();
    if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
    return traits_type::not_eof(c);
  }
  int sync() override {
    const char* at = pbase();
    const char* const end = pptr();
    setp(bytes_.get(), bytes_.get() + size);
    while (at < end) {
      const ssize_t written = ::write(descriptor_, at, static_cast<std::size_t>(end - at));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0 && errno == EAGAIN) {
        pollfd writable{descriptor_, POLLOUT, 0};
        ::poll(&writable, 1, -1);
        continue;
      }
      if (written <= 0 && when_full_ == WhenFull::discard) return 0;
      if (written < 0 && errno == EPIPE) throw ClosedPipe{};
      if (written <= 0)
        throw Error(ErrorKind::output, std::string("standard output can't be written: ") + std::strerror(errno),
                    "Make room there, or write to a file with -o.");
      at += written;
    }
    return 0;
  }
  int_type underflow() override {
    ssize_t got;
    do got = ::read(descriptor_, bytes_.get(), size);
    while (got < 0 && errno == EINTR);
    // A failed read must not look like the end of the file.
    if (got < 0)
      throw Error(ErrorKind::input, std::string("standard input can't be read: ") + std::strerror(errno),
                  "Name a file, or pipe one in.");
    if (got == 0) return traits_type::eof();
    setg(bytes_.get(), bytes_.get(), bytes_.get() + got);
    return traits_type::to_int_type(*gptr());
  }

 private:
  static constexpr std::size_t size = 1 << 16;

  int descriptor_;
  WhenFull when_full_;
  std::unique_ptr<char[]> bytes_;  ///< untouched where nothing is read or written
};

extern "C" void on_signal(int number) {
  dsat::abandon_atomic_files();
  std::signal(number, SIG_DFL);
  std::raise(number);
}

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

/// Takes the places of closed standard streams, so that no file opened later gets their number. Reading and writing
/// there still fail.
void occupy_closed_streams() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(descriptor, F_GETFD) < 0 && errno == EBADF) {
      const int placeholder = ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
      if (placeholder >= 0 && placeholder != descriptor) {
        ::dup2(placeholder, descriptor);
        ::close(placeholder);
      }
    }
}

int terminal_columns() {
  if (const auto columns = parse_integer(environment("COLUMNS")); columns && *columns > 0 && *columns < 10'000)
    return static_cast<int>(*columns);
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

bool utf8_locale() {
  std::string_view locale;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (locale.empty()) locale = environment(name);
  const std::string folded = fold(locale);
  return folded.find("utf-8") != std::string::npos || folded.find("utf8") != std::string::npos;
}

/// ./dsat.toml, then the user's (XDG Base Directory Specification).
std::vector<std::string> configuration_places() {
  std::vector<std::string> places{"dsat.toml"};
  const std::string_view configured = environment("XDG_CONFIG_HOME"), home = environment("HOME");
  if (configured.starts_with('/'))
    places.push_back(std::string(configured) + "/dsat/config.toml");
  else if (home.starts_with('/'))
    places.push_back(std::string(home) + "/.config/dsat/config.toml");
  return places;
}

}  // namespace

int main(int argc, char** argv) {
  occupy_closed_streams();
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  for (const int number : {SIGINT, SIGTERM, SIGHUP})
    if (std::signal(number, on_signal) == SIG_IGN) std::signal(number, SIG_IGN);  // nohup

  DescriptorBuffer in(STDIN_FILENO), out(STDOUT_FILENO), err(STDERR_FILENO, WhenFull::discard);
  std::istream in_stream(&in);
  std::ostream out_stream(&out), err_stream(&err);
  in_stream.exceptions(std::ios::badbit);
  out_stream.exceptions(std::ios::badbit);
  err_stream << std::unitbuf;
  const bool out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  const Io io{in_stream,
              out_stream,
              err_stream,
              out_is_terminal,
              ::isatty(STDERR_FILENO) == 1,
              out_is_terminal ? terminal_columns() : 80,
              utf8_locale(),
              !environment("NO_COLOR").empty() || environment("TERM") == "dumb",
              configuration_places()};
  return run({argv + std::min(argc, 1), argv + argc}, io);
}

}  // namespace dsat::app
