// While the desk learns what people say, the page tells how far it is.

import * as api from "./api.js";
import { one } from "./dom.js";

const AGAIN = 500; // milliseconds
const note = one("#learning");
let watching = 0;

export async function watch(locale) {
  const mine = (watching += 1);
  for (;;) {
    const { done } = await api.learning(locale).catch(() => ({ done: 1 }));
    if (mine !== watching) return; // another locale is looked at by now
    note.hidden = done >= 1;
    one("progress", note).value = done;
    if (note.hidden) return;
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
}
