#!/bin/sh
# The review worksheet when somebody pulls the plug. usage: worksheet.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"
quiet="--quiet --no-config"

# tickets FROM TO: an export of bad ratings
tickets() {
  awk -v from="$1" -v to="$2" 'BEGIN {
    print "id,created_at,rating,rated_at,comment,agent"
    for (i = from; i <= to; ++i)
      printf "%05d,2026-11-02T08:00:00Z,Bad,2026-11-03T%02d:%02d:00Z,\"slow, again\",Ann\n", i, i / 60 % 24, i % 60
  }'
}
tickets 1 200 >few.csv
tickets 1 1500 >more.csv
"$dsat" reviews $quiet few.csv --worksheet start.csv
sed '2s/,*$/,agent,,typed by hand/' start.csv >typed.csv && mv typed.csv start.csv
check "a word was typed" says start.csv "typed by hand"
cp start.csv whole.csv
"$dsat" reviews $quiet more.csv --worksheet whole.csv
check "the next run adds rows" [ "$(wc -l <whole.csv)" -gt "$(wc -l <start.csv)" ]
check "and keeps the word" says whole.csv "typed by hand"
check "the sheet of before is kept" same start.csv whole.csv.bak

# one_whole_sheet: the old one or the new one, and a whole backup if there is any
old=0
new=0
one_whole_sheet() {
  if cmp -s sheets/reviews.csv start.csv; then
    old=$((old + 1))
  elif cmp -s sheets/reviews.csv whole.csv; then
    new=$((new + 1))
  else
    echo "neither the old sheet nor the new one"
    return 1
  fi
  [ ! -e sheets/reviews.csv.bak ] || cmp sheets/reviews.csv.bak start.csv
}
fresh() {
  rm -f sheets/reviews.csv.bak
  cp start.csv sheets/reviews.csv
}
mkdir sheets

# killed at random instants of a run
begin=$(date +%s%N)
cp start.csv timed.csv && "$dsat" reviews $quiet more.csv --worksheet timed.csv
length=$(($(date +%s%N) - begin))
random_kills() {
  for attempt in $(seq "${DSAT_KILLS:-30}"); do
    fresh
    "$dsat" reviews $quiet more.csv --worksheet sheets/reviews.csv &
    run=$!
    sleep "$(awk -v seed="$attempt" -v whole="$length" 'BEGIN { srand(seed); printf "%.4f", rand() * whole * 2 / 1e9 }')"
    kill -9 $run 2>/dev/null
    wait $run 2>/dev/null
    one_whole_sheet || return 1
  done
}
check "killed at random, the old sheet or the new one stands there whole" random_kills

# killed at every system call that touches a file, one after the other
every_kill() {
  for call in openat write fsync rename renameat2 flock unlink fchmod close; do
    n=1
    while :; do
      fresh
      strace -f -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$n \
        "$dsat" reviews $quiet more.csv --worksheet sheets/reviews.csv
      code=$?
      one_whole_sheet || { echo "killed at $call number $n"; return 1; }
      [ $code -ne 0 ] && [ $n -lt 60 ] || break
      n=$((n + 1))
    done
  done 2>/dev/null
}
if command -v strace >/dev/null && strace -o trace true 2>/dev/null; then
  check "killed at any system call, the old sheet or the new one stands there whole" every_kill
else
  echo "ok - skipped: no strace here"
fi
echo "the old sheet $old times, the new one $new times"
"$dsat" reviews $quiet more.csv --worksheet sheets/reviews.csv
check "the next run gives the whole sheet" same sheets/reviews.csv whole.csv
check "and cleans up" nothing_left sheets

exit $failed
