// What a person types ↔ what Slack has on the wire: names become <@U…>, <#C…>, <!here>, and & < > are escaped.

import { unescape } from "./mrkdwn.js";
import { store } from "./store.js";

const ALL = ["here", "channel", "everyone"];
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** [typed name, token] for all that can be mentioned, longest first, so that "@Ann Lee" wins over "@Ann". */
function mentionables(withNames) {
  const label = (name) => (withNames ? `|${name}` : "");
  const people = [...store.people.values()].flatMap((person) =>
    [...new Set([person.real_name, person.name])].filter(Boolean).map((name) => [`@${name}`, `<@${person.id}${label(person.name)}>`]),
  );
  const channels = [...store.channels.values()].filter((channel) => channel.kind !== "im").map((channel) => [`#${channel.name}`, `<#${channel.id}${label(channel.name)}>`]);
  const all = ALL.map((name) => [`@${name}`, `<!${name}>`]);
  return [...people, ...channels, ...all].sort(([a], [b]) => b.length - a.length);
}

const LATIN = /[A-Za-z0-9_]/;

/** Typed text → wire text. In slash commands mentions carry their names too, as Slack sends them. */
export function toWire(typed) {
  const command = typed.startsWith("/");
  const known = mentionables(command);
  let out = "";
  let at = 0;
  while (at < typed.length) {
    const hit = "@#".includes(typed[at]) && !LATIN.test(typed[at - 1] ?? "") && known.find(([name]) => fits(typed, at, name));
    if (hit) {
      out += hit[1];
      at += hit[0].length;
    } else {
      out += escape(typed[at]);
      at += 1;
    }
  }
  return out;
}

function fits(typed, at, name) {
  if (typed.slice(at, at + name.length).toLowerCase() !== name.toLowerCase()) return false;
  const next = typed[at + name.length] ?? "";
  return !(LATIN.test(name.at(-1)) && LATIN.test(next));
}

/** Wire text → what one would have typed, for editing. */
export function fromWire(text) {
  const plain = text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (whole, head, label) => {
    if (head[0] === "@") return store.people.has(head.slice(1)) ? `@${store.nameOf(head.slice(1))}` : `@${label ?? head.slice(1)}`;
    if (head[0] === "#") return `#${store.channels.get(head.slice(1))?.name ?? label ?? head.slice(1)}`;
    if (head[0] === "!") return ALL.includes(head.slice(1)) ? `@${head.slice(1)}` : (label ?? "");
    return head;
  });
  return unescape(plain);
}
