# Zammad. It has no ratings of its own; its report is a spreadsheet to be saved as CSV.
title: Zammad
help: ticket report, tickets of the API

table: report
any 3: Create Channel, Time Units Total, Close In Min, Close Diff In Min, First Response In Min, Last Contact Agent At, Article Count, Close Escalation At
tag separator: comma
ticket_id: "#"
created_at: Created At
updated_at: Updated At
solved_at: Closed At
first_replied_at: First Response At
agent: Owner
team: Group
channel: Create Channel
tags: Tags
priority: Priority
status: State
organization: Organization
requester_id: Customer
first_reply: First Response In Min
resolution: Close In Min
subject: Title

table: ticket of the API
zone: utc
any 3: number, state_id, owner_id, create_article_type_id, close_at, first_response_in_min, priority_id
ticket_id: number
other id: id
created_at: created_at
updated_at: updated_at
solved_at: close_at
first_replied_at: first_response_at
agent: owner_id
team: group_id
channel: create_article_type_id
tags: tags
priority: priority_id
status: state_id
organization: organization_id
requester_id: customer_id
first_reply: first_response_in_min
resolution: close_in_min
subject: title
