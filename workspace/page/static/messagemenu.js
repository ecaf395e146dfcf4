// What can be done with a message: reactions, the ⋯ menu with the apps' shortcuts, editing and deleting one's own.

import { fill, h, roving } from "./dom.js";
import { emojiNamed, findEmoji, recentEmoji, rememberEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { ask, closePopover, menu, orComplain, popover, toast } from "./popover.js";
import { store } from "./store.js";
import { fromWire, toWire } from "./typed.js";
import { t } from "./words.js";

export function toggleReaction(channel, message, name) {
  const mine = message.reactions?.find((reaction) => reaction.name === name)?.users?.includes(store.me);
  return orComplain(() => store.send("/page/react", { channel, ts: message.ts, name, remove: Boolean(mine) }));
}

/** A small picker: the recent ones, and all of the set by name. */
export function pickEmoji(anchor, onPick) {
  const grid = h("div", { class: "emoji-grid", role: "group", "aria-label": t("emoji.add") });
  const choose = (name) => {
    closePopover();
    rememberEmoji(name);
    onPick(name);
  };
  const show = (names) =>
    fill(grid, names.map((name) => h("button", { type: "button", class: "icon-button", "aria-label": `:${name}:`, title: `:${name}:`, onclick: () => choose(name) }, emojiNamed(name))));
  const field = h("input", { class: "input small", type: "text", "aria-label": t("emoji.search"), placeholder: t("emoji.search"), autocomplete: "off" });
  field.addEventListener("input", () => show(field.value ? findEmoji(field.value, 32).map(([name]) => name) : recentEmoji()));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") grid.querySelector("button")?.click();
    if (event.key === "ArrowDown") grid.querySelector("button")?.focus();
  });
  roving(grid, "button", { horizontal: true });
  show(recentEmoji());
  popover(anchor, h("div", { class: "emoji-picker" }, field, grid), { label: t("emoji.add"), align: "end" });
  field.focus();
}

export const linkTo = (channel, ts) => `${location.origin}/#/${channel}/${ts}`;

async function copyLink(channel, ts) {
  const address = linkTo(channel, ts);
  try {
    await navigator.clipboard.writeText(address);
    toast(t("link.copied"));
  } catch {
    toast(address); // no right to the clipboard: at least it can be read
  }
}

export function messageMenu(anchor, message, host) {
  const mine = message.user === store.me && !message.bot_id && !message.subtype;
  const shortcuts = message.is_ephemeral ? [] : store.shortcuts.filter((shortcut) => shortcut.type === "message");
  const pinned = store.room(host.channel).pins.includes(message.ts);
  menu(
    anchor,
    [
      !host.inThread && !message.is_ephemeral && { label: t("reply"), icon: "reply", run: () => host.openThread(message.thread_ts ?? message.ts) },
      { label: t("link.copy"), icon: "link", run: () => copyLink(host.channel, message.ts) },
      pinned && { label: t("pins"), icon: "pin", run: host.showPins },
      mine && { label: t("edit"), icon: "edit", run: () => editMessage(message, host) },
      mine && { label: t("delete"), icon: "trash", danger: true, run: () => deleteMessage(message, host) },
      shortcuts.length && { heading: t("shortcut.apps") },
      ...shortcuts.map((shortcut) => ({ label: shortcut.name, icon: "bolt", run: () => runShortcut(shortcut, host.channel, message.ts) })),
    ],
    { label: t("message.more") },
  );
}

export function runShortcut(shortcut, channel, ts) {
  const where = shortcut.type === "message" ? { channel, ts } : {};
  return orComplain(() => store.send("/page/shortcut", { callback_id: shortcut.callback_id, ...where }));
}

export async function deleteMessage(message, host) {
  const quote = h("blockquote", { class: "mrkdwn" }, mrkdwn((message.text ?? "").slice(0, 300)));
  const sure = await ask({ title: t("delete"), text: [h("p", {}, t("delete.ask")), quote], yes: t("delete"), danger: true });
  if (sure) await orComplain(() => store.send("/page/delete", { channel: host.channel, ts: message.ts }));
}

/** Turns the row's text into a field; Enter saves, Esc leaves it as it was. */
export function editMessage(message, host) {
  const row = host.rowOf(message.ts);
  const body = row?.querySelector(".message-body");
  if (!body) return;
  const before = [...body.childNodes];
  const field = h("textarea", { class: "input", rows: "2", "aria-label": t("edit"), value: fromWire(message.text ?? "") });
  const restore = () => {
    if (body.contains(field)) body.replaceChildren(...before);
    row.focus({ preventScroll: true });
  };
  const save = async () => {
    const text = toWire(field.value.trim());
    if (!field.value.trim()) return deleteMessage(message, host);
    if (text !== message.text && (await orComplain(() => store.send("/page/edit", { channel: host.channel, ts: message.ts, text }))) === undefined) return undefined;
    return restore();
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") restore();
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  });
  const buttons = h(
    "div",
    { class: "edit-buttons" },
    h("button", { type: "button", class: "button small", onclick: restore }, t("cancel")),
    h("button", { type: "button", class: "button small primary", onclick: save }, t("edit.save")),
  );
  body.replaceChildren(h("div", { class: "editing" }, field, buttons));
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
