// The frame around the messages: the bar on top with clock and "act as", and the list of channels.

import { $, avatar, fill, h, icon } from "./dom.js";
import { formatted } from "./mrkdwn.js";
import { pick } from "./popover.js";
import { act, me, store, unread } from "./store.js";
import { report } from "./messages.js";

const STEPS = [["10m", "+10 min"], ["1h", "+1 h"], ["morning", "Next morning, 9:00"], ["1d", "+1 day"]];
let barStamp = "";

export function drawTop(switchTo) {
  const stamp = [store.me, store.now.slice(0, 16), store.isConnected, store.people.size, store.canForward].join("|");
  if (stamp === barStamp) return;
  barStamp = stamp;
  const when = Date.parse(store.now) / 1000;
  const clock = [formatted(when, { weekday: "short", day: "numeric", month: "short" }), formatted(when, { hour: "2-digit", minute: "2-digit" })];
  fill($("#top"),
    h("button", { type: "button", class: "tool burger", "aria-label": "Channels", onclick: () => document.body.classList.toggle("nav-open") }, icon("menu")),
    h("div", { class: "team" }, h("span", { class: "team-name" }, store.team), h("span", { class: `dot${store.isConnected ? " on" : ""}`, role: "img", title: store.isConnected ? "The app is connected" : "No app is connected", "aria-label": store.isConnected ? "The app is connected" : "No app is connected" })),
    h("div", { class: "time" }, clockFace(clock), store.canForward && h("div", { class: "steps", role: "group", "aria-label": "Move the clock" }, STEPS.map(([step, label]) => h("button", { type: "button", onclick: () => forward(step) }, label)))),
    actAs(switchTo));
}

function clockFace([day, hour]) {
  const face = h("button", { type: "button", class: "clock", "aria-label": `It is ${day}, ${hour}. Move the clock.`, disabled: !store.canForward,
    onclick: () => pick(face, STEPS.map(([step, label]) => ({ label, step })), (one) => forward(one.step), { label: "Move the clock" }) },
  icon("clock"), h("span", { class: "clock-day" }, day), h("strong", {}, hour));
  return face;
}

async function forward(step) {
  const time = $("#top .time");
  time.classList.add("busy");
  report(await act("forward", { step }));
  time.classList.remove("busy");
}

function actAs(switchTo) {
  const person = me();
  const people = [...store.people.values()].filter((one) => !one.is_bot && !one.is_deleted);
  const node = h("button", { type: "button", class: "act-as", "aria-haspopup": "listbox", "aria-label": `Acting as ${person?.real_name}. Act as somebody else.`,
    onclick: () => pick(node, people.map((one) => ({ label: one.real_name, note: one.title, value: one.id, isOn: one.id === store.me, icon: avatar(one, "small") })), (one) => switchTo(one.value), { label: "Act as", placeholder: "Act as" }) },
  avatar(person, "small"), h("span", { class: "act-as-name" }, person?.real_name), icon("down"));
  return node;
}

export function drawSidebar(open) {
  const channels = [...store.channels.values()];
  const rooms = channels.filter((one) => !one.is_im && !one.is_archived).sort((a, b) => a.name.localeCompare(b.name));
  const direct = channels.filter((one) => one.is_im);
  const focused = document.activeElement?.closest?.("#sidebar .room")?.dataset.id;
  fill($("#sidebar"),
    h("h2", {}, "Channels"), h("ul", {}, rooms.map((one) => room(one, open))),
    h("h2", {}, "Apps"), h("ul", {}, botRow(direct[0], open)),
    h("h2", {}, "People"), h("ul", { class: "people" }, [...store.people.values()].filter((one) => !one.is_bot && !one.is_deleted).map(personRow)));
  if (focused) $(`#sidebar .room[data-id="${focused}"]`)?.focus();
}

function room(one, open) {
  const count = unread(one.id);
  return h("li", {}, h("button", { type: "button", class: `room${store.open === one.id ? " current" : ""}${count ? " unread" : ""}`, data: { id: one.id }, "aria-current": store.open === one.id ? "page" : null, onclick: () => open(one.id) },
    icon(one.is_private ? "lock" : "hash"), h("span", { class: "room-name" }, one.name), count > 0 && h("span", { class: "badge", "aria-label": `${count} unread` }, String(Math.min(count, 99)))));
}

function botRow(channel, open) {
  const bot = store.people.get(store.bot);
  const id = channel?.id ?? "home";
  const count = channel ? unread(channel.id) : 0;
  return h("li", {}, h("button", { type: "button", class: `room${store.open === id ? " current" : ""}${count ? " unread" : ""}`, data: { id }, onclick: () => open(id, count > 0 ? "messages" : "home") },
    avatar(bot, "mini"), h("span", { class: "room-name" }, bot?.real_name), count > 0 && h("span", { class: "badge" }, String(count))));
}

function personRow(one) {
  return h("li", { class: "person", title: one.title }, avatar(one, "mini"), h("span", { class: "room-name" }, one.real_name, one.id === store.me && h("span", { class: "you" }, "you")),
    one.status_emoji && h("span", { class: "status", title: one.status_text }, one.status_text));
}
