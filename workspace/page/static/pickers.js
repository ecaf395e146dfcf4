// Dates and times to choose from, in the page's language: a month to walk through, and a list of times one may also type.

import { add, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { closePopover, popover, popoverFor } from "./popover.js";
import { wallOf } from "./when.js";
import { locale, t } from "./words.js";

const pad = (n) => String(n).padStart(2, "0");
const isoDay = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
const dayOf = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? new Date(`${text}T00:00`) : null);
const shown = (date, options) => new Intl.DateTimeFormat(locale(), options).format(date);
const FULL = { year: "numeric", month: "long", day: "numeric", weekday: "short" };
const MONDAY = new Date(2024, 0, 1);

function face(kind, name, words, placeholder) {
  fill(kind, icon(name), h("span", { class: words ? "combo-text" : "combo-text placeholder" }, words || placeholder), icon("down"));
}

const trigger = (extra) => h("button", { type: "button", class: `combo input picker ${extra}`, "aria-haspopup": "dialog", "aria-expanded": "false" });

function opens(node, open) {
  node.addEventListener("click", () => (popoverFor(node) ? closePopover() : open()));
  node.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    if (!popoverFor(node)) open();
  });
}

/** A button for a day as "YYYY-MM-DD" or null; `onChange(day)`. Its `value` may be read and set. */
export function datePicker({ value = null, placeholder, label, clearable = false, onChange }) {
  const node = trigger("picker-date");
  let day = value;
  const draw = () => {
    const date = dayOf(day);
    face(node, "calendar", date && shown(date, FULL), placeholder || t("date.choose"));
    node.setAttribute("aria-label", [label, date ? shown(date, FULL) : placeholder || t("date.choose")].filter(Boolean).join(": "));
  };
  const choose = (text) => {
    day = text;
    draw();
    closePopover();
    onChange(day);
  };
  opens(node, () => openMonth(node, { day, clearable: clearable && day !== null, label, choose }));
  Object.defineProperty(node, "value", { get: () => day, set: (text) => ((day = text), draw()) });
  draw();
  return node;
}

/** The month beside `anchor`, at `day` ("YYYY-MM-DD" or none); `choose` gets "YYYY-MM-DD", or null when cleared. */
export const openMonth = (anchor, options) => new Month(anchor, options);

class Month {
  constructor(anchor, { day, clearable = false, label, choose }) {
    const now = wallOf(Date.now() / 1000).day;
    Object.assign(this, { chosen: day, now, at: dayOf(day ?? now), choose });
    this.title = h("strong", { class: "month-title", "aria-live": "polite" });
    const step = (months, name, sign) => h("button", { type: "button", class: "icon-button", "aria-label": t(name), onclick: () => this.go(new Date(this.at.getFullYear(), this.at.getMonth() + months, 1), false) }, icon(sign));
    const names = [...Array(7).keys()].map((place) => new Date(2024, 0, MONDAY.getDate() + place));
    const head = h("div", { class: "month-week", "aria-hidden": "true" }, names.map((date) => h("span", {}, shown(date, { weekday: "narrow" }))));
    this.grid = h("div", { class: "month-days", role: "group", onkeydown: (event) => this.keys(event) });
    const today = h("button", { type: "button", class: "button small", onclick: () => choose(now) }, t("date.today"));
    const none = clearable && h("button", { type: "button", class: "button small", onclick: () => choose(null) }, t("clear"));
    const box = h("div", { class: "month" }, h("div", { class: "month-head" }, step(-1, "date.month.before", "back"), this.title, step(1, "date.month.after", "next")), head, this.grid, h("div", { class: "month-foot" }, today, none));
    this.floating = popover(anchor, box, { label: label || t("date.choose") });
    this.go(this.at, true);
    this.floating.place();
  }

  go(date, focus) {
    this.at = date;
    const [year, month] = [date.getFullYear(), date.getMonth()];
    fill(this.title, shown(date, { year: "numeric", month: "long" }));
    const lead = (new Date(year, month, 1).getDay() + 6) % 7; // weeks begin on Monday
    const count = new Date(year, month + 1, 0).getDate();
    const days = [...Array(count).keys()].map((place) => this.day(new Date(year, month, place + 1)));
    fill(this.grid, [...Array(lead)].map(() => h("span")), days);
    if (focus) days[date.getDate() - 1].focus();
  }

