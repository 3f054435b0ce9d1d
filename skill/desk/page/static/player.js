// What the device plays for the skill: audio with its buttons, and a video, which is only named.

import { clockTime, h, one } from "./dom.js";

const place = one("#player");
const BUTTONS = [["previous", "Previous"], ["play", "Play"], ["pause", "Pause"], ["next", "Next"]];

// `press` is told the button.
export function show({ audio, video } = {}, press) {
  place.hidden = !(audio || video);
  place.replaceChildren(
    ...(audio ? [h("p", {}, `${audio.activity === "PLAYING" ? "Plays" : "Played"} ${audio.title || audio.token}, at ${clockTime(audio.offset_milliseconds / 1000)}`), h("p", { class: "quiet" }, audio.url), h("div", { class: "tools" }, BUTTONS.map(([button, label]) => h("button", { type: "button", class: "plain", onclick: () => press(button) }, label)))] : []),
    ...(video ? [h("p", {}, `Shows the video ${video.title || video.source}`), h("p", { class: "quiet" }, video.source)] : []),
  );
}
