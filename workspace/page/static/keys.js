// The keyboard for the page as a whole, and the list of it that `?` shows.

import { add, h, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./words.js";

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const COMMAND = MAC ? "⌘" : "Ctrl";

const SHOWN = [
  ["keys.go", [[[COMMAND, "K"], "jump"], [["Alt", "↑ ↓"], "keys.next"], [["Alt", "Shift", "↑ ↓"], "keys.unread"], [["F6"], "keys.regions"], [["Alt", "P"], "act.switch"], [[COMMAND, "F"], "search"]]],
  ["messages", [[["↑ ↓"], "keys.message"], [["Enter"], "keys.thread"], [["M"], "message.more"], [["Home"], "keys.first"], [["End"], "keys.last"], [["Esc"], "keys.latest"]]],
  ["keys.writing", [[["Enter"], "composer.send"], [["Shift", "Enter"], "keys.line"], [["↑"], "keys.edit"], [["Tab"], "keys.complete"], [["/"], "composer.command"], [["@"], "composer.mention"]]],
  ["panels", [[["Alt", "W"], "weather"], [["Alt", "L"], "calls"], [["Esc"], "keys.close"], [["?"], "keys"]]],
];

/** deeds: jump, act, step(by, unread), search, help, panel(name), escape, write(event). */
export function listenToKeys(deeds) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const deed = deedOf(event, deeds);
    if (!deed) return;
    if (deed() !== false) event.preventDefault();
  });
}

const isWriting = (node) => Boolean(node?.closest?.("input, textarea, select, [contenteditable]"));

function deedOf(event, deeds) {
  const { key, code, altKey: alt, shiftKey: shift } = event;
  const command = MAC ? event.metaKey : event.ctrlKey;
  if (command && !alt && !shift && key.toLowerCase() === "k") return deeds.jump;
  if (command && !alt && !shift && key.toLowerCase() === "f") return event.target.closest?.(".search-field") ? null : deeds.search;
  if (command && key === "/") return deeds.help;
  if (alt && !command && (key === "ArrowUp" || key === "ArrowDown")) return () => deeds.step(key === "ArrowDown" ? 1 : -1, shift);
  if (alt && !command && !shift) return { KeyP: deeds.act, KeyW: () => deeds.panel("weather"), KeyL: () => deeds.panel("calls") }[code] ?? null;
  if (key === "F6") return () => nextRegion(shift ? -1 : 1);
  if (key === "Escape") return deeds.escape;
  if (command || alt || isWriting(event.target)) return null;
  if (key === "?") return deeds.help;
  const idle = event.target === document.body || event.target.matches?.(".messages");
  return idle && key.length === 1 && key !== " " ? () => deeds.write() : null;
}

/** Sidebar, messages, composer, drawer: the next one that is there gets the focus. */
function nextRegion(by) {
  const regions = [
    [".sidebar", ".side-row.current", ".side-row[tabindex='0']", ".me"],
    [".messages", ".message[tabindex='0']"],
    [".main .composer", ".composer-field"],
    [".home", "button, a, input"],
    [".drawer", "h2"],
  ]
    .map(([box, ...first]) => [document.querySelector(box), first])
    .filter(([box]) => box && box.checkVisibility({ visibilityProperty: true }));
  const at = regions.findIndex(([box]) => box.contains(document.activeElement));
  const [box, first = []] = regions[(at + by + regions.length) % regions.length] ?? [];
  const inside = first.map((selector) => box.querySelector(selector)).find(Boolean);
  (inside ?? box)?.focus();
}

export function showKeys() {
  const id = uniqueId("keys");
  const dialog = h("dialog", { class: "dialog keys-dialog", "aria-labelledby": id });
  const groups = SHOWN.map(([title, rows]) => h("section", {}, h("h3", {}, t(title)), h("dl", {}, rows.map(([keys, words]) => h("div", {}, h("dt", {}, t(words)), h("dd", {}, keys.map((key) => h("kbd", {}, key))))))));
  const close = h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => dialog.close() }, icon("close"));
  add(dialog, h("header", { class: "dialog-head" }, h("h2", { id }, t("keys")), close), h("div", { class: "dialog-body keys" }, groups));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}
