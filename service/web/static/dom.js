// Elements. Whatever comes from the archive is put in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes; a function under `onclick` and its like listens. */
export function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Words of the archive inside a line of ours: they may run the other way without turning it. */
export function isolated(text, attributes = {}) {
  return el("bdi", attributes, text);
}

export function byId(id) {
  return document.getElementById(id);
}

/** The way past the head moves the focus alone: what follows the # is the view, or the words. */
export function startSkipping() {
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
}

/** For those who hear the page. */
export function announce(text) {
  byId("status").textContent = text;
}

/** A link elsewhere, or null where the address is not one of the web's ("javascript:"). */
export function webLink(address, ...children) {
  const url = address && URL.canParse(address) ? new URL(address) : null;
  if (!url || !["http:", "https:"].includes(url.protocol)) return null;
  return el("a", { href: url.href, rel: "noopener noreferrer nofollow", target: "_blank" }, children);
}
