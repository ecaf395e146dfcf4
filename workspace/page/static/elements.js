// Block Kit's interactive elements. Each puts what is chosen into ctx.values and, where Slack would, tells the app.
//
// ctx: {surface: "message" | "view" | "home", values: Values, act(action): Promise} — see blocks.js.

import { busy, h, uniqueId } from "./dom.js";
import { chooser } from "./choosers.js";
import { fileInput } from "./fileinput.js";
import { momentPicker } from "./moment.js";
import { link, plain, textObject } from "./mrkdwn.js";
import { datePicker, timePicker } from "./pickers.js";
import { ask, menu, orComplain } from "./popover.js";
import { icon } from "./icons.js";
import { UNREAD } from "./values.js";
import { t } from "./words.js";

/** Keeps the value and tells the app when this block does so; asks first when the element says so. */
export async function changed(ctx, block, element, node, value) {
  const before = ctx.values.get(block.block_id, element.action_id);
  if (value) ctx.values.set(block.block_id, element, value);
  node.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
  if (block.type === "input" && !block.dispatch_action) return;
  if (element.confirm && !(await confirmed(element.confirm))) {
    takeBack(ctx, block, element, node, before);
    return;
  }
  await busy(node, () => orComplain(() => ctx.act(actionOf(block, element, value))));
}

const actionOf = (block, element, value) => ({ type: element.type, action_id: element.action_id, block_id: block.block_id, ...value });

// What was chosen and then not confirmed is as it was before.
function takeBack(ctx, block, element, node, before) {
  if (before) ctx.values.set(block.block_id, element, before);
  const fresh = build(element, block, ctx);
  if (!fresh || !node.isConnected || element.type === "overflow") return;
  node.replaceWith(fresh);
  fresh.focus?.();
}

function confirmed(confirm) {
  return ask({
    title: confirm.title && plain(confirm.title.text),
    text: h("div", { class: "mrkdwn" }, textObject(confirm.text)),
    yes: confirm.confirm?.text,
    no: confirm.deny?.text,
    danger: confirm.style === "danger",
  });
}

/** A text without its emoji, which would be read as ":mega:"; nothing when it has none or is nothing else. */
function spoken(text) {
  const face = plain(text);
  const signs = face.querySelectorAll?.(".emoji, .emoji-name") ?? [];
  for (const sign of signs) sign.replaceWith(" ");
  const words = face.textContent.replace(/\s+/g, " ").trim();
  return (signs.length && words) || undefined;
}

function button(element, block, ctx) {
  const kind = `button ${element.style === "primary" ? "primary" : element.style === "danger" ? "danger-outline" : ""}`;
  const text = element.text ?? { type: "plain_text", text: "" };
  const aria = { "aria-label": element.accessibility_label ?? spoken(text.text) };
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
  await busy(node, () => orComplain(() => ctx.act({ ...actionOf(block, element, extra), type: "button" })));
}

/** A thumb up and a thumb down; what was said stays marked. */
function feedback(spec, block, ctx) {
  const box = h("div", { class: "feedback", role: "group" });
  const one = (side, sign, otherwise) => {
    const label = side?.accessibility_label ?? side?.text?.text ?? otherwise;
    const node = h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, "aria-pressed": "false" }, icon(sign));
    node.addEventListener("click", () => {
      for (const other of box.children) other.setAttribute("aria-pressed", String(other === node));
      busy(node, () => orComplain(() => ctx.act(actionOf(block, spec, { text: side?.text, value: side?.value }))));
    });
    return node;
  };
  box.append(one(spec.positive_button, "up", "+1"), one(spec.negative_button, "dislike", "-1"));
  return box;
}

function iconButton(spec, block, ctx) {
  const label = spec.accessibility_label ?? spec.text?.text ?? "";
  const node = h("button", { type: "button", class: "icon-button", "aria-label": label, title: label }, icon(spec.icon === "trash" ? "trash" : "more"));
  node.addEventListener("click", () => sendIcon());
  const sendIcon = async () => {
    if (spec.confirm && !(await confirmed(spec.confirm))) return;
    await busy(node, () => orComplain(() => ctx.act(actionOf(block, spec, { text: spec.text, value: spec.value }))));
  };
  return node;
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

// An app that wants every character hears of what stands there when the typing pauses.
const TYPED_MS = 300;
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
    "data-first": element.focus_on_load,
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
  let timer = 0;
  node.addEventListener("input", () => {
    ctx.values.set(block.block_id, element, value());
    count();
    clearTimeout(timer);
    if (block.dispatch_action && on.includes("on_character_entered")) timer = setTimeout(() => orComplain(() => ctx.act(actionOf(block, element, value()))), TYPED_MS);
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !block.dispatch_action || !on.includes("on_enter_pressed")) return;
    if (element.multiline && event.shiftKey) return;
    event.preventDefault();
    clearTimeout(timer);
    changed(ctx, block, element, node, value());
  });
  count();
  return left ? h("div", { class: "with-left" }, node, left) : node;
}

const wordsOf = (parts = []) => parts.map((part) => part.text ?? part.url ?? (part.elements ? `${wordsOf(part.elements)}\n` : "")).join("");

function richInput(element, block, ctx) {
  const before = ctx.values.begin(block.block_id, element, { rich_text_value: element.initial_value ?? null }).rich_text_value;
  const words = (before?.elements ?? []).map((part) => wordsOf(part.elements)).join("\n");
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

function dayInput(element, block, ctx) {
  const held = ctx.values.begin(block.block_id, element, { selected_date: element.initial_date ?? null }).selected_date;
  const onChange = (day) => changed(ctx, block, element, node, { selected_date: day });
  const node = datePicker({ value: held, placeholder: element.placeholder?.text, label: block.label?.text, clearable: Boolean(block.optional), onChange });
  return node;
}

function timeInput(element, block, ctx) {
  const held = ctx.values.begin(block.block_id, element, { selected_time: element.initial_time ?? null }).selected_time;
  const onChange = (time) => changed(ctx, block, element, node, { selected_time: time });
  const node = timePicker({ value: held, placeholder: element.placeholder?.text, label: block.label?.text, clearable: Boolean(block.optional), onChange });
  return node;
}

/** Day and time in the browser's own zone, told as seconds since 1970. */
function momentInput(element, block, ctx) {
  const held = ctx.values.begin(block.block_id, element, { selected_date_time: element.initial_date_time ?? null }).selected_date_time;
  const onChange = (seconds, unread) => {
    const value = { selected_date_time: seconds, [UNREAD]: unread };
    ctx.values.set(block.block_id, element, value);
    clearTimeout(timer);
    timer = setTimeout(() => seconds !== null && changed(ctx, block, element, node, value), TYPED_MS);
  };
  let timer = 0;
  const node = momentPicker({ value: held, placeholder: element.placeholder?.text, label: block.label?.text, onChange });
  return node;
}

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
  datepicker: dayInput,
  timepicker: timeInput,
  datetimepicker: momentInput,
  file_input: fileInput,
  feedback_buttons: feedback,
  icon_button: iconButton,
};

function build(spec, block, ctx) {
  const node = ELEMENTS[spec.type] ? ELEMENTS[spec.type](spec, block, ctx) : chooser(spec, block, ctx, changed);
  if (node) node.dataset.action = spec.action_id ?? "";
  return node;
}

/** A node for an interactive element, or null when it is of a kind not known here. */
export const element = build;
