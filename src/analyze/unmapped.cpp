#include "dsat/analyze/unmapped.hpp"

#include <algorithm>
#include <map>

#include "dsat/analyze/outcome.hpp"

namespace dsat::analyze {
namespace {

constexpr double told_by_another = 0.9;
constexpr double filled_by_answers = 0.5, filled_otherwise = 0.05;
constexpr std::int64_t enough_ratings = 5;
constexpr double mostly_negative = 0.90, rarely_unrated = 0.02;

/// How much better a value is guessed once another is known, of what is left to guess without (Goodman & Kruskal 1954).
class Lambda {
 public:
  void add(std::int64_t known, Code value) {
    ++all_[value];
    ++given_[known][value];
    ++count_;
  }
  double value() const {
    const auto most = [](const std::map<Code, std::int64_t>& counts) {
      std::int64_t highest = 0;
      for (const auto& [code, count] : counts) highest = std::max(highest, count);
      return highest;
    };
    std::int64_t right = 0;
    for (const auto& [known, counts] : given_) right += most(counts);
    const std::int64_t without = most(all_);
    return count_ == without ? 0 : static_cast<double>(right - without) / static_cast<double>(count_ - without);
  }

 private:
  std::map<Code, std::int64_t> all_;
  std::map<std::int64_t, std::map<Code, std::int64_t>> given_;
  std::int64_t count_ = 0;
};

}  // namespace

bool may_be_cause(const View& view, const NameColumn& column) {
  if (column.empty()) return false;
  const Store& store = view.store();
  std::int64_t rated = 0, filled_rated = 0, unrated = 0, filled_unrated = 0;
  Lambda by_rating, by_week;
  for (std::uint32_t ticket = 0; ticket < store.tickets; ++ticket) {
    const std::uint32_t rating = view.newest_rating(ticket);
    const Code value = column.codes[ticket];
    const bool filled = value != 0;
    if (rating == no_row) {
      ++unrated;
      filled_unrated += filled ? 1 : 0;
      continue;
    }
    ++rated;
    if (!filled) continue;
    ++filled_rated;
    const Code label = store.ratings.label.empty() ? 0 : store.ratings.label.codes[rating];
    by_rating.add(label != 0 ? label : static_cast<std::int64_t>(store.ratings.sentiment[rating]) + 1'000'000, value);
    if (const Day day = view.day({ticket, rating}); day != no_day) by_week.add(period_of(Unit::week, day).begin, value);
  }
  const auto share = [](std::int64_t part, std::int64_t all) {
    return all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all);
  };
  if (unrated > 0 && share(filled_rated, rated) >= filled_by_answers &&
      share(filled_unrated, unrated) < filled_otherwise)
    return false;
  return by_rating.value() < told_by_another && by_week.value() < told_by_another;
}

std::vector<bool> after_outcome_values(const View& view, const NameColumn& column) {
  std::vector<bool> after(column.names.size());
  if (column.empty() || view.unrated() == 0) return after;
  std::vector<TagUse> uses(column.names.size());
  for (std::uint32_t ticket = 0; ticket < view.store().tickets; ++ticket) {
    TagUse& use = uses[column.codes[ticket]];
    const std::uint32_t rating = view.newest_rating(ticket);
    if (rating == no_row) {
      ++use.unrated;
      continue;
    }
    const Row row{ticket, rating};
    if (!view.rated(row)) continue;
    ++use.rated;
    use.negative += outcome_of(view, row) == Outcome::negative ? 1 : 0;
  }
  for (Code code = 1; code < uses.size(); ++code)
    after[code] = uses[code].rated >= enough_ratings &&
                  static_cast<double>(uses[code].negative) >= mostly_negative * static_cast<double>(uses[code].rated) &&
                  static_cast<double>(uses[code].unrated) < rarely_unrated * static_cast<double>(view.unrated());
  return after;
}

}  // namespace dsat::analyze
