// A thread in the drawer: the message that began it, its replies, and a composer.

import { announce, fill, h } from "./dom.js";
import { Composer } from "./composer.js";
import { authorOf, drawMessage, messageRow } from "./message.js";
import { gist } from "./mrkdwn.js";
import { whenReleased } from "./presses.js";
import { store } from "./store.js";
import { t } from "./words.js";

export class ThreadView {
  constructor(host, signal) {
    this.rows = new Map();
    this.host = { ...host, inThread: true, rowOf: (ts) => this.rows.get(ts) };
    this.list = h("div", { class: "thread-list" });
    this.composer = new Composer({ onSaid: () => this.toEnd() });
    this.node = h("div", { class: "thread" }, this.list, this.composer.node);
    for (const type of ["message", "changed"]) store.on(type, (event) => this.take(event), signal);
    store.on("deleted", (event) => this.gone(event), signal);
    store.on("room", ({ channel }) => this.isOpen(channel) && this.draw(), signal);
  }

  show(channel, ts) {
    this.host.channel = channel;
    this.ts = ts;
    this.draw();
    this.composer.show(store.channels.get(channel), ts);
    this.composer.field.focus();
    this.toEnd();
  }

  isOpen(channel) {
    return this.node.isConnected && channel === this.host.channel;
  }

  draw() {
    const room = store.room(this.host.channel);
    const root = room.byTs.get(this.ts);
    const replies = room.replies(this.ts);
    this.rows.clear();
    const rows = [root, ...replies].filter(Boolean).map((message) => this.row(message));
    this.line = h("div", { class: "thread-rule" });
    fill(this.list, root ? rows.shift() : h("p", { class: "dim pad" }, t("thread.gone")), this.line, rows);
    this.count();
  }

  row(message) {
    const row = messageRow(message, this.host);
    row.tabIndex = 0;
    this.rows.set(message.ts, row);
    return row;
  }

  count() {
    const n = store.room(this.host.channel).replies(this.ts).length;
    fill(this.line, n > 0 && h("span", {}, t("replies", { n })));
    this.line.hidden = n === 0;
  }

  take({ channel, message }) {
    if (!this.isOpen(channel) || (message.thread_ts !== this.ts && message.ts !== this.ts)) return;
    const row = this.rows.get(message.ts);
    if (row) {
      whenReleased(row, row, () => drawMessage(row, message, this.host));
      return;
    }
    if (message.ts === this.ts) return;
    this.list.append(this.row(message));
    this.count();
    if (message.user !== store.me) announce(`${authorOf(message).name}: ${gist(message.text ?? "")}`);
    this.toEnd();
  }

  gone({ channel, ts }) {
    if (!this.isOpen(channel) || !this.rows.has(ts)) return;
    this.rows.get(ts).remove();
    this.rows.delete(ts);
    this.count();
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
  }
}
