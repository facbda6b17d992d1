// Messages: one row each, grouped by author and day, with reactions, thread line, files and the menu on hover.

import { avatar, fill, h, icon, toast } from "./dom.js";
import { QUICK, glyph } from "./emoji.js";
import { blocks } from "./kit.js";
import { formatted, mrkdwn, ago } from "./mrkdwn.js";
import { confirmed, pick, pickEmoji } from "./popover.js";
import { act, complaint, isReply, messagesOf, store } from "./store.js";

const TOGETHER_S = 300;
const drawn = new Map();

export function messageList(list, { inThread = false } = {}) {
  const rows = [];
  let before = null;
  for (const message of list) {
    const day = dayOf(message);
    if (!inThread && (!before || dayOf(before) !== day)) rows.push(h("div", { class: "day", role: "separator" }, h("span", {}, day)));
    rows.push(row(message, { isCompact: follows(before, message, day), inThread }));
    before = message;
  }
  return rows;
}

const seconds = (message) => Number(message.ts.split(".")[0]);
const dayOf = (message) => formatted(seconds(message), { weekday: "long", day: "numeric", month: "long" });

function follows(before, message, day) {
  return Boolean(before) && before.user === message.user && before.username === message.username && dayOf(before) === day
    && !message.blocks?.length && !before.is_ephemeral && !message.is_ephemeral && !before.is_deleted && seconds(message) - seconds(before) < TOGETHER_S;
}

// A row is drawn again only when its message changed, so that an open input or a selection is not disturbed.
function row(message, { isCompact, inThread }) {
  const name = `${message.channel}/${message.ts}/${inThread}/${store.me}`;
  const stamp = `${message.seq}/${isCompact}/${message.reply_count ?? 0}/${message.latest_reply ?? ""}/${store.highlighted === message.ts}`;
  const kept = drawn.get(name);
  if (kept?.stamp === stamp) return kept.node;
  const node = draw(message, { isCompact, inThread });
  drawn.set(name, { stamp, node });
  return node;
}

function draw(message, { isCompact, inThread }) {
  const author = store.people.get(message.user);
  const classes = ["message", isCompact && "compact", message.is_ephemeral && "ephemeral", store.highlighted === message.ts && "highlighted"];
  const when = h("time", { class: "when", title: formatted(seconds(message), { dateStyle: "full", timeStyle: "medium" }) }, formatted(seconds(message), { hour: "2-digit", minute: "2-digit" }));
  const head = h("div", { class: "head" }, h("span", { class: "author" }, message.username || author?.real_name || "Somebody"),
    author?.is_bot && h("span", { class: "tag" }, "app"), author?.is_guest && h("span", { class: "tag" }, "guest"), author?.status_emoji && h("span", { class: "emoji", title: author.status_text }, glyph(author.status_emoji.replaceAll(":", ""))), when);
  return h("article", { class: classes.filter(Boolean).join(" "), data: { ts: message.ts }, tabindex: "0", "aria-label": `${message.username || author?.real_name || "Somebody"} at ${when.textContent}` },
    h("div", { class: "gutter" }, isCompact ? when : avatar(author)),
    h("div", { class: "body" }, !isCompact && head, message.is_ephemeral && h("div", { class: "only-you" }, "Only visible to you"),
      content(message), files(message), reactions(message), !inThread && threadLine(message)),
    !message.is_ephemeral && !message.is_deleted && tools(message, inThread));
}

function content(message) {
  if (message.is_deleted) return h("div", { class: "gone" }, "This message was deleted.");
  const place = placeOf(message);
  const shown = message.blocks?.length ? blocks(message.blocks, place) : message.text ? h("div", { class: "text", dir: "auto" }, mrkdwn(message.text)) : null;
  const edited = message.edited && !message.bot_id ? h("span", { class: "edited" }, " (edited)") : null;
  return h("div", { class: message.blocks?.length ? "card" : "words" }, shown, edited, (message.attachments ?? []).map((one) => attachment(one, place)));
}

function attachment(one, place) {
  const bar = /^#?[0-9a-f]{6}$/i.test(one.color ?? "") ? `#${one.color.replace("#", "")}` : null;
  const title = one.title && (one.title_link ? mrkdwn(`<${one.title_link}|${one.title}>`) : mrkdwn(one.title));
  return h("div", { class: "attachment", style: bar ? { "--bar": bar } : {} },
    one.pretext && h("div", {}, mrkdwn(one.pretext)), one.author_name && h("div", { class: "attachment-author" }, one.author_name),
    title && h("div", { class: "attachment-title" }, title), one.text && h("div", {}, mrkdwn(one.text)),
    one.fields && h("div", { class: "fields" }, one.fields.map((f) => h("div", {}, h("strong", {}, f.title), h("br"), mrkdwn(f.value)))),
    blocks(one.blocks, place), one.footer && h("div", { class: "attachment-footer" }, one.footer));
}

