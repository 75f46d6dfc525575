# Front. Its message export has one row a message and no rating; the rows of a conversation are one ticket.
title: Front
help: message export, satisfaction export

table: message export
any 4: Message ID, Segment ID, Conversation ID, Ticket IDs, Segment, Reaction time, Total reply time, Message API ID, Conversation API ID, Attributed to, New Conversation
only: yes
version: Message date
tag separator: comma
ticket_id: Conversation ID
other id: Conversation API ID
created_at: Message date
updated_at: Message date
agent: Assignee, Attributed to
team: Inbox
tags: Tags
status: Status
organization: Account names
requester_id: Contact handle, Contact name
subject: Subject

table: satisfaction export
role: ratings
only: yes
all: Conversation API ID, Score
other id: Conversation API ID
rating: Score
rated_at: Submitted at
comment: Comment
