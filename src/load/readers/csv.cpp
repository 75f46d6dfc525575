#include "load/readers/csv.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
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

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

/// The separator of the plain form, found sixteen bytes at a time: behind what the line reader holds there is room.
struct PlainSeparator {
  static const char* find_next_column_end(const char* at) {
#ifdef __SSE2__
    const __m128i separators = _mm_set1_epi8(plain_separator), zero = _mm_setzero_si128();
    for (;; at += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
      const __m128i hits = _mm_or_si128(_mm_cmpeq_epi8(bytes, separators), _mm_cmpeq_epi8(bytes, zero));
      if (const auto mask = static_cast<unsigned>(_mm_movemask_epi8(hits)); mask != 0)
        return at + std::countr_zero(mask);
    }
#else
    while (*at != plain_separator && *at != '\0') ++at;
    return at;
#endif
  }
  static void unescape(char*&, char*&) {}
};

using LineReader = io::CSVReader<plain_cells, io::trim_chars<>, PlainSeparator>;

/// The cells of a stretch of the plain form, one after the other.
class CellStream {
 public:
  explicit CellStream(std::string_view text) : reader_("plain form", std::make_unique<PlainSource>(text)) {
    reader_.next_line();
  }

  std::string_view next() {
    if (at_ == plain_cells) read_line(std::make_index_sequence<plain_cells>());
    const char* const cell = cells_[at_++];
    return {cell, static_cast<std::size_t>(cells_[at_] - cell - 1)};
  }

 private:
  template <std::size_t... index>
  void read_line(std::index_sequence<index...>) {
    if (!reader_.read_row(cells_[index]...)) throw std::logic_error("plain form is cut");
    at_ = 0;
    char* const last = cells_[plain_cells - 1];
    cells_[plain_cells] = last + std::strlen(last) + 1;
  }

  LineReader reader_;
  std::array<char*, plain_cells + 1> cells_ = {};  ///< and where the one after them would begin
  std::size_t at_ = plain_cells;
};

/// Hands each record to `sink`. Its cells stay until `at_end` has been called, and bytes behind each can be read: the
/// buffer of the line reader is longer than what it holds. `at_end` is called whenever cells are about to go.
template <class Sink, class AtEnd>
void read_records(PlainPart& part, Sink&& sink, AtEnd&& at_end) {
  std::vector<std::string_view> cells;
  for (const PlainPart::Stretch& stretch : part.stretches()) {
    // The line reader moves what it has read once that is longer than a stretch should be.
    const bool moves = stretch.text.size() > PlainPart::usual_size;
    std::deque<std::string> copies;
    std::optional<CellStream> stream;
    if (!stretch.text.empty()) stream.emplace(stretch.text);
    for (const PlainRecord& record : stretch.records) {
      cells.clear();
      for (std::size_t cell = 0; cell < record.cells; ++cell) {
        std::string_view text = stream->next();
        if (record.masked) text = part.unmask(const_cast<char*>(text.data()), text.size());
        if (moves)
          text =
              std::string_view(copies.emplace_back(text).append(TextKey::longest_whole, '\0')).substr(0, text.size());
        cells.push_back(text);
      }
      sink(record, std::span<const std::string_view>(cells));
    }
    at_end();
  }
}

/// What a worker has at hand.
struct Worker {
  CsvPart part;
  Share share;
};

/// Takes the cells out of the part at hand and codes them.
void add_part(Worker& worker, std::size_t number) {
  RawTable& table = worker.share.table;
  const std::size_t begin = table.rows;
  std::vector<RawColumn*> columns;
  for (RawColumn& column : table.columns)
    if (is_kept(column.keep())) columns.push_back(&column);
  // Column by column, some records at a time: what belongs to a column is then at hand.
  constexpr std::size_t at_once = 256;
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
  read_records(worker.part.plain, take, pass_on);
  worker.share.pieces.push_back({number, begin, table.rows - begin});
}

/// Columns of which the beginning tells enough, or that it shows nobody needs: they are read in the first part only.
class Samples {
 public:
  Samples(const ColumnPlan& plan, const RawTable& header, std::vector<bool> kept)
      : plan_(plan), kept_(std::move(kept)) {
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
      Narrowing narrowing = kept_[i] ? plan.narrowing(header.columns[i].name()) : Narrowing();
      if (narrowing.is_enough) may_end_.emplace_back(i, std::move(narrowing.is_enough));
      marks_.push_back(std::move(narrowing.marks));
    }
  }

  const std::vector<bool>& kept() const { return kept_; }
  const std::vector<std::vector<std::string>>& marks() const { return marks_; }

  /// Takes the columns away of which the first part, read by the first worker, tells enough; true if there are any.
  bool take(std::vector<Worker>& workers) {
    RawTable& beginning = workers.front().share.table;
    for (const auto& [index, is_enough] : may_end_)
      if (is_enough(beginning.columns[index])) take_out(workers, index);
    const std::vector<Keep> keeps = plan_.settle(beginning);
    for (std::size_t index = 0; index < keeps.size(); ++index) {
      RawColumn& column = beginning.columns[index];
      if (column.keep() != Keep::sampled && keeps[index] != Keep::sampled) continue;
      if (keeps[index] == Keep::sampled) {
        column = column.held_as(Keep::sampled);
        take_out(workers, index);
        continue;
      }
      column = column.held_as(keeps[index]);
      for (std::size_t worker = 1; worker < workers.size(); ++worker)
        workers[worker].share.table.columns[index] = RawColumn(column.name(), keeps[index]);
    }
    return !taken_.empty();
  }

  void give_to(RawTable& table) {
    for (auto& [index, column] : taken_) {
      column.end();
      table.columns[index] = std::move(column);
    }
  }

 private:
  void take_out(std::vector<Worker>& workers, std::size_t index) {
    RawColumn& column = workers.front().share.table.columns[index];
    const std::string name = column.name();
    taken_.emplace_back(index, std::move(column));
    kept_[index] = false;
    // What stands in for it holds nothing, and the beginning is given back at the end.
    for (Worker& worker : workers) worker.share.table.columns[index] = RawColumn(name, Keep::no);
  }

  const ColumnPlan& plan_;
  std::vector<bool> kept_;
  std::vector<std::vector<std::string>> marks_;
  std::vector<std::pair<std::size_t, std::function<bool(const RawColumn&)>>> may_end_;
  std::vector<std::pair<std::size_t, RawColumn>> taken_;
};

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
  Samples samples(plan, header, std::move(kept));
  text.keep(samples.kept());
  text.mark(samples.marks());
  text.identify_by(plan.id_columns(header));
  std::vector<Worker> workers(threads);
  for (Worker& worker : workers) worker.share.table = header.header();
  std::uint64_t rows = 0;
  PartSteps steps;
  steps.find = [&](std::size_t worker) { return text.find(workers[worker].part); };
  steps.prepare = [&](std::size_t worker) { text.prepare(workers[worker].part); };
  steps.settle = [&](std::size_t worker) {
    CsvPart& part = workers[worker].part;
    text.settle(part);
    progress(rows += part.plain.records().size());
  };
  steps.work = [&](std::size_t worker, std::size_t part) {
    add_part(workers[worker], part);
    // Nobody else has begun yet.
    if (part == 0 && samples.take(workers)) text.keep(samples.kept());
  };
  read_side_by_side(threads, steps);
  std::vector<Share> shares;
  for (Worker& worker : workers) shares.push_back(std::move(worker.share));
  workers.clear();
  RawTable table = join_shares(std::move(shares));
  samples.give_to(table);
  return table;
}

}  // namespace dsat::load
