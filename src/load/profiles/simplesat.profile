# Simplesat: the answer's sentiment decides; two-step scales hold the values 2 and 4. Answers know their response,
# responses know their ticket.
title: Simplesat
help: tables of answers and responses

zone: utc
only: yes
tag separator: comma

table: answers
role: ratings
any 3: question_id, response_id, choice_label, follow_up_answer, follow_up_answer_choice, published_as_testimonial
version: modified
ticket_id: ticket_external_id, ticket_id
other id: response_id
rating_id: id
rating: choice
sentiment: sentiment
rated_at: created
comment: comment | follow_up_answer

table: responses
role: details
any 3: ticket_external_id, ticket_custom_attributes, customer_external_id, customer_company, team_member_id, customer_tags
version: modified
ticket_id: ticket_external_id, ticket_id
other id: id
agent: team_member.name, team_member_id
organization: customer_company
requester_id: customer_id, customer_email
survey_method: source
