"use strict";
// Put into a copy of a page by layout.sh: writes down every element that is wider than its box, as the title.
// On phones a table's header is there for those who listen to it, and takes no room.
function isClipped(element) {
  for (let around = element; around; around = around.parentElement)
    if (getComputedStyle(around).clipPath !== "none") return true;
  return false;
}
addEventListener("load", () => {
  const wide = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) wide.push("page " + document.documentElement.scrollWidth);
  for (const element of document.querySelectorAll("body *")) {
    if (element.closest("svg") && element.tagName !== "svg") continue;
    const style = getComputedStyle(element);
    if (style.display === "none" || style.position === "absolute" || isClipped(element)) continue;
    // What scrolls inside its box has its place; so has what lies in it.
    if (element.closest(".scroll") && element.closest(".scroll").scrollWidth > element.closest(".scroll").clientWidth) {
      if (width < 700 && element.matches(".scroll")) wide.push("scrolls " + (element.querySelector("caption") || element).textContent.slice(0, 40));
      continue;
    }
    const box = element.getBoundingClientRect();
    if (box.width > 0 && box.right > width + 1) wide.push(element.tagName + "." + element.className + " " + Math.round(box.right));
  }
  const out = document.createElement("pre");
  out.id = "overflow";
  out.textContent = wide.length === 0 ? "nothing is wider than its box" : wide.slice(0, 8).join("; ");
  document.body.append(out);
});
