#!/bin/sh
# Where output goes when things go wrong. usage: output.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"
quiet="--quiet --no-config"

to_full() { "$dsat" breakdown --by channel $quiet tickets.csv >/dev/full; }
check "a full disk behind standard output is exit 4" ends_with 4 to_full
check "and says so" says errors "standard output can't be written: No space left on device"
printf 'Id,Satisfaction Score,Created at\n1,Good,2026-11-03 10:00:00\n2,Bad,2026-11-04 10:00:00\n' >few.csv
for command in "report few.csv" "trend few.csv" "explain few.csv" "agents few.csv" "reviews few.csv" \
  "check few.csv --fail-if negative>0" "inspect few.csv" "inspect --cells few.csv" "export few.csv" \
  "list measures" "config --show" "completion bash" "--help" "--version"; do
  # shellcheck disable=SC2086
  to_full_too() { "$dsat" $command >/dev/full; }
  check "the same of dsat $command" ends_with 4 to_full_too
done
for format in text csv markdown json html xlsx; do
  check "a full target of $format is exit 4" ends_with 4 "$dsat" report $quiet few.csv -f $format -o /dev/full
done
closed() { "$dsat" breakdown --by channel $quiet tickets.csv >&-; }
check "a closed standard output is exit 4" ends_with 4 closed
closed_with_file() { "$dsat" breakdown --by channel $quiet tickets.csv -o closed.csv >&-; }
check "which doesn't matter when a file is written" ends_with 0 closed_with_file
all_closed() { "$dsat" breakdown --by channel $quiet tickets.csv -o all_closed.csv <&- >&- 2>&-; }
check "nor do standard input and error" all_closed
check "the file is whole" same closed.csv all_closed.csv

echo old >kept.csv
limited() { (ulimit -f 8; "$dsat" export $quiet tickets.csv -o kept.csv); }
check "a limit on file sizes is exit 4" ends_with 4 limited
check "and says so" says errors "kept.csv: can't be written: File too large"
echo old >expected
check "the old file stays" same kept.csv expected
check "nothing is left behind" nothing_left .
limited_output() { (ulimit -f 8; "$dsat" export $quiet tickets.csv >limited.csv); }
check "the same for standard output" ends_with 4 limited_output
unheard() { (ulimit -f 0; "$dsat" breakdown $quiet tickets.csv -o kept.csv); }
check "an error that can't be told is one all the same" ends_with 4 unheard
check "the old file stays then too" same kept.csv expected

head_of() { { "$dsat" export $quiet -f csv tickets.csv; echo $? >code; } 2>errors | head -n 1 >first; }
head_of
check "a reader who has seen enough is no error" [ "$(cat code)" = 0 ]
check "nothing is said then" is_empty errors
check "what was read is right" says first "ticket_id,created_at"
head_of_target() { { "$dsat" export $quiet tickets.csv -f csv -o /dev/stdout; echo $? >code; } 2>errors | head -n 1 >first; }
head_of_target
check "the same where standard output is named" [ "$(cat code)" = 0 ]
check "and nothing is said" is_empty errors
"$dsat" export $quiet tickets.csv -f csv >plain.csv
"$dsat" export $quiet tickets.csv -f csv -o - >dash.csv
"$dsat" export $quiet tickets.csv -f csv -o /dev/stdout | cat >named.csv
check "- is standard output" same plain.csv dash.csv
check "so is /dev/stdout" same plain.csv named.csv

echo old >a.csv
check "of two outputs none is written if one can't be" ends_with 4 "$dsat" breakdown $quiet tickets.csv -o a.csv -o /dev/full -f csv
check "the first stays as it was" same a.csv expected
check "no folder, no output" ends_with 4 "$dsat" breakdown $quiet tickets.csv -o a.csv -o missing/b.csv
check "the first still stays" same a.csv expected
check "one target twice is a wrong command line" ends_with 2 "$dsat" breakdown $quiet tickets.csv -o a.csv -o ./a.csv
check "a contradiction of format and extension is one too" ends_with 2 "$dsat" breakdown $quiet tickets.csv -f json -o a.csv
check "the old content still stays" same a.csv expected

