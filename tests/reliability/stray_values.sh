#!/bin/sh
# Values that stand for faults or mean something to another program: dates centuries away, names that look like blanks,
# cells that begin in the middle of one. usage: stray_values.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"
quiet="--quiet --no-config"

# desk STRAY...: three months of 20 agents, and a ticket on each stray day
desk() {
  awk 'BEGIN {
    print "Id,Satisfaction Score,Created at,Assignee"
    for (i = 0; i < 1000; ++i)
      printf "%d,%s,2026-%02d-%02d 10:00:00,agent %d\n", i, i % 9 ? "Good" : "Bad", 9 + i % 3, 1 + i % 28, i % 20
  }'
  n=1000
  for day in "$@"; do
    n=$((n + 1))
    echo "$n,Bad,$day 10:00:00,agent 1"
  done
}
desk >plain.csv
# bounded COMMAND...: in half a gigabyte and a minute. A sanitizer reserves terabytes of addresses, so that it has to bound
# by itself what is really in memory, of which it needs about three times as much.
if (ulimit -v 600000; "$dsat" --version) >/dev/null 2>&1; then
  bounded() { (ulimit -v 600000; timeout 60 "$@"); }
else
  bounded() { (ASAN_OPTIONS="$ASAN_OPTIONS:hard_rss_limit_mb=1800"; export ASAN_OPTIONS; timeout 60 "$@"); }
fi
for unit in day week; do
  "$dsat" trend $quiet --every $unit --by agent plain.csv -f csv | cut -d , -f 1 | sort -u >expected
  for strays in 0002-03-04 2500-01-01 "0026-11-03 2062-11-03 2500-01-01"; do
    # shellcheck disable=SC2086
    desk $strays >stray.csv
    check "$strays doesn't stretch time, by $unit" ends_with 0 \
      bounded "$dsat" trend --no-config --every $unit --by agent stray.csv -f csv -o trend.csv
    check "which is told" says errors "taken for a fault, so no period reaches there"
    grep -v '^(stray date)' trend.csv | cut -d , -f 1 | sort -u >periods
    check "the periods are those of the rest" same periods expected
    sum() { awk -F , 'NR > 1 { n += $3 } END { print n }' "$1"; }
    # shellcheck disable=SC2086
    check "and every ticket is counted" [ "$(sum trend.csv)" -eq "$(($(wc -l <stray.csv) - 1))" ]
    check "a report is made" ends_with 0 bounded "$dsat" report $quiet --every $unit stray.csv -o report.txt
    "$dsat" report $quiet --every $unit plain.csv -o expected.txt
    head -n 6 report.txt | tail -n 3 >now
    check "about the last $unit of the rest" sh -c "grep -q 2026 report.txt && ! grep -q 'week.*2500\|2500-W' now"
  done
done
check "who asks for a stray day gets it" ends_with 0 "$dsat" breakdown $quiet --since 2500-01-01 --until 2500-01-02 stray.csv
(desk 0002-03-04 | head -n 4; desk 0002-03-04 | tail -n 1) >few.csv
check "a table without end is refused" ends_with 2 bounded "$dsat" trend $quiet --every day few.csv
check "with the options that narrow it" says errors "--period"

# Names are data.
cat >dsat.toml <<'TOML'
[departments]
billing = "{department}"
refund = "{department}{department} {id}"
TOML
{
  echo 'Id,Satisfaction Score,Created at,Tags'
  for n in 1 2 3 4; do echo "$n,Bad,2026-11-0$n 10:00:00,billing"; echo "1$n,Bad,2026-11-0$n 10:00:00,refund"; done
} >tagged.csv
mkdir lists
check "a department called like a blank ends" ends_with 0 \
  bounded "$dsat" reviews --quiet --split department tagged.csv -o 'lists/{department}-list.csv'
check "and its file has its name" [ -s 'lists/{department}-list.csv' ]
check "the other's too" [ -s 'lists/{department}{department}-{id}-list.csv' ]
rm dsat.toml

