#include <algorithm>
#include <array>

#include "analyze/dimensions/dimensions.hpp"
#include "dsat/analyze/topic.hpp"

namespace dsat::analyze {
namespace {

template <Field field>
bool carried(const View& view) {
  return !view.store().name_column(field).empty();
}

Grouping keyed(Grouping grouping, std::string_view key) {
  grouping.volumes_key = key;
  return grouping;
}

template <Field field>
Grouping group(const View& view) {
  const NameColumn& column = view.store().name_column(field);
  return keyed(Grouping::of_tickets(column.codes, column.names), info(field).key);
}

/// Those whose key is another word than the field's.
Grouping group_by_template(const View& view) {
  return keyed(group<Field::template_name>(view), "template");
}
Grouping group_by_survey_method(const View& view) {
  return keyed(group<Field::survey_method>(view), "survey-method");
}

bool tags_carried(const View& view) {
  return !view.store().tags.empty();
}

Grouping group_by_tag(const View& view) {
  return keyed(Grouping::of_sets(view.store().tags, view.store().tags.names), "tag");
}

bool topics_carried(const View& view) {
  return !topic_dimension(view).empty();
}

bool agents_carried(const View& view) {
  return carried<Field::agent>(view) || carried<Field::first_reply_agent>(view) || !view.store().ratings.agent.empty();
}

/// Whose a rating is, as --attribute says.
Grouping group_by_agent(const View& view) {
  const Store& store = view.store();
  const NameColumn& assignee = store.name_column(Field::agent);
  switch (view.counting().attribution) {
    case Attribution::first_reply:
      return group<Field::first_reply_agent>(view);
    case Attribution::all_involved:
    case Attribution::equal_share:
      if (!store.involved_agents.empty()) {
        Grouping grouping = Grouping::of_sets(store.involved_agents, assignee.names);
        grouping.split = view.counting().attribution == Attribution::equal_share;
        return grouping;
      }
      break;
    case Attribution::last:
      return Grouping::of_tickets(assignee.codes, assignee.names);
    case Attribution::automatic:
    case Attribution::at_rating:
      break;
  }
  if (store.ratings.agent.empty()) return group<Field::agent>(view);
  const auto of_ticket = [&](std::size_t ticket) { return assignee.codes.empty() ? Code{0} : assignee.codes[ticket]; };
  std::vector<Code> by_ticket(store.tickets), by_rating(store.ratings.size());
  for (std::size_t ticket = 0; ticket < store.tickets; ++ticket) by_ticket[ticket] = of_ticket(ticket);
  for (std::size_t rating = 0; rating < by_rating.size(); ++rating) {
    by_rating[rating] = store.ratings.agent[rating];
    if (by_rating[rating] == 0) by_rating[rating] = of_ticket(store.ratings.ticket[rating]);
  }
  return keyed(Grouping::of_ratings(std::move(by_rating), std::move(by_ticket), assignee.names), "agent");
}

bool always(const View&) {
  return true;
}

Grouping group_by_file(const View& view) {
  return Grouping::of_tickets(view.store().source_file.codes, view.store().source_file.names);
}

}  // namespace

std::span<const Dimension> ticket_dimensions() {
  using enum Field;
  static constexpr std::array all = {
      Dimension{"channel", "channel", "how the customer wrote", false, carried<channel>, group<channel>, {channel}},
      Dimension{"agent",
                "agent",
                "whom the rating names, else the assignee (see --attribute)",
                false,
                agents_carried,
                group_by_agent,
                {agent, first_reply_agent, involved_agents, rated_agent}},
      Dimension{"team", "team", "group, inbox or department", false, carried<team>, group<team>, {team}},
      Dimension{"tag", "tag", "each tag of a ticket (groups overlap)", false, tags_carried, group_by_tag, {tags}},
      Dimension{"topic",
                "topic",
                "the one of a ticket's tags that sits on most tickets; without tags its product or type",
                false,
                topics_carried,
                topics,
                {tags, product, type}},
      Dimension{"priority", "priority", "priority or urgency", false, carried<priority>, group<priority>, {priority}},
      Dimension{"type", "type", "kind of ticket", false, carried<type>, group<type>, {type}},
      Dimension{"status", "status", "open, solved, closed, …", false, carried<status>, group<status>},
      Dimension{"brand", "brand", "brand or shop", false, carried<brand>, group<brand>, {brand}},
      Dimension{"organization",
                "organization",
                "the customer's company",
                false,
                carried<organization>,
                group<organization>,
                {organization}},
      Dimension{"language", "language", "language or locale", false, carried<language>, group<language>, {language}},
      Dimension{"product", "product", "what the ticket is about", false, carried<product>, group<product>, {product}},
      Dimension{"template",
                "template",
                "macro or canned answer used",
                false,
                carried<template_name>,
                group_by_template,
                {template_name}},
      Dimension{"survey-method",
                "survey method",
                "how the customer was asked",
                false,
                carried<survey_method>,
                group_by_survey_method,
                {survey_method}},
      Dimension{
          "requester", "requester", "who wrote", false, carried<requester_id>, group<requester_id>, {requester_id}},
      Dimension{"source-file", "file", "the file a ticket came from", false, always, group_by_file},
  };
  return all;
}

}  // namespace dsat::analyze
