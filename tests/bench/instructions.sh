#!/bin/sh
# Instructions that whole runs take, which no other load on the machine changes: for telling whether a change made
# something slower. usage: instructions.sh DSAT GENERATE. Needs valgrind.
set -eu
dsat=$(realpath "$1") generate=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$generate" --tickets 20000 >tickets.csv
"$generate" --tickets 20000 --shape ndjson >tickets.ndjson
count() {
  valgrind --tool=callgrind --callgrind-out-file=counts "$dsat" "$@" 2>&1 >/dev/null | sed -n 's/.*Collected : //p'
}
for file in tickets.csv tickets.ndjson; do
  for command in "breakdown --by channel" "report -f json"; do
    # shellcheck disable=SC2086
    printf '%-24s %-16s %15s\n' "$command" "$file" "$(count $command --quiet --threads 1 $file)"
  done
done
