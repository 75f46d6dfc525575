#include "dsat/app/run.hpp"

#include <exception>
#include <ostream>
#include <variant>

#include "app/command.hpp"
#include "app/command_line.hpp"
#include "app/output.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "dsat/report/redact.hpp"

namespace dsat::app {

namespace {

/// Without what must not be passed round: messages quote cells, and files may be named after customers.
Error redacted(const Error& error) {
  using report::redact;
  Place place = error.place();
  place.file = redact(place.file);
  place.excerpt = redact(place.excerpt);
  return {error.kind(), redact(error.summary()), redact(error.remedy()), std::move(place)};
}

}  // namespace

int run(const std::vector<std::string>& args, const Io& io) {
  const auto fail = [&io](ErrorKind kind, std::string_view message) {
    io.err << "dsat: " << message << '\n';
    return exit_code(kind);
  };
  bool redact = true;
  try {
    auto parsed = parse_command_line(args, io.configurations);
    if (const auto* words = std::get_if<PrintOnly>(&parsed)) {
      print(words->text, io);
      return 0;
    }
    Settings& settings = std::get<Settings>(parsed);
    const Command& command = *command_named(settings.command);
    redact = settings.redact.value_or(command.redacts);
    settings.redact = redact;
    if (!settings.quiet)
      for (const std::string& remark : settings.remarks) io.err << "dsat: " << printable(remark) << '\n';
    check_outputs(settings);
    const CalendarScope calendar(settings.calendar);
    return command.run(settings, io);
  } catch (const ClosedPipe&) {
    return 0;
  } catch (const Error& error) {
    return fail(error.kind(), redact ? redacted(error).what() : error.what());
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::input, "not enough memory for this input");
  } catch (const std::exception& error) {
    return fail(ErrorKind::input, printable(error.what()));
  }
}

}  // namespace dsat::app