  day(date) {
    const text = isoDay(date);
    const kind = ["day-button", text === this.chosen && "chosen", text === this.now && "today"].filter(Boolean).join(" ");
    const own = date.getDate() === this.at.getDate();
    return h("button", { type: "button", class: kind, tabindex: own ? "0" : "-1", "aria-label": shown(date, FULL), "aria-pressed": String(kind.includes("chosen")), onclick: () => this.choose(text) }, String(date.getDate()));
  }

  keys(event) {
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    const months = { PageUp: -1, PageDown: 1 }[event.key];
    if (days === undefined && months === undefined) return;
    event.preventDefault();
    const [year, month, day] = [this.at.getFullYear(), this.at.getMonth(), Number(document.activeElement.textContent)];
    if (days !== undefined) this.go(new Date(year, month, day + days), true);
    else this.go(new Date(year, month + months, Math.min(day, new Date(year, month + months + 1, 0).getDate())), true);
  }
}

const TIME = /^(\d{1,2})(?:\s*[:.h点时時]\s*(\d{2})?(?::\d{2})?\s*分?|\s?(\d{2}))?\s*(am|pm)?$/i;

/** "9", "930", "9:30", "21.30", "９：３０", "9点30", "9:30 pm" → "09:30"; null when it is no time. */
export function timeOf(text) {
  const hit = TIME.exec(text.trim().normalize("NFKC"));
  if (!hit) return null;
  const half = hit[4]?.toLowerCase();
  const hour = half ? (Number(hit[1]) % 12) + (half === "pm" ? 12 : 0) : Number(hit[1]);
  const minute = Number(hit[2] ?? hit[3] ?? 0);
  return hour < 24 && minute < 60 ? `${pad(hour)}:${pad(minute)}` : null;
}

const HALF_HOURS = [...Array(48).keys()].map((half) => `${pad(Math.floor(half / 2))}:${half % 2 ? "30" : "00"}`);

/** A button for a time of day as "HH:MM" or null; `onChange(time)`. Its `value` may be read and set. */
export function timePicker({ value = null, placeholder, label, clearable = false, onChange }) {
  const node = trigger("picker-time");
  let time = value;
  const draw = () => {
    face(node, "watch", time, placeholder || t("time.choose"));
    node.setAttribute("aria-label", [label, time ?? (placeholder || t("time.choose"))].filter(Boolean).join(": "));
  };
  const choose = (text) => {
    time = text;
    draw();
    closePopover();
    onChange(time);
  };
  opens(node, () => openTimes(node, { time, clearable: clearable && time !== null, label, choose }));
  Object.defineProperty(node, "value", { get: () => time, set: (text) => ((time = text), draw()) });
  draw();
  return node;
}

/** The times beside `anchor`; `choose` gets "HH:MM", or null when cleared. */
export function openTimes(anchor, { time, clearable = false, label, choose }) {
  const field = h("input", { class: "input small", type: "text", inputmode: "numeric", autocomplete: "off", "aria-label": t("time.type"), placeholder: t("time.type"), value: time ?? "" });
  const rows = HALF_HOURS.map((each) => h("button", { type: "button", class: each === time ? "option active" : "option", tabindex: "-1", onclick: () => choose(each) }, each));
  const list = h("div", { class: "options times" }, rows);
  const none = clearable && h("button", { type: "button", class: "button small", onclick: () => choose(null) }, t("clear"));
  list.addEventListener("keydown", (event) => {
    const at = rows.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    (rows[to] ?? field).focus();
  });
  field.addEventListener("input", () => field.removeAttribute("aria-invalid"));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") nearest(rows, time)?.focus();
    else if (event.key === "Enter") timeOf(field.value) ? choose(timeOf(field.value)) : field.setAttribute("aria-invalid", "true");
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const floating = popover(anchor, add(h("div", { class: "combo-list" }), field, list, none), { label: label || t("time.choose") });
  field.focus();
  field.select();
  nearest(rows, time)?.scrollIntoView({ block: "center" });
  floating.place();
}

const nearest = (rows, time) => rows.findLast((row) => row.textContent <= (time ?? "09:00"));
