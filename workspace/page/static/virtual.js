// A long list of which only what is near the view is in the document. Knows nothing of messages: whoever owns it draws.
//
// Rows stand one below the other between two spacers. What is not drawn has a height that is measured already or is
// guessed; a wrong guess above the view is taken up by the upper spacer, so that what one reads does not move and the
// scrolling is never interrupted. Only at the very top the place itself is set right.

import { h } from "./dom.js";

const OVER = 700;
const AHEAD = 80; // rows before the first drawn one; with fewer, more are asked for
const FIRST_GUESS = 62;

export class VirtualList {
  /**
   * box: the node that the list fills; scroller: the node around it that scrolls. key(item) is a string; draw(at) gives
   * the row of items[at]; dropped(row, item) is told when one leaves; wanting() when rows before the first are needed.
   */
  constructor(box, scroller, { key, draw, dropped, wanting }) {
    Object.assign(this, { box, scroller, key, drawRow: draw, dropped, wanting });
    this.upper = h("div", { class: "spacer", role: "presentation" });
    this.lower = h("div", { class: "spacer", role: "presentation" });
    this.heights = new Map();
    this.rows = new Map();
    this.sizes = new ResizeObserver((entries) => this.resized(entries));
    this.reset([], 0);
  }

  /** Other items (the list itself is kept and may change, see `inserted`…); `older` are known of before them. */
  reset(items, older) {
    for (const row of this.rows.values()) this.sizes.unobserve(row);
    this.rows.clear();
    Object.assign(this, { items, older, start: 0, end: 0, pad: 0 });
    this.box.replaceChildren(this.upper, this.lower);
  }

  get guess() {
    return this.measured ? this.sum / this.measured : FIRST_GUESS;
  }

  heightOf(at) {
    return this.heights.get(this.key(this.items[at])) ?? this.guess;
  }

  /** How much stands above items[at]. */
  above(at) {
    let sum = this.older * this.guess;
    for (let each = 0; each < at; each += 1) sum += this.heightOf(each);
    return sum;
  }

  remember(key, height) {
    const known = this.heights.get(key);
    if (known === undefined) this.measured = (this.measured ?? 0) + 1;
    this.sum = (this.sum ?? 0) + height - (known ?? 0);
    this.heights.set(key, height);
  }

  rowAt(at) {
    return this.rows.get(this.key(this.items[at]));
  }

  make(at) {
    const row = this.drawRow(at);
    this.rows.set(this.key(this.items[at]), row);
    this.sizes.observe(row);
    return row;
  }

  take(at) {
    const key = this.key(this.items[at]);
    const row = this.rows.get(key);
    this.sizes.unobserve(row);
    this.rows.delete(key);
    row.remove();
    this.dropped(row, this.items[at]);
  }

  /** Reads the heights of fresh rows at once: one layout for all of them. */
  measure(from, to) {
    let sum = 0;
    for (let at = from; at < to; at += 1) {
      const height = this.rowAt(at).getBoundingClientRect().height;
      this.remember(this.key(this.items[at]), height);
      sum += height;
    }
    return sum;
  }

  setPad(pad) {
    this.pad = pad;
    this.upper.style.height = `${Math.max(0, pad)}px`;
  }

  setLower() {
    let rest = 0;
    for (let at = this.end; at < this.items.length; at += 1) rest += this.heightOf(at);
    this.lower.style.height = `${rest}px`;
  }

  /** Where the view is, in the list's own pixels. */
  view() {
    const top = this.scroller.getBoundingClientRect().top - this.upper.getBoundingClientRect().top;
    return { top, bottom: top + this.scroller.clientHeight };
  }

  /** Draws what has come near the view and lets go of what has left it. */
  update() {
    if (!this.items.length) return;
    const { top, bottom } = this.view();
    let drawnTo = this.pad;
    for (let at = this.start; at < this.end; at += 1) drawnTo += this.heightOf(at);
    if (this.start === this.end || bottom < this.pad - OVER || top > drawnTo + OVER) this.jump(top);
    else {
      if (top - this.pad < OVER / 2) this.drawBefore(top - OVER);
      if (drawnTo - bottom < OVER / 2) this.drawAfter(drawnTo, bottom + OVER);
      this.trim(top - 2 * OVER, bottom + 2 * OVER);
    }
    this.settle();
  }

  drawBefore(wanted) {
    let first = this.start;
    for (let reached = this.pad; first > 0 && reached > wanted; first -= 1) reached -= this.heightOf(first - 1);
    if (first < this.start) {
      const fresh = [];
      for (let at = first; at < this.start; at += 1) fresh.push(this.make(at));
      this.upper.after(...fresh);
      const gained = this.measure(first, this.start);
      this.start = first;
      this.setPad(this.pad - gained);
    }
    if (this.older > 0 && this.start < AHEAD) this.wanting();
  }

  drawAfter(drawnTo, wanted) {
    let last = this.end;
    for (let reached = drawnTo; last < this.items.length && reached < wanted; last += 1) reached += this.heightOf(last);
    if (last === this.end) return;
    const fresh = [];
    for (let at = this.end; at < last; at += 1) fresh.push(this.make(at));
    this.lower.before(...fresh);
    this.measure(this.end, last);
    this.end = last;
    this.setLower();
  }

