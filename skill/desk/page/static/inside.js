// What happened inside: how the words were understood, the case, and Alexa's own JSON.

import * as api from "./api.js";
import * as clock from "./clock.js";
import { all, h, one } from "./dom.js";
import * as done from "./done.js";
import * as settings from "./settings.js";

const percent = (share) => `${Math.round(share * 100)}%`;
const panel = (name) => one(`#panel-${name}`);

export function tabs() {
  const list = all('[role="tab"]');
  const choose = (tab) => {
    for (const each of list) {
      const chosen = each === tab;
      each.setAttribute("aria-selected", chosen);
      each.tabIndex = chosen ? 0 : -1;
      one(`#${each.getAttribute("aria-controls")}`).hidden = !chosen;
    }
    tab.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
  };
  const steps = { ArrowRight: 1, ArrowLeft: -1 };
  list.forEach((tab, at) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const to = event.key === "Home" ? 0 : event.key === "End" ? list.length - 1 : event.key in steps ? (at + steps[event.key] + list.length) % list.length : null;
      if (to === null) return;
      event.preventDefault();
      list[to].focus();
      choose(list[to]);
    });
  });
}

// A turn as it came back, at once; `look` tells the rest when the desk has told it.
export function show(turn) {
  panel("understood").replaceChildren(understood(turn));
  const asked = turn.trace.filter(({ event }) => event === "asked_skill");
  for (const name of ["request", "response"]) panel(name).replaceChildren(...(asked.length ? asked.map((each) => json(each[name])) : [none("The skill was not asked.")]));
  panel("log").replaceChildren(...log(asked));
}

// All that is known of a turn. `branch` goes on from before it, `send` sends a whole request that was changed.
export function look(known, { branch, send }) {
  one("#which").replaceChildren(
    h("span", { class: "quiet" }, clock.second(known.at, settings.place())),
    ...(known.did.said == null ? [] : [act("Say again from here", () => branch(known))]),
  );
  panel("session").replaceChildren(attributes(known));
  if (!known.turn) return;
  show(known.turn);
  panel("understood").replaceChildren(understood(known.turn, known));
  const asked = known.turn.trace.findLast(({ event }) => event === "asked_skill");
  if (asked) all(".json .tools", panel("request")).at(-1).prepend(act("Edit and send again", () => edit(asked.request, (envelope) => send(known, envelope))));
}

const act = (label, onclick) => h("button", { type: "button", class: "plain act", onclick }, label);

// Takes whoever asked for it there, where it is out of sight.
export function goThere() {
  one(".inside").scrollIntoView();
  one('[role="tabpanel"]:not([hidden])').focus({ preventScroll: true });
}

// Whether somebody has gone there, with the keyboard or the pointer.
export const isInUse = () => one(".inside").matches(":hover, :focus-within");

// Another turn is on its way: nothing that would act on the one before may be pressed till it is here.
export function leave() {
  for (const button of all("#which .act, #panel-request .act")) button.remove();
}

export function clear() {
  one("#which").replaceChildren();
  for (const name of ["understood", "session", "request", "response", "log"]) panel(name).replaceChildren(none("Say something first."));
}

const none = (text) => h("p", { class: "none" }, text);

function understood(turn, known) {
  const found = turn.trace.findLast(({ event }) => event === "understood");
  const isSure = found && turn.confidence != null;
  const instead = known && known.did.said == null ? done.words(known.did) : null; // of speaking
  const heading = turn.intent || instead;
  return h(
    "div",
    {},
    heading && h("p", { class: "intent" }, heading, isSure && [h("span", { class: "sure" }, ` ${percent(turn.confidence)}`), h("span", { class: "why" }, ` sure, ${found.why}`)]),
    known?.understood && said(turn, known.understood),
    turn.intent && instead && h("p", { class: "quiet" }, instead),
    dialog(turn),
    slots(turn),
    decided(turn),
    known?.understood && nearest(turn.text, known.understood),
    isSure && found.candidates.length > 1 ? runnersUp(found.candidates) : null,
    trace(turn.trace),
    known && h("p", { class: "quiet" }, `Took ${known.milliseconds} ms.`),
  );
}

