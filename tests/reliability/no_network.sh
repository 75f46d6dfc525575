#!/bin/sh
# dsat opens no socket, starts no program and writes nothing but its outputs. usage: no_network.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"

if command -v nm >/dev/null; then
  nm -D --undefined-only "$dsat" | sed 's/@.*//' | awk '{ print $NF }' >symbols
  check "the program names functions of others" says symbols write
  check "none that reaches a network" sh -c \
    '! grep -xE "socket|socketpair|connect|bind|listen|accept4?|send(to|msg)?|recv(from|msg)?|getaddrinfo|gethostby.*" symbols'
  check "none that starts a program" sh -c \
    '! grep -xE "exec[lv].*|fexecve|system|popen|v?fork|clone|posix_spawnp?" symbols'
fi

# Where calls can be watched, they are.
if command -v strace >/dev/null && strace -o trace true 2>/dev/null; then
  strace -f -e trace=socket,connect,execve,openat -o trace "$dsat" report --quiet tickets.csv -o out.html
  check "no socket" sh -c '! grep -qE "^[0-9]+ +(socket|connect)\(" trace'
  check "no program" [ "$(grep -c 'execve(' trace)" -eq 1 ]
  check "no code opened that a page doesn't need" sh -c '! grep -q xlsxwriter trace'
  check "nothing written but the output" [ "$(grep -E 'O_(WRONLY|RDWR)' trace | grep -cvE '\.out\.html\.dsat-|/dev/tty|/proc/')" -eq 0 ]
  strace -f -e trace=openat -o trace "$dsat" report --quiet tickets.csv -o out.xlsx
  from_the_system() {
    grep xlsxwriter trace | grep -q "= [0-9]" &&
      ! grep -E '\.so' trace | grep -v " = -1 " | grep -vE '"(/usr)?/(local/)?lib|"/etc/ld\.so'
  }
  check "but what a spreadsheet needs, from where the system keeps it" from_the_system
fi

exit $failed
