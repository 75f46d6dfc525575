#!/bin/sh
# dsat opens no socket, starts no program and writes nothing but its outputs. usage: no_network.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"

if command -v nm >/dev/null; then
  nm -D --undefined-only "$dsat" | sed 's/@.*//' | awk '{ print $NF }' >symbols
  check "the program names functions of others" says symbols write
  check "none that reaches a network" sh -c \
    '! grep -xE "socket|socketpair|connect|bind|listen|accept4?|send(to|msg)?|recv(from|msg)?|getaddrinfo|gethostby.*" symbols'
  check "none that starts a program or loads code" sh -c \
    '! grep -xE "exec[lv].*|fexecve|system|popen|v?fork|clone|posix_spawnp?|dlopen" symbols'
fi

# Where calls can be watched, they are.
if command -v strace >/dev/null && strace -o trace true 2>/dev/null; then
  strace -f -e trace=socket,connect,execve,openat -o trace "$dsat" report --quiet tickets.csv -o out.html
  check "no socket" sh -c '! grep -qE "^[0-9]+ +(socket|connect)\(" trace'
  check "no program" [ "$(grep -c 'execve(' trace)" -eq 1 ]
  check "nothing written but the output" [ "$(grep -E 'O_(WRONLY|RDWR)' trace | grep -cvE '\.out\.html\.dsat-|/dev/tty|/proc/')" -eq 0 ]
fi

exit $failed
