// Building the page: elements from plain values, so that a stranger's text can only ever become a text node.

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "style") for (const [key, one] of Object.entries(value)) node.style.setProperty(key, one);
    else if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...flat(children));
  return node;
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

export function fill(node, ...children) {
  node.replaceChildren(...flat(children));
  return node;
}

export const $ = (selector, root = document) => root.querySelector(selector);

// A small drawn icon; the paths are our own and contain nothing from outside.
const PATHS = {
  hash: "M7 3 5.5 17M14 3l-1.5 14M3 7.5h14M2.5 12.5h14",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  menu: "M3 5h14M3 10h14M3 15h14",
  close: "M5 5l10 10M15 5L5 15",
  reply: "M3 5h14v9h-8l-4 3v-3H3z",
  smile: "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M7 8v.5M13 8v.5M6.8 11.8c1.6 2.2 4.8 2.2 6.4 0",
  more: "M10 4.5v.5M10 10v.5M10 15.5v.5",
  send: "M3 10 17 4l-4 13-3-5.5zM10 11.5 17 4",
  home: "M3 9.5 10 3l7 6.5M5 8.5V17h10V8.5",
  down: "M5 8l5 5 5-5",
  clock: "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M10 6v4.2l3 1.8",
  link: "M8.5 11.5a3 3 0 0 0 4.3.3l2.5-2.5a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3-.3l-2.5 2.5A3 3 0 0 0 9 15l1-1",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

// Text with its emoji set in an emoji font, since some text fonts bring grey ones of their own.
const PICTURES = /((?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)(?:\u200D(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F?))*)/u;

export function words(text) {
  return text.split(PICTURES).filter(Boolean).map((part) => (PICTURES.test(part) ? h("span", { class: "emoji" }, part) : part));
}

// The colour of an avatar follows from the id alone, so a person keeps it.
export function avatar(person, size = "") {
  const name = person?.real_name || "?";
  const initials = name.split(/\s+/).filter(Boolean).map((word) => [...word][0]).slice(0, 2).join("").toUpperCase();
  let sum = 0;
  for (const letter of person?.id ?? "?") sum = (sum * 31 + letter.charCodeAt(0)) % 360;
  return h("span", { class: `avatar ${size}`, style: { "--hue": String(sum) }, "aria-hidden": "true" }, initials);
}

export function toast(text) {
  const node = h("div", { class: "toast" }, text);
  $("#toasts").append(node);
  setTimeout(() => node.remove(), 6000);
}
