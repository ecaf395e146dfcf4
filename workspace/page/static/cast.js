// The panel "people": whom one may act as, what time it is for them, and how each of them answers by themselves.

import { fill, h } from "./dom.js";
import { answering, avatar, localTime, setAnswers } from "./person.js";
import { store } from "./store.js";
import { t } from "./words.js";

export class CastPanel {
  /** actions: act(user) */
  constructor(actions) {
    this.actions = actions;
    this.list = h("div", { class: "cast" });
    this.node = h("div", { class: "tool-panel" }, h("p", { class: "dim" }, t("cast.about")), this.everybody(), this.list);
  }

  everybody() {
    const chooser = answering(null, (choice) => this.all(choice));
    return h("div", { class: "tool-section cast-all" }, h("strong", {}, t("cast.all")), chooser);
  }

  async all(choice) {
    for (const person of this.people()) if (person.id !== store.me) await setAnswers(person, choice);
    this.draw();
  }

  people() {
    return [...store.people.values()].filter((person) => !person.is_bot);
  }

  show() {
    this.draw();
  }

  draw() {
    fill(this.list, this.people().map((person) => this.card(person)));
  }

  card(person) {
    const me = person.id === store.me;
    const name = store.nameOf(person.id);
    const act = h("button", { type: "button", class: "button small", disabled: me, onclick: () => this.actions.act(person.id), "aria-label": t("act.this", { name }) }, me ? t("act.now") : t("act.short"));
    return h(
      "article",
      { class: "cast-card", "aria-label": name },
      avatar(person, "normal"),
      h("div", { class: "cast-words" }, h("strong", {}, name), h("span", { class: "dim" }, person.title), localTime(person.tz)),
      act,
      h("div", { class: "cast-answers" }, answering(person, (choice) => setAnswers(person, choice).then(() => this.draw()))),
    );
  }
}
