# Jira Service Management: 1-5. Its service-level times run on calendars of their own.
title: Jira Service Management
help: issue export, satisfaction feedback of the API

scale: 1-5
only: yes

table: issue export
any 3: Issue key, Issue id, Issue Type, Project key, Project type, Status Category, Status Category Changed, Custom field (Request Type), Satisfaction rating
tag separator: blank
ticket_id: Issue key
created_at: Created
updated_at: Updated
solved_at: Resolved
first_replied_at: Custom field ([CHART] Date of First Response)
agent: Assignee, Assignee Id
channel: Custom field (Source), Request channel type, Custom field (Request channel type)
tags: Labels
priority: Priority
type: Issue Type
status: Status
organization: Custom field (Organizations)
language: Custom field (Request language)
requester_id: Reporter Id, Reporter
first_reply_business: Custom field (Time to first response) [ms]
resolution_business: Custom field (Time to resolution) [ms]
subject: Summary
rating: Satisfaction rating, Satisfaction, Custom field (Satisfaction rating), Custom field (Satisfaction)
rated_at: Custom field (Satisfaction date)

table: feedback
role: reviews
all: type, rating, comment.body
rating: rating
comment: comment.body
