// Buttons, menus and inputs. In a message a choice is sent at once; inputs of a modal are kept until it is submitted.

import { fill, h, icon } from "./dom.js";
import { confirmed, pick } from "./popover.js";
import { store, zone } from "./store.js";
import { text } from "./kit.js";

const key = (element, block) => `${block.block_id}/${element.action_id}`;

// A control outside an input block: using it tells the bot.
export function control(element, block, place) {
  const use = async (value) => {
    if (element.confirm && !(await ask(element.confirm))) return false;
    await place.use(key(element, block), value);
    return true;
  };
  switch (element.type) {
    case "button": return button(element, use, place);
    case "workflow_button": return h("button", { type: "button", class: "button" }, text(element.text));
    case "overflow": return overflow(element, use);
    default: return chooser(element, block, place, use);
  }
}

const ask = (confirm) => confirmed({
  title: text(confirm.title), text: text(confirm.text), confirm: confirm.confirm.text, deny: confirm.deny.text, style: confirm.style,
});

function button(element, use, place) {
  const kind = element.style === "danger" ? "danger" : element.style === "primary" ? "primary" : "";
  const node = h(element.url ? "a" : "button", {
    class: `button ${kind}`, type: element.url ? null : "button", href: safe(element.url), target: element.url ? "_blank" : null,
    rel: element.url ? "noopener noreferrer" : null, "aria-label": element.accessibility_label ?? null,
    onclick: async () => {
      node.classList.add("busy");
      node.setAttribute("aria-busy", "true");
      await use(null);
      node.classList.remove("busy");
      node.removeAttribute("aria-busy");
    },
  }, text(element.text));
  return node;
}

const safe = (url) => (url && /^(https?:|mailto:)/i.test(url) ? url : null);

function overflow(element, use) {
  const node = h("button", {
    type: "button", class: "button square", "aria-label": "More actions", "aria-haspopup": "listbox",
    onclick: () => pick(node, element.options.map(item), (chosen) => {
      if (chosen.option.url && safe(chosen.option.url)) window.open(chosen.option.url, "_blank", "noopener");
      use(chosen.option.value);
    }, { label: "More actions" }),
  }, icon("more"));
  return node;
}

const item = (option, group) => ({
  label: option.text.text, note: option.description?.text, value: option.value, option, group: typeof group === "string" ? group : undefined,
});

// Everything else has a value; outside input blocks a new value is an action of its own.
function chooser(element, block, place, use) {
  const before = place.form?.get(key(element, block));
  return valued(element, block, place, before ?? initial(element), (value) => {
    place.form?.set(key(element, block), value);
    use(value);
  });
}

export function inputControl(block, place) {
  const { element } = block;
  const name = key(element, block);
  const kept = place.form?.get(name);
  if (kept === undefined) place.form?.set(name, initial(element));
  return valued(element, block, place, kept ?? initial(element), (value) => {
    place.form?.set(name, value);
    if (block.dispatch_action) place.use(name, value);
  });
}

export function initial(element) {
  const options = (element.initial_options ?? []).map((option) => option.value);
  switch (element.type) {
    case "static_select": case "external_select": case "radio_buttons": return element.initial_option?.value ?? null;
    case "multi_static_select": case "multi_external_select": case "checkboxes": return options;
    case "users_select": return element.initial_user ?? null;
    case "conversations_select": return element.initial_conversation ?? null;
    case "channels_select": return element.initial_channel ?? null;
    case "multi_users_select": return element.initial_users ?? [];
    case "multi_conversations_select": return element.initial_conversations ?? [];
    case "multi_channels_select": return element.initial_channels ?? [];
    case "datepicker": return element.initial_date ?? null;
    case "timepicker": return element.initial_time ?? null;
    case "datetimepicker": return element.initial_date_time ?? null;
    default: return element.initial_value ?? "";
  }
}

function valued(element, block, place, value, change) {
  if (element.type.endsWith("_select")) return select(element, block, place, value, change);
  switch (element.type) {
    case "checkboxes": return ticks(element, block, "checkbox", value, change);
    case "radio_buttons": return ticks(element, block, "radio", value === null ? [] : [value], (chosen) => change(chosen[0] ?? null));
    case "datepicker": return picker("date", element, block, value ?? "", (given) => change(given || null));
    case "timepicker": return picker("time", element, block, value ?? "", (given) => change(given || null));
    case "datetimepicker": return picker("datetime-local", element, block, value ? toLocal(value) : "", (given) => change(given ? fromLocal(given) : null));
    default: return writing(element, block, value, change);
  }
}

