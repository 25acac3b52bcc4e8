// What is said in words: dates and how far they are known, reasons, counts.

const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const NUMBER = new Intl.NumberFormat("en-GB");

export function day(iso) {
  return DAY.format(new Date(`${iso}T00:00:00Z`));
}

export function clock(moment) {
  return CLOCK.format(moment);
}

export function counted(count, noun) {
  return `${NUMBER.format(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export function range(from, to) {
  if (from && to) return from === to ? day(from) : `${day(from)} to ${day(to)}`;
  return from ? `from ${day(from)}` : `until ${day(to)}`;
}

export function capitalised(words) {
  const [first = "", ...rest] = words;
  return first.toUpperCase() + rest.join("");
}

/** When an article appeared: short, for a line among others. */
export function when({ published, published_provenance: provenance }) {
  if (!published) return "undated";
  return provenance === "inferred" ? `${day(published)} (inferred)` : day(published);
}

/** The same with how it is known, for the head of the article. */
export function whenAndWhy({ published, published_provenance: provenance, attested }) {
  if (!published) return "Date unknown: nothing in the article bears one";
  const words = attested?.published?.evidence;
  const read = words ? ` from “${words}”` : "";
  return provenance === "inferred"
    ? `${day(published)}, inferred${read}: the article does not state it as its date`
    : `${day(published)}, stated with the article`;
}

/** Where words stand: publisher, headline, date. */
export function whereParts(citation) {
  return [citation.publisher ?? "Publisher unknown", citation.title, when(citation)].filter(Boolean);
}

const REASONS = {
  no_evidence: "The archive does not say",
  unknown_speaker: "Nobody of that name",
  speaker_not_quoted: "Not quoted on this",
  outside_dates: "Outside these dates",
  false_premise: "The question takes for granted what is not so",
  ambiguous_speaker: "Who is meant?",
  ambiguous_question: "What is meant?",
};

export function reasonHeading(reason) {
  return REASONS[reason] ?? "The archive does not say";
}

/** Who wrote an answer, how its sentences were held against the articles, and how long it took. */
export function howItWasMade(reply) {
  const { total } = reply.timings_ms;
  const took = total === undefined ? "" : ` Took ${seconds(total)}.`;
  return `${modelFailure(reply)}${writtenBy(reply)}${took}`;
}

function writtenBy({ outcome, answerer, claims }) {
  if (outcome !== "answered") return "Looked through the archive.";
  if (answerer === "extractive") return "Every sentence is the article’s own, with the speaker named.";
  const verbatim = claims.filter((claim) => claim.support === "verbatim").length;
  return `Written by a language model; each sentence was checked against what it cites, and ${verbatim} of ${claims.length} ${verbatim === 1 ? "is" : "are"} word for word.`;
}

function modelFailure({ answerer, generation }) {
  const by = generation?.steps?.answer ?? "model";
  if (by === "model") return "";
  return answerer === "generative"
    ? `The model failed in the middle (${by}): this is as far as it came. `
    : `The model gave no answer (${by}): these are the articles’ own words. `;
}

function seconds(ms) {
  return ms < 100 ? "under 0.1 s" : `${(ms / 1000).toFixed(1)} s`;
}
