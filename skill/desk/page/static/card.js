// A card of the skill's, as the Alexa app on somebody's phone shows it.

import { h, one } from "./dom.js";

const ASKS = "AskForPermissionsConsent";

// What an Echo Show makes of a card where the skill sends no screen of its own.
export const onScreen = (card) =>
  card?.title || card?.content || card?.text ? { texts: [card.title, card.text || card.content].filter(Boolean), touches: [] } : null;

// `allow` is told the permissions that somebody gives there.
export function show(card, allow) {
  const place = one("#card");
  place.hidden = !card;
  if (!card) return place.replaceChildren();
  const text = card.text || card.content || (card.type === ASKS ? (card.permissions || []).join(", ") : "");
  const grant = () => {
    allow(card.permissions || []);
    button.replaceWith(h("p", { class: "quiet" }, "Allowed."));
  };
  const button = card.type === ASKS && h("button", { type: "button", class: "filled", onclick: grant }, "Allow");
  const title = card.title || (card.type === ASKS ? "A skill asks for a permission" : card.type);
  place.replaceChildren(h("summary", {}, `In the Alexa app: ${title}`), text ? h("p", { class: "card-text" }, text) : "", button || "");
  place.open = Boolean(button);
}
