// Puts the page together: which channel is shown, who one acts as, the stream, the address in the address bar.

import { Stream } from "./api.js";
import { Composer } from "./composer.js";
import { control } from "./control.js";
import { fill, h } from "./dom.js";
import { Drawer, panelList } from "./drawer.js";
import { bookmarkBar, channelHeader, drawBanners } from "./header.js";
import { HomeView } from "./home.js";
import { openJump } from "./jump.js";
import { listenToKeys, showKeys } from "./keys.js";
import { MessageList } from "./messagelist.js";
import { editMessage } from "./messagemenu.js";
import { Modals } from "./modal.js";
import { openDirect, personCard } from "./person.js";
import { closePopover, complain, orComplain, toast } from "./popover.js";
import { applyTheme } from "./prefs.js";
import { Sidebar } from "./sidebar.js";
import { isReply, store } from "./store.js";
import { noteNow, useZone } from "./when.js";
import { chooseLanguage, t } from "./words.js";

const app = document.getElementById("app");
const main = document.getElementById("main");
const shade = document.getElementById("shade");

class Page {
  constructor() {
    this.lost = false;
    this.modals = new Modals();
    this.stream = new Stream({ onEvent: (event) => store.apply(event), onUp: (again) => this.up(again), onDown: () => this.down() });
    this.sidebar = new Sidebar(document.getElementById("sidebar"), {
      act: (user) => this.act(user),
      language: (choice) => this.language(choice),
      panel: (name) => this.panel(name),
      jump: () => this.jump(),
      keys: () => showKeys(),
      closeNarrow: () => this.sidebarOpen(false),
    });
    shade.addEventListener("click", () => this.sidebarOpen(false));
    window.addEventListener("hashchange", () => this.route());
    window.addEventListener("focus", () => store.current && store.markRead(store.current));
    document.addEventListener("click", (event) => this.personClicked(event));
    this.listen();
    listenToKeys({
      jump: () => this.jump(),
      act: () => this.jump("act"),
      step: (by, unread) => this.step(by, unread),
      search: () => this.search(),
      help: showKeys,
      panel: (name) => this.panel(name),
      escape: () => this.escape(),
      write: () => this.write(),
    });
  }

  /** The parts whose labels are made once; again when the language changes. */
  build() {
    this.built?.abort();
    this.built = new AbortController();
    const { signal } = this.built;
    const host = { channel: "", inThread: false, openThread: (ts) => this.drawer.openThread(store.current, ts), openFile: (file) => this.drawer.openFile(file), showPins: () => this.drawer.showPins(store.current), goTo: (channel, ts) => this.goTo(channel, ts), act: (user) => this.act(user) };
    this.list = new MessageList(host);
    this.drawer = new Drawer(document.getElementById("drawer"), host, signal);
    this.composer = new Composer({ onSaid: () => this.list.toEnd(), onUp: (event) => this.editLast(event) });
    this.home = new HomeView(() => this.sidebarOpen(true), signal);
    this.head = h("div", { class: "head-box" });
    this.banners = h("div");
    this.note = h("div", { class: "composer-note dim", hidden: true });
    this.skips();
    this.pane = h("section", { class: "pane" }, this.head, this.banners, this.list.node, this.note, this.composer.node);
  }

  /** The first things that Tab reaches: past the channels. */
  skips() {
    const skip = (words, run) => h("button", { type: "button", class: "skip", onclick: run }, t(words));
    fill(document.getElementById("skips"), skip("skip.messages", () => this.list.focusLast()), skip("skip.composer", () => this.composer.field.focus()));
  }

  jump(mode = "jump") {
    const message = (user) => orComplain(async () => (location.hash = `#/${await openDirect(user)}`));
    openJump({ go: (hash) => (location.hash = hash), message, act: (user) => this.act(user), panel: (name) => this.panel(name), search: (words) => this.search(words) }, panelList(), mode);
  }

  search(words = "") {
    this.sidebarOpen(false);
    this.drawer.openSearch(words);
  }

  /** To the next channel of the list, or the next with something unread. */
  step(by, unread) {
    const order = this.sidebar.order();
    const wanted = order.filter((id) => id === store.current || !unread || (store.channels.get(id) && store.unread(store.channels.get(id))));
    const at = wanted.indexOf(store.current);
    const to = wanted[(at + by + wanted.length) % wanted.length];
    if (to && to !== store.current) location.hash = `#/${to}`;
  }

