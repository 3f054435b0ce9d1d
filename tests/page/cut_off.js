// What of a screen that Amazon's renderer has drawn cannot be read: lines that something cuts, a sentence each.
// A line in what scrolls may be below its edge, for one can get there; it is told by `scrolls` how far there is to go.
(isRound) => {
  const view = document.querySelector("#view");
  const whole = view.getBoundingClientRect();
  const cut = [];
  const walker = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.textContent.trim()) continue;
    const range = document.createRange();
    const text = node.textContent;
    range.setStart(node, text.length - text.trimStart().length);
    range.setEnd(node, text.trimEnd().length);
    for (const line of range.getClientRects()) {
      const why = hidden(node.parentElement, line) || (isRound && outside(node.parentElement, line));
      if (why && line.width > 1) cut.push(`${JSON.stringify(node.textContent.trim().slice(0, 40))} ${why}`);
    }
  }
  const scrollers = [...view.querySelectorAll(".scrollView")];
  return { cut, scrolls: Math.max(0, ...scrollers.map((each) => each.scrollHeight - each.clientHeight)) };

  function hidden(element, line) {
    let scrolls = false;
    for (let at = element; at && at !== view.parentElement; at = at.parentElement) {
      const box = at === view ? whole : at.getBoundingClientRect();
      if (at !== view && getComputedStyle(at).overflow !== "hidden") continue;
      if (line.left < box.left - 2 || line.right > box.right + 2) return `is ${Math.round(Math.max(box.left - line.left, line.right - box.right))} too wide`;
      scrolls = scrolls || at.classList.contains("scrollView");
      if (!scrolls && (line.top < box.top - 4 || line.bottom > box.bottom + 4)) return `is ${Math.round(Math.max(box.top - line.top, line.bottom - box.bottom))} too high`;
    }
    return "";
  }

  function outside(element, { left, right, top, bottom }) {
    const box = (element.closest(".scrollView") || view).getBoundingClientRect();
    if (bottom > box.bottom || top < box.top) return "";
    const radius = whole.width / 2;
    const corners = [[left, top], [right, top], [left, bottom], [right, bottom]];
    const far = Math.max(...corners.map(([x, y]) => Math.hypot(x - whole.left - radius, y - whole.top - radius)));
    return far > radius + 2 ? `is ${Math.round(far - radius)} beyond the round edge` : "";
  }
};