# A cell begins where another spreadsheet parts cells, quoted or not.
{
  echo 'Id,Satisfaction Score,Created at,Assignee,Tags,Satisfaction Reason,Satisfaction Comment'
  n=0
  printf '%s\n' 'x;=1+1;y' 'x|=1+1' 'x;""=1+1' 'x;@SUM(A1)' 'x;-2+3' 'x;＝1+1' | while IFS= read -r word; do
    n=$((n + 1))
    echo "$n,Bad,2026-11-03 10:00:00,\"$word\",\"$word\",\"$word\",\"$word\""
  done
  printf '7,Bad,2026-11-03 10:00:00,"x\t=1+1","x\t=1+1","x\n=1+1","\n=1+1"\n'
} >formulas.csv
dangerous='[;|\t\n\r]"*([=@]|[+-]|\xef\xbc[\x9d\x8b\x8d\xa0])'
tame() { ! LC_ALL=C grep -qzP "$dangerous" "$1" || { LC_ALL=C grep -azoP ".{20}$dangerous.{5}" "$1" | tr '\0' '\n'; false; }; }
for command in reviews export "breakdown --by agent,tag" report; do
  # shellcheck disable=SC2086
  "$dsat" $command $quiet formulas.csv -f csv >cells.csv
  check "$command: no cell begins within a cell" tame cells.csv
done
"$dsat" reviews $quiet formulas.csv --worksheet sheet.csv
check "nor in the worksheet" tame sheet.csv
cp sheet.csv before.csv
"$dsat" reviews $quiet formulas.csv --worksheet sheet.csv
check "which reads back as it was written" same sheet.csv before.csv
"$dsat" export $quiet --csv-safe off formulas.csv -f csv >raw.csv
check "with --csv-safe off the bytes are those of the data" says raw.csv 'x;=1+1;y'

# For spreadsheets of other countries.
"$dsat" breakdown $quiet --by channel "$source/samples/zendesk_tickets.csv" -f csv >comma.csv
"$dsat" breakdown $quiet --by channel "$source/samples/zendesk_tickets.csv" -f csv --csv-separator ';' --csv-bom >other.csv
check "another separator parts the same cells" sh -c "tail -c +4 other.csv | tr ';' ',' | cmp - comma.csv"
check "behind the mark" [ "$(head -c 3 other.csv | od -An -tx1 | tr -d ' ')" = efbbbf ]
check "a separator that is none is a wrong command line" ends_with 2 "$dsat" breakdown $quiet --csv-separator x tickets.csv
"$dsat" reviews $quiet formulas.csv --worksheet other_sheet.csv --csv-separator tab
check "a new worksheet is parted so" sh -c "head -n 1 other_sheet.csv | grep -q \"ticket_id\$(printf '\t')rated_at\""

# A configuration that nobody named changes figures: that is told.
printf 'negative = "4,5"\npositive = "1,2"\nwidth = 100\n' >dsat.toml
printf 'Id,Satisfaction rating 1-5,Created at\n1,1,2026-11-03\n2,2,2026-11-03\n3,5,2026-11-04\n4,4,2026-11-04\n' >stars.csv
for command in report breakdown trend explain agents reviews export inspect "check --fail-if nrr>99%"; do
  # shellcheck disable=SC2086
  "$dsat" $command stars.csv >said 2>errors
  check "$command tells the configuration in force" says errors "dsat.toml is in force: negative, positive (--no-config"
  check "once" [ "$(grep -c 'is in force' errors)" -eq 1 ]
done
"$dsat" breakdown --quiet stars.csv 2>errors >said
check "--quiet is quiet" is_empty errors
"$dsat" breakdown --negative 1,2 --positive 4,5 stars.csv 2>errors >said
check "what the command line decides itself isn't told" sh -c '! grep -q "is in force" errors'
printf 'width = 100\ncolor = "never"\nthreads = 2\n' >dsat.toml
"$dsat" breakdown stars.csv 2>errors >said
check "what changes no figure isn't told" sh -c '! grep -q "is in force" errors'
rm dsat.toml
mkdir profiles
printf 'title: Mine\nhelp: of a test\n\ntable: answer\nrole: ratings\nall: nothing like it\nrating: score\n' >profiles/mine.profile
"$dsat" list profiles >said 2>errors
check "profiles without a configuration beside them aren't read" sh -c '! grep -q mine said'
touch dsat.toml
"$dsat" breakdown stars.csv >said 2>errors
check "with one they are, and told" says errors "profiles of its own"
if [ "$(id -u)" -eq 0 ]; then
  printf 'negative = "4,5"\npositive = "1,2"\n' >dsat.toml
  chown 65534 dsat.toml
  "$dsat" breakdown stars.csv >said 2>errors
  check "another user's configuration isn't read" says errors "dsat.toml isn't read: it belongs to another user"
  rm -r profiles
  "$dsat" breakdown --no-config --quiet stars.csv >expected
  check "and changes nothing" same said expected
else
  echo "ok - skipped: nobody else here"
fi

exit $failed
