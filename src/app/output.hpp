#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "app/settings.hpp"
#include "dsat/app/run.hpp"
#include "dsat/base/file_lock.hpp"
#include "dsat/document/document.hpp"
#include "dsat/render/writer.hpp"

namespace dsat::app {

/// Standard output's reader has seen enough (`| head`): the run ends quietly, with exit code 0.
struct ClosedPipe {};

/// Checks formats and targets before anything is read: no contradiction, no target twice, none that is an input.
/// Throws Error(usage) or Error(output).
void check_outputs(const Settings& settings);
/// Throws Error(output) if anything would be written over `input`.
void refuse_to_overwrite(const Settings& settings, const std::string& input);

/// The lock on a file that is read, brought up to date and written back. A run that must wait for another says so; with
/// --no-wait it throws Error(output).
FileLock lock_for(const std::string& file, const Settings& settings, const Io& io);

/// The format for one target (standard output: empty, `-`).
const render::Writer& writer_for(const Settings& settings, const std::string& target);

/// Takes pieces of an output.
using Sink = std::function<void(std::string_view)>;
/// Lets `draw` write every target (standard output, if none is named); all are complete before the first is put in
/// place. Throws Error(output), ClosedPipe.
void deliver_each(const Settings& settings, const Io& io,
                  const std::function<void(const std::string& target, const Sink& sink)>& draw);
/// Draws the document for every target.
void deliver(const document::Document& document, const Settings& settings, const Io& io);
/// Draws the document for one target.
void draw(const document::Document& document, const Settings& settings, const Io& io, const std::string& target,
          const Sink& sink);
/// Writes bytes of a command's own format to every target.
void deliver_text(std::string_view bytes, const Settings& settings, const Io& io);
/// Writes to standard output. Throws Error(output), ClosedPipe.
void print(std::string_view bytes, const Io& io);

}  // namespace dsat::app
