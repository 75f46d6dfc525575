"use strict";
// The report is whole without this: it only lets a click on a heading sort a table.
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  if (!body || body.rows.length < 2) continue;
  const headings = [...table.tHead.rows[0].cells];
  const language = document.documentElement.lang;
  const key = (row, column) => {
    const cell = row.cells[column];
    const number = cell.dataset.value;
    return number === undefined || number === "" ? cell.textContent.trim() : Number(number);
  };
  const isKnown = (value) => value !== "" && value !== "–" && value !== "·";
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), language);

  headings.forEach((heading, column) => {
    if (heading.tagName !== "TH" || heading.dataset.fixed !== undefined) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const numbers = heading.classList.contains("n");
      const now = heading.getAttribute("aria-sort");
      // The largest figure first, but names from A.
      const next = now === null ? (numbers ? "descending" : "ascending") : now === "ascending" ? "descending" : "ascending";
      const sign = next === "ascending" ? 1 : -1;
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", next);
      const rows = [...body.rows].sort((a, b) => {
        const x = key(a, column), y = key(b, column);
        // What isn't known stays at the end, whichever way.
        if (isKnown(x) !== isKnown(y)) return isKnown(x) ? -1 : 1;
        return sign * compare(x, y);
      });
      body.append(...rows);
    });
  });
}
// A table that needs no scrolling needs no stop for the keyboard.
const settle = () => {
  for (const region of document.querySelectorAll(".scroll")) {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  }
};
settle();
addEventListener("resize", settle);