  /** What is open closes; else back to the newest message. False when there was nothing to do. */
  escape() {
    if (app.classList.contains("with-sidebar")) this.sidebarOpen(false);
    else if (this.drawer?.kind && matchMedia("(max-width: 1100px)").matches) this.drawer.close();
    else if (this.pane?.isConnected && store.current) {
      this.list.caughtUp();
      this.composer.field.focus({ preventScroll: true });
    } else return false;
    return true;
  }

  /** Somebody types without having chosen where. */
  write() {
    if (!this.pane?.isConnected || this.composer.node.hidden) return false;
    this.composer.field.focus({ preventScroll: true });
    return false; // the letter goes where the focus is now
  }

  listen() {
    const here = (work) => (event) => event.channel === store.current && this.list && work(event);
    store.on("message", here((event) => this.newMessage(event)));
    store.on("changed", here(({ message }) => this.list.changed(message)));
    store.on("deleted", here(({ ts }) => this.list.deleted(ts)));
    store.on("pins", here(({ pins }) => this.pinsChanged(pins)));
    store.on("bookmarks", here(() => this.drawHead()));
    store.on("channels", here(() => this.drawHead()));
    store.on("older", here(({ count }) => this.list.prepended(count)));
    store.on("room", here(() => this.list.show(store.current)));
    store.on("stale", () => orComplain(() => this.reload()));
  }

  newMessage({ channel, message }) {
    if (!message.is_ephemeral) noteNow(Number(message.ts) * 1000);
    if (!store.room(channel).loaded) return;
    if (isReply(message)) this.list.added(message);
    else if (document.hasFocus()) {
      this.list.added(message);
      store.markRead(channel);
    } else {
      if (!this.list.hasUnread()) this.list.markUnread(store.readUpTo(channel));
      this.list.added(message);
    }
  }

  pinsChanged(pins) {
    this.list.pins(pins);
    this.drawHead();
    if (this.drawer.kind === "pins") this.drawer.showPins(store.current);
  }

  async start() {
    applyTheme();
    const wanted = new URLSearchParams(location.search).get("as") ?? "";
    try {
      const [now] = await Promise.all([control.now(), store.become(wanted)]);
      noteNow(now);
    } catch (error) {
      complain(error);
      fill(main, h("p", { class: "dim pad" }, error.message));
      setTimeout(() => this.start(), 3000);
      return;
    }
    this.settle();
    setTimeout(() => control.watch(), 500); // first what one has come for
  }

  // After the acted person is known: labels, address, stream, channel.
  settle() {
    const me = store.people.get(store.me);
    chooseLanguage(me?.locale);
    useZone(me?.tz);
    const query = new URLSearchParams(location.search);
    query.set("as", store.me);
    history.replaceState(null, "", `?${query}${location.hash}`);
    this.build();
    this.sidebar.draw();
    this.stream.open(store.me);
    this.route();
  }

  async act(user) {
    if (user === store.me) return;
    closePopover(false);
    this.modals.drop();
    this.drawer.close();
    const done = await orComplain(() => store.become(user));
    if (!done) return;
    store.current = "";
    this.settle();
  }

  language(choice) {
    chooseLanguage(store.people.get(store.me)?.locale, choice);
    this.drawer.close();
    store.current = "";
    this.build();
    this.sidebar.draw();
    this.route();
  }

  async reload() {
    store.takeState(await store.fetchState());
    this.redraw();
  }

  redraw() {
    this.sidebar.draw();
    this.drawHead();
    this.drawBanners();
  }

  up(again) {
    this.lost = false;
    this.drawBanners();
    if (!again) return void orComplain(() => this.catchUp());
    toast(t("stream.back"));
    store.forgetLoaded();
    orComplain(async () => {
      await this.reload();
      if (store.current) await store.load(store.current);
    });
  }

  /** The page was read before its stream was up: what came between is fetched. */
  async catchUp() {
    const who = store.me;
    const state = await store.fetchState();
    if (who !== store.me) return;
    if (store.takeNews(state)) this.redraw();
    if (store.current) await store.catchUp(store.current);
  }

  down() {
    this.lost = true;
    this.drawBanners();
  }

  drawBanners() {
    if (!this.banners) return;
    drawBanners(this.banners, this.lost);
    drawBanners(this.home.banners, this.lost);
  }

  // In the address: #/C123 a channel, #/C123/170000.0001 a message, and `home` before an app's id for its Home tab
  route() {
    const [first = "", second = ""] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
    const home = first === "home" && store.apps.find((other) => other.app_id === second);
    if (home) {
      this.showHome(home);
      return;
    }
    const channel = store.channels.get(first) ?? this.firstChannel();
    if (!channel) {
      fill(main, h("p", { class: "dim pad" }, t("channel.none")));
      return;
    }
    orComplain(() => this.showChannel(channel, second || null));
  }

