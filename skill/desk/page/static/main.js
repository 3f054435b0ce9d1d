// The conversation: what somebody says goes to the desk, and what comes back is heard, shown and looked into.

import * as alerts from "./alerts.js";
import * as api from "./api.js";
import * as card from "./card.js";
import * as clock from "./clock.js";
import * as done from "./done.js";
import { all, h, one } from "./dom.js";
import * as hearing from "./hearing.js";
import * as inside from "./inside.js";
import * as learning from "./learning.js";
import * as lines from "./lines.js";
import { paced, rest } from "./paced.js";
import * as player from "./player.js";
import * as saving from "./saving.js";
import * as screen from "./screen.js";
import * as settings from "./settings.js";
import * as viewhost from "./viewhost.js";
import * as voice from "./voice.js";

const { light, wrong } = lines;
const SILENCE = 8000; // milliseconds a device listens
const BESIDE = matchMedia("(min-width: 80rem)"); // where Inside is beside the conversation, as page.css has it
const field = one("#say");
const said = []; // for arrow up
let recalled = 0;
let session = null;
let ended = true;
let busy = false;
let waiting = null; // the silence that is being waited for
let reprompted = false;
let turnsTaken = 0;
let conversation = null; // the id of all that was said to this device

const resting = () => (one("#rings").children.length ? "ringing" : session && !ended ? "listening" : "idle");

// ---- a turn

// `isOurs`: whether the page did it by itself, as it waits out a silence.
async function take(shown, ask, isOurs = false) {
  if (busy) return;
  busy = true;
  stopWaiting();
  voice.hush();
  wrong(null);
  light("thinking");
  const mine = shown ? lines.line("you", shown) : null;
  try {
    const turn = await ask();
    busy = false;
    if (mine) understoodAs(mine, turn);
    heard(turn, isOurs);
    await speak(turn);
  } catch (error) {
    busy = false;
    if (error.status === 404) [session, ended] = [null, true];
    wrong(error);
    light(resting());
  }
}

// Below what was said: what it was taken for.
function understoodAs(line, turn) {
  line.dataset.turn = turn.id;
  if (turn.confidence != null) line.append(h("span", { class: "note" }, `${turn.intent} ${Math.round(turn.confidence * 100)}%`));
}

function heard(turn, isOurs) {
  const isNew = turn.session !== session;
  keepPlace(turn.conversation); // at once: whoever leaves the page now comes back to it
  [session, ended] = [turn.session, turn.ended];
  if (isNew && (settings.offline() || settings.isMoved() || settings.account())) flipped("zone");
  lines.answer(turn, null, sketch(turn));
  const shown = turn.response?.response?.directives?.some(({ type }) => type.includes("RenderDocument")) ? turn.screen : card.onScreen(turn.card) || turn.screen;
  screen.render(settings.hasScreen() ? shown : null, touch, !ended);
  amazons(turn);
  card.show(turn.card, allow, link);
  player.show(turn, pressed);
  alerts.know(turn.session, turn.alerts);
  tick(); // so that a countdown stands there at once
  if (turn.consent && turn.consent.status === "ACCEPTED") settings.remember(turn.consent.scope, "granted");
  if (turn.consent && turn.consent.status === "DENIED") settings.remember(turn.consent.scope, "denied");
  if (!(isOurs && isStudied())) {
    inside.show(turn);
    look(turn.id);
  }
  newest = turn.id;
  lookIntoMemory();
  one("#save").disabled = false;
}

