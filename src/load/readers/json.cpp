#include "load/readers/json.hpp"

#include <simdjson.h>

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "dsat/base/error.hpp"
#include "load/readers/json_pairs.hpp"
#include "load/readers/json_tables.hpp"
#include "load/readers/json_text.hpp"
#include "load/side_by_side.hpp"
#include "load/source.hpp"

namespace dsat::load {
namespace {

namespace dom = simdjson::dom;

/// Takes documents and lines apart into records, which whoever inherits this makes something of.
class Worker : JsonRecordSink {
 public:
  Worker(const KnownName& known, JsonLedger& ledger) : finder_(known, *this), ledger_(ledger) {}

  JsonLines lines;  ///< the part at hand

  void add_document(std::size_t part, const dom::element& document, std::uint64_t line, std::uint64_t end) {
    begin_part(part, true, log_);
    finder_.find(document, line);
    hand_in(part, end);
  }
  void add_lines(std::size_t part) {
    begin_part(part, may_hold_control_bytes(lines.block.text()), log_);
    const auto add = [this](const dom::element& document, std::uint64_t line) { finder_.find(document, line); };
    parser_.parse(lines, log_, add);
    hand_in(part, lines.end);
  }

 protected:
  virtual void begin_part(std::size_t /*part*/, bool /*control_bytes*/, JsonLog&) {}

 private:
  void no_record(const dom::element& item, std::uint64_t line) final {
    log_.oddities.note(load::no_record, line);
    log_.reject("not a record", simdjson::minify(item), line);
  }
  void hand_in(std::size_t part, std::uint64_t end) {
    log_.end = end;
    ledger_.hand_in(part, std::exchange(log_, {}));
  }

  JsonRecordFinder finder_;
  JsonLineParser parser_;
  JsonLog log_;
  JsonLedger& ledger_;
};

class Reader : public Worker {
 public:
  Reader(const ColumnPlan& plan, const KnownName& known, JsonLedger& ledger)
      : Worker(known, ledger), tables_(plan, ledger) {}
  Share take(const RawTable& header) { return tables_.take(header); }

 private:
  void begin_part(std::size_t part, bool control_bytes, JsonLog& log) override {
    tables_.begin_part(part, control_bytes, log);
  }
  void record(std::string_view type, const JsonRecord& record, std::uint64_t line) override {
    tables_.add(type, record, line);
  }

  JsonTables tables_;
};

class Printer : public Worker {
 public:
  using Print = std::function<void(std::string_view lines)>;
  Printer(const KnownName& known, JsonLedger& ledger, const Print& print) : Worker(known, ledger), print_(print) {}

 private:
  void record(std::string_view, const JsonRecord& record, std::uint64_t) override { print_(pairs_.line(record)); }

  const Print& print_;
  JsonPairPrinter pairs_;
};

[[noreturn]] void refuse_columns(const std::string& path) {
  throw Error(ErrorKind::input, "valid JSON, but its table is written column by column",
              "Write it record by record (in pandas: to_json with orient=\"records\"), or as CSV.",
              Place{shown_path(path), 0, 0, {}});
}

}  // namespace

std::vector<RawTable> read_json(const std::string& path, Decoder decoder, const ColumnPlan& plan,
                                const KnownName& known, unsigned threads, const Watch& watch, FileFacts& facts,
                                Oddities& oddities) {
  JsonText text(path, std::move(decoder), oddities);
  JsonLedger ledger(path, watch, facts, oddities);
  std::deque<Reader> readers;
  while (readers.size() < threads) readers.emplace_back(plan, known, ledger);
  std::size_t documents = 0;
  const bool lines_follow = text.documents([&](const dom::element& document, std::uint64_t line) {
    if (line == 0 && lies_in_columns(document)) refuse_columns(path);
    readers.front().add_document(documents++, document, line, text.offset());
  });
  facts.container = lines_follow ? "jsonl" : "json";
  if (lines_follow) {
    const auto find = [&](std::size_t reader) { return text.next(readers[reader].lines); };
    const auto read = [&](std::size_t reader, std::size_t part) {
      try {
        readers[reader].add_lines(documents + part);
      } catch (...) {
        ledger.give_up();
        throw;
      }
    };
    read_side_by_side(threads, find, read);
  }
  std::vector<RawTable> tables;
  for (const RawTable& header : ledger.headers()) {
    std::vector<Share> shares;
    for (Reader& reader : readers) shares.push_back(reader.take(header));
    tables.push_back(join_shares(std::move(shares)));
  }
  return tables;
}

void print_json(const std::string& path, Decoder decoder, const KnownName& known,
                const std::function<void(std::string_view lines)>& print, FileFacts& facts, Oddities& oddities) {
  JsonText text(path, std::move(decoder), oddities);
  const Watch watch;
  JsonLedger ledger(path, watch, facts, oddities);
  Printer printer(known, ledger, print);
  std::size_t part = 0;
  const bool lines_follow = text.documents([&](const dom::element& document, std::uint64_t line) {
    printer.add_document(part++, document, line, text.offset());
  });
  if (lines_follow)
    while (text.next(printer.lines)) printer.add_lines(part++);
}

}  // namespace dsat::load
