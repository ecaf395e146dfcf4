// How a person looks: initials in a colour, a card with what is known, and who one acts as.

import { h } from "./dom.js";
import { closePopover, orComplain, popover } from "./popover.js";
import { store } from "./store.js";
import { t } from "./words.js";

const COLOURS = ["#4f6bb5", "#2f8f83", "#b0653a", "#8a5aa8", "#c2505f", "#5c7f3a", "#39799e", "#967026"];
const HAN = /\p{Script=Han}/u;

function colourOf(person) {
  if (/^#?[0-9a-f]{6}$/i.test(person?.avatar_color ?? "")) return `#${person.avatar_color.replace("#", "")}`;
  let sum = 0;
  for (const letter of person?.id ?? "?") sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return COLOURS[sum % COLOURS.length];
}

// Black or white, whichever reads better on the colour.
function inkOn(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 165 ? "#1d2330" : "#ffffff";
}

/** A Chinese name shows its last two characters, as its bearer is called; another one the initials of two words. */
export function initials(name) {
  const words = name.trim().split(/[\s._-]+/).filter(Boolean);
  if (!words.length) return "?";
  if (HAN.test(words[0])) return [...words[0]].slice(-2).join("");
  const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => [...word][0]) : [...words[0]].slice(0, 1);
  return letters.join("").toUpperCase();
}

export function avatar(person, size = "normal", name = person?.real_name || person?.name || "?") {
  const colour = colourOf(person);
  const full = initials(name);
  const han = HAN.test(full);
  const letters = han && size === "tiny" ? full.slice(-1) : full; // two characters cannot be read that small
  const kind = `avatar avatar-${size}${han ? " avatar-han" : ""}`;
  return h("span", { class: kind, "aria-hidden": "true", style: { "background-color": colour, color: inkOn(colour) } }, letters);
}

/** The card that opens from a name, an avatar or a mention. */
export function personCard(anchor, id, { onAct, onMessage }) {
  const person = store.people.get(id);
  if (!person) return;
  const name = store.nameOf(id);
  const im = [...store.channels.values()].find((channel) => channel.kind === "im" && channel.with === id);
  const card = h(
    "div",
    { class: "card" },
    h("div", { class: "card-head" }, avatar(person, "large"), h("div", {}, h("strong", {}, name), person.is_bot && appBadge(), h("div", { class: "dim" }, person.title || `@${person.name}`))),
    person.tz && h("div", { class: "dim" }, localTime(person.tz)),
    !person.is_bot && id !== store.me && answersRow(person),
    h(
      "div",
      { class: "card-buttons" },
      !person.is_bot && id !== store.me && cardButton(t("act.this", { name }), () => onAct(id)),
      im && cardButton(t("person.message"), () => onMessage(im.id)),
    ),
  );
  popover(anchor, card, { label: name });
  (card.querySelector("button, select") ?? card).focus?.();
}

function cardButton(label, run) {
  return h("button", { type: "button", class: "button small", onclick: () => (closePopover(false), run()) }, label);
}

function localTime(zone) {
  try {
    const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date());
    return `${time} · ${zone}`;
  } catch {
    return zone;
  }
}

// "by hand" means: only the person in front of this page answers. Scripts are the cast's own.
function answersRow(person) {
  const byHand = "by hand";
  const scripts = new Set([byHand, ...store.scripts, ...[...store.people.values()].map((other) => other.answers).filter(Boolean)]);
  if (!person.answers || scripts.size < 2) return null;
  const choose = (event) =>
    orComplain(async () => {
      await store.send("/page/answers", { user: person.id, script: event.target.value });
      person.answers = event.target.value;
    });
  const options = [...scripts].map((script) =>
    h("option", { value: script, selected: script === person.answers }, script === byHand ? t("act.byhand") : script),
  );
  return h("label", { class: "card-row" }, h("span", { class: "dim" }, t("act.answers")), h("select", { class: "input small", onchange: choose }, options));
}

export function appBadge() {
  return h("span", { class: "badge-app" }, t("app.badge"));
}

/** Menu items of the people one can act as. */
export function castItems(onAct) {
  return [...store.people.values()]
    .filter((person) => !person.is_bot)
    .map((person) => ({
      lead: avatar(person, "small"),
      label: store.nameOf(person.id),
      detail: person.title,
      checked: person.id === store.me,
      run: () => onAct(person.id),
    }));
}