// The drawing of a step in the conversation itself, for a page too narrow to have the screen beside it.
function sketch(turn) {
  const graphic = turn.screen?.graphics?.drawing;
  return graphic && settings.hasScreen() && h("div", { class: "sketch" }, screen.drawing(graphic, turn.screen.data.drawing));
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

// ---- Amazon's renderer, where it is installed

let onScreen = null; // the directive that is on the screen

const directives = (turn, kind) => (turn.response?.response?.directives || []).filter(({ type }) => type === `Alexa.Presentation.APL.${kind}`);

// What a turn has the screen show and do. Commands are for the document of their token only.
function amazons(turn) {
  if (!viewhost.isInstalled || !settings.hasScreen()) return;
  const [directive] = directives(turn, "RenderDocument").slice(-1);
  if (directive?.document) onScreen = directive;
  if (!onScreen || (!directive && card.onScreen(turn.card))) return leave();
  const commands = directives(turn, "ExecuteCommands").filter(({ token }) => token === onScreen.token).flatMap((each) => each.commands);
  const after = () => commands.length && viewhost.run(commands);
  if (!directive) return viewhost.listen({ speak: speaks(turn) }), after();
  const now = alerts.now();
  screen.standsIn(null);
  viewhost.draw(directive, settings.viewport(), { now, offset: clock.offset(now, settings.zone()) }, {
    drawn: () => (screen.isAmazons(true), viewhost.fit(), after()),
    failed: (why) => (leave(), screen.drawnInstead(why)),
    event: (event) => touched(event),
    speak: speaks(turn),
    hush: () => voice.hush(),
    wrong: (told) => lines.line("trouble", `Amazon's renderer: ${told.join("; ")}`),
    wants: (what) => lines.line("echo", `(The screen asks for more data, ${what}, which the desk does not send.)`),
    stood: screen.standsIn,
    finished: () => (leave(), screen.render(null)),
  });
}

// What a turn's own commands say is heard with the turn; here that is only waited for.
const speaks = (turn) => (words, { id }) =>
  (turn.speech.includes(words) ? rest(words.length / 15) : voice.say(words, settings.locale())).then(() => viewhost.spoken(id));

function leave() {
  onScreen = null;
  screen.standsIn(null);
  viewhost.clear();
  screen.isAmazons(false);
}

function touched({ source, arguments: sent, components }) {
  reprompted = false;
  const event = { source: source || {}, components: Object.fromEntries(Object.entries(components || {})) };
  return take(`(touches “${sent[0] ?? source?.id ?? "the screen"}”)`, () => api.touch(session, sent, event));
}

const pressed = (button) => take(`(presses ${button})`, () => api.pressButton(session, button));

function say(text) {
  const words = text.trim();
  if (!words) return session && !ended ? silence() : undefined;
  said.push(words);
  recalled = said.length;
  reprompted = false;
  const wish = { text: words, locale: settings.locale(), device: settings.device() };
  if (session) wish.session = session;
  return take(words, () => api.say(wish));
}

function touch(does, name) {
  reprompted = false;
  const label = all(".buttons button", one("#show")).map((button) => button.textContent);
  return take(`(touches “${name || label.find((each) => each.toLowerCase().replace(" ", "_").startsWith(does)) || does}”)`, () => api.touch(session, does)).then(stayAtScreen);
}

// The button that was touched is gone; whoever has gone on to another place is left there.
function stayAtScreen() {
  if (document.activeElement === document.body) one(".text", one("#show"))?.focus();
}

function silence(isOurs = false) {
  return take("(says nothing)", () => api.silence(session), isOurs);
}

// ---- silence: the device says the reprompt once, then closes the session

function waitForSilence() {
  stopWaiting();
  const how = settings.silence();
  if (how === "off" || (how === "patient" && reprompted)) return;
  waiting = setTimeout(() => {
    if (busy || ended || document.hidden || field.value || voice.isListening() || inside.isEdited()) return;
    reprompted = true;
    silence(true);
  }, SILENCE);
}
const stopWaiting = () => clearTimeout(waiting);

// ---- the device

async function flipped(switchName) {
  if (switchName === "screen") (leave(), screen.shape(settings.model()), screen.render(null));
  if (switchName === "locale") loadSamples();
  if (!session || ["locale", "silence", "aloud", "voice", "speed"].includes(switchName)) return;
  const told = await api.flip(session, { ...settings.device(), account_token: settings.account(), offline: settings.offline(), ...(switchName === "zone" && { zone: settings.zone() }) }).catch((error) => error.status === 404 || wrong(error));
  if (told?.now) alerts.itIs(told.now);
  tick();
}

// What the audio player has told the skill, while time passed.
function played({ label, id, trouble }) {
  lines.line("echo", `(${label} ${id})`);
  if (trouble) lines.line("trouble", trouble);
}

// What a card of the Alexa app asks for is allowed there.
function allow(scopes) {
  for (const scope of scopes) settings.remember(scope, "granted");
  flipped("timers");
}

// The account that somebody links in the app: its token is made up.
function link() {
  one("#account").value ||= "linked-at-the-desk";
  flipped("account");
}

function ringing(isOn, words) {
  light(resting());
  if (isOn) lines.line("echo", words);
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
  } else if (event.key === "Escape" && !one("dialog[open]")) {
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

// ---- looking into a turn, and going on from there

let chosen = null; // the id of the turn that is looked into
let newest = null; // the id of the last turn of all

// Whether somebody is reading there, from whom no turn that nobody asked for may take it away.
const isStudied = () => chosen !== newest || inside.isInUse();

async function look(turn) {
  chosen = turn;
  lines.choose(turn);
  inside.leave();
  try {
    const known = await api.turn(turn);
    if (chosen !== turn) return;
    inside.look(known, { branch, send });
  } catch (error) {
    if (error.status !== 404) wrong(error);
  }
}

// The address holds the conversation, so that a reload, or another window, has it all.
function keepPlace(id) {
  if (id === conversation) return;
  conversation = id;
  history.replaceState(null, "", `#c=${id}`);
  one("#coverage").search = new URLSearchParams({ c: id }); // which comes back to it
  listConversations();
}

// Another conversation goes on from before this turn; what was said then is in the field, to be changed.
async function branch(known) {
  await show(() => api.branch(known.id, {}));
  field.value = known.did.said || "";
  field.focus();
}

const send = (known, envelope) => show(() => api.branch(known.id, { sent: envelope }));

async function show(ask) {
  try {
    const found = await ask();
    anew();
    draw(found);
  } catch (error) {
    wrong(error);
  }
}

// A conversation as the desk has it.
function draw(found) {
  [session, ended] = [found.session, found.ended];
  keepPlace(found.conversation);
  settings.put(found);
  for (const each of found.turns) drawn(each);
  alerts.itIs(found.now);
  alerts.know(session, found.alerts);
  screen.render(found.screen, touch);
  const shows = found.turns.findLast(({ turn }) => turn && directives(turn, "RenderDocument").length);
  if (shows && found.screen) amazons(shows.turn);
  one("#save").disabled = !found.turns.length;
  const last = found.turns.findLast(({ turn }) => turn);
  if (last) inside.show(last.turn);
  if (last) player.show(last.turn, pressed);
  newest = last?.id ?? null;
  if (last) look(last.id);
  light(resting());
  tick();
}

function drawn({ id, did, turn, fired, differs }) {
  const what = done.words(did);
  if (what != null) understoodAs(lines.line("you", what), turn);
  else if (did.device) lines.line("echo", `(The device is switched: ${Object.keys(did.device).join(", ")})`, { turn: id, differs });
  else if (did.advance) lines.line("echo", `(${did.advance} seconds pass)`, { turn: id, differs });
  for (const each of fired) lines.line("echo", each.announcement || each.label || each.kind, { turn: id });
  if (turn) lines.answer(turn, differs, sketch(turn));
}

async function listConversations() {
  const { conversations } = await api.conversations().catch(() => ({ conversations: [] }));
  one("#earlier").replaceChildren(new Option("Earlier", ""), ...conversations.map((each) => new Option(`${each.begins.slice(0, 40)} (${each.turns})`, each.id)));
  one("#earlier").disabled = !conversations.length;
}

// ---- begin anew, play again

function anew() {
  [session, ended, turnsTaken, reprompted, conversation, chosen, newest] = [null, true, turnsTaken + 1, false, null, null, null];
  stopWaiting();
  voice.hush();
  wrong(null);
  lines.clear();
  inside.clear();
  alerts.forget();
  card.show(null);
  player.show();
  leave();
  history.replaceState(null, "", location.pathname + location.search);
  one("#coverage").search = "";
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
    for (const { name, conversation: played, turns } of conversations) {
      draw({ ...(await api.conversation(played)), turns });
      lines.verdict(name, turns);
    }
    one("#log .differs")?.scrollIntoView({ block: "center" });
  } catch (error) {
    wrong(error);
  }
}

// Only while somebody looks at it, so that it is seen to change.
function lookIntoMemory() {
  if (one("#tab-memory")?.getAttribute("aria-selected") === "true") inside.memory().catch(wrong);
}

async function loadSamples(wanted = "") {
  await inside.samples(settings.locale(), say, typeof wanted === "string" ? wanted : "").catch(wrong);
}

function begin() {
  settings.begin(flipped);
  alerts.begin({ wrong, ringing, played });
  inside.tabs();
  saving.begin(() => conversation, wrong);
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
      await alerts.jump(Number(button.dataset.jump));
      tick();
    }),
  );
  one("#set-clock").addEventListener("change", setClock);
  one("#log").addEventListener("click", async (event) => {
    const turn = event.target.closest(".bubble, .look, .note")?.closest("[data-turn]")?.dataset.turn;
    if (!turn || getSelection().toString()) return;
    await look(turn);
    if (event.target.closest(".look") && !BESIDE.matches) inside.goThere();
  });
  one("#earlier").addEventListener("change", (event) => event.target.value && show(() => api.conversation(event.target.value)));
  addEventListener("hashchange", restore);
  one("#new").addEventListener("click", anew);
  one("#replay").addEventListener("change", (event) => replay(event.target.files[0]).then(() => (event.target.value = "")));
  screen.render(null);
  light("idle");
  tick();
  setInterval(tick, 1000);
  field.focus();
  listConversations();
  learning.watch(settings.locale());
  restore();
}

// The conversation that the address names; the samples that a link from the coverage page names.
function restore() {
  const named = new URLSearchParams(location.hash.slice(1));
  const [id, wanted] = [named.get("c"), named.get("samples")];
  if (id && id !== conversation) show(() => api.conversation(id)).then(() => one("#wrong").hidden || history.replaceState(null, "", location.pathname));
  if (wanted) {
    one("#tab-samples").click();
    loadSamples(wanted);
  }
}

// Moves the clock to a day and time of the device's own zone. It goes forward only, as time does.
async function setClock(event) {
  const wanted = Date.parse(`${event.target.value}Z`) - clock.offset(alerts.now(), settings.zone());
  event.target.value = "";
  if (!(wanted > alerts.now())) return wrong(new Error("The device's clock only goes forward. For an earlier day begin a new conversation."));
  wrong(null);
  await alerts.jump((wanted - alerts.now()) / 1000);
  tick();
}

function tick() {
  alerts.tick();
  screen.tick(alerts.now(), settings.place());
  one("#clock").textContent = clock.words(alerts.now(), settings.place());
}

begin();
