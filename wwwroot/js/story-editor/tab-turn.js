// One tab writes in a story at a time. Two tabs of one browser would share the copy on the device and ask the person to
// choose between two versions of their own; so the second tab reads, and can take the turn.
//
// A lock is released when its page goes away, also when it only loads again. So who merely waited leaves the lock lying
// for a moment: a tab that loads again picks it up first. One that is slower than that (a restarting server) says that it
// is back, and has its turn again as long as nothing was written in the other one.

const graceMs = 3000; // a tab in the background may be frozen and never answer

export class TabTurn {
  #name;
  #release = null;
  #waiting = null;
  #pause = 0;
  #isDemanded = false;
  #isInherited = false;
  #channel = null;
  #handlers;

  /** @param handlers { onGranted, onAsked, onLost } */
  constructor(accountId, storyId, handlers) {
    this.#name = `story-editor/${accountId}/${storyId}`;
    this.#handlers = handlers;
    if (typeof BroadcastChannel === 'function') {
      this.#channel = new BroadcastChannel(this.#name);
      this.#channel.onmessage = event => {
        if (this.#release && (event.data === 'may-i' || (event.data === 'i-am-back' && this.#isInherited))) this.#handlers.onAsked();
      };
    }
  }

  /** True when this tab may write. Without locks (plain HTTP) every tab may, and the revision at the server keeps order. */
  async take() {
    if (!navigator.locks) return true;
    const isMine = await new Promise(resolve => this.#request({ ifAvailable: true }, resolve));
    if (isMine) {
      this.#had = true;
    } else if (this.#had) {
      this.#isDemanded = true;
      this.#channel?.postMessage('i-am-back');
    }
    return isMine;
  }

  /** Waits until the other tab closes or gives way, then calls onGranted. */
  wait() {
    if (!navigator.locks || this.#waiting) return;
    this.#waiting = new AbortController();
    this.#request({ signal: this.#waiting.signal }, granted => { if (granted) this.#settle(); });
  }

  /** The person wants to write here: ask, and if nobody answers, take. */
  demand() {
    this.#isDemanded = true;
    if (this.#pause) {
      this.#takeUp();
      return;
    }
    this.wait();
    this.#channel?.postMessage('may-i');
    setTimeout(() => {
      if (this.#release || !this.#waiting) return;
      this.#waiting.abort();
      this.#request({ steal: true }, granted => { if (granted) this.#begin(); });
    }, graceMs);
  }

  /** Something was written here: the turn is this tab's, however it came by it. */
  isUsed() { this.#isInherited = false; }

  giveWay() {
    this.#had = false;
    this.#isDemanded = false;
    this.#release?.();
    this.#release = null;
  }

  close() {
    clearTimeout(this.#pause);
    this.#waiting?.abort();
    this.#release?.();
    this.#release = null;
    this.#channel?.close();
  }

  #settle() {
    if (this.#isDemanded) {
      this.#begin();
      return;
    }
    this.#release();
    this.#release = null;
    this.#pause = setTimeout(() => this.#takeUp(), graceMs);
  }

  #takeUp() {
    clearTimeout(this.#pause);
    this.#pause = 0;
    this.#request({ ifAvailable: true }, granted => {
      if (granted) {
        this.#isInherited = !this.#isDemanded;
        this.#begin();
      } else {
        // Whoever loaded again has it back.
        this.#waiting = null;
        this.#isDemanded ? this.demand() : this.wait();
      }
    });
  }

  #begin() {
    this.#waiting = null;
    this.#isDemanded = false;
    this.#had = true;
    this.#handlers.onGranted();
  }

  // Of the tab, and so still known after it has loaded again.
  get #had() {
    try {
      return sessionStorage.getItem(this.#name) !== null;
    } catch {
      return false;
    }
  }

  set #had(value) {
    try {
      if (value) sessionStorage.setItem(this.#name, 'writing');
      else sessionStorage.removeItem(this.#name);
    } catch {
      // Kept out of its storage, a tab that loads slowly may lose its turn; nothing else.
    }
  }

  #request(options, answer) {
    let held = false;
    navigator.locks.request(this.#name, options, lock => {
      if (lock === null) {
        answer(false);
        return undefined;
      }
      held = true;
      // Before the answer, which may give it back at once.
      const kept = new Promise(resolve => { this.#release = resolve; });
      answer(true);
      return kept;
    }).catch(() => {
      // Only a stolen lock ends like this after it was held; an aborted wait ends before.
      if (held) {
        this.#had = false;
        this.#release = null;
        this.#handlers.onLost();
      }
    });
  }
}
