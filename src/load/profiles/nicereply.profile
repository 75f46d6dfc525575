# Nicereply: the answers of a survey stand in a list.
title: Nicereply
help: survey responses of the API

table: response
role: ratings
records: data
zone: utc
only: yes
any 2: answers[].question_type, answers[].scale.value, answers[].open_ended.value
ticket_id: ticket_id, ticket.id
rating_id: id
rating: answers[].scale.value where answers[].question_type = csat or nps or ces, answers[].scale.value
rated_at: created_at, answered_at, updated_at
rated_agent: user.name, user_id
comment: answers[].open_ended.value
