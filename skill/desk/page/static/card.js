// A card of the skill's, as the Alexa app on somebody's phone shows it.

import { h, one } from "./dom.js";

const ASKS = "AskForPermissionsConsent";
const LINK = "LinkAccount";

// What an Echo Show makes of a card where the skill sends no screen of its own.
export const onScreen = (card) =>
  card?.title || card?.content || card?.text ? { texts: [card.title, card.text || card.content].filter(Boolean), touches: [] } : null;

// `allow` is told the permissions that somebody gives there, `link` that an account is to be linked.
export function show(card, allow, link) {
  const place = one("#card");
  place.hidden = !card;
  if (!card) return place.replaceChildren();
  const text = card.text || card.content || (card.type === ASKS ? (card.permissions || []).join(", ") : "");
  const grant = () => {
    if (card.type === LINK) link();
    else allow(card.permissions || []);
    button.replaceWith(h("p", { class: "quiet" }, card.type === LINK ? "Linked." : "Allowed."));
  };
  const button = [ASKS, LINK].includes(card.type) && h("button", { type: "button", class: "filled", onclick: grant }, card.type === LINK ? "Link" : "Allow");
  const title = card.title || { [ASKS]: "A skill asks for a permission", [LINK]: "A skill wants an account to be linked" }[card.type] || card.type;
  place.replaceChildren(h("summary", {}, `In the Alexa app: ${title}`), text ? h("p", { class: "card-text" }, text) : "", button || "");
  place.open = Boolean(button);
}
