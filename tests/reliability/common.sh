# What the scripted checks share; sourced with the program and the source folder as arguments.
# Each check prints `ok - NAME` or `not ok - NAME`; the script ends with 1 if any failed.
dsat=$1
source=$2
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
export HOME="$scratch" XDG_CONFIG_HOME="$scratch/config" ASAN_OPTIONS=detect_leaks=0
cp "$source/samples/zendesk_tickets.csv" tickets.csv
failed=0

# check NAME COMMAND...: the command succeeds
check() {
  name=$1
  shift
  if "$@"; then
    echo "ok - $name"
  else
    echo "not ok - $name"
    failed=1
  fi
}

# same FILE FILE
same() { cmp "$1" "$2"; }
# says FILE TEXT: the file holds the text
says() { grep -qF -- "$2" "$1" || { echo "expected \"$2\" in:"; cat "$1"; false; }; }
# is_empty FILE
is_empty() { [ ! -s "$1" ] || { echo "expected nothing, found:"; cat "$1"; false; }; }
# ends_with CODE COMMAND...: its exit code; standard error goes to the file `errors`
ends_with() {
  expected=$1
  shift
  "$@" 2>errors
  code=$?
  [ "$code" -eq "$expected" ] || { echo "exit $code instead of $expected"; cat errors; false; }
}
# nothing_left FOLDER: no temporary file of an output
nothing_left() {
  left=$(find "$1" -name '.*.dsat-*')
  [ -z "$left" ] || { echo "left behind: $left"; false; }
}
