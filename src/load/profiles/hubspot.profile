# HubSpot. The response group is the class of an answer whatever the survey's type.
title: HubSpot
help: feedback submissions, tickets

zone: utc
tag separator: semicolon

table: feedback submission
role: reviews
records: results
only: yes
any 2: properties.hs_value, properties.hs_response_group, properties.hs_survey_type, properties.hs_submission_timestamp, properties.hs_content
scale when properties.hs_survey_type = nps: nps
scale when properties.hs_survey_type = csat: 0-2
scale when properties.hs_survey_type = ces: 1-7
ticket_id: id
rating_id: id
rating: properties.hs_value
sentiment: properties.hs_response_group, properties.hs_sentiment
rated_at: properties.hs_submission_timestamp, properties.hs_createdate
channel: properties.hs_survey_channel
survey_method: properties.hs_survey_type
comment: properties.hs_content

table: flat feedback submission
role: reviews
only: yes
any 2: hs_value, hs_response_group, hs_survey_type, hs_submission_timestamp
scale when hs_survey_type = nps: nps
scale when hs_survey_type = csat: 0-2
scale when hs_survey_type = ces: 1-7
ticket_id: hs_object_id
rating: hs_value
sentiment: hs_response_group, hs_sentiment
rated_at: hs_submission_timestamp, hs_createdate
channel: hs_survey_channel
survey_method: hs_survey_type
comment: hs_content

table: feedback of the interface
role: reviews
any 3: Record ID, Survey name, Feedback sentiment, Response, Survey type
scale when Survey type = nps: nps
scale when Survey type = csat: 0-2
scale when Survey type = ces: 1-7
ticket_id: Record ID
rating: Rating
sentiment: Feedback sentiment
rated_at: Date, Submission date, Response date
channel: Source
comment: Response

table: ticket
any 3: hs_pipeline_stage, hs_ticket_priority, hubspot_owner_id, time_to_close, source_type, hs_ticket_category, closed_date, time_to_first_agent_reply
ticket_id: hs_ticket_id, Ticket ID, hs_object_id, id
created_at: createdate
solved_at: closed_date
agent: hubspot_owner_id
channel: source_type
priority: hs_ticket_priority
type: hs_ticket_category
status: hs_pipeline_stage
first_reply: time_to_first_agent_reply [ms]
resolution: time_to_close [ms]

table: ticket of the API
records: results
any 3: properties.hs_pipeline_stage, properties.hs_ticket_priority, properties.hubspot_owner_id, properties.time_to_close, properties.source_type, properties.closed_date, properties.time_to_first_agent_reply
only: yes
ticket_id: id
created_at: properties.createdate
updated_at: properties.hs_lastmodifieddate
solved_at: properties.closed_date
agent: properties.hubspot_owner_id
channel: properties.source_type
priority: properties.hs_ticket_priority
type: properties.hs_ticket_category
status: properties.hs_pipeline_stage
first_reply: properties.time_to_first_agent_reply [ms]
resolution: properties.time_to_close [ms]
subject: properties.subject
