// The one door to the service: requests, their failures, and the stream of an answer.

import { eventsOf } from "./events.js";
import { askForKey, currentKey } from "./key.js";

const KEY_NEEDED = "This archive asks for a key. Whoever runs it gives them out.";
const ROOT = new URL("../", import.meta.url);

/** Why there is no reply, in words for readers; `retryAt` is when it is worth another try. */
export class ApiError extends Error {
  constructor(message, { status = 0, code = "unreachable", requestId = null, retryAt = null } = {}) {
    super(message);
    Object.assign(this, { status, code, requestId, retryAt });
  }
}

export function articleAddress(id, place = null) {
  const fragment = place ? `#${place.start}-${place.end}` : "";
  return new URL(`articles/${encodeURIComponent(id)}/view${fragment}`, ROOT).href;
}

export function getArticle(id) {
  return getJson(`articles/${encodeURIComponent(id)}`);
}

export function getConversation(id) {
  return getJson(`conversations/${encodeURIComponent(id)}`);
}

export function getStatus() {
  return getJson("status");
}

export async function getSpeakers(named, limit) {
  return (await getJson("speakers", { named, limit })).speakers;
}

export async function getStatements(asked, options) {
  return (await getJson("statements", asked, options)).statements;
}

export async function sendFeedback(messageId, helpful, comment = null) {
  const body = { message_id: messageId, helpful, comment };
  return (await request("feedback", { body })).json();
}

/** The events of an answer, their data parsed; throws ApiError also where the stream breaks off. */
export async function* ask(body, { signal }) {
  const reply = await request("chat", { body: { ...body, stream: true }, signal });
  const requestId = reply.headers.get("X-Request-ID");
  const broken = "The answer broke off on its way here. Ask again.";
  try {
    for await (const { name, data } of eventsOf(reply.body)) {
      const told = JSON.parse(data);
      if (name === "error") throw new ApiError(told.message, { code: told.code, requestId });
      yield { name, data: told };
      if (name === "done") return;
    }
  } catch (error) {
    if (error instanceof ApiError || error.name === "AbortError") throw error;
    throw new ApiError(broken, { code: "cut", requestId });
  }
  throw new ApiError(broken, { code: "cut", requestId });
}

async function getJson(path, params = {}, options = {}) {
  const given = Object.entries(params).filter(([, value]) => value !== null && value !== "");
  const query = new URLSearchParams(given).toString();
  return (await request(query ? `${path}?${query}` : path, options)).json();
}

async function request(path, { body = null, signal = null } = {}) {
  for (;;) {
    const used = currentKey();
    const reply = await sent(path, { body, signal, key: used });
    if (reply.ok) return reply;
    const failure = await failureOf(reply);
    if (failure.status !== 401) throw failure;
    // Another request may have been given a key while this one was on its way.
    const key = currentKey() === used ? await askForKey(used !== null) : currentKey();
    if (key === null) throw failure;
  }
}

async function sent(path, { body, signal, key }) {
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  if (body) headers["Content-Type"] = "application/json";
  try {
    return await fetch(new URL(path, ROOT), {
      method: body ? "POST" : "GET",
      body: body && JSON.stringify(body),
      headers,
      signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError("The server cannot be reached. See whether it runs, then try again.");
  }
}

async function failureOf(reply) {
  const requestId = reply.headers.get("X-Request-ID");
  const told = (await reply.json().catch(() => null))?.error;
  const said = reply.status === 401 ? KEY_NEEDED : told?.message; // the server's is for programs
  const message = said ?? `The server answered with status ${reply.status}. Try again later.`;
  const code = told?.code ?? "unreadable";
  return new ApiError(message, {
    status: reply.status,
    code,
    requestId: told?.request_id ?? requestId,
    retryAt: momentOf(reply.headers.get("Retry-After")),
  });
}

/** Of Retry-After, which holds seconds or a date. */
function momentOf(header) {
  if (!header) return null;
  const moment = /^\d+$/.test(header)
    ? new Date(Date.now() + 1000 * Number(header))
    : new Date(header);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
