#pragma once
#include "app/settings.hpp"
#include "dsat/app/run.hpp"
#include "dsat/document/document.hpp"
#include "dsat/render/writer.hpp"

namespace dsat::app {

/// Checks formats and targets before anything is read. Throws Error(usage).
void check_outputs(const Settings& settings);
/// Draws the document for every target, or for standard output. Throws Error(output); a closed pipe is no error.
void deliver(const document::Document& document, const Settings& settings, const Io& io);
/// Writes bytes of a command's own format to its target, or to standard output.
void deliver_text(const std::string& bytes, const Settings& settings, const Io& io);
/// The format for one target (or standard output, empty).
const render::Writer& writer_for(const Settings& settings, const std::string& target);

}  // namespace dsat::app
