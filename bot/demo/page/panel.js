// What both panels share: the language and theme of the workspace's page (in the address, later by message), and texts.
const given = new URLSearchParams(location.search);
const root = document.documentElement;
const listeners = [];

/** Whether the panel speaks Chinese now. */
export const zh = () => root.lang.startsWith("zh");
export const say = (english, chinese) => (zh() ? chinese : english);

/** `draw` runs now and whenever the language changes. */
export function whenLanguage(draw) {
  listeners.push(draw);
  draw();
}

function apply({ language, theme }) {
  if (language) root.lang = language;
  root.dataset.theme = ["light", "dark"].includes(theme) ? theme : "auto";
  for (const node of document.querySelectorAll("[data-en]")) node.textContent = say(node.dataset.en, node.dataset.zh);
  for (const node of document.querySelectorAll("[data-label-en]")) node.setAttribute("aria-label", say(node.dataset.labelEn, node.dataset.labelZh));
  document.title = say(root.dataset.titleEn ?? "", root.dataset.titleZh ?? "");
  for (const draw of listeners) draw();
}

window.addEventListener("message", (event) => {
  if (event.origin === location.origin && event.data?.type === "workspace") apply(event.data);
});
apply({ language: given.get("language"), theme: given.get("theme") });

/** JSON there and back: [status, answer]; a server that is gone is status 0. */
export async function ask(path, body) {
  const options = body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {};
  try {
    const answer = await fetch(path, options);
    return [answer.status, await answer.json()];
  } catch {
    return [0, null];
  }
}
