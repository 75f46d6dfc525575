# Zendesk Support and its exports; customer satisfaction in the old form (good, bad, offered) and the new (1-5).
title: Zendesk
help: ticket CSV (full, view, Explore), JSON Lines and API pages, satisfaction ratings, survey responses, metrics

tag separator: blank comma
leave out deleted: status = deleted
leave out merged: tags = closed_by_merge
reason is: no reason provided =

table: ticket export
any 3: Summation column, Satisfaction Score, Group stations, Assignee stations, Requester external id, Requester domain, Initially assigned at, First reply time in minutes within business hours, Full resolution time in minutes within business hours
ticket_id: Id, Ticket ID
created_at: Created at
updated_at: Updated at
solved_at: Solved at
agent: Assignee
team: Group
channel: Via
tags: Tags
priority: Priority
type: Ticket type
status: Status
organization: Organization
requester_id: Requester id, Requester
first_reply: First reply time in minutes
first_reply_business: First reply time in minutes within business hours
resolution: Full resolution time in minutes, Resolution time [hours]
resolution_business: Full resolution time in minutes within business hours
replies: Replies
reopens: Reopens
subject: Subject
rating: Satisfaction Score

# What an agent's view shows, under the titles of its columns.
table: view
all: Satisfaction, Requested, Assignee
all: Satisfaction, Requested, Requester
ticket_id: ID, Ticket ID
created_at: Requested
solved_at: Solved
updated_at: Updated
rating: Satisfaction

table: Explore
any 3: Ticket created - Date, Ticket created - Timestamp, Ticket solved - Date, Ticket solved - Timestamp, Ticket satisfaction rating, Ticket organization name, Ticket organisation name, Ticket group, Ticket channel
ticket_id: Ticket ID
created_at: Ticket created - Timestamp, Ticket created - Date
solved_at: Ticket solved - Timestamp, Ticket solved - Date
rating: Ticket satisfaction rating
agent: Assignee name
team: Ticket group
channel: Ticket channel
organization: Ticket organization name, Ticket organisation name

# One ticket a line, pages of the API, and CSV flattened from either.
table: ticket
records: tickets, ticket, results
zone: utc
any 2: satisfaction_rating.score, satisfaction_rating, via.channel, assignee_id, submitter_id, brand_id, generated_timestamp, raw_subject
version: generated_timestamp
ticket_id: id
created_at: created_at
updated_at: updated_at
solved_at: metric_set.solved_at, solved_at
agent: assignee_id
team: group_id
brand: brand_id
organization: organization_id
requester_id: requester_id
channel: via.channel
tags: tags
priority: priority
type: type
status: status
subject: subject
first_reply: metric_set.reply_time_in_minutes.calendar
first_reply_business: metric_set.reply_time_in_minutes.business
resolution: metric_set.full_resolution_time_in_minutes.calendar
resolution_business: metric_set.full_resolution_time_in_minutes.business
replies: metric_set.replies
reopens: metric_set.reopens
rating: satisfaction_rating.score
rating_id: satisfaction_rating.id
rated_at: satisfaction_rating.updated_at
comment: satisfaction_rating.comment
reason: satisfaction_rating.reason

# Little more than an id: a page of somebody's narrowed-down download.
table: tickets
only in: tickets
zone: utc
version: generated_timestamp
all: id

table: ticket with comments
records: tickets
zone: utc
any 2: ticket.satisfaction_rating.score, ticket.via.channel, ticket.submitter_id, ticket.assignee_id, ticket.generated_timestamp

table: flat incremental export
records: results
zone: utc
any 3: req_name, req_id, req_email, submitter_name, assignee_name, group_name, current_tags, generated_timestamp, first_reply_time_in_minutes_within_business_hours
version: generated_timestamp
ticket_id: id
created_at: created_at
updated_at: updated_at
solved_at: solved_at
agent: assignee_name
team: group_name
channel: via
tags: current_tags
leave out merged: current_tags = closed_by_merge
priority: priority
type: ticket_type
status: status
organization: organization_name
requester_id: req_id, req_name
rating: satisfaction_score
first_reply: first_reply_time_in_minutes
first_reply_business: first_reply_time_in_minutes_within_business_hours
resolution: full_resolution_time_in_minutes, resolution_time [hours]
resolution_business: full_resolution_time_in_minutes_within_business_hours
replies: replies
reopens: reopens

table: ticket metrics
role: details
records: ticket_metrics, ticket_metric
zone: utc
only: yes
any 2: reply_time_in_minutes.calendar, full_resolution_time_in_minutes.calendar, agent_wait_time_in_minutes.calendar, requester_wait_time_in_minutes.calendar
all: ticket_id, group_stations, assignee_stations
version: updated_at
ticket_id: ticket_id
solved_at: solved_at
first_reply: reply_time_in_minutes.calendar
first_reply_business: reply_time_in_minutes.business
resolution: full_resolution_time_in_minutes.calendar
resolution_business: full_resolution_time_in_minutes.business
replies: replies
reopens: reopens

# The assignee and the group here are those at the time of the rating.
table: satisfaction ratings
role: ratings
records: satisfaction_ratings, satisfaction_rating
zone: utc
only: yes
all: score, ticket_id, requester_id
all: score, ticket_id, reason_id
all: score, ticket_id, reason_code
version: updated_at
ticket_id: ticket_id
rating_id: id
rating: score
rated_at: updated_at, created_at
rated_agent: assignee_id
team: group_id
requester_id: requester_id
comment: comment
reason: reason | reason_code
reason is: 0 =, 5 = Took too long, 6 = Not resolved, 7 = Agent's knowledge, 8 = Agent's attitude, 100 = Other, 1000 = Other

# The answer's own category decides: in Zendesk a 3 of 5 may count as bad.
table: survey responses
role: ratings
records: survey_responses
zone: utc
only: yes
any 1: answers[].rating_category
all: subjects[].zrn, answers[].type
ticket_id: subjects[].id where subjects[].type = ticket, subjects[].id
rating_id: id
rating: answers[].rating where answers[].question.sub_type = customer_satisfaction, answers[].rating where answers[].type = rating_scale, answers[].rating
sentiment: answers[].rating_category where answers[].question.sub_type = customer_satisfaction, answers[].rating_category where answers[].type = rating_scale, answers[].rating_category
rated_at: answers[].updated_at where answers[].type = rating_scale, answers[].created_at where answers[].type = rating_scale
comment: answers[].value where answers[].type = open_ended, answers[].comment
reason: answers[].selections[].option_id where answers[].type = closed_ended
requester_id: responder_id

# The last hundred ratings as bare numbers: 1 is good, 0 is bad.
table: last hundred ratings
role: ratings
only: yes
exactly: value
rating: value
scale: 0-1
table: users
role: names
only in: users, user, agents, agent
only: yes
all: id, name
id: id
name: name
names of: agent, rated_agent, first_reply_agent, involved_agents

table: groups
role: names
only in: groups, group
only: yes
all: id, name
id: id
name: name
names of: team

table: organizations
role: names
only in: organizations, organization
only: yes
all: id, name
id: id
name: name
names of: organization

table: brands
role: names
only in: brands, brand
only: yes
all: id, name
id: id
name: name
names of: brand
