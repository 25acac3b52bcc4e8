// The page of one article, at /articles/{id}/view#start-end.

import { getArticle } from "./api.js";
import { rendered, standing } from "./article.js";
import { announce, byId, el, startSkipping } from "./dom.js";
import { failureBox, retryButton } from "./failure.js";
import { placeOf } from "./offsets.js";

let article = null;

addEventListener("hashchange", () => article && show());
startSkipping();
start();
document.documentElement.dataset.readyAfterMs = Math.round(performance.now());

async function start() {
  const main = byId("main");
  try {
    article = await getArticle(idOfPage());
    show();
  } catch (error) {
    document.title = "No article · onrecord";
    main.replaceChildren(failure(error));
  }
}

function idOfPage() {
  const given = /\/articles\/([^/]+)\/view$/.exec(location.pathname)?.[1] ?? "";
  try {
    return decodeURIComponent(given);
  } catch {
    return given; // "%" alone means nothing: the service will say that it knows no such article
  }
}

function show() {
  const fragment = location.hash.slice(1);
  const place = placeOf(fragment);
  const shown = rendered(article, place, "h1");
  if (fragment && !place) {
    const told = "The link does not say which words it means: it should end as in #120-180. This is the whole article.";
    shown.element.querySelector(".text").before(el("p", { class: "notice", role: "note" }, told));
  }
  byId("main").replaceChildren(standing(article), shown.element);
  document.title = `${article.title ?? article.publisher ?? "An article"} · onrecord`;
  shown.mark?.scrollIntoView({ block: "center", behavior: "instant" });
  announce(shown.mark ? "The words cited are highlighted." : "");
}

function failure(error) {
  const isUnknown = error.code === "article_not_found" || error.status === 422;
  const told = "It may have been removed from the archive, or the link may be cut short.";
  const kind = isUnknown
    ? { title: "There is no such article", told }
    : { more: [retryButton(error, start)] };
  return failureBox(error, { heading: "h1", ...kind });
}
