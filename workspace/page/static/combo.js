// One control for every kind of list to choose from: a button that opens a list, with a filter when it is long.

import { add, fill, h, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { closePopover, popover, popoverFor } from "./popover.js";
import { t } from "./words.js";

const FILTER_FROM = 8;

/**
 * options: {key, label (text), node?, detail?, lead?, group?}. `chosen` is a list of keys; `onChange(keys)`.
 * With `many` the list stays open and keys are toggled, at most `most` of them.
 */
export function combo({ options, chosen, many = false, most = Infinity, placeholder, label, clearable = false, onChange }) {
  let keys = [...chosen];
  const face = h("button", { type: "button", class: "combo input", "aria-haspopup": "listbox", "aria-expanded": "false" });
  const draw = () => drawFace(face, options.filter((option) => keys.includes(option.key)), { many, placeholder: placeholder || t("choose"), label });
  const choose = (key) => {
    if (!many) keys = key === null ? [] : [key];
    else if (keys.includes(key)) keys = keys.filter((other) => other !== key);
    else if (keys.length < most) keys = [...keys, key];
    draw();
    if (!many) closePopover();
    onChange(keys);
  };
  const unfold = () => {
    if (popoverFor(face)) return closePopover();
    openList(face, { options, keys: () => keys, many, label, clearable: clearable && !many, choose });
  };
  face.addEventListener("click", unfold);
  face.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (!popoverFor(face)) unfold();
  });
  draw();
  return face;
}

function drawFace(face, picked, { many, placeholder, label }) {
  const what = picked.map((option) => (many ? h("span", { class: "chip" }, option.lead?.(), option.label) : h("span", { class: "combo-text" }, option.lead?.(), option.node?.() ?? option.label)));
  fill(face, picked.length ? h("span", { class: "combo-picked" }, what) : h("span", { class: "combo-text placeholder" }, placeholder), icon("down"));
  face.setAttribute("aria-label", [label, picked.map((option) => option.label).join(", ") || placeholder].filter(Boolean).join(": "));
}

function openList(face, { options, keys, many, label, clearable, choose }) {
  const id = uniqueId("list");
  const list = h("div", { class: "options", role: "listbox", id, "aria-label": label, "aria-multiselectable": many ? "true" : undefined, tabindex: "0" });
  const filter = options.length >= FILTER_FROM && h("input", { class: "input small", type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": id, "aria-label": t("choose.filter"), placeholder: t("choose.filter") });
  const lead = filter || list;
  let at = Math.max(0, options.findIndex((option) => keys().includes(option.key)));
  let rows = [];

  const point = (to) => {
    at = Math.max(0, Math.min(to, rows.length - 1));
    rows.forEach(({ row }, place) => row.classList.toggle("active", place === at));
    if (rows[at]) lead.setAttribute("aria-activedescendant", rows[at].row.id);
    rows[at]?.row.scrollIntoView({ block: "nearest" });
  };
  const draw = () => {
    const wanted = filter ? filter.value.trim().toLowerCase() : "";
    const shown = options.filter((option) => `${option.label} ${option.detail ?? ""}`.toLowerCase().includes(wanted));
    rows = shown.map((option) => ({ key: option.key, group: option.group, row: optionRow(option, keys().includes(option.key), () => pick(option.key)) }));
    if (clearable && keys().length && !wanted) rows.push({ key: null, row: optionRow({ key: null, label: t("clear") }, false, () => pick(null)) });
    fill(list, withGroups(rows), !rows.length && h("div", { class: "dim pad" }, t("choose.nothing")));
    point(at);
  };
  const pick = (key) => {
    choose(key);
    if (many) draw();
  };

  const box = h("div", { class: "combo-list" }, filter, list);
  const floating = popover(face, box, { label, role: "presentation" });
  floating.box.style.minWidth = `${Math.max(200, face.offsetWidth)}px`;
  lead.addEventListener("keydown", (event) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (to !== undefined) point(to);
    else if (event.key === "Enter" || (event.key === " " && !filter)) rows[at] && !event.isComposing && pick(rows[at].key);
    else if (event.key === "Tab") return closePopover();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  filter && filter.addEventListener("input", () => ((at = 0), draw(), floating.place()));
  draw();
  floating.place();
  lead.focus();
}

function optionRow(option, picked, run) {
  const row = h("div", { class: "option", role: "option", id: uniqueId("option"), "aria-selected": String(picked), onclick: run });
  return add(
    row,
    option.lead?.(),
    h("span", { class: "option-text" }, option.node?.() ?? option.label, option.detail && h("small", {}, option.detail)),
    picked && icon("check"),
  );
}

function withGroups(rows) {
  let group = null;
  return rows.flatMap(({ row, group: own }) => {
    if (!own || own === group) return [row];
    group = own;
    return [h("div", { class: "menu-heading", role: "presentation" }, own), row];
  });
}
