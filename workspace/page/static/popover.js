// Small things that float: popovers, menus, the question before a deed, notes in the corner.

import { add, h, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./words.js";

let open = null;

/** Puts `content` near `anchor`; one at a time. Esc, a press outside or `close()` end it and give the focus back. */
export function popover(anchor, content, { label, align = "start", onClose, role = "dialog", keepFocus = false } = {}) {
  closePopover();
  const box = h("div", { class: "popover", popover: "manual", role, "aria-label": label }, content);
  (anchor.closest("dialog") ?? document.body).append(box);
  box.showPopover?.();
  const before = document.activeElement;
  anchor.setAttribute("aria-expanded", "true");
  const place = () => putNear(box, anchor, align);
  const outside = (event) => {
    if (!box.contains(event.target) && !anchor.contains(event.target)) closePopover(false);
  };
  const keys = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    closePopover();
  };
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", keys, true);
  window.addEventListener("resize", place);
  open = {
    box,
    anchor,
    end(restore) {
      document.removeEventListener("pointerdown", outside, true);
      document.removeEventListener("keydown", keys, true);
      window.removeEventListener("resize", place);
      anchor.setAttribute("aria-expanded", "false");
      box.remove();
      if (restore && !keepFocus) (before?.isConnected ? before : anchor).focus?.();
      onClose?.();
    },
  };
  place();
  return { box, place, close: () => open?.box === box && closePopover() };
}

export function closePopover(restore = true) {
  const was = open;
  open = null;
  was?.end(restore);
}

export const popoverFor = (anchor) => open?.anchor === anchor;

function putNear(box, anchor, align) {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = at.bottom + 4 + height <= innerHeight - 8 || at.top < height + 8;
  const left = align === "end" ? at.right - width : at.left;
  box.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  box.style.top = `${Math.max(8, below ? Math.min(at.bottom + 4, innerHeight - height - 8) : at.top - height - 4)}px`;
}

/** items: {label, icon?, danger?, detail?, checked?, run} or {heading}. Arrow keys move, Enter runs, Esc closes. */
export function menu(anchor, items, { label, align = "end" } = {}) {
  if (popoverFor(anchor)) return closePopover();
  const rows = items.filter(Boolean).map((item) => (item.heading ? h("div", { class: "menu-heading" }, item.heading) : menuRow(item)));
  const list = h("div", { class: "menu", role: "menu", "aria-label": label, onkeydown: menuKeys }, rows);
  const floating = popover(anchor, list, { label, align, role: "presentation" });
  list.querySelector("button")?.focus();
  return floating;
}

function menuRow(item) {
  const radio = item.checked !== undefined;
  const props = {
    type: "button",
    class: item.danger ? "menu-row danger" : "menu-row",
    role: radio ? "menuitemradio" : "menuitem",
    "aria-checked": radio ? String(item.checked) : undefined,
    tabindex: "-1",
    onclick: () => {
      closePopover();
      item.run();
    },
  };
  const lead = item.lead ?? (radio ? (item.checked ? icon("check") : h("span", { class: "icon" })) : item.icon && icon(item.icon));
  return h("button", props, lead, h("span", { class: "menu-label" }, item.label, item.detail && h("small", {}, item.detail)), item.lead && item.checked && icon("check"));
}

function menuKeys(event) {
  const rows = [...event.currentTarget.querySelectorAll("button")];
  const at = rows.indexOf(document.activeElement);
  const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Tab") closePopover();
  if (step !== undefined) rows.at(step % rows.length)?.focus();
  else if (event.key.length === 1 && event.key !== " ") {
    const later = [...rows.slice(at + 1), ...rows];
    later.find((row) => row.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  } else return;
  event.preventDefault();
}

/** Asks before a deed; texts are nodes or strings. Resolves to true or false. */
export function ask({ title, text, yes, no, danger = false }) {
  return new Promise((resolve) => {
    const id = uniqueId("ask");
    const dialog = h("dialog", { class: "dialog dialog-small", "aria-labelledby": id });
    const answer = (value) => () => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const yesButton = h("button", { type: "button", class: danger ? "button danger" : "button primary", onclick: answer(true) }, yes ?? t("confirm.yes"));
    const noButton = h("button", { type: "button", class: "button", onclick: answer(false) }, no ?? t("cancel"));
    add(
      dialog,
      h("header", { class: "dialog-head" }, h("h2", { id }, title ?? t("confirm.title"))),
      h("div", { class: "dialog-body" }, text),
      h("footer", { class: "dialog-foot" }, noButton, yesButton),
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      answer(false)();
    });
    (document.querySelector("dialog[open]") ?? document.body).append(dialog);
    dialog.showModal();
    (danger ? noButton : yesButton).focus();
  });
}

/** A sentence in the corner; errors stay until dismissed or for ten seconds. */
export function toast(text, kind = "note") {
  const note = h("div", { class: `toast toast-${kind}` }, h("span", {}, text));
  const end = () => note.remove();
  note.append(h("button", { type: "button", class: "icon-button", "aria-label": t("error.dismiss"), onclick: end }, icon("close")));
  const home = document.getElementById("toasts");
  home.append(note);
  home.hidePopover?.();
  home.showPopover?.(); // above an open dialog
  setTimeout(end, kind === "error" ? 10_000 : 3_500);
}

export const complain = (error) => toast(error.message, "error");

/** Runs something that may be refused, and says so when it is. Resolves to undefined then. */
export async function orComplain(work) {
  try {
    return await work();
  } catch (error) {
    complain(error);
    return undefined;
  }
}

