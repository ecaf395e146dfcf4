// Finding messages: words in, the newest that have all of them out; one goes to where it stands.

import { fill, h } from "./dom.js";
import { authorOf } from "./message.js";
import { gist } from "./mrkdwn.js";
import { avatar } from "./person.js";
import { store } from "./store.js";
import { pretty } from "./when.js";
import { t } from "./words.js";

const WAIT_MILLISECONDS = 200;

export class SearchView {
  /** host: goTo(channel, ts) */
  constructor(host) {
    Object.assign(this, { host, ask: 0 });
    this.field = h("input", { class: "input search-field grow", type: "search", "aria-label": t("search"), placeholder: t("search"), autocomplete: "off", oninput: () => this.soon() });
    this.here = h("input", { type: "checkbox", checked: true, onchange: () => this.look() });
    this.hereText = h("span");
    this.said = h("p", { class: "dim pad", role: "status" });
    this.list = h("div", { class: "search-list", role: "list" });
    this.node = h("div", { class: "search", role: "search" }, h("div", { class: "search-head" }, this.field, h("label", { class: "tool-row dim" }, this.here, this.hereText)), this.said, this.list);
    this.node.addEventListener("keydown", (event) => this.keys(event));
  }

  show(words, channel) {
    this.channel = channel;
    this.hereText.textContent = t("search.here");
    this.here.disabled = !channel;
    this.here.checked = Boolean(channel) && !words;
    if (words) this.field.value = words;
    this.field.focus();
    this.field.select();
    this.look();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), WAIT_MILLISECONDS);
  }

  async look() {
    const words = this.field.value.trim();
    const ask = (this.ask += 1);
    if (!words) return this.draw([], "");
    try {
      const { found, more } = await store.search(words, this.here.checked ? this.channel : "");
      if (ask === this.ask) this.draw(found, t(more ? "search.many" : found.length ? "search.found" : "choose.nothing", { n: found.length }));
    } catch (error) {
      if (ask === this.ask) this.draw([], error.message);
    }
    return undefined;
  }

  draw(found, said) {
    this.said.textContent = said;
    fill(this.list, found.map((hit) => h("div", { role: "listitem" }, this.row(hit))));
  }

  row({ channel, message }) {
    const author = authorOf(message);
    const place = store.channels.get(channel);
    return h(
      "button",
      { type: "button", class: "search-row", onclick: () => this.host.goTo(channel, message.ts) },
      avatar(author.person ?? { id: "?", is_bot: author.app }, "small", author.name),
      h("span", { class: "search-words" }, h("span", { class: "dim" }, h("strong", {}, author.name), ` · ${place ? (place.kind === "im" ? "" : "#") + store.channelName(place) : ""} · ${pretty(message.ts)}`), h("span", { class: "search-text" }, gist(textOf(message), 220))),
    );
  }

  keys(event) {
    const rows = [...this.list.querySelectorAll(".search-row")];
    const at = rows.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to === undefined || (at < 0 && event.target !== this.field)) return;
    (rows[to] ?? (to < 0 ? this.field : null))?.focus();
    event.preventDefault();
  }
}

// what a message of blocks says for short
function textOf(message) {
  if (message.text) return message.text;
  const block = (message.blocks ?? []).find((each) => each.text?.text);
  return block?.text.text ?? "";
}