const GAP = 48; // characters between two slots that are shown whole; the bubble has them all

// A long text without its middle, cut between words.
function shortened(text, most = GAP) {
  if (text.length <= most) return text;
  const [begins, ends] = [text.slice(0, most / 2).replace(/\S*$/, ""), text.slice(-most / 2).replace(/^\S*/, "")];
  return `${begins.trimEnd()} … ${ends.trimStart()}`;
}

const plainly = (text) => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N} ]/gu, "").replace(/\s+/g, " ").trim();

// What was said, with the slots where they stand in it, and what samples are compared with where that is not the same.
function said(turn, { normal, slots: places }) {
  const parts = [];
  let from = 0;
  for (const { slot, start, end } of [...places].sort((a, b) => a.start - b.start)) {
    if (start < from) continue;
    parts.push(shortened(turn.text.slice(from, start)), h("mark", { title: slot }, shortened(turn.text.slice(start, end), 2 * GAP), h("sub", {}, slot)));
    from = end;
  }
  return h("div", { class: "said" }, h("p", {}, parts, shortened(turn.text.slice(from))), heardAs(turn.text, normal));
}

function heardAs(text, normal) {
  if (!normal || plainly(text) === plainly(normal)) return null;
  if (normal.length <= 2 * GAP) return h("p", { class: "quiet" }, `Heard as: ${normal}`);
  return h("details", { class: "quiet" }, h("summary", {}, "Heard as"), h("p", {}, normal));
}

// A dialog under way: what is known of its intent by now, and what was asked.
function dialog(turn) {
  const asked = turn.trace.findLast(({ event }) => event === "asked_on");
  if (!asked) return null;
  return h("p", { class: "dialog" }, h("span", { class: "tag" }, "Dialog"), ` ${asked.asks}${asked.slot ? ` ${asked.slot}` : ""} of ${asked.intent.name}`);
}

// A sample that several sentences were made into stands there once, and the very words before those that come to the same.
function nearest(text, { nearest: rows }) {
  if (!rows.some(({ likeness }) => likeness > 0)) return null; // what opens a skill is like none of its samples
  const once = [...new Map(rows.map((row) => [`${row.intent} ${row.sample}`, row])).values()];
  const isExact = ({ sample }) => sample.toLowerCase() === text.trim().toLowerCase();
  const body = once
    .sort((a, b) => b.likeness - a.likeness || isExact(b) - isExact(a))
    .map(({ intent, sample, likeness }) => h("tr", {}, h("td", { class: "by-words" }, sample), h("td", { class: "unbroken" }, intent), h("td", { class: "unbroken" }, likeness === 1 ? "the same" : likeness.toFixed(2))));
  return table(["Nearest samples", "Intent", "Likeness"], body);
}

