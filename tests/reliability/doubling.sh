#!/bin/sh
# The families of input whose work once grew with the square of their size: twice as much takes about twice the time.
# All families: tests/bench/doubling.sh, by hand. usage: doubling.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"

if ! command -v bash >/dev/null; then
  echo "ok - skipped: no bash here"
  exit 0
fi
for family in channels reasons tags json_escapes requesters; do
  bash "$source/tests/bench/doubling.sh" "$dsat" $family >table
  cat table
  # What takes no time tells nothing.
  check "$family: no square" awk 'NR == 2 { seen = 1; if ($4 > 1 && $5 > 3.2) exit 1 } END { exit !seen }' table
done

exit $failed
