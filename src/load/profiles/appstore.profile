# App Store: customer reviews of App Store Connect.
title: App Store
help: customer reviews of the API

table: customer reviews
role: reviews
records: data
zone: utc
only: yes
scale: 1-5
any 2: attributes.reviewerNickname, attributes.territory, attributes.rating, attributes.body
ticket_id: id
rating_id: id
rating: attributes.rating
rated_at: attributes.createdDate
requester_id: attributes.reviewerNickname
subject: attributes.title
comment: attributes.body | attributes.title
