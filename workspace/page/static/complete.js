// Completion in the composer: /commands, @people, #channels and :emoji:. A list above the field; the field keeps the focus.

import { fill, h, uniqueId } from "./dom.js";
import { emojiNamed, findEmoji } from "./emoji.js";
import { avatar } from "./person.js";
import { store } from "./store.js";
import { t } from "./words.js";

const MOST = 8;

const has = (word, ...texts) => texts.some((text) => text?.toLowerCase().includes(word));

function commands(word) {
  return store.commands
    .filter(({ command }) => command.toLowerCase().startsWith(`/${word}`))
    .map(({ command, description, usage_hint: hint }) => ({ insert: `${command} `, label: h("b", {}, command), extra: hint, detail: description }));
}

function people(word) {
  const everybody = ["here", "channel"].filter((name) => name.startsWith(word)).map((name) => ({ insert: `@${name} `, label: `@${name}` }));
  const persons = [...store.people.values()]
    .filter((person) => person.id !== store.me && has(word, person.real_name, person.name, person.title))
    .map((person) => ({ insert: `@${store.nameOf(person.id)} `, label: store.nameOf(person.id), extra: person.title || `@${person.name}`, lead: avatar(person, "tiny") }));
  return [...persons, ...everybody];
}

function channels(word) {
  return [...store.channels.values()]
    .filter((channel) => channel.kind !== "im" && has(word, channel.name))
    .map((channel) => ({ insert: `#${channel.name} `, label: `#${channel.name}` }));
}

const emoji = (word) => findEmoji(word, MOST).map(([name]) => ({ insert: `:${name}: `, label: `:${name}:`, lead: emojiNamed(name) }));

// what stands before the caret → where the word began, what it is, who offers
const KINDS = [
  [/^\/(\S*)$/, commands],
  [/(?<![\w@])@([^\s@]{0,30})$/u, people],
  [/(?<![\w#])#([^\s#]{0,60})$/u, channels],
  [/(?:^|\s|[\u3000-\u9fff\uff00-\uffef]):([a-z0-9_+-]{2,})$/, emoji],
];

export class Completion {
  constructor(field) {
    this.field = field;
    this.rows = [];
    this.list = h("div", { class: "completion", role: "listbox", id: uniqueId("completion"), "aria-label": t("composer.suggestions"), hidden: true });
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.update());
    field.addEventListener("blur", () => this.close());
  }

  update() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    for (const [pattern, offer] of KINDS) {
      const hit = pattern.exec(before);
      if (!hit) continue;
      this.from = before.length - hit[1].length - 1;
      this.show(offer(hit[1].toLowerCase()).slice(0, MOST));
      return;
    }
    this.close();
  }

  show(items) {
    this.items = items;
    if (!items.length) return this.close();
    this.rows = items.map((item, at) =>
      h(
        "div",
        { class: "option", role: "option", id: uniqueId("completion"), onpointerdown: (event) => (event.preventDefault(), this.take(at)) },
        item.lead,
        h("span", { class: "option-text" }, item.label, item.extra && h("span", { class: "dim" }, ` ${item.extra}`), item.detail && h("small", {}, item.detail)),
      ),
    );
    fill(this.list, this.rows);
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.point(0);
  }

  point(at) {
    this.at = (at + this.rows.length) % this.rows.length;
    this.rows.forEach((row, place) => {
      row.classList.toggle("active", place === this.at);
      row.setAttribute("aria-selected", String(place === this.at));
    });
    this.field.setAttribute("aria-activedescendant", this.rows[this.at].id);
    this.rows[this.at].scrollIntoView({ block: "nearest" });
  }

  take(at) {
    const { insert } = this.items[at];
    this.field.setRangeText(insert, this.from, this.field.selectionStart, "end");
    this.close();
    this.field.dispatchEvent(new Event("input"));
  }

  close() {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  /** True when the key was for the list. A command typed to its end is sent by Enter, not completed again. */
  key(event) {
    if (this.list.hidden || event.isComposing) return false;
    const complete = this.field.value.trim() === this.items[this.at].insert.trim();
    if (event.key === "ArrowDown") this.point(this.at + 1);
    else if (event.key === "ArrowUp") this.point(this.at - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Tab" || (event.key === "Enter" && !complete)) this.take(this.at);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
