# Kustomer. `Satisfaction` is the raw score, `Satisfaction Score` its class.
title: Kustomer
help: conversation export

table: conversation export
any 3: Queue Name, Channels, Snooze Time, Snooze Status, Snooze Status At, Message Count, Note Count, Satisfaction Score
ticket_id: ID
team: Queue Name
channel: Channels
status: Status
subject: Subject
rating: Satisfaction
sentiment: Satisfaction Score
