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
