// Under an answer: how it was made, copying it, and whether it helped.

import { sendFeedback } from "./api.js";
import { asText } from "./citations.js";
import { announce, el } from "./dom.js";
import { howItWasMade } from "./wording.js";

const COPY = "Copy with citations";
const SHOWN_FOR_MS = 3000;

/** `helpful` is what the reader thought of the reply before, null where nothing was said. */
export function turnFoot(question, reply, helpful) {
  return el(
    "footer",
    { class: "turn-foot" },
    el("p", { class: "muted" }, howItWasMade(reply)),
    el("div", { class: "row" }, copyButton(question, reply), feedback(reply.message_id, helpful)),
  );
}

function copyButton(question, reply) {
  const copy = async ({ currentTarget: button }) => {
    const isDone = await copied(asText(question, reply));
    button.textContent = isDone ? "Copied" : "The browser does not let us copy";
    announce(button.textContent);
    setTimeout(() => (button.textContent = COPY), SHOWN_FOR_MS);
  };
  return el("button", { type: "button", class: "quiet", onclick: copy }, COPY);
}

/** Whether the text is on the clipboard; without https, only the old way is there. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = el("textarea", { class: "unseen", "aria-hidden": "true" });
    const before = document.activeElement;
    field.value = text;
    document.body.append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    before?.focus();
    return isDone;
  }
}

function feedback(messageId, helpful) {
  const told = el("span", { class: "muted told" });
  const send = async (value, words = null) => {
    try {
      await sendFeedback(messageId, value, words);
      show(value);
      told.textContent = words ? "Thank you, it is kept." : "Thank you.";
      comment.hidden = value || words !== null;
    } catch (error) {
      told.textContent = `Not kept: ${error.message}`;
    }
    announce(told.textContent);
  };
  const button = (value, text) =>
    el("button", { type: "button", class: "quiet", onclick: () => send(value) }, text);
  const [yes, no] = [button(true, "Helpful"), button(false, "Not helpful")];
  const comment = commentForm((words) => send(false, words));
  const show = (value) => {
    yes.setAttribute("aria-pressed", String(value === true));
    no.setAttribute("aria-pressed", String(value === false));
  };
  show(helpful);
  return [yes, no, told, comment];
}

function commentForm(send) {
  const field = el("input", {
    maxlength: "1000",
    "aria-label": "What was wrong?",
    placeholder: "What was wrong? (as you like)",
  });
  const submitted = (event) => {
    event.preventDefault();
    if (field.value.trim()) send(field.value.trim());
  };
  return el(
    "form",
    { class: "comment", hidden: true, onsubmit: submitted },
    field,
    el("button", { type: "submit", class: "quiet" }, "Send"),
  );
}
