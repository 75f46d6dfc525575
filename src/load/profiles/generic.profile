# What several columns make together in exports of no known maker. What single columns are called stands in the lexicon.
title: Generic
help: any table with a header row: columns are found by their usual names

created_at: date + time
version: generated timestamp
leave out merged: tags = closed_by_merge
leave out merged: labels = closed_by_merge
