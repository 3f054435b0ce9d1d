// A conversation as a test case, in the project's own format, and how it went when it was played again.

import { h } from "./dom.js";

let turns = [];

export const clear = () => (turns = []);
export const isEmpty = () => !turns.length;

// What somebody did ({said}, {silence}, {touched} or {advance}) and the turn that came of it.
export function keep(did, turn) {
  turns.push(turn ? { ...did, ...decided(turn) } : did);
}

function decided(turn) {
  const found = { intent: turn.intent };
  if (turn.urgency) found.urgency = turn.urgency;
  if (turn.red_flags.length) found.flags = turn.red_flags;
  if (turn.topic) found.topic = turn.topic;
  if (turn.aspect) found.aspect = turn.aspect;
  found.step = turn.step ? turn.step.id : "";
  if (turn.consent) found.consent = { scope: turn.consent.scope.includes("timers") ? "timers" : "reminders", status: turn.consent.status };
  if (turn.ended) found.ended = true;
  return found;
}

// JSON's strings, numbers and lists are TOML's as well; its objects are not.
function value(of) {
  if (typeof of !== "object" || Array.isArray(of)) return JSON.stringify(of);
  return `{ ${Object.entries(of).map(([key, each]) => `${key} = ${value(each)}`).join(", ")} }`;
}

export function toml(name, locale, permissions) {
  const decided = Object.fromEntries(Object.entries(permissions).filter(([, state]) => state !== "ask"));
  return [
    "[[conversation]]",
    `name = ${JSON.stringify(name)}`,
    ...(locale === "en-US" ? [] : [`locale = ${JSON.stringify(locale)}`]),
    ...(Object.keys(decided).length ? [`permissions = ${value(decided)}`] : []),
    "turns = [",
    ...turns.map((turn) => `  ${value(turn)},`),
    "]",
    "",
  ].join("\n");
}

export function download(name, text) {
  const link = h("a", { href: URL.createObjectURL(new Blob([text], { type: "application/toml" })), download: `${name.replace(/[^\w-]+/g, "_") || "conversation"}.toml` });
  link.click();
  URL.revokeObjectURL(link.href);
}
