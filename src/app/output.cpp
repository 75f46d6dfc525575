#include "app/output.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <ostream>
#include <vector>

#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

render::Style style_of(const Settings& settings, const Io& io, bool to_terminal) {
  render::Style style;
  style.width = settings.width > 0 ? settings.width : std::max(40, io.terminal_width);
  const bool color_wanted = std::getenv("NO_COLOR") == nullptr || *std::getenv("NO_COLOR") == '\0';
  style.color = settings.color == "always" || (settings.color == "auto" && to_terminal && color_wanted);
  style.ascii = settings.ascii || (to_terminal && !io.utf8_locale);
  style.csv_safe = settings.csv_safe;
  return style;
}

void print(const std::string& bytes, const Io& io) {
  io.out << bytes << std::flush;
  if (!io.out)
    throw Error(ErrorKind::output, "standard output can't be written", "Is the disk full, or the output closed?");
}

}  // namespace

const render::Writer& writer_for(const Settings& settings, const std::string& target) {
  const render::Writer* by_name = target.empty() ? nullptr : render::writer_for_extension(target);
  const render::Writer* asked = settings.format.empty() ? nullptr : render::writer_named(settings.format);
  if (by_name != nullptr && asked != nullptr && by_name != asked)
    throw Error(ErrorKind::usage, "-o " + printable(target) + " names another format than --format " + settings.format,
                "Leave --format out, or give the file an extension of that format.");
  if (by_name != nullptr) return *by_name;
  if (asked != nullptr) return *asked;
  return *render::writer_named("text");
}

void check_outputs(const Settings& settings) {
  for (const std::string& target : settings.outputs) writer_for(settings, target);
  if (settings.outputs.empty() && writer_for(settings, "").needs_file)
    throw Error(ErrorKind::usage, "a spreadsheet can't go to standard output", "Name a file: -o report.xlsx");
}

void deliver(const document::Document& document, const Settings& settings, const Io& io) {
  if (settings.outputs.empty()) {
    print(writer_for(settings, "").write(document, style_of(settings, io, io.out_is_terminal)), io);
    return;
  }
  // All are drawn before any is put in place.
  std::vector<std::unique_ptr<AtomicFile>> files;
  for (const std::string& target : settings.outputs) {
    files.push_back(std::make_unique<AtomicFile>(target));
    files.back()->write(writer_for(settings, target).write(document, style_of(settings, io, false)));
  }
  for (const auto& file : files) file->commit();
}

void deliver_text(const std::string& bytes, const Settings& settings, const Io& io) {
  if (settings.outputs.empty()) {
    print(bytes, io);
    return;
  }
  for (const std::string& target : settings.outputs) {
    AtomicFile file(target);
    file.write(bytes);
    file.commit();
  }
}

}  // namespace dsat::app
