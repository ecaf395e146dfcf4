// Block Kit layout blocks → DOM nodes, and patching a list of blocks so that what did not change stays as it is.
//
// ctx: {surface, values: Values, act(action): Promise, errors?: {block_id: sentence}}

import { add, fill, h, uniqueId } from "./dom.js";
import { element } from "./elements.js";
import { mrkdwn, plain, textObject, webAddress } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { t } from "./words.js";

const unknown = (type) => h("div", { class: "dim" }, t("blocks.unknown", { type }));

/** An image of this workspace; the page loads nothing from other hosts, so another's image is a link. */
export function picture(address, alt = "", props = {}) {
  const href = webAddress(address ?? "");
  if (href && new URL(href).origin === location.origin) return h("img", { src: href, alt, loading: "lazy", ...props });
  const label = t("image.elsewhere", { name: alt || address });
  return href ? h("a", { class: "link", href, target: "_blank", rel: "noopener noreferrer" }, label) : h("span", { class: "dim" }, alt);
}

const imageAddress = (block) => block.image_url ?? block.slack_file?.url ?? (block.slack_file?.id ? `/page/file/${encodeURIComponent(block.slack_file.id)}` : "");

const header = (block) => h("h3", { class: "block-header" }, plain(block.text.text, { names: block.text.emoji !== false }));

function section(block, ctx) {
  const words = h("div", { class: "section-words" });
  if (block.text) words.append(h("div", { class: "mrkdwn" }, textObject(block.text)));
  if (block.fields?.length) {
    words.append(h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "field mrkdwn" }, textObject(field)))));
  }
  return h("div", { class: "block-section" }, words, block.accessory && h("div", { class: "accessory" }, part(block.accessory, block, ctx)));
}

function part(spec, block, ctx) {
  if (spec.type === "image") return picture(imageAddress(spec), spec.alt_text, { class: "thumb" });
  return element(spec, block, ctx) ?? unknown(spec.type);
}

function context(block) {
  const parts = block.elements.map((item) =>
    item.type === "image" ? picture(imageAddress(item), item.alt_text, { class: "context-image" }) : h("span", { class: "mrkdwn" }, textObject(item)),
  );
  return h("div", { class: "block-context" }, parts);
}

const actions = (block, ctx) => h("div", { class: "block-actions" }, block.elements.map((item) => part(item, block, ctx)));

function image(block) {
  const title = block.title && h("div", { class: "image-title dim" }, textObject(block.title));
  return h("figure", { class: "block-image" }, title, picture(imageAddress(block), block.alt_text));
}

