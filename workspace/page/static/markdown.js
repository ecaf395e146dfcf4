// Standard Markdown (the "markdown" block, .md files) → DOM nodes. Not Slack's mrkdwn: see mrkdwn.js.
//
// Pictures are links, HTML is text. What it reads: headings, paragraphs, lists in lists, tasks, quotes, code, tables, rules.

import { add, h } from "./dom.js";
import { link, plain, special } from "./mrkdwn.js";

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*(\S*)/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])(\s+|$)/;
const ROW_RULE = /^ {0,3}\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
const TASK = /^\[([ xX])\]\s+/;

/** Nodes for a Markdown text, in a box. */
export function markdown(text) {
  return add(h("div", { class: "mrkdwn md" }), blocks(String(text ?? "").replace(/\r\n?/g, "\n").replace(/\t/g, "    ").split("\n")));
}

function blocks(lines) {
  const out = [];
  let at = 0;
  while (at < lines.length) {
    const reader = READERS.find(([fits]) => fits(lines, at));
    const [node, next] = reader[1](lines, at);
    if (node) out.push(node);
    at = next;
  }
  return out;
}

const isBlank = (line) => line.trim() === "";
const isTable = (lines, at) => lines[at].includes("|") && ROW_RULE.test(lines[at + 1] ?? "") && lines[at + 1].includes("-");
const begins = (lines, at) => READERS.slice(0, -1).some(([fits]) => fits(lines, at));

// [does this kind begin at the line?, (lines, at) → [node, first line after it]]; the last one takes what is left
const READERS = [
  [(lines, at) => isBlank(lines[at]), (lines, at) => [null, at + 1]],
  [(lines, at) => FENCE.test(lines[at]), fence],
  [(lines, at) => HEADING.test(lines[at]), heading],
  [(lines, at) => RULE.test(lines[at]), (lines, at) => [h("hr"), at + 1]],
  [(lines, at) => QUOTE.test(lines[at]), quote],
  [(lines, at) => ITEM.test(lines[at]), list],
  [isTable, table],
  [() => true, paragraph],
];

function fence(lines, at) {
  const mark = FENCE.exec(lines[at])[1];
  const closes = (line) => line.trim().startsWith(mark) && !line.trim().replaceAll(mark[0], "");
  let end = at + 1;
  while (end < lines.length && !closes(lines[end])) end += 1;
  return [h("pre", {}, h("code", {}, lines.slice(at + 1, end).join("\n"))), end + 1];
}

function heading(lines, at) {
  const [, marks, words] = HEADING.exec(lines[at]);
  return [add(h(`h${Math.min(marks.length + 2, 6)}`, { class: `md-${marks.length}` }), inline(words)), at + 1];
}

function quote(lines, at) {
  let end = at;
  while (end < lines.length && (QUOTE.test(lines[end]) || (!isBlank(lines[end]) && !begins(lines, end)))) end += 1;
  return [add(h("blockquote"), blocks(lines.slice(at, end).map((line) => line.replace(QUOTE, "")))), end];
}

function paragraph(lines, at) {
  let end = at + 1;
  while (end < lines.length && !begins(lines, end)) end += 1;
  return [add(h("p"), inline(lines.slice(at, end).join("\n").trim())), end];
}

function list(lines, at) {
  const [, , mark] = ITEM.exec(lines[at]);
  const ordered = /\d/.test(mark);
  const items = [];
  while (at < lines.length) {
    const begun = ITEM.exec(lines[at]);
    if (!begun || /\d/.test(begun[2]) !== ordered || RULE.test(lines[at])) break;
    const [item, next] = listItem(lines, at, begun);
    items.push(item);
    at = next;
  }
  return [h(ordered ? "ol" : "ul", { start: ordered && parseInt(mark, 10) !== 1 ? parseInt(mark, 10) : undefined }, items), at];
}

function listItem(lines, at, begun) {
  const width = begun[1].length + begun[2].length + 1;
  const within = (line) => line.search(/\S/) > begun[1].length;
  const own = [lines[at].slice(begun[0].length)];
  let end = at + 1;
  while (end < lines.length) {
    const goesOn = isBlank(lines[end]) ? lines[end + 1] !== undefined && !isBlank(lines[end + 1]) && within(lines[end + 1]) : within(lines[end]);
    if (!goesOn) break;
    own.push(lines[end].replace(new RegExp(`^ {0,${width}}`), ""));
    end += 1;
  }
  while (end < lines.length && isBlank(lines[end]) && ITEM.test(lines[end + 1] ?? "")) end += 1;
  const task = TASK.exec(own[0]);
  if (task) own[0] = own[0].slice(task[0].length);
  const box = task && h("input", { type: "checkbox", disabled: true, checked: task[1] !== " " });
  const parts = blocks(own);
  // a list item of one line needs no paragraph around it
  const words = parts[0]?.matches?.("p") ? [...parts[0].childNodes] : [];
  const rest = words.length ? parts.slice(1) : parts;
  return [h("li", { class: task ? "task" : undefined }, box, words, rest), end];
}

