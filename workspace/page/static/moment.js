// A day and a time in one field: typed as people write it, or taken from the month and the list of times beside it.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { openMonth, openTimes, timeOf } from "./pickers.js";
import { closePopover, popoverFor } from "./popover.js";
import { moment, secondsOf, wallOf } from "./when.js";
import { t } from "./words.js";

const DAY = /^(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*(?:周|星期).)?[\sT,，]*(.*)$/u;
const pad = (n) => String(n).padStart(2, "0");

/** "2026-05-04 08:40", "5月4日 8:40", "8:40" (`today`), "4 May 2026, 08:40" → {day, time}; null when it cannot be read. */
export function momentOf(text, today) {
  const plain = text.trim().normalize("NFKC");
  const alone = /[:点时時]/.test(plain) && timeOf(plain);
  if (alone) return { day: today, time: alone };
  const hit = DAY.exec(plain);
  if (hit) return onDay(hit[1] ?? today.slice(0, 4), hit[2], hit[3], timeOf(hit[4]));
  const read = /\d{1,2}:\d{2}/.test(plain) ? new Date(plain.replace(/^\p{L}+,\s*/u, "")) : null;
  if (!read || Number.isNaN(read.getTime())) return null;
  return onDay(read.getFullYear(), read.getMonth() + 1, read.getDate(), `${pad(read.getHours())}:${pad(read.getMinutes())}`);
}

function onDay(year, month, day, time) {
  const text = `${year}-${pad(month)}-${pad(day)}`;
  const date = new Date(`${text}T00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return exists && time ? { day: text, time } : null;
}

/** `value` in seconds since 1970 or null; `onChange(seconds or null, the text when it cannot be read)`. */
export function momentPicker({ value = null, placeholder, label, onChange }) {
  const now = () => wallOf(Date.now() / 1000);
  let wall = value === null ? null : wallOf(value);
  const shown = () => (wall ? moment(secondsOf(wall)) : "");
  const field = h("input", { class: "input", type: "text", autocomplete: "off", placeholder: placeholder || t("moment.type"), value: shown() });
  const tell = () => onChange(wall && secondsOf(wall), wall ? "" : field.value.trim());
  const put = (next) => {
    wall = next;
    field.value = shown();
    closePopover(false);
    field.focus();
    tell();
  };
  field.addEventListener("input", () => {
    wall = momentOf(field.value, now().day);
    tell();
  });
  field.addEventListener("change", () => wall && (field.value = shown()));
  const button = (sign, words, open) => {
    const node = h("button", { type: "button", class: "icon-button", "aria-label": t(words), title: t(words), "aria-haspopup": "dialog", "aria-expanded": "false" }, icon(sign));
    node.addEventListener("click", () => (popoverFor(node) ? closePopover() : open(node)));
    return node;
  };
  const ofDay = (node) => openMonth(node, { day: wall?.day, label, choose: (day) => put({ day, time: wall?.time ?? "09:00" }) });
  const ofTime = (node) => openTimes(node, { time: wall?.time, label, choose: (time) => put({ day: wall?.day ?? now().day, time }) });
  return h("div", { class: "moment" }, field, button("calendar", "date.choose", ofDay), button("watch", "time.choose", ofTime));
}