function input(block, ctx) {
  const id = uniqueId("input");
  const error = h("p", { class: "field-error", id: `${id}-error`, role: "alert", hidden: true });
  const hint = block.hint && h("p", { class: "hint dim", id: `${id}-hint` }, textObject(block.hint));
  const body = element(block.element, block, ctx) ?? unknown(block.element.type);
  const control = body.matches("input, textarea, button, [role]") ? body : (body.querySelector("input, textarea, [role]") ?? body);
  const group = control.matches("[role]");
  control.id ||= id;
  control.setAttribute("aria-describedby", [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "));
  if (!block.optional && !control.matches("button")) control.setAttribute("aria-required", "true");
  const label = h(group ? "div" : "label", { class: "label", id: `${id}-label`, for: group ? undefined : control.id }, plain(block.label.text));
  if (block.optional) label.append(h("span", { class: "dim" }, ` ${t("form.optional")}`));
  if (group) control.setAttribute("aria-labelledby", `${id}-label`);
  return h("div", { class: "block-input", "data-input": block.block_id }, label, body, error, hint);
}

/** Shows the sentences under their blocks, and takes away those that are gone; gives the first control in error. */
export function showErrors(root, errors) {
  let first = null;
  for (const node of root.querySelectorAll("[data-input]")) {
    const sentence = errors[node.dataset.input];
    const place = node.querySelector(".field-error");
    place.hidden = !sentence;
    place.textContent = sentence ?? "";
    node.classList.toggle("wrong", Boolean(sentence));
    const control = node.querySelector("input, textarea, button, [role]");
    if (sentence) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
    if (sentence) first ??= control;
  }
  return first;
}

// The newer "markdown" block: its common marks in mrkdwn's terms.
function markdown(block) {
  const text = block.text
    .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")
    .replace(/^#{1,6} +(.+)$/gm, "*$1*")
    .replace(/\*\*(.+?)\*\*/g, "*$1*")
    .replace(/\[([^\]\n]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>");
  return h("div", { class: "mrkdwn" }, mrkdwn(text));
}

function table(block) {
  const cell = (item, tag) => h(tag, {}, item.type === "rich_text" ? richText(item) : plain(item.text ?? ""));
  const rows = block.rows.map((row, at) => h("tr", {}, row.map((item) => cell(item, at ? "td" : "th"))));
  return h("div", { class: "table-box", tabindex: "0" }, h("table", {}, rows));
}

const BLOCKS = {
  header,
  section,
  context,
  actions,
  image,
  input,
  markdown,
  table,
  divider: () => h("hr"),
  rich_text: richText,
};

function build(block, ctx) {
  const node = (BLOCKS[block.type] ?? (() => unknown(block.type)))(block, ctx);
  node.classList.add("block");
  return node;
}

/** Shows blocks in `root`; blocks that are the same as before keep their nodes, with what is typed in them. */
export function patchBlocks(root, blocks, ctx) {
  const old = new Map();
  for (const node of root.children) old.set(node.blockKey, node);
  const focus = focusIn(root);
  const nodes = blocks.map((block, at) => {
    const named = block.block_id ? block : { ...block, block_id: `block-${at}` };
    const key = `${named.block_id}\n${JSON.stringify(named)}`;
    const kept = old.get(key);
    old.delete(key);
    const node = kept ?? build(named, ctx);
    node.blockKey = key;
    return node;
  });
  if (nodes.length !== root.children.length || nodes.some((node, at) => root.children[at] !== node)) fill(root, nodes);
  focus?.();
}

// Replacing nodes loses the focus; it goes back to the control with the same action, else to the one that had its place.
function focusIn(root) {
  const had = document.activeElement;
  if (!root.contains(had) || had === root) return null;
  const action = had.closest("[data-action]")?.dataset.action;
  const caret = "selectionStart" in had ? had.selectionStart : null;
  return () => {
    if (document.activeElement === had) return;
    const place = had.isConnected ? had : [...root.querySelectorAll("[data-action]")].find((node) => node.dataset.action === action);
    const control = place?.matches("input, textarea, button, a") ? place : place?.querySelector("input, textarea, button, a");
    (control ?? root.closest("[tabindex]"))?.focus({ preventScroll: true });
    if (control && caret !== null && control.setSelectionRange && /text|url|^$/.test(control.type)) control.setSelectionRange(caret, caret);
  };
}

/** A context for blocks that nobody can act on (pins, previews). */
export function still(values) {
  return { surface: "message", values, act: async () => {} };
}

/** Legacy attachments: a coloured edge, a title, text, fields and blocks. */
export function attachment(spec, ctx) {
  const node = h("div", { class: "attachment" });
  if (/^#?[0-9a-f]{3,6}$/i.test(spec.color ?? "")) node.style.borderColor = `#${spec.color.replace("#", "")}`;
  add(
    node,
    spec.pretext && h("div", { class: "mrkdwn" }, mrkdwn(spec.pretext)),
    spec.title && h("strong", {}, mrkdwn(spec.title_link ? `<${spec.title_link}|${spec.title}>` : spec.title)),
    spec.text && h("div", { class: "mrkdwn" }, mrkdwn(spec.text)),
    spec.fields?.length && h("div", { class: "fields" }, spec.fields.map((field) => h("div", { class: "field mrkdwn" }, h("strong", {}, field.title), "\n", mrkdwn(field.value)))),
    spec.footer && h("div", { class: "block-context" }, mrkdwn(spec.footer)),
  );
  if (spec.blocks?.length) {
    const box = h("div", { class: "blocks" });
    patchBlocks(box, spec.blocks, ctx);
    node.append(box);
  }
  return node;
}
