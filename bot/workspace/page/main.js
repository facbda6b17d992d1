// The page: which channel and thread are open, and when what is drawn again.

import { $, fill, h, icon } from "./dom.js";
import { composer, keepComposer } from "./composer.js";
import { forget, mainMessages, messageList, report, threadMessages } from "./messages.js";
import { drawModal, home } from "./modal.js";
import { closePopover } from "./popover.js";
import { drawSidebar, drawTop } from "./sidebar.js";
import { act, begin, markRead, store } from "./store.js";
import { mrkdwn } from "./mrkdwn.js";

function draw() {
  drawTop(switchTo);
  drawBanner();
  drawMain();
  // After the messages, which are read once they are drawn: the list says what is unread.
  drawSidebar(openChannel);
  drawThread();
  drawModal();
}

function drawBanner() {
  const strip = $("#banner");
  strip.hidden = !store.banner;
  if (strip.dataset.text !== store.banner) { strip.dataset.text = store.banner; fill(strip, store.banner); }
}

const isWide = () => matchMedia("(min-width: 760px)").matches;
const isHome = () => store.open === "home" || store.channels.get(store.open)?.is_im;

function drawMain() {
  const pane = $("#main");
  const channel = store.channels.get(store.open);
  if (isHome() && store.tab === "home") {
    const seen = $(".scroll", pane)?.scrollTop ?? 0;
    if (pane.dataset.stamp === `home/${store.me}/${store.home?.hash}/${store.open}`) return;
    pane.dataset.stamp = `home/${store.me}/${store.home?.hash}/${store.open}`;
    fill(pane, botHead(), h("div", { class: "scroll", tabindex: "0" }, home()));
    $(".scroll", pane).scrollTop = seen;
    return;
  }
  delete pane.dataset.stamp;
  if (!channel) { fill(pane, isHome() ? botHead() : null, h("div", { class: "empty" }, h("p", {}, isHome() ? "Nothing was said here yet." : "Choose a channel on the left."))); return; }
  markRead(channel.id);
  const list = mainMessages(channel.id);
  const writing = keepComposer(pane, `${channel.id}/${store.me}`, () => composer({ channel: channel.id, id: "composer-text", placeholder: channel.is_im ? "Write to the app" : `Write to #${channel.name}${isWide() ? ", or / for a command" : ""}` }));
  const rows = messageList(list);
  rescroll(pane, `${channel.id}/${store.me}`, [channel.is_im ? botHead() : channelHead(channel), h("div", { class: "scroll", tabindex: "0", role: "log", "aria-label": "Messages" }, welcome(channel, list), rows), channel.is_archived ? h("p", { class: "archived" }, "This channel is archived.") : writing]);
}

// Stays at the bottom when it was there, and where it was otherwise.
function rescroll(pane, name, content) {
  const old = $(".scroll", pane);
  const isSame = pane.dataset.name === name;
  const isAtEnd = !old || old.scrollHeight - old.scrollTop - old.clientHeight < 60;
  const focused = document.activeElement;
  if (isSame && old) {
    const fresh = content[1];
    sync(old, [...fresh.childNodes]);
    if ($(".composer", pane) !== content[2]) $(".composer, .archived", pane)?.replaceWith(content[2]);
    $(".pane-head", pane).replaceWith(content[0]);
    if (isAtEnd) old.scrollTop = old.scrollHeight;
  } else {
    fill(pane, content);
    pane.dataset.name = name;
    const scroll = $(".scroll", pane);
    scroll.scrollTop = scroll.scrollHeight;
  }
  if (focused?.isConnected && document.activeElement !== focused && pane.contains(focused)) focused.focus();
}

// Puts `fresh` into `list` and moves nothing that is already in place, so that focus and hover stay.
function sync(list, fresh) {
  const wanted = new Set(fresh);
  for (const node of [...list.childNodes]) if (!wanted.has(node) && !isSameDay(node, fresh)) node.remove();
  fresh.forEach((node, index) => {
    const present = list.childNodes[index];
    if (present === node || (present && present.className === "day" && present.textContent === node.textContent)) return;
    list.insertBefore(node, present ?? null);
  });
}

const isSameDay = (node, fresh) => node.className === "day" && fresh.some((one) => one.className === "day" && one.textContent === node.textContent);

function channelHead(channel) {
  return h("header", { class: "pane-head" }, h("h1", {}, icon(channel.is_private ? "lock" : "hash"), h("span", { class: "name" }, channel.name)), channel.topic && h("p", { class: "topic" }, mrkdwn(channel.topic)), h("span", { class: "members" }, `${channel.members} ${channel.members === 1 ? "member" : "members"}`));
}

function botHead() {
  const tab = (name, label) => h("button", { type: "button", role: "tab", class: "tab", "aria-selected": String(store.tab === name), onclick: () => openChannel(store.open, name) }, label);
  return h("header", { class: "pane-head with-tabs" }, h("h1", {}, store.people.get(store.bot)?.real_name), h("div", { class: "tabs", role: "tablist" }, tab("home", "Home"), tab("messages", "Messages")));
}

