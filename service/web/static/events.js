// Server-sent events, read from the body of a reply as the HTML standard parses them.

export class EventParser {
  #rest = "";
  #begun = false;
  #name = "";
  #data = [];

  /** The events that are whole with these further characters. */
  push(text) {
    if (!this.#begun && text) {
      text = text.replace(/^\ufeff/, "");
      this.#begun = true;
    }
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop(); // it may go on, and a carriage return at its end may be half a break
    return lines.map((line) => this.#line(line)).filter(Boolean);
  }

  #line(line) {
    if (line === "") return this.#dispatched();
    const [, field, value] = /^([^:]*)(?:: ?(.*))?$/s.exec(line);
    if (field === "event") this.#name = value ?? "";
    if (field === "data") this.#data.push(value ?? "");
    return null; // comments and other fields say nothing to us
  }

  #dispatched() {
    const [name, data] = [this.#name || "message", this.#data];
    [this.#name, this.#data] = ["", []];
    return data.length ? { name, data: data.join("\n") } : null;
  }
}

/** What the body of a reply tells, event by event. */
export async function* eventsOf(body) {
  const parser = new EventParser();
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* parser.push(value);
    }
  } finally {
    reader.cancel().catch(() => {}); // it may have been cut already
  }
}
