// Block Kit drawn: every block a bot may send, as nodes. `place` says where it is and what pressing something does.

import { h, words } from "./dom.js";
import { control, inputControl } from "./controls.js";
import { channelNode, emojiNode, formatted, groupNode, linkNode, mrkdwn, personNode } from "./mrkdwn.js";
import { chart } from "./chart.js";

export function blocks(list, place) {
  return (list ?? []).map((block) => h("div", { class: `block block-${block.type}` }, draw(block, place)));
}

export function text(object) {
  if (!object) return [];
  if (typeof object === "string") return [object];
  return object.type === "mrkdwn" ? mrkdwn(object.text) : plain(object.text);
}

// plain_text shows emoji codes as emoji, and nothing else.
function plain(value) {
  const parts = String(value ?? "").split(/:([a-z0-9_+-]+):/);
  return parts.flatMap((part, index) => (index % 2 ? [emojiNode(part)] : words(part)));
}

function draw(block, place) {
  switch (block.type) {
    case "header": return h("h3", {}, text(block.text));
    case "divider": return h("hr");
    case "section": return section(block, place);
    case "context": return h("div", { class: "context" }, block.elements.map(contextItem));
    case "actions": return h("div", { class: "actions" }, block.elements.map((element) => control(element, block, place)));
    case "image": return picture(block);
    case "rich_text": return block.elements.map(rich);
    case "markdown": return markdown(block.text);
    case "table": return table(block);
    case "input": return inputBlock(block, place);
    case "data_visualization": return chart(block);
    default: return h("p", { class: "unknown" }, `This page cannot show a “${block.type}” block yet.`);
  }
}

function section(block, place) {
  const fields = block.fields?.length ? h("div", { class: "fields" }, block.fields.map((field) => h("div", {}, text(field)))) : null;
  const body = h("div", { class: "section-body" }, block.text && h("div", { dir: "auto" }, text(block.text)), fields);
  const side = block.accessory?.type === "image" ? image(block.accessory, "thumb") : block.accessory && control(block.accessory, block, place);
  return [body, side && h("div", { class: "accessory" }, side)];
}

const contextItem = (element) => (element.type === "image" ? image(element, "tiny") : h("span", {}, text(element)));

function image(element, size) {
  const node = h("img", { class: size, src: element.image_url, alt: element.alt_text, loading: "lazy", referrerpolicy: "no-referrer" });
  node.addEventListener("error", () => node.replaceWith(h("span", { class: `missing ${size}`, title: element.alt_text }, size === "tiny" ? "" : element.alt_text)));
  return node;
}

const picture = (block) => h("figure", {}, block.title && h("figcaption", {}, text(block.title)), image(block, "picture"));

function inputBlock(block, place) {
  const error = place.errors?.[block.block_id];
  const field = inputControl(block, place);
  const label = h("div", { class: "input-label" }, text(block.label), block.optional && h("span", { class: "optional" }, " (optional)"));
  return h("div", { class: `field${error ? " wrong" : ""}`, role: "group", "aria-label": block.label.text },
    label, field, error && h("div", { class: "field-error", role: "alert" }, error), block.hint && h("div", { class: "hint" }, text(block.hint)));
}

function rich(element) {
  const inner = () => element.elements.map(richPart);
  switch (element.type) {
    case "rich_text_quote": return h("blockquote", { dir: "auto" }, inner());
    case "rich_text_preformatted": return h("pre", {}, inner());
    case "rich_text_list": return h(element.style === "ordered" ? "ol" : "ul", { class: `indent-${element.indent ?? 0}`, start: element.offset ? String(element.offset + 1) : null },
      element.elements.map((item) => h("li", {}, item.elements.map(richPart))));
    default: return h("div", { class: "rich", dir: "auto" }, inner());
  }
}

function richPart(part) {
  const { style = {} } = part;
  let node = richNode(part);
  if (style.code) node = h("code", {}, node);
  if (style.bold) node = h("strong", {}, node);
  if (style.italic) node = h("em", {}, node);
  if (style.strike) node = h("s", {}, node);
  return node;
}

function richNode(part) {
  switch (part.type) {
    case "text": return part.text.split("\n").flatMap((line, index) => (index ? [h("br"), ...words(line)] : words(line)));
    case "link": return linkNode(part.url, part.text || part.url);
    case "emoji": return emojiNode(part.name);
    case "user": return personNode(part.user_id, "");
    case "channel": return channelNode(part.channel_id, "");
    case "usergroup": return groupNode(part.usergroup_id, "");
    case "broadcast": return h("span", { class: "mention loud" }, `@${part.range}`);
    case "date": return h("time", {}, formatted(part.timestamp, { dateStyle: "medium", timeStyle: "short" }));
    case "color": return h("code", {}, part.value);
    default: return "";
  }
}

function table(block) {
  const settings = block.column_settings ?? [];
  const cell = (value, index, tag) => h(tag, { style: { "text-align": settings[index]?.align ?? "left" } },
    value.type === "rich_text" ? value.elements.map(rich) : String(value.text ?? value.value ?? ""));
  const [head, ...rows] = block.rows;
  return h("div", { class: "table-frame", tabindex: "0" }, h("table", {},
    h("thead", {}, h("tr", {}, head.map((value, index) => cell(value, index, "th")))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((value, index) => cell(value, index, "td")))))));
}

// The markdown block: headings, lists, quotes, code, bold, italic, links; the rest as it was written.
function markdown(source) {
  const nodes = [];
  let list = null;
  for (const part of source.split(/(```[\s\S]*?```)/)) {
    if (part.startsWith("```")) { nodes.push(h("pre", {}, part.replace(/^```\w*\n?|```$/g, ""))); continue; }
    for (const line of part.split("\n")) {
      const head = /^(#{1,6})\s+(.*)/.exec(line);
      const item = /^\s*(?:[-*]|(\d+)\.)\s+(.*)/.exec(line);
      if (!item) list = null;
      if (head) nodes.push(h(`h${Math.min(6, head[1].length + 2)}`, {}, marks(head[2])));
      else if (item) { if (!list) nodes.push(list = h(item[1] ? "ol" : "ul")); list.append(h("li", {}, marks(item[2]))); }
      else if (/^>\s?/.test(line)) nodes.push(h("blockquote", {}, marks(line.replace(/^>\s?/, ""))));
      else if (/^-{3,}$/.test(line.trim())) nodes.push(h("hr"));
      else if (line.trim()) nodes.push(h("p", {}, marks(line)));
    }
  }
  return nodes;
}

const MARK = /`([^`]+)`|\*\*(.+?)\*\*|~~(.+?)~~|(?<!\w)[*_](.+?)[*_](?!\w)|\[([^\]]+)\]\(([^)\s]+)\)/g;

function marks(line) {
  const nodes = [];
  let last = 0;
  for (const match of line.matchAll(MARK)) {
    nodes.push(...plain(line.slice(last, match.index)));
    const [, code, bold, strike, italic, label, url] = match;
    if (code) nodes.push(h("code", {}, code));
    else if (bold) nodes.push(h("strong", {}, marks(bold)));
    else if (strike) nodes.push(h("s", {}, strike));
    else if (italic) nodes.push(h("em", {}, italic));
    else nodes.push(linkNode(url, label));
    last = match.index + match[0].length;
  }
  return [...nodes, ...plain(line.slice(last))];
}
