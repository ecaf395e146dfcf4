// Runs of lines that only say who joined, left or set a topic: which belong together, and the one line that stands for
// them. Knows nothing of what is drawn.

import { gist } from "./mrkdwn.js";
import { store } from "./store.js";
import { dayKey } from "./when.js";
import { shownLanguage, t } from "./words.js";

const FEWEST = 3;
const KIND = /^(?:channel|group)_(join|leave|topic|purpose)$/;
const kindOf = (message) => KIND.exec(message.subtype ?? "")?.[1];

// What somebody pinned, answered or reacted to is more than a notice.
const isNotice = (message) => Boolean(message && kindOf(message) && !message.reply_count && !message.reactions?.length && !message.pinned_to?.length);

/** Whether both stand in one run; nothing may be said between them, and no day or mark of what is new (`from`). */
function together(before, after, from) {
  if (!isNotice(before) || !isNotice(after) || dayKey(before.ts) !== dayKey(after.ts)) return false;
  return !from || before.ts > from || after.ts <= from;
}

/** The run around list[at] as {start, end} (end not in it), or null when there is none worth folding. */
export function runAt(list, at, from = null) {
  if (!isNotice(list[at])) return null;
  let [start, end] = [at, at + 1];
  while (start > 0 && together(list[start - 1], list[start], from)) start -= 1;
  while (end < list.length && together(list[end - 1], list[end], from)) end += 1;
  return end - start < FEWEST ? null : { start, end };
}

/** "A and 5 others joined the channel · B set the channel topic: …": who joined and left, and the last of each other. */
export function summary(run) {
  const kinds = new Map();
  for (const message of run) {
    const kind = kindOf(message);
    kinds.set(kind, [...(kinds.get(kind) ?? []), message]);
  }
  return [...kinds].map(([kind, messages]) => said(kind, messages)).join(" · ");
}

// In Chinese a name in Latin letters is set off from the words that follow it.
const setOff = (name) => (shownLanguage() === "zh" && /[\w.)]$/.test(name) ? `${name} ` : name);

function said(kind, messages) {
  const last = messages.at(-1);
  if (kind === "topic" || kind === "purpose") {
    const what = t(`system.channel_${kind}`, { topic: gist(last.topic ?? "", 80), purpose: gist(last.purpose ?? "", 80) });
    return t("fold.one", { who: setOff(store.nameOf(last.user)), what });
  }
  const what = t(`system.channel_${kind}`);
  const names = [...new Set(messages.map((message) => message.user))].map((user) => store.nameOf(user));
  if (names.length === 1) return t("fold.one", { who: setOff(names[0]), what });
  if (names.length === 2) return t("fold.two", { who: names[0], other: setOff(names[1]), what });
  return t("fold.many", { who: names[0], other: setOff(names[1]), more: names.length - 1, all: names.length, what });
}
