// Bespoken's virtual-alexa against the desk: launch, a sample sentence, and a walk through the steps.
const { VirtualAlexa } = require("virtual-alexa");

const [url, model] = process.argv.slice(2);
const said = ["my back hurts after lifting", "not at all", "not at all", "next", "how many steps are left", "stop"];

(async () => {
  const alexa = VirtualAlexa.Builder().skillURL(url).interactionModelFile(model).create();
  const turns = [await alexa.launch()];
  for (const sentence of said) turns.push(await alexa.utter(sentence));
  console.log(JSON.stringify(turns.map((turn) => ({
    ssml: turn.response.outputSpeech.ssml,
    ended: turn.response.shouldEndSession,
    decided: turn.sessionAttributes.turn,
  }))));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
