// The file_input element: files go up as soon as they are chosen, the form carries what the workspace says of them.

import { fill, h, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { store } from "./store.js";
import { fileSize } from "./when.js";
import { t } from "./words.js";

const MOST_DEFAULT = 10; // Slack's own

async function upload(file) {
  const query = new URLSearchParams({ as: store.me, name: file.name });
  const response = await fetch(`/page/upload?${query}`, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file });
  const answer = await response.json();
  if (!answer.ok) throw new Error(answer.error);
  return answer.file;
}

export function fileInput(element, block, ctx) {
  const most = element.max_files ?? MOST_DEFAULT;
  const kinds = (element.filetypes ?? []).map((kind) => kind.toLowerCase());
  let files = ctx.values.begin(block.block_id, element, { files: [] }).files;
  let going = 0;
  const note = h("span", { class: "dim", role: "status" });
  const field = h("input", { type: "file", class: "sr-only", id: uniqueId("file"), multiple: most > 1, accept: kinds.map((kind) => `.${kind}`).join(",") || undefined, tabindex: "-1", "aria-hidden": "true" });
  const button = h("button", { type: "button", class: "button", onclick: () => field.click() }, icon("upload"), t("form.file.choose"));
  const list = h("ul", { class: "file-list" });
  const box = h("div", { class: "file-input", role: "group" }, h("div", { class: "file-drop" }, button, note, field), list);

  const keep = (next) => {
    files = next;
    ctx.values.set(block.block_id, element, { files });
    box.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
    draw();
  };
  const draw = (wrong = "") => {
    const row = (file) => h("li", {}, icon("file"), h("span", { class: "file-name" }, file.name), h("small", { class: "dim" }, fileSize(file.size)), h("button", { type: "button", class: "icon-button", "aria-label": t("form.file.remove", { name: file.name }), onclick: () => keep(files.filter((other) => other !== file)) }, icon("close")));
    fill(list, files.map(row));
    list.hidden = !files.length;
    button.disabled = files.length + going >= most;
    const limits = [kinds.length && kinds.map((kind) => `.${kind}`).join(" "), most < MOST_DEFAULT && t("form.file.most", { n: most })].filter(Boolean).join(" · ");
    fill(note, wrong ? h("span", { class: "bad" }, wrong) : going ? [h("span", { class: "spinner" }), t("form.file.going")] : limits);
  };
  const take = async (chosen) => {
    let wrong = "";
    for (const file of [...chosen].slice(0, most - files.length)) {
      const kind = file.name.split(".").at(-1).toLowerCase();
      if (kinds.length && !kinds.includes(kind)) {
        wrong = t("form.file.kind", { name: file.name });
        continue;
      }
      going += 1;
      draw();
      try {
        files = [...files, await upload(file)];
      } catch {
        wrong = t("form.file.failed", { name: file.name });
      }
      going -= 1;
    }
    keep(files);
    if (wrong) draw(wrong);
  };
  field.addEventListener("change", () => take(field.files).finally(() => (field.value = "")));
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  draw();
  return box;
}
