#!/bin/sh
# dsat opens no socket, starts no program and writes nothing but its outputs. usage: no_network.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"

if ! command -v strace >/dev/null || ! strace -o trace true 2>/dev/null; then
  echo "ok - skipped: no strace here"
  exit 0
fi
strace -f -e trace=socket,connect,execve,openat -o trace "$dsat" report --quiet tickets.csv -o out.html
check "no socket" sh -c '! grep -qE "^[0-9]+ +(socket|connect)\(" trace'
check "no program" [ "$(grep -c 'execve(' trace)" -eq 1 ]
check "nothing written but the output" [ "$(grep -E 'O_(WRONLY|RDWR)' trace | grep -cvE '\.out\.html\.dsat-|/dev/tty|/proc/')" -eq 0 ]

exit $failed
