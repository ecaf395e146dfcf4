// The right column, one thing at a time: a thread, the pins, a file, search, or a panel (kept alive once opened).

import { patchBlocks, still } from "./blocks.js";
import { CallLogPanel } from "./calllog.js";
import { CastPanel } from "./cast.js";
import { fill, h, roving } from "./dom.js";
import { filePreview } from "./files.js";
import { icon, knownIcon } from "./icons.js";
import { authorOf } from "./message.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar } from "./person.js";
import { orComplain } from "./popover.js";
import { theme } from "./prefs.js";
import { SearchView } from "./search.js";
import { store } from "./store.js";
import { ThreadView } from "./thread.js";
import { Values } from "./values.js";
import { fileSize, pretty } from "./when.js";
import { WeatherPanel } from "./weather.js";
import { shownLanguage, t, titled } from "./words.js";

/** The page's own tools, then the apps' panels: {name, title, icon, url?}. */
export function panelList() {
  const tools = [["cast", "people"], ["weather", "sun"], ["calls", "log"]].map(([name, icon]) => ({ name, title: t(name), icon }));
  return [...tools, ...store.panels.map((panel) => ({ ...panel, title: titled(panel.titles, panel.title), icon: knownIcon(panel.icon, "panel") }))];
}

export class Drawer {
  /** host as for messages (messagelist.js), with goTo(channel, ts). */
  constructor(node, host, signal) {
    Object.assign(this, { node, host, kind: null, back: null, frames: new Map() });
    this.title = h("h2", { id: "drawer-title", tabindex: "-1" });
    this.sub = h("span", { class: "dim" });
    const close = h("button", { type: "button", class: "icon-button", "aria-label": t("close"), title: t("close"), onclick: () => this.close() }, icon("close"));
    this.body = h("div", { class: "drawer-body" });
    this.panelBox = h("div", { class: "drawer-panels", hidden: true });
    fill(node, h("header", { class: "drawer-head" }, h("div", { class: "drawer-words" }, this.title, this.sub), close), this.body, this.panelBox);
    node.setAttribute("aria-labelledby", "drawer-title");
    const leave = (event) => event.key === "Escape" && !event.defaultPrevented && (event.preventDefault(), this.close());
    node.addEventListener("keydown", leave, { signal });
    this.thread = new ThreadView(host, signal);
    this.search = new SearchView(host);
    this.tools = { cast: new CastPanel({ act: host.act }), weather: new WeatherPanel(signal), calls: new CallLogPanel() };
    document.addEventListener("theme", () => this.tellTheme(), { signal });
  }

  begin(kind, title, sub = "") {
    if (this.node.hidden) this.back = document.activeElement;
    if (kind !== "panel") this.quiet();
    if (kind !== "panel") this.panel = "";
    this.kind = kind;
    this.node.hidden = false;
    this.node.dataset.kind = kind;
    document.getElementById("app").classList.add("with-drawer");
    this.title.textContent = title;
    this.sub.textContent = sub;
    this.panelBox.hidden = kind !== "panel";
    this.body.hidden = kind === "panel";
  }

  close() {
    if (this.node.hidden) return;
    this.quiet();
    this.kind = null;
    this.panel = "";
    this.node.hidden = true;
    document.getElementById("app").classList.remove("with-drawer");
    if (this.back?.isConnected) this.back.focus({ preventScroll: true });
  }

  openThread(channel, ts) {
    const place = store.channels.get(channel);
    this.begin("thread", t("thread"), place ? (place.kind === "im" ? "" : "#") + store.channelName(place) : "");
    fill(this.body, this.thread.node);
    orComplain(async () => {
      await store.loadThread(channel, ts);
      if (this.kind === "thread") this.thread.show(channel, ts);
    });
  }

  openFile(file) {
    this.begin("file", file.title || file.name || "", fileSize(file.size));
    fill(this.body, filePreview(file));
    this.title.focus({ preventScroll: true });
  }

  showPins(channel) {
    const { pins, byTs } = store.room(channel);
    this.begin("pins", t("pins"), String(pins.length || ""));
    const cards = [...pins].reverse().map((ts) => byTs.get(ts)).filter(Boolean).map((message) => this.pinCard(channel, message));
    fill(this.body, h("div", { class: "pin-list" }, cards.length ? cards : h("p", { class: "dim pad" }, t("pins.none"))));
  }

  pinCard(channel, message) {
    const author = authorOf(message);
    const words = h("div", { class: "pin-words" });
    if (message.blocks?.length) patchBlocks(words, message.blocks.filter((block) => !["actions", "input"].includes(block.type)), still(new Values()));
    else words.append(h("div", { class: "mrkdwn" }, mrkdwn(message.text)));
    const go = h("button", { type: "button", class: "button small", onclick: () => this.host.goTo(channel, message.ts) }, t("pins.show"));
    return h("article", { class: "pin-card" }, h("header", {}, avatar(author.person, "tiny", author.name), h("strong", {}, author.name), h("span", { class: "dim" }, pretty(message.ts))), words, go);
  }

  /** A tool of the page or an app's panel; asked for again, it closes. */
  openPanel(name) {
    const all = panelList();
    const panel = all.find((other) => other.name === name);
    if (!panel) return;
    if (this.kind === "panel" && this.panel === name) {
      this.close();
      return;
    }
    this.quiet();
    this.panel = name;
    this.begin("panel", t("panels"));
    const hadFocus = this.tabs?.contains(document.activeElement);
    this.tabs?.remove();
    this.tabs = h("div", { class: "tabs", role: "tablist", "aria-label": t("panels") }, all.map((other) => this.tab(other)));
    roving(this.tabs, ".tab", { horizontal: true });
    this.panelBox.prepend(this.tabs);
    // moving a frame in the page reloads it, so it is put in once and then only hidden
    const node = this.panelNode(panel);
    if (!node.isConnected) this.panelBox.append(node);
    for (const [other, box] of this.frames) box.hidden = other !== name;
    this.tools[name]?.show();
    const selected = this.tabs.querySelector('[aria-selected="true"]');
    selected.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (hadFocus || !this.node.contains(document.activeElement)) selected.focus({ preventScroll: true });
  }

  panelNode(panel) {
    if (!this.frames.has(panel.name)) {
      const address = `${panel.url}?${new URLSearchParams({ language: shownLanguage(), theme: theme() })}`;
      const node = this.tools[panel.name]?.node ?? h("iframe", { class: "frame", src: address, title: panel.title });
      node.id = `panel-${panel.name}`;
      if (node.tagName !== "IFRAME") node.setAttribute("role", "tabpanel");
      this.frames.set(panel.name, node);
    }
    return this.frames.get(panel.name);
  }

  tab(panel) {
    const current = panel.name === this.panel;
    return h("button", { type: "button", class: "tab", role: "tab", "aria-selected": String(current), "aria-controls": `panel-${panel.name}`, tabindex: current ? "0" : "-1", onclick: () => current || this.openPanel(panel.name) }, panel.title);
  }

  /** The apps' panels learn of the page's theme. */
  tellTheme() {
    const message = { type: "workspace", language: shownLanguage(), theme: theme() };
    for (const node of this.frames.values()) node.contentWindow?.postMessage(message, location.origin);
  }

  /** The tool that is shown stops asking. */
  quiet() {
    this.tools[this.panel]?.hide?.();
  }

  openSearch(words = "") {
    this.begin("search", t("search"));
    fill(this.body, this.search.node);
    this.search.show(words, store.current);
  }

  /** Whatever belongs to another person or channel goes; panels stay. */
  leaveChannel() {
    if (["thread", "pins"].includes(this.kind)) this.close();
  }
}
