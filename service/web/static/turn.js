// One question and what came of it.

import { articleAddress } from "./api.js";
import { citationList, opening } from "./citations.js";
import { announce, el, isolated } from "./dom.js";
import { failureBox, retryButton } from "./failure.js";
import { chips } from "./reading.js";
import { timeline } from "./timeline.js";
import { turnFoot } from "./turn_foot.js";
import { capitalised, counted, reasonHeading, when } from "./wording.js";

const MARKERS = /\s?\[(\d+)\]/g;

/**
 * `actions` are what a turn asks of the conversation: `again(asked)` puts a question once more,
 * `open(citation, from)` shows its article.
 */
export class Turn {
  #text = "";
  #citations = new Map();
  #actions;

  constructor(asked, actions) {
    this.asked = asked;
    this.#actions = actions;
    this.reading = el("div");
    this.words = el("p", { class: "answer" });
    this.rest = el("div");
    this.progress = el("p", { class: "muted progress" }, "Asking the archive …");
    this.body = el("div", { class: "body", "aria-busy": "true" });
    this.body.append(this.reading, this.progress, this.words, this.rest);
    const heading = el("h2", { class: "question" }, isolated(asked.question));
    this.element = el("li", { class: "turn" }, heading, this.body);
  }

  /** What an event of the stream tells. */
  take({ name, data }) {
    if (name === "interpretation") this.#showReading(data, null);
    if (name === "sources") this.#showProgress(data.evidence);
    if (name === "delta") this.#text += data.text;
    if (name === "citation") this.#citations.set(data.marker, data);
    if (name === "delta" || name === "citation") this.#showWords(this.#text);
    if (name === "done") this.finish(data);
  }

  /** The whole reply; `helpful` is what the reader thought of it before, if anything. */
  finish(reply, { helpful = null, quietly = false } = {}) {
    this.#end();
    this.#text = reply.answer;
    this.#citations = new Map(reply.citations.map((each) => [each.marker, each]));
    this.#showReading(reply.interpretation, reply.query);
    if (reply.outcome === "answered") this.#showAnswer(reply);
    else this.#showAbsence(reply);
    this.rest.append(turnFoot(this.asked.question, reply, helpful));
    if (!quietly) announce(`${reply.answer} ${counted(reply.citations.length, "citation")}.`);
  }

  fail(error) {
    this.#end();
    const more = [
      this.#text ? el("p", {}, "What stands above is not the whole answer.") : null,
      el("div", { class: "row" }, retryButton(error, () => this.#again(), "Ask again")),
    ];
    this.rest.replaceChildren(failureBox(error, { more }));
  }

  stop() {
    this.#end();
    const kept = this.#text ? "What stands above is not the whole answer." : "";
    this.rest.replaceChildren(
      el("p", { class: "muted" }, `Stopped. ${kept}`),
      el("button", { type: "button", class: "quiet", onclick: () => this.#again() }, "Ask again"),
    );
    announce("Stopped.");
  }

  #end() {
    this.progress.remove();
    this.body.setAttribute("aria-busy", "false");
  }

  #again(changed = {}) {
    this.#actions.again({ ...this.asked, ...changed });
  }

  #showReading(read, query) {
    // What a follow-up leaves out was filled in, which needs no doing a second time.
    const understood = query ? { question: query, standsAlone: true } : {};
    const overrule = (ignore) => {
      const keeps = !ignore.includes("speaker");
      this.#again({ ...understood, ignore, speakers: keeps ? this.asked.speakers : [] });
    };
    const shown = chips(read, this.asked.question, query, overrule);
    this.reading.replaceChildren(...(shown ? [shown] : []));
  }

  #showProgress(evidence) {
    const articles = new Set(evidence.map((each) => each.article_id)).size;
    this.progress.textContent = evidence.length
      ? `Reading ${counted(evidence.length, "passage")} of ${counted(articles, "article")} …`
      : "Looking once more …";
  }

  #showAnswer(reply) {
    if (reply.short_answer) {
      this.words.before(el("p", { class: "short" }, isolated(capitalised(reply.short_answer))));
    }
    this.#showWords(reply.answer);
    this.#showEvidence(reply.citations, "Cited");
  }

  #showAbsence(reply) {
    const choices = reply.choices ?? [];
    this.words.replaceWith(
      el(
        "div",
        { class: "absence" },
        el("p", { class: "label" }, reasonHeading(reply.reason)),
        el("p", { class: "answer" }, isolated(reply.answer)),
        choices.length ? this.#choices(choices, reply.query) : null,
      ),
    );
    const isUnclear = reply.outcome === "clarify";
    const label = isUnclear ? "What there is" : "The nearest there is, which does not answer it";
    this.#showEvidence(reply.citations, label);
  }

  #choices(names, question) {
    const buttons = names.map((name) =>
      el(
        "button",
        {
          type: "button",
          onclick: () => this.#again({ question, standsAlone: true, speakers: [name] }),
        },
        isolated(name),
      ),
    );
    return el("div", { class: "row choices", role: "group", "aria-label": "Choose who is meant" }, buttons);
  }

  #showEvidence(citations, label) {
    if (citations.length === 0) return;
    const dates = timeline(citations, "citation");
    this.rest.append(
      el("div", { class: "evidence-head" }, el("h3", { class: "label" }, label), dates),
      citationList(citations, this.#actions.open, label),
    );
  }

  /** The words with a button for each marker whose citation is known. */
  #showWords(text) {
    const parts = [];
    let end = 0;
    for (const found of text.matchAll(MARKERS)) {
      const citation = this.#citations.get(Number(found[1]));
      if (!citation) continue;
      parts.push(isolated(text.slice(end, found.index)), this.#marker(citation));
      end = found.index + found[0].length;
    }
    this.words.replaceChildren(...parts, isolated(text.slice(end)));
  }

  #marker(citation) {
    const about = [citation.publisher, when(citation)].filter(Boolean).join(", ");
    return el(
      "a",
      {
        class: "marker",
        href: articleAddress(citation.article_id, citation),
        "aria-label": `Citation ${citation.marker}: ${about}`,
        onclick: opening(citation, this.#actions.open),
      },
      citation.marker,
    );
  }
}
