#include "app/command.hpp"
#include "app/output.hpp"
#include "dsat/base/error.hpp"

namespace dsat::app {

int run_config(Settings& settings, const Io& io) {
  if (!settings.show)
    throw Error(ErrorKind::usage, "config does nothing by itself",
                "`dsat config --show` prints the settings in force.");
  deliver_text(settings.in_force, settings, io);
  return 0;
}

}  // namespace dsat::app
