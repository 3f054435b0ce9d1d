// The switches of the device and the voice. They stay as they are from visit to visit; what was said never does.

import { all, h, one } from "./dom.js";
import * as screen from "./screen.js";
import * as voice from "./voice.js";

const KEPT = ["screen", "locale", "timers", "reminders", "silence", "aloud", "voice", "speed", "theme"];
const DESCRIBED = ["screen", "locale", "timers", "reminders"];
const valueOf = (element) => (element.type === "checkbox" ? element.checked : element.value);

function recall() {
  try {
    return JSON.parse(localStorage.getItem("back-coach") || "{}");
  } catch {
    return {};
  }
}

function keep(changes) {
  try {
    const kept = Object.fromEntries(Object.entries({ ...recall(), ...changes }).filter(([name]) => KEPT.includes(name)));
    localStorage.setItem("back-coach", JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing forgets the switches; that is all.
  }
}

export const model = () => one("#screen").selectedOptions[0].dataset;
export const device = () => ({ screen: one("#screen").value !== "none", ...(model().known && { model: one("#screen").value }), permissions: permissions() });
export const permissions = () => Object.fromEntries(all("[data-scope]").map(({ id, value }) => [id, value]));
export const account = () => one("#account").value.trim();
export const hasScreen = () => Boolean(model().width);

// The screen as APL measures it: 160 dots per inch are one pixel to a unit.
export function viewport() {
  const { width, height, dpi, shape, mode } = model();
  const scale = 160 / Number(dpi || 160);
  return { width: Math.round(width * scale), height: Math.round(height * scale), shape, mode };
}
export const locale = () => one("#locale").value;
export const silence = () => one("#silence").value;
export const zone = () => one("#zone").value;
export const place = () => ({ zone: zone(), locale: locale() });
export const offline = () => one("#offline").checked;

// Where a device of this locale stands, until it is moved.
const home = () => one("#locale").selectedOptions[0].dataset.zone;
export const isMoved = () => zone() !== home();

// `flipped` is told what of the device changed.
export function begin(flipped) {
  const kept = recall();
  if (document.body.dataset.home === "told") for (const name of DESCRIBED) delete kept[name]; // whoever began the desk has said so
  for (const element of all(".switches select, .switches input")) {
    const value = kept[element.id];
    if (element.type === "checkbox") element.checked = Boolean(value);
    else if (value != null && (element.type === "range" || all("option", element).some((option) => option.value === value))) element.value = value;
    element.addEventListener("change", () => {
      keep({ [element.id]: valueOf(element) });
      if (element.id === "locale") one("#zone").value = home();
      apply();
      flipped(element.id);
    });
  }
  one("#zone").value = home();
  theme(kept.theme);
  apply();
  listVoices();
  voice.onVoices(listVoices);
}

function apply() {
  screen.shape(model());
  voice.set({ aloud: one("#aloud").checked, voice: one("#voice").value, speed: Number(one("#speed").value) });
  one("#voice").disabled = !one("#aloud").checked;
}

function listVoices() {
  const list = one("#voice");
  const chosen = recall().voice || "";
  const names = voice.voices().map((each) => each.name);
  list.replaceChildren(new Option("Browser's own", ""), ...names.map((name) => new Option(name, name, false, name === chosen)));
  one("#aloud").disabled = !names.length;
  one("#aloud").parentElement.title = names.length ? "" : "This browser has no voices";
}

// What the person answered when the device asked: its owner's choice from now on.
export function remember(scope, state) {
  const found = all("[data-scope]").find((each) => [each.id, each.dataset.scope].includes(scope));
  if (found) found.value = state;
}

// The switches as they are on the device of a conversation.
export function put({ device: { screen: isOn, model: name, permissions, zone: place }, locale: language }) {
  const shown = isOn ? name : "none";
  if (all("#screen option").some(({ value }) => value === shown) && one("#screen").value !== shown) {
    one("#screen").value = shown;
    screen.shape(model());
  }
  for (const [name, state] of Object.entries(permissions)) remember(name, state);
  one("#locale").value = language;
  if (!all("#zone option").some(({ value }) => value === place)) one("#zone").append(new Option(place, place));
  one("#zone").value = place;
}

const THEMES = ["system", "light", "dark"];

function theme(kept) {
  const button = one("#theme");
  const set = (name) => {
    document.documentElement.dataset.theme = name;
    button.replaceChildren(h("span", {}, "Theme:\u00a0"), name[0].toUpperCase() + name.slice(1));
    keep({ theme: name });
  };
  set(THEMES.includes(kept) ? kept : "system");
  button.addEventListener("click", () => set(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length]));
}
