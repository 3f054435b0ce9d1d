// The Echo Show style screen: what the skill's APL shows, drawn from the same data and the same vector paths.

import { hour } from "./clock.js";
import { clockTime, h, one, svg } from "./dom.js";

const show = one("#show");
let countsTo = 0;

// A vector drawing (AVG) as SVG: the same path data, its colour parameters as CSS variables of that name.
export function drawing(graphic, label) {
  const ink = (colour) => (/^\$\{\w+\}$/.test(colour || "") ? `var(--ink-${colour.slice(2, -1)})` : "none");
  const draw = (item) => {
    if (item.type === "group") return svg("g", { transform: `translate(${item.translateX || 0} ${item.translateY || 0})` }, item.items.map(draw));
    const path = svg("path", { d: item.pathData, "stroke-width": item.strokeWidth || 0, "stroke-linecap": item.strokeLineCap, "stroke-linejoin": item.strokeLineJoin });
    path.style.stroke = ink(item.stroke);
    path.style.fill = ink(item.fill);
    return path;
  };
  return svg("svg", { viewBox: `0 0 ${graphic.width} ${graphic.height}`, role: "img", "aria-label": label, class: "drawing" }, graphic.items.map(draw));
}

// `model`: width, height and shape of the device's screen; without a width it has none.
export function shape({ width, height, shape }) {
  for (const each of [show, one("#amazon")]) {
    each.dataset.shape = shape === "round" ? "round" : width / height > 1.65 ? "wide" : "usual";
    if (width) each.style.aspectRatio = `${width} / ${height}`;
  }
  for (const each of [show, one("#amazon"), one("#drawn-by")]) each.hidden = !width;
  isAmazons(false);
  fit();
}

// Whether Amazon's renderer shows it, or this page. The renderer measures in its frame, so that is never hidden altogether.
export function isAmazons(is) {
  show.classList.toggle("behind", is);
  show.inert = is;
  one("#amazon").classList.toggle("behind", !is);
  one("#amazon").inert = !is;
}

// A package of Amazon's that cannot be reached, for which something plain stands in; null before the next document.
const drawnBy = one("#drawn-by").textContent;
const standing = new Set();
export function standsIn(name) {
  if (name) standing.add(name.split(" ")[0]);
  else standing.clear();
  one("#drawn-by").textContent = standing.size ? `${drawnBy} Plain stand-ins for ${[...standing].join(", ")}, which cannot be had just now.` : drawnBy;
}

// That this page shows the words of a document instead of Amazon's renderer, and why.
export function drawnInstead(why) {
  one("#drawn-by").textContent = `Drawn by this page, words alone. Amazon's renderer cannot show this: ${why}.`;
}

// `touched` is told what a button does.
// `isOpen`: whether a session is under way, so that nobody has to open the skill.
export function render(screen, touched, isOpen = false) {
  const drawn = screen && isDrawn(screen.data);
  const coach = drawn ? screen.data : null;
  countsTo = (coach && coach.counts_to) || 0;
  show.dataset.kind = coach ? coach.kind : screen ? "plain" : "idle";
  show.replaceChildren(coach ? page(coach, screen.graphics, touched) : screen ? plain(screen, touched) : idle(isOpen));
  fit();
}

// Words are set as large as the screen has room for, within what looks right; where they are longer, the drawing beside them
// gives way, and then they get smaller, as far as they can be read. For what is still out of sight, most of all when to
// stop, there is a sign at the edge.
function fit() {
  const text = one(".text", show);
  if (!text) return;
  const face = one(".face", show);
  face.classList.remove("slim");
  text.classList.remove("more");
  const most = text.matches(".long") ? 1.25 : 1;
  if (!isWhole(text, most, text.matches(".pictured .long") ? 0.95 : 0.7) && text.matches(".pictured .long")) {
    face.classList.add("slim");
    isWhole(text, most, 0.7);
  }
  hint(text);
}

// Whether the text can be seen to its end at a size between these two, which it is then set in.
function isWhole(text, most, least) {
  for (let size = most; size >= least - 0.001; size -= 0.05) {
    text.style.setProperty("--fit", size);
    if (text.scrollHeight <= text.clientHeight + 1) return true;
  }
  return false;
}

const hint = (text) => text.classList.toggle("more", text.scrollHeight - text.clientHeight - text.scrollTop > 4);
show.addEventListener("scroll", ({ target }) => target.matches(".text") && hint(target), true); // it does not bubble
new ResizeObserver(fit).observe(show);

// Whether the data tell what this page can draw: a heading, a text and buttons.
const isDrawn = (data) => Boolean(data && data.heading && Array.isArray(data.buttons));

// Any other document: the words in it, in order, and what can be touched.
function plain({ texts, touches }, touched) {
  const labels = new Set(touches.map((each) => each.label));
  const read = texts.filter((text) => !labels.has(text)).map((text, at) => h("p", { class: at ? "line-of-text" : "heading" }, text));
  const buttons = touches.map((each) => h("button", { type: "button", onclick: () => touched(each.arguments, each.label) }, each.label));
  const words = h("div", { class: "text long", tabindex: "0" }, read.length ? read : h("p", {}, "(A screen without words.)"));
  return h("div", { class: "face" }, h("div", { class: "words" }, words, buttons.length ? h("div", { class: "buttons" }, buttons) : null));
}

function idle(isOpen) {
  return h("div", { class: "idle" }, h("p", { class: "idle-time", "data-clock": true }), isOpen ? null : h("p", {}, `Say “open ${document.body.dataset.invocation}”.`));
}

function page(coach, graphics, touched) {
  const led = coach.beats?.length > 0;
  const picture = graphics.drawing && drawing(graphics.drawing, coach.drawing);
  const aside = !(picture || countsTo) ? null : h("div", { class: "picture" }, picture, countsTo ? h("p", { class: "countdown" }) : null);
  const buttons = coach.buttons.map((button) => h("button", { type: "button", onclick: () => touched(button.does) }, button.label));
  return h(
    "div",
    { class: `face${aside ? " pictured" : ""}` },
    aside,
    h(
      "div",
      { class: "words" },
      coach.count && h("p", { class: "count" }, coach.count),
      h("p", { class: "heading" }, coach.heading),
      coach.call && h("p", { class: "call" }, coach.call),
      h("p", { class: coach.long ? "text long" : "text", tabindex: "0" }, coach.text),
      coach.below && h("p", { class: "below" }, coach.below),
      led ? h("div", { class: "progress-bar" }, h("span")) : null,
    ),
    buttons.length ? h("div", { class: "buttons" }, buttons) : null,
  );
}

// The set has come to these words, `done` of it (0 to 1) being over.
export function reach(words, done) {
  const [text, bar] = [one(".text", show), one(".progress-bar span", show)];
  if (bar) bar.style.inlineSize = `${done * 100}%`;
  if (!(bar && text && words)) return;
  text.textContent = words;
  fit();
}

// What moves with time: the countdown, and the clock of the idle screen. `now` is the device's, in milliseconds.
export function tick(now, place) {
  const countdown = one(".countdown", show);
  if (countdown) countdown.textContent = clockTime((countsTo - now) / 1000);
  const clock = one("[data-clock]", show);
  if (clock) clock.textContent = hour(now, place);
}
