# Google Play: monthly files overlap; the newest version of a review counts.
title: Google Play
help: reviews as CSV

table: reviews
role: reviews
zone: utc
only: yes
scale: 1-5
any 3: Package Name, App Version Code, Reviewer Language, Review Submit Millis Since Epoch, Review Last Update Millis Since Epoch, Star Rating, Developer Reply Text, Review Link
version: Review Last Update Millis Since Epoch
ticket_id: Review Link
rating_id: Review Link
rating: Star Rating
rated_at: Review Last Update Date and Time | Review Submit Date and Time
product: Package Name
language: Reviewer Language
subject: Review Title
reply: Developer Reply Text
comment: Review Text | Review Title
