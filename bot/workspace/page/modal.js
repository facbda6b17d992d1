// Modals and App Home: views the bot opened. What was typed survives an update of the view where the input stays.

import { $, fill, h, icon } from "./dom.js";
import { blocks, text } from "./kit.js";
import { closePopover } from "./popover.js";
import { report } from "./messages.js";
import { act, store } from "./store.js";

const forms = new Map();
let shownHash = "";

function formOf(entry) {
  if (!forms.has(entry.id)) forms.set(entry.id, new Map());
  return forms.get(entry.id);
}

function placeOf(entry) {
  return {
    form: formOf(entry),
    errors: entry.errors,
    use: async (control, value) => report(await act("click", { view_id: entry.id, control, value })),
    suggest: async (control, query) => (await act("suggest", { view_id: entry.id, control, query })).options ?? [],
  };
}

export function drawModal() {
  const entry = store.views.at(-1);
  const stamp = entry ? `${entry.id}/${entry.hash}/${JSON.stringify(entry.errors)}` : "";
  if (stamp === shownHash) return;
  shownHash = stamp;
  const old = $("#modal");
  if (!entry) { old?.close(); old?.remove(); return; }
  closePopover();
  const dialog = old ?? h("dialog", { id: "modal", class: "modal", oncancel: (event) => { event.preventDefault(); close(); } });
  dialog.setAttribute("aria-label", entry.view.title?.text ?? "Dialog");
  const focused = document.activeElement?.getAttribute("aria-label");
  fill(dialog, form(entry));
  if (!old) { $("#overlay").append(dialog); dialog.showModal(); }
  const inputs = [...dialog.querySelectorAll("input, textarea, .select")];
  (inputs.find((one) => focused && one.getAttribute("aria-label") === focused) ?? $(".wrong input, .wrong textarea", dialog) ?? inputs[0] ?? $(".button.primary", dialog))?.focus();
}

const close = async () => report(await act("close"));

function form(entry) {
  const { view } = entry;
  const send = view.submit && h("button", { type: "submit", class: "button primary" }, text(view.submit));
  const node = h("form", {
    class: "modal-form", novalidate: true,
    onsubmit: async (event) => {
      event.preventDefault();
      send?.classList.add("busy");
      await submit(entry, node);
      send?.classList.remove("busy");
    },
  },
  h("header", { class: "modal-head" }, h("h2", {}, text(view.title)), h("button", { type: "button", class: "tool", "aria-label": "Close", onclick: close }, icon("close"))),
  h("div", { class: "modal-body" }, blocks(view.blocks, placeOf(entry))),
  h("footer", { class: "modal-foot" }, h("div", { class: "form-error", role: "alert" }), h("button", { type: "button", class: "button", onclick: close }, view.close ? text(view.close) : "Cancel"), send));
  return node;
}

async function submit(entry, node) {
  const answers = {};
  for (const block of entry.view.blocks) {
    if (block.type !== "input") continue;
    const name = `${block.block_id}/${block.element.action_id}`;
    const value = formOf(entry).get(name);
    if (value !== undefined) answers[name] = value;
  }
  const answer = await act("submit", { answers });
  const problem = $(".form-error", node);
  if (problem) fill(problem, answer.error ?? (answer.ok ? "" : "The app did not take it. Please try again."));
}

export function home() {
  if (!store.home) return h("div", { class: "empty" }, h("p", {}, "The app is preparing this page for you."));
  return h("div", { class: "home" }, blocks(store.home.view.blocks, placeOf(store.home)));
}
