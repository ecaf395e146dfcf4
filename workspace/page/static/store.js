// What the page knows: people, channels, messages, as the server told it. Shows nothing; tells listeners what changed.

import { get, post } from "./api.js";
import { recall, remember } from "./prefs.js";

const PAGE = 100;

/**
 * Messages of one channel, oldest first, without a gap up to the newest; `older` of them before the first are not in the
 * list yet. Replies are kept by the message that began their thread. `byTs` also knows single older ones (pinned, or at
 * the beginning of a thread that was opened).
 */
class Room {
  constructor() {
    Object.assign(this, { loaded: false, loading: null, reaching: null, waiting: [], messages: [], older: 0 });
    Object.assign(this, { byTs: new Map(), threads: new Map(), pins: [], bookmarks: [] });
  }

  reset({ messages, pinned = [], pins = [], bookmarks = [], older = 0 }) {
    this.byTs = new Map(pinned.map((message) => [message.ts, message]));
    this.messages = [];
    this.threads.clear();
    Object.assign(this, { pins, bookmarks, older: 0, loaded: true });
    for (const message of messages) this.put(message);
    this.older = older;
  }

  /** An older page; the number of messages it put before the first one. */
  extend({ messages, older }) {
    const fresh = messages.filter((message) => !isReply(message) && this.isBefore(message.ts)).sort(byTs);
    this.messages = [...fresh, ...this.messages];
    for (const message of fresh) this.byTs.set(message.ts, message);
    for (const message of messages) if (isReply(message)) this.put(message);
    this.older = older;
    return fresh.length;
  }

  /** Whether it stands before what is in the list, so that its place is not here yet. */
  isBefore(ts) {
    return this.older > 0 && (!this.messages.length || ts < this.messages[0].ts);
  }

  /** "added" or "changed"; "aside" when its place is not loaded. */
  put(message) {
    const known = this.byTs.get(message.ts);
    // reactions come by themselves and are not always repeated in a changed message
    if (known?.reactions && message.reactions === undefined) message = { ...message, reactions: known.reactions };
    if (!isReply(message) && this.isBefore(message.ts)) {
      if (known) this.byTs.set(message.ts, message);
      return known ? "changed" : "aside";
    }
    if (known) this.drop(known.ts);
    this.byTs.set(message.ts, message);
    insertSorted(this.listOf(message), message);
    return known ? "changed" : "added";
  }

  listOf(message) {
    if (!isReply(message)) return this.messages;
    if (!this.threads.has(message.thread_ts)) this.threads.set(message.thread_ts, []);
    return this.threads.get(message.thread_ts);
  }

  drop(ts) {
    const message = this.byTs.get(ts);
    if (!message) return null;
    this.byTs.delete(ts);
    const list = this.listOf(message);
    const at = indexOf(list, ts);
    if (at >= 0) list.splice(at, 1);
    return message;
  }

  /** Its place in the list of messages, or -1. */
  indexOf(ts) {
    return indexOf(this.messages, ts);
  }

  replies(ts) {
    return this.threads.get(ts) ?? [];
  }
}

const byTs = (a, b) => (a.ts < b.ts ? -1 : Number(a.ts > b.ts));

/** The first place whose message is not older than `ts`. */
export function placeOf(list, ts) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].ts < ts) low = middle + 1;
    else high = middle;
  }
  return low;
}

function indexOf(list, ts) {
  const at = placeOf(list, ts);
  return list[at]?.ts === ts ? at : -1;
}

function insertSorted(list, message) {
  list.splice(placeOf(list, message.ts), 0, message);
}

export const isReply = (message) =>
  Boolean(message.thread_ts && message.thread_ts !== message.ts && message.subtype !== "thread_broadcast");

/** The events that make of the room what the server says of its newest messages. */
function missedIn(room, { messages, pins, bookmarks }) {
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const told = new Set(messages.map((message) => message.ts));
  const first = messages.find((message) => !isReply(message))?.ts ?? "0";
  const events = room.messages.filter(({ ts }) => ts >= first && !told.has(ts)).map(({ ts }) => ({ type: "message_deleted", ts }));
  for (const message of messages) {
    const known = room.byTs.get(message.ts);
    if (!same(known, message)) events.push({ type: known ? "message_changed" : "message", message });
  }
  if (!same(room.pins, pins)) events.push({ type: "pins", pins });
  if (!same(room.bookmarks, bookmarks)) events.push({ type: "bookmarks", bookmarks });
  return events;
}

/** The state but for the moment at which it was read. */
const tellingOf = (state) => JSON.stringify({ ...state, now: "" });

