# Qualtrics: three header rows; previews are no answers; the ticket's id usually comes as external reference.
title: Qualtrics
help: responses as CSV

table: responses
role: ratings
any 4: StartDate, EndDate, RecordedDate, ResponseId, ExternalReference, DistributionChannel, UserLanguage, Finished, Progress
leave out preview: Status = survey preview, 1, survey test
ticket_id: ExternalReference
rating_id: ResponseId
rated_at: RecordedDate, EndDate
language: UserLanguage
survey_method: DistributionChannel
requester_id: RecipientEmail
# Called so, but it is the kind of response.
status:
rating maybe: Q1, Q2, Q3
