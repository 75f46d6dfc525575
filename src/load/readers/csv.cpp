#include "load/readers/csv.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "dsat/base/parallel.hpp"

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

/// The rows that one thread read, and which parts of the text they came from.
struct Share {
  struct Piece {
    std::size_t part = 0;  ///< its place in the text
    std::size_t begin = 0, count = 0;
  };
  RawTable table;
  std::vector<Piece> pieces;
};

/// Reads the parts of a text, each by whichever thread is free. Finding the next part is one thread's work at a time;
/// taking the cells out of it and coding them is done side by side.
class Crew {
 public:
  Crew(CsvText& text, const RawTable& header, const std::function<void(std::uint64_t rows)>& progress)
      : text_(text), header_(header), progress_(progress) {}

  std::vector<Share> read(unsigned threads) {
    // A short file is read before a thread has begun.
    shares_.push_back({header_.header(), {}});
    PlainPart first;
    ended_ = !text_.next(first);
    if (!ended_) {
      add(first, next_part_++, shares_.front());
      rows_ = first.records().size();
      progress_(rows_);
    }
    const bool is_long = first.text().size() >= long_part;
    first = PlainPart();
    if (is_long)
      while (shares_.size() < threads) shares_.push_back({header_.header(), {}});
    std::vector<std::thread> helpers;
    for (std::size_t i = 1; i < shares_.size(); ++i) helpers.emplace_back([this, i] { work(shares_[i]); });
    work(shares_.front());
    for (std::thread& helper : helpers) helper.join();
    if (error_) std::rethrow_exception(error_);
    return std::move(shares_);
  }

 private:
  static constexpr std::size_t long_part = std::size_t{1} << 18;

  void work(Share& share) {
    PlainPart part;
    try {
      while (const std::optional<std::size_t> number = next(part)) add(part, *number, share);
      for (RawColumn& column : share.table.columns) column.end();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!error_) error_ = std::current_exception();
      ended_ = true;
    }
  }

  /// The place of the next part in the text, or nothing at the end.
  std::optional<std::size_t> next(PlainPart& part) {
    const std::lock_guard lock(mutex_);
    if (ended_) return std::nullopt;
    if (!text_.next(part)) {
      ended_ = true;
      return std::nullopt;
    }
    rows_ += part.records().size();
    progress_(rows_);
    return next_part_++;
  }

  static void add(PlainPart& part, std::size_t number, Share& share) {
    RawTable& table = share.table;
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
    share.pieces.push_back({number, begin, table.rows - begin});
  }

  CsvText& text_;
  const RawTable& header_;
  const std::function<void(std::uint64_t rows)>& progress_;
  std::vector<Share> shares_;
  std::mutex mutex_;
  std::size_t next_part_ = 0;
  std::uint64_t rows_ = 0;
  bool ended_ = false;
  std::exception_ptr error_;
};

/// Puts what the threads read back into the order of the file.
RawTable join(std::vector<Share> shares) {
  if (shares.size() == 1) return std::move(shares.front().table);
  struct Step {
    std::size_t share;
    Share::Piece piece;
  };
  std::vector<Step> steps;
  RawTable joined = shares.front().table.header();
  for (std::size_t i = 0; i < shares.size(); ++i) {
    for (const Share::Piece& piece : shares[i].pieces) steps.push_back({i, piece});
    joined.rows += shares[i].table.rows;
  }
  std::ranges::sort(steps, {}, [](const Step& step) { return step.piece.part; });
  const auto join_rows = [&](auto member, auto missing) {
    auto& to = joined.*member;
    if (std::ranges::all_of(shares, [&](const Share& share) { return (share.table.*member).empty(); })) return;
    to.reserve(joined.rows);
    for (const Step& step : steps) {
      auto& from = shares[step.share].table.*member;
      from.resize(shares[step.share].table.rows, missing);
      const auto begin = from.begin() + static_cast<std::ptrdiff_t>(step.piece.begin);
      to.insert(to.end(), begin, begin + static_cast<std::ptrdiff_t>(step.piece.count));
    }
    for (Share& share : shares) share.table.*member = {};
  };
  join_rows(&RawTable::lines, std::uint32_t{0});
  join_rows(&RawTable::fingerprints, std::uint64_t{0});
  in_parallel(joined.columns.size(), shares.size(), [&](std::size_t column) {
    std::vector<RawColumn*> parts;
    for (Share& share : shares) parts.push_back(&share.table.columns[column]);
    RawColumn::Joiner joiner(std::move(parts), joined.rows);
    for (const Step& step : steps) joiner.append(step.share, step.piece.begin, step.piece.count);
    joined.columns[column] = joiner.finish();
  });
  return joined;
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
  return join(Crew(text, header, progress).read(threads));
}

}  // namespace dsat::load