const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\\|/g, "|"));

function table(lines, at) {
  const aligns = cells(lines[at + 1]).map((rule) => (/^:-*:$|^:-+:$/.test(rule) ? "center" : rule.endsWith(":") ? "right" : undefined));
  let end = at + 2;
  while (end < lines.length && lines[end].includes("|") && !isBlank(lines[end])) end += 1;
  const row = (line, tag) => h("tr", {}, cells(line).map((cell, place) => add(h(tag, { class: aligns[place] && `align-${aligns[place]}` }), inline(cell))));
  const head = h("thead", {}, row(lines[at], "th"));
  return [h("div", { class: "table-box", tabindex: "0" }, h("table", {}, head, h("tbody", {}, lines.slice(at + 2, end).map((line) => row(line, "td"))))), end];
}

const INLINE = new RegExp(
  [
    "(?<escaped>\\\\[\\\\`*_{}\\[\\]()#+\\-.!~|>])",
    "(?<ticks>`+)(?<code>.+?)(?<!`)\\k<ticks>(?!`)",
    "!\\[(?<alt>[^\\]\\n]*)\\]\\((?<picture>[^)\\s]+)[^)\\n]*\\)",
    "\\[(?<label>[^\\[\\]\\n]+)\\]\\((?<address>[^)\\s]+)[^)\\n]*\\)",
    "<(?<auto>(?:https?:\\/\\/|mailto:)[^>\\s]+)>",
    "<(?<token>[@#!][^<>\\n]+)>",
    "(?<bold>\\*\\*(?=\\S)(?<bolds>(?:(?!\\*\\*)[^])+?)(?<=\\S)\\*\\*(?!\\*))",
    "(?<under>(?<![\\p{L}\\p{N}_])__(?=\\S)(?<unders>.+?)(?<=\\S)__(?![\\p{L}\\p{N}_]))",
    "(?<strike>~~(?=\\S)(?<strikes>.+?)(?<=\\S)~~)",
    "(?<star>\\*(?=[^\\s*])(?<stars>[^*\\n]*[^\\s*])\\*)",
    "(?<dash>(?<![\\p{L}\\p{N}_])_(?=[^\\s_])(?<dashes>[^_\\n]*[^\\s_])_(?![\\p{L}\\p{N}_]))",
    "(?<bare>(?<![\\w/])https?:\\/\\/[!#-;=?-_a-{}~]+)",
    "(?<br>(?: {2,}|\\\\)\\n)",
  ].join("|"),
  "gu",
);

/** Marks within a line → nodes. */
function inline(text) {
  const out = [];
  const pattern = new RegExp(INLINE);
  let from = 0;
  for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
    if (hit.index > from) out.push(plain(text.slice(from, hit.index)));
    const [node, taken] = marked(hit.groups, hit[0]);
    out.push(node);
    from = hit.index + taken;
    pattern.lastIndex = from;
  }
  if (from < text.length) out.push(plain(text.slice(from)));
  return out;
}

function marked(found, whole) {
  const around = (tag, words) => [add(h(tag), inline(words)), whole.length];
  if (found.escaped) return [whole.slice(1), whole.length];
  if (found.code) return [h("code", {}, found.code.replace(/^ (.+) $/, "$1")), whole.length];
  if (found.picture) return [link(found.picture, found.alt || found.picture), whole.length];
  if (found.address) return [link(found.address, inline(found.label)), whole.length];
  if (found.auto) return [link(found.auto, found.auto.replace(/^mailto:/, "")), whole.length];
  if (found.token) return [special(found.token), whole.length];
  if (found.bold) return around("strong", found.bolds);
  if (found.under) return around("strong", found.unders);
  if (found.strike) return around("s", found.strikes);
  if (found.star) return around("em", found.stars);
  if (found.dash) return around("em", found.dashes);
  if (found.br) return [h("br"), whole.length];
  const address = found.bare.replace(/[.,;:!?)\]}'"*_~]+$/, "");
  return [link(address, address), address.length];
}
