// The left column: workspace, who one acts as, channels with their unread marks, direct messages, apps, panels, settings.

import { hasDraft } from "./composer.js";
import { fill, h, roving } from "./dom.js";
import { panelList } from "./drawer.js";
import { icon } from "./icons.js";
import { avatar, castItems } from "./person.js";
import { closePopover, menu, orComplain, popover } from "./popover.js";
import { THEMES, applyTheme, theme } from "./prefs.js";
import { runShortcut } from "./messagemenu.js";
import { store } from "./store.js";
import { languageChoice, t } from "./words.js";

const byName = (a, b) => store.channelName(a).localeCompare(store.channelName(b), "zh-CN");
// Channels that just appeared stand first, then the others by name.
const freshFirst = (a, b) => Number(store.fresh.has(b.id)) - Number(store.fresh.has(a.id)) || byName(a, b);

export class Sidebar {
  /** actions: act(user), language(choice), panel(name), jump(), keys(), closeNarrow() */
  constructor(node, actions) {
    Object.assign(this, { node, actions, rows: new Map(), queued: false });
    node.setAttribute("aria-label", t("sidebar"));
    this.top = h("div", { class: "sidebar-top" });
    this.lists = h("div", { class: "sidebar-lists" });
    this.foot = h("div", { class: "sidebar-foot" });
    fill(node, this.top, this.lists, this.foot);
    roving(this.lists, ".side-row");
    store.on("channels", () => this.later());
    store.on("current", () => this.later());
    store.on("home", () => this.later());
    store.on("answers", () => this.channels && this.refresh());
    window.addEventListener("focus", () => this.later());
  }

  /** Draws everything; later changes touch single rows (see `refresh`). */
  draw() {
    this.node.setAttribute("aria-label", t("sidebar"));
    this.rows.clear();
    this.archived = null;
    this.addButton = h("button", { type: "button", class: "icon-button small-button", "aria-label": t("channel.add"), title: t("channel.add"), onclick: () => this.addChannel() }, icon("plus"));
    this.drawTop();
    fill(this.lists, ["channels", "dms", "apps", "panels"].map((name) => (this[name] = h("section", { class: "side-section" }))));
    this.refresh();
    this.drawPanels();
    this.drawFoot();
  }

  later() {
    if (this.queued) return;
    this.queued = true;
    requestAnimationFrame(() => {
      this.queued = false;
      if (this.channels) this.refresh();
    });
  }

