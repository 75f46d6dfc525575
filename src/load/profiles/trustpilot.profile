# Trustpilot: public reviews, not tickets. The same review in two files is one.
title: Trustpilot
help: service reviews as CSV, reviews of the API

role: reviews
zone: utc
only: yes
scale: 1-5

table: service reviews
any 3: Review Id, Review Created (UTC), Review Username, Review Stars, Review Content, Source Of Review, Business Unit Id, Domain Url
tag separator: comma
ticket_id: Review Id
rating_id: Review Id
rating: Review Stars
rated_at: Review Created (UTC)
channel: Source Of Review
tags: Tags
brand: Domain Url
language: Review Language
requester_id: Review Consumer User Id, Review Username
subject: Review Title
comment: Review Content | Review Title

table: reviews of the API
records: reviews
all: stars, consumer.displayName
all: stars, consumer.id
version: updatedAt
ticket_id: id
rating_id: id
rating: stars
rated_at: updatedAt | createdAt
language: language
requester_id: consumer.id
subject: title
comment: text | title
