# Dixa: the one help desk that tells a survey's whole life. Rated is answered, Offered is sent.
title: Dixa
help: ratings of the API

table: rating
role: ratings
records: data
zone: utc
only: yes
any 2: ratingScore, ratingType, ratingComment, ratingStatus
scale when ratingType = nps: nps
scale when ratingType = csat: 1-5
scale when ratingType = thumbsupordown: 0-1
ticket_id: conversationId
rating_id: id
survey_sent: ratingStatus
rating: ratingScore
rated_at: ratedAt, timestamp, createdAt
rated_agent: agentId
channel: conversationChannel
language: language
survey_method: ratingType
requester_id: userId
comment: ratingComment
