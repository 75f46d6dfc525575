# Chatwoot: 1-5, only answered surveys. The conversation's number ends the link to it.
title: Chatwoot
help: satisfaction report, satisfaction ratings of the API

role: ratings
only: yes
scale: 1-5

table: satisfaction report
any 3: Feedback Comment, Contact Email Address, Contact Phone Number, Link to the conversation, Recorded date
ticket_id: Link to the conversation
rating: Rating
rated_at: Recorded date
rated_agent: Agent Name
requester_id: Contact Email Address, Contact Name
comment: Feedback Comment

table: satisfaction of the API
zone: utc
any 2: feedback_message, message_id, assigned_agent.id, assigned_agent.name
ticket_id: conversation_id
rating_id: id
rating: rating
rated_at: created_at
rated_agent: assigned_agent.name, assigned_agent.id
requester_id: contact.id
comment: feedback_message
