# The table zendesk__ticket_metrics that Fivetran's dbt package for Zendesk builds in a warehouse, or a CSV of it. It has
# no time of the rating.
title: dbt Zendesk
help: zendesk__ticket_metrics of Fivetran's dbt package, in a warehouse or as CSV

table: ticket metrics
any 5: first_reply_time_calendar_minutes, final_resolution_calendar_minutes, is_one_touch_resolution, ticket_satisfaction_score, ticket_satisfaction_reason, ticket_brand_name, count_reopens, total_agent_replies, created_channel, ticket_deleted_count
zone: utc
dates: ymd
ticket_id: ticket_id
created_at: created_at
updated_at: updated_at
solved_at: last_solved_at
first_reply: first_reply_time_calendar_minutes [minutes]
resolution: final_resolution_calendar_minutes [minutes]
replies: total_agent_replies
reopens: count_reopens
channel: created_channel
agent: assignee_name
team: group_name
brand: ticket_brand_name
organization: organization_name
requester_id: requester_id
language: requester_locale
priority: priority
type: type
status: status
tags: ticket_tags
tag separator: comma
rating: ticket_satisfaction_score
positive: good
negative: bad
asked: offered
not asked: unoffered
reason: ticket_satisfaction_reason
comment: ticket_satisfaction_comment
leave out deleted: status = deleted
