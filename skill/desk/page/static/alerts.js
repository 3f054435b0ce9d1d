// Timers with progress rings, reminders with their times, and what rings. All follow the device's clock, not this one.

import * as api from "./api.js";
import * as clock from "./clock.js";
import { clockTime, h, one, svg } from "./dom.js";
import * as settings from "./settings.js";
import * as voice from "./voice.js";

const ROUND = 2 * Math.PI * 26;
let device = null; // the session by which the device is reached, and its alerts, which outlast it
let ahead = 0; // by how many milliseconds the device's clock is ahead of this one
let seenAt = 0;
let tellWrong = () => {};
let tellRinging = () => {};

export function begin({ wrong, ringing, played }) {
  tellPlayed = played;
  [tellWrong, tellRinging] = [wrong, ringing];
}

export const now = () => Date.now() + ahead;

// Alerts as a turn or a call told them.
export function know(session, alerts) {
  device = { session, alerts };
  seenAt = now();
  draw();
}

// Another device, of which nothing is known yet.
export function forget() {
  device = null;
  hush();
  draw();
}

// What time it is there: an ISO time.
export const itIs = (moment) => (ahead = Date.parse(moment) - Date.now());

// Moves the device's clock, and tells what fired.
export async function jump(seconds) {
  if (!device) ahead += seconds * 1000;
  else await look(seconds);
}

async function look(seconds = 0) {
  const { session } = device;
  try {
    const told = await api.advance(session, seconds);
    itIs(told.now);
    know(session, told.alerts);
    for (const each of told.fired) (each.kind === "audio" ? tellPlayed : ring)(each);
  } catch (error) {
    if (error.status === 404) device = null;
    else if (seconds) tellWrong(error);
  }
}

// Once a second: moves the rings, and asks the device where something must have come due.
let tellPlayed = () => {};
let looking = false;
export async function tick() {
  const rest = (now() - seenAt) / 1000;
  const due = device?.alerts.some((alert) => (alert.kind === "timer" ? isOn(alert) && alert.remaining_seconds - rest <= 0 : isOn(alert) && rest > 20));
  if (due && !looking) {
    looking = true;
    await look();
    looking = false;
  }
  for (const card of one("#alerts").children) card.move?.(rest);
}

const isOn = (alert) => alert.status === "ON";

function draw() {
  const list = one("#alerts");
  const alive = (device?.alerts || []).filter(({ status }) => status !== "OFF" && status !== "COMPLETED");
  const cards = alive.map((alert) => card(device.session, alert));
  const focused = document.activeElement?.dataset?.press;
  list.replaceChildren(...cards);
  if (focused) one(`[data-press="${CSS.escape(focused)}"]`)?.focus();
  tellNone();
}

// Not while one rings, which is among them no more.
function tellNone() {
  one("#no-alerts").hidden = one("#alerts").children.length > 0 || one("#rings").children.length > 0;
}

function card(session, alert) {
  return alert.kind === "timer" ? timer(session, alert) : reminder(session, alert);
}

function button(session, alert, what, label) {
  const press = () => api.press(session, alert.id, what).then((told) => know(session, told.alerts), tellWrong);
  return h("button", { type: "button", class: "plain", onclick: press, "data-press": `${what} ${alert.id}`, "aria-label": `${label} ${alert.label || "timer"}` }, label);
}

function timer(session, alert) {
  const name = alert.label || "Timer";
  const arc = svg("circle", { class: "arc", cx: 32, cy: 32, r: 26, "stroke-dasharray": ROUND });
  const left = h("span", { class: "left" });
  const item = h(
    "li",
    { class: `alert ${isOn(alert) ? "" : "paused"}` },
    svg("svg", { viewBox: "0 0 64 64", class: "progress", "aria-hidden": "true" }, svg("circle", { class: "track", cx: 32, cy: 32, r: 26 }), arc),
    h("div", { class: "what" }, h("p", { class: "name" }, name), h("p", {}, left, isOn(alert) ? ` of ${clockTime(alert.duration_seconds)}` : " left, paused")),
    h("div", { class: "tools" }, isOn(alert) ? button(session, alert, "pause", "Pause") : button(session, alert, "resume", "Resume"), button(session, alert, "cancel", "Cancel")),
  );
  item.move = (rest) => {
    const remaining = Math.max(0, alert.remaining_seconds - (isOn(alert) ? rest : 0));
    left.textContent = clockTime(remaining);
    arc.style.strokeDashoffset = ROUND * (1 - remaining / alert.duration_seconds);
  };
  item.move((now() - seenAt) / 1000);
  return item;
}

function reminder(session, alert) {
  const when = clock.words(`${alert.scheduled}Z`, { ...settings.place(), zone: "UTC" }); // it is told as the clock shows it there
  const again = alert.recurrence ? `, again: ${alert.recurrence.join(", ")}` : "";
  return h(
    "li",
    { class: "alert" },
    svg("svg", { viewBox: "0 0 64 64", class: "progress bell", "aria-hidden": "true" }, svg("path", { d: "M20 42h24l-4-6v-8a8 8 0 0 0-16 0v8ZM29 47a3 3 0 0 0 6 0" })),
    h("div", { class: "what" }, h("p", { class: "name" }, alert.label), h("p", {}, h("span", { class: "left" }, when), ` ${alert.time_zone}${again}`)),
    h("div", { class: "tools" }, button(session, alert, "cancel", "Cancel")),
  );
}

function ring(fired) {
  const words = fired.announcement || `${fired.label || "Your timer"} is up.`;
  const stop = () => {
    item.remove();
    if (!one("#rings").children.length) quiet();
  };
  const item = h(
    "div",
    { class: "ringing" },
    svg("svg", { viewBox: "0 0 64 64", class: "progress bell", "aria-hidden": "true" }, svg("path", { d: "M20 42h24l-4-6v-8a8 8 0 0 0-16 0v8ZM29 47a3 3 0 0 0 6 0" })),
    h("div", { class: "what" }, h("p", { class: "name" }, fired.kind === "timer" ? `${fired.label || "Timer"}: time's up` : "Reminder"), h("p", {}, words)),
    h("button", { type: "button", class: "filled", onclick: stop }, "Stop"),
  );
  one("#rings").append(item);
  tellNone();
  item.scrollIntoView({ block: "nearest" });
  if (fired.kind === "timer") voice.chime();
  tellRinging(true, words);
}

function quiet() {
  tellNone();
  voice.stopChime();
  tellRinging(false);
}

export function hush() {
  one("#rings").replaceChildren();
  quiet();
}
