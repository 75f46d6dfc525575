# Intercom. Its durations leave out the time outside office hours; calendar times come from the instants.
title: Intercom
help: conversations of the API, report and message exports

table: conversation
records: conversations, data
zone: utc
only: yes
any 2: conversation_rating.rating, conversation_rating.created_at, conversation_rating, admin_assignee_id, team_assignee_id, statistics.time_to_admin_reply, statistics.count_reopens, statistics.last_close_at
scale: 1-5
ticket_id: id
created_at: created_at
updated_at: updated_at
solved_at: statistics.last_close_at
first_replied_at: statistics.first_admin_reply_at
agent: admin_assignee_id
agent is: 0 =
team: team_assignee_id
team is: 0 =
channel: source.type
channel is: conversation = chat
tags: tags.tags[].name
priority: priority
priority is: not_priority = normal
status: state
requester_id: source.author.id, contacts.contacts[].id
first_reply_business: statistics.time_to_admin_reply [seconds]
resolution_business: statistics.time_to_last_close [seconds]
reopens: statistics.count_reopens
subject: source.subject
# A rating's creation is the request for it.
survey_sent: conversation_rating.created_at
rating: conversation_rating.rating
rated_at: conversation_rating.updated_at | conversation_rating.created_at
rated_agent: conversation_rating.teammate.id
comment: conversation_rating.remark

# One row a message; the rows of a conversation are one ticket.
table: message export
zone: utc
only: yes
any 3: message_author_type, message_created_at, conversation_state, conversation_tags, conversation_first_response_at, conversation_closed_at
version: message_created_at
ticket_id: conversation_id
created_at: conversation_created_at
first_replied_at: conversation_first_response_at
solved_at: conversation_closed_at
tags: conversation_tags
tag separator: comma
status: conversation_state

table: report
all: Conversation ID, Conversation rating
scale: 1-5
ticket_id: Conversation ID
created_at: Conversation started at
rating: Conversation rating
tags: Conversation tags
tag separator: comma

table: admins
role: names
only in: admins
only: yes
all: id, name
id: id
name: name
names of: agent, rated_agent

table: teams
role: names
only in: teams
only: yes
all: id, name
id: id
name: name
names of: team
