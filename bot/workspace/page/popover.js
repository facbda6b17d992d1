// Things that open over the page: menus with a filter, confirm dialogs, the emoji picker. One at a time, all by keyboard.

import { $, fill, h } from "./dom.js";
import { EMOJI } from "./emoji.js";

let closeOpen = null;

export function closePopover() {
  closeOpen?.();
}

function place(box, anchor) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
  const below = at.bottom + 6 + height < innerHeight;
  box.style.setProperty("left", `${left}px`);
  box.style.setProperty("top", `${Math.max(8, below ? at.bottom + 6 : at.top - height - 6)}px`);
}

export function popover(anchor, content, { label, onClose } = {}) {
  closePopover();
  const box = h("div", { class: "popover", role: "dialog", "aria-label": label ?? "Menu" }, content);
  // A modal dialog lies above everything else, so its menus must open inside it.
  (anchor.closest("dialog") ?? document.body).append(box);
  place(box, anchor);
  const outside = (event) => { if (!box.contains(event.target) && !anchor.contains(event.target)) closeOpen?.(); };
  const escape = (event) => { if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); closeOpen?.(); anchor.focus?.(); } };
  closeOpen = () => {
    closeOpen = null;
    box.remove();
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", escape, true);
    anchor.setAttribute?.("aria-expanded", "false");
    onClose?.();
  };
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", escape, true);
  anchor.setAttribute?.("aria-expanded", "true");
  return { box, replace: () => place(box, anchor) };
}

// A list to choose from. `items`: [{label, value, note, group, isOn, isDanger}]; `load(query)` fetches them instead.
export function pick(anchor, items, onChoose, { label, load, isMany = false, placeholder = "Search" } = {}) {
  const list = h("ul", { class: "options", role: "listbox", "aria-multiselectable": String(isMany) });
  const search = h("input", { class: "filter", type: "text", placeholder, "aria-label": placeholder, autocomplete: "off" });
  const withSearch = Boolean(load) || items.length > 7;
  const opened = popover(anchor, [withSearch && search, list], { label });
  let shown = items;
  const draw = () => {
    let group = null;
    fill(list, shown.length ? shown.flatMap((item) => {
      const head = item.group && item.group !== group ? [h("li", { class: "group", role: "presentation" }, item.group)] : [];
      group = item.group ?? group;
      return [...head, row(item)];
    }) : h("li", { class: "nothing" }, load ? "Type to search" : "Nothing fits"));
    opened.replace();
  };
  const row = (item) => h("li", {
    class: `option${item.isDanger ? " danger" : ""}`, role: "option", tabindex: "-1", "aria-selected": String(Boolean(item.isOn)),
    onclick: () => choose(item), onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(item); } },
  }, item.icon, h("span", { class: "option-text" }, h("span", {}, item.label), item.note && h("small", {}, item.note)), item.isOn && h("span", { class: "tick" }, "✓"));
  const choose = (item) => {
    if (!isMany) { closePopover(); anchor.focus?.(); }
    else { item.isOn = !item.isOn; draw(); }
    onChoose(item);
  };
  const filter = async () => {
    const query = search.value.trim().toLowerCase();
    shown = load ? await load(search.value) : items.filter((item) => item.label.toLowerCase().includes(query));
    draw();
  };
  search.addEventListener("input", filter);
  opened.box.addEventListener("keydown", (event) => walk(event, list, search));
  draw();
  if (load) filter();
  (withSearch ? search : $(".option", list))?.focus();
}

function walk(event, list, search) {
  const rows = [...list.querySelectorAll(".option")];
  const at = rows.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) { event.preventDefault(); rows[(at + step + rows.length) % rows.length]?.focus(); }
  if (event.key === "Enter" && document.activeElement === search) { event.preventDefault(); rows[0]?.click(); }
}

export function pickEmoji(anchor, onChoose) {
  const grid = h("div", { class: "emoji-grid" });
  const search = h("input", { class: "filter", type: "text", placeholder: "Find an emoji", "aria-label": "Find an emoji", autocomplete: "off" });
  const draw = () => {
    const query = search.value.trim().toLowerCase().replaceAll(" ", "_");
    const found = [...EMOJI].filter(([name]) => name.includes(query)).slice(0, 160);
    fill(grid, found.map(([name, sign]) => h("button", { type: "button", title: `:${name}:`, "aria-label": name, onclick: () => { closePopover(); onChoose(name); } }, sign)));
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") $("button", grid)?.click(); });
  draw();
  popover(anchor, [search, grid], { label: "Emoji" });
  search.focus();
}

// Asks before something is done; resolves to true or false.
export function confirmed({ title, text, confirm, deny, style }) {
  return new Promise((resolve) => {
    const back = document.activeElement;
    const done = (answer) => { dialog.close(); dialog.remove(); back?.focus?.(); resolve(answer); };
    const yes = h("button", { type: "button", class: `button ${style === "danger" ? "danger" : "primary"}`, onclick: () => done(true) }, confirm);
    const no = h("button", { type: "button", class: "button", onclick: () => done(false) }, deny);
    const dialog = h("dialog", { class: "confirm", oncancel: (event) => { event.preventDefault(); done(false); } },
      h("h2", {}, title), h("div", { class: "confirm-text" }, text), h("div", { class: "confirm-buttons" }, no, yes));
    $("#overlay").append(dialog);
    dialog.showModal();
    yes.focus();
  });
}
