// How a question was read, as chips; what was inferred can be taken off, and put back.

import { el, isolated } from "./dom.js";
import { range } from "./wording.js";

const OF_SPEECH = ["what_said", "who_said", "did_say"];

const ANY = {
  speaker: "any speaker",
  dates: "any date",
  publishers: "any publisher",
  headline: "any article",
};

/** `overrule` is called with the parts to be ignored when the reader takes one off or back. */
export function chips(read, question, query, overrule) {
  const ignored = read.ignored ?? [];
  const items = [
    ...inferred(read).map(([part, name, value]) => taken(part, name, value, ignored, overrule)),
    ...about(read),
    ...ignored.map((part) => ignoredChip(part, ignored, overrule)),
  ];
  const isCondensed = query && query !== question;
  if (items.length === 0 && !isCondensed) return null;
  return el(
    "div",
    { class: "reading" },
    isCondensed
      ? el("p", { class: "muted understood" }, "Understood as: ", isolated(`“${query}”`))
      : null,
    items.length
      ? el("ul", { class: "chips", "aria-label": "How the question was read" }, items)
      : null,
  );
}

function inferred(read) {
  return [
    read.speaker && ["speaker", "Speaker", read.speaker],
    (read.from || read.to) && ["dates", "Dates", range(read.from, read.to)],
    read.publishers.length > 0 && ["publishers", "Publisher", read.publishers.join(", ")],
    read.headline && ["headline", "Article", `“${read.headline}”`],
  ].filter(Boolean);
}

function about(read) {
  const words = read.quoted ? `“${read.quoted}”` : read.topic;
  if (!words || !OF_SPEECH.includes(read.form)) return [];
  return [el("li", { class: "chip plain" }, el("span", { class: "kind" }, "About"), isolated(words))];
}

function taken(part, name, value, ignored, overrule) {
  return el(
    "li",
    { class: "chip" },
    el("span", { class: "kind" }, name),
    isolated(value),
    el(
      "button",
      {
        type: "button",
        class: "remove",
        "data-part": part,
        "aria-label": `Ask again without ${name.toLowerCase()}: ${value}`,
        title: "Ask again without",
        onclick: () => overrule([...ignored, part]),
      },
      "×",
    ),
  );
}

function ignoredChip(part, ignored, overrule) {
  return el(
    "li",
    { class: "chip off" },
    el("span", {}, ANY[part]),
    el(
      "button",
      {
        type: "button",
        class: "remove",
        "data-part": part,
        "aria-label": `Ask again as first read, not of ${ANY[part]}`,
        title: "Ask again as first read",
        onclick: () => overrule(ignored.filter((each) => each !== part)),
      },
      "↺",
    ),
  );
}
