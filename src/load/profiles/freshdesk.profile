# Freshdesk: ticket CSV and API, satisfaction ratings with the codes -103 (worst) ... 103 (best).
title: Freshdesk
help: ticket export, tickets and satisfaction ratings of the API

tag separator: comma
agent is: no agent =

# The hour columns count business hours; calendar times come from the instants.
table: ticket export
any 3: Agent interactions, Customer interactions, Survey results, Survey result, Initial response time, Resolution status, First response status, Every response status, Due by Time, Internal agent, Internal group, Association type
ticket_id: Ticket ID
created_at: Created time
updated_at: Last update time, Last updated time
solved_at: Resolved time | Closed time
first_replied_at: Initial response time
agent: Agent
team: Group
channel: Source
tags: Tags
priority: Priority
type: Type
status: Status
brand: Product
product: Product
organization: Company Name
requester_id: Email, Contact ID, Full name
first_reply_business: First response time (in hrs)
resolution_business: Resolution time (in hrs)
replies: Agent interactions
sla: Resolution status
subject: Subject
rating: Survey results, Survey result

table: ticket of the API
zone: utc
only: yes
any 2: responder_id, fr_escalated, email_config_id, fwd_emails, is_escalated, fr_due_by, stats.first_responded_at
ticket_id: id, display_id
created_at: created_at
updated_at: updated_at
solved_at: stats.resolved_at | stats.closed_at
first_replied_at: stats.first_responded_at
agent: responder_id
team: group_id
requester_id: requester_id
organization: company_id
product: product_id
type: type
tags: tags
status: status
status is: 2 = Open, 3 = Pending, 4 = Resolved, 5 = Closed
priority: priority
priority is: 1 = Low, 2 = Medium, 3 = High, 4 = Urgent
channel: source
channel is: 1 = Email, 2 = Portal, 3 = Phone, 7 = Chat, 9 = Feedback widget, 10 = Outbound email
subject: subject
leave out deleted: deleted = true
leave out spam: spam = true

table: satisfaction ratings
role: ratings
records: satisfaction_ratings
zone: utc
only: yes
any 1: ratings.default_question
version: updated_at
ticket_id: ticket_id
rating_id: id
rating: ratings.default_question
rated_at: created_at
rated_agent: agent_id
team: group_id
requester_id: user_id
comment: feedback
