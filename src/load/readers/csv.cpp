#include "load/readers/csv.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
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

/// Parts that one thread makes and another takes, a few at a time, in order.
class Conveyor {
 public:
  /// The maker's side: an empty part, or nothing if no more are wanted.
  std::optional<PlainPart> take_empty() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopped_ || !empty_.empty(); });
    if (stopped_) return std::nullopt;
    return take(empty_);
  }
  void put_full(PlainPart part) {
    const std::lock_guard lock(mutex_);
    full_.push_back(std::move(part));
    changed_.notify_all();
  }
  void end(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    error_ = std::move(error);
    changed_.notify_all();
  }

  /// The taker's side: the next part, or nothing at the end. Rethrows what ended the maker.
  std::optional<PlainPart> take_full() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ended_ || !full_.empty(); });
    if (!full_.empty()) return take(full_);
    if (error_) std::rethrow_exception(error_);
    return std::nullopt;
  }
  void put_empty(PlainPart part) {
    const std::lock_guard lock(mutex_);
    empty_.push_back(std::move(part));
    changed_.notify_all();
  }
  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

 private:
  static PlainPart take(std::deque<PlainPart>& from) {
    PlainPart part = std::move(from.front());
    from.pop_front();
    return part;
  }

  static constexpr std::size_t parts_under_way = 4;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<PlainPart> empty_ = std::deque<PlainPart>(parts_under_way);
  std::deque<PlainPart> full_;
  bool ended_ = false, stopped_ = false;
  std::exception_ptr error_;
};

/// Hands all parts of a text to `use` in order. With `ahead`, the text is walked by a thread of its own.
void for_each_part(CsvText& text, bool ahead, const std::function<void(PlainPart&)>& use) {
  PlainPart first;
  if (!text.next(first)) return;
  if (!ahead) {
    do {
      use(first);
    } while (text.next(first));
    return;
  }
  Conveyor conveyor;
  std::thread maker([&] {
    std::exception_ptr error;
    try {
      while (std::optional<PlainPart> part = conveyor.take_empty()) {
        if (!text.next(*part)) break;
        conveyor.put_full(std::move(*part));
      }
    } catch (...) {
      error = std::current_exception();
    }
    conveyor.end(std::move(error));
  });
  const struct Join {
    Conveyor& conveyor;
    std::thread& thread;
    ~Join() {
      conveyor.stop();
      thread.join();
    }
  } join = {conveyor, maker};
  use(first);
  conveyor.put_empty(std::move(first));
  while (std::optional<PlainPart> part = conveyor.take_full()) {
    use(*part);
    conveyor.put_empty(std::move(*part));
  }
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

RawTable read_csv(CsvText& text, const ColumnPlan& plan, bool ahead,
                  const std::function<void(std::uint64_t rows)>& progress) {
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
  for_each_part(text, ahead, [&](PlainPart& part) {
    read_plain(part, sink);
    progress(table.rows);
  });
  return table;
}

}  // namespace dsat::load
