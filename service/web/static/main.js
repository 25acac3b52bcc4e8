// The page at /: which view is shown, and what a newcomer sees.

import { getSpeakers, getStatus } from "./api.js";
import { put, startChat } from "./chat.js";
import { byId, el, isolated, startSkipping } from "./dom.js";
import { failureBox, retryButton } from "./failure.js";
import { hidePanel } from "./panel.js";
import { current, isQuotes, showQuotes } from "./quotes.js";
import { counted } from "./wording.js";

const EXAMPLES = 3;

let hasWelcomed = false;

addEventListener("hashchange", show);
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, dialog");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (isQuotes()) byId("named").focus();
  else byId("question").focus();
});

show();
startSkipping();
startChat();
welcome();
byId("new").addEventListener("click", () => hasWelcomed || welcome());
document.documentElement.dataset.readyAfterMs = Math.round(performance.now());

function show() {
  const showsQuotes = isQuotes();
  const showedQuotes = !byId("quotes").hidden;
  byId("ask").hidden = showsQuotes;
  byId("quotes").hidden = !showsQuotes;
  byId("new").hidden = showsQuotes;
  byId(showsQuotes ? "to-quotes" : "to-ask").setAttribute("aria-current", "page");
  byId(showsQuotes ? "to-ask" : "to-quotes").removeAttribute("aria-current");
  document.title = showsQuotes ? "Quotes · onrecord" : "onrecord";
  if (showsQuotes !== showedQuotes) hidePanel();
  if (showsQuotes) showQuotes(current());
}

async function welcome() {
  try {
    const holds = await getStatus();
    const people = holds.statements ? await getSpeakers("", EXAMPLES) : [];
    byId("holdings").replaceChildren(...holdings(holds));
    byId("examples").replaceChildren(...people.map(example));
    hasWelcomed = true;
  } catch (error) {
    byId("holdings").replaceChildren(failureBox(error, { more: [retryButton(error, welcome)] }));
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
