# A distributed ClickHouse: two servers on loopback, a shard each, in a scratch folder. Sourced by run.

clickhouse_installed() { command -v clickhouse-server > /dev/null && command -v clickhouse-client > /dev/null; }

clickhouse_config() { # folder, number
  local folder=$1 tcp=$((19000 + $2)) http=$((18100 + $2)) inner=$((19010 + $2))
  mkdir -p "$folder/data" "$folder/tmp" "$folder/format"
  cat > "$folder/users.xml" <<XML
<yandex>
  <profiles><default><max_memory_usage>6000000000</max_memory_usage></default></profiles>
  <users><default><password></password><networks><ip>127.0.0.1</ip></networks>
    <profile>default</profile><quota>default</quota></default></users>
  <quotas><default></default></quotas>
</yandex>
XML
  cat > "$folder/config.xml" <<XML
<yandex>
  <logger><level>warning</level><log>$folder/log</log><errorlog>$folder/errors</errorlog></logger>
  <listen_host>127.0.0.1</listen_host>
  <tcp_port>$tcp</tcp_port><http_port>$http</http_port><interserver_http_port>$inner</interserver_http_port>
  <path>$folder/data/</path><tmp_path>$folder/tmp/</tmp_path><format_schema_path>$folder/format/</format_schema_path>
  <users_config>$folder/users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
  <timezone>UTC</timezone>
  <mark_cache_size>500000000</mark_cache_size>
  <remote_servers><desk>
    <shard><replica><host>127.0.0.1</host><port>19001</port></replica></shard>
    <shard><replica><host>127.0.0.1</host><port>19002</port></replica></shard>
  </desk></remote_servers>
</yandex>
XML
}

clickhouse() { # shard, further words of clickhouse-client
  local shard=$1
  shift
  clickhouse-client --host 127.0.0.1 --port $((19000 + shard)) "$@"
}

clickhouse_start() { # folder
  local shard
  for shard in 1 2; do
    clickhouse_config "$1/$shard" "$shard"
    clickhouse-server --config-file="$1/$shard/config.xml" > "$1/$shard/out" 2>&1 &
    server_pids+=($!)
  done
  for shard in 1 2; do
    for _ in $(seq 100); do
      clickhouse "$shard" --query 'SELECT 1' > /dev/null 2>&1 && continue 2
      sleep 0.2
    done
    echo "ClickHouse did not start: $(tail -2 "$1/$shard/errors" 2> /dev/null)" >&2
    return 1
  done
}

clickhouse_load() { # CSV of `dsat export`
  local shard columns=
  local column
  for column in $export_columns; do
    case $column in
      *_at) columns+="$column Nullable(DateTime), " ;;
      first_reply_minutes | resolution_minutes) columns+="$column Nullable(Float64), " ;;
      replies | reopens) columns+="$column Nullable(Int64), " ;;
      *) columns+="$column String, " ;;
    esac
  done
  for shard in 1 2; do
    clickhouse "$shard" --query 'DROP TABLE IF EXISTS tickets'
    clickhouse "$shard" --query 'DROP TABLE IF EXISTS tickets_here'
    clickhouse "$shard" --query "CREATE TABLE tickets_here (${columns%, }) ENGINE = MergeTree ORDER BY ticket_id"
  done
  clickhouse 1 --query "CREATE TABLE tickets AS tickets_here ENGINE = Distributed(desk, default, tickets_here, cityHash64(ticket_id))"
  # Its stamps have neither T nor Z, and an empty cell isn't NULL.
  sed -E 's/([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9:]{8})Z/\1 \2/g' "$1" | node "$here/csv.mjs" null '\N' |
    clickhouse 1 --insert_distributed_sync 1 --query 'INSERT INTO tickets FORMAT CSVWithNames'
}

clickhouse_run() { # query file
  clickhouse 1 --multiquery --format CSVWithNames < "$1"
}
