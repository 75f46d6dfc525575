#pragma once
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsat/data/store.hpp"

/// Stores by hand, for tests that need no files.
namespace dsat::test {

struct TestRating {
  Sentiment sentiment = Sentiment::positive;
  Moment at = {};
  std::string comment = {};
  std::string reason = {};
  std::string agent = {};
  std::uint8_t level = 0;  ///< 0: the sentiment's own level, 1 to 3; none of what can't be read
};

struct TestTicket {
  std::map<Field, std::string> names = {};  ///< channel, agent, team, requester_id, …
  std::vector<std::string> tags = {};
  Moment created = {};
  Moment solved = {};
  std::optional<double> first_reply_minutes = {}, resolution_minutes = {};
  std::optional<int> replies = {}, reopens = {};
  std::optional<bool> surveyed = {};
  SlaState sla = SlaState::none;
  std::vector<TestRating> ratings = {};  ///< oldest first
  std::map<std::string, std::string> columns = {};
};

/// Gives names their codes in order of appearance.
class NameCoder {
 public:
  Code code(const std::string& name) {
    if (name.empty()) return 0;
    const auto [found, is_new] = codes_.emplace(name, static_cast<Code>(names.size()));
    if (is_new) names.push_back(name);
    return found->second;
  }
  std::vector<std::string> names{std::string()};

 private:
  std::map<std::string, Code> codes_;
};

/// A store of these tickets, ids `1`, `2`, …; columns that no ticket fills are left empty, as if the export lacked
/// them.
inline Store make_store(std::span<const TestTicket> tickets, Scale scale = *scale_named("sentiment")) {
  Store store;
  store.tickets = tickets.size();
  store.scales = {std::move(scale)};
  const auto any = [&](auto&& filled) { return std::any_of(tickets.begin(), tickets.end(), filled); };

  std::map<Field, std::pair<NameCoder, std::vector<Code>>> names;
  std::map<std::string, std::pair<NameCoder, std::vector<Code>>> columns;
  for (const TestTicket& ticket : tickets) {
    for (const auto& [field, name] : ticket.names) names[field];
    for (const auto& [column, name] : ticket.columns) columns[column];
    for (const TestRating& rating : ticket.ratings)
      if (!rating.agent.empty()) names[Field::agent];
  }
  NameCoder tag_names;
  std::vector<std::vector<Code>> tag_sets;
  NameCoder reasons, labels;
  std::vector<Code> reason_codes, label_codes, rating_agents;
  bool rating_times = false;

  const auto seconds_of = [](const std::optional<double>& minutes) {
    return minutes ? static_cast<std::int32_t>(std::lround(*minutes * 60)) : no_number;
  };
  const bool has_created = any([](const TestTicket& t) { return !t.created.missing(); });
  const bool has_solved = any([](const TestTicket& t) { return !t.solved.missing(); });
  const bool has_first_reply = any([](const TestTicket& t) { return t.first_reply_minutes.has_value(); });
  const bool has_resolution = any([](const TestTicket& t) { return t.resolution_minutes.has_value(); });
  const bool has_replies = any([](const TestTicket& t) { return t.replies.has_value(); });
  const bool has_reopens = any([](const TestTicket& t) { return t.reopens.has_value(); });
  const bool has_surveyed = any([](const TestTicket& t) { return t.surveyed.has_value(); });
  const bool has_sla = any([](const TestTicket& t) { return t.sla != SlaState::none; });
  const bool has_tags = any([](const TestTicket& t) { return !t.tags.empty(); });

  for (std::size_t i = 0; i < tickets.size(); ++i) {
    const TestTicket& ticket = tickets[i];
    store.ticket_id.append(std::to_string(i + 1));
    store.source_line.push_back(static_cast<std::uint32_t>(i + 2));
    for (auto& [field, coded] : names) {
      const auto found = ticket.names.find(field);
      coded.second.push_back(found == ticket.names.end() ? 0 : coded.first.code(found->second));
    }
    for (auto& [column, coded] : columns) {
      const auto found = ticket.columns.find(column);
      coded.second.push_back(found == ticket.columns.end() ? 0 : coded.first.code(found->second));
    }
    std::vector<Code> set;
    for (const std::string& tag : ticket.tags) set.push_back(tag_names.code(tag));
    std::sort(set.begin(), set.end());
    tag_sets.push_back(std::move(set));
    if (has_created) store.moments[Field::created_at].push_back(ticket.created);
    if (has_solved) store.moments[Field::solved_at].push_back(ticket.solved);
    if (has_first_reply) store.seconds[Field::first_reply].push_back(seconds_of(ticket.first_reply_minutes));
    if (has_resolution) store.seconds[Field::resolution].push_back(seconds_of(ticket.resolution_minutes));
    if (has_replies) store.counts[Field::replies].push_back(ticket.replies.value_or(no_number));
    if (has_reopens) store.counts[Field::reopens].push_back(ticket.reopens.value_or(no_number));
    if (has_surveyed)
      store.surveyed.push_back(!ticket.surveyed ? Surveyed::unknown : *ticket.surveyed ? Surveyed::yes : Surveyed::no);
    if (has_sla) store.sla.push_back(ticket.sla);
    store.first_rating.push_back(static_cast<std::uint32_t>(store.ratings.size()));
    for (const TestRating& rating : ticket.ratings) {
      store.ratings.ticket.push_back(static_cast<std::uint32_t>(i));
      store.ratings.sentiment.push_back(rating.sentiment);
      store.ratings.scale.push_back(0);
      store.ratings.level.push_back(rating.level != 0 || rating.sentiment == Sentiment::unreadable
                                        ? rating.level
                                        : static_cast<std::uint8_t>(1 + static_cast<int>(rating.sentiment)));
      store.ratings.rated_at.push_back(rating.at);
      rating_times = rating_times || !rating.at.missing();
      store.ratings.comment.append(rating.comment);
      reason_codes.push_back(reasons.code(rating.reason));
      label_codes.push_back(labels.code(std::string(name_of(rating.sentiment))));
      if (names.contains(Field::agent)) rating_agents.push_back(names[Field::agent].first.code(rating.agent));
    }
  }
  store.first_rating.push_back(static_cast<std::uint32_t>(store.ratings.size()));
  for (auto& [field, coded] : names)
    store.names[field] = {Codes(std::move(coded.second)), std::move(coded.first.names)};
  for (auto& [column, coded] : columns)
    store.columns[column] = {Codes(std::move(coded.second)), std::move(coded.first.names)};
  if (has_tags) store.tags = NameSetColumn(tag_sets, std::move(tag_names.names));
  if (!rating_times) store.ratings.rated_at.clear();
  store.ratings.label = {Codes(std::move(label_codes)), std::move(labels.names)};
  if (reasons.names.size() > 1) store.ratings.reason = {Codes(std::move(reason_codes)), std::move(reasons.names)};
  if (std::any_of(rating_agents.begin(), rating_agents.end(), [](Code code) { return code != 0; }))
    store.ratings.agent = Codes(std::move(rating_agents));
  bool comments = false;
  for (std::size_t i = 0; i < store.ratings.size(); ++i) comments = comments || !store.ratings.comment[i].empty();
  if (!comments) store.ratings.comment = {};
  store.source_file = {Codes(std::vector<Code>(tickets.size(), 1)), {std::string(), "test.csv"}};
  return store;
}

}  // namespace dsat::test
