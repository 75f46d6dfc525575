# Delighted: every answer is a record of its own; the survey's type decides the scale.
title: Delighted
help: survey responses of the API

table: survey response
role: ratings
zone: utc
only: yes
all: survey_type, permalink
all: survey_type, person_properties
scale when survey_type = nps: nps
scale when survey_type = csat: 1-5
scale when survey_type = ces: 1-5
ticket_id: person_properties.ticket_id, person_properties.Ticket ID
rating_id: id
rating: score
rated_at: created_at
survey_method: survey_type
tags: tags
requester_id: person, person.id
comment: comment
