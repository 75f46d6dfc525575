#include "dsat/analyze/topic.hpp"

#include <algorithm>
#include <span>

#include "dsat/base/text.hpp"

namespace dsat::analyze {
namespace {

constexpr std::int64_t enough_ratings = 5;
constexpr double mostly_negative = 0.90, rarely_unrated = 0.02;
constexpr double too_general = 0.5, too_special = 0.01;

std::string plain_tag(std::string_view name) {
  std::string plain = fold(name);
  if (plain.starts_with('#')) plain.erase(0, 1);
  return plain;
}

/// The tags that --after-outcome names, folded.
std::vector<std::string> named_tags(const Counting& counting) {
  std::vector<std::string> names;
  for (const std::string& text : counting.after_outcome) {
    const std::size_t equals = text.find('=');
    names.push_back(plain_tag(equals == std::string::npos ? text : text.substr(equals + 1)));
  }
  return names;
}

/// How often each set of tags occurs. Tags are counted by set first: most tickets share theirs with others.
struct SetUse {
  std::int64_t rated = 0, negative = 0, unrated = 0;
  std::int64_t tickets() const { return rated + unrated; }
  SetUse& operator+=(const SetUse& other) {
    rated += other.rated, negative += other.negative, unrated += other.unrated;
    return *this;
  }
};

std::vector<SetUse> uses_of_sets(const View& view) {
  const Store& store = view.store();
  std::vector<SetUse> uses(store.tags.sets.size());
  store.tags.codes.visit([&](const auto& codes) {
    for (std::uint32_t ticket = 0; ticket < codes.size(); ++ticket) {
      SetUse& use = uses[codes[ticket]];
      const std::uint32_t rating = view.newest_rating(ticket);
      if (rating == no_row) {
        ++use.unrated;
      } else {
        ++use.rated;
        if (store.ratings.sentiment[rating] == Sentiment::negative) ++use.negative;
      }
    }
  });
  return uses;
}

std::vector<SetUse> uses_of_tags(const NameSetColumn& tags, std::span<const SetUse> sets) {
  std::vector<SetUse> uses(tags.names.size());
  for (std::size_t set = 0; set < sets.size(); ++set)
    for (const Code tag : tags.sets[set]) uses[tag] += sets[set];
  return uses;
}

std::vector<bool> after_outcome(const View& view, std::span<const SetUse> sets, std::span<const SetUse> tags) {
  std::vector<bool> after(tags.size());
  SetUse all;
  for (const SetUse& set : sets) all += set;
  const std::vector<std::string> named = named_tags(view.counting());
  for (Code tag = 1; tag < tags.size(); ++tag) {
    const SetUse& use = tags[tag];
    after[tag] = std::ranges::find(named, plain_tag(view.store().tags.names[tag])) != named.end() ||
                 (all.unrated > 0 && use.rated >= enough_ratings &&
                  static_cast<double>(use.negative) >= mostly_negative * static_cast<double>(use.rated) &&
                  static_cast<double>(use.unrated) < rarely_unrated * static_cast<double>(all.unrated));
  }
  return after;
}

/// Tags that tell kinds of tickets apart.
struct TellingTags {
  std::vector<SetUse> uses;  ///< per tag
  std::vector<bool> tags;
  bool any = false;

  explicit TellingTags(const View& view) {
    const Store& store = view.store();
    if (store.tags.empty()) return;
    const std::vector<SetUse> sets = uses_of_sets(view);
    uses = uses_of_tags(store.tags, sets);
    const std::vector<bool> after = after_outcome(view, sets, uses);
    tags.resize(uses.size());
    for (Code tag = 1; tag < tags.size(); ++tag) {
      const double share = static_cast<double>(uses[tag].tickets()) / static_cast<double>(store.tickets);
      tags[tag] = !after[tag] && share <= too_general && share >= too_special;
      any = any || tags[tag];
    }
  }
};

}  // namespace

std::vector<bool> after_outcome_tags(const View& view) {
  const NameSetColumn& tags = view.store().tags;
  if (tags.empty()) return std::vector<bool>(tags.names.size());
  const std::vector<SetUse> sets = uses_of_sets(view);
  return after_outcome(view, sets, uses_of_tags(tags, sets));
}

Grouping topics(const View& view) {
  const Store& store = view.store();
  const TellingTags telling(view);
  if (!telling.any) {
    const std::string dimension = topic_dimension(view);
    return dimension.empty() ? Grouping::of_tickets(std::vector<Code>(store.tickets), {std::string()})
                             : grouping_named(view, dimension);
  }
  std::vector<Code> topic_of(store.tags.sets.size());
  for (std::size_t set = 0; set < topic_of.size(); ++set)
    for (const Code tag : store.tags.sets[set])
      if (telling.tags[tag] &&
          (topic_of[set] == 0 || telling.uses[tag].tickets() > telling.uses[topic_of[set]].tickets()))
        topic_of[set] = tag;
  std::vector<Code> codes(store.tickets);
  store.tags.codes.visit([&](const auto& sets) {
    for (std::size_t ticket = 0; ticket < codes.size(); ++ticket) codes[ticket] = topic_of[sets[ticket]];
  });
  return Grouping::of_tickets(std::move(codes), store.tags.names);
}

std::string topic_dimension(const View& view) {
  if (TellingTags(view).any) return "tag";
  if (!view.store().name_column(Field::product).empty()) return "product";
  return view.store().name_column(Field::type).empty() ? "" : "type";
}

}  // namespace dsat::analyze
