// The panel "call log": what the apps asked of the workspace, and what went to them. Filters, a row opens what was said.

import { control } from "./control.js";
import { fill, h } from "./dom.js";
import { complain } from "./popover.js";
import { store } from "./store.js";
import { locale, t } from "./words.js";

const EVERY_MILLISECONDS = 1_000;
const SHOWN = 300;

const clock = (seconds) => {
  const format = new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3, hourCycle: "h23" });
  return format.format(new Date(seconds * 1000));
};
const took = (ms) => (ms === null || ms === undefined ? "…" : ms < 10 ? `${ms.toFixed(1)} ms` : ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

const KINDS = {
  calls: { name: (row) => row.method, filter: "method", bad: "error", parts: ["arguments", "answer"] },
  deliveries: { name: (row) => row.what || row.kind, filter: "what", bad: "status", parts: ["payload", "answer"] },
};

export class CallLogPanel {
  constructor() {
    Object.assign(this, { which: "calls", paused: false, rows: new Map(), timer: 0, ask: 0 });
    this.list = h("div", { class: "log", role: "list", "aria-label": t("calls") });
    this.count = h("span", { class: "dim grow", role: "status" });
    this.pause = h("button", { type: "button", class: "button small", "aria-pressed": "false", onclick: () => this.hold(!this.paused) }, t("calls.pause"));
    this.node = h("div", { class: "tool-panel tool-log" }, this.tabs(), this.filters(), h("div", { class: "tool-row" }, this.count, this.pause, h("button", { type: "button", class: "button small", onclick: () => this.forget() }, t("calls.clear"))), this.list);
  }

  tabs() {
    this.choice = Object.keys(KINDS).map((which) => h("button", { type: "button", class: "segment", "aria-pressed": String(which === this.which), onclick: () => this.turn(which) }, t(`calls.${which}`)));
    return h("div", { class: "segments", role: "group", "aria-label": t("calls.which") }, this.choice);
  }

  filters() {
    const field = (label, props = {}) => h("input", { class: "input small", type: "search", "aria-label": label, placeholder: label, spellcheck: "false", oninput: () => this.soon(), ...props });
    this.name = field(t("calls.method"), { title: t("weather.methods.hint") });
    this.error = field(t("calls.error"));
    this.text = field(t("calls.text"));
    this.ok = h("select", { class: "input small", "aria-label": t("calls.outcome"), onchange: () => this.again() }, [["", t("calls.all")], ["true", t("calls.ok")], ["false", t("calls.failed")]].map(([value, label]) => h("option", { value }, label)));
    this.app = h("select", { class: "input small", "aria-label": t("apps"), onchange: () => this.again() });
    return h("div", { class: "log-filters", role: "search" }, this.name, this.error, this.text, this.ok, this.app);
  }

  show() {
    const chosen = this.app.value;
    fill(this.app, h("option", { value: "" }, t("calls.apps")), store.apps.map((app) => h("option", { value: app.app_id, selected: app.app_id === chosen }, app.name)));
    this.app.hidden = store.apps.length < 2;
    this.again();
  }

  hide() {
    clearTimeout(this.timer);
    this.ask += 1;
  }

  turn(which) {
    this.which = which;
    Object.keys(KINDS).forEach((name, at) => this.choice[at].setAttribute("aria-pressed", String(name === which)));
    this.error.value = "";
    this.again();
  }

  soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.again(), 200);
  }

  hold(paused) {
    this.paused = paused;
    this.pause.setAttribute("aria-pressed", String(paused));
    this.pause.textContent = t(paused ? "calls.resume" : "calls.pause");
    if (!paused) this.again();
  }

  async forget() {
    await control.forget(this.which).catch(complain);
    this.again();
  }

  get query() {
    const kind = KINDS[this.which];
    return { [kind.filter]: wide(this.name.value), [kind.bad]: wide(this.error.value), text: this.text.value.trim(), ok: this.ok.value, app: this.app.value, limit: SHOWN };
  }

  /** Everything from anew: the filters have changed. */
  again() {
    clearTimeout(this.timer);
    this.ask += 1;
    this.rows.clear();
    fill(this.list);
    this.since = 0;
    this.look(this.ask);
  }

  async look(ask) {
    try {
      // what was still under way is asked for again
      const open = [...this.rows.values()].find(({ row }) => row.ms === null);
      const answer = await control.log(this.which, { ...this.query, since: open ? open.row.number - 1 : this.since });
      if (ask !== this.ask) return;
      this.since = answer.latest;
      this.take(answer[this.which]);
      this.count.textContent = t("calls.count", { n: this.rows.size, all: answer.latest });
    } catch (error) {
      if (ask === this.ask) this.count.textContent = error.message;
    }
    if (ask !== this.ask || this.paused) return;
    this.timer = setTimeout(() => (this.node.offsetParent && !document.hidden ? this.look(ask) : (this.timer = setTimeout(() => this.look(ask), EVERY_MILLISECONDS))), EVERY_MILLISECONDS);
  }

  // The newest stands on top; what one has opened stays open.
  take(rows) {
    for (const row of rows) {
      const known = this.rows.get(row.number);
      if (known && known.row.ms !== null) continue;
      const node = this.row(row);
      if (known) known.node.replaceWith(node);
      else this.list.prepend(node);
      this.rows.set(row.number, { row, node });
    }
    for (const [number, { node }] of this.rows) {
      if (this.rows.size <= SHOWN) break;
      node.remove();
      this.rows.delete(number);
    }
  }

  row(row) {
    const kind = KINDS[this.which];
    const bad = row.ok === false || (row.ok === undefined && row.status !== "ok" && row.ms !== null);
    const outcome = row.ms === null ? t("calls.running") : bad ? (row[kind.bad] || String(row.status)) : "ok";
    const parts = h("div", { class: "log-parts" });
    const node = h(
      "details",
      { class: `log-row${bad ? " bad" : ""}`, ontoggle: () => node.open && !parts.firstChild && fill(parts, this.details(row)) },
      h("summary", {}, h("span", { class: "log-time" }, clock(row.started)), h("span", { class: "log-name" }, kind.name(row)), h("span", { class: "log-outcome" }, outcome), h("span", { class: "log-took" }, took(row.ms))),
      parts,
    );
    return h("div", { role: "listitem" }, node);
  }

  details(row) {
    const facts = [row.app_name, row.kind && t(`calls.kind.${row.kind}`), row.over && t(`calls.over.${row.over}`), row.retry > 0 && t("calls.retry", { n: row.retry, why: row.reason }), typeof row.status === "number" && row.status > 0 && `HTTP ${row.status}`];
    const shown = KINDS[this.which].parts.map((part) => [h("h4", {}, t(`calls.${part}`)), row[part] === null || row[part] === undefined ? h("p", { class: "dim" }, t("calls.gone")) : h("pre", { tabindex: "0" }, JSON.stringify(row[part], null, 2))]);
    return [h("p", { class: "dim" }, facts.filter(Boolean).join(" · ")), shown];
  }
}

// "chat" finds chat.postMessage: who types a part of a name means it
function wide(text) {
  const word = text.trim();
  return !word || /[*|]/.test(word) ? word : `*${word}*`;
}
