#include "dsat/data/store.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>
#include <utility>

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

void IdColumn::append(std::string_view id) {
  constexpr std::size_t most_digits = 18;  // they fit into 63 bits
  if (id.empty()) return ids_.push_back(0);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  const bool is_number = error == std::errc() && end == id.data() + id.size();
  if (is_number && id.size() <= most_digits && (id.front() != '0' || id.size() == 1)) return append_number(number);
  texts_.append(id);
  ids_.push_back(std::uint64_t{texts_.size()} << 1);
}

std::string IdColumn::operator[](std::size_t row) const {
  const std::uint64_t id = ids_[row];
  if (id == 0) return {};
  return (id & 1U) != 0 ? std::to_string(id >> 1) : std::string(texts_[(id >> 1) - 1]);
}

NameSetColumn::NameSetColumn(const std::vector<std::vector<Code>>& sets, std::vector<std::string> names_of_codes)
    : names(std::move(names_of_codes)) {
  for (const std::vector<Code>& set : sets) {
    for (const Code code : set) add(code);
    end_row();
  }
}

void NameSetColumn::end_row() {
  if (codes_.size() > std::numeric_limits<std::uint32_t>::max())
    throw std::length_error("more names than can be counted");
  ends_.push_back(static_cast<std::uint32_t>(codes_.size()));
}

void NameSetColumn::translate(const std::vector<Code>& to) {
  std::size_t kept = 0, begin = 0;
  for (std::uint32_t& end : ends_) {
    const auto first = codes_.begin() + static_cast<std::ptrdiff_t>(kept);
    auto last = first;
    for (std::size_t i = begin; i < end; ++i) {
      // Sorted as it is put in, which for some five names is the fastest.
      const Code code = to[codes_[i]];
      auto place = last;
      while (place != first && *(place - 1) > code) --place;
      if (code == 0 || (place != first && *(place - 1) == code)) continue;
      std::move_backward(place, last, last + 1);
      *place = code;
      ++last;
    }
    kept = static_cast<std::size_t>(last - codes_.begin());
    begin = std::exchange(end, static_cast<std::uint32_t>(kept));
  }
  codes_.resize(kept);
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
