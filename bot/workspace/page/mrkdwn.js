// Slack's mrkdwn as nodes. The text is never parsed as HTML: entities are decoded by hand into text nodes.

import { h, words } from "./dom.js";
import { EMOJI } from "./emoji.js";
import { store, zone } from "./store.js";

const INLINE = new RegExp([
  "<([^<>\\n]+)>", "`([^`\\n]+)`", ":([a-z0-9_+'-]+(?:::[a-z0-9-]+)?):",
  "(?<![\\w*])\\*(?=\\S)([^*\\n]*?\\S)\\*(?![\\w*])",
  "(?<![\\w_])_(?=\\S)([^\\n]*?\\S)_(?![\\w_])",
  "(?<![\\w~])~(?=\\S)([^~\\n]*?\\S)~(?![\\w~])",
].join("|"), "g");

export const decode = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

export function mrkdwn(text) {
  const parts = String(text ?? "").split(/\n?```\n?([\s\S]*?)\n?```\n?/);
  return parts.flatMap((part, index) => (index % 2 ? [h("pre", {}, decode(part))] : quoted(part)));
}

function quoted(text) {
  const nodes = [];
  let quote = [];
  const flush = () => { if (quote.length) nodes.push(h("blockquote", { dir: "auto" }, lines(quote))); quote = []; };
  let plain = [];
  const flushPlain = () => { if (plain.length) nodes.push(...lines(plain)); plain = []; };
  for (const line of text.split("\n")) {
    const match = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (match) { flushPlain(); quote.push(match[1]); } else { flush(); plain.push(line); }
  }
  flush();
  flushPlain();
  return nodes;
}

const lines = (list) => list.flatMap((line, index) => (index ? [h("br"), ...inline(line)] : inline(line)));

function inline(text) {
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > last) nodes.push(...words(decode(text.slice(last, match.index))));
    nodes.push(...node(match));
    last = match.index + match[0].length;
  }
  if (last < text.length) nodes.push(...words(decode(text.slice(last))));
  return nodes;
}

function node([whole, entity, code, emoji, bold, italic, strike]) {
  if (entity !== undefined) return [entityNode(entity)];
  if (code !== undefined) return [h("code", {}, decode(code))];
  if (emoji !== undefined) return [EMOJI.has(emoji.split("::")[0]) ? emojiNode(emoji) : whole];
  if (bold !== undefined) return [h("strong", {}, inline(bold))];
  if (italic !== undefined) return [h("em", {}, inline(italic))];
  return [h("s", {}, inline(strike))];
}

export function emojiNode(name) {
  return h("span", { class: "emoji", title: `:${name}:`, role: "img", "aria-label": name.replaceAll("_", " ") }, EMOJI.get(name.split("::")[0]) ?? `:${name}:`);
}

function entityNode(inner) {
  const [target, label = ""] = inner.split(/\|(.*)/s);
  if (target.startsWith("@")) return personNode(target.slice(1), decode(label));
  if (target.startsWith("#")) return channelNode(target.slice(1), decode(label));
  if (target.startsWith("!date^")) return dateNode(target, decode(label));
  if (target.startsWith("!subteam^")) return groupNode(target.slice(9).split("|")[0], decode(label));
  if (target.startsWith("!")) return h("span", { class: "mention loud" }, `@${target.slice(1).split("^")[0]}`);
  return linkNode(decode(target), decode(label) || decode(target));
}

export function linkNode(url, label) {
  const isSafe = /^(https?:|mailto:)/i.test(url);
  return isSafe ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label) : h("span", {}, label);
}

export function personNode(id, label) {
  const person = store.people.get(id);
  return h("span", { class: id === store.me ? "mention me" : "mention" }, `@${person?.real_name || label || id}`);
}

export function channelNode(id, label) {
  const channel = store.channels.get(id);
  const props = { class: "mention", type: "button", data: { goto: id } };
  return channel ? h("button", props, `#${channel.name}`) : h("span", { class: "mention" }, `#${label || id}`);
}

export function groupNode(id, label) {
  const group = store.groups.get(id);
  return h("span", { class: "mention" }, `@${group?.handle || label.replace(/^@/, "") || "group"}`);
}

const PARTS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

export function formatted(seconds, options) {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone(), ...options }).format(new Date(seconds * 1000));
  } catch {
    return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options }).format(new Date(seconds * 1000));
  }
}

function dateNode(target, fallback) {
  const [, seconds, format = "", link] = target.split("^");
  const when = Number(seconds);
  if (!Number.isFinite(when)) return document.createTextNode(fallback);
  const text = format.replace(/\{(\w+?)(_pretty)?\}/g, (whole, name, pretty) => {
    if (name === "ago") return ago(when);
    const near = pretty ? nearby(when) : "";
    return near || (PARTS[name] ? formatted(when, PARTS[name]) : whole);
  });
  const node = h("time", { datetime: new Date(when * 1000).toISOString(), title: formatted(when, { dateStyle: "full", timeStyle: "short" }) }, text);
  return link ? h("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, node) : node;
}

function nearby(seconds) {
  const day = (value) => formatted(value, PARTS.date_num);
  const now = Date.parse(store.now) / 1000;
  if (day(seconds) === day(now)) return "today";
  if (day(seconds) === day(now - 86400)) return "yesterday";
  return day(seconds) === day(now + 86400) ? "tomorrow" : "";
}

export function ago(seconds) {
  const passed = Date.parse(store.now) / 1000 - seconds;
  const steps = [[86400, "day"], [3600, "hour"], [60, "minute"]];
  for (const [size, word] of steps) {
    const count = Math.round(Math.abs(passed) / size);
    if (Math.abs(passed) >= size) return passed > 0 ? `${count} ${word}${count > 1 ? "s" : ""} ago` : `in ${count} ${word}${count > 1 ? "s" : ""}`;
  }
  return "just now";
}
