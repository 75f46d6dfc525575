#include "dsat/app/run.hpp"

#include <exception>
#include <ostream>
#include <variant>

#include "app/command.hpp"
#include "app/command_line.hpp"
#include "app/output.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {

int run(const std::vector<std::string>& args, const Io& io) {
  try {
    auto parsed = parse_command_line(args);
    if (const auto* print = std::get_if<PrintOnly>(&parsed)) {
      deliver_text(print->text, Settings{}, io);
      return 0;
    }
    Settings& settings = std::get<Settings>(parsed);
    check_outputs(settings);
    return command_named(settings.command)->run(settings, io);
  } catch (const Error& error) {
    io.err << "dsat: " << error.what() << '\n';
    return exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    io.err << "dsat: not enough memory for this input\n";
    return exit_code(ErrorKind::input);
  } catch (const std::exception& error) {
    io.err << "dsat: " << printable(error.what()) << '\n';
    return exit_code(ErrorKind::input);
  }
}

}  // namespace dsat::app
