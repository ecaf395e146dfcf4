// Times for people, in the time zone of the acted person and the page's language. Slack's `ts` is seconds since 1970, UTC, as text.

import { locale, t } from "./words.js";

const formats = new Map();
let zone; // undefined: the browser's own

/** From now on times are shown in this IANA zone; in the browser's own when it is not known. */
export function useZone(name) {
  formats.clear();
  try {
    zone = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    zone = undefined;
  }
}

let ahead = 0;

/** The workspace's time, milliseconds since 1970: its clock may be driven, and "today" is a day there. */
export function noteNow(milliseconds) {
  ahead = milliseconds - Date.now();
}

const now = () => Date.now() + ahead;

function format(options, language = locale()) {
  const key = language + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language, { timeZone: zone, ...options }));
  return formats.get(key);
}

export const dateOf = (ts) => new Date(Number(ts) * 1000);
export const clock = (ts) => format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(dateOf(ts));
const clockSeconds = (ts) =>
  format({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(dateOf(ts));
const short = (ts) => format({ year: "numeric", month: "short", day: "numeric" }).format(dateOf(ts));
const long = (ts) => format({ year: "numeric", month: "long", day: "numeric", weekday: "long" }).format(dateOf(ts));
const plain = (ts) => format({ year: "numeric", month: "long", day: "numeric" }).format(dateOf(ts));
const numeric = (ts) => format({ year: "numeric", month: "2-digit", day: "2-digit" }).format(dateOf(ts));

/** The day as 2026-05-04. */
export const dayKey = (ts) => format({ year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA").format(dateOf(ts));

const nearby = (days) => ({ "-1": t("date.yesterday"), 0: t("date.today"), 1: t("date.tomorrow") })[days];

/** "Today", "Yesterday", "Tomorrow" or what `otherwise` makes of it. */
function near(ts, otherwise) {
  const days = Math.round((Date.parse(dayKey(ts)) - Date.parse(dayKey(now() / 1000))) / 86_400_000);
  return nearby(days) ?? otherwise(ts);
}

export const dayLabel = (ts) => near(ts, long);
export const fullTime = (ts) => `${long(ts)} ${clockSeconds(ts)}`;
export const pretty = (ts) => `${near(ts, short)} ${clock(ts)}`;

function ago(ts) {
  const seconds = Number(ts) - now() / 1000;
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  for (const [unit, size] of [["day", 86_400], ["hour", 3_600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  }
  return relative.format(Math.round(seconds), "second");
}

const TOKENS = {
  date_num: (ts) => wallOf(ts).day,
  date: plain,
  date_short: short,
  date_long: long,
  date_slash: numeric,
  date_pretty: (ts) => near(ts, plain),
  date_short_pretty: (ts) => near(ts, short),
  date_long_pretty: (ts) => near(ts, long),
  day_divider_pretty: (ts) => near(ts, long),
  time: clock,
  time_secs: clockSeconds,
  ago,
};

// "Today" is written small where it does not begin.
const within = (words) => ([-1, 0, 1].some((days) => words === nearby(days)) ? words.toLocaleLowerCase(locale()) : words);

/** Slack's date formatting: "{date_short_pretty} {time}" → text; null when a token or the time is unknown. */
export function slackDate(ts, template) {
  if (!Number.isFinite(Number(ts)) || ts === "") return null;
  let known = true;
  const text = template.replace(/\{(\w+)\}/g, (whole, name, at) => {
    if (Object.hasOwn(TOKENS, name)) return at ? within(TOKENS[name](ts)) : TOKENS[name](ts);
    known = false;
    return whole;
  });
  return known ? text : null;
}

export function fileSize(bytes) {
  if (!Number.isFinite(bytes)) return "";
  const units = ["B", "KB", "MB", "GB"];
  const at = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${(bytes / 1024 ** at).toFixed(at && bytes / 1024 ** at < 10 ? 1 : 0)} ${units[at]}`;
}

/** What the calendar and the clock on the wall say then: {day: "2026-05-04", time: "08:40"}. */
export function wallOf(ts) {
  const shape = format({ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const part = Object.fromEntries(shape.formatToParts(dateOf(ts)).map(({ type, value }) => [type, value]));
  return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

/** The other way: seconds since 1970 when a wall says this. Twice, because the first guess may lie beyond a change of the clocks. */
export function secondsOf({ day, time }) {
  const wanted = Date.parse(`${day}T${time}Z`) / 1000;
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) {
    const wall = wallOf(guess);
    guess += wanted - Date.parse(`${wall.day}T${wall.time}Z`) / 1000;
  }
  return guess;
}

/** "4 May 2026, Mon 08:40" in the page's language. */
export const moment = (ts) => format({ year: "numeric", month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(dateOf(ts));
