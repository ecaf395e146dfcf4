// What this browser remembers: theme, language, frequent emoji, who is acted, what was read. Storage may be refused; then nothing is kept.

const PREFIX = "workspace.";

export function recall(key, otherwise = null) {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return otherwise;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // private windows and full disks: the page works without
  }
}

export const THEMES = ["auto", "light", "dark"];

export function theme() {
  const kept = recall("theme", "auto");
  return THEMES.includes(kept) ? kept : "auto";
}

export function applyTheme(name = theme()) {
  remember("theme", name);
  document.documentElement.dataset.theme = name;
  document.dispatchEvent(new Event("theme"));
}
