# Gorgias: 1-5. A time of 0 seconds means that nothing happened.
title: Gorgias
help: ticket export, satisfaction surveys of the API

scale: 1-5

table: ticket export
any 3: Initial channel, Survey score, Survey replied date, Number of agent messages, Number of customer messages, Created by an agent, Last used integration name, Last used integration type
tag separator: comma
ticket_id: Ticket id
created_at: Creation date
solved_at: Closed date
agent: Assignee name, Assignee email
channel: Initial channel
tags: Tags
priority: Priority
brand: "Ticket Field: Brand"
requester_id: Customer email, Customer name
first_reply: First response time (s)
first_reply is: 0 =
resolution: Resolution time (s)
resolution is: 0 =
replies: Number of agent messages
subject: Subject
rating: Survey score
rated_at: Survey replied date

table: satisfaction survey
role: ratings
only: yes
any 2: scored_datetime, should_send_datetime, sent_datetime
ticket_id: ticket_id
rating_id: id
survey_sent: sent_datetime
rating: score
rated_at: scored_datetime
requester_id: customer_id
comment: body_text
