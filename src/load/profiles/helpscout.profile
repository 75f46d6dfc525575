# Help Scout: great, okay, not good. Stamps without a zone are UTC.
title: Help Scout
help: ratings of the API and of webhooks, happiness report

zone: utc
role: ratings
only: yes
scale: 1-3
positive: great
neutral: okay, ok
negative: not good, bad
unrated: unknown

table: rating
all: threadId, rating
all: conversationNumber, rating
version: modifiedAt
ticket_id: conversationNumber | ticketId | number
other id: conversationId
rating_id: id
rating: rating
rated_at: createdAt
rated_agent: user.firstName + user.lastName | user.id
team: mailbox.name | mailboxId
channel: type
requester_id: customer.id
comment: comments

table: happiness report
records: results
any 2: ratingId, ratingComments, ratingCreatedAt, ratingUserName, ratingCustomerId
ticket_id: number
other id: id
rating: ratingId
rating is: 1 = great, 2 = okay, 3 = not good
rated_at: ratingCreatedAt
rated_agent: ratingUserName, ratingUserId
channel: type
requester_id: ratingCustomerId
comment: ratingComments
