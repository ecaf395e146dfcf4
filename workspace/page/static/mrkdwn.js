// Slack's mrkdwn → DOM nodes. Text comes in as Slack has it (& < > escaped); nothing here ever parses HTML.

import { h } from "./dom.js";
import { EMOJI, characterOf, emojiNamed, emojiNode } from "./emoji.js";
import { store } from "./store.js";
import { fullTime, slackDate } from "./when.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
export const unescape = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** The address when it is http(s), else null. */
export function webAddress(text) {
  try {
    const address = new URL(text, location.href);
    return ["http:", "https:"].includes(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

/** A link; one that points into this workspace stays in the page. Plain text when it is neither http(s), mailto nor tel. */
export function link(address, label, props = {}) {
  if (/^(mailto|tel):[^\s]+$/i.test(address)) return h("a", { class: "link", href: address, ...props }, label);
  const href = /^https?:\/\//i.test(address) ? webAddress(address) : null;
  if (!href) return h("span", {}, label);
  const inside = insidePlace(href);
  if (inside) return h("a", { class: "link", href: inside, ...props }, label);
  return h("a", { class: "link", href, target: "_blank", rel: "noopener noreferrer", ...props }, label);
}

/** "#/C1/123.456" for a permalink to a channel that the person can see, else null. */
function insidePlace(href) {
  const parts = /\/archives\/([A-Z0-9]+)(?:\/p(\d+)(\d{6}))?/.exec(href);
  if (!parts || !store.channels.has(parts[1])) return null;
  return parts[2] ? `#/${parts[1]}/${parts[2]}.${parts[3]}` : `#/${parts[1]}`;
}

/** Text with emoji characters as nodes; no other marks are read. */
export function plain(text, { names = true } = {}) {
  const out = document.createDocumentFragment();
  putText(out, text, names);
  return out;
}

function putText(out, text, names) {
  const pattern = new RegExp(names ? `${EMOJI.source}|:([a-z0-9_+'-]+(?:::skin-tone-\\d)?):` : EMOJI.source, "gu");
  let from = 0;
  for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
    const known = hit[1] ? characterOf(hit[1]) : hit[0];
    const node = known && (hit[1] ? emojiNamed(hit[1]) : emojiNode(hit[0]));
    if (!node) {
      if (hit[1]) pattern.lastIndex = hit.index + hit[0].length - 1;
      continue;
    }
    if (hit.index > from) out.append(text.slice(from, hit.index));
    out.append(node);
    from = pattern.lastIndex;
  }
  if (from < text.length) out.append(text.slice(from));
}

// Where a mark counts. Slack's client wants a blank or Latin punctuation beside it: next to a Chinese character, or to
// full-width punctuation, *x* stays as it was typed (a zero-width space helps). What may follow was measured by others
// sign by sign (pocka/slack-message-parser, issue 34). Code is taken next to any punctuation.
const BESIDE = "\\s\\u2000-\\u206f\\u2e00-\\u2e7f\\ufe0f\\p{Extended_Pictographic}\\p{Emoji_Modifier}";
const BEFORE = `(?<=^|[${BESIDE}?.,\\-!^;:{(\\[%$#+="'/])`;
const AFTER = `(?=$|[${BESIDE}?.,\\-!^;:})\\]%$#+="'/~{\\[<])`;
const span = (mark) =>
  `${BEFORE}${mark}(?=[^\\s${mark}])((?:<[^<>\\n]*>|\`[^\`\\n]*\`|[^${mark}\\n<\`])+)(?<=\\S)${mark}${AFTER}`;
const WORD = "[\\p{L}\\p{N}]";
const INLINE = new RegExp(
  [
    "<([^<>\\n]+)>",
    `(?<!${WORD})\`([^\`\\n]+)\`(?!${WORD})`,
    span("\\*"),
    span("_"),
    span("~"),
    "(?<![\\w/])(https?:\\/\\/(?:(?!&[lg]t;)[!#-;=?-_a-{}~])+)",
  ].join("|"),
  "giu",
);

function inline(out, text) {
  let from = 0;
  const pattern = new RegExp(INLINE);
  for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
    putText(out, unescape(text.slice(from, hit.index)), true);
    const [whole, token, code, bold, italic, strike, bare] = hit;
    from = hit.index + whole.length;
    if (token) out.append(special(token));
    else if (code) out.append(h("code", {}, unescape(tokenText(code))));
    else if (bare) {
      const address = bare.replace(/[.,;:!?)\]}'"*_~]+$/, "");
      from = hit.index + address.length;
      out.append(link(unescape(address), unescape(address)));
    } else {
      const node = h(bold ? "strong" : italic ? "em" : "s");
      inline(node, bold ?? italic ?? strike);
      out.append(node);
    }
    pattern.lastIndex = from;
  }
  putText(out, unescape(text.slice(from)), true);
}

