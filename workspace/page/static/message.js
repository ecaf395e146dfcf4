// One message as a row: who, when, what, and what can be done with it.

import { attachment } from "./attachments.js";
import { patchBlocks } from "./blocks.js";
import { add, fill, fragment, h } from "./dom.js";
import { emojiNamed } from "./emoji.js";
import { fileCard } from "./files.js";
import { icon } from "./icons.js";
import { messageMenu, pickEmoji, toggleReaction } from "./messagemenu.js";
import { gist, mrkdwn } from "./mrkdwn.js";
import { appBadge, avatar } from "./person.js";
import { store } from "./store.js";
import { Values } from "./values.js";
import { clock, fullTime, pretty } from "./when.js";
import { isLabel, joined, t } from "./words.js";

// What a person filled in inside a message stays over its updates: "channel ts" → Values.
const filled = new Map();

const SYSTEM = new Set([
  "channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name", "channel_archive", "channel_unarchive",
  "group_join", "group_leave", "group_topic", "group_purpose", "group_name", "group_archive", "group_unarchive",
  "pinned_item", "bot_add", "bot_remove", "reminder_add", "bookmark_added",
]);

const HAN = /\p{Script=Han}/u;

/** Quotes and dots look different in Chinese and in English: a message is in the language it is written in. */
const languageOf = (words) => (HAN.test(words) ? "zh-CN" : /[A-Za-z]/.test(words) ? "en" : "");

export const isSystem = (message) => SYSTEM.has(message.subtype);

/** The message's text; what Slack itself says of a channel is said in the page's language. */
function textOf(message) {
  const key = `system.${message.subtype}`;
  if (!isSystem(message) || !isLabel(key)) return message.text;
  return t(key, { person: `<@${message.user}>`, topic: message.topic, purpose: message.purpose, old: message.old_name, new: message.name });
}

/** Who wrote it: {person, name, app}. Apps may write under a name of their own. */
export function authorOf(message) {
  const person = store.people.get(message.user) ?? [...store.people.values()].find((other) => other.is_bot && other.bot_id && other.bot_id === message.bot_id);
  const app = store.apps.find((other) => other.app_id === message.app_id || other.bot_user === message.user);
  const name = message.username || person?.real_name || person?.name || message.bot_profile?.name || app?.name || message.user || t("user.unknown");
  return { person, name, app: Boolean(message.bot_id || person?.is_bot) };
}

export function messageContext(channel, message) {
  const key = `${channel} ${message.ts}`;
  if (!filled.has(key)) filled.set(key, new Values());
  const values = filled.get(key);
  const act = (action) => store.send("/page/action", { channel, ts: message.ts, action, state: { values: values.toSlack() } });
  const options = (asked) => store.send("/page/options", { channel, ts: message.ts, ...asked });
  return { surface: "message", values, act, options };
}

/** host: {openThread(ts), openFile(file), showPins(), inThread: bool, channel}. `compact`: same author just before. */
export function messageRow(message, host, { compact = false } = {}) {
  const row = h("article", { class: "message", tabindex: "-1", "data-ts": message.ts });
  drawMessage(row, message, host, { compact });
  return row;
}

/** Draws into the row again; its blocks are patched, so that what is typed or open in them stays. */
export function drawMessage(row, message, host, { compact = row.classList.contains("compact") } = {}) {
  const author = authorOf(message);
  const pinned = store.room(host.channel).pins.includes(message.ts) || message.pinned_to?.includes(host.channel);
  row.className = "message";
  row.classList.toggle("compact", compact && !pinned && !message.is_ephemeral);
  row.classList.toggle("system", isSystem(message));
  row.classList.toggle("pinned", Boolean(pinned));
  row.classList.toggle("ephemeral", Boolean(message.is_ephemeral));
  row.setAttribute("aria-label", `${author.name}, ${clock(message.ts)}`);
  const body = row.querySelector(":scope > .message-main > .message-body") ?? h("div", { class: "message-body" });
  drawBody(body, message, host);
  body.lang = languageOf(body.textContent);
  const marks = fragment(
    pinned && h("div", { class: "message-mark" }, icon("pin"), pinnedBy(message)),
    message.is_ephemeral && h("div", { class: "message-mark" }, icon("eye"), t("ephemeral")),
    message.subtype === "thread_broadcast" && !host.inThread && h("button", { class: "message-mark as-link", type: "button", onclick: () => host.openThread(message.thread_ts) }, icon("reply"), h("span", {}, replied(message, host))),
  );
  const face = h("button", { type: "button", class: "face", tabindex: "-1", "data-person": message.user ?? "", "aria-label": author.name }, picture(message, author));
  const head = h(
    "header",
    { class: "message-head" },
    h("button", { type: "button", class: "author", tabindex: "-1", "data-person": message.user ?? "" }, author.name),
    author.app && appBadge(),
    stamp(message, host),
  );
  const main = h("div", { class: "message-main" }, marks, head, body, reactions(message, host), !host.inThread && threadLine(message, host));
  const gutter = h("div", { class: "gutter" }, face, stamp(message, host));
  fill(row, gutter, main, toolbar(message, host));
}

function pinnedBy(message) {
  const who = message.pinned_info?.pinned_by;
  return who ? t("pinned.by", { name: who === store.me ? t("person.you") : store.nameOf(who) }) : t("pinned");
}

