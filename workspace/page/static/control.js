// The workspace's instruments over /control: its weather, its connections, its logs. Tells listeners what the weather is.

import { Refused, answerOf, get } from "./api.js";

const AGAIN_MILLISECONDS = 4_000;
const JSON_TYPE = { "content-type": "application/json" };

function ask(method, path, body) {
  return answerOf(fetch(`/control/${path}`, { method, headers: JSON_TYPE, body: body === undefined ? undefined : JSON.stringify(body) }));
}

class Control extends EventTarget {
  constructor() {
    super();
    this.weather = null;
  }

  /** Reads the weather now and then: it may be changed from elsewhere, too. */
  watch() {
    const look = async () => {
      if (!document.hidden) await this.read().catch(() => {});
      setTimeout(look, AGAIN_MILLISECONDS);
    };
    look();
  }

  async read() {
    return this.take(await get("/control/weather", {}));
  }

  take(weather) {
    const before = JSON.stringify(this.weather);
    this.weather = weather;
    if (JSON.stringify(weather) !== before) this.dispatchEvent(new Event("weather"));
    return weather;
  }

  /** Fields of the weather (see docs/workspace.md). Raises Refused; so do the others. */
  async set(fields) {
    return this.take(await ask("PATCH", "weather", fields));
  }

  async addRule(rule) {
    await ask("POST", "weather/rules", rule);
    return this.read();
  }

  async dropRule(id) {
    await ask("DELETE", `weather/rules/${id}`);
    return this.read();
  }

  /** Fair weather, and then these fields and rules. */
  async become({ fields = {}, rules = [] }) {
    await ask("DELETE", "weather");
    if (Object.keys(fields).length) await ask("PATCH", "weather", fields);
    for (const rule of rules) await ask("POST", "weather/rules", rule);
    return this.read();
  }

  /** what: "refresh", "warn", "cut" or "half open"; the number of connections. */
  async sockets(what) {
    return (await ask("POST", "sockets", { do: what })).connections;
  }

  /** The workspace's time in milliseconds, which may be driven; the machine's when it does not say. */
  async now() {
    const time = await get("/control/time", {}).catch(() => null);
    return time ? time.now * 1000 : Date.now();
  }

  /** which: "calls" or "deliveries"; empty filters are left out. */
  log(which, filters) {
    return get(`/control/${which}`, Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== "" && value !== null)));
  }

  forget(which) {
    return ask("DELETE", which);
  }
}

export const control = new Control();
export { Refused };
