// The conversation: asking, stopping, and coming back to it after a reload.

import { ApiError, ask, getConversation } from "./api.js";
import { announce, byId, el } from "./dom.js";
import { failureBox, retryButton } from "./failure.js";
import { hidePanel, openPanel } from "./panel.js";
import { Turn } from "./turn.js";

// Of this tab alone: two tabs are two conversations.
const CONVERSATION = "onrecord.conversation";
const UNANSWERED = "onrecord.unanswered";

let running = null; // stops the question that is being answered
let settled = Promise.resolve(); // when it is answered, failed or stopped

const actions = { again: askInstead, open: openPanel };

export function startChat() {
  const field = byId("question");
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    const question = field.value.trim();
    if (question && !running) put({ question });
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId("composer").requestSubmit();
  });
  field.addEventListener("input", () => {
    grow();
    if (!running) sessionStorage.setItem(UNANSWERED, field.value); // else what was emptied came back
  });
  byId("stop").addEventListener("click", () => running?.abort());
  byId("new").addEventListener("click", startAnew);
  field.value = sessionStorage.getItem(UNANSWERED) ?? "";
  grow();
  return resume();
}

/** Asks, unless another question is being answered. */
export function put(asked) {
  if (running) return;
  running = new AbortController();
  const whole = { ignore: [], speakers: [], standsAlone: false, ...asked };
  settled = answer(whole, running.signal);
}

/** What is asked anew need not wait for what it stands for. */
async function askInstead(asked) {
  running?.abort();
  await settled;
  put(asked);
}

async function answer(asked, signal) {
  const turn = new Turn(asked, actions);
  begin(turn);
  try {
    await follow(turn, signal);
    sessionStorage.removeItem(UNANSWERED);
  } catch (error) {
    if (error.name === "AbortError") turn.stop();
    else turn.fail(error instanceof ApiError ? error : unexpected(error));
    if (turn.element.isConnected) putBack(asked.question);
  } finally {
    running = null;
    busy(false);
  }
}

async function follow(turn, signal) {
  const { question, ignore, speakers, standsAlone } = turn.asked;
  const body = { question, ignore, filters: { speakers }, stands_alone: standsAlone };
  try {
    await take(turn, { ...body, conversation_id: sessionStorage.getItem(CONVERSATION) }, signal);
  } catch (error) {
    if (error.code !== "conversation_not_found") throw error;
    // It was deleted, or belongs to another key: this question begins a new one.
    sessionStorage.removeItem(CONVERSATION);
    await take(turn, body, signal);
  }
}

async function take(turn, body, signal) {
  for await (const event of ask(body, { signal })) {
    turn.take(event);
    if (event.name === "done") {
      sessionStorage.setItem(CONVERSATION, event.data.conversation_id);
    }
  }
}

function begin(turn) {
  sessionStorage.setItem(UNANSWERED, turn.asked.question);
  const field = byId("question");
  // Another question that is being written stays there.
  if (field.value.trim() === turn.asked.question) field.value = "";
  grow();
  show(turn);
  busy(true);
  announce("Asking the archive.");
  turn.element.scrollIntoView({ block: "start" });
}

function show(turn) {
  welcome(false);
  byId("turns").append(turn.element);
}

/** Whether what a newcomer sees is there. */
function welcome(is) {
  byId("welcome").hidden = !is;
  byId("beginnings").hidden = !is;
}

/** One button gives way to the other, and its focus with it. */
function busy(is) {
  const [leaving, coming] = is ? [byId("send"), byId("stop")] : [byId("stop"), byId("send")];
  const hadFocus = document.activeElement === leaving;
  leaving.hidden = true;
  coming.hidden = false;
  if (hadFocus) coming.focus();
}

/** What was asked in vain can be asked otherwise, unless the next question is being written. */
function putBack(question) {
  const field = byId("question");
  field.value ||= question;
  grow();
}

function unexpected(error) {
  console.error(error);
  return new ApiError("The page failed. Load it again.", { code: "page" });
}

function grow() {
  const field = byId("question");
  field.rows = 1;
  const line = Number.parseFloat(getComputedStyle(field).lineHeight);
  field.rows = Math.min(Math.max(Math.floor(field.scrollHeight / line), 1), 6);
}

function startAnew() {
  running?.abort();
  hidePanel();
  sessionStorage.removeItem(CONVERSATION);
  sessionStorage.removeItem(UNANSWERED);
  byId("turns").replaceChildren();
  welcome(true);
  location.hash = "#ask";
  byId("question").focus();
  announce("A new conversation.");
}

async function resume() {
  const id = sessionStorage.getItem(CONVERSATION);
  if (!id) return;
  welcome(false);
  try {
    const { turns } = await getConversation(id);
    if (sessionStorage.getItem(CONVERSATION) !== id) return; // a new one was begun
    // Before whatever was asked in the meantime.
    byId("turns").prepend(...turns.map((stored) => asItWas(stored).element));
    byId("turns").lastElementChild?.scrollIntoView({ block: "start" });
  } catch (error) {
    if (error.code === "conversation_not_found") {
      sessionStorage.removeItem(CONVERSATION);
      welcome(true);
      return;
    }
    const item = el("li");
    const again = () => {
      item.remove();
      resume();
    };
    const title = "The conversation could not be read";
    item.append(failureBox(error, { title, more: [retryButton(error, again)] }));
    byId("turns").append(item);
  }
}

function asItWas({ question, response, helpful }) {
  const ignore = response.interpretation.ignored ?? [];
  const turn = new Turn({ question, ignore, speakers: [], standsAlone: false }, actions);
  turn.finish(response, { helpful, quietly: true });
  return turn;
}
