// An article as it is shown: what is known of it, and its text with the exact words highlighted.

import { el, isolated, webLink } from "./dom.js";
import { unitsOf } from "./offsets.js";
import { when, whenAndWhy } from "./wording.js";

/**
 * The article, the first piece of the highlight, and what is wrong with the place asked for.
 *
 * `place` has `start` and `end`, and where it is known the `quote` that stood there.
 */
export function rendered(article, place, heading) {
  const { found, problem } = place ? located(article.text, place) : { found: null, problem: null };
  const text = el("div", { class: "text", dir: "auto" }, paragraphs(article.text, found));
  const element = el(
    "article",
    {},
    head(article, heading),
    problem ? el("p", { class: "notice", role: "note" }, problem) : null,
    text,
  );
  return { element, mark: text.querySelector("mark"), problem };
}

/** What should stay in sight however far the text is scrolled: whose it is, and of when. */
export function standing(known) {
  return el(
    "p",
    { class: "standing" },
    isolated(known.publisher ?? "Publisher unknown", { class: "publisher" }),
    ` · ${when(known)}`,
  );
}

/** The words at the place; where they changed, the same words elsewhere if they are there once. */
function located(text, { start, end, quote = null }) {
  const units = unitsOf(text, start, end);
  const isThere = units && (quote === null || text.slice(units.from, units.to) === quote);
  if (isThere) return { found: units, problem: null };
  const changed = "The article has changed since it was cited";
  const at = quote ? text.indexOf(quote) : -1;
  if (at >= 0 && text.indexOf(quote, at + 1) < 0) {
    const problem = `${changed}: the words stand elsewhere in it now.`;
    return { found: { from: at, to: at + quote.length }, problem };
  }
  const problem = quote
    ? `${changed}: the words that were cited are not in it any more.`
    : `The link leads to a place that the article does not have (${start} to ${end}): it is shorter, or has changed.`;
  return { found: null, problem };
}

function head(article, heading) {
  const { title, publisher, byline, source, url } = article;
  const link = webLink(url, "The original");
  return el(
    "header",
    { class: "article-head" },
    el("p", { class: "kicker" }, isolated(publisher ?? "Publisher unknown")),
    el(heading, { class: title ? null : "untitled", tabindex: "-1" }, isolated(title ?? "Without a headline")),
    byline ? el("p", { class: "byline" }, "By ", isolated(byline.replace(/^by\s+/i, ""))) : null,
    el("p", { class: "dateline" }, isolated(whenAndWhy(article))),
    el("p", { class: "muted" }, isolated(source), link ? [" · ", link] : null),
  );
}

function paragraphs(text, highlight) {
  return [...text.matchAll(/[^\n]+/g)].map((line) => {
    const from = line.index;
    return el("p", { dir: "auto" }, pieces(line[0], from, highlight));
  });
}

function pieces(line, from, highlight) {
  if (!highlight || highlight.to <= from || highlight.from >= from + line.length) return [line];
  const [start, end] = [Math.max(highlight.from - from, 0), Math.min(highlight.to - from, line.length)];
  return [line.slice(0, start), el("mark", {}, line.slice(start, end)), line.slice(end)];
}
