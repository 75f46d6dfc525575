#include "dsat/base/error.hpp"

#include <utility>

#include "dsat/base/text.hpp"

namespace dsat {
namespace {

constexpr std::size_t excerpt_columns = 60;

std::string message_of(const std::string& summary, const std::string& remedy, const Place& place) {
  std::string message;
  if (!place.file.empty()) {
    message = place.file;
    if (place.line != 0) message += ':' + std::to_string(place.line);
    if (place.line != 0 && place.column != 0) message += ':' + std::to_string(place.column);
    message += ": ";
  }
  message = printable(message + summary);
  if (!place.excerpt.empty()) message += "\n  " + shorten(printable(place.excerpt), excerpt_columns);
  if (!remedy.empty()) message += '\n' + printable(remedy);
  return message;
}

}  // namespace

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return 2;
    case ErrorKind::input:
      return 3;
    case ErrorKind::output:
      return 4;
  }
  return 2;
}

Error::Error(ErrorKind kind, std::string what, std::string remedy, Place place)
    : kind_(kind),
      summary_(std::move(what)),
      remedy_(std::move(remedy)),
      place_(std::move(place)),
      message_(message_of(summary_, remedy_, place_)) {}

}  // namespace dsat
