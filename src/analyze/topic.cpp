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

/// Tags that tell kinds of tickets apart.
struct TellingTags {
  std::vector<bool> tags;
  bool any = false;

  explicit TellingTags(const View& view) {
    const auto uses = view.tag_uses();
    if (uses.empty()) return;
    const std::vector<bool> after = after_outcome_tags(view);
    tags.resize(uses.size());
    for (Code tag = 1; tag < tags.size(); ++tag) {
      const double share = static_cast<double>(uses[tag].tickets()) / static_cast<double>(view.store().tickets);
      tags[tag] = !after[tag] && share <= too_general && share >= too_special;
      any = any || tags[tag];
    }
  }
};

}  // namespace

std::vector<bool> after_outcome_tags(const View& view) {
  const auto uses = view.tag_uses();
  const std::vector<std::string>& names = view.store().tags.names;
  std::vector<bool> after(names.size());
  const std::vector<std::string> named = named_tags(view.counting());
  for (Code tag = 1; tag < uses.size(); ++tag) {
    const TagUse& use = uses[tag];
    after[tag] = (!named.empty() && std::ranges::find(named, plain_tag(names[tag])) != named.end()) ||
                 (view.unrated() > 0 && use.rated >= enough_ratings &&
                  static_cast<double>(use.negative) >= mostly_negative * static_cast<double>(use.rated) &&
                  static_cast<double>(use.unrated) < rarely_unrated * static_cast<double>(view.unrated()));
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
  const auto uses = view.tag_uses();
  std::vector<std::int64_t> weight(uses.size(), 0);  // of tags that tell the topic
  for (std::size_t tag = 1; tag < weight.size(); ++tag) weight[tag] = telling.tags[tag] ? uses[tag].tickets() : 0;
  std::vector<Code> codes(store.tickets);
  for (std::size_t ticket = 0; ticket < codes.size(); ++ticket)
    for (const Code tag : store.tags.set(ticket))
      if (weight[tag] > weight[codes[ticket]]) codes[ticket] = tag;
  return Grouping::of_tickets(std::move(codes), store.tags.names);
}

std::string topic_dimension(const View& view) {
  if (TellingTags(view).any) return "tag";
  if (!view.store().name_column(Field::product).empty()) return "product";
  return view.store().name_column(Field::type).empty() ? "" : "type";
}

}  // namespace dsat::analyze
