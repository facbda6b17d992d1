// The box people write in: Enter sends, Shift+Enter breaks the line, `/` lists commands, `@` lists people.

import { $, fill, h, icon, toast } from "./dom.js";
import { pickEmoji } from "./popover.js";
import { EMOJI } from "./emoji.js";
import { act, complaint, store } from "./store.js";

export function composer({ channel, threadTs = "", placeholder, id }) {
  const area = h("textarea", { id, rows: "1", placeholder, "aria-label": placeholder, autocomplete: "off" });
  const hints = h("ul", { class: "hints", role: "listbox", hidden: true });
  const send = h("button", { type: "button", class: "send", "aria-label": "Send", disabled: true, onclick: () => submit() }, icon("send"));
  const smile = h("button", { type: "button", class: "tool", "aria-label": "Emoji", onclick: () => pickEmoji(smile, (name) => insert(EMOJI.get(name))) }, icon("smile"));
  const box = h("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); submit(); } }, hints, h("div", { class: "composer-row" }, area, smile, send));
  let offered = [];
  let at = 0;

  const grow = () => { area.style.height = "auto"; area.style.height = `${Math.min(180, area.scrollHeight)}px`; send.disabled = !area.value.trim(); };
  const insert = (text) => { area.setRangeText(text, area.selectionStart, area.selectionEnd, "end"); grow(); area.focus(); };

  async function submit() {
    const text = area.value.trim();
    if (!text) return;
    area.value = "";
    grow();
    offer([]);
    const isCommand = text.startsWith("/") && !threadTs;
    if (isCommand && store.commands.length && !store.commands.some((one) => one.name === text.split(" ")[0])) {
      toast(`${text.split(" ")[0]} is not a command here. Type / to see them all.`);
    }
    const answer = await act(isCommand ? "command" : "say", { channel, text, thread_ts: threadTs });
    const problem = complaint(answer);
    if (problem) toast(problem);
    if (!answer.ok && answer.error && !area.value) { area.value = text; grow(); }
  }

  function offer(list) {
    offered = list;
    at = 0;
    hints.hidden = !list.length;
    drawHints();
  }

  const drawHints = () => fill(hints, offered.map((one, index) => h("li", {
    class: "hint-row", role: "option", "aria-selected": String(index === at), onmousedown: (event) => { event.preventDefault(); take(one); },
  }, h("strong", {}, one.shown), one.hint && h("code", {}, one.hint), h("span", {}, one.text))));

  function take(one) {
    const before = area.value.slice(0, area.selectionStart).replace(/\S*$/, "");
    area.value = `${before}${one.insert} ${area.value.slice(area.selectionStart)}`;
    area.selectionStart = area.selectionEnd = before.length + one.insert.length + 1;
    offer([]);
    grow();
  }

  function look() {
    const before = area.value.slice(0, area.selectionStart);
    const word = before.split(/\s/).at(-1).toLowerCase();
    if (/^\/\S*$/.test(before) && !threadTs) {
      offer(store.commands.filter((one) => one.name.startsWith(before)).map((one) => ({ shown: one.name, hint: one.hint, text: one.text, insert: one.name })));
    } else if (word.startsWith("@")) {
      const people = [...store.people.values()].filter((one) => !one.is_deleted && (one.name.startsWith(word.slice(1)) || one.real_name.toLowerCase().startsWith(word.slice(1))));
      offer(people.slice(0, 6).map((one) => ({ shown: one.real_name, text: one.title, insert: `@${one.name}` })));
    } else offer([]);
  }

  area.addEventListener("input", () => { grow(); look(); });
  area.addEventListener("blur", () => setTimeout(() => offer([]), 150));
  area.addEventListener("keydown", (event) => {
    if (offered.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + offered.length) % offered.length;
      drawHints();
    } else if (offered.length && (event.key === "Tab" || (event.key === "Enter" && area.value.trim() !== offered[at].insert))) {
      event.preventDefault();
      take(offered[at]);
    } else if (event.key === "Escape" && offered.length) {
      event.stopPropagation();
      offer([]);
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    }
  });
  return box;
}

// Keeps what was being written when the pane around it is drawn again for the same place.
export function keepComposer(pane, name, make) {
  const old = $(".composer", pane);
  if (old?.dataset.name === name) return old;
  const fresh = make();
  fresh.dataset.name = name;
  return fresh;
}
