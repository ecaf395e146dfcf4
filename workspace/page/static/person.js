// How a person looks: initials in a colour, a card with what is known, how one answers by oneself, and who one acts as.

import { control } from "./control.js";
import { h } from "./dom.js";
import { closePopover, orComplain, popover } from "./popover.js";
import { store } from "./store.js";
import { t, titled } from "./words.js";

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

/** The direct messages with somebody, begun when there are none; the channel's id. */
export async function openDirect(id) {
  const { channel } = await store.send("/page/direct", { user: id });
  store.takeChannel(channel);
  return channel.id;
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
    person.tz && localTime(person.tz),
    !person.is_bot && id !== store.me && h("div", { class: "card-row" }, h("span", { class: "dim" }, t("act.answers")), answering(person, (choice) => setAnswers(person, choice))),
    h(
      "div",
      { class: "card-buttons" },
      !person.is_bot && id !== store.me && cardButton(t("act.this", { name }), () => onAct(id)),
      (im || !person.is_bot) && id !== store.me && cardButton(t("person.message"), () => (im ? onMessage(im.id) : orComplain(async () => onMessage(await openDirect(id))))),
    ),
  );
  popover(anchor, card, { label: name });
  (card.querySelector("button, select") ?? card).focus?.();
}

function cardButton(label, run) {
  return h("button", { type: "button", class: "button small", onclick: () => (closePopover(false), run()) }, label);
}

/** What time it is where they are; filled in when the workspace has said what time it is. */
export function localTime(zone) {
  const node = h("span", { class: "dim local-time" }, zone);
  control.now().then((now) => {
    try {
      const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(now));
      node.textContent = `${time} · ${zone}`;
    } catch {
      // a zone that this browser does not know: its name stands there already
    }
  });
  return node;
}

/** A preset's title in the page's language, with its seconds. */
export const presetTitle = (preset, after = preset.after) => titled(preset.titles, preset.name).replaceAll("{after}", String(after ?? ""));

/** Tells the server how a person answers from now on; null: by hand. */
export const setAnswers = (person, choice) =>
  orComplain(async () => {
    person.answers = (await store.send("/page/answers", { user: person.id, ...choice })).answers;
    store.tell("answers");
  });

/** In few words how a person answers by themselves; "" for one who does not. */
export function answersText(person) {
  const { answers } = person;
  if (!answers) return "";
  const preset = store.presets.find((other) => other.name === answers.preset);
  if (preset) return presetTitle(preset, answers.after);
  if (answers.button) return t("answers.clicks", { what: answers.button, n: answers.after });
  if (answers.words) return t("answers.replies", { what: answers.words, n: answers.after });
  return answers.script;
}

/** Chooses how somebody answers (null: everybody): by hand, a preset and its seconds, or a rule of one's own. */
export function answering(person, choose) {
  const answers = person?.answers ?? null;
  const who = person ? store.nameOf(person.id) : t("cast.all");
  const own = answers && !store.presets.some((preset) => preset.name === answers.preset);
  const option = (value, label, selected) => h("option", { value, selected }, label);
  const select = h(
    "select",
    { class: "input small grow", "aria-label": `${t("act.answers")}: ${who}` },
    !person && option("?", t("choose"), true),
    option("", t("act.byhand"), person && !answers),
    own && option("!", answersText(person), true),
    store.presets.map((preset) => option(preset.name, presetTitle(preset, answers?.preset === preset.name ? answers.after : preset.after), answers?.preset === preset.name)),
    option("+", t("answers.own"), false),
  );
  const preset = store.presets.find((other) => other.name === answers?.preset);
  const after = h("input", { class: "input small number", type: "number", min: "0", max: "86400", value: String(answers?.after ?? 20), "aria-label": t("answers.after", { who }), title: t("answers.after", { who }), hidden: !preset || preset.after === null });
  after.addEventListener("change", () => choose({ preset: preset.name, after: Number(after.value) || 0 }));
  const box = h("div", { class: "answering" }, select, after);
  select.addEventListener("change", () => {
    box.querySelector(".own-rule")?.remove();
    if (select.value === "+") box.append(ownRule(choose));
    else if (!["!", "?"].includes(select.value)) choose(select.value ? { preset: select.value } : {});
  });
  return box;
}

// Clicks a button of an app's message, or answers in its thread.
function ownRule(choose) {
  const field = (label, value, type = "text") => h("input", { class: "input small", type, value, "aria-label": label, placeholder: label });
  const button = field(t("answers.button"), "");
  const words = field(t("answers.words"), "");
  const after = field(t("answers.seconds"), "20", "number");
  const onsubmit = (event) => {
    event.preventDefault();
    const rule = button.value ? { button: button.value } : words.value && { words: words.value };
    if (rule) choose({ ...rule, after: Number(after.value) || 0 });
  };
  return h("form", { class: "own-rule", onsubmit }, button, words, after, h("button", { type: "submit", class: "button small" }, t("answers.set")));
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
      detail: [person.title, answersText(person)].filter(Boolean).join(" · "),
      checked: person.id === store.me,
      run: () => onAct(person.id),
    }));
}
