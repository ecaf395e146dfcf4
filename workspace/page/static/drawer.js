// The right column, one thing at a time: a thread, the pins, a file, or the apps' panels (kept alive once opened).

import { patchBlocks, still } from "./blocks.js";
import { fill, h, roving } from "./dom.js";
import { filePreview } from "./files.js";
import { icon } from "./icons.js";
import { authorOf } from "./message.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar } from "./person.js";
import { orComplain } from "./popover.js";
import { store } from "./store.js";
import { ThreadView } from "./thread.js";
import { Values } from "./values.js";
import { fileSize, pretty } from "./when.js";
import { t } from "./words.js";

export class Drawer {
  /** host as for messages (messagelist.js), with goTo(channel, ts). */
  constructor(node, host, signal) {
    Object.assign(this, { node, host, kind: null, back: null, frames: new Map() });
    this.title = h("h2", { id: "drawer-title", tabindex: "-1" });
    this.sub = h("span", { class: "dim" });
    const close = h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => this.close() }, icon("close"));
    this.body = h("div", { class: "drawer-body" });
    this.panelBox = h("div", { class: "drawer-panels", hidden: true });
    fill(node, h("header", { class: "drawer-head" }, h("div", { class: "drawer-words" }, this.title, this.sub), close), this.body, this.panelBox);
    node.setAttribute("aria-labelledby", "drawer-title");
    const leave = (event) => event.key === "Escape" && !event.defaultPrevented && this.close();
    node.addEventListener("keydown", leave, { signal });
    this.thread = new ThreadView(host, signal);
  }

  begin(kind, title, sub = "") {
    if (this.node.hidden) this.back = document.activeElement;
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
    this.kind = null;
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

  openPanel(name) {
    const panel = store.panels.find((other) => other.name === name);
    if (!panel) return;
    if (this.kind === "panel" && this.panel === name) {
      this.close();
      return;
    }
    this.panel = name;
    this.begin("panel", store.panels.length > 1 ? t("panels") : panel.title);
    if (!this.frames.has(name)) {
      const frame = h("iframe", { class: "frame", src: panel.url, title: panel.title });
      this.frames.set(name, frame);
    }
    const tabs = store.panels.length > 1 && h("div", { class: "tabs", role: "tablist" }, store.panels.map((other) => this.tab(other)));
    if (this.tabs) this.tabs.remove();
    this.tabs = tabs;
    if (tabs) {
      roving(tabs, ".tab", { horizontal: true });
      this.panelBox.prepend(tabs);
    }
    // moving a frame in the page reloads it, so it is put in once and then only hidden
    const frame = this.frames.get(name);
    if (!frame.isConnected) this.panelBox.append(frame);
    for (const [other, node] of this.frames) node.hidden = other !== name;
  }

  tab(panel) {
    const current = panel.name === this.panel;
    return h("button", { type: "button", class: "tab", role: "tab", "aria-selected": String(current), tabindex: current ? "0" : "-1", onclick: () => current || this.openPanel(panel.name) }, panel.title);
  }

  /** Whatever belongs to another person or channel goes; panels stay. */
  leaveChannel() {
    if (["thread", "pins"].includes(this.kind)) this.close();
  }
}
