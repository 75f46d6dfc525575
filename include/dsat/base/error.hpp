#pragma once
#include <cstdint>
#include <exception>
#include <string>

namespace dsat {

/// What kind of trouble ends a run; it decides the exit code and nothing else.
enum class ErrorKind {
  usage,   ///< the command line or the configuration is wrong: exit 2
  input,   ///< input can't be read or used: exit 3
  output,  ///< output can't be written: exit 4
};

/// The exit code of a kind (2, 3 or 4).
int exit_code(ErrorKind kind);

/// Where the trouble is. Empty file: no place. Line and column count from 1; 0 is unknown.
struct Place {
  std::string file;
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  std::string excerpt;  ///< the text found there, unescaped; shown shortened and printable
};

/// Trouble that ends the run. Trouble with a single row never throws: it is counted in the load log.
class Error : public std::exception {
 public:
  /// `what` says what is wrong, without full stop; `remedy` says what to do about it, as a sentence of its own.
  Error(ErrorKind kind, std::string what, std::string remedy = {}, Place place = {});

  ErrorKind kind() const { return kind_; }
  const std::string& summary() const { return summary_; }
  const std::string& remedy() const { return remedy_; }
  const Place& place() const { return place_; }

  /// The whole message for standard error: `FILE:LINE:COLUMN: what`, then excerpt and remedy on lines of their own.
  /// Printable: control characters from data and file names are replaced. Ends without a newline.
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  ErrorKind kind_;
  std::string summary_, remedy_;
  Place place_;
  std::string message_;
};

}  // namespace dsat
