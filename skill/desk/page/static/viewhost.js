// Amazon's renderer, in a frame beside the page's own drawing: what it is given to draw, and what it tells.

import { h, one } from "./dom.js";

const place = one("#amazon");
export const isInstalled = document.body.dataset.viewhost === "yes";
let frame = null;
let ready = null;
let told = {};
let model = null;
let standIns = null; // plain layouts for where Amazon's packages cannot be reached

// A frame is made when it is first needed: the renderer has five megabytes.
function opened() {
  if (ready) return ready;
  frame = h("iframe", { src: "/viewhost", sandbox: "allow-scripts", title: "The device's screen, as Amazon's renderer draws it" });
  ready = new Promise((found) => {
    told.ready = found;
  });
  addEventListener("message", ({ source, data }) => {
    if (source === frame.contentWindow) for (const [name, take] of Object.entries(told)) if (name in data) take(data[name], data);
  });
  place.append(frame);
  new ResizeObserver(fit).observe(place);
  return ready;
}

// The frame has the size of the device's screen, and is shown as large as there is room.
export function fit() {
  if (!frame || !model) return;
  frame.style.width = `${model.width}px`;
  frame.style.height = `${model.height}px`;
  frame.style.transform = `scale(${place.clientWidth / model.width})`;
}

const send = (message) => frame.contentWindow.postMessage(message, "*");

// `listens`: what is done about what the frame tells, by its name: see viewhost_frame.js.
export async function draw(directive, screen, clock, listens) {
  model = screen;
  told = { ...told, ...listens };
  await opened();
  fit();
  const { document: template, datasources } = directive;
  standIns ||= await fetch("/page/apl_packages.json").then((answer) => answer.json()).catch(() => ({}));
  send({ draw: { document: template, datasources, viewport: screen, standIns, ...clock } });
}

export const listen = (listens) => (told = { ...told, ...listens });

export async function run(commands) {
  if (frame) await ready.then(() => send({ commands }));
}

export const spoken = (id) => frame && send({ spoken: id });

export function clear() {
  if (frame) ready.then(() => send({ clear: true }));
}
