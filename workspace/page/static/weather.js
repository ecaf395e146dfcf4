// The panel "weather": how Slack behaves towards the apps. Presets, delay, limits, faults one by one, connections.

import { control } from "./control.js";
import { busy, fill, h, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { orComplain, toast } from "./popover.js";
import { t } from "./words.js";

const fail = (fault, share, methods = "*", more = {}) => ({ kind: "fail", methods, fault, share, ...more });

export const PRESETS = {
  clear: { sign: "sun", fields: {}, rules: [] },
  drizzle: { sign: "drizzle", fields: { latency: { from: 0.05, to: 0.4 } }, rules: [fail("500 before", 0.03), fail("ratelimited", 0.03)] },
  rain: { sign: "rain", fields: { latency: { from: 0.1, to: 0.8 }, rate_limits: true }, rules: [fail("500 after", 0.08), fail("ratelimited", 0.08, "*", { retry_after: 2 }), fail("drop after", 0.04)] },
  storm: {
    sign: "storm",
    fields: { latency: { from: 0.3, to: 2.5 }, rate_limits: true },
    rules: [fail("500 after", 0.15), fail("500 before", 0.1), fail("drop after", 0.1), fail("ratelimited", 0.1, "*", { retry_after: 3 }), { kind: "events", events: "*", copies: 2, share: 0.3 }, { kind: "lose_answers", envelopes: "*", share: 0.1 }],
  },
  down: { sign: "storm", fields: {}, rules: [fail("500 before", 1)] },
};

const percent = (share) => `${Math.round(share * 1000) / 10} %`;
const seconds = (value) => t("weather.seconds", { n: Math.round(value * 100) / 100 });

/** What is on, in short phrases; an empty list in fair weather. */
export function conditions(weather) {
  if (!weather) return [];
  const { from = 0, to = 0 } = weather.latency ?? {};
  const slow = Math.max(from, to) > 0 && (to > from ? `${seconds(from)}–${seconds(to)}` : seconds(from));
  return [slow && t("weather.on.latency", { time: slow }), weather.rate_limits && t("weather.on.limits"), weather.shows_late > 0 && t("weather.on.late"), ...weather.rules.map(ruleText)].filter(Boolean);
}

function ruleText(rule) {
  const share = rule.share < 1 ? percent(rule.share) : rule.times ? t("weather.times", { n: rule.times }) : t("weather.always");
  const what = {
    fail: () => faultName(rule.fault),
    slow: () => t("weather.rule.slow", { time: seconds(rule.seconds) }),
    events: () => (rule.copies > 1 ? t("weather.rule.copies", { n: rule.copies }) : t("weather.rule.late", { time: seconds(rule.late) })),
    lose_answers: () => t("weather.rule.lose"),
    expire_triggers: () => t("weather.rule.expire"),
  }[rule.kind]?.() ?? rule.kind;
  const where = rule.methods ?? rule.events ?? rule.envelopes ?? "*";
  return `${share} ${what}${where === "*" ? "" : ` · ${where}`}`;
}

const faultName = (fault) => (fault.startsWith("error:") ? fault.slice(6) : t(`weather.fault.${fault}`));

/** "sun", "drizzle", "rain" or "storm": how bad it is altogether. */
export function sign(weather) {
  if (!conditions(weather).length) return "sun";
  const worst = Math.max(0, ...weather.rules.map((rule) => (rule.kind === "fail" ? rule.share : rule.share / 2)));
  const slow = Math.max(weather.latency?.from ?? 0, weather.latency?.to ?? 0);
  if (worst >= 0.14 || slow > 1) return "storm";
  return worst >= 0.05 || slow > 0.5 || weather.rate_limits ? "rain" : "drizzle";
}

export class WeatherPanel {
  constructor(signal) {
    this.now = h("div", { class: "weather-now", role: "status" });
    this.rules = h("ul", { class: "weather-rules" });
    this.node = h("div", { class: "tool-panel" }, h("p", { class: "dim" }, t("weather.about")), this.presets(), this.now, this.delay(), this.fault(), this.events(), this.connections());
    control.addEventListener("weather", () => this.draw(), { signal });
  }

  show() {
    this.draw();
    orComplain(() => control.read());
  }

  change(control_, work) {
    return orComplain(() => busy(control_, work));
  }

  presets() {
    const buttons = Object.entries(PRESETS).map(([name, preset]) => {
      const node = h("button", { type: "button", class: "preset", "data-preset": name, onclick: () => this.change(node, () => control.become(preset)) }, icon(preset.sign), h("span", {}, t(`weather.${name}`)));
      return node;
    });
    return h("div", { class: "presets", role: "group", "aria-label": t("weather.presets") }, buttons);
  }

  delay() {
    const number = (label) => h("input", { class: "input small", type: "number", min: "0", max: "60", step: "0.1", value: "0", "aria-label": label });
    this.from = number(t("weather.from"));
    this.to = number(t("weather.to"));
    this.limits = h("input", { type: "checkbox", onchange: () => this.change(this.limits, () => control.set({ rate_limits: this.limits.checked })) });
    const set = () => this.change(this.from, () => control.set({ latency: { from: Number(this.from.value) || 0, to: Math.max(Number(this.from.value) || 0, Number(this.to.value) || 0) } }));
    this.from.addEventListener("change", set);
    this.to.addEventListener("change", set);
    return h(
      "section",
      { class: "tool-section" },
      h("h3", {}, t("weather.delay")),
      h("div", { class: "tool-row" }, this.from, "–", this.to, h("span", { class: "dim" }, t("weather.delay.unit"))),
      h("label", { class: "tool-row" }, this.limits, t("weather.limits")),
    );
  }

  // A form of one rule: what, where, how often.
  rule(title, button, fields, make) {
    const share = h("input", { class: "input small number", type: "number", min: "0", max: "100", step: "any", value: "30", "aria-label": t("weather.share") });
    const add = h("button", { type: "submit", class: "button small" }, button);
    const onsubmit = (event) => {
      event.preventDefault();
      this.change(add, () => control.addRule({ ...make(), share: Math.min(100, Math.max(0, Number(share.value) || 0)) / 100 }));
    };
    return h("form", { class: "tool-section", onsubmit }, h("h3", {}, title), fields, h("div", { class: "tool-row" }, h("label", { class: "tool-row" }, share, h("span", { class: "dim" }, t("weather.share.unit"))), h("span", { class: "grow" }), add));
  }

  fault() {
    this.kind = h("select", { class: "input small", "aria-label": t("weather.fault") });
    this.name = h("input", { class: "input small", type: "text", placeholder: "channel_not_found", "aria-label": t("weather.error.name"), hidden: true });
    const list = uniqueId("methods");
    this.methods = h("datalist", { id: list });
    this.where = h("input", { class: "input small grow", type: "text", value: "*", list, spellcheck: "false", "aria-label": t("weather.methods"), title: t("weather.methods.hint") });
    this.kind.addEventListener("change", () => (this.name.hidden = this.kind.value !== "error:"));
    const fields = [h("div", { class: "tool-row" }, this.kind, this.name), h("div", { class: "tool-row" }, h("span", { class: "dim" }, t("weather.in")), this.where, this.methods)];
    return this.rule(t("weather.fault"), t("weather.add"), fields, () => {
      const fault = this.kind.value === "error:" ? `error:${this.name.value.trim() || "fatal_error"}` : this.kind.value;
      const methods = this.where.value.trim() || "*";
      return fault === "slow" ? { kind: "slow", methods, seconds: 4 } : { kind: "fail", methods, fault };
    });
  }

  events() {
    const what = h("select", { class: "input small grow", "aria-label": t("weather.events") }, [["copies", t("weather.rule.copies", { n: 2 })], ["late", t("weather.rule.late", { time: seconds(30) })], ["lose", t("weather.rule.lose")]].map(([value, label]) => h("option", { value }, label)));
    const rules = { copies: { kind: "events", events: "*", copies: 2 }, late: { kind: "events", events: "*", late: 30 }, lose: { kind: "lose_answers", envelopes: "*" } };
    return this.rule(t("weather.events"), t("weather.add"), h("div", { class: "tool-row" }, what), () => rules[what.value]);
  }

  connections() {
    const press = (what) => {
      const node = h("button", { type: "button", class: "button small", onclick: () => this.change(node, async () => toast(t("sockets.done", { n: await control.sockets(what) }))) }, t(`sockets.${what}`));
      return node;
    };
    return h("section", { class: "tool-section" }, h("h3", {}, t("sockets")), h("div", { class: "tool-row" }, ["refresh", "cut", "half open"].map(press)));
  }

  draw() {
    const { weather } = control;
    if (!weather) {
      fill(this.now, t("weather.unknown"));
      return;
    }
    this.drawFaults(weather);
    const on = conditions(weather);
    fill(this.now, icon(sign(weather)), h("strong", {}, on.length ? t("weather.on", { n: on.length }) : t("weather.fair")), this.rules);
    fill(this.rules, on.slice(0, on.length - weather.rules.length).map((text) => h("li", {}, text)), weather.rules.map((rule) => this.ruleRow(rule)));
    const active = document.activeElement;
    const { from = 0, to = 0 } = weather.latency ?? {};
    if (active !== this.from) this.from.value = from;
    if (active !== this.to) this.to.value = Math.max(from, to);
    this.limits.checked = Boolean(weather.rate_limits);
    for (const button of this.node.querySelectorAll("[data-preset]")) button.setAttribute("aria-pressed", String(isLike(PRESETS[button.dataset.preset], weather)));
  }

  ruleRow(rule) {
    const text = ruleText(rule);
    const drop = h("button", { type: "button", class: "icon-button", "aria-label": t("weather.drop", { what: text }), onclick: () => this.change(drop, () => control.dropRule(rule.id)) }, icon("close"));
    return h("li", {}, h("span", { class: "grow" }, text), h("span", { class: "dim" }, t("weather.hits", { n: rule.hits ?? 0 })), drop);
  }

  drawFaults({ faults = [], methods = [] }) {
    if (this.kind.options.length) return;
    fill(this.kind, [...faults.map((fault) => h("option", { value: fault, selected: fault === "500 after" }, faultName(fault))), h("option", { value: "error:" }, t("weather.fault.error")), h("option", { value: "slow" }, t("weather.rule.slow", { time: seconds(4) }))]);
    const families = [...new Set(methods.filter((name) => name.includes(".")).map((name) => `${name.split(".")[0]}.*`))];
    fill(this.methods, ["*", ...families, ...methods].map((value) => h("option", { value })));
  }
}

function isLike(preset, weather) {
  const { from = 0, to = from } = preset.fields.latency ?? {};
  const now = weather.latency ?? {};
  const same = (rule, other) => Object.keys(rule).every((key) => rule[key] === other[key]);
  return from === (now.from ?? 0) && Math.max(from, to) === Math.max(now.from ?? 0, now.to ?? 0) && Boolean(preset.fields.rate_limits) === Boolean(weather.rate_limits) && preset.rules.length === weather.rules.length && preset.rules.every((rule, at) => same(rule, weather.rules[at]));
}
