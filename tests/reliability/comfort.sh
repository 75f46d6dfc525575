#!/bin/sh
# Completion and manual page are read by those they are written for, where these are here. usage: comfort.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"

"$dsat" completion bash >dsat.bash
check "bash reads its completion" bash -n dsat.bash
cat >complete.bash <<'SCRIPT'
source ./dsat.bash
try() {
  COMP_WORDS=("$@")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _dsat
  echo "${COMPREPLY[*]}"
}
try dsat brea
try dsat report --pa
try dsat report --color n
try dsat breakdown --by cha
try dsat list mea
try dsat report tick
SCRIPT
bash complete.bash >completed
printf '%s\n' breakdown '--pack --partial' never channel measures tickets.csv >expected
check "bash completes commands, options, values and files" same expected completed
for shell in zsh fish; do
  "$dsat" completion $shell >dsat.$shell
  check "there is a completion for $shell" [ -s dsat.$shell ]
  if command -v $shell >/dev/null; then check "$shell reads its completion" $shell -n dsat.$shell; fi
done

"$dsat" manual >dsat.1
check "there is a manual page" says dsat.1 ".SH OPTIONS"
if command -v mandoc >/dev/null; then
  check "mandoc reads it without complaint" mandoc -T lint -W error dsat.1
elif command -v groff >/dev/null; then
  groff -man -Tutf8 -ww dsat.1 >/dev/null 2>errors
  check "groff reads it without complaint" is_empty errors
fi

"$dsat" report --no-config tickets.csv >/dev/null 2>errors
check "no progress where nobody looks" [ "$(grep -c 'dsat: read' errors)" -eq 0 ]
"$dsat" breakdown --no-config --quiet tickets.csv >/dev/null 2>errors
check "nothing is said with --quiet" is_empty errors

exit $failed
