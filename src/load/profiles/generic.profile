# Names that columns have in exports of no known maker, in many languages. Every other profile falls back on these.
title: Generic
help: any table with a header row: columns are found by their usual names

ticket_id: ticket id, ticket number, ticket no, id, number, issue key, case number, conversation id, conversation number, request id, chat id, call id, display id, ticket external id, "#", case id, issue id, session id, связанный запрос, номер запроса, номер тикета, id запроса, ticketnummer, vorgangsnummer, id do ticket, número do ticket, external id
created_at: created at, created time, created, creation date, created date, creation time, date created, date time opened, opened, opened at, createdat, created datetime, created on, ticket created date, conversation started at, started at, published at, date + time, дата создания, создан, erstellt am, erstellt, data de criação, criado em, fecha de creación, créé le, date de création, submitted at, open date, call date, timestamp, date, datetime, date time, дата, datum, data, fecha
updated_at: updated at, last update time, last updated time, updated, updated time, last updated at, last update, updated date, last modified date, lastmodifieddate, modified at, modifiedat, modified, last modified, last updated
solved_at: solved at, resolved time, resolved at, resolved, resolved date, resolution date, solved, solved date, closed time, closed at, closed date, close date, closeddate, date time closed, close at, last close at, ticket solved date, closed, completed at, дата решения, дата закрытия, закрыт, geschlossen am, gelöst am, data de fechamento, fecha de cierre
first_replied_at: first replied at, first reply at, first response at, first responded at, initial response time, first admin reply at
agent: assignee, assignee name, assigned agent, assigned to, agent, agent name, assignee email, agent email, assignee id, agent id, responder id, responder, owner, case owner, teammate, support agent, operator, representative, user name, исполнитель, агент, оператор, consultor, atendente, bearbeiter, agente
first_reply_agent: first reply agent, first responder, first reply by
involved_agents: involved agents, agents involved, participants
team: group, group name, team, team name, group id, inbox, mailbox, department, department name, queue name, queue, supervisor, support group, equipe, группа, отдел, gruppe, abteilung, equipo, grupo, tier
channel: via, via channel, channel, initial channel, source, case origin, origin, create channel, source type, contact channel, support channel, hs survey channel, channel name, канал, kanal, canal
tags: tags, current tags, auto tags, labels, label, conversation tags, tag list, tag, теги, метки, schlagworte, etiquetas, topics, issue codes
priority: priority, urgency, severity, приоритет, priorität, prioridade, prioridad
type: type, ticket type, issue type, request type, тип, typ, tipo
status: status, ticket status, state, статус, estado
brand: brand, brand name, brand id, shop, store, бренд, marke, marca
organization: organization, organization name, organisation, company, company name, account name, account, organization id, организация, компания, empresa, firma
language: language, locale, reviewer language, request language, review language, userlanguage, user language, язык, sprache, idioma
product: product, product name, product purchased, продукт, produkt, produto, producto
template: template, macro, macro name, canned response
survey_method: survey method, survey type, collection method, rating method
requester_id: requester id, customer id, contact id, user id, client id, requester email, customer email, contact email address, requester, customer, client, contact name, full name, customer name, клиент, kunde, cliente
first_reply: first reply time, first response time, time to first response, time to first reply, reply time, time to admin reply, first response, speed of answer, время первого ответа
resolution: full resolution time, resolution time, time to resolution, time to last close, handle time, time to close, resolution duration, время решения
first_reply_business: first reply time business, reply time business, first response time business
resolution_business: full resolution time business, resolution time business
replies: replies, agent interactions, number of agent messages, agent replies, reply count, number of replies
reopens: reopens, count reopens, reopen count, number of reopens, reopened
sla: sla, sla status, sla breached, sla met, resolution status, sla breach, sla violated, breached sla
subject: subject, title, summary, ticket subject, тема, betreff, assunto, asunto
reply: reply, agent reply, response text, last agent reply
survey_sent: sent datetime, survey sent at, survey sent, offered, csat sent, survey offered, оценка запрошена
rating_id: rating id, satisfaction rating id
rating: satisfaction score, satisfaction rating score, satisfaction rating, ticket satisfaction rating, customer satisfaction rating, customer satisfaction score, customer satisfaction, satisfaction, survey result, survey results, survey score, csat, csat score, csat rating, rating, rating score, score, stars, star rating, review stars, overall score, conversation rating, happiness rating, hs value, ratings default question, customer rating, feedback rating, nps, nps score, ces, ces score, оценка, оценка клиента, csi, bewertung, avaliação, nota, calificación, valoración, note
sentiment: rating category, sentiment, satisfaction category
rated_at: survey replied date, satisfaction date, rated at, rated time, rating created at, rating date, date rated, scored datetime, recorded date, recordeddate, submit date, hs submission timestamp, review created, review submit date and time, survey date, survey completed at, feedback date, дата оценки
rated_agent: rating user name, rated agent, ratingusername
reason: satisfaction reason, reason, rating reason, reason code, csat reason, dissatisfaction reason, reason id, причина, grund, motivo
comment: satisfaction comment, feedback, feedback comment, feedback message, customer comment, survey comment, csat comment, rating comment, comment, comments, ratingcomments, rating comments, remark, body text, review text, review content, hs content, customer feedback, комментарий, комментарий к оценке, kommentar, comentário, comentario, commentaire
version: generated timestamp
leave out merged: tags = closed_by_merge
leave out merged: labels = closed_by_merge
