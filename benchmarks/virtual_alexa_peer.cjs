// Bespoken's virtual-alexa hears sentences: an intent, or null, and milliseconds for each text on standard input.
const { VirtualAlexa } = require("virtual-alexa");

const [model] = process.argv.slice(2);
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));

(async () => {
  let heard = null;
  const handler = async (event) => {
    heard = event.request.intent ? event.request.intent.name : null;
    return { version: "1.0", response: { shouldEndSession: true } };
  };
  const alexa = VirtualAlexa.Builder().handler(handler).interactionModelFile(model).create();
  const found = [];
  for (const text of ["warm up", ...texts]) {
    heard = null;
    const began = process.hrtime.bigint();
    try {
      await alexa.utter(text);
    } catch (error) {
      heard = null; // it has no fallback: what is no sample is an error
    }
    found.push([heard, Number(process.hrtime.bigint() - began) / 1e6]);
  }
  console.log(JSON.stringify(found.slice(1)));
})();
