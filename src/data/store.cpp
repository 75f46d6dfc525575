#include "dsat/data/store.hpp"

#include <algorithm>

namespace dsat {
namespace {

template <class Column>
std::span<const typename Column::value_type> column_or_nothing(const std::map<Field, Column>& columns, Field field) {
  const auto found = columns.find(field);
  if (found == columns.end()) return {};
  return found->second;
}

}  // namespace

Codes::Codes(std::vector<Code> codes) {
  const Code largest = codes.empty() ? 0 : std::ranges::max(codes);
  if (largest <= 0xFF) {
    narrow_.assign(codes.begin(), codes.end());
  } else if (largest <= 0xFFFF) {
    width_ = 2;
    medium_.assign(codes.begin(), codes.end());
  } else {
    width_ = 4;
    wide_ = std::move(codes);
  }
}

std::size_t Codes::size() const {
  return visit([](const auto& codes) { return codes.size(); });
}

const NameColumn& Store::name_column(Field field) const {
  static const NameColumn nothing;
  const auto found = names.find(field);
  return found == names.end() ? nothing : found->second;
}

std::span<const Moment> Store::moment_column(Field field) const {
  return column_or_nothing(moments, field);
}
std::span<const std::int32_t> Store::seconds_column(Field field) const {
  return column_or_nothing(seconds, field);
}
std::span<const std::int32_t> Store::count_column(Field field) const {
  return column_or_nothing(counts, field);
}

}  // namespace dsat
