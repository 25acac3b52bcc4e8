// The reader's key, for archives that ask for one. It is kept until the tab is closed.

import { byId, el } from "./dom.js";

const PLACE = "onrecord.key";

let asking = null;

export function currentKey() {
  return sessionStorage.getItem(PLACE);
}

/** Asks the reader once, however many requests wait; the new key, or null where none is given. */
export function askForKey(refused) {
  asking ??= shown(refused).finally(() => {
    asking = null;
  });
  return asking;
}

function shown(refused) {
  const dialog = byId("key");
  const field = el("input", {
    id: "key-field",
    type: "password",
    autocomplete: "off",
    spellcheck: "false",
    required: true,
    "aria-describedby": "key-told",
  });
  const told = refused
    ? "The key was not accepted. Check it, or ask whoever runs this archive for one."
    : "Whoever runs this archive gives them out. It is kept until you close this tab.";
  return new Promise((resolve) => {
    const form = el(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          const key = field.value.trim();
          if (!/^[\x21-\x7e]+$/.test(key)) {
            byId("key-told").textContent = "A key has letters, digits and signs only: copy it again.";
            return;
          }
          sessionStorage.setItem(PLACE, key);
          dialog.close("given");
        },
      },
      el("h2", { id: "key-heading" }, "This archive asks for a key"),
      el("p", { id: "key-told", class: refused ? "wrong" : null, role: "status" }, told),
      el("label", { for: "key-field" }, "Key"),
      field,
      el(
        "div",
        { class: "row" },
        el("button", { type: "submit" }, "Use this key"),
        el("button", { type: "button", class: "quiet", onclick: () => dialog.close("") }, "Not now"),
      ),
    );
    dialog.replaceChildren(form);
    dialog.returnValue = "";
    dialog.addEventListener(
      "close",
      () => resolve(dialog.returnValue === "given" ? currentKey() : null),
      { once: true },
    );
    dialog.showModal();
    field.focus();
  });
}
