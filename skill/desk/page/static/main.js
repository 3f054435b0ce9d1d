// The conversation: what somebody says goes to the desk, and what comes back is heard, shown and looked into.

import * as alerts from "./alerts.js";
import * as api from "./api.js";
import { all, h, one } from "./dom.js";
import * as hearing from "./hearing.js";
import * as inside from "./inside.js";
import * as learning from "./learning.js";
import * as lines from "./lines.js";
import { paced, rest } from "./paced.js";
import * as record from "./record.js";
import * as saving from "./saving.js";
import * as screen from "./screen.js";
import * as settings from "./settings.js";
import * as voice from "./voice.js";

const { light, wrong } = lines;
const SILENCE = 8000; // milliseconds a device listens
const field = one("#say");
const said = []; // for arrow up
let recalled = 0;
let session = null;
let ended = true;
let busy = false;
let waiting = null; // the silence that is being waited for
let reprompted = false;
let turnsTaken = 0;

const resting = () => (one("#rings").children.length ? "ringing" : session && !ended ? "listening" : "idle");

// ---- a turn

async function take(did, shown, ask) {
  if (busy) return;
  busy = true;
  stopWaiting();
  voice.hush();
  wrong(null);
  light("thinking");
  const mine = shown ? lines.line("you", shown) : null;
  const begun = performance.now();
  try {
    const turn = await ask();
    const milliseconds = performance.now() - begun;
    busy = false;
    if (mine && turn.confidence != null) mine.append(h("span", { class: "note" }, `${turn.intent} ${Math.round(turn.confidence * 100)}%`));
    if (turn.session !== session) record.clear(); // a new conversation is a new record
    record.keep(did, turn);
    heard(turn, milliseconds);
    await speak(turn);
  } catch (error) {
    busy = false;
    if (error.status === 404) [session, ended] = [null, true];
    wrong(error);
    light(resting());
  }
}

function heard(turn, milliseconds) {
  const isNew = turn.session !== session;
  [session, ended] = [turn.session, turn.ended];
  if (isNew && settings.offline()) flipped("offline");
  lines.answer(turn);
  screen.render(one("#screen").value === "none" ? null : turn.screen, touch);
  alerts.know(turn.session, turn.alerts);
  if (turn.consent && turn.consent.status === "ACCEPTED") settings.remember(turn.consent.scope, "granted");
  if (turn.consent && turn.consent.status === "DENIED") settings.remember(turn.consent.scope, "denied");
  inside.show(turn, milliseconds);
  lookIntoMemory();
  one("#save").disabled = record.isEmpty();
}

async function speak(turn) {
  const mine = (turnsTaken += 1);
  light("speaking");
  const parts = paced(turn.ssml);
  if (parts.length === 1) parts[0].text = turn.speech;
  for (const [at, part] of parts.entries()) {
    if (at) screen.reach(part.text, at / (parts.length - 1));
    await voice.say(part.text, settings.locale());
    if (mine !== turnsTaken || busy) return;
    if (part.seconds) await rest(part.seconds);
    if (mine !== turnsTaken || busy) return;
  }
  light(resting());
  if (!ended) waitForSilence();
}

function say(text) {
  const words = text.trim();
  if (!words) return session && !ended ? silence() : undefined;
  said.push(words);
  recalled = said.length;
  reprompted = false;
  if (!session || ended) first = settings.permissions();
  const wish = { text: words, locale: settings.locale(), device: settings.device() };
  if (session) wish.session = session;
  return take({ said: words }, words, () => api.say(wish));
}

function touch(does, name) {
  reprompted = false;
  const label = all(".buttons button", one("#show")).map((button) => button.textContent);
  return take({ touched: does }, `(touches “${name || label.find((each) => each.toLowerCase().replace(" ", "_").startsWith(does)) || does}”)`, () => api.touch(session, does)).then(stayAtScreen);
}

// The button that was touched is gone; whoever has gone on to another place is left there.
function stayAtScreen() {
  if (document.activeElement === document.body) one(".text", one("#show"))?.focus();
}

function silence() {
  return take({ silence: true }, "(says nothing)", () => api.silence(session));
}

// ---- silence: the device says the reprompt once, then closes the session

function waitForSilence() {
  stopWaiting();
  const how = settings.silence();
  if (how === "off" || (how === "patient" && reprompted)) return;
  waiting = setTimeout(() => {
    if (busy || ended || document.hidden || field.value || voice.isListening()) return;
    reprompted = true;
    silence();
  }, SILENCE);
}
const stopWaiting = () => clearTimeout(waiting);

