#include "dsat/base/late_library.hpp"

#include <dlfcn.h>

#include <utility>

#include "dsat/base/error.hpp"

namespace dsat {

LateLibrary::LateLibrary(std::string file) : file_(std::move(file)), handle_(::dlopen(file_.c_str(), RTLD_NOW)) {
  if (handle_ == nullptr)
    throw Error(ErrorKind::output, "the library " + file_ + " can't be opened",
                "Install it, or choose another format.");
}

void* LateLibrary::address(const char* name) const {
  void* const found = ::dlsym(handle_, name);
  if (found == nullptr)
    throw Error(ErrorKind::output, "the library " + file_ + " has no " + name,
                "Install the version that dsat was built with, or choose another format.");
  return found;
}

}  // namespace dsat
