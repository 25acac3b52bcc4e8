// The quotes view: pick a person, and read everything the archive has of them, by date.

import { articleAddress, getSpeakers, getStatements } from "./api.js";
import { opening, sourceLine } from "./citations.js";
import { announce, byId, el, isolated } from "./dom.js";
import { failureBox, retryButton } from "./failure.js";
import { unitsOf } from "./offsets.js";
import { openPanel } from "./panel.js";
import { timeline } from "./timeline.js";
import { counted, day } from "./wording.js";

const PAGE = 50;
const PEOPLE = 30;
const WHILE_TYPING_MS = 150;

const STACKED = matchMedia("(max-width: 47.99rem)");

let latest = 0; // only the newest request may show what it found

/** Shows the view for `asked`: {speaker, about}, both "" where nothing is chosen. */
export async function showQuotes(asked) {
  const view = byId("quotes");
  if (!view.firstChild) view.append(...frame());
  byId("about").value = asked.about;
  const people = byId("people").querySelector("a") ? null : listPeople(typed());
  const statements = showStatements(asked);
  await people;
  await statements;
}

function frame() {
  return [
    el(
      "div",
      { class: "people" },
      el("h1", { id: "quotes-heading" }, "Quotes"),
      el("label", { for: "named" }, "Find a person"),
      el("input", { id: "named", type: "search", autocomplete: "off", spellcheck: "false", maxlength: "200", oninput: whileTyping() }),
      el("ul", { id: "people", "aria-label": "People quoted, most often first" }),
    ),
    el(
      "div",
      { class: "said" },
      el(
        "form",
        { id: "topic", class: "topic", hidden: true, onsubmit: filter },
        el("h2", { id: "said-by" }),
        el("label", { for: "about" }, "About"),
        el("input", { id: "about", type: "search", maxlength: "500", placeholder: "any topic" }),
        el("button", { type: "submit" }, "Filter"),
      ),
      el("div", { id: "statements" }),
    ),
  ];
}

function whileTyping() {
  let waiting = null;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => listPeople(typed()), WHILE_TYPING_MS);
  };
}

function typed() {
  return byId("named").value.trim();
}

function filter(event) {
  event.preventDefault();
  go({ speaker: current().speaker, about: byId("about").value.trim() });
}

function go(asked) {
  const hash = hashOf(asked);
  if (location.hash === hash) showQuotes(asked);
  else location.hash = hash;
}

export function hashOf({ speaker, about = "" }) {
  const given = Object.entries({ speaker, about }).filter(([, value]) => value);
  const query = new URLSearchParams(given).toString();
  return query ? `#quotes?${query}` : "#quotes";
}

export function isQuotes() {
  return /^#quotes(\?|$)/.test(location.hash);
}

/** What the address asks for. */
export function current() {
  const params = new URLSearchParams(location.hash.split("?")[1] ?? "");
  return { speaker: params.get("speaker") ?? "", about: params.get("about") ?? "" };
}

async function listPeople(named) {
  const list = byId("people");
  try {
    const found = await getSpeakers(named, PEOPLE + 1);
    if (named !== typed()) return;
    const people = found.slice(0, PEOPLE);
    list.replaceChildren(...people.map(person));
    if (found.length > PEOPLE) {
      list.append(el("li", { class: "muted" }, "There are more: type a name to find them."));
    }
    if (!people.length) {
      list.append(el("li", { class: "muted" }, named ? "Nobody of that name is quoted." : "Nobody is quoted yet."));
    }
    markCurrent();
    if (named) announce(`${counted(people.length, "name")} found.`);
  } catch (error) {
    if (named !== typed()) return;
    const retry = retryButton(error, () => listPeople(typed()));
    list.replaceChildren(el("li", {}, failureBox(error, { more: [retry] })));
  }
}

function person({ name, statements }) {
  return el(
    "li",
    {},
    el(
      "a",
      { href: hashOf({ speaker: name }), "data-name": name },
      isolated(name),
      el("span", { class: "count", "aria-label": counted(statements, "statement") }, statements),
    ),
  );
}

