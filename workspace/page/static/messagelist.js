// The list of a channel's messages: days, the line before what is new, staying at the end or at one's place, the keyboard.

import { announce, fill, h } from "./dom.js";
import { runAt, summary } from "./folding.js";
import { icon } from "./icons.js";
import { gist, plain } from "./mrkdwn.js";
import { authorOf, drawMessage, isSystem, messageRow } from "./message.js";
import { orComplain } from "./popover.js";
import { whenReleased } from "./presses.js";
import { isReply, placeOf, store } from "./store.js";
import { VirtualList } from "./virtual.js";
import { dayKey, dayLabel } from "./when.js";
import { t } from "./words.js";

const TOGETHER_SECONDS = 300;
const NEAR_END_PX = 60;
const OLDER = 200;

function follows(message, before) {
  if (!before || isSystem(before) || isSystem(message) || before.is_ephemeral || message.is_ephemeral) return false;
  if (message.subtype === "thread_broadcast" || (before.username ?? "") !== (message.username ?? "")) return false;
  const same = before.user === message.user && before.bot_id === message.bot_id;
  return same && message.ts - before.ts < TOGETHER_SECONDS && dayKey(message.ts) === dayKey(before.ts);
}

export class MessageList {
  constructor(host) {
    this.host = { ...host, rowOf: (ts) => this.rowOf(ts) };
    Object.assign(this, { missed: 0, stuck: true, unreadFrom: null, kept: new Map(), unfolded: new Set(), list: [] });
    this.top = h("div", { class: "beginning" });
    this.slots = h("div", { class: "slots" });
    this.inner = h("div", { class: "messages-inner", role: "feed", "aria-label": t("messages") }, this.top, this.slots);
    this.scroller = h("div", { class: "messages", id: "messages", tabindex: "-1", onscroll: () => this.scrolled(), onkeydown: (event) => this.keys(event) }, this.inner);
    this.jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => this.toEnd() });
    this.day = h("div", { class: "day-now", "aria-hidden": "true", hidden: true });
    this.upwards = h("button", { type: "button", class: "jump jump-up", hidden: true, onclick: () => this.toUnread() });
    this.node = h("div", { class: "messages-box" }, this.scroller, this.day, this.upwards, this.jump);
    this.view = new VirtualList(this.slots, this.scroller, {
      key: (message) => message.ts,
      draw: (at) => this.slot(at),
      dropped: (slot, message) => this.dropped(slot, message),
      wanting: () => this.older(),
    });
    const resized = new ResizeObserver(() => (this.stuck ? this.stayAtEnd() : this.view.update()));
    resized.observe(this.inner);
    resized.observe(this.scroller);
  }

  get channel() {
    return this.host.channel;
  }

  get room() {
    return store.room(this.channel);
  }

  rowOf(ts) {
    return this.view.rows.get(ts)?.lastChild ?? null;
  }

  /** Draws a channel anew, at its end or at `ts`. */
  show(channel, { at = null, unreadFrom = null } = {}) {
    this.host.channel = channel;
    this.unreadFrom = unreadFrom;
    this.list = this.room.messages;
    this.missed = 0;
    this.kept.clear();
    this.unfolded.clear();
    this.view.reset(this.list, this.room.older);
    this.drawBeginning();
    if (!at || !this.reveal(at)) this.toEnd();
    this.tabStop();
    this.tellJump();
  }

  /** Nothing yet: the channel's messages are on their way. */
  clear() {
    this.list = [];
    this.view.reset([], 0);
    fill(this.top);
  }

  drawBeginning() {
    const channel = store.channels.get(this.channel);
    this.top.hidden = this.room.older > 0;
    if (this.top.hidden) return;
    const name = channel ? (channel.kind === "im" ? store.channelName(channel) : `#${channel.name}`) : "";
    fill(this.top, h("h3", {}, t("channel.empty", { name })), channel?.purpose && h("p", { class: "dim" }, gist(channel.purpose, 400)), !this.list.length && h("p", { class: "dim" }, t("channel.empty.hint")));
  }

  // Rows

  slot(at) {
    const message = this.list[at];
    const slot = this.kept.get(message.ts) ?? h("div", { class: "slot", "data-key": message.ts }, messageRow(message, this.host, { compact: follows(message, this.list[at - 1]) }));
    this.kept.delete(message.ts);
    this.dress(slot, at);
    return slot;
  }

  /** What depends on the neighbour before and on the place in the list. */
  dress(slot, at) {
    const [message, before] = [this.list[at], this.list[at - 1]];
    const row = slot.lastChild;
    const marks = [];
    if (!before || dayKey(before.ts) !== dayKey(message.ts)) marks.push(h("div", { class: "day", role: "separator" }, h("span", {}, dayLabel(message.ts))));
    if (this.unreadFrom && message.ts > this.unreadFrom && (!before || before.ts <= this.unreadFrom)) {
      marks.push(h("div", { class: "unread-line", role: "separator" }, h("span", {}, t("messages.mark"))));
    }
    const run = runAt(this.list, at, this.unreadFrom);
    const isOpen = Boolean(run) && this.isUnfolded(run);
    if (run?.start === at) marks.push(this.foldLine(run, isOpen));
    slot.classList.toggle("folded", Boolean(run) && !isOpen);
    while (slot.firstChild !== row) slot.firstChild.remove();
    slot.prepend(...marks);
    row.classList.toggle("compact", !marks.length && follows(message, before) && !row.matches(".pinned, .ephemeral"));
    row.setAttribute("aria-posinset", String(this.room.older + at + 1));
    row.setAttribute("aria-setsize", String(this.room.older + this.list.length));
  }

  redress(at) {
    const slot = this.list[at] && this.view.rows.get(this.list[at].ts);
    if (slot) this.dress(slot, at);
  }

  /** A place and those around it that may stand in one line with it. */
  redressAround(at) {
    const places = new Set([at - 1, at, at + 1]);
    for (const place of [...places]) {
      const run = runAt(this.list, place, this.unreadFrom);
      for (let each = run?.start ?? 0; each < (run?.end ?? 0); each += 1) places.add(each);
    }
    // a run that has just become too short to be folded
    for (const step of [-2, 2]) places.add(at + step);
    for (const place of places) this.redress(place);
  }

  // Lines that only say who came, folded into one

  isUnfolded({ start, end }) {
    return this.list.slice(start, end).some((message) => this.unfolded.has(message.ts));
  }

  foldLine(run, isOpen) {
    const { ts } = this.list[run.start];
    return h("div", { class: "fold" }, h("button", { type: "button", class: "fold-button", "aria-expanded": String(isOpen), onclick: () => this.unfold(placeOf(this.list, ts), !isOpen) }, icon("next"), h("span", {}, plain(summary(this.list.slice(run.start, run.end)), { names: false }))));
  }

  unfold(at, open) {
    const run = runAt(this.list, at, this.unreadFrom);
    if (!run) return;
    for (const { ts } of this.list.slice(run.start, run.end)) {
      if (open) this.unfolded.add(ts);
      else this.unfolded.delete(ts);
    }
    const hadFocus = this.slots.contains(document.activeElement);
    this.redressAround(at);
    if (hadFocus) this.view.rows.get(this.list[run.start].ts)?.querySelector(".fold-button")?.focus({ preventScroll: true });
    this.tabStop();
  }

  // What somebody is writing in a row stays, however far one scrolls; the focus goes to the list.
  dropped(slot, message) {
    if (slot.querySelector(".editing")) this.kept.set(message.ts, slot);
    if (document.activeElement === document.body || slot.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
  }

  /** Older messages are fetched when one nears the first that is here, more of them the further one wants to go. */
  async older() {
    if (this.fetching || !this.room.older) return;
    const { channel } = this;
    const wanted = Math.ceil((this.view.pad - this.view.view().top) / this.view.guess);
    this.fetching = true;
    this.inner.setAttribute("aria-busy", "true");
    try {
      await orComplain(() => store.reach(channel, { count: Math.max(OLDER, wanted + OLDER / 2) }));
    } finally {
      this.fetching = false;
      this.inner.removeAttribute("aria-busy");
    }
    if (channel === this.channel && this.node.isConnected) this.view.update();
  }

  /** The room has `count` more before the first. */
  prepended(count) {
    this.list = this.room.messages;
    this.view.prepended(this.list, count, this.room.older);
    this.redressAround(count);
    this.drawBeginning();
    this.view.update();
  }

  // Changes

  added(message) {
    if (isReply(message)) return this.changed(this.room.byTs.get(message.thread_ts));
    const at = placeOf(this.list, message.ts);
    this.view.inserted(at);
    this.redressAround(at);
    this.view.update();
    if (this.list.length === 1) this.drawBeginning();
    this.tabStop();
    return this.heard(message);
  }

  heard(message) {
    const mine = message.user === store.me && !message.bot_id;
    if (!mine) announce(`${authorOf(message).name}: ${gist(message.text ?? "")}`);
    if (mine) this.toEnd();
    else if (this.stuck) this.stayAtEnd();
    else {
      this.missed += 1;
      this.tellJump();
    }
  }

  changed(message) {
    if (!message) return;
    if (isReply(message)) {
      this.changed(this.room.byTs.get(message.thread_ts));
      return;
    }
    whenReleased(this.slots, message.ts, () => this.redraw(message));
  }

  redraw(message) {
    const row = this.rowOf(message.ts);
    if (!row || (row.querySelector(".editing") && !message.edited)) return;
    drawMessage(row, message, this.host);
    this.redressAround(placeOf(this.list, message.ts));
  }

  deleted(ts) {
    const at = placeOf(this.list, ts); // where it was: it has left the list already
    const row = this.rowOf(ts);
    const had = row?.contains(document.activeElement);
    this.view.removed(ts, at);
    this.kept.delete(ts);
    this.redressAround(at);
    this.view.update();
    if (had) (this.rowOf(this.list[at]?.ts) ?? this.rowOf(this.list[at - 1]?.ts) ?? this.scroller).focus({ preventScroll: true });
    this.tabStop();
  }

  /** Pins changed: rows that gained or lost the mark are drawn again. */
  pins(pins) {
    for (const ts of [...this.view.rows.keys()]) {
      const message = this.room.byTs.get(ts);
      if (message && this.rowOf(ts).classList.contains("pinned") !== pins.includes(ts)) this.changed(message);
    }
  }

  /** From now on what comes is new to somebody who looks elsewhere. */
  markUnread(from) {
    const [before] = [this.unreadFrom, (this.unreadFrom = from)];
    for (const ts of [before, from]) if (ts) this.redressAround(placeOf(this.list, `${ts}~`));
  }

  hasUnread() {
    return Boolean(this.unreadFrom) && placeOf(this.list, `${this.unreadFrom}~`) < this.list.length;
  }

  /** Everything is read: to the newest, and the line goes. */
  caughtUp() {
    this.markUnread(null);
    this.toEnd();
    this.tellJump();
  }

  // Places

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.stuck = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (this.stuck) this.missed = 0;
    this.view.update();
    this.tellJump();
    this.tellDay();
  }

  /** The first message that one sees. */
  firstSeen() {
    const edge = this.scroller.getBoundingClientRect().top;
    for (let at = this.view.start; at < this.view.end; at += 1) {
      if (this.view.rowAt(at).getBoundingClientRect().bottom > edge + 4) return at;
    }
    return this.view.end - 1;
  }

  tellDay() {
    clearTimeout(this.dayTimer);
    const message = this.list[this.firstSeen()];
    this.day.hidden = this.stuck || !message;
    if (this.day.hidden) return;
    const label = dayLabel(message.ts);
    if (this.day.textContent !== label) this.day.textContent = label;
    this.dayTimer = setTimeout(() => (this.day.hidden = true), 1200);
  }

  tellJump() {
    this.jump.hidden = this.stuck || !this.list.length;
    const text = this.missed ? t("messages.new", { n: this.missed }) : t("messages.latest");
    if (this.jump.textContent !== text) this.jump.textContent = text;
    this.jump.classList.toggle("new", this.missed > 0);
    const unread = this.unreadFrom ? this.list.length - placeOf(this.list, `${this.unreadFrom}~`) : 0;
    const at = this.list.length - unread;
    this.upwards.hidden = !unread || at >= this.firstSeen();
    if (!this.upwards.hidden) this.upwards.textContent = t("messages.unread.up", { n: unread });
  }

  toUnread() {
    const at = placeOf(this.list, `${this.unreadFrom}~`);
    if (this.list[at]) this.reveal(this.list[at].ts, { flash: false });
    this.upwards.hidden = true;
  }

  stayAtEnd() {
    whenReleased(this.slots, this, () => this.stuck && this.toEnd());
  }

  toEnd() {
    this.stuck = true;
    this.view.toEnd();
  }

  /** Scrolls to a message, gives it the focus and lights it up; false when it is not in the list. */
  reveal(ts, { flash = true } = {}) {
    const at = this.room.indexOf(ts);
    if (at < 0) return false;
    this.stuck = false;
    this.unfold(at, true);
    const row = this.view.bring(at).lastChild;
    row.scrollIntoView({ block: "center" });
    this.view.update();
    row.scrollIntoView({ block: "center" });
    this.stop(row);
    row.focus({ preventScroll: true });
    if (!flash) return true;
    row.classList.remove("flash");
    requestAnimationFrame(() => row.classList.add("flash"));
    row.addEventListener("animationend", () => row.classList.remove("flash"), { once: true });
    return true;
  }

  // The keyboard

  stop(row) {
    for (const other of this.slots.querySelectorAll('.message[tabindex="0"]')) other.tabIndex = -1;
    row.tabIndex = 0;
  }

  tabStop() {
    if (this.slots.querySelector('.slot:not(.folded) > .message[tabindex="0"]')) return;
    const last = [...this.slots.querySelectorAll(".slot:not(.folded) > .message")].at(-1);
    if (last) this.stop(last);
  }

  focusLast() {
    this.tabStop();
    const stop = this.slots.querySelector('.slot:not(.folded) > .message[tabindex="0"]') ?? this.rowOf(this.list.at(-1)?.ts);
    (stop ?? this.scroller).focus();
  }

  // Arrow keys go from message to message, Enter opens the thread; inside a message Tab goes on as usual.
  keys(event) {
    const isRow = event.target.matches(".message");
    if ((!isRow && event.target !== this.scroller) || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = isRow ? this.room.indexOf(event.target.dataset.ts) : this.firstSeen() - (event.key === "ArrowDown" ? 1 : -1);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, End: this.list.length - 1 }[event.key];
    if (event.key === "Home") orComplain(() => this.toBeginning());
    else if (to !== undefined) this.focusAt(to, event.key === "ArrowDown" ? 1 : -1);
    else if (isRow && event.key === "Enter") this.host.openThread?.(event.target.dataset.ts);
    else if (isRow && (event.key === "m" || event.key === "ContextMenu")) event.target.querySelector(".toolbar .more")?.click();
    else return;
    event.preventDefault();
  }

  /** What is folded away is passed over in the direction of `step`. */
  focusAt(at, step = 1) {
    if (!this.list[at]) return;
    const slot = this.view.bring(at);
    if (slot.classList.contains("folded")) return this.focusAt(at + step, step);
    const row = slot.lastChild;
    this.stop(row);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    this.view.update();
  }

  async toBeginning() {
    const { channel } = this;
    await store.reach(channel, { count: this.room.older });
    if (channel === this.channel) this.focusAt(0);
  }
}
