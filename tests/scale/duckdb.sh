# DuckDB by its npm package, where npm gives it. Sourced by run.

duckdb_installed() { [ -d "$duckdb_modules/node_modules/@duckdb/node-api" ]; }
duckdb_start() { duckdb_file=$1/desk.duckdb; mkdir -p "$1"; }
duckdb() { NODE_PATH= node "$here/duckdb.mjs" "$duckdb_modules" "$duckdb_file" "$@"; }
duckdb_load() { # CSV of `dsat export`
  printf "CREATE OR REPLACE TABLE tickets AS SELECT * REPLACE (CAST(created_at AS TIMESTAMPTZ) AS created_at, CAST(solved_at AS TIMESTAMPTZ) AS solved_at, CAST(rated_at AS TIMESTAMPTZ) AS rated_at) FROM read_csv('%s', all_varchar = true, header = true, quote = '\"', escape = '\"', delim = ',', new_line = '\\\\n', parallel = false);" "$1" > "$scratch/load.sql"
  duckdb "$scratch/load.sql"
}
duckdb_run() { duckdb "$1"; }
