// Amazon's renderer in its frame: it is told what to draw and to do, and tells what is touched, said and wrong.
// In:  { draw: { document, datasources, viewport, now, offset } }, { commands: [...] }, { spoken: id }, { clear }
// `draw` brings the stand-ins for Amazon's packages. Out: { ready }, { drawn }, { failed }, { event }, { speak }, { hush }, { wrong }, { finished }, { wants }, { stood }

// The styles that the renderer brings would fetch Amazon's fonts: without those the machine's own are used.
const withoutFonts = (style) => style.replace(/@font-face\s*\{[^}]*\}/g, "");
const textNode = document.createTextNode.bind(document);
document.createTextNode = (text) => textNode(withoutFonts(String(text)));

const SPEECH = "desk-speech:";
let view = null;
const tell = (message) => parent.postMessage(message, "*");
let renderer = null;
let player = null;
let drawing = 0;

// What a data source has transformed, as Alexa's cloud does it before a device gets the document.
const TRANSFORMERS = {
  ssmlToSpeech: (value) => SPEECH + plain(value),
  textToSpeech: (value) => SPEECH + plain(value),
  ssmlToText: plain,
  textToHint: (value) => `Try “Alexa, ${plain(value)}”`,
};

function plain(value) {
  const text = String(value ?? "").replace(/<[^>]*>/g, " ");
  const known = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name) => known[name]).replace(/\s+/g, " ").trim();
}

function transformed(sources) {
  const made = structuredClone(sources || {});
  for (const source of Object.values(made)) {
    for (const each of Array.isArray(source?.transformers) ? source.transformers : []) apply(source, each);
  }
  return made;
}

// `inputPath` is a path in the properties; a star stands for every one of a list.
function apply(source, { inputPath = "", transformer, outputName }) {
  const make = TRANSFORMERS[transformer];
  if (!make || !source.properties) return;
  const walk = (at, [key, ...rest]) => {
    if (at == null || typeof at !== "object") return;
    if (key === "*") return Object.values(at).forEach((each) => walk(each, rest));
    if (rest.length) return walk(at[key], rest);
    if (key in at) at[outputName || key] = make(at[key]);
  };
  walk(source.properties, inputPath.split("."));
}

// What is to be spoken is spoken by the page; that says when it is over.
function audioPlayer(events) {
  let count = 0;
  let words = "";
  player = { over: (id) => events.onPlaybackFinished(id) };
  return {
    prepare(url) {
      count += 1;
      words = url.startsWith(SPEECH) ? url.slice(SPEECH.length) : "";
      const id = `speech-${count}`;
      setTimeout(() => events.onPrepared(id));
      return id;
    },
    play(id) {
      events.onPlaybackStarted(id);
      tell({ speak: words, id });
    },
    flush() {
      tell({ hush: true });
    },
    releaseResources() {},
  };
}

function options({ viewport, now, offset }, content) {
  return {
    content,
    view,
    viewport: { width: viewport.width, height: viewport.height, dpi: 160, isRound: viewport.shape === "round", shape: viewport.shape.toUpperCase() },
    mode: viewport.mode.toUpperCase(),
    theme: "dark",
    environment: { agentName: "Desk", agentVersion: "1.0", allowOpenUrl: false, disallowVideo: false, animationQuality: 2 },
    utcTime: now,
    localTimeAdjustment: offset,
    notLoadFonts: true,
    logLevel: "warn",
    audioPlayerFactory: audioPlayer,
    onSendEvent: (event) => tell({ event: JSON.parse(JSON.stringify(event)) }),
    onFinish: () => tell({ finished: true }),
    onDataSourceFetchRequest: ({ type }) => tell({ wants: type }),
    onRunTimeError: (errors) => tell({ wrong: errors.map((each) => each.message || JSON.stringify(each)) }),
    onRequestGraphic: () => Promise.resolve(undefined),
  };
}

