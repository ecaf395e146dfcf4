// The rich_text block → DOM nodes.

import { h } from "./dom.js";
import { emojiNamed, emojiNode } from "./emoji.js";
import { channelLink, groupMention, link, mention, plain } from "./mrkdwn.js";
import { fullTime, slackDate } from "./when.js";
import { t } from "./words.js";

const MARKS = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

function marked(node, style = {}) {
  let out = node;
  for (const [mark, tag] of Object.entries(MARKS)) if (style[mark]) out = h(tag, {}, out);
  return out;
}

function date(part) {
  const text = slackDate(part.timestamp, part.format ?? "{date_num} {time}");
  if (text === null) return document.createTextNode(part.fallback ?? "");
  const time = h("time", { title: fullTime(part.timestamp) }, text);
  return part.url ? link(part.url, time) : time;
}

function emoji(part) {
  if (!part.unicode) return emojiNamed(part.name);
  const character = String.fromCodePoint(...part.unicode.split("-").map((code) => parseInt(code, 16)));
  return emojiNode(character, part.name) ?? document.createTextNode(character);
}

const PARTS = {
  text: (part) => plain(part.text, { names: false }),
  link: (part) => link(part.url, part.text ? plain(part.text, { names: false }) : part.url),
  user: (part) => mention(part.user_id),
  channel: (part) => channelLink(part.channel_id),
  usergroup: (part) => groupMention(part.usergroup_id),
  broadcast: (part) => h("span", { class: "mention mention-me" }, `@${part.range}`),
  emoji,
  date,
  color: (part) => h("span", {}, h("span", { class: "swatch", style: { "background-color": part.value } }), h("code", {}, part.value)),
};

const inlineParts = (parts = []) => parts.map((part) => (PARTS[part.type] ? marked(PARTS[part.type](part), part.style) : null));

function list(part) {
  const items = part.elements.map((item) => h("li", {}, section(item)));
  const indent = Math.min(part.indent ?? 0, 8);
  const props = { class: `indent-${indent} mark-${indent % 3}${part.border ? " bordered" : ""}`, start: part.style === "ordered" && part.offset ? part.offset + 1 : undefined };
  return h(part.style === "ordered" ? "ol" : "ul", props, items);
}

const rawText = (parts = []) => parts.map((part) => part.text ?? part.url ?? "").join("");

function section(part) {
  switch (part.type) {
    case "rich_text_section":
      return h("div", { class: "rich-section" }, inlineParts(part.elements));
    case "rich_text_list":
      return list(part);
    case "rich_text_quote":
      return h("blockquote", { class: part.border ? "bordered" : undefined }, inlineParts(part.elements));
    case "rich_text_preformatted":
      return h("pre", {}, h("code", {}, rawText(part.elements)));
    default:
      return h("div", { class: "dim" }, t("blocks.unknown", { type: part.type }));
  }
}

export function richText(block) {
  return h("div", { class: "rich mrkdwn" }, (block.elements ?? []).map(section));
}
