// The article beside the answer. On a narrow screen it lies over the page, which then rests.

import { articleAddress, getArticle } from "./api.js";
import { rendered, standing } from "./article.js";
import { announce, byId, el } from "./dom.js";
import { failureBox, retryButton } from "./failure.js";

const NARROW = matchMedia("(max-width: 63.99rem)");

let opener = null;
let wanted = null; // the citation whose article is shown, or on its way
let isLeaving = false; // the way back was begun, and a second step would leave the page

NARROW.addEventListener("change", rest);
addEventListener("popstate", hidePanel);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && wanted && !byId("key").open) closePanel();
});

/** Opens the article at the cited words; Escape leads back to where it was opened from. */
export async function openPanel(citation, from) {
  const panel = byId("panel");
  if (!wanted) history.pushState({ isPanel: true }, "");
  wanted = citation;
  select(from);
  panel.hidden = false;
  document.body.classList.add("reading-article");
  rest();
  panel.replaceChildren(bar(citation), el("p", { class: "muted" }, "Fetching the article …"));
  let shown;
  try {
    shown = rendered(await getArticle(citation.article_id), citation, "h2");
  } catch (error) {
    shown = { element: failure(error, () => openPanel(citation, from)), mark: null };
  }
  if (wanted !== citation) return; // another was opened, or this closed, in the meantime
  panel.replaceChildren(bar(citation), shown.element);
  panel.querySelector("h2").focus({ preventScroll: true });
  panel.scrollTop = 0;
  shown.mark?.scrollIntoView({ block: "center", behavior: "instant" });
  announce(shown.mark ? "The article is open at the words cited." : "The article is open.");
}

/** As the browser's way back does. */
function closePanel() {
  if (isLeaving) return;
  isLeaving = Boolean(wanted && history.state?.isPanel);
  if (isLeaving) history.back();
  else hidePanel();
}

export function hidePanel() {
  isLeaving = false;
  if (!wanted) return;
  wanted = null;
  byId("panel").hidden = true;
  byId("panel").replaceChildren();
  document.body.classList.remove("reading-article");
  rest();
  const back = opener;
  select(null);
  if (back?.isConnected) back.focus();
}

function bar(citation) {
  const address = articleAddress(citation.article_id, citation);
  return el(
    "div",
    { class: "bar" },
    standing(citation),
    el("a", { href: address }, "As a page"),
    el("button", { type: "button", class: "quiet", onclick: closePanel }, "Close"),
  );
}

function failure(error, again) {
  const isGone = error.code === "article_not_found";
  const told = "It was removed from the archive since it was cited.";
  const kind = isGone
    ? { title: "The article is gone", told }
    : { more: [retryButton(error, again)] };
  return failureBox(error, { heading: "h2", ...kind });
}

/** Marks what was clicked, and whatever else of the same answer leads to the same words. */
function select(element) {
  for (const link of linksLike(opener)) link.removeAttribute("aria-current");
  opener = element;
  for (const link of linksLike(opener)) link.setAttribute("aria-current", "true");
}

function linksLike(link) {
  const around = link?.closest(".turn, #statements");
  return around ? [...around.querySelectorAll("a")].filter((each) => each.href === link.href) : [];
}

function rest() {
  const lies = wanted !== null && NARROW.matches;
  const panel = byId("panel");
  panel.setAttribute("role", lies ? "dialog" : "complementary");
  if (lies) panel.setAttribute("aria-modal", "true");
  else panel.removeAttribute("aria-modal");
  for (const each of document.querySelectorAll(".skip, .masthead, #main")) each.inert = lies;
}
