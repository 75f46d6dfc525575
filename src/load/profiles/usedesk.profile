# UseDesk. Deleted tickets, spam, mailings and merged ones are no work done.
title: UseDesk
help: tickets of the API, exports of the Russian interface

agent is: 0 =
team is: 0 =
organization is: 0 =
requester_id is: 0 =
status is: 1 = open, 2 = done, 3 = closed, 4 = deleted, 5 = on hold, 6 = pending, 7 = spam, 8 = new, 9 = mailing, 10 = merged
leave out deleted: status_id = 4
leave out spam: status_id = 7
leave out mailing: status_id = 9
leave out merged: status_id = 10

table: ticket
any 3: status_id, published_at, last_updated_at, client_id, assignee_id, company_id, channel_id
only: yes
ticket_id: id
created_at: published_at
updated_at: last_updated_at
agent: assignee_id
team: group
channel: channel_id
priority: priority
type: type
status: status_id
organization: company_id
requester_id: client_id
tags: tags, tags[].name
subject: subject

table: ticket with comments
any 3: ticket.status_id, ticket.published_at, ticket.last_updated_at, ticket.client_id, ticket.assignee_id, ticket.company_id
only: yes
leave out deleted: ticket.status_id = 4
leave out spam: ticket.status_id = 7
leave out mailing: ticket.status_id = 9
leave out merged: ticket.status_id = 10
ticket_id: ticket.id
created_at: ticket.published_at
updated_at: ticket.last_updated_at
agent: ticket.assignee_id
team: ticket.group
channel: ticket.channel_id
priority: ticket.priority
type: ticket.type
status: ticket.status_id
organization: ticket.company_id
requester_id: ticket.client_id
tags: tags, tags[].name
subject: ticket.subject

table: export
any 3: Номер запроса, Связанный запрос, Исполнитель, Группа, Теги, Оценка, Комментарий к оценке, Канал
ticket_id: Номер запроса, Связанный запрос
agent: Исполнитель
team: Группа
channel: Канал
tags: Теги
rating: Оценка
comment: Комментарий к оценке
