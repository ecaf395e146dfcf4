// Block Kit's select menus, single and multi, over options, people and channels.

import { combo } from "./combo.js";
import { plain } from "./mrkdwn.js";
import { avatar } from "./person.js";
import { store } from "./store.js";
import { t } from "./words.js";

const groupsOf = (element) =>
  element.option_groups?.length
    ? element.option_groups.map((group) => ({ name: group.label?.text, options: group.options ?? [] }))
    : [{ name: undefined, options: element.options ?? [] }];

function optionRows(element) {
  return groupsOf(element).flatMap(({ name, options }) =>
    options.map((option) => ({
      key: option.value,
      label: option.text.text,
      node: () => plain(option.text.text),
      detail: option.description?.text,
      group: name,
      option,
    })),
  );
}

const personRows = () =>
  [...store.people.values()]
    .filter((person) => !person.is_bot)
    .map((person) => ({ key: person.id, label: store.nameOf(person.id), detail: person.title, lead: () => avatar(person, "tiny") }));

const channelRows = () =>
  [...store.channels.values()]
    .filter((channel) => channel.kind !== "im")
    .map((channel) => ({ key: channel.id, label: `#${channel.name}` }));

// where the rows come from, the field of the state, the field of the initial choice (multi: its plural)
const KINDS = {
  static_select: [optionRows, "selected_option", "initial_option"],
  external_select: [optionRows, "selected_option", "initial_option"],
  users_select: [personRows, "selected_user", "initial_user"],
  conversations_select: [channelRows, "selected_conversation", "initial_conversation"],
  channels_select: [channelRows, "selected_channel", "initial_channel"],
};

/** A node for a select element, null for another kind. `changed` is told of every choice. */
export function chooser(element, block, ctx, changed) {
  const many = element.type.startsWith("multi_");
  const kind = KINDS[element.type.replace("multi_", "")];
  if (!kind) return null;
  const [rowsOf, one, initialOne] = kind;
  const [field, initialField] = many ? [`${one}s`, `${initialOne}s`] : [one, initialOne];
  const rows = rowsOf(element);
  const held = ctx.values.begin(block.block_id, element, { [field]: element[initialField] ?? (many ? [] : null) })[field];
  const keyOf = (value) => (typeof value === "string" ? value : value?.value);
  const valueOf = (key) => rows.find((row) => row.key === key)?.option ?? key;
  const node = combo({
    options: rows,
    chosen: [held].flat().filter(Boolean).map(keyOf),
    many,
    most: element.max_selected_items,
    placeholder: element.placeholder?.text ?? (one === "selected_user" ? t("choose.person") : undefined),
    label: block.label?.text,
    clearable: block.optional,
    onChange: (keys) => {
      const values = keys.map(valueOf);
      changed(ctx, block, element, node, { [field]: many ? values : (values[0] ?? null) });
    },
  });
  return node;
}