function picker(type, element, block, value, change) {
  const label = block.label?.text ?? element.placeholder?.text ?? "Choose";
  return h("input", { class: "text-input short", type, value, "aria-label": label, onchange: (event) => change(event.target.value) });
}

// Moments are chosen on the clock of the person one acts as, whatever zone the browser is in.
function toLocal(seconds) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone(), ...options }).formatToParts(new Date(seconds * 1000));
  const part = Object.fromEntries(parts.map((one) => [one.type, one.value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

function fromLocal(text) {
  const asIfUtc = Date.parse(`${text}Z`) / 1000;
  const offset = (seconds) => Date.parse(`${toLocal(seconds)}Z`) / 1000 - seconds;
  return asIfUtc - offset(asIfUtc - offset(asIfUtc));
}

function writing(element, block, value, change) {
  const kinds = { email_text_input: "email", url_text_input: "url", number_input: "number" };
  const event = block.dispatch_action ? "onchange" : "oninput";
  const props = {
    class: "text-input", placeholder: element.placeholder?.text ?? "", maxlength: element.max_length ? String(element.max_length) : null,
    "aria-label": block.label?.text ?? "", [event]: (one) => change(one.target.value),
  };
  const node = element.multiline ? h("textarea", { rows: "4", ...props }) : h("input", { type: kinds[element.type] ?? "text", ...props });
  node.value = value ?? "";
  return node;
}

function ticks(element, block, kind, value, change) {
  const name = `${block.block_id}-${element.action_id}`;
  const box = h("div", { class: "ticks" });
  const read = () => [...box.querySelectorAll("input:checked")].map((input) => input.value);
  fill(box, element.options.map((option) => h("label", { class: "tick-row" },
    h("input", { type: kind, name, value: option.value, checked: value.includes(option.value), onchange: () => change(read()) }),
    h("span", {}, text(option.text), option.description && h("small", {}, text(option.description))))));
  return box;
}

function select(element, block, place, value, change) {
  const isMany = element.type.startsWith("multi_");
  const items = choices(element);
  let chosen = isMany ? value ?? [] : value;
  const known = new Map(items.map((one) => [one.value, one.label]));
  for (const option of [element.initial_option, ...(element.initial_options ?? [])]) if (option) known.set(option.value, option.text.text);
  const label = h("span", { class: "select-text" });
  const show = () => {
    const names = (isMany ? chosen : [chosen]).filter((one) => one !== null && one !== undefined).map((one) => known.get(one) ?? one);
    fill(label, names.length ? names.join(", ") : h("span", { class: "placeholder" }, element.placeholder?.text ?? "Choose"));
  };
  const load = element.type.includes("external") ? async (query) => (await place.suggest(key(element, block), query)).map(item) : null;
  const node = h("button", {
    type: "button", class: "button select", "aria-haspopup": "listbox", "aria-label": block.label?.text ?? element.placeholder?.text ?? "Choose",
    onclick: () => pick(node, items.map((one) => ({ ...one, isOn: isMany ? chosen.includes(one.value) : one.value === chosen })), (one) => {
      known.set(one.value, one.label);
      chosen = isMany ? (one.isOn ? [...chosen, one.value] : chosen.filter((other) => other !== one.value)) : one.value;
      show();
      change(load ? (isMany ? chosen : one.option) : chosen);
    }, { label: element.placeholder?.text, load, isMany }),
  }, label, icon("down"));
  show();
  return node;
}

function choices(element) {
  if (element.type.includes("users")) return [...store.people.values()].filter((one) => !one.is_deleted).map((one) => ({ label: one.real_name, note: one.title, value: one.id }));
  if (/conversations|channels/.test(element.type)) return [...store.channels.values()].filter((one) => !one.is_im && !one.is_archived).map((one) => ({ label: `#${one.name}`, value: one.id }));
  const grouped = (element.option_groups ?? []).flatMap((group) => group.options.map((option) => item(option, group.label.text)));
  return [...(element.options ?? []).map((option) => item(option)), ...grouped];
}
