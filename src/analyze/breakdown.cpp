#include "dsat/analyze/breakdown.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "dsat/analyze/outcome.hpp"
#include "dsat/analyze/volumes.hpp"

namespace dsat::analyze {
namespace {

/// The groups of combinations of codes, found by a table where the combinations are few, else by hashing.
template <class Group>
class Groups {
 public:
  explicit Groups(std::span<const Grouping* const> by) {
    std::uint64_t combinations = 1;
    for (const Grouping* grouping : by) {
      factors_.push_back(combinations);
      combinations *= grouping->groups();
    }
    constexpr std::uint64_t most_in_a_table = 1 << 20;
    if (combinations <= most_in_a_table) table_.assign(combinations, 0);
  }

  Group& at(std::span<const Code> key) {
    std::uint64_t combination = 0;
    for (std::size_t i = 0; i < key.size(); ++i) combination += factors_[i] * key[i];
    std::uint32_t& place = table_.empty() ? map_[combination] : table_[combination];
    if (place == 0) {
      groups_.emplace_back().key.assign(key.begin(), key.end());
      place = static_cast<std::uint32_t>(groups_.size());
    }
    return groups_[place - 1];
  }

  template <class Use>
  void each(Use use) {
    for (Group& group : groups_) use(group);
  }

  /// All of them, in ascending order of their keys.
  std::vector<Group> sorted() && {
    std::ranges::sort(groups_, {}, &Group::key);
    return std::move(groups_);
  }

 private:
  std::vector<std::uint64_t> factors_;
  std::vector<std::uint32_t> table_;
  std::unordered_map<std::uint64_t, std::uint32_t> map_;
  std::vector<Group> groups_;
};

/// Calls `use` with every combination of a row's groups.
template <class CodesOf, class Use>
void each_key(std::span<const Grouping* const> by, CodesOf codes_of, std::vector<Code>& key, std::size_t at, Use& use) {
  if (at == by.size()) {
    use(key);
    return;
  }
  Code single = 0;
  for (const Code code : codes_of(*by[at], single)) {
    key[at] = code;
    each_key(by, codes_of, key, at + 1, use);
  }
}

}  // namespace

Breakdown break_down(const View& view, const Selection& selection, std::span<const Grouping* const> by, KeepRows keep) {
  Breakdown result;
  result.overlapping = std::ranges::any_of(by, [&view](const Grouping* grouping) {
    return grouping->overlapping() || (view.several_a_ticket() && grouping->of_each_rating());
  });
  struct Counted : Group {
    std::uint32_t last_row = no_row, last_cohort = no_row;  ///< tickets that it has counted last
  };
  Groups<Counted> groups(by);
  std::vector<Code> key(by.size());
  if (by.empty()) groups.at(key);

  // A rating split among up to 12 agents is counted in whole twenty-seven-thousandths.
  const auto split = std::ranges::find_if(by, [](const Grouping* grouping) { return grouping->split; });
  const std::int64_t parts = split == by.end() ? 1 : 27'720;
  const auto share_of_row = [&](Row row) {
    Code single = 0;
    return split == by.end() ? 1 : parts / static_cast<std::int64_t>((*split)->codes(row, single).size());
  };
  const auto count = [&](Group& group, Row row, auto add) {
    if (parts == 1) return add(group.tally);
    Tally one;
    add(one);
    group.tally.parts = parts;
    group.tally.add(one, share_of_row(row));
  };

  for (const Row row : selection.rows) {
    auto use = [&](const std::vector<Code>& codes) {
      Counted& group = groups.at(codes);
      count(group, row, [&](Tally& tally) { view.add_row(tally, row, group.last_row); });
      group.last_row = row.ticket;
      if (keep == KeepRows::yes) group.rows.push_back(row);
    };
    each_key(
        by, [row](const Grouping& g, Code& single) { return g.codes(row, single); }, key, 0, use);
  }
  // Volumes count the cohort, of which the answered part is in the rows.
  const bool counts_cohort = view.volumes() == nullptr;
  for (const Row row : selection.cohort) {
    auto use = [&](const std::vector<Code>& codes) {
      Counted& group = groups.at(codes);
      if (std::exchange(group.last_cohort, row.ticket) == row.ticket) return;
      if (counts_cohort) count(group, row, [&](Tally& tally) { view.add_cohort(tally, row); });
      if (keep == KeepRows::yes) group.cohort.push_back(row);
    };
    // Where several agents of a ticket are rated, it belongs to each of them.
    const bool several = view.several_a_ticket() && row.answered();
    const std::uint32_t first = several ? view.store().ratings_of(row.ticket).first : row.rating;
    for (std::uint32_t rating = first; rating <= row.rating; ++rating) {
      each_key(
          by,
          [&](const Grouping& g, Code& single) {
            return g.cohort_codes({row.ticket, rating}, single);
          },
          key, 0, use);
      if (rating == no_row) break;
    }
  }
  if (!counts_cohort) {
    const auto volumes = volume_groups(view, selection, by);
    if (volumes)
      for (const VolumeGroup& group : *volumes) add_volume(groups.at(group.key).tally, *view.volumes(), group.place);
    else
      groups.each([](Group& group) { group.tally.volume = Tally::unknown; });
  }
  for (Counted& group : std::move(groups).sorted()) result.groups.push_back(std::move(static_cast<Group&>(group)));
  return result;
}

std::vector<GroupShare> negatives_by(const View& view, const Selection& selection,
                                     std::span<const Grouping* const> by) {
  Groups<GroupShare> groups(by);
  std::vector<Code> key(by.size());
  for (const Row row : selection.rows) {
    const Outcome outcome = outcome_of(view, row);
    if (outcome == Outcome::uncounted) continue;
    auto use = [&](const std::vector<Code>& codes) {
      groups.at(codes).share += {outcome == Outcome::negative ? 1 : 0, 1};
    };
    each_key(
        by, [row](const Grouping& g, Code& single) { return g.codes(row, single); }, key, 0, use);
  }
  return std::move(groups).sorted();
}

Tally tally(const View& view, const Selection& selection) {
  Tally sum;
  std::uint32_t before = no_row;
  for (const Row row : selection.rows) {
    view.add_row(sum, row, before);
    before = row.ticket;
  }
  if (view.volumes() == nullptr) {
    for (const Row row : selection.cohort) view.add_cohort(sum, row);
  } else if (const auto volumes = volume_groups(view, selection, {})) {
    for (const VolumeGroup& group : *volumes) add_volume(sum, *view.volumes(), group.place);
  } else {
    sum.volume = Tally::unknown;
  }
  return sum;
}

}  // namespace dsat::analyze
