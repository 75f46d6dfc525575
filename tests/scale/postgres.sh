# A PostgreSQL of one's own on a private socket, in a scratch folder. Sourced by run.

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -1; }
postgres_installed() { [ -n "$(postgres_bin)" ]; }

# The server refuses to be root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

postgres_start() { # folder
  postgres_folder=$1
  mkdir -p "$1"
  [ "$(id -u)" = 0 ] && chown postgres "$1"
  as_postgres "$(postgres_bin)/initdb" -D "$1/data" -U desk --auth=trust -E UTF8 --locale=C.UTF-8 > "$1/log" 2>&1 || return 1
  as_postgres "$(postgres_bin)/postgres" -D "$1/data" -k "$1" -c listen_addresses= -c fsync=off -c timezone=UTC \
    -c work_mem=256MB > "$1/out" 2>&1 &
  for _ in $(seq 100); do
    postgres --command 'SELECT 1' > /dev/null 2>&1 && break
    sleep 0.2
  done
  # runuser stands between: the server writes its own id.
  server_pids+=("$(head -1 "$1/data/postmaster.pid")")
}

postgres() { psql --no-psqlrc -q -h "$postgres_folder" -U desk -d postgres -v ON_ERROR_STOP=1 "$@"; }

postgres_load() { # CSV of `dsat export`
  local columns= column
  for column in $export_columns; do
    case $column in
      *_at) columns+="$column timestamptz, " ;;
      first_reply_minutes | resolution_minutes) columns+="$column double precision, " ;;
      replies | reopens) columns+="$column bigint, " ;;
      *) columns+="$column text, " ;;
    esac
  done
  postgres --command 'DROP TABLE IF EXISTS tickets' --command "CREATE TABLE tickets (${columns%, })" \
    --command "\\copy tickets FROM '$1' CSV HEADER"
}

postgres_run() { postgres --csv -f "$1"; }