  firstChannel() {
    const all = [...store.channels.values()];
    return all.find((channel) => channel.kind === "channel" && channel.is_member) ?? all[0];
  }

  async showChannel(channel, at) {
    this.home.app = null;
    store.shownApp = "";
    if (store.current === channel.id && this.pane.isConnected) {
      if (at) orComplain(() => this.reveal(at));
      return;
    }
    const unreadFrom = store.unread(channel) ? store.readUpTo(channel.id) : null;
    store.current = channel.id;
    this.drawer.leaveChannel();
    store.tell("current");
    if (!this.pane.isConnected) fill(main, this.pane);
    this.composer.show(channel);
    const known = store.room(channel.id).loaded;
    if (!known) this.list.clear();
    await store.load(channel.id);
    if (store.current !== channel.id) return;
    this.drawHead();
    this.drawBanners();
    this.list.show(channel.id, { unreadFrom });
    if (at) orComplain(() => this.reveal(at));
    store.markRead(channel.id);
    if (!at && !matchMedia("(pointer: coarse)").matches) this.composer.field.focus({ preventScroll: true });
  }

  /** Fetches what lies between when it is far; a reply is shown in its thread. */
  async reveal(ts) {
    const channel = store.current;
    await store.reach(channel, { until: ts });
    if (store.current !== channel || this.list.reveal(ts)) return;
    const message = store.room(channel).byTs.get(ts);
    if (message?.thread_ts) this.drawer.openThread(channel, message.thread_ts);
  }

  goTo(channel, ts) {
    const hash = `#/${channel}/${ts}`;
    if (location.hash === hash) orComplain(() => this.reveal(ts));
    else location.hash = hash;
    if (matchMedia("(max-width: 1100px)").matches) this.drawer.close();
  }

  drawHead() {
    const channel = store.channels.get(store.current);
    if (!channel || !this.head) return;
    const actions = { showPins: () => (this.drawer.kind === "pins" ? this.drawer.close() : this.drawer.showPins(channel.id)), panel: (name) => this.panel(name), search: () => this.search(), openSidebar: () => this.sidebarOpen(true) };
    const state = JSON.stringify([channel, store.room(channel.id).pins, store.room(channel.id).bookmarks, store.panels, document.documentElement.lang]);
    if (this.headState === state && this.head.firstChild) return;
    this.headState = state;
    const bot = channel.kind === "im" && store.apps.find((other) => other.bot_user === channel.with);
    const tabs = bot && h("div", { class: "tabs", role: "navigation", "aria-label": t("home.tabs", { name: bot.name }) }, h("a", { class: "tab", href: `#/home/${bot.app_id}` }, t("home")), h("a", { class: "tab", href: location.hash, "aria-current": "page" }, t("messages")));
    fill(this.head, channelHeader(channel, actions), tabs, bookmarkBar(channel));
    const outside = !channel.is_member && channel.kind !== "im";
    this.note.hidden = !outside && !channel.is_archived;
    const join = h("button", { type: "button", class: "button small", onclick: () => orComplain(() => store.send("/page/join", { channel: channel.id })) }, t("channel.join"));
    fill(this.note, channel.is_archived ? t("channel.archived") : outside && [t("channel.outside"), join]);
    this.composer.node.hidden = Boolean(channel.is_archived || outside);
  }

  showHome(app) {
    store.current = "";
    store.shownApp = app.app_id;
    this.drawer.leaveChannel();
    store.tell("current");
    fill(main, this.home.node);
    this.drawBanners();
    this.home.show(app);
  }

  panel(name) {
    this.sidebarOpen(false);
    this.drawer.openPanel(name);
  }

  personClicked(event) {
    const anchor = event.target.closest?.("[data-person]");
    if (!anchor?.dataset.person) return;
    personCard(anchor, anchor.dataset.person, { onAct: (id) => this.act(id), onMessage: (id) => (location.hash = `#/${id}`) });
  }

  /** Arrow up in an empty composer: change one's last message. */
  editLast(event) {
    const mine = store.room(store.current).messages.filter((message) => message.user === store.me && !message.subtype && !message.is_ephemeral).at(-1);
    if (!mine) return;
    event.preventDefault();
    this.list.reveal(mine.ts, { flash: false });
    editMessage(mine, this.list.host);
  }

  sidebarOpen(open) {
    app.classList.toggle("with-sidebar", open);
    shade.hidden = !open;
    if (open) document.querySelector("#sidebar .me")?.focus();
  }
}

new Page().start();