const table = (heads, rows) => h("div", { class: "scroll" }, h("table", {}, h("thead", {}, h("tr", {}, heads.map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, rows)));

const TOLD = {
  heard: ({ text }) => shortened(text, 2 * GAP),
  understood: ({ intent, confidence }) => `${intent} ${percent(confidence)}`,
  asked_skill: ({ request, response }) => `${request.request.type}${response ? "" : ": no answer"}`,
  asked_on: ({ asks, slot }) => `${asks} ${slot}`,
  scanned: ({ text, red_flags }) => `${text}: ${red_flags.join(", ") || "no red flags"}`,
  decided: ({ urgency, topic, aspect, step, asked }) => [urgency, topic, aspect, step?.id, asked].filter(Boolean).join(", ") || "nothing",
  spoke: ({ by, text }) => `${by}: ${text}`,
};

// What happened one after the other, and when it was over.
function trace(events) {
  const rows = events.map((each) => h("tr", {}, h("td", {}, each.ms.toFixed(1)), h("th", { scope: "row" }, each.event.replace("_", " ")), h("td", {}, TOLD[each.event](each))));
  return h("details", { class: "fold" }, h("summary", {}, "Trace"), table(["ms", "Event", "What"], rows));
}

// How near the others came: bars beside the longest, without a number, for it would not be the sureness above.
function runnersUp(candidates) {
  const most = Math.max(...candidates.map(({ confidence }) => confidence), 1e-9);
  const rows = candidates.map(({ intent, confidence }) => {
    const part = h("span", { class: "part" });
    part.style.inlineSize = percent(confidence / most);
    return h("li", {}, h("span", { class: "bar-name" }, intent), h("span", { class: "whole", role: "img", "aria-label": `${percent(confidence / most)} of the likeliest` }, part));
  });
  return h("details", { class: "fold" }, h("summary", {}, "Likeliest intents, beside each other"), h("ul", { class: "bars" }, rows));
}

// Slots as the skill gets them, or as far as the device knows them: the words, and what entity resolution made of them.
function slots(turn) {
  const intent = turn.trace.findLast(({ event }) => event === "asked_on")?.intent || turn.request?.request?.intent;
  const told = Object.values(intent?.slots || {}).filter((slot) => slot.value);
  if (!told.length) return null;
  const rows = told.map((slot) => {
    const resolution = slot.resolutions?.resolutionsPerAuthority?.[0];
    const values = (resolution?.values || []).map((each) => each.value.id || each.value.name).join(", ");
    const state = slot.confirmationStatus && slot.confirmationStatus !== "NONE" ? ` (${slot.confirmationStatus})` : "";
    return h("tr", {}, h("th", { scope: "row" }, slot.name), h("td", { title: slot.value.length > 2 * GAP && slot.value }, shortened(slot.value, 2 * GAP), state), h("td", { class: "by-words" }, values || (resolution ? "no match" : "as Alexa reads it")));
  });
  return table(["Slot", "Heard", "Resolved to"], rows);
}

function decided(turn) {
  const flags = turn.red_flags.map((flag) => h("span", { class: `tag ${turn.urgency === "emergency" ? "danger" : ""}` }, flag));
  const rows = [
    ["Urgency", turn.urgency && h("span", { class: `tag ${turn.urgency === "emergency" ? "danger" : ""}` }, turn.urgency)],
    ["Red flags", flags.length ? h("span", {}, flags) : null],
    ["Topic", [turn.topic, turn.aspect].filter(Boolean).join(": ")],
    ["Step", turn.step && `${turn.step.id}, ${turn.step.number} of ${turn.step.total}`],
    ["Permission", turn.consent && `${turn.consent.scope.replace(/^alexa::alerts:(\w+).*/, "$1")}: ${turn.consent.status}`],
    ["Dialog state", turn.request?.request?.intent && turn.request.request.dialogState],
    ["Card", turn.card && [turn.card.type, turn.card.title].filter(Boolean).join(": ")],
    ["Session", turn.ended ? "ended" : "open"],
  ];
  return h("dl", { class: "facts" }, rows.filter(([, value]) => value).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

// What the session keeps after the turn, and what of it the skill changed.
function attributes({ attributes: kept, changed }) {
  const words = (value) => (value == null ? h("span", { class: "quiet", role: "img", "aria-label": "nothing" }, "–") : JSON.stringify(value));
  const rows = Object.entries(changed).map(([path, [was, is]]) => h("tr", {}, h("th", { scope: "row" }, path), h("td", { class: was == null ? "" : "was" }, words(was)), h("td", {}, words(is))));
  return h(
    "div",
    {},
    rows.length ? table(["Changed", "Was", "Is"], rows) : none("This turn changed nothing."),
    Object.keys(kept).length ? json(kept) : none("The session keeps nothing."),
  );
}

// What the skill printed, and where it broke, where it runs on this desk.
function log(asked) {
  const texts = asked.flatMap(({ printed, traceback }) => [printed, traceback]).filter(Boolean);
  return texts.length ? texts.map((text) => h("pre", { tabindex: "0", role: "group", "aria-label": "Output of the skill" }, text)) : [none("The skill printed nothing.")];
}

function facts(values) {
  const words = (value) => (Array.isArray(value) ? value.join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value));
  return h("dl", { class: "facts" }, Object.entries(values).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, words(value)))));
}

const OPEN = new Set(["request", "session", "attributes", "response", "sessionAttributes", "outputSpeech", "intent", "slots"]);

