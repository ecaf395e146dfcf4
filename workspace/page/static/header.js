// The line above the messages: name, topic, members, pins, bookmarks; and the banners below it.

import { control } from "./control.js";
import { fill, h } from "./dom.js";
import { emojiNamed } from "./emoji.js";
import { icon, knownIcon } from "./icons.js";
import { gist, link, mrkdwn } from "./mrkdwn.js";
import { avatar } from "./person.js";
import { closePopover, orComplain, popover } from "./popover.js";
import { store } from "./store.js";
import { conditions, sign } from "./weather.js";
import { t, titled } from "./words.js";

export const menuButton = (openSidebar) =>
  h("button", { type: "button", class: "icon-button only-narrow", "aria-label": t("menu.open"), title: t("menu.open"), onclick: openSidebar }, icon("menu"));

/** The weather, always in sight; it opens the panel. Kept up to date wherever it stands. */
export function weatherChip(openPanel) {
  const chip = h("button", { type: "button", class: "head-button weather-chip", onclick: () => openPanel("weather") });
  drawChip(chip);
  return chip;
}

function drawChip(chip) {
  const on = conditions(control.weather);
  const how = control.weather ? sign(control.weather) : "sun";
  const text = on.length ? t("weather.on", { n: on.length }) : t("weather.fair");
  chip.className = `head-button weather-chip${on.length ? " bad" : ""}${how === "storm" ? " storm" : ""}`;
  chip.setAttribute("aria-label", `${t("weather")}: ${[text, ...on].join("; ")}`);
  chip.title = [text, ...on].join("\n");
  fill(chip, icon(how), on.length > 0 && h("span", { class: "head-label" }, on.length === 1 ? on[0] : String(on.length)));
}

control.addEventListener("weather", () => document.querySelectorAll(".weather-chip").forEach(drawChip));

/** actions: showPins(), panel(name), search(), openSidebar() */
export function channelHeader(channel, actions) {
  const room = store.room(channel.id);
  const im = channel.kind === "im";
  const other = im && store.people.get(channel.with);
  const title = h("h1", {}, im ? avatar(other, "small") : icon(channel.kind === "private" ? "lock" : "hash"), h("span", {}, store.channelName(channel)));
  const topic = channel.topic && h("button", { type: "button", class: "topic", title: gist(channel.topic, 400), "aria-haspopup": "dialog", onclick: (event) => popover(event.currentTarget, h("div", { class: "card mrkdwn" }, mrkdwn(channel.topic))) }, mrkdwn(channel.topic));
  const count = channel.members?.length ?? 0;
  const people = !im && h("button", { type: "button", class: "head-button", "aria-haspopup": "dialog", "aria-label": t("members", { n: count }), title: t("members", { n: count }), onclick: (event) => showMembers(event.currentTarget, channel) }, icon("people"), String(count));
  const pins = h("button", { type: "button", class: "head-button", "aria-label": t("pins.count", { n: room.pins.length }), title: t("pins"), onclick: actions.showPins }, icon("pin"), String(room.pins.length));
  const panels = store.panels.map((panel) => panelButton(panel, () => actions.panel(panel.name)));
  const search = h("button", { type: "button", class: "head-button", "aria-label": t("search"), title: t("search"), onclick: actions.search }, icon("search"));
  return h("header", { class: "head" }, menuButton(actions.openSidebar), h("div", { class: "head-words" }, title, topic), h("div", { class: "head-buttons" }, people, pins, search, panels, weatherChip(actions.panel)));
}

function panelButton(panel, run) {
  const title = titled(panel.titles, panel.title);
  return h("button", { type: "button", class: "head-button wide-only", "aria-label": title, title, onclick: run }, icon(knownIcon(panel.icon, "panel")));
}

function showMembers(anchor, channel) {
  const rows = channel.members.map((id) =>
    h("button", { type: "button", class: "menu-row", "data-person": id }, avatar(store.people.get(id), "small"), h("span", { class: "menu-label" }, store.nameOf(id), h("small", {}, store.people.get(id)?.title ?? ""))),
  );
  const outside = [...store.people.values()].filter((person) => !channel.members.includes(person.id));
  const act = (path, body) => orComplain(() => store.send(path, { channel: channel.id, ...body }));
  const mine = channel.is_member && !channel.is_archived;
  const invite = mine && outside.length > 0 && inviteField(outside, (user) => act("/page/invite", { user }));
  const leave = mine && h("button", { type: "button", class: "menu-row danger", onclick: () => (closePopover(), act("/page/leave", {})) }, icon("leave"), h("span", { class: "menu-label" }, t("channel.leave")));
  popover(anchor, h("div", { class: "menu members" }, h("div", { class: "menu-heading" }, t("members", { n: rows.length })), rows, invite, leave), { label: t("members", { n: rows.length }), align: "end" });
  rows[0]?.focus();
}

function inviteField(people, run) {
  const options = [h("option", { value: "" }, `${t("channel.invite")}…`), ...people.map((person) => h("option", { value: person.id }, store.nameOf(person.id)))];
  return h("div", { class: "menu-row" }, h("select", { class: "input small grow", "aria-label": t("channel.invite"), onchange: (event) => event.target.value && (closePopover(), run(event.target.value)) }, options));
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
