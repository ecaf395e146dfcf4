// A day and a time in one field: typed as people write it, or taken from the month and the list of times beside it.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { openMonth, openTimes, timeOf } from "./pickers.js";
import { popoverFor, closePopover } from "./popover.js";
import { locale, t } from "./words.js";

const DAY = /^(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*(?:周|星期).)?[\sT,，]*(.*)$/u;

/** "2026-05-04 08:40", "5月4日 8:40", "8:40" (today), "4 May 2026, 08:40" → Date; null when it cannot be read. */
export function momentOf(text, today = new Date()) {
  const plain = text.trim().normalize("NFKC");
  const time = timeOf(plain);
  if (time && /[:点时時]/.test(plain)) return at(today.getFullYear(), today.getMonth() + 1, today.getDate(), time);
  const hit = DAY.exec(plain);
  if (hit) {
    const then = timeOf(hit[4]);
    return then && at(Number(hit[1] ?? today.getFullYear()), Number(hit[2]), Number(hit[3]), then);
  }
  const read = /\d{1,2}:\d{2}/.test(plain) ? new Date(plain.replace(/^\p{L}+,\s*/u, "")) : null;
  return read && !Number.isNaN(read.getTime()) ? read : null;
}

function at(year, month, day, time) {
  const date = new Date(`${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}T${time}`);
  return Number.isNaN(date.getTime()) || date.getDate() !== day ? null : date;
}

const shown = (date) => new Intl.DateTimeFormat(locale(), { year: "numeric", month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);
const pad = (n) => String(n).padStart(2, "0");
const dayText = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
const timeText = (date) => `${pad(date.getHours())}:${pad(date.getMinutes())}`;

/** `value` in seconds since 1970 or null; `onChange(seconds or null, the text when it cannot be read)`. */
export function momentPicker({ value = null, placeholder, label, onChange }) {
  let date = value === null ? null : new Date(value * 1000);
  const field = h("input", { class: "input", type: "text", autocomplete: "off", placeholder: placeholder || t("moment.type"), value: date ? shown(date) : "" });
  const tell = () => onChange(date && Math.floor(date.getTime() / 1000), date ? "" : field.value.trim());
  const put = (next) => {
    date = next;
    field.value = date ? shown(date) : "";
    closePopover();
    field.focus();
    tell();
  };
  field.addEventListener("input", () => {
    date = momentOf(field.value);
    tell();
  });
  field.addEventListener("change", () => date && (field.value = shown(date)));
  const button = (sign, words, open) => {
    const node = h("button", { type: "button", class: "icon-button", "aria-label": t(words), title: t(words), "aria-haspopup": "dialog", "aria-expanded": "false" }, icon(sign));
    node.addEventListener("click", () => (popoverFor(node) ? closePopover() : open(node)));
    return node;
  };
  const ofDay = (node) => openMonth(node, { day: date, label, choose: (day) => put(new Date(`${day}T${date ? timeText(date) : "09:00"}`)) });
  const ofTime = (node) => openTimes(node, { time: date && timeText(date), label, choose: (time) => put(new Date(`${dayText(date ?? new Date())}T${time}`)) });
  return h("div", { class: "moment" }, field, button("calendar", "date.choose", ofDay), button("clock", "time.choose", ofTime));
}
