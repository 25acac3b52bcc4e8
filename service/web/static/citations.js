// Numbered evidence: the exact words, who says them, and where they stand.

import { articleAddress } from "./api.js";
import { el, isolated } from "./dom.js";
import { whereParts } from "./wording.js";

/** `open` is called with the citation and the element that asked for it. */
export function citationList(citations, open, label) {
  const items = citations.map((citation) => citationItem(citation, open));
  return el("ol", { class: "citations", "aria-label": label }, items);
}

function citationItem(citation, open) {
  return el(
    "li",
    { value: citation.marker, "data-marker": citation.marker },
    el(
      "a",
      {
        class: "citation",
        href: articleAddress(citation.article_id, citation),
        onclick: opening(citation, open),
      },
      el("span", { class: "number", "aria-label": `Citation ${citation.marker}:` }, citation.marker),
      el("span", { class: "words" }, isolated(citation.quote)),
      sourceLine(citation),
    ),
  );
}

/** A click opens the article here; with Ctrl or the middle button, the link is a link. */
export function opening(citation, open) {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(citation, event.currentTarget);
  };
}

export function sourceLine(citation) {
  const parts = whereParts(citation).map((part) => isolated(part, { class: "part" }));
  if (citation.speaker) parts.push(speaker(citation));
  return el("span", { class: "source" }, parts);
}

function speaker({ speaker: name, speaker_mention: mention, via }) {
  const tellsMore = mention && !isPartOf(mention, name) && !isPartOf(name, mention);
  const asNamed = tellsMore ? [" (here “", isolated(mention), "”)"] : [];
  const through = via ? [" as told by ", isolated(via)] : [];
  return el("span", { class: "part" }, "said by ", isolated(name), ...asNamed, ...through);
}

function isPartOf(part, whole) {
  const plain = (words) => words.toLowerCase().replaceAll("-", " ");
  return plain(whole).includes(plain(part));
}

/** The answer with its citations, as plain text to paste elsewhere. */
export function asText(question, reply) {
  const listed = reply.citations.map((citation) => {
    const by = citation.speaker ? `, said by ${citation.speaker}` : "";
    const where = `${whereParts(citation).join(", ")}${by}`;
    const place = articleAddress(citation.article_id, citation);
    return `[${citation.marker}] ${where}\n    “${citation.quote}”\n    ${place}`;
  });
  const beside = reply.outcome === "answered" || !listed.length ? [] : ["The nearest there is:"];
  return [question, reply.answer, ...beside, ...listed].join("\n\n");
}
