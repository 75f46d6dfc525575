#!/bin/sh
# What hostile data and file names can do to a terminal, a spreadsheet, a browser and a wiki: nothing.
# usage: injection.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"
quiet="--quiet --no-config"

escape=$(printf '\033')
evil="evil${escape}[31m
$(printf '\007\302\233\342\200\256')name.csv"
# Every hostile word stands in agent, tag, reason and comment.
{
  echo 'Id,Satisfaction Score,Assignee,Tags,Satisfaction Reason,Satisfaction Comment,Via,Created at'
  n=0
  while IFS= read -r word; do
    for day in 02 03 04 05 09 10 11 12; do
      n=$((n + 1))
      quoted=$(printf '%s' "$word" | sed 's/"/""/g')
      printf '%s,Bad,"%s","%s","%s","%s","%s",2026-11-%s 10:00:00\n' $n "$quoted" "$quoted" "$quoted" "$quoted" "$quoted" $day
    done
  done <<WORDS
=HYPERLINK("http://evil.example","x")
+1+cmd|' /C calc'!A0
-2+3
@SUM(A1)
＝1+1
${escape}[2J${escape}]0;title$(printf '\007\302\205\302\233')31m
$(printf '\342\200\256')desrever$(printf '\342\201\246')
<script>alert(1)</script><img src=x onerror=alert(1)>
"onmouseover="alert(1)
[link](http://evil.example) ![i](x) \`code\` **b** a|b \\
WORDS
} >"$evil"

# What acts on a terminal: C0 but tab and line feed, DEL, C1, and the marks that turn the direction of writing.
acts() { LC_ALL=C grep -nP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]' "$@"; }
tame() { if acts "$@" >found; then head -n 3 found | cat -v; false; fi; }

for command in report breakdown trend agents explain reviews inspect; do
  case $command in breakdown) by="--by agent,tag" ;; *) by= ;; esac
  "$dsat" $command $by --no-config "$evil" >said 2>errors
  check "$command ends well" [ $? -eq 0 ]
  check "$command: nothing acts on the terminal" tame said errors
done
for format in markdown json html; do
  "$dsat" report $quiet -f $format --redact off "$evil" >"said.$format"
  check "$format: no control character, no mark of direction" tame "said.$format"
done
"$dsat" report --no-config "missing$evil" 2>errors
check "nor in an error" tame errors
"$dsat" report --no-config --where "tag=$escape[2J" "$evil" >said 2>errors
check "nor in what an option said" tame said errors

"$dsat" reviews $quiet "$evil" -f csv >cells.csv
"$dsat" report $quiet "$evil" -f csv >report.csv
"$dsat" export $quiet "$evil" -f csv >export.csv
# A cell begins a line or follows a comma, with a quote or without.
for file in cells.csv report.csv export.csv; do
  check "$file: no cell that a spreadsheet would run" sh -c "! LC_ALL=C grep -qP '(^|,)\"?([=@]|\\+[^0-9]|\\+1\\+|-2\\+|\\t|\\xef\\xbc[\\x9d\\x8b\\x8d\\xa0])' $file"
done
"$dsat" reviews $quiet "$evil" --worksheet sheet.csv >/dev/null
check "the worksheet neither" sh -c "! LC_ALL=C grep -qP '(^|,)\"?([=@]|\\+1|-2|\\xef\\xbc\\x9d)' sheet.csv"
cp sheet.csv sheet.before
"$dsat" reviews $quiet "$evil" --worksheet sheet.csv >/dev/null
check "which reads back as it was written" same sheet.csv sheet.before

check "html: no tag from data" sh -c '! grep -qiE "<(script>alert|img|iframe)|<[^>]*(onerror|onmouseover)=" said.html'
check "html: a policy that forbids everything else" says said.html "default-src 'none'"
check "markdown: no link from data" sh -c "! grep -qE '(^|[^\\\\])\\]\\(http|(^|[^\\\\])<script' said.markdown"
check "markdown: every row of a table has the cells of its heading" awk '
  /^\|/ { line = $0; gsub(/\\\|/, "", line); n = gsub(/\|/, "", line); if (inside && n != columns) bad = 1; columns = n; inside = 1; next }
  { inside = 0 }
  END { exit bad }' said.markdown
if command -v jq >/dev/null; then check "json: valid" jq empty said.json; fi

exit $failed
