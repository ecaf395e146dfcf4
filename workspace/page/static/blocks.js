// Block Kit layout blocks → DOM nodes, and patching a list of blocks so that what did not change stays as it is.
//
// ctx: {surface, values: Values, act(action): Promise, options({action_id, block_id, value}): Promise}

import { fill, h, uniqueId } from "./dom.js";
import { element } from "./elements.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { link, plain, textObject, webAddress } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { t } from "./words.js";

const unknown = (type) => h("div", { class: "dim" }, t("blocks.unknown", { type }));

/** An image of this workspace; the page loads nothing from other hosts, so another's image is a link to it. */
export function picture(address, alt = "", props = {}) {
  const href = webAddress(address ?? "");
  if (href && new URL(href).origin === location.origin) return h("img", { src: href, alt, loading: "lazy", ...props });
  const host = href ? new URL(href).host : "";
  const label = t("image.elsewhere", { name: alt || host });
  const small = ["thumb", "context-image"].includes(props.class);
  const inside = [icon("image"), !small && h("span", {}, alt || t("image"), host && h("small", {}, host))];
  const look = { class: `image-elsewhere ${small ? props.class : "image-card"}`, title: label, "aria-label": label };
  return href ? h("a", { ...look, href, target: "_blank", rel: "noopener noreferrer" }, inside) : h("span", { ...look, role: "img" }, inside);
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
  const title = block.title && h("figcaption", { class: "image-title dim" }, textObject(block.title));
  const shown = picture(imageAddress(block), block.alt_text);
  const whole = shown.matches("img") ? h("a", { class: "image-whole", href: shown.src, target: "_blank", rel: "noopener noreferrer" }, shown) : shown;
  return h("figure", { class: "block-image" }, title, whole);
}

/** A video is a card that leads to it: the page plays nothing of other hosts. */
function video(block) {
  const about = [block.author_name, block.provider_name].filter(Boolean).join(" · ");
  const still = webAddress(block.thumbnail_url ?? "");
  const near = still && new URL(still).origin === location.origin;
  const face = h("span", { class: "video-face" }, near && h("img", { src: still, alt: "", loading: "lazy" }), icon("play"));
  const words = h("span", { class: "video-words" }, h("strong", {}, plain(block.title?.text ?? block.alt_text ?? "")), about && h("small", {}, about), block.description && h("span", { class: "dim" }, plain(block.description.text)));
  return h("div", { class: "block-video" }, link(block.title_url ?? block.video_url ?? "", [face, words], { class: "video-card", "aria-label": `${t("video")}: ${block.title?.text ?? block.alt_text}` }));
}

/** A file that lives elsewhere (files.remote): the message carries only its id. */
const remoteFile = (block) => h("div", { class: "file-card" }, h("span", { class: "file-icon file-other" }, icon("file")), h("span", { class: "file-words" }, h("strong", {}, block.external_id ?? block.file_id ?? ""), h("small", {}, t("file.remote"))));

const alert = (block) => h("div", { class: `block-alert alert-${block.level ?? "default"}`, role: "note" }, icon(block.level === "success" ? "check" : "warn"), h("div", { class: "mrkdwn" }, textObject(block.text)));

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
  if (block.optional) label.append(h("span", { class: "dim" }, t("form.optional")));
  if (group) control.setAttribute("aria-labelledby", `${id}-label`);
  return h("div", { class: "block-input", "data-input": block.block_id }, label, body, error, hint);
}

const CONTROLS = "input:not([aria-hidden]), textarea, button";

/** Shows the sentences under their blocks, and takes away those that are gone; gives the first control in error. */
export function showErrors(root, errors) {
  let first = null;
  for (const node of root.querySelectorAll("[data-input]")) {
    const control = showError(node, errors[node.dataset.input]);
    if (errors[node.dataset.input]) first ??= control;
  }
  return first;
}

/** Marks one input block as wrong, or as no longer wrong; gives its control. */
export function showError(node, sentence) {
  const place = node.querySelector(".field-error");
  place.hidden = !sentence;
  place.textContent = sentence ?? "";
  node.classList.toggle("wrong", Boolean(sentence));
  const control = node.querySelector(CONTROLS);
  if (sentence) control?.setAttribute("aria-invalid", "true");
  else control?.removeAttribute("aria-invalid");
  return control;
}

/** The first row is the head; a column wraps only when its settings say so. */
function table(block) {
  const settings = block.column_settings ?? [];
  const cell = (item, tag, at) => {
    const kind = [settings[at]?.align && `align-${settings[at].align}`, settings[at]?.is_wrapped && "wrapped"].filter(Boolean).join(" ");
    const words = item?.type === "rich_text" ? richText(item) : plain(String(item?.text ?? item?.value ?? ""), { names: false });
    return h(tag, { class: kind || undefined, scope: tag === "th" ? "col" : undefined }, words);
  };
  const row = (items, tag) => h("tr", {}, items.map((item, at) => cell(item, tag, at)));
  const [head = [], ...rest] = block.rows ?? [];
  return h("div", { class: "table-box", tabindex: "0", role: "region", "aria-label": t("table") }, h("table", {}, h("thead", {}, row(head, "th")), h("tbody", {}, rest.map((items) => row(items, "td")))));
}

const BLOCKS = {
  header,
  section,
  context,
  actions,
  image,
  input,
  markdown: (block) => markdown(block.text),
  table,
  video,
  alert,
  file: remoteFile,
  context_actions: actions,
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
  return { surface: "message", values, act: async () => {}, options: async () => ({ options: [] }) };
}
