// The list of a channel's messages: the newest are drawn, older ones when one scrolls up; changes touch one row each.

import { announce, fill, h } from "./dom.js";
import { gist } from "./mrkdwn.js";
import { authorOf, drawMessage, isSystem, messageRow } from "./message.js";
import { isReply, store } from "./store.js";
import { dayKey, dayLabel } from "./when.js";
import { t } from "./words.js";

const NEWEST = 200;
const OLDER = 100;
const TOGETHER_SECONDS = 300;
const NEAR_END_PX = 60;

function follows(message, before) {
  if (!before || isSystem(before) || isSystem(message) || before.is_ephemeral || message.is_ephemeral) return false;
  if (message.subtype === "thread_broadcast" || (before.username ?? "") !== (message.username ?? "")) return false;
  const same = before.user === message.user && before.bot_id === message.bot_id;
  return same && message.ts - before.ts < TOGETHER_SECONDS && dayKey(message.ts) === dayKey(before.ts);
}

export class MessageList {
  constructor(host) {
    this.host = { ...host, rowOf: (ts) => this.rows.get(ts) };
    this.rows = new Map();
    this.first = 0;
    this.missed = 0;
    this.stuck = true;
    this.inner = h("div", { class: "messages-inner", role: "log", "aria-live": "off", "aria-label": t("messages") });
    this.scroller = h("div", { class: "messages", onscroll: () => this.scrolled(), onkeydown: (event) => this.keys(event) }, this.inner);
    this.jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => this.toEnd(true) });
    this.node = h("div", { class: "messages-box" }, this.scroller, this.jump);
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.inner);
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.scroller);
  }

  get channel() {
    return this.host.channel;
  }

  /** Draws a channel anew, at its end or at `ts`. */
  show(channel, { at = null, unreadFrom = null } = {}) {
    this.host.channel = channel;
    this.unreadFrom = unreadFrom;
    this.list = store.room(channel).messages;
    this.first = Math.max(0, this.list.length - NEWEST);
    const wanted = at ? this.list.findIndex((message) => message.ts === at) : -1;
    if (wanted >= 0) this.first = Math.min(this.first, Math.max(0, wanted - 20));
    this.rows.clear();
    this.missed = 0;
    fill(this.inner, this.beginning(), this.nodes(this.first, this.list.length));
    this.tabStop();
    if (wanted >= 0) this.reveal(at);
    else this.toEnd();
    this.tellJump();
  }

  beginning() {
    this.top = h("div", { class: "beginning" });
    this.drawBeginning();
    return this.top;
  }

  drawBeginning() {
    const channel = store.channels.get(this.channel);
    if (this.first > 0) {
      fill(this.top, h("button", { type: "button", class: "button small", onclick: () => this.older() }, t("messages.older")));
      return;
    }
    const name = channel ? (channel.kind === "im" ? store.channelName(channel) : `#${channel.name}`) : "";
    fill(this.top, h("h3", {}, t("channel.empty", { name })), channel?.purpose && h("p", { class: "dim" }, gist(channel.purpose, 400)), !this.list.length && h("p", { class: "dim" }, t("channel.empty.hint")));
  }

  nodes(from, to) {
    const out = [];
    for (let at = from; at < to; at += 1) {
      const [message, before] = [this.list[at], this.list[at - 1]];
      if (!before || dayKey(before.ts) !== dayKey(message.ts)) out.push(this.divider(message));
      if (this.unreadFrom && message.ts > this.unreadFrom && (!before || before.ts <= this.unreadFrom)) {
        out.push(h("div", { class: "unread-line", role: "separator" }, h("span", {}, t("messages.mark"))));
      }
      const row = messageRow(message, this.host, { compact: at > from && follows(message, before) });
      this.rows.set(message.ts, row);
      out.push(row);
    }
    return out;
  }

  divider(message) {
    return h("div", { class: "day", role: "separator", "data-day": dayKey(message.ts) }, h("span", {}, dayLabel(message.ts)));
  }

  older() {
    if (this.first === 0) return;
    const from = Math.max(0, this.first - OLDER);
    const height = this.scroller.scrollHeight;
    const [firstRow] = this.inner.querySelectorAll(".day");
    const nodes = this.nodes(from, this.first);
    if (firstRow && dayKey(this.list[this.first - 1].ts) === firstRow.dataset.day) firstRow.remove();
    this.first = from;
    this.top.after(...nodes);
    this.drawBeginning();
    this.scroller.scrollTop += this.scroller.scrollHeight - height;
  }

  added(message) {
    if (isReply(message)) return this.changed(this.parent(message));
    const at = this.list.indexOf(message);
    if (at < this.first) {
      this.first += 1;
      return;
    }
    const before = this.list[at - 1];
    const after = this.list[at + 1];
    const nodes = this.nodes(at, at + 1);
    const row = nodes.at(-1);
    row.classList.toggle("compact", follows(message, before) && !row.classList.contains("ephemeral"));
    const old = after && this.rows.get(after.ts);
    if (old && follows(message, before)) this.inner.insertBefore(row, old);
    else if (old) old.before(...nodes.filter((node) => !node.matches(".day") || node.dataset.day !== dayKey(after.ts)));
    else this.inner.append(...nodes);
    if (at === 0) this.drawBeginning();
    this.heard(message);
  }

  heard(message) {
    const mine = message.user === store.me && !message.bot_id;
    if (!mine) announce(`${authorOf(message).name}: ${gist(message.text ?? "")}`);
    if (this.stuck || mine) this.toEnd();
    else {
      this.missed += 1;
      this.tellJump();
    }
  }

  parent(message) {
    return store.room(this.channel).byTs.get(message.thread_ts);
  }

  changed(message) {
    if (!message) return;
    if (isReply(message)) {
      this.changed(this.parent(message));
      return;
    }
    const row = this.rows.get(message.ts);
    if (row && !row.querySelector(".editing")) drawMessage(row, message, this.host);
    else if (row && message.edited) drawMessage(row, message, this.host);
  }

  deleted(ts) {
    const row = this.rows.get(ts);
    if (!row) return;
    const next = row.nextElementSibling;
    const previous = row.previousElementSibling;
    if (row.contains(document.activeElement)) (next ?? previous)?.focus?.();
    row.remove();
    this.rows.delete(ts);
    if (previous?.matches(".day") && (!next || next.matches(".day"))) previous.remove();
    const at = this.list.findIndex((message) => next?.dataset.ts === message.ts);
    if (at >= 0) drawMessage(next, this.list[at], this.host, { compact: follows(this.list[at], this.list[at - 1]) });
    this.tabStop();
  }

  /** Pins changed: rows that gained or lost the mark are drawn again. */
  pins(pins) {
    for (const [ts, row] of this.rows) {
      const message = store.room(this.channel).byTs.get(ts);
      if (message && row.classList.contains("pinned") !== pins.includes(ts)) drawMessage(row, message, this.host);
    }
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.stuck = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (this.stuck) this.missed = 0;
    if (scrollTop < 200 && this.first > 0) this.older();
    this.tellJump();
  }

  tellJump() {
    this.jump.hidden = this.stuck;
    const text = this.missed ? t("messages.new", { n: this.missed }) : t("messages.latest");
    if (this.jump.textContent !== text) this.jump.textContent = text;
    this.jump.classList.toggle("new", this.missed > 0);
  }

  toEnd(smooth = false) {
    this.stuck = true;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  /** Scrolls to a message and lights it up; false when it is not here. */
  reveal(ts) {
    const at = this.list.findIndex((message) => message.ts === ts);
    if (at < 0) return false;
    while (at < this.first) this.older();
    const row = this.rows.get(ts);
    this.stuck = false;
    row.scrollIntoView({ block: "center" });
    row.classList.remove("flash");
    requestAnimationFrame(() => row.classList.add("flash"));
    row.addEventListener("animationend", () => row.classList.remove("flash"), { once: true });
    row.focus({ preventScroll: true });
    return true;
  }

  tabStop() {
    if (this.inner.querySelector('.message[tabindex="0"]')) return;
    const last = [...this.rows.values()].at(-1);
    if (last) last.tabIndex = 0;
  }

  // Arrow keys go from message to message, Enter opens the thread; inside a message Tab goes on as usual.
  keys(event) {
    if (!event.target.matches(".message") || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...this.inner.querySelectorAll(":scope > .message")];
    const at = rows.indexOf(event.target);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === "Enter") this.host.openThread?.(event.target.dataset.ts);
    else if (event.key === "m" || event.key === "ContextMenu") event.target.querySelector(".toolbar .more")?.click();
    else if (to === undefined || !rows[to]) return;
    else {
      event.target.tabIndex = -1;
      rows[to].tabIndex = 0;
      rows[to].focus();
    }
    event.preventDefault();
  }
}
