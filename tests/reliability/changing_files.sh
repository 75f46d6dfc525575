#!/bin/sh
# Files that others cut, replace or go on writing while they are read, and what is no file. usage: changing_files.sh
# PROGRAM SOURCE
. "$(dirname "$0")/common.sh"
quiet="--quiet --no-config"

awk 'BEGIN {
  print "Id,Satisfaction Score,Created at,Satisfaction Comment"
  for (i = 0; i < 200000; ++i)
    printf "%d,%s,2026-11-%02d 10:00:00,\"a comment of some length, number %d\"\n", i, i % 9 ? "Good" : "Bad", i % 27 + 1, i
}' >whole.csv
awk 'BEGIN {
  for (i = 0; i < 100000; ++i)
    printf "{\"id\":%d,\"satisfaction_rating\":{\"score\":\"%s\"},\"created_at\":\"2026-11-03T10:00:00Z\"}\n", i, i % 9 ? "good" : "bad"
}' >whole.jsonl
gzip -c whole.csv >whole.csv.gz

# while_reading CODE FILE ACTION COMMAND...: the run is stopped in the middle of reading the file, and then the action is
# done to it
while_reading() {
  expected=$1 watched=$2 action=$3
  shift 3
  rm -f trace said
  strace -f -o trace -P "$watched" -e trace=read -e inject=read:delay_exit=1500000:when=3 "$@" >said 2>errors &
  run=$!
  tries=0
  until [ "$(cat trace 2>/dev/null | grep -c 'read(')" -ge 3 ] || [ $tries -ge 200 ]; do tries=$((tries + 1)); sleep 0.05; done
  "$action" "$watched"
  wait $run
  code=$?
  [ $code -eq "$expected" ] || { echo "exit $code instead of $expected"; cat errors; return 1; }
}
cut() { truncate -s 150000 "$1"; }
replace() { head -c 200000 "$1" >other && mv other "$1"; }
rewrite() { printf x | dd of="$1" bs=1 seek=100 conv=notrunc status=none; }
cut_and_write() { { printf 'Id,Satisfaction Score\n'; yes 1,Good | head -c 30000000; } >other; cat other >"$1"; }
grow() { tail -c 2000 "$1" >>"$1.more"; cat "$1.more" >>"$1"; }

if command -v strace >/dev/null && strace -o trace true 2>/dev/null; then
  for file in csv jsonl csv.gz; do
    for action in cut replace rewrite; do
      cp whole.$file now.$file
      check "$file: $action while it is read is exit 3" while_reading 3 now.$file $action "$dsat" breakdown $quiet now.$file
      check "and nothing is printed" is_empty said
      check "the file is named" says errors now.$file
    done
  done
  cp whole.csv now.csv
  check "cut, and written longer than it was, is exit 3" while_reading 3 now.csv cut_and_write "$dsat" breakdown $quiet now.csv
  cp whole.csv now.csv
  check "the same of inspect --cells" while_reading 3 now.csv cut "$dsat" inspect --cells $quiet now.csv
  cp whole.csv now.csv
  cp whole.csv.gz also.csv.gz
  check "of several files too" while_reading 3 now.csv cut "$dsat" breakdown $quiet also.csv.gz now.csv
  cp whole.csv now.csv
  on_standard_input() { while_reading 3 now.csv cut "$dsat" breakdown $quiet - <now.csv; }
  check "on standard input too" on_standard_input
  cp whole.csv now.csv
  check "one that grows is read up to where it was" while_reading 0 now.csv grow "$dsat" breakdown $quiet now.csv
  "$dsat" breakdown $quiet whole.csv >expected
  check "with the figures of that" same said expected
  printf 'agent,team\nAnn,North\n' >roster.csv
  rm trace
  strace -f -o trace -P roster.csv -e trace=read -e inject=read:delay_enter=1500000:when=2 \
    "$dsat" breakdown $quiet --roster roster.csv tickets.csv >said 2>errors &
  run=$!
  tries=0
  until cat trace 2>/dev/null | grep -q 'read(' || [ $tries -ge 200 ]; do tries=$((tries + 1)); sleep 0.05; done
  printf 'agent,team\n' >roster.csv
  wait $run
  check "a roster that is cut is exit 3" [ $? -eq 3 ]
else
  echo "ok - skipped: no strace here"
fi

# What is no file.
mkdir folder
cp tickets.csv folder
mkfifo folder/pipe.csv
"$dsat" breakdown $quiet tickets.csv -f csv >expected
read_folder() { timeout 20 "$dsat" breakdown --no-config folder -f csv >said 2>errors; }
check "a pipe in a folder is not waited for" read_folder
check "the other files are read" same said expected
check "it is told" says errors "left out folder/pipe.csv: it is a pipe, a socket or a device, not a file"
mkfifo pipe.csv
for option in --events --series --roster --qa --reviews --config; do
  check "$option: a pipe is refused" sh -c "timeout 20 '$dsat' report --quiet $option pipe.csv tickets.csv >said 2>errors; code=\$?; [ \$code -eq 2 ] || [ \$code -eq 3 ]"
  check "and told" says errors "pipe.csv: "
done
check "a worksheet" sh -c "timeout 20 '$dsat' reviews $quiet tickets.csv --worksheet pipe.csv 2>errors; [ \$? -eq 3 ]"
check "a history" sh -c "timeout 20 '$dsat' report $quiet tickets.csv --history pipe.csv >said 2>errors; [ \$? -eq 3 ]"
mkdir config_folder config_folder/profiles
mkfifo config_folder/profiles/own.profile
touch config_folder/dsat.toml
check "a profile" sh -c "timeout 20 '$dsat' breakdown --config config_folder/dsat.toml tickets.csv >said 2>errors; [ \$? -ne 124 ]"
mkfifo dsat.toml
check "a configuration of the working folder" sh -c "timeout 20 '$dsat' breakdown tickets.csv >said 2>errors; [ \$? -eq 2 ]"
rm dsat.toml
cat tickets.csv >pipe.csv &
check "a pipe that is named by hand is read" sh -c "timeout 20 '$dsat' breakdown $quiet pipe.csv -f csv >said"
check "with the same figures" same said expected
yes 1,Good >pipe.csv 2>/dev/null &
writer=$!
check "up to the limit of size" ends_with 3 timeout 20 "$dsat" breakdown $quiet --max-input-size 1MiB pipe.csv
kill $writer 2>/dev/null

# The same file twice.
check "a file named twice is read once" ends_with 0 "$dsat" breakdown --no-config tickets.csv ./tickets.csv -o twice.csv
check "and that is told" says errors "left out ./tickets.csv: it is named twice, and was read once"
"$dsat" breakdown $quiet tickets.csv -o once.csv
check "with the figures of one" same twice.csv once.csv
ln -s tickets.csv link.csv
"$dsat" breakdown $quiet tickets.csv link.csv folder/tickets.csv folder/../tickets.csv -o twice.csv
check "by a link too" ends_with 0 "$dsat" breakdown $quiet link.csv tickets.csv -o twice.csv
check "with the figures of one" same twice.csv once.csv

# A gate that looks at nothing.
check "a gate without a ticket is exit 3" ends_with 3 "$dsat" check $quiet --fail-if "negative > 5" --period 2031-W01 tickets.csv
check "and says why" says errors "no ticket lies in the period"
check "the same of conditions that nothing passes" ends_with 3 "$dsat" check $quiet --fail-if "tickets > 5" --since 2031-01-01 tickets.csv

exit $failed