  drawTop() {
    const me = store.people.get(store.me);
    const name = store.nameOf(store.me);
    const person = h(
      "button",
      { type: "button", class: "me", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": `${t("act.as")} ${name}. ${t("act.switch")}`, onclick: () => menu(person, [{ heading: t("act.switch") }, ...castItems(this.actions.act)], { label: t("act.switch"), align: "start" }) },
      avatar(me, "normal"),
      h("span", { class: "me-words" }, h("small", {}, t("act.as")), h("strong", {}, name), me?.title && h("span", { class: "me-title" }, me.title)),
      icon("down"),
    );
    const close = h("button", { type: "button", class: "icon-button only-narrow", "aria-label": t("close"), title: t("close"), onclick: this.actions.closeNarrow }, icon("close"));
    const jump = h("button", { type: "button", class: "jump-button", "aria-label": t("jump"), "aria-keyshortcuts": "Control+K", onclick: this.actions.jump }, icon("search"), h("span", {}, t("jump")), h("kbd", { "aria-hidden": "true" }, "Ctrl K"));
    fill(this.top, h("div", { class: "team" }, h("strong", {}, store.team.name ?? ""), close), person, jump);
  }

  refresh() {
    const all = [...store.channels.values()];
    const rooms = all.filter((channel) => channel.kind !== "im" && (channel.is_member || channel.kind === "channel"));
    const archived = rooms.filter((channel) => channel.is_archived);
    const shown = rooms.filter((channel) => !channel.is_archived || this.archivedToo || channel.id === store.current);
    this.section(this.channels, t("channels"), shown.sort(freshFirst), this.addButton);
    this.drawArchived(archived.length);
    const bots = new Set(store.apps.map((app) => app.bot_user));
    const ims = all.filter((channel) => channel.kind === "im" && !bots.has(channel.with)).sort(byName);
    this.section(this.dms, t("dms"), ims);
    this.drawApps();
    const calls = all.reduce((sum, channel) => sum + store.calls(channel), 0);
    document.title = `${calls ? `(${calls}) ` : all.some((channel) => channel.is_member && store.unread(channel)) ? "• " : ""}${store.team.name ?? ""}`;
  }

  // Archived channels are folded away: they can be read, but nothing happens there any more.
  drawArchived(n) {
    this.archived ??= h("button", { type: "button", class: "side-row side-more", tabindex: "-1", onclick: () => ((this.archivedToo = !this.archivedToo), this.refresh()) });
    this.archived.hidden = n === 0;
    const text = this.archivedToo ? t("channel.archived.hide") : t("channel.archived.shown", { n });
    if (this.archived.textContent !== text) fill(this.archived, icon("down"), h("span", { class: "side-name" }, text));
    this.archived.setAttribute("aria-expanded", String(Boolean(this.archivedToo)));
    if (this.archived.parentNode !== this.channels) this.channels.append(this.archived);
  }

  /** The ids in the order in which they stand, for going from one to the next. */
  order() {
    return [...this.lists.querySelectorAll('a.side-row[href^="#/"]')].map((row) => decodeURIComponent(row.getAttribute("href").slice(2)));
  }

  section(box, title, channels, extra = null) {
    if (!box.firstChild) fill(box, h("div", { class: "side-head" }, h("h2", {}, title), extra), h("div", { class: "side-list", role: "list" }));
    box.hidden = !channels.length && !extra;
    const list = box.querySelector(".side-list");
    const nodes = channels.map((channel) => this.row(channel));
    if (nodes.length !== list.children.length || nodes.some((node, at) => list.children[at] !== node)) {
      const had = document.activeElement;
      fill(list, nodes);
      if (had?.classList.contains("side-row") && had.isConnected) had.focus();
    }
    if (!this.lists.querySelector('.side-row[tabindex="0"]')) nodes[0]?.firstChild.setAttribute("tabindex", "0");
  }

  row(channel) {
    let item = this.rows.get(channel.id);
    if (!item) {
      item = h("div", { role: "listitem" }, h("a", { class: "side-row", href: `#/${channel.id}`, tabindex: "-1", onclick: this.actions.closeNarrow }));
      this.rows.set(channel.id, item);
    }
    const unread = store.unread(channel);
    const fresh = store.fresh.has(channel.id);
    const calls = store.calls(channel);
    const current = channel.id === store.current;
    const name = store.channelName(channel);
    const draft = !current && hasDraft(channel.id);
    const state = [name, unread, fresh, calls, current, channel.kind, channel.is_member, channel.is_archived, draft].join("|");
    if (item.state === state) return item;
    item.state = state;
    const row = item.firstChild;
    row.className = `side-row${unread || fresh ? " unread" : ""}${fresh ? " fresh" : ""}${current ? " current" : ""}${channel.is_member || channel.kind === "im" ? "" : " outside"}`;
    if (current) row.setAttribute("aria-current", "page");
    else row.removeAttribute("aria-current");
    const lead = channel.kind === "im" ? avatar(store.people.get(channel.with), "tiny") : icon(channel.kind === "private" ? "lock" : "hash");
    const hidden = [channel.kind === "private" && t("channel.private"), channel.is_archived && t("channel.archived.short")].filter(Boolean).join(", ");
    const marks = [draft && h("span", { class: "draft", title: t("draft") }, icon("edit"), h("span", { class: "sr-only" }, t("draft"))), fresh && h("span", { class: "fresh-mark" }, t("messages.mark")), calls > 0 && h("span", { class: "count", title: t("mentions", { n: calls }) }, String(calls)), unread && !calls && !fresh && h("span", { class: "unread-dot" }), (unread || fresh) && h("span", { class: "sr-only" }, fresh ? t("channel.fresh") : t("unread")), hidden && h("span", { class: "sr-only" }, hidden)];
    fill(row, lead, h("span", { class: "side-name" }, name), marks);
    row.title = name;
    return item;
  }

  /** A small form for a new channel. */
  addChannel() {
    const name = h("input", { class: "input", type: "text", "aria-label": t("channel.add.name"), placeholder: t("channel.add.name"), maxlength: "80", required: true });
    const hidden = h("input", { type: "checkbox" });
    const create = () =>
      orComplain(async () => {
        const { channel } = await store.send("/page/create", { name: name.value.trim().toLowerCase().replace(/\s+/g, "-"), private: hidden.checked });
        closePopover();
        location.hash = `#/${channel}`;
      });
    const form = h("form", { class: "card", onsubmit: (event) => (event.preventDefault(), create()) }, h("strong", {}, t("channel.add")), name, h("label", { class: "tool-row" }, hidden, t("channel.add.private")), h("button", { type: "submit", class: "button primary" }, t("channel.add.yes")));
    popover(this.addButton, form, { label: t("channel.add") });
    name.focus();
  }

  drawApps() {
    const all = [...store.channels.values()];
    const states = store.apps.map((app) => {
      const im = all.find((channel) => channel.kind === "im" && channel.with === app.bot_user);
      const current = store.shownApp === app.app_id || (im && im.id === store.current);
      return { app, im, current, unread: Boolean(im && store.unread(im)), calls: im ? store.calls(im) : 0, home: store.homes.has(app.app_id) };
    });
    const key = JSON.stringify(states);
    if (this.apps.key === key) return;
    this.apps.key = key;
    this.apps.hidden = !states.length;
    const rows = states.map((state) => h("div", { role: "listitem" }, this.appRow(state)));
    fill(this.apps, h("h2", {}, t("apps")), h("div", { class: "side-list", role: "list" }, rows));
  }

  // What is unread in the app's messages is shown first; else its Home tab, unless that is empty and messages are there.
  appRow({ app, im, current, unread, calls, home }) {
    const bot = store.people.get(app.bot_user) ?? { id: app.app_id, is_bot: true, name: app.name };
    const href = unread || (!home && im?.latest_ts) ? `#/${im.id}` : `#/home/${app.app_id}`;
    const lamp = h("span", { class: app.connected ? "lamp on" : "lamp", title: app.connected ? "" : t("app.offline", { name: app.name }) });
    return h(
      "a",
      { class: `side-row${current ? " current" : ""}${unread ? " unread" : ""}`, href, tabindex: "-1", "aria-current": current ? "page" : undefined, onclick: this.actions.closeNarrow },
      avatar(bot, "tiny"),
      h("span", { class: "side-name" }, app.name),
      unread && h("span", { class: "count" }, String(calls), h("span", { class: "sr-only" }, t("unread"))),
      lamp,
    );
  }

  drawPanels() {
    const rows = panelList().map((panel) => h("div", { role: "listitem" }, h("button", { type: "button", class: "side-row", tabindex: "-1", onclick: () => this.actions.panel(panel.name) }, icon(panel.icon), h("span", { class: "side-name" }, panel.title))));
    fill(this.panels, h("h2", {}, t("panels")), h("div", { class: "side-list", role: "list" }, rows));
  }

  drawFoot() {
    const global = store.shortcuts.filter((shortcut) => shortcut.type === "global");
    const tool = (name, label, items) => {
      const node = h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => menu(node, items(), { label, align: "start" }) }, icon(name));
      return node;
    };
    const themes = () => [{ heading: t("theme") }, ...THEMES.map((name) => ({ label: t(`theme.${name}`), checked: theme() === name, run: () => applyTheme(name) }))];
    const languages = () => {
      const rows = [["auto", t("language.auto")], ["en", "English"], ["zh", "简体中文"]];
      return [{ heading: t("language") }, ...rows.map(([choice, label]) => ({ label, checked: languageChoice() === choice, run: () => this.actions.language(choice) }))];
    };
    const deeds = () => [{ heading: t("shortcut.global") }, ...global.map((shortcut) => ({ label: shortcut.name, icon: "bolt", run: () => runShortcut(shortcut) }))];
    fill(this.foot, global.length > 0 && tool("bolt", t("shortcut.global"), deeds), tool("theme", t("theme"), themes), tool("language", t("language"), languages), h("button", { type: "button", class: "icon-button", "aria-label": t("keys"), title: `${t("keys")} (?)`, onclick: this.actions.keys }, icon("keyboard")));
  }
}
