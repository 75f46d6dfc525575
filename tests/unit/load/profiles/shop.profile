# The shop's own desk.
title: Shop desk
help: the Monday export

any 3: Vorgang, Urteil, Angelegt, Stichworte

ticket_id: Vorgang
created_at: Angelegt
solved_at: Fertig
agent: Wer
agent is: nobody yet =, ? =
rating: Urteil
positive: sehr, ja doch
negative: gar nicht
first_reply: Antwort nach (Std) [hours]
tags: Stichworte
tag separator: plus
leave out test: Wer = testkonto
