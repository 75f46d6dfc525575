#!/bin/sh
# Whole runs of dsat beside other programs that make the same five tables (by channel, agent, reason, week, tag × week)
# out of the same file, in turns, the best of several rounds. Prints Markdown.
#
#   compare.sh DSAT GENERATE FOLDER [ROUNDS [TICKETS...]]
#
# FOLDER keeps the inputs (generated once) and the other programs: DuckDB and Polars come from npm on the first run;
# sqlite3 and mlr take part once where they are installed. GNU time measures.
set -eu
dsat=$(realpath "$1") generate=$(realpath "$2") folder=$3 rounds=${4:-5}
[ $# -gt 4 ] && shift 4 || set -- 10000 100000 1000000
scripts=$(dirname "$(realpath "$0")")/peers
threads=$(nproc)
mkdir -p "$folder" && cd "$folder"

if [ ! -d node_modules/nodejs-polars ]; then
  npm init -y >/dev/null
  npm install --no-audit --no-fund @duckdb/node-api nodejs-polars nodejs-polars-linux-x64-gnu >&2
fi
cp "$scripts"/*.mjs .

week='$week = strftime(strptime(${Created at}, "%Y-%m-%d %H:%M:%S"), "%Y-%W")'
command_of() {
  case $1 in
    "dsat report") echo "'$dsat' report --quiet -f json $file" ;;
    "dsat report, one thread") echo "'$dsat' report --quiet -f json --threads 1 $file" ;;
    "dsat breakdown") echo "'$dsat' breakdown --quiet --by channel -f csv $file" ;;
    DuckDB) echo "node duckdb.mjs $file $threads" ;;
    Polars) echo "POLARS_MAX_THREADS=$threads node polars.mjs $file" ;;
    SQLite) echo "sqlite3 :memory: -cmd '.mode csv' -cmd '.import $file raw' '.read $scripts/sqlite.sql'" ;;
    Miller)
      for key in Via Assignee "Satisfaction Reason"; do echo "mlr --icsv --ocsv count-distinct -f '$key' $file"; done
      echo "mlr --icsv --ocsv put '$week' then count-distinct -f week $file"
      echo "mlr --icsv --ocsv nest --evar ' ' -f Tags then put '$week' then count-distinct -f Tags,week $file"
      ;;
  esac
}
measure() {
  /usr/bin/time -f '%e %M' -a -o "times $1" sh -c "$(command_of "$1")" >/dev/null
}

counts=$*
for tickets in $counts; do for shape in hard easy; do
  file=tickets-$shape-$tickets.csv
  set --
  [ $shape = easy ] && set -- --agents 40 --requesters $((tickets / 3)) --tags 60 --tags-each 3 --tail 0
  [ -s "$file" ] || "$generate" --tickets "$tickets" "$@" >"$file"
  rm -f times*
  set -- "dsat report" "dsat report, one thread" "dsat breakdown" DuckDB Polars
  for round in $(seq "$rounds"); do
    for name in "$@"; do measure "$name"; done
  done
  if [ "$tickets" -le 1000000 ]; then
    if command -v sqlite3 >/dev/null; then measure SQLite && set -- "$@" SQLite; fi
    if command -v mlr >/dev/null; then measure Miller && set -- "$@" Miller; fi
  fi
  echo
  echo "$tickets tickets, $shape, $(($(stat -c %s "$file") / 1000000)) MB, $threads threads, best of $rounds:"
  echo
  echo '| | seconds | peak memory, MB | bytes a ticket |'
  echo '|---|---:|---:|---:|'
  for name in "$@"; do
    sort -n "times $name" | head -1 | awk -v name="$name" -v tickets="$tickets" \
      '{ printf "| %s | %.3f | %.0f | %.0f |\n", name, $1, $2 / 1000, $2 * 1024 / tickets }'
  done
done; done
