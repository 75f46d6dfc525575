#include "load/ticket_keys.hpp"

#include <algorithm>
#include <utility>

#include "load/plain_id.hpp"
#include "load/vocabulary.hpp"

namespace dsat::load {
namespace {

/// `000120` is 120 once a spreadsheet has taken it for a number.
std::string_view without_zeros(std::string_view id) {
  while (id.size() > 1 && id.front() == '0') id.remove_prefix(1);
  return id;
}

bool is_number(std::string_view id) {
  return !id.empty() && std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; });
}

bool has_ids(const Batch& batch) {
  return batch.ids.has_value() && batch.role() != Role::names && !batch.ignored;
}

}  // namespace

TicketKeys::TicketKeys(const std::vector<Batch>& batches) : batches_(batches) {
  // 0 is an id only where 1 is one too and it stands for one row.
  for (const Batch& batch : batches) {
    std::int64_t zeros = 0;
    bool one = false;
    if (has_ids(batch))
      for (std::size_t row = 0; row < batch.rows; ++row) {
        const std::string_view cell = batch.ids->column()[row];
        if (cell.size() != 1) continue;
        zeros += cell == "0" ? 1 : 0;
        one = one || cell == "1";
      }
    zero_is_id_.push_back(zeros <= 1 && one);
  }
  if (std::ranges::count_if(batches, has_ids) > 1) look_for_lost_zeros();
}

std::string_view TicketKeys::id(std::uint32_t batch, std::uint32_t row) const {
  const Batch& here = batches_[batch];
  if (!here.ids) return {};
  const std::string_view id = plain_id(here.ids->column()[row]);
  if (id.size() <= 8 && means_missing(id)) return {};
  if (id == "0" && !zero_is_id_[batch]) return {};
  return id;
}

void TicketKeys::look_for_lost_zeros() {
  for (std::uint32_t b = 0; b < batches_.size() && !any_zeros_; ++b)
    if (has_ids(batches_[b]))
      for (std::uint32_t row = 0; row < batches_[b].rows && !any_zeros_; ++row) {
        const std::string_view one = id(b, row);
        any_zeros_ = one.size() > 1 && one.front() == '0' && is_number(one);
      }
  if (!any_zeros_) return;
  for (std::uint32_t b = 0; b < batches_.size(); ++b) {
    if (!has_ids(batches_[b])) continue;
    for (std::uint32_t row = 0; row < batches_[b].rows; ++row) {
      const std::string_view one = id(b, row);
      if (!is_number(one)) continue;
      const auto [found, added] = forms_.try_emplace(std::string(without_zeros(one)), Form{one, one, b});
      Form& form = found->second;
      if (one.size() > form.fullest.size()) form.fullest = one;
      if (added || form.id == one) continue;
      // Within one table the two are different tickets.
      form.ambiguous = form.ambiguous || form.batch == b || form.several;
      form.several = true;
    }
  }
}

std::string_view TicketKeys::kept(std::string text) {
  const auto found = known_.find(text);
  if (found != known_.end()) return found->second;
  const std::string_view stays = texts_.emplace_back(text);
  known_.emplace(std::move(text), stays);
  return stays;
}

std::string_view TicketKeys::key(std::uint32_t batch, std::uint32_t row) {
  std::string_view one = id(batch, row);
  if (one.empty()) return {};
  if (any_zeros_ && is_number(one))
    if (const auto found = forms_.find(std::string(without_zeros(one)));
        found != forms_.end() && found->second.several && !found->second.ambiguous) {
      without_zeros_ += one.size() == without_zeros(one).size() ? 1 : 0;
      one = found->first;
    }
  return group_ ? kept(group_(batch, row) + '\x1F' + std::string(one)) : one;
}

std::string_view TicketKeys::shown(std::uint32_t batch, std::uint32_t row) {
  std::string_view one = id(batch, row);
  if (any_zeros_ && is_number(one))
    if (const auto found = forms_.find(std::string(without_zeros(one)));
        found != forms_.end() && found->second.several && !found->second.ambiguous)
      one = found->second.fullest;
  if (one.empty() || !group_) return one;
  const std::string group = group_(batch, row);
  return group.empty() ? one : kept(group + "/" + std::string(one));
}

}  // namespace dsat::load
