// What a person filled in on one surface (a form, a Home tab, a message), in Slack's `state.values` shape, and its checking.

import { t } from "./words.js";

const EMPTY = {
  plain_text_input: { value: null },
  email_text_input: { value: null },
  url_text_input: { value: null },
  number_input: { value: null },
  rich_text_input: { rich_text_value: null },
  static_select: { selected_option: null },
  external_select: { selected_option: null },
  radio_buttons: { selected_option: null },
  checkboxes: { selected_options: [] },
  multi_static_select: { selected_options: [] },
  multi_external_select: { selected_options: [] },
  users_select: { selected_user: null },
  multi_users_select: { selected_users: [] },
  conversations_select: { selected_conversation: null },
  multi_conversations_select: { selected_conversations: [] },
  channels_select: { selected_channel: null },
  multi_channels_select: { selected_channels: [] },
  datepicker: { selected_date: null },
  timepicker: { selected_time: null },
  datetimepicker: { selected_date_time: null },
  file_input: { files: [] },
};

/** Under this key a value carries what was typed and could not be read; it is not sent. */
export const UNREAD = Symbol("unread");

export class Values {
  /** `held`: values that the server knows already, in Slack's shape. */
  constructor(held = {}) {
    this.byBlock = new Map(Object.entries(held).map(([block, actions]) => [block, new Map(Object.entries(actions))]));
  }

  get(block, action) {
    return this.byBlock.get(block)?.get(action);
  }

  set(block, element, value) {
    if (!this.byBlock.has(block)) this.byBlock.set(block, new Map());
    this.byBlock.get(block).set(element.action_id, { type: element.type, ...value });
  }

  /** What was filled in before, or `initial` when the element is new here. */
  begin(block, element, initial) {
    const known = this.get(block, element.action_id);
    if (known?.type === element.type) return known;
    if (EMPTY[element.type]) this.set(block, element, { ...EMPTY[element.type], ...initial });
    return this.get(block, element.action_id) ?? {};
  }

  /** Forgets elements that the surface no longer has. */
  keepOnly(blocks) {
    const ids = new Set(blocks.map((block) => block.block_id));
    for (const id of this.byBlock.keys()) if (!ids.has(id)) this.byBlock.delete(id);
  }

  toSlack() {
    const out = {};
    for (const [block, actions] of this.byBlock) out[block] = Object.fromEntries(actions);
    return out;
  }
}

const isEmpty = (value) =>
  Object.entries(value ?? {}).every(([key, held]) => key === "type" || held === null || held === "" || (Array.isArray(held) && !held.length));

const number = (text) => (/^-?\d+(\.\d+)?$/.test(String(text).trim()) ? Number(text) : NaN);

const CHECKS = {
  plain_text_input(element, { value }) {
    const length = [...value].length;
    if (element.min_length && length < element.min_length) return t("form.short", { n: element.min_length });
    if (element.max_length && length > element.max_length) return t("form.long", { n: element.max_length });
    return null;
  },
  email_text_input: (element, { value }) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? null : t("form.email")),
  url_text_input: (element, { value }) => (/^https?:\/\/[^\s/]+/i.test(value.trim()) ? null : t("form.url")),
  number_input(element, { value }) {
    const amount = number(value);
    if (!Number.isFinite(amount)) return t("form.number");
    if (!element.is_decimal_allowed && !Number.isInteger(amount)) return t("form.integer");
    if (element.min_value !== undefined && amount < number(element.min_value)) return t("form.min", { n: element.min_value });
    if (element.max_value !== undefined && amount > number(element.max_value)) return t("form.max", { n: element.max_value });
    return null;
  },
};

/** {block_id: sentence} for every input block that cannot be sent as it is, as Slack's own client checks them. */
export function problems(blocks, values) {
  const found = {};
  for (const block of blocks.filter(({ type }) => type === "input")) {
    const value = values.get(block.block_id, block.element.action_id);
    if (value?.[UNREAD]) {
      found[block.block_id] = t("form.moment");
      continue;
    }
    if (isEmpty(value)) {
      if (!block.optional) found[block.block_id] = t("form.required");
      continue;
    }
    const problem = CHECKS[block.element.type]?.(block.element, value);
    if (problem) found[block.block_id] = problem;
  }
  return found;
}
