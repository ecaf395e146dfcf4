// Attachments: a coloured edge with blocks, or Slack's older shape (title, text, fields, pictures, buttons, footer).

import { patchBlocks, picture } from "./blocks.js";
import { add, h } from "./dom.js";
import { link, mrkdwn, plain, unescape } from "./mrkdwn.js";
import { toast } from "./popover.js";
import { pretty } from "./when.js";
import { t } from "./words.js";

const COLOURS = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" };

function colourOf(spec) {
  const colour = COLOURS[spec.color] ?? spec.color ?? "";
  return /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour) ? `#${colour.replace("#", "")}` : null;
}

const linked = (address, words, props) => (address ? link(address, words, props) : h("span", props, words));

function author(spec) {
  if (!spec.author_name) return null;
  const sign = spec.author_icon && picture(spec.author_icon, "", { class: "context-image" });
  return h("div", { class: "attachment-author" }, sign, linked(spec.author_link, plain(spec.author_name)), spec.author_subname && h("span", { class: "dim" }, plain(spec.author_subname)));
}

function fields(spec) {
  if (!spec.fields?.length) return null;
  const one = (field) => h("div", { class: field.short ? "field mrkdwn" : "field field-long mrkdwn" }, field.title && h("strong", {}, plain(unescape(String(field.title))), "\n"), mrkdwn(String(field.value ?? "")));
  return h("div", { class: "fields" }, spec.fields.map(one));
}

// Interactive messages of the time before blocks: shown as they looked; their presses have no way to an app here.
function oldActions(spec) {
  if (!spec.actions?.length) return null;
  const tell = () => toast(t("attachment.legacy"));
  const one = (action) => {
    const kind = `button ${action.style === "primary" ? "primary" : action.style === "danger" ? "danger-outline" : ""}`;
    const words = plain(unescape(action.text ?? action.name ?? ""));
    if (action.url) return link(action.url, words, { class: kind });
    return h("button", { type: "button", class: kind, onclick: tell }, words, action.type === "select" && " ▾");
  };
  return h("div", { class: "block-actions" }, spec.actions.map(one));
}

function footer(spec) {
  if (!spec.footer && !spec.ts) return null;
  const sign = spec.footer_icon && picture(spec.footer_icon, "", { class: "context-image" });
  return h("div", { class: "block-context" }, sign, spec.footer && h("span", {}, mrkdwn(spec.footer)), spec.ts && h("span", {}, pretty(spec.ts)));
}

/** ctx as for blocks. */
export function attachment(spec, ctx) {
  const box = h("div", { class: "attachment" });
  const colour = colourOf(spec);
  if (colour) box.style.setProperty("--edge", colour);
  if (spec.blocks?.length) {
    const list = h("div", { class: "blocks" });
    patchBlocks(list, spec.blocks, ctx);
    box.append(list);
  } else {
    const words = h("div", { class: "attachment-words" });
    add(words, author(spec), spec.title && h("div", { class: "attachment-title" }, linked(spec.title_link, plain(unescape(spec.title)))), spec.text && h("div", { class: "mrkdwn" }, mrkdwn(spec.text)), fields(spec));
    const shown = words.childNodes.length || spec.image_url || spec.actions?.length;
    if (!shown && spec.fallback) words.append(mrkdwn(spec.fallback));
    add(box, h("div", { class: "attachment-top" }, words, spec.thumb_url && picture(spec.thumb_url, "", { class: "thumb" })), spec.image_url && h("div", { class: "block-image" }, picture(spec.image_url, spec.title ?? "")), oldActions(spec), footer(spec));
  }
  return h("div", { class: "attachment-box" }, spec.pretext && h("div", { class: "mrkdwn" }, mrkdwn(spec.pretext)), box);
}
