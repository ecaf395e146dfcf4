// A menu whose options the app gives while somebody types: asks, waits, shows what came, says so when nothing did.

import { add, fill, h, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { closePopover, popover, popoverFor } from "./popover.js";
import { t } from "./words.js";

const SETTLED_MS = 250;
const FEWEST_DEFAULT = 3; // Slack's own, when the app says nothing

/**
 * `chosen`: options in Slack's shape. `ask(typed)` resolves to {options} or {option_groups}, and may be refused.
 * `onChange(options)` after every choice; with `many` up to `most`.
 */
export function external({ chosen, ask, fewest = FEWEST_DEFAULT, many = false, most = Infinity, placeholder, label, onChange }) {
  let held = [...chosen];
  const face = h("button", { type: "button", class: "combo input", "aria-haspopup": "listbox", "aria-expanded": "false" });
  const draw = () => {
    const picked = held.map((option) => h("span", { class: many ? "chip" : "combo-text" }, plain(option.text.text)));
    fill(face, picked.length ? h("span", { class: "combo-picked" }, picked) : h("span", { class: "combo-text placeholder" }, placeholder || t("choose")), icon("down"));
    face.setAttribute("aria-label", [label, held.map((option) => option.text.text).join(", ") || placeholder || t("choose")].filter(Boolean).join(": "));
  };
  const isHeld = (option) => held.some(({ value }) => value === option.value);
  const pick = (option) => {
    if (!many) held = isHeld(option) ? [] : [option];
    else if (isHeld(option)) held = held.filter(({ value }) => value !== option.value);
    else if (held.length < most) held = [...held, option];
    draw();
    if (!many) closePopover();
    onChange(held);
  };
  const unfold = () => (popoverFor(face) ? closePopover() : new Search(face, { ask, fewest, label, isHeld, pick, held: () => held }));
  face.addEventListener("click", unfold);
  face.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    if (!popoverFor(face)) unfold();
  });
  face.show = (options) => {
    held = [...options];
    draw();
  };
  draw();
  return face;
}

class Search {
  constructor(face, { ask, fewest, label, isHeld, pick, held }) {
    Object.assign(this, { ask, fewest, isHeld, pick, held, rows: [], at: 0, asked: 0, timer: 0 });
    const id = uniqueId("list");
    this.list = h("div", { class: "options", role: "listbox", id, "aria-label": label });
    this.note = h("div", { class: "options-note dim", role: "status" });
    this.field = h("input", { class: "input small", type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "true", "aria-controls": id, "aria-label": t("choose.search"), placeholder: t("choose.search") });
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.keys(event));
    this.box = popover(face, h("div", { class: "combo-list" }, this.field, this.note, this.list), { label, role: "presentation", onClose: () => clearTimeout(this.timer) });
    this.box.box.style.minWidth = `${Math.max(240, face.offsetWidth)}px`;
    this.typed(0);
    this.box.place();
    this.field.focus();
  }

  typed(wait = SETTLED_MS) {
    clearTimeout(this.timer);
    this.asked += 1; // an answer to what stood here before comes too late
    const words = this.field.value.trim();
    if ([...words].length < this.fewest) {
      this.show(this.held().length ? [{ options: this.held() }] : []);
      this.say(this.fewest > 1 ? t("choose.more", { n: this.fewest }) : t("choose.type"));
      return;
    }
    this.say(h("span", { class: "spinner", "aria-hidden": "true" }), t("choose.loading"));
    this.timer = setTimeout(() => this.fetch(words, this.asked), wait);
  }

  async fetch(words, asked) {
    try {
      const answer = await this.ask(words);
      if (asked !== this.asked) return;
      const groups = answer.option_groups?.map((group) => ({ name: group.label.text, options: group.options })) ?? [{ options: answer.options ?? [] }];
      this.show(groups);
      this.say(this.rows.length ? "" : t("choose.nothing"));
    } catch (error) {
      if (asked !== this.asked) return;
      this.show([]);
      const again = h("button", { type: "button", class: "button small", onclick: () => this.typed(0) }, t("again"));
      this.say(h("span", { class: "bad" }, t("choose.failed"), h("small", {}, error.message)), again);
    }
  }

  say(...words) {
    fill(this.note, words);
    this.note.hidden = !this.note.hasChildNodes();
    this.box?.place();
  }

  show(groups) {
    this.at = 0;
    this.rows = [];
    fill(
      this.list,
      groups.map(({ name, options }) => {
        const rows = options.map((option) => this.row(option));
        return [name && h("div", { class: "menu-heading", role: "presentation" }, plain(name)), rows];
      }),
    );
    this.point(0);
    this.box?.place();
  }

  row(option) {
    const picked = this.isHeld(option);
    const row = h("div", { class: "option", role: "option", id: uniqueId("option"), "aria-selected": String(picked), onclick: () => this.take(option, row) });
    this.rows.push({ option, row });
    return add(row, h("span", { class: "option-text" }, plain(option.text.text), option.description && h("small", {}, plain(option.description.text))), picked && icon("check"));
  }

  take(option, row) {
    this.pick(option);
    const picked = this.isHeld(option);
    row.setAttribute("aria-selected", String(picked));
    row.querySelector(".icon")?.remove();
    if (picked) row.append(icon("check"));
  }

  point(to) {
    this.at = Math.max(0, Math.min(to, this.rows.length - 1));
    this.rows.forEach(({ row }, place) => row.classList.toggle("active", place === this.at));
    const row = this.rows[this.at]?.row;
    if (row) this.field.setAttribute("aria-activedescendant", row.id);
    else this.field.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  }

  keys(event) {
    const to = { ArrowDown: this.at + 1, ArrowUp: this.at - 1, PageDown: this.at + 8, PageUp: this.at - 8 }[event.key];
    if (to !== undefined) this.point(to);
    else if (event.key === "Enter" && !event.isComposing) this.rows[this.at] && this.take(this.rows[this.at].option, this.rows[this.at].row);
    else if (event.key === "Tab") return closePopover();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
