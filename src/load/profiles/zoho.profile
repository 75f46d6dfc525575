# Zoho Desk: good, okay, bad. Ratings know a ticket by its inner id, people by its number.
title: Zoho Desk
help: happiness ratings and tickets of the API, ticket export

zone: utc
scale: 1-3
table: happiness ratings
role: ratings
records: data
only: yes
all: ratedTime, ticketId
all: ratedTime, rating
other id: ticketId
rating_id: id
rating: rating
rated_at: ratedTime
rated_agent: agentId
team: departmentId
organization: accountId
requester_id: contactId
comment: feedback

table: ticket of the API
records: data
only: yes
any 3: ticketNumber, createdTime, closedTime, modifiedTime, statusType, departmentId, assigneeId
ticket_id: ticketNumber
other id: id
created_at: createdTime
updated_at: modifiedTime
solved_at: closedTime
agent: assigneeId
team: departmentId
channel: channel
priority: priority
type: classification
status: status
language: language
organization: accountId
requester_id: contactId
subject: subject

table: ticket export
all: Request Id, Happiness Rating
all: Ticket Id, Happiness Rating
zone: account
ticket_id: Ticket Id, Request Id
rating: Happiness Rating
