// When the evidence appeared: a dot for each dated piece, from the first day to the last.

import { el, svg } from "./dom.js";
import { counted, day } from "./wording.js";

const [WIDTH, RADIUS, EDGE] = [320, 4.5, 10];
const MOST_IN_A_PILE = 4;

/** null where there is nothing to compare. `what` is the noun for one piece of evidence. */
export function timeline(evidence, what) {
  const dated = evidence.filter((each) => each.published);
  const days = [...new Set(dated.map((each) => each.published))].sort();
  const undated = evidence.length - dated.length;
  if (days.length === 0 || (days.length === 1 && undated === 0)) return null;
  const [first, last] = [days[0], days.at(-1)];
  const span = first === last ? day(first) : `${day(first)} to ${day(last)}`;
  const rest = undated ? `, ${counted(undated, what)} undated` : "";
  return el(
    "figure",
    { class: "timeline" },
    drawn(dated, days, `Dates of the evidence: ${counted(dated.length, what)}, ${span}${rest}.`),
    el(
      "figcaption",
      {},
      el("span", {}, day(first)),
      undated ? el("span", { class: "muted" }, `${undated} undated`) : null,
      first === last ? null : el("span", {}, day(last)),
    ),
  );
}

function drawn(dated, days, label) {
  const place = scale(days[0], days.at(-1));
  const piles = days.map((each) => dated.filter((one) => one.published === each));
  const tallest = Math.min(Math.max(...piles.map((pile) => pile.length)), MOST_IN_A_PILE);
  const ground = 2 * RADIUS * tallest + 6;
  const picture = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${ground + 6}`,
    role: "img",
    "aria-label": label,
  });
  picture.append(svg("line", { x1: 0, x2: WIDTH, y1: ground, y2: ground, class: "axis" }));
  for (const pile of piles) {
    const x = place(pile[0].published);
    const title = `${day(pile[0].published)}: ${pile.length}`;
    for (const [height, one] of pile.slice(0, MOST_IN_A_PILE).entries()) {
      const y = ground - (RADIUS + 1) - height * 2 * RADIUS;
      const kind = one.published_provenance === "inferred" ? "dot inferred" : "dot";
      picture.append(svg("circle", { cx: x, cy: y, r: RADIUS, class: kind }, svg("title", {}, title)));
    }
  }
  return picture;
}

function scale(first, last) {
  const [from, to] = [Date.parse(first), Date.parse(last)];
  if (from === to) return () => EDGE;
  return (each) => EDGE + ((WIDTH - 2 * EDGE) * (Date.parse(each) - from)) / (to - from);
}
