# Freshservice: Freshdesk's sister for IT services.
title: Freshservice
help: ticket export

tag separator: comma
agent is: no agent =

table: ticket export
any 5: Urgency, Impact, Sub-Category, Item, Resolution Note, Experience Score, Requester Name, Requester Email, Agent interactions, Customer interactions, Survey Result, Initial Response Time, Resolution Status, First Response Status, Due by Time, Association type, Planned Start Date
ticket_id: Ticket Id
created_at: Created Time
updated_at: Last Updated Time, Last update time
solved_at: Resolved Time | Closed Time
first_replied_at: Initial Response Time
agent: Agent
team: Group
channel: Source
tags: Tags
priority: Priority
type: Type
status: Status
organization: Company
requester_id: Requester Email, Requester Name
first_reply_business: First Response Time (in Hrs)
resolution_business: Resolution Time (in Hrs)
replies: Agent interactions
sla: Resolution Status
subject: Subject
rating: Survey Result, Survey Results
