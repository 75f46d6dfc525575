#include "load/readers/csv.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "load/side_by_side.hpp"

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

/// Hands each record to `sink`. Its cells stay, while no more than PlainPart::usual_size is read, until `at_end` has
/// been called, and bytes behind each can be read: the buffer of the line reader is longer than what it holds.
template <class Sink, class AtEnd>
void read_records(PlainPart& part, Sink&& sink, AtEnd&& at_end) {
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
    sink(record, std::span<const std::string_view>(cells));
  }
  at_end();
}

/// What a worker has at hand.
struct Worker {
  PlainPart part;
  Share share;
};

/// Takes the cells out of the part at hand and codes them.
void add_part(Worker& worker, std::size_t number) {
  PlainPart& part = worker.part;
  RawTable& table = worker.share.table;
  const std::size_t begin = table.rows;
  std::vector<RawColumn*> columns;
  for (RawColumn& column : table.columns)
    if (is_kept(column.keep())) columns.push_back(&column);
  // Column by column, some records at a time: what belongs to a column is then at hand. The line reader moves what it
  // has read once that is longer than a part should be.
  const std::size_t at_once = part.text().size() < PlainPart::usual_size ? 256 : 1;
  std::vector<std::string_view> block(at_once * columns.size());
  std::size_t rows = 0;
  const auto pass_on = [&] {
    for (std::size_t index = 0; index < columns.size(); ++index)
      columns[index]->append_readable(block.data() + index, columns.size(), rows);
    std::fill(block.begin(), block.end(), std::string_view());
    rows = 0;
  };
  const auto take = [&](const PlainRecord& record, std::span<const std::string_view> cells) {
    std::copy(cells.begin(), cells.end(), block.begin() + static_cast<std::ptrdiff_t>(rows * columns.size()));
    if (++rows == at_once) pass_on();
    table.lines.push_back(record.line);
    if (record.fingerprint != 0 && table.fingerprints.empty()) table.fingerprints.assign(table.rows, 0);
    if (record.fingerprint != 0 || !table.fingerprints.empty()) table.fingerprints.push_back(record.fingerprint);
    ++table.rows;
  };
  read_records(part, take, pass_on);
  worker.share.pieces.push_back({number, begin, table.rows - begin});
}

}  // namespace

void read_plain(PlainPart& part, const RecordSink& sink) {
  read_records(part, sink, [] {});
}

RawTable read_csv(CsvText& text, const ColumnPlan& plan, unsigned threads,
                  const std::function<void(std::uint64_t rows)>& progress) {
  RawTable header;
  std::vector<bool> kept;
  for (std::string& name : text.columns()) {
    const Keep keep = plan(header.record_type, name);
    header.columns.emplace_back(std::move(name), keep);
    kept.push_back(is_kept(keep));
  }
  text.keep(std::move(kept));
  text.identify_by(plan.id_columns(header));
  std::vector<Worker> workers(threads);
  for (Worker& worker : workers) worker.share.table = header.header();
  std::uint64_t rows = 0;
  const auto find = [&](std::size_t worker) {
    PlainPart& part = workers[worker].part;
    if (!text.next(part)) return false;
    progress(rows += part.records().size());
    return true;
  };
  read_side_by_side(threads, find, [&](std::size_t worker, std::size_t part) { add_part(workers[worker], part); });
  std::vector<Share> shares;
  for (Worker& worker : workers) shares.push_back(std::move(worker.share));
  workers.clear();
  return join_shares(std::move(shares));
}

}  // namespace dsat::load
