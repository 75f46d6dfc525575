#pragma once
#include <string>

namespace dsat {

/// A shared library opened when something of it is first wanted, and kept open: what few runs use and takes long to
/// load.
class LateLibrary {
 public:
  /// `file` as the loader finds it (`libxlsxwriter.so.4`). Throws Error(output) if it can't be opened.
  explicit LateLibrary(std::string file);

  /// The function of that name and type. Throws Error(output) if the library has none.
  template <class Function>
  Function* function(const char* name) const {
    return reinterpret_cast<Function*>(address(name));
  }

 private:
  void* address(const char* name) const;

  std::string file_;
  void* handle_;
};

}  // namespace dsat