cp tickets.csv before.csv
ln -s tickets.csv link.csv
ln tickets.csv hard.csv
mkdir exports
cp tickets.csv exports/tickets.csv
for target in tickets.csv ./tickets.csv link.csv hard.csv; do
  check "an input isn't written over: $target" ends_with 4 "$dsat" export $quiet tickets.csv -o "$target"
  check "not by rejects either: $target" ends_with 4 "$dsat" export $quiet tickets.csv --rejects "$target" -o x.csv
done
check "nor one in a folder" ends_with 4 "$dsat" export $quiet exports -o exports/tickets.csv
check "the inputs are what they were" same tickets.csv before.csv
check "those in folders too" same exports/tickets.csv before.csv

echo old >kept.xlsx
cp kept.xlsx expected.xlsx
limited_sheet() { (ulimit -f 4; "$dsat" report $quiet tickets.csv -o kept.xlsx); }
check "a limit on file sizes is exit 4 for a spreadsheet" ends_with 4 limited_sheet
check "told in our words alone" sh -c '! grep -qF "[ERROR]" errors'
check "the old spreadsheet stays" same kept.xlsx expected.xlsx

"$dsat" report $quiet tickets.csv -o one.txt -o one.md -o one.csv -o one.json -o one.html -o one.xlsx >said 2>errors
check "six formats in one run" [ $? -eq 0 ]
check "nothing is said about them" sh -c '[ ! -s said ] && [ ! -s errors ]'
for format in text:txt markdown:md csv:csv json:json html:html; do
  "$dsat" report $quiet tickets.csv -f ${format%:*} --width 100 >alone
  "$dsat" report $quiet tickets.csv -o together.${format#*:} --width 100
  check "${format%:*}: a file holds what standard output would" same alone together.${format#*:}
done
umask 027
"$dsat" breakdown $quiet tickets.csv -o fresh.csv
check "a new file follows the umask" [ "$(stat -c %a fresh.csv)" = 640 ]
chmod 604 fresh.csv
"$dsat" breakdown $quiet tickets.csv -o fresh.csv
check "a replaced one keeps its mode" [ "$(stat -c %a fresh.csv)" = 604 ]
umask 022

n=0
while [ $n -lt 4 ]; do
  n=$((n + 1))
  "$dsat" report $quiet tickets.csv -f html -o shared.html &
  "$dsat" breakdown $quiet tickets.csv -f html -o shared.html &
done
wait
"$dsat" report $quiet tickets.csv -f html -o whole_report.html
"$dsat" breakdown $quiet tickets.csv -f html -o whole_breakdown.html
either() { cmp -s shared.html whole_report.html || cmp -s shared.html whole_breakdown.html; }
check "runs on one target leave one whole file" either
check "and nothing beside it" nothing_left .

# end_a_run SIGNAL: ends a run that has begun to write; its exit code is in `code`, the rest in the folder `killed`
end_a_run() {
  mkdir killed
  mkfifo killed/input
  echo old >killed/out.csv
  "$dsat" breakdown $quiet killed/input --rejects killed/rejects.csv -o killed/out.csv &
  run=$!
  exec 3>killed/input
  printf 'Id,Satisfaction Score\n1,Good\n' >&3
  tries=0
  until find killed -name '.rejects.csv.dsat-*' | grep -q . || [ $tries -ge 100 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  kill -"$1" $run
  exec 3>&-
  wait $run
  code=$?
}
for signal in TERM:143 HUP:129; do
  end_a_run ${signal%:*}
  check "SIG${signal%:*} ends a run with its own code" [ $code -eq ${signal#*:} ]
  check "leaves nothing behind" [ "$(ls -A killed | tr '\n' ' ')" = "input out.csv " ]
  check "and the old file as it was" [ "$(cat killed/out.csv)" = old ]
  rm -r killed
done
end_a_run KILL
check "killed at once, the old file stays" [ "$(cat killed/out.csv)" = old ]
check "though something is left" sh -c '! [ "$(ls -A killed | wc -l)" -eq 2 ]'
"$dsat" breakdown $quiet tickets.csv --rejects killed/rejects.csv -o killed/out.csv
check "which the next run cleans up" nothing_left killed
rm -r killed

exit $failed