// ---- the device

async function flipped(switchName) {
  if (switchName === "screen") screen.render(null);
  if (switchName === "locale") loadSamples();
  if (!session || !["screen", "timers", "reminders", "offline"].includes(switchName)) return;
  const { screen: isShown, permissions } = settings.device();
  await api.flip(session, { screen: isShown, permissions, offline: settings.offline() }).catch((error) => error.status === 404 || wrong(error));
}

function ringing(isOn, words) {
  light(resting());
  if (isOn) voice.say(words, settings.locale());
  else voice.hush();
}

// ---- keys

function microphone() {
  stopWaiting();
  hearing.listen(submit, () => light(resting()));
}

function submit() {
  if (busy) return;
  const text = field.value;
  field.value = "";
  say(text);
}

function keys(event) {
  if (event.altKey && event.code === "KeyM") {
    event.preventDefault();
    microphone();
  } else if (event.key === "Escape" && !one("#save-box").open) {
    voice.hush();
    voice.stopListening();
    alerts.hush();
  }
}

function recall(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || !said.length) return;
  event.preventDefault();
  recalled = Math.min(Math.max(recalled + step, 0), said.length);
  field.value = said[recalled] || "";
}

// ---- begin anew, save, play again

function anew() {
  [session, ended, turnsTaken, reprompted] = [null, true, turnsTaken + 1, false];
  stopWaiting();
  voice.hush();
  wrong(null);
  record.clear();
  lines.clear();
  one("#save").disabled = true;
  screen.render(null);
  light(resting());
  field.focus();
}

async function replay(file) {
  if (!file) return;
  try {
    const { conversations } = await api.replay(await file.text());
    anew();
    for (const { name, session: played, turns } of conversations) {
      turns.forEach(replayed);
      lines.verdict(name, turns);
      session = played;
    }
    light(resting());
  } catch (error) {
    wrong(error);
  }
}

function replayed({ expected, turn, fired, differs }) {
  const did = Object.fromEntries(["said", "silence", "touched", "advance", "fired"].filter((key) => key in expected).map((key) => [key, expected[key]]));
  record.keep(did, turn);
  if (!turn) return lines.line("echo", `(${did.advance} seconds pass) ${fired.map((each) => each.announcement || each.label).join(" ")}`, { differs });
  lines.line("you", did.said || (did.touched ? `(touches “${did.touched}”)` : "(says nothing)"));
  ended = turn.ended;
  session = turn.session;
  lines.answer(turn, differs);
  screen.render(turn.screen, touch);
  alerts.know(turn.session, turn.alerts);
  inside.show(turn, 0);
  one("#save").disabled = false;
}

let first = settings.permissions(); // the permissions a conversation began with

// Only while somebody looks at it, so that it is seen to change.
function lookIntoMemory() {
  if (one("#tab-memory")?.getAttribute("aria-selected") === "true") inside.memory().catch(wrong);
}

async function loadSamples() {
  await inside.samples(settings.locale(), say).catch(wrong);
}

function begin() {
  settings.begin(flipped);
  first = settings.permissions();
  alerts.begin({ wrong, ringing });
  inside.tabs();
  saving.begin(() => first);
  hearing.begin(microphone);
  one("#tab-memory")?.addEventListener("chosen", lookIntoMemory);
  one("#tab-samples").addEventListener("chosen", loadSamples, { once: true });
  one("#composer").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("keydown", recall);
  field.addEventListener("input", stopWaiting);
  document.addEventListener("keydown", keys);
  all("#starters button").forEach((button) => button.addEventListener("click", () => say(button.textContent)));
  all("[data-jump]").forEach((button) =>
    button.addEventListener("click", async () => {
      const advance = Number(button.dataset.jump);
      const fired = await alerts.jump(advance);
      if (!record.isEmpty()) record.keep({ advance, fired });
      tick();
    }),
  );
  one("#new").addEventListener("click", anew);
  one("#replay").addEventListener("change", (event) => replay(event.target.files[0]).then(() => (event.target.value = "")));
  screen.render(null);
  light("idle");
  tick();
  setInterval(tick, 1000);
  field.focus();
  learning.watch(settings.locale());
}

function tick() {
  alerts.tick();
  screen.tick(alerts.now());
  one("#clock").textContent = new Date(alerts.now()).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}

begin();
