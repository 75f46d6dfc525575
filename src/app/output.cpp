#include "app/output.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>
#include <vector>

#include "dsat/base/error.hpp"
#include "dsat/base/file.hpp"
#include "dsat/base/text.hpp"

namespace dsat::app {
namespace {

bool is_standard_output(const std::string& target) {
  return target.empty() || target == "-" || target == "/dev/stdout" || target == "/dev/fd/1";
}

render::Style style_of(const Settings& settings, const Io& io, bool to_terminal) {
  render::Style style;
  style.width = settings.width > 0 ? settings.width : std::max(40, io.terminal_width);
  style.color = settings.color == "always" || (settings.color == "auto" && to_terminal && !io.no_color);
  style.ascii = settings.ascii || (to_terminal && !io.utf8_locale);
  style.csv = settings.csv;
  return style;
}

/// The same file, or the same name of one that isn't there yet.
bool same_target(const std::string& a, const std::string& b) {
  std::error_code trouble;
  return same_file(a, b) ||
         std::filesystem::weakly_canonical(a, trouble) == std::filesystem::weakly_canonical(b, trouble);
}

/// Every file a run writes; worksheet and history, which it reads as well, come last.
std::vector<std::string> written(const Settings& settings, bool read_as_well) {
  std::vector<std::string> files;
  for (const std::string& target : settings.outputs)
    if (!is_standard_output(target)) files.push_back(target);
  if (!settings.rejects.empty()) files.push_back(settings.rejects);
  if (read_as_well && !settings.worksheet.empty()) files.push_back(settings.worksheet);
  if (read_as_well && !settings.history.empty()) files.push_back(settings.history);
  return files;
}

void refuse(const std::vector<std::string>& targets, const std::string& input) {
  for (const std::string& target : targets)
    if (same_file(target, input))
      throw Error(ErrorKind::output, "the output " + target + " is an input file", "Write to another file.");
}

}  // namespace

FileLock lock_for(const std::string& file, const Settings& settings, const Io& io) {
  return FileLock(file, [&] {
    if (!settings.wait)
      throw Error(ErrorKind::output, "another run is writing it", "Run this again later, or leave --no-wait out.",
                  {file, 0, 0, {}});
    if (!settings.quiet)
      io.err << "dsat: waiting for another run that is writing " << printable(file) << " (--no-wait to end instead)\n";
  });
}

const render::Writer& writer_for(const Settings& settings, const std::string& target) {
  const render::Writer* by_name = is_standard_output(target) ? nullptr : render::writer_for_extension(target);
  const render::Writer* asked = settings.format.empty() ? nullptr : render::writer_named(settings.format);
  if (by_name != nullptr && asked != nullptr && by_name != asked)
    throw Error(ErrorKind::usage, "-o " + target + " names another format than --format " + settings.format,
                "Leave --format out, or give the file an extension of that format.");
  if (by_name != nullptr) return *by_name;
  if (asked != nullptr) return *asked;
  return *render::writer_named("text");
}

void check_outputs(const Settings& settings) {
  const std::vector<std::string> to_standard_output{std::string()};
  for (const std::string& target : settings.outputs.empty() ? to_standard_output : settings.outputs)
    if (writer_for(settings, target).needs_file && is_standard_output(target))
      throw Error(ErrorKind::usage, "a spreadsheet can't go to standard output", "Name a file: -o report.xlsx");

  const std::vector<std::string> files = written(settings, true);
  for (std::size_t i = 0; i < files.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (same_target(files[i], files[j]))
        throw Error(ErrorKind::usage, files[j] + " is to be written twice", "Give each output a file of its own.");

  for (const std::string& input : settings.load.paths) refuse_to_overwrite(settings, input);
  for (const std::string& input : settings.extras.configurations) refuse_to_overwrite(settings, input);
  for (const std::string& input : {settings.qa, settings.roster, settings.events, settings.series})
    refuse_to_overwrite(settings, input);
  // The worksheet may be the one that --reviews names: it is read before it is replaced.
  refuse(written(settings, false), settings.reviews);
}

void refuse_to_overwrite(const Settings& settings, const std::string& input) {
  refuse(written(settings, true), input);
}

void print(std::string_view bytes, const Io& io) {
  io.out << bytes << std::flush;
  if (!io.out)
    throw Error(ErrorKind::output, "standard output can't be written", "Is the disk full, or the output closed?");
}

void deliver_each(const Settings& settings, const Io& io,
                  const std::function<void(const std::string& target, const Sink& sink)>& draw_one) {
  std::vector<std::unique_ptr<AtomicFile>> files;
  bool to_standard_output = settings.outputs.empty();
  for (const std::string& target : settings.outputs) {
    if (is_standard_output(target)) {
      to_standard_output = true;
      continue;
    }
    AtomicFile& file = *files.emplace_back(std::make_unique<AtomicFile>(target));
    draw_one(target, [&file](std::string_view bytes) { file.write(bytes); });
    file.prepare();
  }
  if (to_standard_output) draw_one({}, [&io](std::string_view bytes) { print(bytes, io); });
  for (const auto& file : files) file->commit();
}

void draw(const document::Document& document, const Settings& settings, const Io& io, const std::string& target,
          const Sink& sink) {
  const bool to_terminal = target.empty() && io.out_is_terminal;
  sink(writer_for(settings, target).write(document, style_of(settings, io, to_terminal)));
}

void deliver(const document::Document& document, const Settings& settings, const Io& io) {
  deliver_each(settings, io,
               [&](const std::string& target, const Sink& sink) { draw(document, settings, io, target, sink); });
}

void deliver_text(std::string_view bytes, const Settings& settings, const Io& io) {
  deliver_each(settings, io, [&](const std::string&, const Sink& sink) { sink(bytes); });
}

}  // namespace dsat::app
