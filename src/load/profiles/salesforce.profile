# Salesforce Service Cloud. It has no rating of its own: any custom field that is called and filled like one is taken.
title: Salesforce
help: case reports, cases of the API

leave out deleted: IsDeleted = true, 1
# The reason of a case is its topic, not why somebody was unhappy.
reason:

table: case report
any 3: Case Number, Case Owner, Case Origin, Case Reason, Date/Time Opened, Date/Time Closed, Age (Hours)
ticket_id: Case Number
created_at: Date/Time Opened, Opened Date
solved_at: Date/Time Closed, Closed Date
agent: Case Owner
channel: Case Origin
priority: Priority
type: Type
status: Status
organization: Account Name
requester_id: Contact Name
resolution: Age (Hours)
subject: Subject

table: case of the API
zone: utc
any 3: CaseNumber, OwnerId, Origin, IsClosed, IsEscalated, IsDeleted, ContactId, AccountId
ticket_id: CaseNumber
other id: Id
created_at: CreatedDate
updated_at: LastModifiedDate
solved_at: ClosedDate
agent: OwnerId
channel: Origin
priority: Priority
type: Type
status: Status
organization: AccountId
requester_id: ContactId
language: Language
subject: Subject
