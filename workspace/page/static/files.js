// Files of messages: a card, and a preview for the drawer (text as text, HTML in a sandbox, images as images).

import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { fileSize } from "./when.js";
import { t } from "./words.js";

const TEXT = /^(text\/(plain|markdown|x-markdown|csv|x-log|yaml)|application\/(json|x-yaml|yaml|x-ndjson))/;
const TEXT_NAME = /\.(md|markdown|txt|csv|json|log|ya?ml|ndjson|toml)$/i;
const MOST_SHOWN = 400_000;

export const fileAddress = (file) => `/page/file/${encodeURIComponent(file.id)}`;
const nameOf = (file) => file.title || file.name || file.id;

function kindOf(file) {
  const type = file.mimetype ?? "";
  const name = file.name ?? "";
  if (/^image\/(png|jpe?g|gif|webp|svg)/.test(type)) return "image";
  if (type.startsWith("text/html") || /\.html?$/i.test(name)) return "html";
  if (type.startsWith("application/pdf") || /\.pdf$/i.test(name)) return "pdf";
  return TEXT.test(type) || TEXT_NAME.test(name) ? "text" : "other";
}

export function fileCard(file, open) {
  const ending = /\.(\w{1,5})$/.exec(file.name ?? "")?.[1] ?? file.filetype ?? "";
  const about = [ending.toUpperCase(), fileSize(file.size)].filter(Boolean).join(" · ");
  const card = h(
    "button",
    { type: "button", class: "file-card", "aria-label": t("file.open", { name: nameOf(file) }), onclick: () => open(file) },
    h("span", { class: `file-icon file-${kindOf(file)}` }, icon("file")),
    h("span", { class: "file-words" }, h("strong", {}, nameOf(file)), h("small", {}, about)),
  );
  if (kindOf(file) !== "image") return card;
  const image = h("img", { src: fileAddress(file), alt: file.alt_txt ?? nameOf(file), loading: "lazy", class: "file-image" });
  return h("div", { class: "file-with-image" }, card, h("button", { type: "button", class: "plain-button", "aria-label": t("file.open", { name: nameOf(file) }), onclick: () => open(file) }, image));
}

async function putText(box, file) {
  try {
    const response = await fetch(fileAddress(file));
    if (!response.ok) throw new Error(String(response.status));
    const text = await response.text();
    fill(box, h("pre", { class: "file-content", tabindex: "0" }, text.slice(0, MOST_SHOWN)));
  } catch {
    fill(box, h("p", { class: "dim pad" }, t("file.failed")));
  }
}

/** What the drawer shows of a file. */
export function filePreview(file) {
  const box = h("div", { class: "file-preview" });
  const kind = kindOf(file);
  if (kind === "image") box.append(h("img", { src: fileAddress(file), alt: file.alt_txt ?? nameOf(file) }));
  else if (kind === "html") box.append(h("iframe", { class: "frame paper", sandbox: "", src: fileAddress(file), title: nameOf(file) }));
  else if (kind === "text") {
    box.append(h("p", { class: "dim pad" }, t("file.loading")));
    putText(box, file);
  } else box.append(h("p", { class: "dim pad" }, t("file.nopreview")));
  const links = h(
    "div",
    { class: "file-links" },
    h("a", { class: "button small", href: fileAddress(file), download: file.name ?? "" }, t("file.download")),
    kind !== "other" && h("a", { class: "button small", href: fileAddress(file), target: "_blank", rel: "noopener noreferrer" }, t("file.open.tab")),
  );
  return h("div", { class: "file-view" }, links, box);
}
