// Draws the confusion matrix of a report that `back-coach evaluate --report` wrote. The file never leaves the browser.

import { h, one, svg } from "./dom.js";

const CELL = 18;
const LEFT = 200;
const TOP = 175;

// Only the data is taken out of the file; its HTML is not.
function dataOf(text) {
  const found = text.match(/<script type="application\/json" id="report">(.*?)<\/script>/s);
  if (!found) throw new Error("no data");
  return JSON.parse(found[1]);
}

function cellOf({ labels, meant }, [row, column, count]) {
  const [x, y] = [LEFT + column * CELL, TOP + row * CELL];
  const share = count / meant[row];
  const isRight = row === column;
  const place = { x: x + 1, y: y + 1, width: CELL - 2, height: CELL - 2, rx: 4, class: isRight ? "right" : "mistaken" };
  return svg("g", {}, [
    svg("title", {}, `${labels[row]} taken for ${labels[column]}: ${count} of ${meant[row]}`),
    svg("rect", { ...place, "fill-opacity": isRight ? 0.15 + 0.85 * share : 0.2 + 0.4 * share }),
    ...(isRight ? [] : [svg("text", { class: "count", x: x + CELL / 2, y: y + 13 }, String(count))]),
  ]);
}

function matrix(found) {
  const { labels, meant, cells } = found;
  const [width, height] = [LEFT + labels.length * CELL + 70, TOP + meant.filter(Boolean).length * CELL + 8];
  const columns = labels.map((label, at) => svg("text", { transform: `translate(${LEFT + at * CELL + 13} ${TOP - 6}) rotate(-60)` }, label));
  const rows = labels.flatMap((label, row) => {
    if (!meant[row]) return [];
    const y = TOP + row * CELL;
    const right = cells.find(([from, to]) => from === row && to === row);
    return svg("g", { class: "row" }, [
      svg("rect", { class: "band", x: 0, y, width, height: CELL }),
      svg("text", { x: LEFT - 8, y: y + 13, "text-anchor": "end" }, label),
      svg("text", { x: width - 62, y: y + 13 }, `${right ? right[2] : 0} of ${meant[row]}`),
      ...cells.filter(([from]) => from === row).map((cell) => cellOf(found, cell)),
    ]);
  });
  return svg("svg", { class: "matrix", width, height, role: "img", "aria-label": "Confusion matrix: rows were meant, columns were understood" }, columns, rows);
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
