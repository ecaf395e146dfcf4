// The time panel: shows the incident clock and drives it.
const zh = document.documentElement.lang === "zh";
for (const node of document.querySelectorAll("[data-en]")) node.textContent = zh ? node.dataset.zh : node.dataset.en;
for (const node of document.querySelectorAll("[data-label-en]")) {
  node.setAttribute("aria-label", zh ? node.dataset.labelZh : node.dataset.labelEn);
}

const clock = document.getElementById("now");
const next = document.getElementById("next");
const format = new Intl.DateTimeFormat(zh ? "zh-CN" : "en-GB", { dateStyle: "medium", timeStyle: "medium" });
let shown = { at: Date.now(), now: Date.now(), speed: 0 };

function show(state) {
  shown = { at: Date.now(), now: Date.parse(state.now), speed: state.speed };
  const when = state.next ? format.format(new Date(state.next)) : zh ? "暂无" : "nothing";
  next.textContent = (zh ? "下一个事件：" : "Next event: ") + when;
  for (const button of document.querySelectorAll("[data-speed]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.speed) === state.speed));
  }
}

function tick() {
  clock.textContent = format.format(new Date(shown.now + (Date.now() - shown.at) * shown.speed));
}

async function ask(path, body) {
  const options = body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {};
  const answer = await fetch(path, options);
  if (answer.ok) show(await answer.json());
}

for (const button of document.querySelectorAll("[data-speed]")) {
  button.addEventListener("click", () => ask("speed", { speed: Number(button.dataset.speed) }));
}
for (const button of document.querySelectorAll("[data-step]")) {
  button.addEventListener("click", () => ask("step", { minutes: Number(button.dataset.step) }));
}
document.getElementById("to-next").addEventListener("click", () => ask("next", {}));
setInterval(tick, 200);
setInterval(() => ask("now"), 2000);
ask("now").then(tick);
