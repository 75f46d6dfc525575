#!/bin/sh
# The same input gives the same bytes, wherever and however it runs. usage: same_bytes.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"
samples="$source/samples"
mkdir exports
cp "$samples/zendesk_tickets.csv" "$samples/zendesk_tickets_part2.csv" "$samples/zendesk_satisfaction_ratings.json" exports

for format in text csv markdown json html; do
  run() { "$dsat" report --quiet -f $format exports; }
  run >expected
  check "$format: there is a report" [ -s expected ]
  for setting in LC_ALL=de_DE.UTF-8 LC_ALL=tr_TR.UTF-8 LC_ALL=hi_IN.UTF-8 LC_ALL=C TZ=Asia/Kolkata COLUMNS=200; do
    (export "$setting" && run) >now
    check "$format: the same with $setting" same expected now
  done
  env -i "$dsat" report --quiet -f $format exports >now
  check "$format: the same without environment" same expected now
  "$dsat" report --quiet -f $format --threads 1 exports >now
  check "$format: the same on one thread" same expected now
  "$dsat" report --quiet -f $format -o now.$format exports && cp now.$format now
  check "$format: the same in a file" same expected now
done
"$dsat" export --quiet -f csv exports >expected
"$dsat" export --quiet -f csv exports/zendesk_satisfaction_ratings.json exports/zendesk_tickets.csv \
  exports/zendesk_tickets_part2.csv >now
check "a folder is its files by name" same expected now
# Long enough that several threads find work, with cells that hold lines, and rows out of order, short, blank and twice.
awk 'BEGIN {
  print "Id,Created at,Solved at,Via,Assignee,Tags,Satisfaction Score,Satisfaction Comment"
  for (i = 0; i < 20000; ++i) {
    id = (i * 7919) % 19997
    day = sprintf("2026-%02d-%02d", id % 9 + 1, id % 28 + 1)
    score = id % 5 == 0 ? "Bad" : id % 3 == 0 ? "Good" : "Offered"
    printf "%d,%s 09:00:00,%s 17:00:00,%s,agent %d,tag_%d tag_%d,%s", id, day, day, id % 4 ? "Mail" : "Chat", id % 37,
      id % 101, id % 13, score
    print i % 11 == 0 ? "" : ",\"first line " id "\nand, \"\"second\"\" line\""
    if (i % 997 == 0) print ""
  }
}' >many.csv
awk 'BEGIN {
  for (i = 0; i < 6000; ++i) {
    id = (i * 7919) % 5987
    score = id % 5 == 0 ? "bad" : id % 3 == 0 ? "good" : "offered"
    printf "{\"id\":%d,\"created_at\":\"2026-%02d-%02dT09:00:00Z\",\"via\":{\"channel\":\"%s\"},", id, id % 9 + 1,
      id % 28 + 1, id % 4 ? "email" : "chat"
    printf "\"tags\":[\"tag_%d\",\"tag_%d\"],\"satisfaction_rating\":{\"score\":\"%s\"", id % 101, id % 13, score
    if (i % 11) printf ",\"comment\":\"first line %d\\nand second\"", id
    printf "},\"assignee\":{\"name\":\"agent %d\"}", id % 37
    if (i > 4000) printf ",\"custom\":{\"late %d\":%d}", i % 3, i
    print "}"
    if (i % 997 == 0) print "\r\n{\"id\":" i ",\"via\"\n[1,2]"
  }
  printf "{\"id\":"
}' >many.jsonl
gzip -c many.jsonl >many.jsonl.gz
for file in many.csv many.jsonl many.jsonl.gz; do
  for command in "report -f json" "export -f csv" "breakdown --by tag,agent -f csv" "inspect"; do
    # shellcheck disable=SC2086
    "$dsat" $command --quiet --threads 1 $file >expected
    check "$command: $file is read" [ -s expected ]
    for threads in 2 3 5; do
      # shellcheck disable=SC2086
      "$dsat" $command --quiet --threads $threads $file >now
      check "$command: $file gives the same on $threads threads" same expected now
    done
  done
done

"$dsat" report --quiet exports -o one.xlsx && sleep 1 && "$dsat" report --quiet exports -o two.xlsx
check "xlsx: the same a second later" same one.xlsx two.xlsx

exit $failed
