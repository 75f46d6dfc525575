#!/bin/sh
# No element of a page is wider than its box, on phones, desks and wide screens, with all folds open and on paper, by a
# headless browser where one is here. usage: layout.sh PROGRAM SOURCE
. "$(dirname "$0")/common.sh"

browser=
for name in chromium chromium-browser google-chrome; do
  [ -n "$browser" ] || ! command -v $name >/dev/null 2>&1 || browser=$name
done
if [ -z "$browser" ]; then
  echo "ok - layout of pages # SKIP no chromium"
  exit 0
fi

# Without the policy, which lets no script but the page's own run; the folds open.
instrumented() {
  sed -e 's/<meta http-equiv="Content-Security-Policy"[^>]*>//' -e 's/<details class="fold">/<details class="fold" open>/g' "$1"
  printf '<script>'
  cat "$source/tests/page/overflow.js"
  printf '</script>'
}
# fits PAGE WIDTH: in a frame of that width, as no window is narrower than 500
fits() {
  instrumented "$1" >page.html
  printf '<!DOCTYPE html><body style="margin:0"><iframe id="f" src="page.html" style="border:0;width:%spx;height:900px"></iframe>
<script>addEventListener("load",()=>setTimeout(()=>{document.title=document.getElementById("f").contentDocument.getElementById("overflow").textContent;
const p=document.createElement("pre");p.id="result";p.textContent=document.title;document.body.append(p)},500))</script>' "$2" >frame.html
  timeout 60 "$browser" --headless --no-sandbox --disable-gpu --allow-file-access-from-files --virtual-time-budget=3000 \
    --window-size=2000,1000 --dump-dom "file://$PWD/frame.html" 2>/dev/null >dom
  sed -n 's/.*<pre id="result">\([^<]*\)<.*/\1/p' dom >told
  [ "$(cat told)" = "nothing is wider than its box" ] || { cat told; false; }
}

report() {
  "$dsat" report --quiet --config "$source/samples/dsat.toml" --reviews "$source/samples/reviews.csv" \
    --ticket-url 'https://acme.example/tickets/{id}' "$source"/samples/zendesk_* "$@"
}
report -o weekly.html
report --pack one-on-one --agent "Marek Nowak" -o one.html
report --pack business-review -o review.html
"$dsat" breakdown --quiet --no-config --by tag,channel tickets.csv -o breakdown.html
for page in weekly one review breakdown; do
  for width in 390 1280 1920; do
    check "$page fits $width pixels" fits $page.html $width
  done
done
timeout 60 "$browser" --headless --no-sandbox --disable-gpu --print-to-pdf=weekly.pdf "file://$PWD/weekly.html" 2>/dev/null
check "a page can be printed" test -s weekly.pdf

exit $failed
