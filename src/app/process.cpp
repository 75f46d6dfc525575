#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <istream>
#include <ostream>
#include <streambuf>
#include <string>
#include <vector>

#include "dsat/app/run.hpp"
#include "dsat/base/file.hpp"

namespace dsat::app {
namespace {

/// A stream on a file descriptor that knows why writing failed.
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor) : descriptor_(descriptor), bytes_(1 << 16) {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    setg(bytes_.data(), bytes_.data(), bytes_.data());
  }
  int error() const { return error_; }

 protected:
  int_type overflow(int_type c) override {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
    return traits_type::not_eof(c);
  }
  int sync() override {
    for (const char* at = pbase(); at < pptr();) {
      const ssize_t written = ::write(descriptor_, at, static_cast<std::size_t>(pptr() - at));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) {
        error_ = written < 0 ? errno : ENOSPC;
        setp(bytes_.data(), bytes_.data() + bytes_.size());
        return -1;
      }
      at += written;
    }
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    return 0;
  }
  int_type underflow() override {
    ssize_t got;
    do got = ::read(descriptor_, bytes_.data(), bytes_.size());
    while (got < 0 && errno == EINTR);
    // A failed read must not look like the end of the file.
    if (got < 0) throw std::ios_base::failure(std::strerror(errno));
    if (got == 0) return traits_type::eof();
    setg(bytes_.data(), bytes_.data(), bytes_.data() + got);
    return traits_type::to_int_type(*gptr());
  }

 private:
  int descriptor_;
  int error_ = 0;
  std::vector<char> bytes_;
};

extern "C" void on_signal(int number) {
  dsat::abandon_atomic_files();
  std::signal(number, SIG_DFL);
  std::raise(number);
}

int terminal_columns() {
  if (const char* columns = std::getenv("COLUMNS"); columns != nullptr && std::atoi(columns) > 0)
    return std::atoi(columns);
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

bool utf8_locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') {
      const std::string locale(value);
      return locale.find("UTF-8") != std::string::npos || locale.find("utf8") != std::string::npos ||
             locale.find("UTF8") != std::string::npos || locale.find("utf-8") != std::string::npos;
    }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) std::signal(number, on_signal);

  DescriptorBuffer in(STDIN_FILENO), out(STDOUT_FILENO), err(STDERR_FILENO);
  std::istream in_stream(&in);
  std::ostream out_stream(&out), err_stream(&err);
  in_stream.exceptions(std::ios::badbit);
  err_stream << std::unitbuf;
  const bool out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  const Io io{in_stream,
              out_stream,
              err_stream,
              out_is_terminal,
              ::isatty(STDERR_FILENO) == 1,
              out_is_terminal ? terminal_columns() : 80,
              utf8_locale()};
  // A reader that has seen enough (`| head`) is no error: what it didn't want needn't be told either.
  const std::vector<std::string> args(argv + std::min(argc, 1), argv + argc);
  std::ostream silent(nullptr);
  const int code = run(args, io);
  if (out.error() == EPIPE) return 0;
  return code;
}

}  // namespace dsat::app
