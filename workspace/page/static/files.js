// Files of messages: a card, and a preview for the drawer (text as text, HTML in a sandbox, images as images).

import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
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
  if (type === "text/csv" || /\.[ct]sv$/i.test(name)) return "csv";
  if (type === "text/markdown" || /\.(md|markdown)$/i.test(name)) return "markdown";
  if (type === "application/json" || /\.json$/i.test(name)) return "json";
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
  const image = h("img", { src: fileAddress(file), alt: file.alt_txt || nameOf(file), loading: "lazy", class: "file-image" });
  const opens = { type: "button", onclick: () => open(file) };
  return h("div", { class: "file-with-image" }, h("button", { ...opens, class: "file-caption dim", tabindex: "-1" }, nameOf(file)), h("button", { ...opens, class: "plain-button", "aria-label": t("file.open", { name: nameOf(file) }) }, image));
}

/** Rows of cells; understands quotes, and commas, semicolons or tabs between cells. */
export function rowsOf(text) {
  const first = text.slice(0, text.indexOf("\n") >>> 0);
  const mark = ["\t", ";", ","].find((sign) => first.includes(sign)) ?? ",";
  const pattern = new RegExp(`(?:"((?:[^"]|"")*)"|([^${mark}\\n]*))(${mark}|\\n|$)`, "g");
  const rows = [[]];
  for (const [whole, quoted, bare, end] of text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n").trimEnd().matchAll(pattern)) {
    if (!whole && !end && !rows.at(-1).length) break;
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === "\n") rows.push([]);
    else if (!end) break;
  }
  return rows;
}

const MOST_ROWS = 1000;

function csvTable(text) {
  const [head, ...rest] = rowsOf(text);
  const numeric = head.map((_, at) => rest.every((row) => /^-?[\d.,%]*$/.test(row[at] ?? "")));
  const row = (cells, tag) => h("tr", {}, cells.map((cell, at) => h(tag, { class: numeric[at] ? "align-right" : "cell" }, cell)));
  const table = h("table", {}, h("thead", {}, row(head, "th")), h("tbody", {}, rest.slice(0, MOST_ROWS).map((cells) => row(cells, "td"))));
  return [h("div", { class: "table-box", tabindex: "0" }, table), rest.length > MOST_ROWS && h("p", { class: "dim" }, t("file.rows", { n: MOST_ROWS }))];
}

function prettyJson(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const source = (text) => h("pre", { class: "file-content", tabindex: "0" }, text);
const READ = {
  text: (text) => source(text),
  json: (text) => source(prettyJson(text)),
  csv: (text) => h("div", { class: "file-page", tabindex: "0" }, csvTable(text)),
  markdown: (text) => h("div", { class: "file-page", tabindex: "0" }, markdown(text)),
};

async function putText(box, file, kind) {
  let text;
  try {
    const response = await fetch(fileAddress(file));
    if (!response.ok) throw new Error(String(response.status));
    text = (await response.text()).slice(0, MOST_SHOWN);
  } catch {
    fill(box, h("p", { class: "dim pad" }, t("file.failed")));
    return;
  }
  const choose = (plain) => {
    const button = (label, own) => h("button", { type: "button", class: "tab", "aria-pressed": String(own === plain), "aria-current": own === plain ? "page" : undefined, onclick: () => choose(own) }, label);
    const both = ["csv", "markdown"].includes(kind) && h("div", { class: "tabs file-tabs" }, button(t("file.preview"), false), button(t("file.raw"), true));
    fill(box, both, plain ? source(text) : READ[kind](text));
  };
  choose(false);
}

/** What the drawer shows of a file. */
export function filePreview(file) {
  const box = h("div", { class: "file-preview" });
  const kind = kindOf(file);
  if (kind === "image") box.append(h("img", { src: fileAddress(file), alt: file.alt_txt || nameOf(file) }));
  else if (kind === "html") box.append(h("iframe", { class: "frame paper", sandbox: "", src: fileAddress(file), title: nameOf(file) }));
  else if (READ[kind]) {
    box.append(h("p", { class: "dim pad" }, t("file.loading")));
    putText(box, file, kind);
  } else box.append(h("div", { class: "file-none dim" }, h("span", { class: `file-icon file-${kind}` }, icon("file")), t(kind === "pdf" ? "file.pdf" : "file.nopreview")));
  const links = h(
    "div",
    { class: "file-links" },
    kind !== "other" && h("a", { class: "button small", href: fileAddress(file), target: "_blank", rel: "noopener noreferrer" }, t("file.open.tab")),
    h("a", { class: "button small", href: fileAddress(file), download: file.name ?? "" }, t("file.download")),
  );
  return h("div", { class: "file-view" }, links, box);
}
