#!/bin/sh
# The same input gives the same bytes, wherever and however it runs. usage: same_bytes.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"
samples="$source/samples"
mkdir exports
cp "$samples/zendesk_tickets.csv" "$samples/zendesk_tickets_part2.csv" "$samples/zendesk_satisfaction_ratings.json" exports

formats="txt csv md json html xlsx"
# run FOLDER COMMAND...: the report in every format, by the command, which ends in its own arguments or nothing
run() {
  folder=$1
  shift
  mkdir "$folder" || return 1
  for format in $formats; do set -- "$@" -o "$folder/report.$format"; done
  "$@"
}
# same_report WORDS FOLDER: the folder's files are those of the first run
same_report() {
  for format in $formats; do check "$format: the same $1" same first/report.$format "$2/report.$format"; done
  rm -r "$2"
}
run first "$dsat" report --quiet exports
for format in $formats; do check "$format: there is a report" [ -s first/report.$format ]; done
for setting in LC_ALL=de_DE.UTF-8 LC_ALL=tr_TR.UTF-8 LC_ALL=hi_IN.UTF-8 LC_ALL=C TZ=Asia/Kolkata COLUMNS=200; do
  run now env "$setting" "$dsat" report --quiet exports
  same_report "with $setting" now
done
run now env -i "$dsat" report --quiet exports
same_report "without environment" now
run now "$dsat" report --quiet --threads 1 exports
same_report "on one thread" now
for name in txt,text csv,csv md,markdown json,json html,html; do
  "$dsat" report --quiet -f "${name#*,}" exports >now
  check "${name%,*}: the same on standard output" same first/report."${name%,*}" now
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

exit $failed
