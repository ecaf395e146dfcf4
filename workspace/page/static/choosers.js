// Block Kit's select menus, single and multi, over options, people and channels.

import { combo } from "./combo.js";
import { external } from "./external.js";
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

const publicRows = () =>
  [...store.channels.values()].filter((channel) => channel.kind === "channel" && !channel.is_archived).map((channel) => ({ key: channel.id, label: `#${channel.name}` }));

const KIND_OF = { channel: "public", private: "private", im: "im" };

/** Channels, private ones and direct messages, as the element's filter lets them in. */
function conversationRows(element) {
  const { include, exclude_bot_users: noBots } = element.filter ?? {};
  return [...store.channels.values()]
    .filter((channel) => !channel.is_archived && (!include || include.includes(KIND_OF[channel.kind])))
    .filter((channel) => !(noBots && channel.kind === "im" && store.people.get(channel.with)?.is_bot))
    .map((channel) => ({ key: channel.id, label: channel.kind === "im" ? store.channelName(channel) : `#${channel.name}`, lead: channel.kind === "im" ? () => avatar(store.people.get(channel.with), "tiny") : undefined }));
}

// where the rows come from, the field of the state, the field of the initial choice (multi: its plural)
const KINDS = {
  static_select: [optionRows, "selected_option", "initial_option"],
  users_select: [personRows, "selected_user", "initial_user"],
  conversations_select: [conversationRows, "selected_conversation", "initial_conversation"],
  channels_select: [publicRows, "selected_channel", "initial_channel"],
};

// A menu may begin with the conversation that is open.
function here(element, many) {
  const current = element.default_to_current_conversation && store.current;
  if (many) return current ? [current] : [];
  return current || null;
}

// Where the app itself gives the options while one types.
function asked(element, block, ctx, changed) {
  const many = element.type === "multi_external_select";
  const [field, initial] = many ? ["selected_options", element.initial_options ?? []] : ["selected_option", element.initial_option ?? null];
  const held = ctx.values.begin(block.block_id, element, { [field]: initial })[field];
  const node = external({
    chosen: [held].flat().filter(Boolean),
    ask: (typed) => ctx.options({ action_id: element.action_id, block_id: block.block_id, value: typed }),
    fewest: element.min_query_length,
    many,
    most: element.max_selected_items,
    placeholder: element.placeholder?.text,
    label: block.label?.text,
    onChange: (options) => changed(ctx, block, element, node, { [field]: many ? options : (options[0] ?? null) }),
  });
  return node;
}

/** A node for a select element, null for another kind. `changed` is told of every choice. */
export function chooser(element, block, ctx, changed) {
  const many = element.type.startsWith("multi_");
  if (element.type.endsWith("external_select")) return asked(element, block, ctx, changed);
  const kind = KINDS[element.type.replace("multi_", "")];
  if (!kind) return null;
  const [rowsOf, one, initialOne] = kind;
  const [field, initialField] = many ? [`${one}s`, `${initialOne}s`] : [one, initialOne];
  const rows = rowsOf(element);
  const held = ctx.values.begin(block.block_id, element, { [field]: element[initialField] ?? here(element, many) })[field];
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
