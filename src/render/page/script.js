"use strict";
// The report is whole without this: it lets a click on a heading sort a table, filters the tickets, opens the fold in
// which a link ends, and opens all folds for print.
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  if (!body || body.rows.length < 2) continue;
  const headings = [...table.tHead.rows[0].cells];
  const language = document.documentElement.lang;
  const key = (row, column) => {
    const cell = row.cells[column];
    const number = cell.dataset.value;
    if (number !== undefined && number !== "") return Number(number);
    // A count that opens its tickets shows them behind it.
    const text = (cell.querySelector("summary") || cell).textContent.trim();
    return /^[0-9]+$/.test(text) ? Number(text) : text;
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
// Tickets whose text holds all words.
const tickets = document.querySelector("#tickets .fold");
if (tickets) {
  const label = document.createElement("label");
  label.className = "filter";
  const box = document.createElement("input");
  box.type = "search";
  box.placeholder = "agent, channel, words of the comment";
  label.append("Filter ", box);
  tickets.querySelector("summary").after(label);
  const rows = [...tickets.querySelectorAll("tbody tr")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/);
    rows.forEach((row, i) => (row.hidden = !words.every((word) => texts[i].includes(word))));
  });
}
// A link into a closed fold opens it.
const reveal = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
};
addEventListener("hashchange", reveal);
if (location.hash) reveal();
// Paper can't be opened.
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details.fold:not([open])")];
  for (const fold of closed) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of closed) fold.open = false;
});
// A table that needs no scrolling needs no stop for the keyboard.
const settle = () => {
  for (const region of document.querySelectorAll(".scroll")) {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  }
};
settle();
addEventListener("resize", settle);
