#include "load/meaning/scorers.hpp"

#include <algorithm>

namespace dsat::load {

ScorerContext::ScorerContext(const TableView& table_view) : view(table_view), joins(view.joins) {}

double ScorerContext::named(std::size_t column, Field field) const {
  return view.names[column]->says(field);
}

double ScorerContext::best_name(std::size_t column) const {
  double best = 0;
  for (const FieldEvidence& evidence : view.names[column]->fields) best = std::max(best, evidence.strength);
  return best;
}

std::span<const Scorer> scorers() {
  static constexpr Scorer table[] = {
      {Field::rating, 0.5, score_rating},
      {Field::sentiment, 0.7, score_category},
      {Field::ticket_id, 0.5, score_ticket_id},
      {Field::rating_id, 0.7, score_answer_id},
      {Field::rated_at, 0.5, score_moment},
      {Field::created_at, 0.45, score_moment},
      {Field::solved_at, 0.5, score_moment},
      {Field::updated_at, 0.5, score_moment},
      {Field::first_replied_at, 0.5, score_moment},
      {Field::first_reply, 0.5, score_duration},
      {Field::resolution, 0.5, score_duration},
      {Field::first_reply_business, 0.5, score_duration},
      {Field::resolution_business, 0.5, score_duration},
      {Field::requester_id, 0.5, score_requester},
      {Field::rated_agent, 0.6, score_agent},
      {Field::agent, 0.5, score_agent},
      {Field::first_reply_agent, 0.6, score_agent},
      {Field::comment, 0.45, score_comment},
      {Field::reason, 0.6, score_reason},
      {Field::tags, 0.5, score_tags},
      {Field::involved_agents, 0.6, score_tags},
      {Field::team, 0.5, score_name},
      {Field::channel, 0.5, score_name},
      {Field::priority, 0.5, score_name},
      {Field::status, 0.5, score_name},
      {Field::type, 0.5, score_name},
      {Field::brand, 0.5, score_name},
      {Field::organization, 0.5, score_name},
      {Field::language, 0.5, score_name},
      {Field::product, 0.5, score_name},
      {Field::template_name, 0.5, score_name},
      {Field::survey_method, 0.5, score_name},
      {Field::replies, 0.5, score_count},
      {Field::reopens, 0.5, score_count},
      {Field::sla, 0.6, score_flag},
      {Field::survey_sent, 0.6, score_flag},
      {Field::subject, 0.6, score_prose},
      {Field::reply, 0.6, score_prose},
  };
  return table;
}

}  // namespace dsat::load