function placeOf(message) {
  const at = { channel: message.channel, ts: message.ts };
  return {
    use: async (control, value) => report(await act("click", { ...at, control, value })),
    suggest: async (control, query) => (await act("suggest", { ...at, control, query })).options ?? [],
  };
}

export function report(answer) {
  const text = complaint(answer);
  if (text) toast(text);
  return answer;
}

function files(message) {
  return (message.files ?? []).map((file) => (file.mimetype.startsWith("image/")
    ? h("figure", { class: "file" }, h("figcaption", {}, file.title), h("img", { class: "picture", src: new URL(file.url_private).pathname, alt: file.alt_txt || file.title, loading: "lazy" }))
    : h("a", { class: "file-chip", href: new URL(file.url_private).pathname, download: file.name }, file.title)));
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map((one) => {
    const names = one.users.map((id) => store.people.get(id)?.real_name ?? id).join(", ");
    const isMine = one.users.includes(store.me);
    return h("button", { type: "button", class: `reaction${isMine ? " mine" : ""}`, "aria-pressed": String(isMine), title: `${names} reacted with :${one.name}:`, onclick: () => react(message, one.name) },
      h("span", { class: "emoji" }, glyph(one.name)), h("span", {}, String(one.count)));
  }), h("button", { type: "button", class: "reaction add", "aria-label": "Add a reaction", onclick: (event) => pickEmoji(event.currentTarget, (name) => react(message, name)) }, icon("smile")));
}

const react = async (message, name) => report(await act("react", { channel: message.channel, ts: message.ts, name }));

function threadLine(message) {
  if (!message.reply_count) return null;
  const faces = message.reply_users.slice(0, 4).map((id) => avatar(store.people.get(id), "small"));
  const count = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
  return h("button", { type: "button", class: "thread-line", data: { thread: message.ts, channel: message.channel } }, h("span", { class: "faces" }, faces), h("strong", {}, count),
    h("span", { class: "last-reply" }, `Last reply ${ago(Number(message.latest_reply.split(".")[0]))}`));
}

function tools(message, inThread) {
  const tool = (label, content, onclick, extra = {}) => h("button", { type: "button", title: label, "aria-label": label, onclick, ...extra }, content);
  return h("div", { class: "tools", role: "toolbar", "aria-label": "Message actions" },
    QUICK.map((name) => tool(`React with :${name}:`, h("span", { class: "emoji" }, glyph(name)), () => react(message, name))),
    tool("Add a reaction", icon("smile"), (event) => pickEmoji(event.currentTarget, (name) => react(message, name))),
    !inThread && tool("Reply in thread", icon("reply"), null, { data: { thread: message.thread_ts || message.ts, channel: message.channel } }),
    tool("More", icon("more"), (event) => menu(event.currentTarget, message), { "aria-haspopup": "listbox" }));
}

function menu(anchor, message) {
  const at = { channel: message.channel, ts: message.ts };
  const own = message.user === store.me ? [
    { label: "Edit message", run: () => edit(message) },
    { label: "Delete message", isDanger: true, run: () => remove(at) },
  ] : [];
  const items = [
    ...store.shortcuts.map((one) => ({ label: one.text, note: "Shortcut", run: async () => report(await act("shortcut", { ...at, id: one.id })) })),
    { label: "Copy link", run: () => navigator.clipboard?.writeText(`${location.origin}/archives/${message.channel}/p${message.ts.replace(".", "")}`) },
    ...own,
  ];
  pick(anchor, items, (chosen) => chosen.run(), { label: "Message actions" });
}

async function remove(at) {
  const isSure = await confirmed({ title: "Delete this message?", text: "It disappears for everybody.", confirm: "Delete", deny: "Keep it", style: "danger" });
  if (isSure) report(await act("delete", at));
}

function edit(message) {
  const node = document.querySelector(`.message[data-ts="${message.ts}"] .words`);
  const plain = message.text.replace(/<@(\w+)>/g, (whole, id) => `@${store.people.get(id)?.name ?? id}`).replace(/<(https?:[^>|]+)>/g, "$1").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  const area = h("textarea", { class: "text-input", rows: "2", "aria-label": "Edit message" });
  area.value = plain;
  const save = async () => report(await act("edit", { channel: message.channel, ts: message.ts, text: area.value }));
  const cancel = () => { drawn.clear(); document.dispatchEvent(new Event("redraw")); };
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(); }
    if (event.key === "Escape") cancel();
  });
  fill(node, area, h("div", { class: "edit-buttons" }, h("button", { type: "button", class: "button", onclick: cancel }, "Cancel"), h("button", { type: "button", class: "button primary", onclick: save }, "Save")));
  area.focus();
}

export const mainMessages = (channel) => messagesOf(channel).filter((message) => !isReply(message) || message.subtype === "thread_broadcast");
export const threadMessages = (channel, ts) => messagesOf(channel).filter((message) => message.ts === ts || message.thread_ts === ts);
export const forget = () => drawn.clear();
