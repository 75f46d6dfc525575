# What dsat itself exports. The sentiment was decided when it was written, and stands.
title: dsat
help: what `dsat export` writes, as CSV or JSON Lines

table: export
any 8: ticket_id, rated_at, rating, score, sentiment, survey_sent, first_reply_minutes, resolution_minutes, source_file, source_line
only: yes
zone: utc
dates: ymd
ticket_id: ticket_id
created_at: created_at
solved_at: solved_at
rated_at: rated_at
rating: rating
sentiment: sentiment
reason: reason
comment: comment
agent: agent
team: team
channel: channel
tags: tags
priority: priority
type: type
status: status
brand: brand
organization: organization
language: language
survey_sent: survey_sent
first_reply: first_reply_minutes
resolution: resolution_minutes
replies: replies
reopens: reopens
requester_id: requester_id
tag separator: semicolon

# The rated tickets that the query of `dsat sql` brings from a warehouse.
table: rated tickets
all: dsat_rows
only: yes
zone: utc
dates: ymd
ticket_id: ticket_id
created_at: created_at
updated_at: updated_at
solved_at: solved_at
first_replied_at: first_replied_at
agent: agent
first_reply_agent: first_reply_agent
involved_agents: involved_agents
team: team
channel: channel
tags: tags
priority: priority
type: type
status: status
brand: brand
organization: organization
language: language
product: product
template: template
survey_method: survey_method
requester_id: requester_id
first_reply: first_reply_minutes
resolution: resolution_minutes
first_reply_business: first_reply_business_minutes
resolution_business: resolution_business_minutes
replies: replies
reopens: reopens
sla: sla
survey_sent: survey_sent
rating_id: rating_id
rating: rating
sentiment: sentiment
rated_at: rated_at
rated_agent: rated_agent
reason: reason
comment: comment
tag separator: semicolon
