// Ctrl+K: one field that finds channels, people, apps and panels; also whom to act as. Enter goes there.

import { add, fill, h, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./person.js";
import { store } from "./store.js";
import { t } from "./words.js";

const MOST = 12;
let open = null;

/** actions: go(hash), message(user), act(user), panel(name), search(words). `mode`: "jump" or "act". */
export function openJump(actions, panels, mode = "jump") {
  if (open) open.close();
  const id = uniqueId("jump");
  const label = t(mode === "act" ? "act.switch" : "jump");
  const field = h("input", { class: "input jump-field", type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": id, "aria-autocomplete": "list", "aria-label": label, placeholder: t(mode === "act" ? "jump.person" : "jump.hint"), autocomplete: "off", spellcheck: "false" });
  const list = h("div", { class: "options", role: "listbox", id, "aria-label": label });
  const dialog = h("dialog", { class: "dialog jump-dialog", "aria-label": label }, field, list);
  const before = document.activeElement;
  let [rows, at] = [[], 0];
  const point = (to) => {
    if (!rows.length) return;
    at = (to + rows.length) % rows.length;
    rows.forEach(({ node }, place) => {
      node.classList.toggle("active", place === at);
      node.setAttribute("aria-selected", String(place === at));
    });
    field.setAttribute("aria-activedescendant", rows[at].node.id);
    rows[at].node.scrollIntoView({ block: "nearest" });
  };
  const take = (item) => {
    dialog.close();
    item.run();
  };
  const draw = () => {
    const items = found(field.value, actions, panels, mode);
    rows = items.map((item) => ({ item, node: row(item, () => take(item)) }));
    fill(list, rows.map(({ node }) => node), !rows.length && h("div", { class: "dim pad" }, t("choose.nothing")));
    point(0);
  };
  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to !== undefined) point(to);
    else if (event.key === "Enter" && rows[at]) take(rows[at].item);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    open = null;
    dialog.remove();
    if (before?.isConnected && document.activeElement === document.body) before.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  open = dialog;
  draw();
  field.focus();
}

function row(item, run) {
  return add(
    h("div", { class: item.unread ? "option unread" : "option", role: "option", id: uniqueId("jump"), onclick: run }),
    item.lead,
    h("span", { class: "option-text" }, item.label, item.detail && h("span", { class: "dim" }, ` ${item.detail}`)),
    item.kind && h("span", { class: "dim option-kind" }, item.kind),
  );
}

function found(typed, actions, panels, mode) {
  const words = typed.trim().toLowerCase().replace(/^[#@]/, "").split(/\s+/).filter(Boolean);
  const all = mode === "act" ? people(actions, true) : [...channels(actions), ...people(actions, false), ...apps(actions), ...tools(actions, panels), ...(words.length ? people(actions, true) : [])];
  const hits = all.filter((item) => words.every((word) => item.text.includes(word)));
  const rank = (item) => (words.length && item.text.startsWith(words[0]) ? 0 : 1) + (item.unread ? 0 : 0.5) + (item.late ? 2 : 0);
  hits.sort((a, b) => rank(a) - rank(b));
  const shown = hits.slice(0, MOST);
  if (mode === "jump" && words.length) shown.push({ lead: icon("search"), label: t("search.for", { words: typed.trim() }), run: () => actions.search(typed.trim()) });
  return shown;
}

function channels(actions) {
  const shown = [...store.channels.values()].filter((channel) => channel.kind !== "im" && channel.id !== store.current);
  return shown.map((channel) => ({
    text: `${channel.name} ${channel.topic ?? ""}`.toLowerCase(),
    lead: icon(channel.kind === "private" ? "lock" : "hash"),
    label: channel.name,
    detail: channel.is_archived ? t("channel.archived.short") : "",
    unread: channel.is_member && store.unread(channel),
    late: channel.is_archived || !channel.is_member,
    run: () => actions.go(`#/${channel.id}`),
  }));
}

function people(actions, act) {
  return [...store.people.values()].filter((person) => !person.is_bot && (person.id !== store.me || act)).map((person) => ({
    text: `${person.real_name} ${person.full_name ?? ""} ${person.name} ${person.title ?? ""}`.toLowerCase(),
    lead: avatar(person, "tiny"),
    label: act ? t("act.this", { name: store.nameOf(person.id) }) : store.nameOf(person.id),
    detail: person.title,
    kind: act && person.id === store.me ? t("act.now") : act ? "" : t("person.message"),
    late: act && person.id === store.me,
    run: () => (act ? actions.act(person.id) : actions.message(person.id)),
  }));
}

function apps(actions) {
  return store.apps.map((app) => ({
    text: app.name.toLowerCase(),
    lead: avatar(store.people.get(app.bot_user) ?? { id: app.app_id, is_bot: true, name: app.name }, "tiny"),
    label: app.name,
    kind: t("home"),
    run: () => actions.go(`#/home/${app.app_id}`),
  }));
}

function tools(actions, panels) {
  return panels.map((panel) => ({ text: panel.title.toLowerCase(), lead: icon(panel.icon), label: panel.title, kind: t("panels"), late: true, run: () => actions.panel(panel.name) }));
}