// Amazon's packages are fetched from Amazon; where that cannot be, the desk's own plain stand-ins are used.
const fetched = window.fetch.bind(window);
let standIns = {};
let shown = null; // the document
const unreached = new Set(); // names of packages, or the addresses of those that are elsewhere
window.fetch = async (url, options) => {
  const [, name, version] = String(url).match(/\/packages\/([^/]+)\/([^/]+)\/document\.json$/) || [];
  if (!name || !standIns[name]) {
    try {
      const found = await fetched(url, options);
      if (!found.ok) unreached.add(name || String(url));
      return found;
    } catch (error) {
      unreached.add(name || String(url));
      throw error;
    }
  }
  try {
    const found = await fetched(url, { ...options, signal: AbortSignal.timeout(4000) });
    if (found.ok) return found;
  } catch {
    // its stand-in, then
  }
  tell({ stood: `${name} ${version}` });
  return new Response(JSON.stringify(name === STYLES ? completed(standIns[name]) : standIns[name]));
};

// Names of Amazon's styles that a document uses and the stand-in does not know: a text without a size cannot be seen.
const STYLES = "alexa-styles";
const PLAIN = [
  [/^(fontSize|textSize)/, "dimensions", "5.2vh"],
  [/^(spacing|margin)/, "dimensions", "2vh"],
  [/^color/, "colors", "#fafafa"],
];

function completed(standIn) {
  const known = JSON.stringify([shown, standIn]);
  const more = { dimensions: {}, colors: {} };
  for (const [, name] of JSON.stringify(shown).matchAll(/@(\w+)/g)) {
    const [, kind, plain] = known.includes(`"${name}":`) ? [] : PLAIN.find(([begins]) => begins.test(name)) || [];
    if (kind) more[kind][name] = plain;
  }
  return { ...standIn, resources: [...standIn.resources, more] };
}

async function draw(wanted) {
  clear();
  standIns = wanted.standIns || {};
  shown = wanted.document;
  drawing += 1;
  const mine = drawing;
  const content = AplRenderer.Content.create(JSON.stringify(wanted.document));
  if (content.isError()) return tell({ failed: "the document is not one that this renderer reads" });
  const data = transformed(wanted.datasources);
  for (const each of wanted.document.mainTemplate?.parameters || []) {
    const name = typeof each === "string" ? each : each.name;
    content.addData(name, JSON.stringify(name === "payload" ? data : (data[name] ?? {})));
  }
  renderer = AplRenderer.default.create(options(wanted, content));
  renderer.lastPointerEventTimestamp = 0; // a touch counts from the first moment
  const mineRenderer = renderer;
  unreached.clear();
  await mineRenderer.init();
  if (mine !== drawing) return mineRenderer.destroy?.();
  if (!mineRenderer.context) {
    clear();
    const missing = (wanted.document.import || []).filter(({ name, source }) => unreached.has(source || name));
    const names = missing.map(({ name, version, source }) => `${name} ${version}${source ? ` of ${new URL(source).host}` : ""}`);
    return tell({ failed: names.length ? `what it imports cannot be had: ${names.join(", ")}` : "the document cannot be laid out" });
  }
  tell({ drawn: true });
}

function clear() {
  renderer?.destroy?.();
  renderer = null;
  view.replaceChildren();
}

function run(commands) {
  renderer?.context && renderer.executeCommands(JSON.stringify(commands));
}

const TAKES = {
  draw: (wanted) => {
    const made = draw(wanted);
    const mine = drawing;
    return made.catch((error) => mine === drawing && tell({ failed: String(error?.message || error) })); // another may be under way
  },
  commands: run,
  spoken: (id) => player?.over(id),
  clear,
};

addEventListener("message", ({ source, data }) => {
  if (source !== parent) return;
  for (const [name, take] of Object.entries(TAKES)) if (name in data) take(data[name]);
});

addEventListener("DOMContentLoaded", () => {
  view = document.querySelector("#view");
  if (globalThis.AplRenderer) AplRenderer.initEngine().then(() => tell({ ready: true }));
});
