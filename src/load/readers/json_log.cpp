#include "load/readers/json_log.hpp"

#include <algorithm>
#include <utility>

#include "dsat/base/text.hpp"

namespace dsat::load {
namespace {

constexpr std::int64_t samples_per_reason = 3;
constexpr std::string_view too_many_columns = "more different members than can be columns (the rest is passed over)";

}  // namespace

void JsonLog::reject(std::string reason, std::string_view text, std::uint64_t line) {
  while (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  rejected.push_back({{}, line, std::move(reason), to_valid_utf8(text)});
}

void JsonLedger::hand_in(std::size_t part, JsonLog log) {
  const std::lock_guard lock(mutex_);
  waiting_.emplace(part, std::move(log));
  for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_; first = waiting_.begin()) {
    tell(std::move(first->second));
    waiting_.erase(first);
    ++next_;
  }
  handed_in_.notify_all();
}

bool JsonLedger::knows(std::size_t part, const std::string& record_type, const std::string& column) {
  std::unique_lock lock(mutex_);
  handed_in_.wait(lock, [&] { return next_ == part || given_up_; });
  return type_of(record_type).names.contains(column);
}

void JsonLedger::give_up() {
  const std::lock_guard lock(mutex_);
  given_up_ = true;
  handed_in_.notify_all();
}

std::vector<RawTable> JsonLedger::headers() {
  std::vector<RawTable> headers;
  for (Type& type : types_) headers.push_back(std::move(type.header));
  return headers;
}

JsonLedger::Type& JsonLedger::type_of(const std::string& record_type) {
  const auto found = std::ranges::find(types_, record_type,
                                       [](const Type& type) -> const std::string& { return type.header.record_type; });
  if (found != types_.end()) return *found;
  types_.emplace_back().header.record_type = record_type;
  return types_.back();
}

void JsonLedger::tell(JsonLog log) {
  for (JsonLog::Seen& seen : log.seen) {
    Type& type = type_of(seen.record_type);
    if (!seen.column || type.names.contains(*seen.column)) continue;
    if (type.names.size() == most_columns) {
      if (log.passed_over_at == 0 || seen.line < log.passed_over_at) log.passed_over_at = seen.line;
      continue;
    }
    type.header.columns.emplace_back(*seen.column, seen.keep);
    type.names.insert(std::move(*seen.column));
  }
  for (const Oddities::Kind& kind : log.oddities.kinds()) oddities_.note(kind.text, kind.first_line, kind.count);
  if (log.passed_over_at != 0 && !std::exchange(passed_over_, true))
    oddities_.note(too_many_columns, log.passed_over_at);
  for (RejectedRow& row : log.rejected) {
    row.file = path_;
    ++facts_.rejected;
    if (++facts_.rejects[row.reason] <= samples_per_reason)
      facts_.samples.push_back({row.line, row.reason, shorten(one_line(row.text.substr(0, 1000)), 120)});
    if (watch_.rejected) watch_.rejected(row);
  }
  records_ += log.records;
  if (watch_.progress) watch_.progress(log.end, records_);
}

}  // namespace dsat::load
