// Talks to the workspace server: JSON both ways, and the stream of events. Knows nothing of what is shown.

import { t } from "./words.js";

/** An answer that was not "ok"; its message is one sentence for a person. */
export class Refused extends Error {}

export async function answerOf(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Refused(t("error.offline"));
  }
  let answer;
  try {
    answer = await response.json();
  } catch {
    throw new Refused(t("error.server", { status: response.status }));
  }
  if (!response.ok || answer.ok === false) {
    throw new Refused(answer.error || t("error.server", { status: response.status }));
  }
  return answer;
}

export function get(path, query) {
  return answerOf(fetch(`${path}?${new URLSearchParams(query)}`, { headers: { accept: "application/json" } }));
}

export function post(path, body) {
  const headers = { "content-type": "application/json" };
  return answerOf(fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;

/** One stream at a time. `onEvent(event)`; `onUp(again)`: again is true after a loss; `onDown()` once a loss. */
export class Stream {
  constructor({ onEvent, onUp, onDown }) {
    Object.assign(this, { onEvent, onUp, onDown, source: null, timer: 0, wait: FIRST_WAIT, lost: false });
  }

  open(user) {
    this.close();
    this.user = user;
    this.lost = false;
    this.connect();
  }

  connect() {
    clearTimeout(this.timer);
    this.source?.close();
    const source = new EventSource(`/page/stream?as=${encodeURIComponent(this.user)}`);
    this.source = source;
    source.onopen = () => {
      const again = this.lost;
      this.lost = false;
      this.wait = FIRST_WAIT;
      this.onUp(again);
    };
    source.onmessage = (message) => this.read(message.data);
    source.onerror = () => this.retry(source);
  }

  read(data) {
    let event;
    try {
      event = JSON.parse(data);
    } catch {
      return;
    }
    this.onEvent(event);
  }

  // The browser's own retry gives up for good on an HTTP error, so the waiting is done here.
  retry(source) {
    if (source !== this.source) return;
    source.close();
    if (!this.lost) this.onDown();
    this.lost = true;
    this.timer = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }
}
