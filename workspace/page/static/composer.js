// Where one writes: a field that grows, with completion, an emoji picker, and drafts kept per channel and thread.

import { Completion } from "./complete.js";
import { busy, h } from "./dom.js";
import { characterOf } from "./emoji.js";
import { icon } from "./icons.js";
import { pickEmoji } from "./messagemenu.js";
import { complain } from "./popover.js";
import { recall, remember } from "./prefs.js";
import { store } from "./store.js";
import { toWire } from "./typed.js";
import { t } from "./words.js";

const drafts = new Map(Object.entries(recall("drafts", {})));

/** Whether something lies written and not sent in a channel (not in its threads). */
export const hasDraft = (channel) => Boolean(drafts.get(`${store.me} ${channel} `)?.trim());

const keepDrafts = () => remember("drafts", Object.fromEntries([...drafts].filter(([, text]) => text.trim()).slice(-50)));
window.addEventListener("pagehide", keepDrafts);

export class Composer {
  /** `onSaid()` runs after a message went out. */
  constructor({ onSaid = () => {}, onUp = () => {} } = {}) {
    Object.assign(this, { channel: "", thread: null, onSaid });
    this.field = h("textarea", { class: "composer-field", rows: "1", autocomplete: "off", enterkeyhint: "send" });
    this.completion = new Completion(this.field);
    this.button = h("button", { type: "button", class: "send", "aria-label": t("composer.send"), title: t("composer.send"), onclick: () => this.send() }, icon("send"));
    const tool = (name, label, run) => {
      const node = h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: () => run(node) }, icon(name));
      return node;
    };
    const tools = h(
      "div",
      { class: "composer-tools" },
      tool("slash", t("composer.command"), () => this.begin("/")),
      tool("at", t("composer.mention"), () => this.begin("@")),
      tool("smile", t("emoji.search"), (node) => pickEmoji(node, (name) => this.put(characterOf(name) ?? `:${name}:`))),
      (this.hint = h("span", { class: "hint dim" }, t("composer.hint"))),
      this.button,
    );
    this.node = h("div", { class: "composer" }, this.completion.list, h("div", { class: "composer-box" }, this.field, tools));
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => {
      if (this.completion.key(event)) return;
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.send();
      } else if (event.key === "ArrowUp" && !this.field.value) onUp(event);
    });
  }

  get key() {
    return `${store.me} ${this.channel} ${this.thread ?? ""}`;
  }

  show(channel, thread = null) {
    this.channel = channel.id;
    this.thread = thread;
    const name = channel.kind === "im" ? store.channelName(channel) : `#${channel.name}`;
    const label = thread ? t("composer.reply") : t("composer.label", { name });
    this.field.placeholder = label;
    this.field.setAttribute("aria-label", label);
    this.field.value = drafts.get(this.key) ?? "";
    this.completion.close();
    this.changed();
  }

  changed() {
    const had = hasDraft(this.channel);
    if (this.field.value) drafts.set(this.key, this.field.value);
    else drafts.delete(this.key);
    if (had !== hasDraft(this.channel)) store.tell("channels", { channel: this.channel });
    this.tellHint();
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, innerHeight * 0.4)}px`;
    this.button.classList.toggle("ready", this.field.value.trim() !== "");
  }

  /** While a command is typed, how it is used. */
  tellHint() {
    const [, name] = /^(\/\S+)\s/.exec(this.field.value) ?? [];
    const command = name && store.commands.find((other) => other.command === name);
    const text = command?.usage_hint ? `${command.command} ${command.usage_hint}` : t("composer.hint");
    if (this.hint.textContent === text) return;
    this.hint.textContent = text;
    this.hint.classList.toggle("usage", Boolean(command?.usage_hint));
  }

  put(text) {
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
    this.field.focus();
    this.changed();
  }

  begin(mark) {
    if (mark === "/") this.field.value = this.field.value.startsWith("/") ? this.field.value : "/";
    else this.put(/(^|\s)$/.test(this.field.value.slice(0, this.field.selectionStart)) ? mark : ` ${mark}`);
    this.field.focus();
    this.changed();
    this.completion.update();
  }

  async send() {
    const typed = this.field.value.trim();
    if (!typed) return;
    const { channel, thread, key } = this;
    await busy(this.button, async () => {
      this.field.value = "";
      this.changed();
      try {
        const text = toWire(typed);
        const answer = await store.send("/page/say", { channel, text, ...(thread ? { thread_ts: thread } : {}) });
        if (answer.ephemeral) store.apply({ type: "message", channel, message: { ...answer.ephemeral, is_ephemeral: true } });
        this.onSaid();
      } catch (error) {
        complain(error);
        // nothing that was written is lost
        if (key !== this.key) drafts.set(key, typed);
        else if (!this.field.value) this.field.value = typed;
        this.changed();
      }
    });
    this.field.focus();
  }
}
