# SurveyMonkey: questions are columns; a second header row holds the choices.
title: SurveyMonkey
help: responses as CSV

table: responses
role: ratings
any 3: Respondent ID, Collector ID, Start Date, End Date, IP Address, Custom Data 1
dates: mdy
rating_id: Respondent ID
rated_at: End Date, Start Date, Date Modified
requester_id: Email Address
