#include <algorithm>

#include "app/command.hpp"
#include "app/output.hpp"
#include "dsat/analyze/dimension.hpp"
#include "dsat/analyze/measure.hpp"
#include "dsat/analyze/queue.hpp"
#include "dsat/base/error.hpp"
#include "dsat/base/text.hpp"
#include "dsat/render/writer.hpp"
#include "dsat/report/section.hpp"

namespace dsat::app {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

template <class Range>
Entries entries_of(const Range& range) {
  Entries entries;
  for (const auto& entry : range) entries.emplace_back(entry.key, entry.help);
  return entries;
}

/// One registry that can be listed.
struct Registry {
  std::string_view key;
  Entries (*entries)(const Settings&);
};

const std::vector<Registry>& registries() {
  static const std::vector<Registry> all = {
      {"measures", [](const Settings&) { return entries_of(analyze::measures()); }},
      {"dimensions",
       [](const Settings&) {
         Entries entries = entries_of(analyze::dimensions());
         entries.emplace_back("column:NAME", "any other column of the export");
         return entries;
       }},
      {"profiles", [](const Settings& settings) { return entries_of(load::profiles(settings.load)); }},
      {"sections", [](const Settings&) { return entries_of(report::sections()); }},
      {"packs", [](const Settings&) { return entries_of(report::packs()); }},
      {"formats", [](const Settings&) { return entries_of(render::writers()); }},
      {"queues", [](const Settings&) { return entries_of(analyze::queues()); }},
  };
  return all;
}

}  // namespace

int run_list(Settings& settings, const Io& io) {
  std::vector<std::string> known;
  for (const Registry& registry : registries()) known.emplace_back(registry.key);
  if (settings.arguments.size() != 1)
    throw Error(ErrorKind::usage, "list takes one word", "It is one of " + join(known, ", ") + ".");
  const std::string& wanted = settings.arguments.front();
  const auto found = std::ranges::find(registries(), wanted, &Registry::key);
  if (found == registries().end()) {
    const auto near = nearest(wanted, known);
    throw Error(ErrorKind::usage, "there is no list of \"" + wanted + "\"",
                (near ? "Did you mean " + *near + "? " : std::string()) + "It is one of " + join(known, ", ") + ".");
  }
  const Entries entries = found->entries(settings);
  std::size_t width = 0;
  for (const auto& [key, help] : entries) width = std::max(width, display_width(key));
  std::string out;
  for (const auto& [key, help] : entries) out += key + std::string(width - display_width(key) + 2, ' ') + help + "\n";
  deliver_text(out, settings, io);
  return 0;
}

}  // namespace dsat::app