/** What stands between < and >: a person, a channel, a call to all, a date or a link → a node. */
export function special(token) {
  const bar = token.indexOf("|");
  const head = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? "" : unescape(token.slice(bar + 1));
  if (head[0] === "@") return mention(head.slice(1), label);
  if (head[0] === "#") return channelLink(head.slice(1), label);
  if (head.startsWith("!date^")) return dateNode(head, label);
  if (head.startsWith("!subteam^")) return groupMention(head.slice(9), label);
  if (head[0] === "!") return h("span", { class: "mention mention-me" }, label || `@${head.slice(1)}`);
  const address = unescape(head);
  return link(address, label ? plain(label) : address.replace(/^(mailto|tel):/, ""));
}

export function mention(id, label = "") {
  const person = store.people.get(id);
  const name = person ? store.nameOf(id) : label.replace(/^@/, "") || id;
  const kind = id === store.me ? "mention mention-me" : "mention";
  return h("button", { class: kind, type: "button", "data-person": id }, `@${name}`);
}

export function groupMention(id, label = "") {
  const handle = store.team.usergroups?.find((group) => group.id === id)?.handle ?? (label.replace(/^@/, "") || id);
  return h("span", { class: "mention" }, `@${handle}`);
}

export function channelLink(id, label = "") {
  const channel = store.channels.get(id);
  const name = `#${channel?.name ?? (label || id)}`;
  return channel ? h("a", { class: "mention", href: `#/${id}` }, name) : h("span", { class: "mention mention-dim" }, name);
}

function dateNode(head, fallback) {
  const [, ts, template = "", address = ""] = head.split("^");
  const text = slackDate(ts, unescape(template));
  if (text === null) return h("span", {}, fallback);
  const time = h("time", { datetime: new Date(Number(ts) * 1000).toISOString(), title: fullTime(ts) }, text);
  return address ? link(unescape(address), time) : time;
}

// Inside code, tokens show as what they stand for.
function tokenText(text) {
  return text.replace(/<([^<>|\n]+)(?:\|([^<>\n]*))?>/g, (whole, head, label) => label ?? head.replace(/^mailto:/, ""));
}

const QUOTE = /^(?:&gt;|>) ?/;
const BULLET = /^(\s*)([•◦▪‣]|-(?= ))\s*/;
const NUMBER = /^(\s*)(\d{1,3}[.)、])\s+(?=\S)/;

function kindOf(line) {
  if (QUOTE.test(line)) return "quote";
  if (BULLET.test(line) && line.replace(BULLET, "").trim()) return "bullet";
  return NUMBER.test(line) ? "number" : "text";
}

function putGroup(out, kind, lines) {
  if (kind === "quote") {
    const quote = h("blockquote");
    putLines(quote, lines.map((line) => line.replace(QUOTE, "")));
    out.append(quote);
  } else if (kind === "text") {
    inline(out, lines.join("\n"));
  } else {
    const pattern = kind === "bullet" ? BULLET : NUMBER;
    out.append(h(kind === "bullet" ? "ul" : "ol", { class: "typed" }, lines.map((line) => listItem(line, pattern))));
  }
}

// Slack has no lists in mrkdwn: the mark shows as it was typed, here with a hanging indent.
function listItem(line, pattern) {
  const [, indent, mark] = pattern.exec(line);
  const item = h("li", { class: indent.length > 1 ? "deeper" : undefined, style: { "list-style-type": `"${mark}\u2002"` } });
  inline(item, line.replace(pattern, ""));
  return item;
}

function putLines(out, lines) {
  let at = 0;
  while (at < lines.length) {
    if (/^(?:&gt;|>){3}/.test(lines[at])) {
      putGroup(out, "quote", [lines[at].replace(/^(?:&gt;|>){2}/, ""), ...lines.slice(at + 1)]);
      return;
    }
    const kind = kindOf(lines[at]);
    let end = at + 1;
    while (end < lines.length && kindOf(lines[end]) === kind) end += 1;
    putGroup(out, kind, lines.slice(at, end));
    at = end;
  }
}

/** A fragment for a mrkdwn text. */
export function mrkdwn(text) {
  const out = document.createDocumentFragment();
  const parts = String(text ?? "").split("```");
  if (parts.length % 2 === 0) {
    const unclosed = parts.pop();
    parts[parts.length - 1] += `${"```"}${unclosed}`;
  }
  parts.forEach((part, at) => {
    if (at % 2 === 1) {
      if (part) out.append(h("pre", {}, h("code", {}, unescape(tokenText(part.replace(/^\n|\n$/g, ""))))));
      return;
    }
    const trimmed = at > 0 ? part.replace(/^\n/, "") : part;
    if (trimmed) putLines(out, (at < parts.length - 1 ? trimmed.replace(/\n$/, "") : trimmed).split("\n"));
  });
  return out;
}

/** A text object ({type: "mrkdwn" | "plain_text", text}) as nodes. */
export function textObject(object) {
  if (!object) return document.createDocumentFragment();
  return object.type === "mrkdwn" ? mrkdwn(object.text) : plain(object.text, { names: object.emoji !== false });
}

/** The first words of a text without marks, for previews and announcements. */
export function gist(text, most = 120) {
  const box = h("div");
  box.append(mrkdwn(text));
  const words = box.textContent.replace(/\s+/g, " ").trim();
  return words.length > most ? `${words.slice(0, most)}…` : words;
}
