// A skill in Node as a plain function, without the SDK.
const fs = require("fs");
const greeting = fs.readFileSync("greeting.txt", "utf8").trim();
console.log("loaded");

const say = (text, more = {}) => ({
  version: "1.0",
  response: { outputSpeech: { type: "PlainText", text }, shouldEndSession: false, ...more },
});

const intents = {
  KeepIntent: (request, attributes) => ({ ...say("Kept."), sessionAttributes: { note: request.intent.slots.Note.value } }),
  ReadIntent: (request, attributes) => say(`kept: ${attributes.note}`),
  PrintIntent: () => { console.log("printed"); fs.writeSync(1, "written\n"); return say("Printed."); },
  BreakIntent: () => { throw new TypeError("nobody home"); },
};

exports.handler = async (event) => {
  if (event.request.type === "LaunchRequest") return say(`${greeting} ${require("path").basename(process.cwd())}`);
  if (event.request.type !== "IntentRequest") return undefined;
  return intents[event.request.intent.name](event.request, event.session.attributes);
};
exports.other = () => null;
