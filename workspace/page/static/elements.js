// Block Kit's interactive elements. Each puts what is chosen into ctx.values and, where Slack would, tells the app.
//
// ctx: {surface: "message" | "view" | "home", values: Values, act(action): Promise} — see blocks.js.

import { busy, h, uniqueId } from "./dom.js";
import { chooser } from "./choosers.js";
import { link, plain, textObject } from "./mrkdwn.js";
import { ask, menu, orComplain } from "./popover.js";
import { icon } from "./icons.js";
import { t } from "./words.js";

/** Keeps the value and tells the app when this block does so; asks first when the element says so. */
export async function changed(ctx, block, element, node, value) {
  if (value) ctx.values.set(block.block_id, element, value);
  if (block.type === "input" && !block.dispatch_action) return;
  if (element.confirm && !(await confirmed(element.confirm))) return;
  const action = { type: element.type, action_id: element.action_id, block_id: block.block_id, ...value };
  await busy(node, () => orComplain(() => ctx.act(action)));
}

function confirmed(confirm) {
  return ask({
    title: confirm.title && plain(confirm.title.text),
    text: textObject(confirm.text),
    yes: confirm.confirm?.text,
    no: confirm.deny?.text,
    danger: confirm.style === "danger",
  });
}

function button(element, block, ctx) {
  const kind = `button ${element.style === "primary" ? "primary" : element.style === "danger" ? "danger-outline" : ""}`;
  const text = element.text ?? { type: "plain_text", text: "" };
  const aria = { "aria-label": element.accessibility_label };
  if (element.url) {
    const anchor = link(element.url, plain(text.text), { class: kind, ...aria });
    anchor.classList.add("button");
    anchor.addEventListener("click", () => press(anchor));
    return anchor;
  }
  const node = h("button", { type: "button", class: kind, ...aria, onclick: () => press(node) }, plain(text.text));
  const press = (pressed) => {
    const extra = element.value === undefined ? { text } : { text, value: element.value };
    return sendPress(ctx, block, element, pressed, extra);
  };
  return node;
}

async function sendPress(ctx, block, element, node, extra) {
  if (element.confirm && !(await confirmed(element.confirm))) return;
  const action = { type: "button", action_id: element.action_id, block_id: block.block_id, ...extra };
  await busy(node, () => orComplain(() => ctx.act(action)));
}