class Store extends EventTarget {
  constructor() {
    super();
    Object.assign(this, { team: {}, me: "", people: new Map(), channels: new Map(), commands: [], shortcuts: [] });
    Object.assign(this, { panels: [], apps: [], presets: [], rooms: new Map(), current: "", shownApp: "", homes: new Map() });
    Object.assign(this, { fresh: new Set(), mentions: new Map(), read: {}, baseline: "0", since: "" });
  }

  /** `signal`: ends the listening, for parts of the page that are built anew. */
  on(type, listener, signal = undefined) {
    this.addEventListener(type, (event) => listener(event.detail), { signal });
  }

  tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Loads everything for a person ("" = whoever the server chooses). Raises Refused. */
  async become(user) {
    const state = await this.fetchState(user);
    const changed = this.me !== state.me;
    if (changed) {
      this.rooms.clear();
      this.homes.clear();
      this.fresh.clear();
      this.mentions.clear();
    }
    this.takeState(state);
    if (changed) {
      const read = recall(`read.${this.team.id}`, {});
      this.read = read[this.me] ?? {};
      const latest = [...this.channels.values()].map((channel) => channel.latest_ts ?? "0").sort().at(-1) ?? "0";
      this.baseline = read.baseline ?? latest;
      if (!read.baseline) remember(`read.${this.team.id}`, { ...read, baseline: latest });
    }
    return state;
  }

  fetchState(user = this.me) {
    return get("/page/state", user ? { as: user } : {});
  }

  /** Takes the state when it says anything new; whether it did. */
  takeNews(state) {
    const isNew = state.me === this.me && this.told !== tellingOf(state);
    if (isNew) this.takeState(state);
    return isNew;
  }

  takeState(state) {
    this.told = tellingOf(state);
    this.team = state.team ?? {};
    this.me = state.me;
    this.since ||= state.now; // what only one person sees lives as long as the page does, as in Slack
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
    this.commands = state.commands ?? [];
    this.shortcuts = state.shortcuts ?? [];
    this.panels = state.panels ?? [];
    this.apps = state.apps ?? [];
    this.presets = state.presets ?? [];
  }

  nameOf(id) {
    const person = this.people.get(id);
    return person?.real_name || person?.name || id;
  }

  channelName(channel) {
    if (channel.kind === "im") return this.nameOf(channel.with);
    return channel.name;
  }

  room(id) {
    if (!this.rooms.has(id)) this.rooms.set(id, new Room());
    return this.rooms.get(id);
  }

  /** The room with its newest messages; events that come meanwhile are put in afterwards. Raises Refused. */
  async load(id) {
    const room = this.room(id);
    if (room.loaded) return room;
    room.loading ??= this.firstPage(id, room).finally(() => {
      room.loading = null;
    });
    return room.loading;
  }

  newest(id) {
    return get("/page/messages", { as: this.me, channel: id, limit: PAGE, since: this.since });
  }

  async firstPage(id, room) {
    room.reset(await this.newest(id));
    this.tell("room", { channel: id });
    return this.goOn(room);
  }

  /** What happened before the stream was up and after the room was read is put in, like events. Raises Refused. */
  async catchUp(id) {
    const room = this.room(id);
    await room.loading;
    if (!room.loaded || this.rooms.get(id) !== room) return;
    room.loading = this.newest(id).then((answer) => {
      room.loading = null;
      for (const event of missedIn(room, answer)) this.apply({ channel: id, ...event });
    });
    try {
      await room.loading;
    } finally {
      this.goOn(room);
    }
  }

  goOn(room) {
    const waiting = room.waiting.splice(0);
    room.loading = null;
    for (const event of waiting) this.apply(event);
    return room;
  }

  /** Older messages: a page more, or (`until`) at least as far as that one. One request at a time. Raises Refused. */
  async reach(id, { until = "", count = PAGE } = {}) {
    const room = this.room(id);
    while (room.reaching) await room.reaching;
    if (!room.older || (until && !room.isBefore(until))) return;
    const before = room.messages[0]?.ts ?? "";
    const done = get("/page/messages", { as: this.me, channel: id, before, limit: count, since: this.since, ...(until ? { until } : {}) }).then((answer) => {
      if (this.rooms.get(id) === room && (room.messages[0]?.ts ?? "") === before) this.tell("older", { channel: id, count: room.extend(answer) });
    });
    room.reaching = done.catch(() => {}).then(() => (room.reaching = null));
    await done;
  }

  /** A thread whose beginning is not loaded is fetched by itself. Raises Refused. */
  async loadThread(id, ts) {
    const room = this.room(id);
    if (room.byTs.has(ts)) return;
    const { messages } = await get("/page/thread", { as: this.me, channel: id, ts, since: this.since });
    for (const message of messages) {
      if (message.ts === ts) room.byTs.set(ts, message);
      room.put(message);
    }
  }

