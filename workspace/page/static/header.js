// The line above the messages: name, topic, members, pins, bookmarks; and the banners below it.

import { fill, h } from "./dom.js";
import { emojiNamed } from "./emoji.js";
import { icon } from "./icons.js";
import { gist, link, mrkdwn } from "./mrkdwn.js";
import { avatar } from "./person.js";
import { popover } from "./popover.js";
import { store } from "./store.js";
import { t } from "./words.js";

export const menuButton = (openSidebar) =>
  h("button", { type: "button", class: "icon-button only-narrow", "aria-label": t("menu.open"), onclick: openSidebar }, icon("menu"));

/** actions: showPins(), panel(name), openSidebar() */
export function channelHeader(channel, actions) {
  const room = store.room(channel.id);
  const im = channel.kind === "im";
  const other = im && store.people.get(channel.with);
  const title = h("h1", {}, im ? avatar(other, "small") : icon(channel.kind === "private" ? "lock" : "hash"), h("span", {}, store.channelName(channel)));
  const topic = channel.topic && h("button", { type: "button", class: "topic", title: gist(channel.topic, 400), "aria-haspopup": "dialog", onclick: (event) => popover(event.currentTarget, h("div", { class: "card mrkdwn" }, mrkdwn(channel.topic))) }, mrkdwn(channel.topic));
  const count = channel.members?.length ?? 0;
  const people = !im && h("button", { type: "button", class: "head-button", "aria-haspopup": "dialog", "aria-label": t("members", { n: count }), title: t("members", { n: count }), onclick: (event) => showMembers(event.currentTarget, channel) }, icon("people"), String(count));
  const pins = h("button", { type: "button", class: "head-button", "aria-label": t("pins.count", { n: room.pins.length }), title: t("pins"), onclick: actions.showPins }, icon("pin"), String(room.pins.length));
  const panels = store.panels.map((panel) => h("button", { type: "button", class: "head-button", title: panel.title, onclick: () => actions.panel(panel.name) }, icon("panel"), h("span", { class: "head-label" }, panel.title)));
  return h("header", { class: "head" }, menuButton(actions.openSidebar), h("div", { class: "head-words" }, title, topic), h("div", { class: "head-buttons" }, people, pins, panels));
}

function showMembers(anchor, channel) {
  const rows = channel.members.map((id) =>
    h("button", { type: "button", class: "menu-row", "data-person": id }, avatar(store.people.get(id), "small"), h("span", { class: "menu-label" }, store.nameOf(id), h("small", {}, store.people.get(id)?.title ?? ""))),
  );
  popover(anchor, h("div", { class: "menu" }, h("div", { class: "menu-heading" }, t("members", { n: rows.length })), rows), { label: t("members", { n: rows.length }), align: "end" });
  rows[0]?.focus();
}

export function bookmarkBar(channel) {
  const { bookmarks } = store.room(channel.id);
  if (!bookmarks.length) return null;
  const rows = bookmarks.map((mark) => {
    const sign = mark.emoji && emojiNamed(mark.emoji.replaceAll(":", ""));
    const label = [sign && !sign.matches(".emoji-name") ? sign : icon("book"), h("span", {}, mark.title)];
    return mark.link ? link(mark.link, label, { class: "bookmark" }) : h("span", { class: "bookmark" }, label);
  });
  return h("div", { class: "bookmarks", role: "navigation", "aria-label": t("bookmarks") }, rows);
}

/** A note for every app that is not there to answer. */
export function appNotes() {
  return store.apps
    .filter((app) => !app.connected)
    .map((app) => h("div", { class: "banner banner-warn", role: "status" }, icon("warn"), t("app.offline", { name: app.name })));
}

export function drawBanners(box, lost) {
  fill(box, lost && h("div", { class: "banner banner-lost", role: "alert" }, h("span", { class: "spinner" }), t("stream.lost")), !lost && appNotes());
}
