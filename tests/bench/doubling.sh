#!/bin/bash
# Work that grows faster than its input: each family is made once and twice as large, and timed (user time). What doubles
# takes about twice the time; a factor near 4 is quadratic. usage: doubling.sh PROGRAM [FAMILY…]
dsat=$(realpath "$1")
shift
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
export HOME=$scratch XDG_CONFIG_HOME=$scratch/none

declare -A make run size
# family NAME SIZE MAKER COMMAND: MAKER is awk, with n given; its output goes to `in.csv`, or to files it names itself
family() {
  names+=("$1")
  size[$1]=$2 make[$1]=$3 run[$1]=$4
}
names=()
head='print "id,created_at,rating,agent,tags,comment,channel";'
row='printf "%d,2026-%02d-%02d 10:00:00,%s,agent %d,tag_%d,note %d,%s\n", i, 9 + i % 3, 1 + i % 28, (i % 5 ? "good" : "bad"), i % 37, i % 11, i, (i % 2 ? "chat" : "mail")'
each='for (i = 0; i < n; ++i)'

family rows 100000 "BEGIN { $head $each $row }" 'report in.csv'
family columns 10000 'BEGIN { printf "id,rating"; for (i = 0; i < n; ++i) printf ",column %d", i; for (r = 0; r < 9; ++r) { printf "\n%d,good", r; for (i = 0; i < n; ++i) printf ",%d", i } print "" }' 'report in.csv'
family long_header 1000000 'BEGIN { printf "id,rating,"; for (i = 0; i < n; ++i) printf "h"; print "\n1,good,x\n2,bad,y" }' 'report in.csv'
family tags 50000 "BEGIN { $head $each printf \"%d,2026-11-03,bad,a,tag_%d,c,chat\\n\", i, i }" 'report in.csv'
family tags_a_ticket 50000 'BEGIN { print "id,rating,tags"; for (r = 0; r < 3; ++r) { printf "%d,bad,", r; for (i = 0; i < n; ++i) printf "tag_%d ", i; print "" } }' 'report in.csv'
family agents 20000 "BEGIN { $head $each printf \"%d,2026-11-03,%s,agent %d,t,c,chat\\n\", i, (i % 5 ? \"good\" : \"bad\"), i }" 'agents in.csv'
family agents_report 5000 "BEGIN { $head for (i = 0; i < 10 * n; ++i) printf \"%d,2026-11-03,%s,agent %d,t,c,chat\\n\", i, (i % 5 ? \"good\" : \"bad\"), i % n }" 'report in.csv'
family channels 5000 "BEGIN { $head for (i = 0; i < 5 * n; ++i) printf \"%d,2026-11-03,%s,a,t,c,channel %d\\n\", i, (i % 5 ? \"good\" : \"bad\"), i % n }" 'report in.csv'
family reasons 20000 'BEGIN { print "id,rating,reason"; for (i = 0; i < n; ++i) printf "%d,bad,reason %d\n", i, i }' 'report in.csv'
family long_comment 4000000 'BEGIN { print "id,rating,created_at,comment"; printf "1,good,2026-11-03,"; for (i = 0; i < n; ++i) printf "x"; print "\n2,bad,2026-11-03,no" }' 'report in.csv'
family words_comment 4000000 'BEGIN { print "id,rating,created_at,comment"; printf "1,good,2026-11-03,"; for (i = 0; i < n / 8; ++i) printf "seven77 "; print "\n2,bad,2026-11-03,no" }' 'report in.csv'
family digits_comment 1000000 'BEGIN { print "id,rating,created_at,comment"; printf "1,bad,2026-11-03,"; for (i = 0; i < n; ++i) printf i % 10; print "\n2,bad,2026-11-03,no" }' 'report in.csv'
family dates_comment 500000 'BEGIN { print "id,rating,created_at,comment"; printf "1,bad,2026-11-03,"; for (i = 0; i < n / 11; ++i) printf "2026-11-03 "; print "\n2,bad,2026-11-03,no" }' 'report in.csv'
family at_comment 1000000 'BEGIN { print "id,rating,created_at,comment"; printf "1,bad,2026-11-03,"; for (i = 0; i < n / 2; ++i) printf "a@"; print "\n2,bad,2026-11-03,no" }' 'report in.csv'
family quotes_comment 1000000 'BEGIN { print "id,rating,created_at,comment"; printf "1,bad,2026-11-03,\""; for (i = 0; i < n / 2; ++i) printf "\"\""; print "\"\n2,bad,2026-11-03,no" }' 'report in.csv'
family html_comment 1000000 'BEGIN { print "id,rating,created_at,comment"; printf "1,bad,2026-11-03,"; for (i = 0; i < n / 3; ++i) printf "<b "; print "\n2,bad,2026-11-03,no" }' 'report in.csv'
family comments 50000 'BEGIN { print "id,rating,created_at,comment"; for (i = 0; i < n; ++i) printf "%d,%s,2026-11-03,word%d other%d\n", i, (i % 3 ? "good" : "bad"), i, i % 1000 }' 'report in.csv --section comments'
family cells_of_a_row 100000 'BEGIN { print "id,rating"; print "1,good"; printf "2,bad"; for (i = 0; i < n; ++i) printf ","; print "" }' 'report in.csv'
family line_breaks 500000 'BEGIN { print "id,rating,comment"; printf "1,good,\""; for (i = 0; i < n; ++i) print "a"; print "\"" }' 'report in.csv'
family blank_lines 1000000 'BEGIN { print "id,rating\n1,good"; for (i = 0; i < n; ++i) print ""; print "2,bad" }' 'report in.csv'
family open_quotes 20000 'BEGIN { print "id,rating,comment"; for (i = 0; i < n; ++i) printf "%d,good,\"open %d\n", i, i }' 'report in.csv'
family mid_quotes 50000 'BEGIN { print "id,rating,comment"; for (i = 0; i < n; ++i) printf "%d,good,6\" x %d\n", i, i }' 'report in.csv'
family short_rows 100000 'BEGIN { print "id,rating,a,b,c"; for (i = 0; i < n; ++i) printf "%d,good\n", i }' 'report in.csv'
family preamble 20000 'BEGIN { for (i = 0; i < n; ++i) print "Report"; print "id,rating\n1,good\n2,bad" }' 'inspect in.csv'
family repeated_headers 50000 'BEGIN { for (i = 0; i < n; ++i) printf "id,rating\n%d,good\n", i }' 'report in.csv'
family one_id 50000 'BEGIN { print "id,rating,rated_at,agent"; for (i = 0; i < n; ++i) printf "7,%s,2026-11-03 10:%02d:%02d,agent %d\n", (i % 3 ? "good" : "bad"), i / 60 % 60, i % 60, i % 9 }' 'report in.csv'
family one_id_apart 20000 'BEGIN { print "id,rating,rated_at,agent,comment"; for (i = 0; i < n; ++i) printf "7,%s,%04d-11-03 10:%02d:%02d,agent %d,c %d\n", (i % 3 ? "good" : "bad"), 2000 + i / 3600, i / 60 % 60, i % 60, i, i }' 'report in.csv --every-rating'
family few_ids 50000 'BEGIN { print "id,rating,rated_at"; for (i = 0; i < n; ++i) printf "%d,%s,2026-11-03 10:%02d:%02d\n", i % 50, (i % 3 ? "good" : "bad"), i / 60 % 60, i % 60 }' 'report in.csv'
family equal_rows 100000 'BEGIN { print "rating,comment"; for (i = 0; i < n; ++i) print "good,same" }' 'report in.csv'
family no_ids 50000 'BEGIN { print "rating,comment"; for (i = 0; i < n; ++i) printf "good,c %d\n", i }' 'report in.csv'
family leading_zeros 50000 'BEGIN { print "id,rating"; for (i = 0; i < n; ++i) printf "%0*d,good\n", 1 + i % 12, i }' 'report in.csv'
family requesters 50000 'BEGIN { print "id,created_at,solved_at,rating,requester_id"; for (i = 0; i < n; ++i) printf "%d,2026-11-03 10:00:00,2026-11-03 11:00:00,good,u1\n", i }' 'report in.csv'
family dates 50000 'BEGIN { print "id,rating,created_at"; for (i = 0; i < n; ++i) printf "%d,good,%04d-%02d-%02d\n", i, 1971 + i / 336 % 150, 1 + i / 28 % 12, 1 + i % 28 }' 'trend in.csv --every month'
family date_layouts 50000 'BEGIN { print "id,rating,created_at"; for (i = 0; i < n; ++i) printf "%d,good,%d %s 2026 %d:00 PM\n", i, 1 + i % 28, (i % 2 ? "Nov" : "November"), 1 + i % 11 }' 'report in.csv'
family json_depth 200000 'BEGIN { printf "[{\"id\":1,\"rating\":\"good\",\"a\":"; for (i = 0; i < n; ++i) printf "["; for (i = 0; i < n; ++i) printf "]"; print "}]" }' 'inspect in.csv'
family json_keys 20000 'BEGIN { print "["; for (i = 0; i < n; ++i) printf "%s{\"id\":%d,\"rating\":\"good\",\"key %d\":1}\n", (i ? "," : ""), i, i; print "]" }' 'inspect in.csv'
family json_lines 50000 'BEGIN { for (i = 0; i < n; ++i) printf "{\"id\":%d,\"rating\":\"good\"}\n", i }' 'report in.csv'
family json_broken_lines 20000 'BEGIN { print "{\"id\":0,\"rating\":\"good\"}"; for (i = 0; i < n; ++i) printf "{\"id\":%d,\"rating\"\n", i }' 'report in.csv'
family json_array 50000 'BEGIN { printf "[{\"id\":1,\"rating\":\"good\",\"tags\":["; for (i = 0; i < n; ++i) printf "%s\"t%d\"", (i ? "," : ""), i; print "]}]" }' 'report in.csv'
family json_escapes 300000 'BEGIN { printf "[{\"id\":1,\"rating\":\"good\",\"comment\":\""; for (i = 0; i < n; ++i) printf "\\u00e9"; print "\"}]" }' 'report in.csv'
family json_surrogates 100000 'BEGIN { printf "[{\"id\":1,\"rating\":\"good\",\"comment\":\""; for (i = 0; i < n; ++i) printf "\\ud800"; print "\"}]" }' 'report in.csv'
family where_values 5000 "BEGIN { $head for (i = 0; i < 20000; ++i) $row; for (i = 0; i < n; ++i) w = w (i ? \"|\" : \"\") \"tag_\" i; print \"where = \\\"tag=\" w \"\\\"\" >\"where.toml\" }" 'breakdown in.csv --config where.toml'
family globs 20000 "BEGIN { $head $each printf \"%d,2026-11-03,bad,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%d,t,c,chat\\n\", i, i }" 'breakdown in.csv --where agent=*a*a*a*a*b*'
family glob_stars 2000 "BEGIN { $head for (i = 0; i < 100; ++i) { printf \"%d,2026-11-03,bad,\", i; for (k = 0; k < n; ++k) printf \"a\"; print i \",t,c,chat\" } }" 'breakdown in.csv --where agent=*a*a*a*a*b*'
family criteria 500 "BEGIN { $head for (i = 0; i < 2000; ++i) $row; printf \"agent,date\" >\"qa.csv\"; for (i = 0; i < n; ++i) printf \",criterion %d\", i >\"qa.csv\"; print \"\" >\"qa.csv\"; for (r = 0; r < 20; ++r) { printf \"agent %d,2026-11-03\", r >\"qa.csv\"; for (i = 0; i < n; ++i) printf \",%d\", (i + r) % 100 >\"qa.csv\"; print \"\" >\"qa.csv\" } }" 'agents in.csv --qa qa.csv'
family qa_rows 50000 "BEGIN { $head for (i = 0; i < 2000; ++i) $row; print \"agent,criterion,score,date\" >\"qa.csv\"; $each printf \"agent %d,tone,%d,2026-11-03\\n\", i % 37, i % 100 >\"qa.csv\" }" 'agents in.csv --qa qa.csv'
family worksheet_rows 20000 "BEGIN { $head $each printf \"%d,2026-11-03 10:00:00,bad,a,t,c,chat\\n\", i }" 'reviews in.csv --worksheet sheet.csv'
family worksheet_again 10000 "BEGIN { $head $each printf \"%d,2026-11-03 10:00:00,bad,a,t,c,chat\\n\", i; print \"ticket_id,fault,root_cause\" >\"sheet.csv\"; $each printf \"%05d,agent,word\\n\", i >\"sheet.csv\" }" 'reviews in.csv --worksheet sheet.csv'
family files 500 "BEGIN { for (f = 0; f < n; ++f) { name = \"files/\" f \".csv\"; print \"id,created_at,rating\" >name; printf \"%d,2026-11-03,good\\n\", f >name; close(name) } }" 'report files'
family layouts 300 "BEGIN { for (f = 0; f < n; ++f) { name = \"files/\" f \".csv\"; print \"id,created_at,rating,field \" f >name; printf \"%d,2026-11-03,good,x\\n\", f >name; close(name) } }" 'report files'
family trend_periods 2000 'BEGIN { print "id,rating,created_at"; for (i = 0; i < n; ++i) printf "%d,good,%04d-%02d-%02d\n", i, 1971 + i / 336, 1 + i / 28 % 12, 1 + i % 28 }' 'trend in.csv --every week'
family events 5000 "BEGIN { $head for (i = 0; i < 2000; ++i) $row; print \"date,text\" >\"events.csv\"; $each print \"2026-11-03,event \" i >\"events.csv\" }" 'report in.csv --events events.csv'

# user time in seconds of one run of a family in a size
seconds() {
  rm -rf in.csv sheet.csv qa.csv where.toml events.csv files
  mkdir files
  awk -v n="$2" "${make[$1]}" >in.csv </dev/null
  local TIMEFORMAT=%U
  # shellcheck disable=SC2086
  { time timeout 60 "$dsat" ${run[$1]} --quiet $(grep -q -- --config <<<"${run[$1]}" || echo --no-config) >/dev/null 2>errors; } 2>&1
}
[ $# -gt 0 ] || set -- "${names[@]}"
printf '%-20s %10s %9s %9s %7s\n' family size once twice factor
for name in "$@"; do
  once=$(seconds "$name" "${size[$name]}")
  twice=$(seconds "$name" $((2 * size[$name])))
  printf '%-20s %10d %9.2f %9.2f %7.1f\n' "$name" "${size[$name]}" "$once" "$twice" \
    "$(awk -v a="$once" -v b="$twice" 'BEGIN { print (a > 0 ? b / a : 0) }')"
done
