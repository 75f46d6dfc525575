#!/bin/sh
# What the commands write as JSON follows the published schemas, by a validator where one is here (python3-jsonschema).
# usage: json_schema.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"

cat >valid.py <<'SCRIPT'
import json
import sys

import jsonschema

schema, document = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
validator = getattr(jsonschema, "Draft202012Validator", jsonschema.Draft7Validator)(schema)
errors = sorted(validator.iter_errors(document), key=str)
for error in errors[:5]:
    print("/".join(map(str, error.absolute_path)), error.message[:200])
sys.exit(1 if errors else 0)
SCRIPT
if ! python3 -c 'import jsonschema' 2>/dev/null; then
  echo "ok - JSON against its schemas # SKIP no python3 with jsonschema"
  exit 0
fi

follows() { python3 valid.py "$source/docs/$1.schema.json" "$2"; }
for pack in weekly real-time one-on-one business-review product-feedback; do
  set -- --pack $pack
  [ $pack != one-on-one ] || set -- "$@" --agent "Marek Nowak"
  "$dsat" report --quiet --no-config "$@" "$source"/samples/zendesk_* -o report.json
  check "a report ($pack) follows its schema" follows report report.json
done
"$dsat" report --quiet --no-config --detail full --every month "$source"/samples/zendesk_* -o full.json
check "a report with all details follows its schema" follows report full.json
"$dsat" breakdown --quiet --no-config --by channel,tag tickets.csv -o breakdown.json
check "breakdown follows its schema" follows breakdown breakdown.json
"$dsat" trend --quiet --no-config --every month --by channel tickets.csv -o trend.json
check "trend follows its schema" follows trend trend.json
"$dsat" check --quiet --no-config --fail-if 'nrr > 1%' --by channel tickets.csv -f json >check.json
check "check follows its schema" follows check check.json
"$dsat" compare --quiet --no-config --a channel=Chat --b channel=Mail "$source"/samples/zendesk_* -o compare.json
check "compare follows its schema" follows compare compare.json
printf 'Id,Score,Comment\n1,Bad,"\001\342\200\256 \\"\n' >hostile.csv
"$dsat" report --quiet --no-config hostile.csv -o hostile.json
check "hostile cells follow the schema" follows report hostile.json

exit $failed
