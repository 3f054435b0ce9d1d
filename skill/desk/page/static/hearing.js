// The microphone button: press to talk, press again to stop. What was heard is said as if it had been typed.

import { h, one } from "./dom.js";
import { light, wrong } from "./lines.js";
import * as settings from "./settings.js";
import * as voice from "./voice.js";

const WHY = { "not-allowed": "The browser may not use the microphone. Allow it for this page, or type." };
const QUIET = ["", "no-speech", "aborted"];

export function begin(press) {
  one("#mic").addEventListener("click", press);
  one("#mic").disabled = !voice.canHear;
  const note = voice.canHear
    ? [h("span", { class: "keys" }, h("kbd", {}, "Alt+M"), " talks. "), "To recognise speech, your browser may send your voice to the company that made it."]
    : ["This browser cannot recognise speech, so type."];
  one("#voice-note").replaceChildren(...note);
}

// `submit` says what stands in the field; `rest` puts the light back where nothing was heard.
export function listen(submit, rest) {
  if (!voice.canHear) return;
  if (voice.isListening()) return voice.stopListening();
  voice.hush();
  light("listening");
  one("#mic").setAttribute("aria-pressed", "true");
  let words = "";
  voice.listen(
    settings.locale(),
    (text) => (one("#say").value = words = text),
    (reason) => {
      one("#mic").setAttribute("aria-pressed", "false");
      if (words) submit();
      else rest();
      if (!QUIET.includes(reason)) wrong(new Error(WHY[reason] || `Listening failed (${reason}). Type instead.`));
    },
  );
}
