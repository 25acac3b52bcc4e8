// One question and what came of it.

import { articleAddress, sendFeedback } from "./api.js";
import { asText, citationList, opening } from "./citations.js";
import { announce, el, isolated } from "./dom.js";
import { failureBox, secondsLeft } from "./failure.js";
import { chips } from "./reading.js";
import { timeline } from "./timeline.js";
import { counted, howItWasMade, reasonHeading, when } from "./wording.js";

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
    this.heading = el("h2", { class: "question", tabindex: "-1" }, isolated(asked.question));
    this.element = el("li", { class: "turn" }, this.heading, this.body);
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
    this.rest.append(this.#footer(reply, helpful));
    if (!quietly) announce(`${reply.answer} ${counted(reply.citations.length, "citation")}.`);
  }

  fail(error) {
    this.#end();
    const retry = el("button", { type: "button", onclick: () => this.#again() }, "Ask again");
    const seconds = secondsLeft(error);
    if (seconds > 0) {
      retry.disabled = true;
      setTimeout(() => (retry.disabled = false), 1000 * seconds);
    }
    const more = [
      this.#text ? el("p", {}, "What stands above is not the whole answer.") : null,
      el("div", { class: "row" }, retry),
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
      const short = reply.short_answer[0].toUpperCase() + reply.short_answer.slice(1);
      this.words.before(el("p", { class: "short" }, isolated(short)));
    }
    this.#showWords(reply.answer);
    this.#showEvidence(reply.citations, "Cited");
  }

  #showAbsence(reply) {
    const label = el("p", { class: "label" }, reasonHeading(reply.reason));
    const choices = reply.choices ?? [];
    this.words.replaceWith(
      el(
        "div",
        { class: "absence" },
        label,
        el("p", { class: "answer" }, isolated(reply.answer)),
        choices.length ? this.#choices(choices, reply.query) : null,
      ),
    );
    this.#showEvidence(reply.citations, "The nearest there is, which does not answer it");
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

  #footer(reply, helpful) {
    return el(
      "footer",
      { class: "turn-foot" },
      el("p", { class: "muted" }, howItWasMade(reply)),
      el("div", { class: "row" }, this.#copy(reply), ...this.#feedback(reply.message_id, helpful)),
    );
  }

  #copy(reply) {
    const copy = async (event) => {
      const button = event.currentTarget;
      const isDone = await copied(asText(this.asked.question, reply));
      button.textContent = isDone ? "Copied" : "The browser does not let us copy";
      announce(button.textContent);
      setTimeout(() => (button.textContent = "Copy with citations"), 3000);
    };
    return el("button", { type: "button", class: "quiet", onclick: copy }, "Copy with citations");
  }

  #feedback(messageId, helpful) {
    const told = el("span", { class: "muted told" });
    const comment = el("form", { class: "comment", hidden: true });
    const send = async (value, words = null) => {
      try {
        await sendFeedback(messageId, value, words);
        show(value);
        told.textContent = words ? "Thank you, it is kept." : "Thank you.";
        comment.hidden = value || words !== null;
      } catch (error) {
        told.textContent = `Not kept: ${error.message}`;
      }
      announce(told.textContent);
    };
    const button = (value, text) =>
      el("button", { type: "button", class: "quiet", onclick: () => send(value) }, text);
    const [yes, no] = [button(true, "Helpful"), button(false, "Not helpful")];
    const show = (value) => {
      yes.setAttribute("aria-pressed", String(value === true));
      no.setAttribute("aria-pressed", String(value === false));
    };
    show(helpful);
    const field = el("input", { name: "comment", maxlength: "1000", "aria-label": "What was wrong?", placeholder: "What was wrong? (as you like)" });
    comment.append(field, el("button", { type: "submit", class: "quiet" }, "Send"));
    comment.addEventListener("submit", (event) => {
      event.preventDefault();
      if (field.value.trim()) send(false, field.value.trim());
    });
    return [yes, no, told, comment];
  }
}

/** Whether the text is on the clipboard; without https, only the old way is there. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = el("textarea", { class: "unseen", "aria-hidden": "true" });
    const before = document.activeElement;
    field.value = text;
    document.body.append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    before?.focus();
    return isDone;
  }
}