function overflow(element, block, ctx) {
  const node = h("button", { type: "button", class: "button icon-only", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": t("options") }, icon("more"));
  node.addEventListener("click", () =>
    menu(
      node,
      element.options.map((option) => ({
        label: plain(option.text.text),
        detail: option.description?.text,
        run: () => {
          if (option.url) window.open(option.url, "_blank", "noopener");
          changed(ctx, block, element, node, { selected_option: option });
        },
      })),
      { label: t("options") },
    ),
  );
  return node;
}

const LINE_TYPES = { email_text_input: "email", url_text_input: "url", number_input: "text", plain_text_input: "text" };

function textInput(element, block, ctx) {
  const held = ctx.values.begin(block.block_id, element, { value: element.initial_value ?? null });
  const tag = element.multiline ? "textarea" : "input";
  const node = h(tag, {
    class: "input",
    type: element.multiline ? undefined : LINE_TYPES[element.type],
    inputmode: element.type === "number_input" ? "decimal" : undefined,
    rows: element.multiline ? "4" : undefined,
    maxlength: element.max_length,
    placeholder: element.placeholder?.text,
    autocomplete: "off",
    value: held.value ?? "",
  });
  const left = element.max_length && element.max_length <= 3000 ? h("span", { class: "left dim", "aria-live": "off" }) : null;
  const count = () => {
    if (!left) return;
    const n = element.max_length - node.value.length;
    left.textContent = n < Math.max(20, element.max_length * 0.1) ? t("form.left", { n }) : "";
  };
  const value = () => ({ value: node.value === "" ? null : node.value });
  const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  node.addEventListener("input", () => {
    ctx.values.set(block.block_id, element, value());
    count();
    if (on.includes("on_character_entered")) changed(ctx, block, element, node, value());
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !block.dispatch_action || !on.includes("on_enter_pressed")) return;
    if (element.multiline && event.shiftKey) return;
    event.preventDefault();
    changed(ctx, block, element, node, value());
  });
  count();
  return left ? h("div", { class: "with-left" }, node, left) : node;
}

function richInput(element, block, ctx) {
  const before = ctx.values.begin(block.block_id, element, {}).rich_text_value;
  const words = before?.elements?.[0]?.elements?.[0]?.text ?? "";
  const node = h("textarea", { class: "input", rows: "4", placeholder: element.placeholder?.text, value: words });
  node.addEventListener("input", () => {
    const section = { type: "rich_text_section", elements: [{ type: "text", text: node.value }] };
    ctx.values.set(block.block_id, element, { rich_text_value: node.value ? { type: "rich_text", elements: [section] } : null });
  });
  return node;
}

function choices(element, block, ctx) {
  const many = element.type === "checkboxes";
  const initial = many ? { selected_options: element.initial_options ?? [] } : { selected_option: element.initial_option ?? null };
  const held = ctx.values.begin(block.block_id, element, initial);
  const picked = new Set((many ? held.selected_options : [held.selected_option]).filter(Boolean).map((option) => option.value));
  const name = uniqueId("choice");
  const box = h("div", { class: "choices", role: many ? "group" : "radiogroup" });
  const tell = () => {
    const chosen = element.options.filter((option, at) => box.querySelectorAll("input")[at].checked);
    changed(ctx, block, element, box, many ? { selected_options: chosen } : { selected_option: chosen[0] ?? null });
  };
  for (const option of element.options) {
    const input = h("input", { type: many ? "checkbox" : "radio", name, checked: picked.has(option.value), onchange: tell });
    const words = h("span", {}, textObject(option.text), option.description && h("small", {}, textObject(option.description)));
    box.append(h("label", { class: "choice" }, input, words));
  }
  return box;
}

const pad = (n) => String(n).padStart(2, "0");

function localMinute(seconds) {
  const date = new Date(seconds * 1000);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

const PICKERS = {
  datepicker: { type: "date", field: "selected_date", initial: "initial_date", show: String, read: String },
  timepicker: { type: "time", field: "selected_time", initial: "initial_time", show: String, read: String },
  datetimepicker: {
    type: "datetime-local",
    field: "selected_date_time",
    initial: "initial_date_time",
    show: localMinute,
    read: (text) => Math.floor(new Date(text).getTime() / 1000),
  },
};

// While somebody types "2026", every digit is a valid year: the app hears of it when the typing has stopped.
const SETTLED_MS = 700;

function timePicker(element, block, ctx) {
  const kind = PICKERS[element.type];
  const held = ctx.values.begin(block.block_id, element, { [kind.field]: element[kind.initial] ?? null })[kind.field];
  const node = h("input", { class: "input short", type: kind.type, "aria-label": element.placeholder?.text, value: held === null ? "" : kind.show(held) });
  let timer = 0;
  node.addEventListener("change", () => {
    const value = { [kind.field]: node.value === "" ? null : kind.read(node.value) };
    ctx.values.set(block.block_id, element, value);
    clearTimeout(timer);
    if (block.type !== "input" || block.dispatch_action) timer = setTimeout(() => changed(ctx, block, element, node, value), SETTLED_MS);
  });
  return node;
}

const fileInput = () => h("div", { class: "dim" }, t("form.file"));

const ELEMENTS = {
  button,
  workflow_button: button,
  overflow,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  rich_text_input: richInput,
  checkboxes: choices,
  radio_buttons: choices,
  datepicker: timePicker,
  timepicker: timePicker,
  datetimepicker: timePicker,
  file_input: fileInput,
};

/** A node for an interactive element, or null when it is of a kind not known here. */
export function element(spec, block, ctx) {
  const build = ELEMENTS[spec.type];
  const node = build ? build(spec, block, ctx) : chooser(spec, block, ctx, changed);
  if (node) node.dataset.action = spec.action_id ?? "";
  return node;
}
