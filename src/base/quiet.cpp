#include "dsat/base/quiet.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace dsat {

Quiet::Quiet() : standard_error_(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)) {
  if (standard_error_ < 0) return;
  std::fflush(stderr);
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  ::dup2(nowhere, STDERR_FILENO);
  ::close(nowhere);
}

Quiet::~Quiet() {
  if (standard_error_ < 0) return;
  const int error = errno;  // what the library failed with
  std::fflush(stderr);
  ::dup2(standard_error_, STDERR_FILENO);
  ::close(standard_error_);
  errno = error;
}

}  // namespace dsat
