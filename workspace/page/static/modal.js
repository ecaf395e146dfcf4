// Forms that an app opens (views): a stack in one dialog, with checking, errors under their blocks, and Esc to close.

import { patchBlocks, showErrors } from "./blocks.js";
import { announce, busy, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { closePopover, complain, orComplain } from "./popover.js";
import { store } from "./store.js";
import { Values, problems } from "./values.js";
import { t } from "./words.js";

const STOPS = "a[href], button:not([disabled]), input, textarea, select, iframe, [tabindex='0']";

export class Modals {
  constructor() {
    this.stack = [];
    this.back = null;
    this.title = h("h2", { id: "view-title" });
    this.backButton = h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => this.dismiss() }, icon("back"));
    const cross = h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => this.dismiss() }, icon("close"));
    this.body = h("div", { class: "dialog-body" });
    this.foot = h("footer", { class: "dialog-foot" });
    const form = h("form", { class: "view", novalidate: true, autocomplete: "off" }, h("header", { class: "dialog-head" }, this.backButton, this.title, cross), this.body, this.foot);
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
    const layer = { view, values: new Values(), node: h("div", { class: "blocks" }) };
    const act = (action) => store.send("/page/action", { view_id: layer.view.id, action, state: { values: layer.values.toSlack() } });
    layer.ctx = { surface: "view", values: layer.values, act };
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
    if (layer === this.top) this.draw();
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
    fill(this.title, plain(view.title?.text ?? ""));
    this.backButton.hidden = this.stack.length < 2;
    if (this.body.firstChild !== node) fill(this.body, node);
    patchBlocks(node, view.blocks ?? [], ctx);
    const needsSubmit = view.submit || view.blocks?.some((block) => block.type === "input");
    this.send = needsSubmit ? h("button", { type: "submit", class: "button primary" }, plain(view.submit?.text ?? t("submit"))) : null;
    const close = h("button", { type: "button", class: "button", onclick: () => this.dismiss() }, plain(view.close?.text ?? (needsSubmit ? t("cancel") : t("close"))));
    fill(this.foot, close, this.send);
  }

  focusFirst() {
    const field = this.top.node.querySelector("input, textarea, .combo");
    (field ?? this.send ?? this.foot.querySelector("button")).focus();
  }

  async submit() {
    const layer = this.top;
    if (!layer || !this.send) return;
    const found = problems(layer.view.blocks, layer.values);
    this.wrong(found);
    if (Object.keys(found).length) return;
    await busy(this.send, async () => {
      try {
        const answer = await store.send("/page/submit", { view_id: layer.view.id, values: layer.values.toSlack() });
        if (answer.errors && Object.keys(answer.errors).length) this.wrong(answer.errors);
        else if (answer.closed) this.closed(layer);
      } catch (error) {
        complain(error);
      }
    });
  }

  closed(layer) {
    const at = this.stack.indexOf(layer);
    if (at >= 0) this.remove(at);
  }

  wrong(errors) {
    const first = showErrors(this.top.node, errors);
    if (!first) return;
    announce(t("form.errors", { n: Object.keys(errors).length }));
    first.focus();
    first.closest("[data-input]").scrollIntoView({ block: "nearest" });
  }

  dismiss() {
    const layer = this.top;
    if (!layer) return;
    this.closed(layer);
    orComplain(() => store.send("/page/dismiss", { view_id: layer.view.id }));
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