// JSON that folds, in the order it came in. What nobody has opened yet is not made.
function json(value) {
  const copy = h("button", { type: "button", class: "plain copy" }, "Copy");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(JSON.stringify(value, null, 2)).then(() => (copy.textContent = "Copied"), () => (copy.textContent = "The browser forbids copying"));
    setTimeout(() => (copy.textContent = "Copy"), 2000);
  });
  return h("div", { class: "json" }, h("div", { class: "tools" }, copy), h("div", { class: "tree", tabindex: "0", role: "group", "aria-label": "JSON" }, branches(value)));
}

const branches = (value) => Object.entries(value || {}).map(([key, each]) => node(key, each));

function node(key, value) {
  const isFull = value && typeof value === "object" && Object.keys(value).length;
  if (!isFull) return h("div", { class: "leaf" }, h("span", { class: "key" }, `${key}: `), JSON.stringify(value));
  const count = Object.keys(value).length;
  const folded = h("details", {}, h("summary", {}, h("span", { class: "key" }, key), h("span", { class: "quiet" }, Array.isArray(value) ? ` [${count}]` : ` {${count}}`)));
  folded.addEventListener("toggle", () => folded.childElementCount === 1 && folded.append(...branches(value)));
  if (OPEN.has(key)) {
    folded.append(...branches(value));
    folded.open = true;
  }
  return folded;
}

// Whoever changes a request is not hurried by the silence meanwhile.
export const isEdited = () => Boolean(one("textarea", panel("request")));

// A whole request to be changed by hand.
function edit(envelope, send) {
  const field = h("textarea", { rows: 18, spellcheck: "false", "aria-label": "The request" });
  field.value = JSON.stringify(envelope, null, 2);
  const wrong = h("p", { class: "wrong", role: "alert", hidden: true });
  const go = () => {
    try {
      send(JSON.parse(field.value) ?? {}); // null is JSON, too
    } catch (error) {
      wrong.textContent = `That is no JSON: ${error.message}`;
      wrong.hidden = false;
    }
  };
  panel("request").replaceChildren(
    h("p", { class: "quiet" }, "Its request and session attributes are sent, from the state before this turn; all else is the device's own."),
    field,
    wrong,
    h("div", { class: "tools" }, h("button", { type: "button", class: "filled", onclick: go }, "Send")),
  );
  field.focus();
}

// What the skill keeps of this device's owner for next time, and a button to delete it.
export async function memory(forget = false) {
  const { record } = await (forget ? api.forget() : api.memory());
  const expires = record && clock.words(record.expires * 1000, settings.place());
  const button = h("button", { type: "button", class: "plain", onclick: () => memory(true).catch((error) => panel("memory").replaceChildren(none(error.message))) }, "Forget");
  panel("memory").replaceChildren(record ? h("div", {}, facts({ ...record, expires }), button) : none("Nothing is kept for next time. Say “remember me”."));
}

// Sentences of every intent to click, and to search. `wanted`: what is searched for at first.
export async function samples(locale, say, wanted = "") {
  const found = await api.samples(locale);
  const groups = Object.entries(found).map(([intent, sentences]) => ({
    words: `${intent} ${sentences.join(" ")}`.toLowerCase(),
    item: h("details", { class: "fold" }, h("summary", {}, intent), h("ul", { class: "chips" }, sentences.map((text) => h("li", {}, h("button", { type: "button", onclick: () => say(text) }, text))))),
  }));
  const field = h("input", { type: "search", "aria-label": "Search samples", placeholder: "Search intents and samples" });
  const search = () => {
    const words = field.value.trim().toLowerCase();
    for (const { words: has, item } of groups) item.hidden = !has.includes(words);
    const left = groups.filter(({ item }) => !item.hidden);
    if (words && left.length < 4) for (const { item } of left) item.open = true;
  };
  field.addEventListener("input", search);
  field.value = wanted;
  search();
  panel("samples").replaceChildren(field, ...groups.sort((a, b) => a.item.textContent.startsWith("AMAZON.") - b.item.textContent.startsWith("AMAZON.")).map(({ item }) => item));
}
