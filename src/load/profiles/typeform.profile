# Typeform: questions are columns; `#` is an answer's token, not a ticket.
title: Typeform
help: responses as CSV

table: responses
role: ratings
any 3: Response Type, Start Date (UTC), Stage Date (UTC), Submit Date (UTC), Network ID
tag separator: comma
rating_id: "#"
rated_at: Submit Date (UTC)
tags: Tags
comment: Anything to add?, Anything else?, Comments
