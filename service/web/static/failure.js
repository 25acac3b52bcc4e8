// What went wrong, what to do about it, and by which name to report it.

import { el } from "./dom.js";
import { capitalised, clock } from "./wording.js";

/** In place of what was asked for. `more` stands between the reason and the request's name. */
export function failureBox(error, { heading = "p", title = titleOf(error), told = error.message, more = [] } = {}) {
  const isHeading = heading !== "p";
  return el(
    "div",
    { class: "failure", role: "alert" },
    el(heading, { class: isHeading ? null : "label", tabindex: isHeading ? "-1" : null }, title),
    el("p", {}, capitalised(told)),
    secondsLeft(error) > 0 ? el("p", {}, `Another try is welcome from ${clock(error.retryAt)} on.`) : null,
    more,
    error.requestId
      ? el("p", { class: "muted" }, "To report it, name this request: ", el("code", {}, error.requestId))
      : null,
  );
}

/** Does it once more, as soon as that makes sense; where a key is needed, the request asks for it. */
export function retryButton(error, again, words = "Try again") {
  const named = error.status === 401 ? "Give a key" : words;
  const button = el("button", { type: "button", class: "retry", onclick: again }, named);
  const seconds = secondsLeft(error);
  if (seconds > 0) {
    button.disabled = true;
    setTimeout(() => (button.disabled = false), 1000 * seconds);
  }
  return button;
}

/** Until another try makes sense. */
function secondsLeft({ retryAt }) {
  return retryAt ? (retryAt - Date.now()) / 1000 : 0;
}

function titleOf({ status, code }) {
  if (code === "unreachable") return "The server cannot be reached";
  if (code === "cut") return "The answer broke off";
  if (status === 401) return "A key is needed";
  if (status === 429) return "Too many questions at once";
  if (status === 400 || status === 413 || status === 422) return "This could not be asked";
  return "This failed";
}
