// The box that asks for a name and saves the conversation as a test case.

import { one } from "./dom.js";
import * as record from "./record.js";
import * as settings from "./settings.js";

// `permissions` tells those the conversation began with.
export function begin(permissions) {
  const box = one("#save-box");
  const save = () => {
    const name = one("#save-name").value.trim() || "my conversation";
    record.download(name, record.toml(name, settings.locale(), permissions()));
    box.close();
  };
  one("#save").addEventListener("click", () => box.showModal());
  one("#save-no").addEventListener("click", () => box.close());
  one("#save-yes").addEventListener("click", save);
  one("form", box).addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
}
