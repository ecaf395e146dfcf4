// An app's Home tab in the middle column.

import { patchBlocks } from "./blocks.js";
import { fill, h } from "./dom.js";
import { menuButton } from "./header.js";
import { avatar } from "./person.js";
import { whenReleased } from "./presses.js";
import { store } from "./store.js";
import { Values } from "./values.js";
import { t } from "./words.js";

export class HomeView {
  constructor(openSidebar, signal) {
    this.openSidebar = openSidebar;
    this.head = h("header", { class: "head" });
    this.tabs = h("div", { class: "tabs", role: "navigation" });
    this.blocks = h("div", { class: "blocks home-blocks" });
    this.empty = h("p", { class: "dim pad" });
    this.banners = h("div");
    this.node = h("section", { class: "pane" }, this.head, this.banners, this.tabs, h("div", { class: "home" }, this.blocks, this.empty));
    this.kept = new Map();
    store.on("home", () => whenReleased(this.blocks, this, () => this.app && this.draw()), signal);
  }

  /** Shows what is known and tells the server that the tab was opened; the app answers by the stream. */
  async show(app) {
    this.app = app;
    this.blocks.replaceChildren();
    const bot = store.people.get(app.bot_user);
    const im = [...store.channels.values()].find((channel) => channel.kind === "im" && channel.with === app.bot_user);
    fill(this.head, menuButton(this.openSidebar), h("div", { class: "head-words" }, h("h1", {}, avatar(bot ?? { id: app.app_id, is_bot: true }, "small", app.name), h("span", {}, app.name))));
    fill(this.tabs, h("a", { class: "tab", href: `#/home/${app.app_id}`, "aria-current": "page" }, t("home")), im && h("a", { class: "tab", href: `#/${im.id}` }, t("messages")));
    this.tabs.setAttribute("aria-label", t("home.tabs", { name: app.name }));
    this.draw();
    try {
      const answer = await store.send("/page/home", { app_id: app.app_id });
      if (answer.view) store.apply({ type: "home", app_id: app.app_id, view: answer.view });
    } catch {
      // a workspace that does not announce the opening of the tab still sends the view when the app publishes it
    }
  }

  draw() {
    const view = store.homes.get(this.app.app_id);
    this.empty.textContent = view ? "" : t("home.empty", { name: this.app.name });
    this.empty.hidden = Boolean(view);
    if (!view) return;
    const key = `${store.me} ${this.app.app_id}`;
    if (!this.kept.has(key)) this.kept.set(key, new Values());
    const values = this.kept.get(key);
    const act = (action) => store.send("/page/action", { view_id: store.homes.get(this.app.app_id).id, action, state: { values: values.toSlack() } });
    const options = (asked) => store.send("/page/options", { view_id: store.homes.get(this.app.app_id).id, ...asked });
    patchBlocks(this.blocks, view.blocks ?? [], { surface: "home", values, act, options });
  }
}
