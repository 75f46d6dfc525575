#include "dsat/analyze/topic.hpp"

#include <algorithm>

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

/// Tags that tell kinds of tickets apart.
struct TellingTags {
  std::vector<std::int64_t> tickets;  ///< per tag
  std::vector<bool> tags;
  bool any = false;

  explicit TellingTags(const View& view) : tickets(view.store().tags.names.size()), tags(tickets.size()) {
    const Store& store = view.store();
    if (store.tags.empty()) return;
    for (std::uint32_t ticket = 0; ticket < store.tickets; ++ticket)
      for (const Code tag : store.tags.set(ticket)) ++tickets[tag];
    const std::vector<bool> after = after_outcome_tags(view);
    for (Code tag = 1; tag < tags.size(); ++tag) {
      const double share = static_cast<double>(tickets[tag]) / static_cast<double>(store.tickets);
      tags[tag] = !after[tag] && share <= too_general && share >= too_special;
      any = any || tags[tag];
    }
  }
};

}  // namespace

std::vector<bool> after_outcome_tags(const View& view) {
  const Store& store = view.store();
  const NameSetColumn& tags = store.tags;
  struct Seen {
    std::int64_t rated = 0, negative = 0, unrated = 0;
  };
  std::vector<Seen> seen(tags.names.size());
  std::vector<bool> after(tags.names.size());
  if (tags.empty()) return after;
  std::int64_t unrated = 0;
  for (std::uint32_t ticket = 0; ticket < store.tickets; ++ticket) {
    const std::uint32_t rating = view.newest_rating(ticket);
    if (rating == no_row) ++unrated;
    for (const Code tag : tags.set(ticket)) {
      if (rating == no_row) {
        ++seen[tag].unrated;
      } else {
        ++seen[tag].rated;
        if (store.ratings.sentiment[rating] == Sentiment::negative) ++seen[tag].negative;
      }
    }
  }
  const std::vector<std::string> named = named_tags(view.counting());
  for (Code tag = 1; tag < seen.size(); ++tag) {
    const Seen& s = seen[tag];
    after[tag] = std::ranges::find(named, plain_tag(tags.names[tag])) != named.end() ||
                 (unrated > 0 && s.rated >= enough_ratings &&
                  static_cast<double>(s.negative) >= mostly_negative * static_cast<double>(s.rated) &&
                  static_cast<double>(s.unrated) < rarely_unrated * static_cast<double>(unrated));
  }
  return after;
}

Grouping topics(const View& view) {
  const Store& store = view.store();
  const TellingTags telling(view);
  if (!telling.any) {
    const std::string dimension = topic_dimension(view);
    return dimension.empty() ? Grouping::of_tickets(std::vector<Code>(store.tickets), {std::string()})
                             : grouping_named(view, dimension);
  }
  std::vector<Code> codes(store.tickets);
  for (std::uint32_t ticket = 0; ticket < store.tickets; ++ticket)
    for (const Code tag : store.tags.set(ticket))
      if (telling.tags[tag] && (codes[ticket] == 0 || telling.tickets[tag] > telling.tickets[codes[ticket]]))
        codes[ticket] = tag;
  return Grouping::of_tickets(std::move(codes), store.tags.names);
}

std::string topic_dimension(const View& view) {
  if (TellingTags(view).any) return "tag";
  if (!view.store().name_column(Field::product).empty()) return "product";
  return view.store().name_column(Field::type).empty() ? "" : "type";
}

}  // namespace dsat::analyze
