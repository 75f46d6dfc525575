#include "load/readers/csv.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

// Parts are read by threads of ours.
#define CSV_IO_NO_THREAD
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wstringop-truncation"  // names cut at a limit on purpose, seen when inlined
#endif
#include <libfccp/csv.h>

namespace dsat::load {
namespace {

/// Hands the plain form to the line reader, which takes a short read for the end.
class PlainSource : public io::ByteSourceBase {
 public:
  explicit PlainSource(std::string_view text) : text_(text) {}

  int read(char* buffer, int size) override {
    int filled = 0;
    if (!std::exchange(began_, true)) {
      // A first line of ours: the line reader would take a cell that begins with U+FEFF for a byte order mark.
      constexpr std::string_view first_line = "\n";
      std::memcpy(buffer, first_line.data(), first_line.size());
      filled = static_cast<int>(first_line.size());
    }
    const std::size_t count = std::min(text_.size(), static_cast<std::size_t>(size - filled));
    std::memcpy(buffer + filled, text_.data(), count);
    text_.remove_prefix(count);
    return filled + static_cast<int>(count);
  }

 private:
  std::string_view text_;
  bool began_ = false;
};

using LineReader = io::CSVReader<plain_cells, io::trim_chars<>, io::no_quote_escape<plain_separator>>;

template <std::size_t... index>
bool read_line(LineReader& reader, std::array<char*, plain_cells>& cells, std::index_sequence<index...>) {
  return reader.read_row(cells[index]...);
}

}  // namespace

void read_plain(PlainPart& part, const RecordSink& sink) {
  if (part.records().empty()) return;
  LineReader reader("plain form", std::make_unique<PlainSource>(part.text()));
  reader.next_line();
  std::array<char*, plain_cells> line = {};
  std::vector<std::string_view> cells;
  for (const PlainRecord& record : part.records()) {
    cells.clear();
    std::size_t left = record.cells;
    do {
      if (!read_line(reader, line, std::make_index_sequence<plain_cells>()))
        throw std::logic_error("plain form is cut");
      const std::size_t count = std::min(left, plain_cells);
      for (std::size_t cell = 0; cell < count; ++cell) {
        const std::size_t size = std::strlen(line[cell]);
        cells.push_back(record.masked ? part.unmask(line[cell], size) : std::string_view(line[cell], size));
      }
      left -= count;
    } while (left > 0);
    sink(record, cells);
  }
}

RawTable read_csv(CsvText& text, const ColumnPlan& plan, const std::function<void(std::uint64_t rows)>& progress) {
  RawTable table;
  std::vector<bool> kept;
  for (std::string& name : text.columns()) {
    const Keep keep = plan(table.record_type, name);
    table.columns.emplace_back(std::move(name), keep);
    kept.push_back(keep != Keep::no);
  }
  std::vector<RawColumn*> columns;
  for (RawColumn& column : table.columns) {
    if (column.keep() != Keep::no) columns.push_back(&column);
  }
  text.keep(std::move(kept));
  const RecordSink sink = [&](const PlainRecord& record, std::span<const std::string_view> cells) {
    for (std::size_t index = 0; index < cells.size(); ++index) columns[index]->append(cells[index]);
    for (std::size_t index = cells.size(); index < columns.size(); ++index) columns[index]->append_absent();
    table.lines.push_back(record.line);
    table.fingerprints.push_back(record.fingerprint);
    ++table.rows;
  };
  PlainPart part;
  while (text.next(part)) {
    read_plain(part, sink);
    progress(table.rows);
  }
  return table;
}

}  // namespace dsat::load
