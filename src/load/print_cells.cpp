#include <functional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "dsat/base/error.hpp"
#include "dsat/base/number.hpp"
#include "dsat/base/text.hpp"
#include "dsat/load/load.hpp"
#include "load/meaning/recognise.hpp"
#include "load/readers/csv.hpp"
#include "load/readers/json.hpp"
#include "load/readers/json_pairs.hpp"
#include "load/text_file.hpp"

namespace dsat::load {
namespace {

/// Takes the lines of one pass over the file.
using LineSink = std::function<void(std::string_view lines)>;

void print_csv(CsvText& text, const LineSink& print) {
  std::string lines;
  const RecordSink sink = [&lines](const PlainRecord&, std::span<const std::string_view> cells) {
    lines += '[';
    for (std::size_t index = 0; index < cells.size(); ++index) {
      if (index != 0) lines += ',';
      append_json_string(lines, cells[index]);
    }
    lines += "]\n";
  };
  PlainPart part;
  while (text.next(part)) {
    read_plain(part, sink);
    print(lines);
    lines.clear();
  }
}

Oddities read_file(const std::string& path, const Options& options, Sources& sources, const KnownName& known,
                   const LineSink& print) {
  TextFile file = open_text(path, options, sources);
  FileFacts facts;
  if (file.is_json) {
    Oddities oddities;
    print_json(path, std::move(file.text), known, print, facts, oddities);
    return oddities;
  }
  const Watch watch;
  Options own = options;
  const auto rows = file.rows;
  if (rows) own.delimiter = ",";
  CsvText text(CsvText::Purpose::cells, path, std::move(file.text), own, known, watch, facts);
  print_csv(text, print);
  Oddities oddities = text.oddities();
  if (rows) oddities.renumber([&](std::uint64_t line) { return rows->row(line); });
  return oddities;
}

void tell(const std::string& path, const Oddities& oddities, std::ostream& err) {
  for (const Oddities::Kind& kind : oddities.kinds()) {
    std::string line = shown_path(path);
    if (kind.first_line != 0) line += ':' + std::to_string(kind.first_line);
    line += ": " + std::string(kind.text);
    if (kind.count > 1) line += ", " + grouped(kind.count) + " times";
    err << printable(line) << '\n';
  }
}

}  // namespace

void print_cells(const std::string& path, const Options& options, std::istream& standard_input, std::ostream& out,
                 std::ostream& err) {
  // What turns out to be unreadable half way must not have printed anything. So the lines are held back; of a large
  // file that can be read twice they are not, and a second pass prints them.
  constexpr std::size_t most_held = std::size_t{1} << 26;
  const ProfileSet profiles(options);
  const KnownName known = known_names(profiles, options);
  Sources sources(standard_input, {options.max_input_size, options.sheet}, known);
  const std::vector<std::string> names = sources.list(path).files;
  if (names.size() > 1)
    throw Error(ErrorKind::usage,
                "holds " + counted(static_cast<std::int64_t>(names.size()), "table") +
                    ", and cells are shown of one: " + join(names, "; "),
                "--sheet chooses a sheet; of an archive unpack the file.", Place{shown_path(path), 0, 0, {}});
  const std::string& name = names.front();
  const bool again = sources.can_be_read_again(name);
  std::string held;
  bool too_many = false;
  Oddities oddities = read_file(name, options, sources, known, [&](std::string_view lines) {
    too_many |= again && held.size() + lines.size() > most_held;
    if (too_many) {
      held = {};
    } else {
      held += lines;
    }
  });
  if (too_many) {
    oddities = read_file(name, options, sources, known, [&out](std::string_view lines) { out << lines; });
  } else {
    out << held;
  }
  tell(name, oddities, err);
}

}  // namespace dsat::load
