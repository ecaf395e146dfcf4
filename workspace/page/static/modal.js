// Forms that an app opens (views): a stack in one dialog, with checking, errors under their blocks, and Esc to close.

import { patchBlocks, showError, showErrors } from "./blocks.js";
import { announce, busy, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { avatar } from "./person.js";
import { closePopover, orComplain } from "./popover.js";
import { whenReleased } from "./presses.js";
import { store } from "./store.js";
import { Values, problems } from "./values.js";
import { t } from "./words.js";

const STOPS = "a[href], button:not([disabled]), input, textarea, select, iframe, [tabindex='0']";

export class Modals {
  constructor() {
    this.stack = [];
    this.back = null;
    this.title = h("h2", { id: "view-title" });
    this.backButton = h("button", { type: "button", class: "icon-button", onclick: () => this.dismiss() }, icon("back"));
    this.cross = h("button", { type: "button", class: "icon-button", onclick: () => this.dismiss({ all: true }) }, icon("close"));
    this.face = h("span", { class: "view-face" });
    this.body = h("div", { class: "dialog-body" });
    this.trouble = h("p", { class: "form-error", role: "alert", hidden: true });
    this.foot = h("footer", { class: "dialog-foot" });
    const form = h("form", { class: "view", novalidate: true, autocomplete: "off" }, h("header", { class: "dialog-head" }, this.backButton, this.face, this.title, this.cross), this.body, this.trouble, this.foot);
    this.dialog = h("dialog", { class: "dialog", "aria-labelledby": "view-title" }, form);
    document.body.append(this.dialog);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.dismiss();
    });
    this.dialog.addEventListener("keydown", (event) => this.keys(event));
    for (const type of ["input", "chosen"]) this.body.addEventListener(type, (event) => this.mended(event.target));
    store.on("view", (event) => this.take(event));
  }

  get top() {
    return this.stack.at(-1);
  }

  take({ op, view, view_id: id = view?.id, errors }) {
    const at = this.stack.findIndex((layer) => layer.view.id === id);
    // after a lost stream the server tells again what stands open: what was typed there stays
    if (at >= 0 && ["open", "push", "update"].includes(op)) this.update(at, view);
    else if (op === "open") this.open(view);
    else if (op === "push") this.push(view);
    else if (op === "close" && at >= 0) this.remove(at);
    else if (op === "errors" && this.top?.view.id === id) this.wrong(errors ?? {});
  }

  open(view) {
    for (const layer of this.stack) layer.node.remove();
    this.stack = [];
    this.push(view);
  }

  push(view) {
    const layer = { view, values: new Values(view.state?.values), node: h("div", { class: "blocks" }) };
    const act = (action) => store.send("/page/action", { view_id: layer.view.id, action, state: { values: layer.values.toSlack() } });
    const options = (asked) => store.send("/page/options", { view_id: layer.view.id, ...asked });
    layer.ctx = { surface: "view", values: layer.values, act, options };
    this.stack.push(layer);
    this.draw();
    if (!this.dialog.open) {
      this.back = document.activeElement;
      this.dialog.showModal();
    }
    this.focusFirst();
  }

  update(at, view) {
    const layer = this.stack[at];
    layer.view = view;
    layer.values.keepOnly(view.blocks);
    whenReleased(this.dialog, layer, () => layer === this.top && this.draw());
  }

  /** Views above one that closes are closed with it. */
  remove(at) {
    closePopover(false);
    for (const layer of this.stack.splice(at)) layer.node.remove();
    if (this.stack.length) {
      this.draw();
      this.focusFirst();
    } else this.hide();
  }

  hide() {
    if (this.dialog.open) this.dialog.close();
    this.body.replaceChildren();
    if (this.back?.isConnected) this.back.focus({ preventScroll: true });
  }

  /** For a change of the acted person: gone without telling the app. */
  drop() {
    this.stack = [];
    this.hide();
  }

  draw() {
    const { view, node, ctx } = this.top;
    const app = store.apps.find((other) => other.app_id === view.app_id);
    fill(this.title, plain(view.title?.text ?? ""));
    fill(this.face, app && avatar(store.people.get(app.bot_user) ?? { id: app.app_id, is_bot: true }, "small", app.name));
    this.say("");
    this.backButton.hidden = this.stack.length < 2;
    this.backButton.setAttribute("aria-label", t("back"));
    this.cross.setAttribute("aria-label", t("close"));
    if (this.body.firstChild !== node) fill(this.body, node);
    patchBlocks(node, view.blocks ?? [], ctx);
    const needsSubmit = view.submit || view.blocks?.some((block) => block.type === "input");
    this.send = needsSubmit ? h("button", { type: "submit", class: "button primary" }, plain(view.submit?.text ?? t("submit"))) : null;
    const close = h("button", { type: "button", class: "button", onclick: () => this.dismiss() }, plain(view.close?.text ?? (needsSubmit ? t("cancel") : t("close"))));
    fill(this.foot, close, this.send);
  }

  focusFirst() {
    const field = this.top.node.querySelector("[data-first]") ?? this.top.node.querySelector("input:not([aria-hidden]), textarea, .combo");
    (field ?? this.send ?? this.foot.querySelector("button")).focus();
  }

  async submit() {
    const layer = this.top;
    if (!layer || !this.send) return;
    const found = problems(layer.view.blocks, layer.values);
    this.wrong(found);
    if (Object.keys(found).length) return;
    const button = this.send;
    await busy(button, async () => {
      button.prepend(h("span", { class: "spinner", "aria-hidden": "true" }));
      try {
        const answer = await store.send("/page/submit", { view_id: layer.view.id, values: layer.values.toSlack() });
        if (answer.errors && Object.keys(answer.errors).length) this.wrong(answer.errors);
        else if (answer.closed) this.closed(layer);
      } catch (error) {
        if (this.top === layer) this.say(error.message);
      } finally {
        button.querySelector(".spinner")?.remove();
      }
    });
  }

  closed(layer) {
    const at = this.stack.indexOf(layer);
    if (at >= 0) this.remove(at);
  }

  /** A sentence about the form as a whole, above its buttons. */
  say(sentence) {
    this.trouble.textContent = sentence;
    this.trouble.hidden = !sentence;
  }

  /** Sentences by block; what names no input of this form is said of the form, so that the app's author sees it. */
  wrong(errors) {
    const first = showErrors(this.top.node, errors);
    const inputs = new Set(this.top.view.blocks.filter(({ type }) => type === "input").map((block) => block.block_id));
    this.say(Object.entries(errors).filter(([block]) => !inputs.has(block)).map(([block, words]) => (block ? `${block}: ${words}` : words)).join("\n"));
    if (!first) return;
    announce(t("form.errors", { n: Object.keys(errors).length }));
    first.focus({ preventScroll: true });
    first.closest("[data-input]").scrollIntoView({ block: "nearest" });
  }

  /** Whoever changes a field that was wrong has read the sentence. */
  mended(control) {
    const node = control.closest("[data-input].wrong");
    if (node) showError(node, "");
  }

  /** Closes the form in front, or (`all`, or when the app wants it so) those below it too. */
  dismiss({ all = false } = {}) {
    const layer = this.top;
    if (!layer) return;
    const whole = all || layer.view.clear_on_close;
    this.closed(whole ? this.stack[0] : layer);
    orComplain(() => store.send("/page/dismiss", { view_id: layer.view.id, all: whole }));
  }

  // The dialog keeps the focus by itself, but lets Tab out to the browser's own buttons; here it goes round.
  keys(event) {
    if (event.key !== "Tab") return;
    const stops = [...this.dialog.querySelectorAll(STOPS)].filter((node) => node.offsetParent !== null && node.tabIndex >= 0);
    const [first, last] = [stops[0], stops.at(-1)];
    const edge = event.shiftKey ? first : last;
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}
