// The archive counts code points, JavaScript counts UTF-16 units: an emoji is one there, two here.

/** Where the code points number `start` and `end` lie in `text`; null where it is too short. */
export function unitsOf(text, start, end) {
  let point = 0;
  let from = null;
  for (let unit = 0; ; unit += text.codePointAt(unit) > 0xffff ? 2 : 1, point += 1) {
    if (point === start) from = unit;
    if (point === end) return from === null ? null : { from, to: unit };
    if (unit >= text.length) return null;
  }
}

/** Of "1619-1676"; null where it is no place at all. */
export function placeOf(fragment) {
  const found = /^(\d{1,9})-(\d{1,9})$/.exec(fragment);
  if (!found) return null;
  const [start, end] = [Number(found[1]), Number(found[2])];
  return start < end ? { start, end } : null;
}
