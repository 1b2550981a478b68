// One tab writes in a story at a time. Two tabs of one browser would share the copy on the device and ask the person to
// choose between two versions of their own; so the second tab reads, and can take the turn.

const graceMs = 3000; // a tab in the background may be frozen and never answer

export class TabTurn {
  #name;
  #release = null;
  #waiting = null;
  #channel = null;
  #handlers;

  /** @param handlers { onGranted, onAsked, onLost } */
  constructor(accountId, storyId, handlers) {
    this.#name = `story-editor/${accountId}/${storyId}`;
    this.#handlers = handlers;
    if (typeof BroadcastChannel === 'function') {
      this.#channel = new BroadcastChannel(this.#name);
      this.#channel.onmessage = event => { if (event.data === 'may-i' && this.#release) this.#handlers.onAsked(); };
    }
  }

  /** True when this tab may write. Without locks (plain HTTP) every tab may, and the revision at the server keeps order. */
  async take() {
    if (!navigator.locks) return true;
    return new Promise(resolve => this.#request({ ifAvailable: true }, resolve));
  }

  /** Waits until the other tab closes or gives way, then calls onGranted. */
  wait() {
    if (!navigator.locks || this.#waiting) return;
    this.#waiting = new AbortController();
    this.#request({ signal: this.#waiting.signal }, granted => { this.#waiting = null; if (granted) this.#handlers.onGranted(); });
  }

  /** The person wants to write here: ask, and if nobody answers, take. */
  demand() {
    this.wait();
    this.#channel?.postMessage('may-i');
    setTimeout(() => {
      if (this.#release || !this.#waiting) return;
      this.#waiting.abort();
      this.#request({ steal: true }, granted => { if (granted) this.#handlers.onGranted(); });
    }, graceMs);
  }

  giveWay() {
    this.#release?.();
    this.#release = null;
  }

  close() {
    this.#waiting?.abort();
    this.giveWay();
    this.#channel?.close();
  }

  #request(options, answer) {
    let held = false;
    navigator.locks.request(this.#name, options, lock => {
      answer(lock !== null);
      if (lock === null) return undefined;
      held = true;
      return new Promise(resolve => { this.#release = resolve; });
    }).catch(() => {
      // Only a stolen lock ends like this after it was held; an aborted wait ends before.
      if (held) {
        this.#release = null;
        this.#handlers.onLost();
      }
    });
  }
}
