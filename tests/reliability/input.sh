#!/bin/sh
# Input that is large, odd, or moving while it is read. usage: input.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"
quiet="--quiet --no-config"
figures="--measures tickets,rated,negative -f csv"

# counts FILES...: the figures that they give
counts() { "$dsat" breakdown $quiet $figures "$@" 2>errors | tail -n 1; }
# gives EXPECTED FILES...
gives() {
  wanted=$1
  shift
  got=$(counts "$@")
  [ "$got" = "$wanted" ] || { echo "$got instead of $wanted"; cat errors; false; }
}
# tickets FROM TO: rows, every fourth one bad
tickets() { awk -v from="$1" -v to="$2" 'BEGIN { for (i = from; i <= to; ++i) print i "," (i % 4 ? "Good" : "Bad") ",fine" }'; }
header="id,rating,comment"

{ echo $header; tickets 1 4; printf '5,Bad,"'; head -c 67108864 /dev/zero | tr '\0' x; printf '"\n'; } >large_cell.csv
check "a cell of 64 MiB is a cell" gives 5,5,2 large_cell.csv
rm large_cell.csv
awk 'BEGIN { printf "id,rating"; for (i = 0; i < 100000; ++i) printf ",c%d", i; print ""
             for (r = 1; r <= 4; ++r) { printf "%d,%s", r, r % 4 ? "Good" : "Bad"; for (i = 0; i < 100000; ++i) printf ",x"; print "" } }' >wide.csv
check "100,000 columns are read" gives 4,4,1 wide.csv
head -c 8000000 /dev/zero | tr '\0' x >one_line.csv
check "a line of 8 MB that means nothing is refused" ends_with 3 "$dsat" breakdown $quiet one_line.csv
rm wide.csv one_line.csv

mkdir many
i=0
while [ $i -lt 400 ]; do
  i=$((i + 1))
  printf '%s\n%d,%s,fine\n' "$header" $i Good >many/$i.csv
done
few_descriptors() { (ulimit -n 16; gives 400,400,0 many); }
check "400 files are one data set, with 16 descriptors" few_descriptors

{ echo $header; tickets 1 8; } >plain.csv
check "standard input" sh -c "\"\$0\" breakdown $quiet $figures - <plain.csv | grep -qx 8,8,2" "$dsat"
mkfifo pipe
cat plain.csv >pipe &
check "a named pipe" gives 8,8,2 pipe
newline=$(printf 'a\nb.csv')
bytes=$(printf 'b\377\376.csv')
for name in "$newline" "$bytes" "with blank.csv" "-f.csv"; do
  cp plain.csv "./$name"
  check "a file called $(printf %s "$name" | tr '\n\377\376' '???')" gives 8,8,2 -- "$name"
done

cp plain.csv secret.csv
chmod 0 secret.csv
if [ "$(id -u)" -ne 0 ]; then
  check "no permission is refused" ends_with 3 "$dsat" breakdown $quiet secret.csv
elif command -v setpriv >/dev/null && setpriv --reuid 65534 --clear-groups "$dsat" --version >/dev/null 2>&1; then
  chmod 755 .
  check "no permission is refused" ends_with 3 setpriv --reuid 65534 --clear-groups "$dsat" breakdown $quiet secret.csv
  check "and said" says errors "no permission"
fi
ln -s nowhere.csv link.csv
check "a broken link is refused" ends_with 3 "$dsat" breakdown $quiet link.csv
check "and said" says errors "is a link to a file that isn't there"

if command -v strace >/dev/null && strace -o trace true 2>/dev/null; then
  { echo $header; tickets 1 20000; } >disk.csv
  for n in 1 2; do
    check "a disk that fails at read $n is no end of the file" ends_with 3 strace -f -o /dev/null -P disk.csv \
      -e trace=read -e inject=read:error=EIO:when=$n "$dsat" breakdown $quiet disk.csv
    check "and is said" says errors "disk.csv: can't be read: Input/output error"
  done
fi

# Somebody goes on writing: the reading ends, whole records count, and the rows add up.
{ echo $header; tickets 1 1000; } >growing.csv
(while :; do tickets 1001 1500; printf '1501,Bad,half a li'; sleep 0.02; printf 'ne\n'; done >>growing.csv) &
writer=$!
"$dsat" inspect $quiet -f json growing.csv >facts.json
code=$?
kill $writer
wait $writer 2>/dev/null
check "a file that grows has an end" [ $code -eq 0 ]
check "and all its rows a fate" awk -F'"totals":' '{
  match($2, /"rows_read":[0-9]+/); read = substr($2, RSTART + 12, RLENGTH - 12)
  match($2, /"kept":[0-9]+/); kept = substr($2, RSTART + 7, RLENGTH - 7)
  match($2, /"merged":[0-9]+/); merged = substr($2, RSTART + 9, RLENGTH - 9)
  match($2, /"left_out":[0-9]+/); left = substr($2, RSTART + 11, RLENGTH - 11)
  match($2, /"rejected":[0-9]+/); rejected = substr($2, RSTART + 11, RLENGTH - 11)
  exit !(read >= 1000 && read == kept + merged + left + rejected) }' facts.json

exit $failed