// An app may post under a sign of its own; pictures of other hosts are not fetched.
function picture(message, author) {
  const sign = message.icons?.emoji && emojiNamed(message.icons.emoji.replaceAll(":", ""));
  if (sign && !sign.matches(".emoji-name")) return h("span", { class: "avatar avatar-normal avatar-sign", "aria-hidden": "true" }, sign);
  return avatar(author.person ?? { id: message.bot_id ?? "?", is_bot: author.app }, "normal", author.name);
}

/** "replied to a thread: what began it" */
function replied(message, host) {
  const root = store.room(host.channel).byTs.get(message.thread_ts);
  return root?.text ? t("thread.also.of", { words: gist(root.text, 80) }) : t("thread.also");
}

function stamp(message, host) {
  return h("a", { class: "stamp", href: `#/${host.channel}/${message.ts}`, tabindex: "-1", title: fullTime(message.ts) }, h("time", {}, clock(message.ts)));
}

function drawBody(body, message, host) {
  const ctx = messageContext(host.channel, message);
  const blocks = message.blocks ?? [];
  const box = body.querySelector(":scope > .blocks") ?? h("div", { class: "blocks" });
  if (box.isConnected || blocks.length) patchBlocks(box, blocks, ctx);
  const edited = message.edited && h("span", { class: "edited dim", title: message.edited.ts && fullTime(message.edited.ts) }, t("edited"));
  const parts = [];
  if (blocks.length) parts.push(box, edited);
  else if (message.text) parts.push(textLine(message, edited));
  for (const spec of message.attachments ?? []) parts.push(attachment(spec, ctx));
  if (message.files?.length) parts.push(h("div", { class: "files" }, message.files.map((file) => fileCard(file, host.openFile))));
  // The box of blocks must not leave the page while it is patched, else the focus in it is lost.
  for (const node of [...body.childNodes]) if (!parts.includes(node)) node.remove();
  let at = body.firstChild;
  for (const node of parts.filter(Boolean)) {
    if (node === at) at = at.nextSibling;
    else body.insertBefore(node, at);
  }
}

function textLine(message, edited) {
  const line = h("div", { class: "mrkdwn" }, mrkdwn(textOf(message)));
  const marks = [...line.childNodes];
  const alone = marks.every((node) => node.classList?.contains("emoji") || !node.textContent.trim());
  line.classList.toggle("jumbo", alone && marks.length < 24);
  return add(line, edited && [" ", edited]);
}

function reactions(message, host) {
  const list = (message.reactions ?? []).filter((reaction) => (reaction.count ?? reaction.users?.length) > 0);
  if (!list.length) return null;
  const pills = list.map((reaction) => {
    const mine = reaction.users?.includes(store.me);
    const names = joined((reaction.users ?? []).map((id) => (id === store.me ? t("person.you") : store.nameOf(id))));
    const label = t("emoji.who", { names, name: reaction.name });
    const press = () => toggleReaction(host.channel, message, reaction.name);
    return h("button", { type: "button", class: mine ? "pill mine" : "pill", "aria-pressed": String(Boolean(mine)), "aria-label": label, title: label, onclick: press }, emojiNamed(reaction.name), h("span", {}, String(reaction.count ?? reaction.users.length)));
  });
  const more = h("button", { type: "button", class: "pill pill-add", "aria-label": t("emoji.add"), onclick: () => pickEmoji(more, (name) => toggleReaction(host.channel, message, name)) }, icon("smile"));
  return h("div", { class: "reactions" }, pills, more);
}

function threadLine(message, host) {
  const replies = store.room(host.channel).replies(message.ts);
  const count = replies.length || message.reply_count || 0;
  if (!count) return null;
  const users = [...new Set(replies.length ? replies.map((reply) => reply.user) : (message.reply_users ?? []))].slice(-4);
  const latest = replies.at(-1)?.ts ?? message.latest_reply;
  return h(
    "button",
    { type: "button", class: "thread-line", onclick: () => host.openThread(message.ts) },
    users.map((id) => avatar(store.people.get(id), "tiny")),
    h("span", { class: "thread-count" }, t("replies", { n: count })),
    latest && h("span", { class: "dim" }, t("replies.last", { when: pretty(latest) })),
  );
}

const QUICK = ["white_check_mark", "eyes", "+1"];

function toolbar(message, host) {
  if (message.is_ephemeral || isSystem(message)) return message.is_ephemeral ? null : h("div", { class: "toolbar" }, moreButton(message, host));
  const quick = QUICK.map((name) =>
    h("button", { type: "button", class: "icon-button", tabindex: "-1", "aria-label": `:${name}:`, title: `:${name}:`, onclick: () => toggleReaction(host.channel, message, name) }, emojiNamed(name)),
  );
  const pick = h("button", { type: "button", class: "icon-button", tabindex: "-1", "aria-label": t("emoji.add"), title: t("emoji.add"), onclick: () => pickEmoji(pick, (name) => toggleReaction(host.channel, message, name)) }, icon("smile"));
  const reply = !host.inThread && h("button", { type: "button", class: "icon-button", tabindex: "-1", "aria-label": t("reply"), title: t("reply"), onclick: () => host.openThread(message.thread_ts ?? message.ts) }, icon("reply"));
  return add(h("div", { class: "toolbar", role: "toolbar", "aria-label": t("message.more") }), quick, pick, reply, moreButton(message, host));
}

function moreButton(message, host) {
  const node = h("button", { type: "button", class: "icon-button more", tabindex: "-1", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": t("message.more"), title: t("message.more"), onclick: () => messageMenu(node, message, host) }, icon("more"));
  return node;
}
