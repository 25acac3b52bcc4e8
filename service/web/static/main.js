// The page at /: which view is shown, and what a newcomer sees.

import { getSpeakers, getStatus } from "./api.js";
import { put, startChat } from "./chat.js";
import { byId, el, isolated } from "./dom.js";
import { hidePanel } from "./panel.js";
import { current, showQuotes } from "./quotes.js";
import { counted } from "./wording.js";

const EXAMPLES = 3;

addEventListener("hashchange", show);
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, dialog");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (location.hash.startsWith("#quotes")) byId("named").focus();
  else byId("question").focus();
});

show();
startChat();
welcome();
document.documentElement.dataset.readyAfterMs = Math.round(performance.now());

function show() {
  const isQuotes = location.hash.startsWith("#quotes");
  const wasQuotes = !byId("quotes").hidden;
  byId("ask").hidden = isQuotes;
  byId("quotes").hidden = !isQuotes;
  byId("new").hidden = isQuotes;
  byId(isQuotes ? "to-quotes" : "to-ask").setAttribute("aria-current", "page");
  byId(isQuotes ? "to-ask" : "to-quotes").removeAttribute("aria-current");
  document.title = isQuotes ? "Quotes · onrecord" : "onrecord";
  if (isQuotes !== wasQuotes) hidePanel();
  if (isQuotes) showQuotes(current());
}

async function welcome() {
  try {
    const holds = await getStatus();
    byId("holdings").append(...holdings(holds));
    const people = holds.statements ? await getSpeakers("", EXAMPLES) : [];
    byId("examples").append(...people.map(example));
  } catch (error) {
    byId("holdings").textContent = error.message;
  }
}

function holdings({ articles, statements, publishers }) {
  if (articles === 0) return ["The archive is empty. Fill it: ", el("code", {}, "onrecord index FOLDER")];
  const named = publishers.slice(0, 6).join(", ");
  const more = publishers.length > 6 ? ` and ${counted(publishers.length - 6, "other")}` : "";
  const from = named ? [" from ", isolated(named), more] : [];
  return [`This archive holds ${counted(articles, "article")}`, ...from, `, and who said what in ${counted(statements, "statement")}.`];
}

function example({ name }) {
  const question = `What did ${name} say?`;
  return el("button", { type: "button", class: "example", onclick: () => put({ question }) }, isolated(question));
}