  trim(from, to) {
    let pad = this.pad;
    while (this.end - this.start > 1 && pad + this.heightOf(this.start) < from) {
      pad += this.heightOf(this.start);
      this.take(this.start);
      this.start += 1;
    }
    let drawnTo = pad;
    for (let at = this.start; at < this.end; at += 1) drawnTo += this.heightOf(at);
    const end = this.end;
    while (this.end - this.start > 1 && drawnTo - this.heightOf(this.end - 1) > to) {
      drawnTo -= this.heightOf(this.end - 1);
      this.end -= 1;
      this.take(this.end);
    }
    if (pad !== this.pad) this.setPad(pad);
    if (end !== this.end) this.setLower();
  }

  /** The view has gone far: draws around what should stand at `top` pixels. */
  jump(top) {
    let at = 0;
    let reached = this.older * this.guess;
    while (at < this.items.length - 1 && reached + this.heightOf(at) < top) reached += this.heightOf(at++);
    this.drawAround(at, at);
    this.setPad(Math.max(reached, 0) - this.between(this.start, at));
    if (top < this.older * this.guess) this.wanting();
  }

  between(from, to) {
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += this.heightOf(at);
    return sum;
  }

  /** Draws items[from…to] and as much around them as is kept ready. */
  drawAround(from, to) {
    while (this.end > this.start) this.take((this.end -= 1));
    let [first, last] = [from, Math.min(to + 1, this.items.length)];
    for (let room = OVER; first > 0 && room > 0; first -= 1) room -= this.heightOf(first - 1);
    for (let room = OVER + this.scroller.clientHeight; last < this.items.length && room > 0; last += 1) room -= this.heightOf(last);
    const fresh = [];
    for (let at = first; at < last; at += 1) fresh.push(this.make(at));
    this.upper.after(...fresh);
    Object.assign(this, { start: first, end: last });
    this.measure(first, last);
    this.setLower();
  }

  /** At the top nothing may be left over or missing; elsewhere the spacer must not have run out. */
  settle() {
    const right = this.start === 0 && this.older === 0 ? 0 : this.pad < 1 ? this.above(this.start) : this.pad;
    if (Math.abs(right - this.pad) < 0.5) return;
    const moved = right - this.pad;
    this.setPad(right);
    this.scroller.scrollTop += moved;
  }

  toEnd() {
    if (this.items.length && (this.end !== this.items.length || this.start === this.end)) {
      this.drawAround(this.items.length - 1, this.items.length - 1);
      let spare = this.between(this.start, this.end) - this.scroller.clientHeight;
      while (spare < 0 && this.start > 0) {
        const was = this.start;
        this.drawBefore(this.pad - OVER - 200);
        if (was === this.start) break;
        spare = this.between(this.start, this.end) - this.scroller.clientHeight;
      }
      this.setPad(this.above(this.start));
    }
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** Makes sure that items[at] is drawn; its row. What is seen stays where it is unless the item is far away. */
  bring(at) {
    if (at >= this.start && at < this.end) return this.rowAt(at);
    this.drawAround(at, at);
    this.setPad(this.above(this.start));
    return this.rowAt(at);
  }

  // Changes of the items

  /** items[at] is new in the list. */
  inserted(at) {
    if (this.start === this.end) return;
    if (at < this.start) {
      this.start += 1;
      this.end += 1; // the spacer takes it: nothing that is seen moves
      return;
    }
    if (at > this.end || (at === this.end && this.end !== this.items.length - 1)) {
      this.setLower();
      return;
    }
    const next = at < this.end ? this.rows.get(this.key(this.items[at + 1])) : this.lower;
    const isAbove = at < this.end && next.getBoundingClientRect().top < this.scroller.getBoundingClientRect().top;
    this.end += 1;
    next.before(this.make(at));
    const height = this.measure(at, at + 1);
    if (!isAbove) return;
    this.setPad(this.pad - height);
    this.settle();
  }

  /** The item of this key has left the list; it was at `at`. */
  removed(key, at) {
    const row = this.rows.get(key);
    const height = this.heights.get(key) ?? this.guess;
    if (row) {
      const isAbove = row.getBoundingClientRect().bottom < this.scroller.getBoundingClientRect().top;
      this.sizes.unobserve(row);
      this.rows.delete(key);
      row.remove();
      this.end -= 1;
      if (isAbove) this.setPad(this.pad + height);
    } else if (at < this.start) {
      this.start -= 1;
      this.end -= 1;
    } else this.setLower();
  }

  /** `count` items came before the first one; `items` is the list as it is now. */
  prepended(items, count, older) {
    Object.assign(this, { items, older });
    this.start += count;
    this.end += count;
    this.settle();
  }

  /** The row is drawn anew elsewhere: the height is looked at when the browser has laid it out. */
  resized(entries) {
    const edge = this.scroller.getBoundingClientRect().top;
    let moved = 0;
    for (const { target } of entries) {
      const key = target.dataset.key;
      if (this.rows.get(key) !== target) continue;
      const box = target.getBoundingClientRect();
      const change = box.height - (this.heights.get(key) ?? box.height);
      this.remember(key, box.height);
      if (change && box.bottom - change <= edge) moved += change;
    }
    if (moved) this.setPad(this.pad - moved);
    if (moved) this.settle();
  }
}
