// The box that asks for a name and saves the conversation: as a test case, or for Amazon's command line.

import * as api from "./api.js";
import { h, one } from "./dom.js";

// `conversation` tells which; `wrong` shows what went wrong.
export function begin(conversation, wrong) {
  const box = one("#save-box");
  const save = async () => {
    const name = one("#save-name").value.trim() || "my conversation";
    const kind = one("#save-for").value;
    box.close();
    try {
      download(`${name.replace(/[^\w-]+/g, "_") || "conversation"}.${kind === "ask" ? "json" : "toml"}`, await api.file(conversation(), name, kind));
    } catch (error) {
      wrong(error);
    }
  };
  one("#save").addEventListener("click", () => box.showModal());
  one("#save-no").addEventListener("click", () => box.close());
  one("#save-yes").addEventListener("click", save);
  one("form", box).addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
}

function download(name, text) {
  const link = h("a", { href: URL.createObjectURL(new Blob([text], { type: "text/plain" })), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}
