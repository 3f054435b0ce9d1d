// What was said, as one reads it; the light on the speaker; and what went wrong.

import { all, h, one } from "./dom.js";

const speaker = document.body.dataset.speaker;
const NAMES = { you: "You", coach: speaker[0].toUpperCase() + speaker.slice(1), echo: "Echo", trouble: "Desk" };
const TAGS = { emergency: "Emergency", today: "Get seen today" };
const LIGHTS = { idle: "Ready", listening: "Listening", thinking: "Thinking", speaking: "Speaking", ringing: "Ringing" };

// The light, in a word as well.
export function light(state) {
  one("#speaker").dataset.light = state;
  one("#light-word").textContent = LIGHTS[state];
}

// Shows an error, or takes the last one away.
export function wrong(error) {
  one("#wrong").textContent = error ? error.message : "";
  one("#wrong").hidden = !error;
}

// `turn`: the id of the turn it belongs to, which can be looked into.
export function line(who, text, { urgency, differs, turn, drawn } = {}) {
  one("#empty").hidden = true;
  const tag = TAGS[urgency];
  const item = h(
    "li",
    { class: `line ${who}${tag ? ` ${urgency}` : ""}`, "data-turn": turn },
    h("span", { class: "who" }, NAMES[who], tag && h("span", { class: "tag danger" }, tag)),
    h("p", { class: "bubble" }, text),
    drawn,
    differs?.length ? h("ul", { class: "differs" }, differs.map((each) => h("li", {}, each))) : null,
  );
  one("#log").append(item);
  toTheEnd(item);
  return item;
}

// The answer of a turn. Where the device has the last word, as when it asks for a permission, it is the device that speaks.
export function answer(turn, differs, drawn) {
  const who = turn.trace.findLast(({ event }) => event === "spoke")?.by === "device" ? "echo" : "coach";
  const text = turn.speech || (turn.ended ? "(The session is closed.)" : "(Nothing is said.)");
  const answered = line(who, text, { urgency: turn.urgency, differs, turn: turn.id, drawn });
  answered.append(h("button", { type: "button", class: "look", "aria-pressed": "false" }, "Look inside"));
  for (const name of turn.not_played) line("echo", `(Not played here: ${name})`);
  if (turn.trouble) line("trouble", turn.trouble);
  toTheEnd(answered);
  return answered;
}

export function verdict(name, turns) {
  const bad = turns.filter((each) => each.differs.length).length;
  const words = bad ? `${name}: ${bad} of ${turns.length} turns are not as recorded` : `${name}: all ${turns.length} turns as recorded`;
  const item = h("li", { class: `verdict ${bad ? "bad" : "good"}` }, words);
  one("#log").append(item);
  toTheEnd(item);
}

// The lines of the turn that is looked into are marked.
export function choose(turn) {
  for (const each of all("#log .line")) each.classList.toggle("chosen", each.dataset.turn === turn);
  for (const each of all("#log .look")) each.setAttribute("aria-pressed", each.parentElement.dataset.turn === turn);
}

// As far as the beginning of `item` is still seen.
function toTheEnd(item) {
  const box = one("#log-box");
  const above = item.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  box.scrollTop = Math.min(above, box.scrollHeight - box.clientHeight);
}

export function clear() {
  one("#log").replaceChildren();
  one("#empty").hidden = false;
}