function markCurrent() {
  for (const link of byId("people").querySelectorAll("a")) {
    if (link.dataset.name === current().speaker) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

async function showStatements({ speaker, about }) {
  const place = byId("statements");
  const mine = ++latest;
  markCurrent();
  byId("topic").hidden = !speaker;
  if (!speaker) {
    place.replaceChildren(el("p", { class: "muted" }, "Pick a person to read what the archive has of them."));
    return;
  }
  byId("said-by").replaceChildren(isolated(speaker));
  place.replaceChildren(el("p", { class: "muted" }, "Looking through the ledger …"));
  // Below the list of people, what was found would begin out of sight.
  if (STACKED.matches) byId("topic").scrollIntoView({ block: "start" });
  const found = [];
  const more = async () => {
    const shown = new Set(addresses(place));
    try {
      const page = await getStatements({ speaker, about, limit: PAGE, offset: found.length });
      if (mine !== latest) return;
      found.push(...page);
      place.replaceChildren(...listed(found, { speaker, about }, page.length === PAGE ? more : null));
      if (shown.size) firstBeside(shown, place)?.focus(); // the button is another now
      announce(`${counted(found.length, "statement")} by ${speaker}.`);
    } catch (error) {
      if (mine !== latest) return;
      const box = failureBox(error, { more: [retryButton(error, more)] });
      if (shown.size) place.lastElementChild.replaceWith(box); // what is shown stays
      else place.replaceChildren(box);
      if (shown.size) box.querySelector("button").focus();
    }
  };
  await more();
}

function addresses(place) {
  return [...place.querySelectorAll(".citation")].map((link) => link.href);
}

/** With a topic the next page may belong between what is shown. */
function firstBeside(shown, place) {
  return [...place.querySelectorAll(".citation")].find((link) => !shown.has(link.href));
}

function listed(found, { speaker, about }, more) {
  if (found.length === 0) {
    const on = about ? [" about ", isolated(about)] : [];
    return [el("p", {}, "The archive has nothing said by ", isolated(speaker), ...on, ".")];
  }
  const byDay = Map.groupBy(newestFirst(joined(found)), (each) => each.published ?? "");
  const groups = [...byDay].map(([published, said]) =>
    el(
      "section",
      {},
      el("h3", { class: "label" }, published ? day(published) : "Undated"),
      el("ol", { class: "statements" }, said.map(statement)),
    ),
  );
  const told = `${counted(found.length, "statement")}${more ? " so far" : ""}, newest first. Their own words stand out; the rest is the article’s.`;
  return [
    el("p", { class: "muted" }, told),
    timeline(found, "statement"),
    ...groups,
    more ? el("button", { type: "button", onclick: more }, "Show more") : null,
  ].filter(Boolean);
}

/** A sentence in which somebody says two things is two statements, and is shown once. */
function joined(found) {
  const sentences = Map.groupBy(found, (each) => `${each.start}-${each.end}-${each.article_id}`);
  return [...sentences.values()].map((said) => ({
    ...said[0],
    contents: said.flatMap((each) => each.contents),
  }));
}

/** The ledger has the best first where a topic is given. */
function newestFirst(found) {
  return found.toSorted((one, other) => (other.published ?? "").localeCompare(one.published ?? ""));
}

function statement(each) {
  return el(
    "li",
    {},
    el(
      "a",
      {
        class: "citation",
        href: articleAddress(each.article_id, each),
        onclick: opening(each, openPanel),
      },
      el("span", { class: "words reported" }, el("bdi", {}, ownWords(each))),
      sourceLine({ ...each, speaker: null }),
    ),
  );
}

/** The sentence, with what of it are the speaker's own words set off. */
function ownWords({ quote, start, contents }) {
  const places = contents
    .map((part) => unitsOf(quote, part.start - start, part.end - start))
    .filter(Boolean)
    .sort((one, other) => one.from - other.from);
  const parts = [];
  let end = 0;
  for (const { from, to } of places) {
    if (from < end) continue;
    parts.push(quote.slice(end, from), el("span", { class: "own" }, quote.slice(from, to)));
    end = to;
  }
  return [...parts, quote.slice(end)];
}
