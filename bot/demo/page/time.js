// The time panel: shows the incident clock and drives it.
import { ask, say, whenLanguage, zh } from "./panel.js";

const byId = (id) => document.getElementById(id);
const zone = document.documentElement.dataset.zone || undefined;
const buttons = [...document.querySelectorAll("button")];
let shown = { at: Date.now(), now: Date.now(), speed: 0, next: null, known: false };
let formats = {};

function words() {
  const language = zh() ? "zh-CN" : "en-GB";
  const make = (options) => new Intl.DateTimeFormat(language, { timeZone: zone, ...options });
  formats = { full: make({ dateStyle: "medium", timeStyle: "medium" }), relative: new Intl.RelativeTimeFormat(language, { numeric: "always" }) };
  byId("zone").textContent = zone ?? "";
  draw();
}

function inWords(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 90) return formats.relative.format(seconds, "second");
  if (seconds < 5400) return formats.relative.format(Math.round(seconds / 60), "minute");
  return seconds < 172_800 ? formats.relative.format(Math.round(seconds / 3600), "hour") : formats.relative.format(Math.round(seconds / 86_400), "day");
}

const nowShown = () => shown.now + (Date.now() - shown.at) * shown.speed;

function draw() {
  if (!shown.known) return;
  const { next, speed } = shown;
  const when = next ? `${formats.full.format(next)} ${say(`(${inWords(next - nowShown())})`, `（${inWords(next - nowShown())}）`)}` : say("nothing", "暂无");
  set(byId("next"), say("Next event: ", "下一个事件：") + when);
  set(byId("speed"), speed === 0 ? say("The clock stands.", "时钟已停住。") : speed === 1 ? say("Real time.", "与真实时间同步。") : say(`${speed} times as fast as real time; it waits while anything is going on.`, `真实时间的 ${speed} 倍；有事在进行时会停下等候。`));
  byId("to-next").disabled = !next;
  for (const button of document.querySelectorAll("[data-speed]")) button.setAttribute("aria-pressed", String(Number(button.dataset.speed) === speed));
  set(byId("now"), formats.full.format(nowShown()));
}

function set(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

async function drive(path, body) {
  if (body) buttons.forEach((button) => button.setAttribute("aria-busy", "true"));
  const [status, told] = await ask(path, body);
  buttons.forEach((button) => button.removeAttribute("aria-busy"));
  byId("trouble").textContent = told?.ok ? "" : (told?.error ?? say(`The clock did not answer (${status}).`, `时钟没有响应（${status}）。`));
  if (told?.ok) shown = { at: Date.now(), now: Date.parse(told.now), speed: told.speed, next: told.next ? Date.parse(told.next) : null, known: true };
  draw();
}

for (const button of document.querySelectorAll("[data-speed]")) button.addEventListener("click", () => drive("speed", { speed: Number(button.dataset.speed) }));
for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => drive("step", { minutes: Number(button.dataset.step) }));
byId("to-next").addEventListener("click", () => drive("next", {}));
whenLanguage(words);
setInterval(draw, 200);
setInterval(() => document.hidden || drive("now"), 2000);
drive("now");