function welcome(channel, list) {
  if (list.length > 40) return null;
  return h("div", { class: "welcome" }, h("h2", {}, channel.is_im ? "Just the two of you" : `#${channel.name}`), h("p", {}, channel.is_im ? "What the app tells you alone appears here." : channel.topic || "This is the very beginning of the channel."));
}

function drawThread() {
  const pane = $("#thread");
  pane.hidden = !store.thread;
  document.body.classList.toggle("thread-open", Boolean(store.thread));
  if (!store.thread) { delete pane.dataset.name; return; }
  const { channel, ts } = store.thread;
  const list = threadMessages(channel, ts);
  const room = store.channels.get(channel);
  const head = h("header", { class: "pane-head" }, h("h1", {}, "Thread"), h("p", { class: "topic" }, room?.is_im ? "" : `#${room?.name}`), h("button", { type: "button", class: "tool", "aria-label": "Close thread", onclick: () => { store.thread = null; drawThread(); } }, icon("close")));
  const writing = keepComposer(pane, `${channel}/${ts}/${store.me}`, () => composer({ channel, threadTs: ts, id: "thread-text", placeholder: "Reply in thread" }));
  const replies = list.filter((one) => one.ts !== ts).length;
  const rows = messageList(list, { inThread: true });
  if (rows.length) rows.splice(1, 0, h("div", { class: "day count" }, h("span", {}, replies ? `${replies} ${replies === 1 ? "reply" : "replies"}` : "No replies yet")));
  rescroll(pane, `${channel}/${ts}/${store.me}`, [head, h("div", { class: "scroll", tabindex: "0", role: "log", "aria-label": "Thread" }, rows), writing]);
}

function openChannel(id, tab = "messages") {
  document.body.classList.remove("nav-open");
  if (store.open !== id) { store.thread = null; closePopover(); }
  store.open = id;
  store.tab = tab;
  store.highlighted = "";
  delete $("#main").dataset.name;
  if (id !== "home") { localStorage.setItem("channel", id); if (location.pathname !== "/") history.replaceState(null, "", "/"); }
  if (isHome() && tab === "home") act("home").then(report);
  draw();
  if (isWide()) $("#composer-text")?.focus();
}

async function switchTo(person) {
  localStorage.setItem("person", person);
  forget();
  const wasHome = isHome();
  await begin(person, onNews);
  store.thread = store.thread && store.channels.has(store.thread.channel) ? store.thread : null;
  if (wasHome) openChannel([...store.channels.values()].find((one) => one.is_im)?.id ?? "home", store.tab);
  else openChannel(store.channels.has(store.open) ? store.open : firstChannel());
}

const firstChannel = () => [...store.channels.values()].filter((one) => !one.is_im && !one.is_archived).sort((a, b) => a.name.localeCompare(b.name))[0]?.id ?? "home";

function onNews(body) {
  if (body && store.open === "home") store.open = [...store.channels.values()].find((one) => one.is_im)?.id ?? "home";
  if (!body || body.messages.length || body.channels.length || body.people.length) draw();
  else { drawTop(switchTo); drawBanner(); drawModal(); if (isHome()) drawMain(); }
}

function openPermalink() {
  const match = /^\/archives\/(\w+)\/p(\d{10})(\d{6})/.exec(location.pathname);
  if (!match || !store.channels.has(match[1])) return false;
  const ts = `${match[2]}.${match[3]}`;
  const message = store.messages.get(match[1])?.get(ts);
  store.open = match[1];
  store.highlighted = ts;
  if (message?.thread_ts && message.thread_ts !== ts) store.thread = { channel: match[1], ts: message.thread_ts };
  draw();
  $(`.message[data-ts="${ts}"]`)?.scrollIntoView({ block: "center" });
  return true;
}

document.addEventListener("click", (event) => {
  const thread = event.target.closest?.("[data-thread]");
  if (thread) { store.thread = { channel: thread.dataset.channel, ts: thread.dataset.thread }; draw(); $("#thread-text")?.focus(); }
  const room = event.target.closest?.("[data-goto]");
  if (room) openChannel(room.dataset.goto);
  const link = event.target.closest?.("a[href*='/archives/']");
  if (link && link.origin === location.origin) { event.preventDefault(); history.pushState(null, "", link.pathname); openPermalink(); }
  if (!event.target.closest?.(".sidebar, .burger")) document.body.classList.remove("nav-open");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && store.thread && !$("dialog[open]")) { store.thread = null; drawThread(); }
});
document.addEventListener("redraw", draw);

await begin(localStorage.getItem("person") ?? "", onNews);
document.title = store.team;
const last = localStorage.getItem("channel");
if (!openPermalink()) openChannel(store.channels.has(last) ? last : firstChannel());
