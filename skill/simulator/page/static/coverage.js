// Draws the confusion matrix of a report that `back-coach evaluate --report` wrote. The file never leaves the browser.

import { h, one, svg } from "./dom.js";

const CELL = 12;
const EDGE = 150;

// Only the data is taken out of the file; its HTML is not.
function dataOf(text) {
  const found = text.match(/<script type="application\/json" id="report">(.*?)<\/script>/s);
  if (!found) throw new Error("no data");
  return JSON.parse(found[1]);
}

function matrix({ labels, meant, cells }) {
  const size = EDGE + labels.length * CELL;
  const names = labels.flatMap((label, at) => {
    const place = EDGE + at * CELL + 9;
    return [svg("text", { x: EDGE - 5, y: place, "text-anchor": "end" }, label), svg("text", { transform: `translate(${place} ${EDGE - 5}) rotate(-90)` }, label)];
  });
  const drawn = cells.map(([row, column, count]) => {
    const share = Math.min(1, 0.2 + (0.8 * count) / meant[row]);
    const place = { x: EDGE + column * CELL + 1, y: EDGE + row * CELL + 1, width: CELL - 2, height: CELL - 2, rx: 2 };
    const title = svg("title", {}, `${labels[row]} taken for ${labels[column]}: ${count}`);
    return svg("rect", { class: row === column ? "right" : "mistaken", "fill-opacity": share, ...place }, title);
  });
  return svg("svg", { class: "matrix", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": "Confusion matrix: rows were meant, columns were understood" }, names, drawn);
}

function mistakes({ labels, cells }) {
  const rows = cells.filter(([row, column]) => row !== column).sort((a, b) => b[2] - a[2]).slice(0, 20);
  const cell = (text) => h("td", {}, String(text));
  const head = h("thead", {}, h("tr", {}, ["Meant", "Taken for", "Times"].map((name) => h("th", { scope: "col" }, name))));
  return h("table", {}, head, h("tbody", {}, rows.map(([row, column, count]) => h("tr", {}, cell(labels[row]), cell(labels[column]), cell(count)))));
}

one("#report").addEventListener("change", async (event) => {
  const file = event.target.files[0];
  if (!file) return;
  try {
    const report = dataOf(await file.text());
    one("#matrix").replaceChildren(matrix(report.matrix), mistakes(report.matrix));
    one("#matrix-note").textContent = `${report.name}. ${report.figures.map(([name, right, total]) => `${name}: ${right} of ${total}`).join("; ")}.`;
  } catch {
    one("#matrix").replaceChildren();
    one("#matrix-note").textContent = "That file is no report of back-coach evaluate. Write one with --report, and open it here.";
  }
  event.target.value = ""; // so that the same file can be opened again
});
