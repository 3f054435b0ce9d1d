// What happened inside: how the words were understood, the case, and Alexa's own JSON.

import * as api from "./api.js";
import { all, h, one } from "./dom.js";

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

export function show(turn, milliseconds) {
  panel("understood").replaceChildren(understood(turn, milliseconds));
  const session = (turn.response && turn.response.sessionAttributes) || {};
  const known = session.case || session;
  panel("case").replaceChildren(Object.keys(known).length ? facts(known) : none("The session keeps nothing yet."));
  const asked = turn.trace.filter(({ event }) => event === "asked_skill");
  for (const name of ["request", "response"]) panel(name).replaceChildren(...(asked.length ? asked.map((each) => json(each[name])) : [none("The skill was not asked.")]));
}

const none = (text) => h("p", { class: "none" }, text);

function understood(turn, milliseconds) {
  const found = turn.confidence != null && turn.trace.findLast(({ event }) => event === "understood");
  return h(
    "div",
    {},
    h("p", { class: "intent" }, turn.intent, found && [h("span", { class: "sure" }, ` ${percent(turn.confidence)}`), h("span", { class: "why" }, ` ${found.why}`)]),
    found && found.candidates.length > 1 ? h("ul", { class: "bars", "aria-label": "Runners-up" }, found.candidates.map(bar)) : null,
    slots(turn.request),
    decided(turn),
    trace(turn.trace),
    h("p", { class: "quiet" }, `${Math.round(milliseconds)} milliseconds, with the way there and back.`),
  );
}

const TOLD = {
  heard: ({ text }) => text,
  understood: ({ intent, confidence }) => `${intent} ${percent(confidence)}`,
  asked_skill: ({ request, response }) => `${request.request.type}${response ? "" : ": no answer"}`,
  scanned: ({ text, red_flags }) => `${text}: ${red_flags.join(", ") || "no red flags"}`,
  decided: ({ urgency, topic, aspect, step, asked }) => [urgency, topic, aspect, step?.id, asked].filter(Boolean).join(", ") || "nothing",
  spoke: ({ by, text }) => `${by}: ${text}`,
};

// What happened one after the other, and when it was over.
function trace(events) {
  const rows = events.map((each) => h("tr", {}, h("td", {}, each.ms.toFixed(1)), h("th", { scope: "row" }, each.event.replace("_", " ")), h("td", {}, TOLD[each.event](each))));
  return h("details", { class: "fold" }, h("summary", {}, "Trace"), h("div", { class: "scroll" }, h("table", {}, h("thead", {}, h("tr", {}, ["ms", "Event", ""].map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, rows))));
}

function bar({ intent, confidence }) {
  const part = h("span", { class: "part" });
  part.style.inlineSize = percent(confidence);
  return h("li", {}, h("span", { class: "bar-name" }, intent), h("span", { class: "whole" }, part), h("span", { class: "bar-share" }, percent(confidence)));
}

// Slots as the skill gets them: the words, and what Alexa's entity resolution made of them.
function slots(request) {
  const told = Object.values(request?.request?.intent?.slots || {}).filter((slot) => slot.value);
  if (!told.length) return null;
  const rows = told.map((slot) => {
    const resolution = slot.resolutions?.resolutionsPerAuthority?.[0];
    const values = (resolution?.values || []).map((each) => each.value.id || each.value.name).join(", ");
    return h("tr", {}, h("th", { scope: "row" }, slot.name), h("td", {}, slot.value), h("td", {}, values || (resolution ? "no match" : "as Alexa reads it")));
  });
  return h("div", { class: "scroll" }, h("table", {}, h("thead", {}, h("tr", {}, ["Slot", "Heard", "Resolved to"].map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, rows)));
}

function decided(turn) {
  const flags = turn.red_flags.map((flag) => h("span", { class: `tag ${turn.urgency === "emergency" ? "danger" : ""}` }, flag));
  const rows = [
    ["Urgency", turn.urgency && h("span", { class: `tag ${turn.urgency === "emergency" ? "danger" : ""}` }, turn.urgency)],
    ["Red flags", flags.length ? h("span", {}, flags) : null],
    ["Topic", [turn.topic, turn.aspect].filter(Boolean).join(": ")],
    ["Step", turn.step && `${turn.step.id}, ${turn.step.number} of ${turn.step.total}`],
    ["Permission", turn.consent && `${turn.consent.scope.includes("timers") ? "timers" : "reminders"}: ${turn.consent.status}`],
    ["Dialog", turn.request?.request?.intent && turn.request.request.dialogState !== "COMPLETED" && turn.request.request.dialogState],
    ["Card", turn.card && [turn.card.type, turn.card.title].filter(Boolean).join(": ")],
    ["Session", turn.ended ? "ended" : "open"],
  ];
  return h("dl", { class: "facts" }, rows.filter(([, value]) => value).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

function facts(values) {
  const words = (value) => (Array.isArray(value) ? value.join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value));
  return h("dl", { class: "facts" }, Object.entries(values).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, words(value)))));
}

function json(value) {
  const text = JSON.stringify(value, null, 2);
  const copy = h("button", { type: "button", class: "plain copy" }, "Copy");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text).then(() => (copy.textContent = "Copied"), () => (copy.textContent = "The browser forbids copying"));
    setTimeout(() => (copy.textContent = "Copy"), 2000);
  });
  return h("div", { class: "json" }, copy, h("pre", { tabindex: "0", "aria-label": "JSON" }, text));
}

// What the skill keeps of this device's owner for next time, and a button to delete it.
export async function memory(forget = false) {
  const { record } = await (forget ? api.forget() : api.memory());
  const expires = record && new Date(record.expires * 1000).toLocaleString();
  const button = h("button", { type: "button", class: "plain", onclick: () => memory(true).catch((error) => panel("memory").replaceChildren(none(error.message))) }, "Forget");
  panel("memory").replaceChildren(record ? h("div", {}, facts({ ...record, expires }), button) : none("Nothing is kept for next time. Say “remember me”."));
}

// Sentences of every intent to click, fetched when they are first looked at.
export async function samples(locale, say) {
  const found = await api.samples(locale);
  panel("samples").replaceChildren(
    ...Object.entries(found).map(([intent, sentences]) =>
      h("details", { class: "fold" }, h("summary", {}, intent), h("ul", { class: "chips" }, sentences.map((text) => h("li", {}, h("button", { type: "button", onclick: () => say(text) }, text))))),
    ),
  );
}
