#!/bin/sh
# Worksheets and histories that several runs and people write at once. usage: shared_files.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"
quiet="--quiet --no-config"

# tickets NAME: an export of 40 bad ratings
tickets() {
  awk -v name="$1" 'BEGIN {
    print "id,created_at,rating,rated_at,comment,agent"
    for (i = 1; i <= 40; ++i)
      printf "%s-%d,2026-11-02T08:00:00Z,Bad,2026-11-03T08:%02d:00Z,slow,Ann\n", name, i, i
  }' >"$1.csv"
}
desks="a b c d e f g h"
for desk in $desks; do tickets $desk; done

all_at_once() {
  runs=""
  for desk in $desks; do
    "$dsat" reviews $quiet $desk.csv --worksheet all.csv &
    runs="$runs $!"
  done
  for run in $runs; do wait "$run" || return 1; done
}
rows() { [ "$(wc -l <"$1")" -eq "$2" ] || { echo "$(wc -l <"$1") lines in $1 instead of $2"; false; }; }
check "eight runs on a worksheet that isn't there yet all end well" all_at_once
check "and every row of theirs is in it" rows all.csv 321
for desk in $desks; do tickets "more_$desk"; done
desks="more_a more_b more_c more_d more_e more_f more_g more_h"
ln -s all.csv link.csv
cp all.csv one.csv && "$dsat" reviews $quiet a.csv --worksheet one.csv && check "a run that adds nothing changes nothing" same one.csv all.csv
check "eight runs on one that is there end well" all_at_once
check "and every row is in it" rows all.csv 641
check "nothing is left beside it" nothing_left .

periods="2026-W40 2026-W41 2026-W42 2026-W43"
awk 'BEGIN {
  print "Id,Satisfaction Score,Created at,Tags"
  for (i = 0; i < 2400; ++i)
    printf "%d,%s,2026-%02d-%02d 10:00:00,%s\n", i, i % 3 && i % 7 ? "Good" : "Bad", 9 + i % 2, 1 + i % 28, i % 7 ? "mail" : "late"
}' >year.csv
for period in $periods; do "$dsat" report $quiet year.csv --period "$period" --history turn.csv >report 2>errors; done
all_periods() {
  runs=""
  for period in $periods; do
    "$dsat" report $quiet year.csv --period "$period" --history ledger.csv -o "$period.txt" &
    runs="$runs $!"
  done
  for run in $runs; do wait "$run" || return 1; done
}
check "four reports with one history end well" all_periods
claims() { cut -d , -f 1-5 "$1" | sort >"$1.claims" && [ "$(wc -l <"$1.claims")" -gt 1 ]; }
check "there are claims" claims turn.csv
claims ledger.csv
periods_in() { for period in $periods; do grep -q "$period" "$1" || { echo "no $period in $1"; return 1; }; done; }
check "one after the other, every period is in the history" periods_in turn.csv
check "at once too" periods_in ledger.csv

# Another run, played by a lock on the file that stands beside.
(flock 9; touch held; while [ -e held ]; do sleep 0.1; done) 9>.all.csv.dsat-lock &
holder=$!
until [ -e held ]; do sleep 0.1; done
cp all.csv before.csv
check "with --no-wait a worksheet that another run writes is exit 4" \
  ends_with 4 "$dsat" reviews --no-config --no-wait a.csv --worksheet all.csv
check "and says so" says errors "all.csv: another run is writing it"
check "also by a link to it" ends_with 4 "$dsat" reviews --no-config --no-wait a.csv --worksheet link.csv
"$dsat" reviews --no-config a.csv --worksheet all.csv 2>errors &
run=$!
tries=0
until grep -q waiting errors || [ $tries -ge 100 ]; do tries=$((tries + 1)); sleep 0.1; done
check "without, a run says that it waits" says errors "waiting for another run that is writing all.csv"
check "and the sheet is what it was" same all.csv before.csv
rm held
wait $holder $run
check "then it does its work" [ $? -eq 0 ]
check "and the lock is gone" [ ! -e .all.csv.dsat-lock ]

# A person who saves while runs go on: reads the sheet, adds a word, replaces the file.
cp all.csv person.csv
saves() {
  for word in 1 2 3 4 5 6 7 8 9 10 11 12; do
    { cat person.csv; printf 'person-%d,,,,,,,,,,,,,typed by hand %d\n' $word $word; } >saved.tmp
    mv saved.tmp person.csv
    sleep 0.05
  done
}
saves &
person=$!
for turn in 1 2 3 4 5 6; do
  for desk in a more_b; do "$dsat" reviews --quiet --no-config $desk.csv --worksheet person.csv 2>>refused; done
done
wait $person
every_word() {
  for word in 1 2 3 4 5 6 7 8 9 10 11 12; do
    grep -q "typed by hand $word\$\|typed by hand $word," person.csv || { echo "word $word is lost"; return 1; }
  done
}
check "no word is lost that a person saves meanwhile" every_word
# The save comes in the last instant: after the sheet was merged, before it is replaced.
if command -v strace >/dev/null && strace -o trace true 2>/dev/null; then
  cp before.csv late.csv
  strace -f -o trace -e trace=renameat2 -e inject=renameat2:delay_enter=2000000 \
    "$dsat" reviews $quiet a.csv --worksheet late.csv &
  run=$!
  tries=0
  until find . -name '.late.csv.dsat-*-*' -size +0 | grep -q . || [ $tries -ge 100 ]; do tries=$((tries + 1)); sleep 0.1; done
  sleep 0.3
  { cat before.csv; printf 'person-1,,,,,,,,,,,,,typed in the last instant\n'; } >saved.tmp && mv saved.tmp late.csv
  wait $run
  check "nor one that is saved in the last instant" says late.csv "typed in the last instant"
  check "and the backup is the sheet that was replaced" says late.csv.bak "typed in the last instant"
  check "nothing is left beside it then either" nothing_left .
else
  echo "ok - skipped: no strace here"
fi

exit $failed