  /** {found: [{channel, message}], more}. Raises Refused. */
  search(words, channel = "") {
    return get("/page/search", { as: this.me, q: words, channel });
  }

  /** After a lost stream: what was loaded may be old. */
  forgetLoaded() {
    for (const room of this.rooms.values()) room.loaded = false;
  }

  apply(event) {
    const room = event.channel && typeof event.channel === "string" ? this.room(event.channel) : null;
    if (room?.loading) {
      room.waiting.push(event);
      return;
    }
    const work = {
      channel: () => this.takeChannel(event.channel),
      message: () => this.takeMessage(room, event),
      message_changed: () => this.changeMessage(room, event),
      message_deleted: () => room.drop(event.ts) && this.tell("deleted", event),
      pins: () => this.takeList(room, event, "pins"),
      bookmarks: () => this.takeList(room, event, "bookmarks"),
      reactions: () => this.takeReactions(room, event),
      home: () => this.takeHome(event),
      view: () => this.tell("view", event),
      state: () => this.tell("stale"),
    };
    work[event.type]?.();
  }

  takeChannel(channel) {
    if (!this.channels.has(channel.id) && channel.kind !== "im") this.fresh.add(channel.id);
    this.channels.set(channel.id, { ...this.channels.get(channel.id), ...channel });
    this.tell("channels", { channel: channel.id });
  }

  takeMessage(room, { channel, message }) {
    const known = this.channels.get(channel);
    if (known && !isReply(message) && !message.is_ephemeral && (known.latest_ts ?? "") < message.ts) known.latest_ts = message.ts;
    const mine = message.user === this.me;
    if (known?.kind === "im") this.takeIncoming(known, message);
    else if (!mine && channel !== this.current && (message.text ?? "").includes(`<@${this.me}>`)) this.mentions.set(channel, (this.mentions.get(channel) ?? 0) + 1);
    const how = room.loaded ? room.put(message) : "added";
    if (how === "aside") room.older += 1;
    else this.tell(how === "added" ? "message" : "changed", { channel, message });
    this.tell("channels", { channel });
  }

  takeIncoming(channel, message) {
    channel.incoming ??= [];
    const known = message.user === this.me || message.is_ephemeral || isReply(message) || channel.incoming.includes(message.ts);
    if (!known) channel.incoming.push(message.ts);
  }

  changeMessage(room, { channel, message }) {
    if (!room.loaded || (!room.byTs.has(message.ts) && room.isBefore(message.ts))) return;
    room.put(message);
    this.tell("changed", { channel, message: room.byTs.get(message.ts) });
  }

  takeList(room, event, name) {
    room[name] = event[name] ?? [];
    this.tell(name, event);
  }

  takeReactions(room, { channel, ts, reactions }) {
    const message = room.byTs.get(ts);
    if (!message) return;
    message.reactions = reactions;
    this.tell("changed", { channel, message });
  }

  takeHome({ view, app_id: app }) {
    this.homes.set(app ?? view.app_id ?? this.apps[0]?.app_id, view);
    this.tell("home", { view });
  }

  unread(channel) {
    if (channel.id === this.current && document.hasFocus()) return false;
    if (channel.kind === "im") return (channel.incoming?.at(-1) ?? "0") > this.readUpTo(channel.id);
    return this.readUpTo(channel.id) < (channel.latest_ts ?? "0");
  }

  /** How many messages there are meant for this person in particular. */
  calls(channel) {
    if (channel.kind !== "im") return this.mentions.get(channel.id) ?? 0;
    if (!this.unread(channel)) return 0;
    const read = this.readUpTo(channel.id);
    return channel.incoming.filter((ts) => ts > read).length;
  }

  /** What stood in channels before the page was first opened counts as read; what somebody was written directly, not. */
  readUpTo(id) {
    const own = this.read[id] ?? "0";
    return own > this.baseline || this.channels.get(id)?.kind === "im" ? own : this.baseline;
  }

  markRead(id) {
    const latest = this.channels.get(id)?.latest_ts ?? "0";
    this.fresh.delete(id);
    this.mentions.delete(id);
    if ((this.read[id] ?? "0") < latest) {
      this.read[id] = latest;
      remember(`read.${this.team.id}`, { ...recall(`read.${this.team.id}`, {}), [this.me]: this.read });
    }
    this.tell("channels", { channel: id });
  }

  /** POST with the acted person filled in. Raises Refused. */
  send(path, body) {
    return post(path, { as: this.me, ...body });
  }
}

export const store = new Store();
