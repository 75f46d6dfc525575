#include "load/readers/json_tables.hpp"

#include <algorithm>
#include <utility>

#include "load/hash.hpp"

namespace dsat::load {
namespace {

constexpr std::string_view repeated_member = "a member occurs twice in one record (the first is taken)";
constexpr std::string_view control_byte = "control character in a string (replaced)";
constexpr std::size_t no_column = static_cast<std::size_t>(-1);

}  // namespace

/// The row that is being filled.
class JsonTables::Row : public JsonCellSink {
 public:
  Row(JsonTables& tables, Open& open, std::uint64_t line) : tables_(tables), open_(open), line_(line) {}

  void cell(const std::string& path, std::string_view text) override {
    fingerprint_ = hash_more(hash_more(fingerprint_, path), text);
    if (RawColumn* column = tables_.column(open_, path, line_)) column->append(text);
  }
  void null(const std::string& path) override {
    fingerprint_ = hash_more(fingerprint_, path);
    if (RawColumn* column = tables_.column(open_, path, line_)) column->append_null();
  }
  std::uint64_t fingerprint() const { return fingerprint_; }

 private:
  JsonTables& tables_;
  Open& open_;
  std::uint64_t line_;
  std::uint64_t fingerprint_ = 0;
};

void JsonTables::add(std::string_view type, const JsonRecord& record, std::uint64_t line) {
  Open& open = table_of(type, line);
  Row row(*this, open, line);
  const std::size_t replaced = flattener_.replaced();
  open.next = 0;
  flattener_.flatten(record, row);
  if (flattener_.replaced() != replaced)
    log_->oddities.note(control_byte, line, static_cast<std::int64_t>(flattener_.replaced() - replaced));
  RawTable& table = open.share.table;
  table.lines.push_back(static_cast<std::uint32_t>(line));
  table.fingerprints.push_back(row.fingerprint());
  ++table.rows;
  ++open.share.pieces.back().count;
  ++log_->records;
}

Share JsonTables::take(const RawTable& header) {
  Open open;
  if (const auto found = std::ranges::find(tables_, header.record_type, type_of); found != tables_.end())
    open = std::move(*found);
  RawTable& table = open.share.table;
  table.record_type = header.record_type;
  std::vector<RawColumn> columns;
  for (const RawColumn& wanted : header.columns) {
    const auto found = open.index.find(wanted.name());
    columns.push_back(found != open.index.end() ? std::move(table.columns[found->second])
                                                : RawColumn(wanted.name(), wanted.keep()));
    if (columns.back().keep() != Keep::sampled) columns.back().pad(table.rows);
  }
  table.columns = std::move(columns);
  return std::move(open.share);
}

JsonTables::Open& JsonTables::table_of(std::string_view type, std::uint64_t line) {
  auto found = std::ranges::find(tables_, type, type_of);
  if (found == tables_.end()) {
    found = tables_.insert(tables_.end(), Open());
    found->share.table.record_type = type;
    log_->seen.push_back({std::string(type), std::nullopt, Keep::no, line});
  }
  std::vector<Piece>& pieces = found->share.pieces;
  if (pieces.empty() || pieces.back().part != part_) pieces.push_back({part_, found->share.table.rows, 0});
  return *found;
}

/// The column of a path, filled up to the row at hand; nothing if that has a value already, or isn't kept.
RawColumn* JsonTables::column(Open& open, const std::string& path, std::uint64_t line) {
  const std::size_t index = index_of(open, path, line);
  if (index == no_column) return nullptr;
  open.next = index + 1;
  RawTable& table = open.share.table;
  RawColumn& column = table.columns[index];
  if (!is_kept(column.keep())) return nullptr;
  const std::size_t size = column.size();
  if (size > table.rows) {
    log_->oddities.note(repeated_member, line);
    return nullptr;
  }
  // Of a column that nobody knows the beginning is read; where that is doesn't depend on who reads what.
  constexpr std::size_t beginning = 2000;
  if (column.keep() == Keep::sampled && (part_ != 0 || table.rows >= beginning)) return nullptr;
  if (size < table.rows) column.pad(table.rows);
  return &column;
}

std::size_t JsonTables::index_of(Open& open, const std::string& path, std::uint64_t line) {
  std::vector<RawColumn>& columns = open.share.table.columns;
  // Records have their members in the same order, but for some that are missing.
  constexpr std::size_t near = 4;
  const std::size_t end = std::min(open.next + near, columns.size());
  for (std::size_t index = open.next; index < end; ++index)
    if (same_text(columns[index].name(), path)) return index;
  if (const auto found = open.index.find(path); found != open.index.end()) return found->second;
  const std::string& type = open.share.table.record_type;
  if (columns.size() >= JsonLedger::most_columns && !ledger_.knows(part_, type, path)) {
    if (log_->passed_over_at == 0) log_->passed_over_at = line;
    return no_column;
  }
  // Records of another kind, which say what ids here stand for, may follow: even records without a type aren't alone.
  const Keep keep = plan_(type.empty() ? "records" : type, path);
  log_->seen.push_back({type, path, keep, line});
  open.index.emplace(path, columns.size());
  columns.emplace_back(path, keep);
  return columns.size() - 1;
}

}  // namespace dsat::load
