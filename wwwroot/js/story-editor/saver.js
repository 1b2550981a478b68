// Decides when a draft is sent, resent, kept on the device or held back. It knows no page, no network and no clock of
// its own: everything comes in by the constructor, so that its promises can be tested second by second.
//
// What it promises:
// - 'saved' is only ever reported after the server's answer, and only for exactly the content that was sent.
// - One request at a time. A request whose answer was lost is sent again byte for byte under the same key, and what was
//   written since goes in the next one: the server can therefore tell a resend from a new save, and nothing doubles.
// - The key is on the device before the request leaves, so a tab killed in between asks again instead of guessing.
// - Nothing is sent over a revision that this page has not seen. Only a person's decision does that (keepMine).

export const timing = {
  pauseMs: 1000,        // after the last change
  atMostMs: 5000,       // during writing without a pause
  deviceMs: 250,        // until the device has a copy
  keptWithinMs: 2000,   // longer than this without a copy is said
  keyFirstMs: 700,      // how long a request waits for the device before it leaves anyway
  retryFirstMs: 1000,
  retryLastMs: 30000,
  askAgainMs: 20000,    // signed out: look now and then whether the person is back
};

/** Answers after which sending again the same words to the same place cannot help. */
const holds = new Set(['conflict', 'signed-out', 'other-account', 'gone', 'too-large', 'refused']);

export class Saver {
  #deps;
  #revision = 0;
  #version = 0;          // counts changes made on this page
  #acknowledged = 0;     // the version that the server has
  #onDevice = 0;         // the version that the device has
  #unkeptSince = 0;      // when the device was last up to date
  #request = null;       // { key, baseRevision, isOnTop, version, content }: sent or to be sent again
  #inFlight = false;
  #failures = 0;
  #notBefore = 0;        // the server asked not to be asked earlier
  #hold = null;          // { kind, ... } why nothing is sent
  #savedAt = null;
  #isOnTop = false;      // the next save goes over somebody else's, which the server is asked to keep as a version
  #firstWaiting = null;  // when the oldest unsent change was made
  #sendTimer = null;
  #deviceTimer = null;
  #deviceWork = Promise.resolve();
  #deviceProblem = null; // null, 'full' or 'off'
  #stopped = false;
  #waiters = [];
  #reported = '';

  /**
   * @param deps.put (request) => Promise<{ kind: 'saved'|'conflict'|'signed-out'|'gone'|'too-large'|'refused'|'unreachable', ... }>
   * @param deps.keep (record) => Promise<true | 'full' | 'off'>; deps.forget () => Promise
   * @param deps.snapshot () => the content as it is now
   * @param deps.confirmReturn () => Promise<'same'|'other-account'|'signed-out'|'unreachable'>, asked before sending after a sign-out
   */
  constructor(deps) {
    this.#deps = { random: Math.random, onState: () => {}, confirmReturn: async () => 'same', ...deps };
  }

  get revision() { return this.#revision; }
  get savedAt() { return this.#savedAt; }
  get isDirty() { return this.#version !== this.#acknowledged || this.#request !== null; }

  /** True when closing the page now loses nothing. */
  get isSafeToLeave() { return !this.isDirty || (this.#onDevice === this.#version && !this.#deviceProblem); }

  /** For words to the person: the quarter second until the newest letter is on the device too is not worth a sentence. */
  get #isKept() {
    if (this.#deviceProblem) return false;
    return this.#onDevice === this.#version || this.#deps.clock.now() - this.#unkeptSince < timing.keptWithinMs;
  }

  get state() {
    const kept = this.isDirty && this.#isKept;
    if (this.#hold) return { ...this.#hold, kept, device: this.#deviceProblem };
    if (!this.isDirty) return { kind: 'saved', kept: false, savedAt: this.#savedAt };
    if (this.#failures > 0) return { kind: 'unreachable', kept, device: this.#deviceProblem };
    return { kind: 'saving', kept };
  }

  /** Begins at the server's revision, possibly with words that were written before and never acknowledged. */
  start({ revision, savedAt = null, request = null, isUnsaved = false, conflict = null }) {
    this.#revision = revision;
    this.#savedAt = savedAt;
    if (isUnsaved || request) {
      this.#version = 1;
      this.#onDevice = 1;
      this.#request = request && { ...request, version: isUnsaved ? 0 : 1 };
      this.#firstWaiting = this.#deps.clock.now();
    }
    if (conflict) this.#hold = { kind: 'conflict', ...conflict };
    this.#report();
    if (!this.isDirty) this.#device(() => this.#deps.forget());
    else if (!this.#hold) this.#send();
  }

  /** Something was written. Cheap: the content is read only when it is sent or kept. */
  changed() {
    if (this.#stopped) return;
    if (this.#onDevice === this.#version) this.#unkeptSince = this.#deps.clock.now();
    this.#version++;
    this.#firstWaiting ??= this.#deps.clock.now();
    if (this.#hold?.kind === 'too-large' || this.#hold?.kind === 'refused') {
      // The words that were refused have changed, so asking again is no longer pointless.
      this.#hold = null;
    }
    this.#keepSoon();
    this.#sendSoon();
    this.#report();
  }

  /** The connection, the tab or the person came back: do not wait for the timer. */
  nudge() {
    if (this.#stopped || !this.isDirty) return;
    if (this.#hold?.kind === 'signed-out' || this.#hold?.kind === 'other-account') {
      this.#returnFromSignOut();
    } else if (this.#failures > 0 && this.#deps.clock.now() >= this.#notBefore) {
      this.#send();
    }
  }

  /** Sends now what there is; resolves with the state once that is acknowledged or cannot be. */
  flush() {
    if (this.#deviceTimer !== null) this.#keepNow();
    if (!this.isDirty || this.#hold || this.#stopped) return Promise.resolve(this.state);
    const answer = new Promise(resolve => this.#waiters.push(resolve));
    this.#send();
    return answer;
  }

  /** The page is going: both at once, as there may be no later. */
  leave() {
    if (this.#version !== this.#onDevice) this.#keepNow();
    if (this.isDirty && !this.#hold) this.#send({ leaving: true });
  }

  /** The person decided: these words on top of the other ones, which stay as a version. */
  keepMine() {
    if (this.#hold?.kind !== 'conflict') return;
    this.#revision = this.#hold.revision;
    this.#hold = null;
    this.#request = null;
    this.#isOnTop = true;
    this.#version++;
    this.#keepSoon();
    this.#send();
    this.#report();
  }

  /** The page now shows what the server has (after a conflict, a restored version, a hand-over). */
  adopt({ revision, savedAt = null }) {
    this.#clearTimers();
    this.#revision = revision;
    this.#savedAt = savedAt;
    this.#hold = null;
    this.#request = null;
    this.#failures = 0;
    this.#firstWaiting = null;
    this.#acknowledged = this.#onDevice = this.#version;
    this.#device(() => this.#deps.forget());
    this.#report();
  }

  /** Ends all timers. Words that are not saved stay on the device. */
  async stop() {
    this.#stopped = true;
    const pending = this.#version !== this.#onDevice;
    this.#clearTimers();
    if (pending) this.#keepNow();
    await this.#deviceWork;
    this.#settle();
  }

  #sendSoon() {
    if (this.#hold || this.#inFlight || this.#failures > 0) return;
    const { now, setTimeout, clearTimeout } = this.#deps.clock;
    const due = Math.min(now() + timing.pauseMs, this.#firstWaiting + timing.atMostMs);
    if (this.#sendTimer !== null) clearTimeout(this.#sendTimer);
    this.#sendTimer = setTimeout(() => this.#send(), Math.max(0, due - now()));
  }

  async #send({ leaving = false } = {}) {
    if (this.#sendTimer !== null) this.#deps.clock.clearTimeout(this.#sendTimer);
    this.#sendTimer = null;
    if (this.#inFlight || this.#hold || this.#stopped || !this.isDirty) return;

    this.#inFlight = true;
    if (this.#request === null) {
      this.#request = {
        key: this.#deps.newKey(), baseRevision: this.#revision, isOnTop: this.#isOnTop, version: this.#version, content: this.#deps.snapshot(),
      };
      this.#firstWaiting = null;
    }
    const request = this.#request;
    const kept = this.#keepNow();
    if (!leaving) await this.#withPatience(kept);
    this.#report();

    let answer;
    try {
      answer = await this.#deps.put(request, { leaving });
    } catch {
      answer = { kind: 'unreachable' };
    }
    this.#inFlight = false;
    if (this.#request === request) this.#take(answer, request);
  }

  #take(answer, request) {
    if (answer.kind === 'saved') {
      this.#failures = 0;
      this.#request = null;
      this.#isOnTop = false;
      this.#revision = answer.revision;
      this.#savedAt = answer.savedAt ?? null;
      this.#acknowledged = Math.max(this.#acknowledged, request.version);
      if (this.#stopped) {
        // Another tab may already write to this device's copy; it finds the revision it needs at the server.
      } else if (this.#acknowledged === this.#version) {
        this.#firstWaiting = null;
        this.#onDevice = this.#version;
        if (this.#deviceTimer !== null) this.#deps.clock.clearTimeout(this.#deviceTimer);
        this.#deviceTimer = null;
        this.#device(() => this.#deps.forget());
      } else {
        this.#firstWaiting ??= this.#deps.clock.now();
        this.#keepNow();
        this.#waiters.length > 0 ? this.#send() : this.#sendSoon();
      }
    } else if (holds.has(answer.kind)) {
      this.#failures = 0;
      // Refused for certain: the next try is a new request. After a sign-out the outcome of an earlier, lost answer is
      // still open, so that one keeps its key.
      if (answer.kind !== 'signed-out') this.#request = null;
      this.#hold = answer;
      if (this.#request === null) this.#keepNow();
      if (answer.kind === 'signed-out') this.#askAgainLater();
      if ((answer.kind === 'too-large' || answer.kind === 'refused') && request.version !== this.#version) {
        this.#hold = null;
        this.#firstWaiting ??= this.#deps.clock.now();
        this.#sendSoon();
      }
    } else {
      this.#failures++;
      this.#retryLater(answer.retryAfterMs);
    }
    this.#report();
    if (!this.isDirty || this.#hold || this.#failures > 0) this.#settle();
  }

  #retryLater(atLeastMs = 0) {
    if (this.#stopped) return;
    const { setTimeout, clearTimeout } = this.#deps.clock;
    // Jitter, so that a hundred open pages do not all return in the same moment when a server comes back.
    const longest = Math.min(timing.retryLastMs, timing.retryFirstMs * 2 ** (this.#failures - 1));
    const wait = Math.max(atLeastMs, longest * (0.5 + this.#deps.random() / 2));
    this.#notBefore = this.#deps.clock.now() + atLeastMs;
    if (this.#sendTimer !== null) clearTimeout(this.#sendTimer);
    this.#sendTimer = setTimeout(() => this.#send(), wait);
  }

  #askAgainLater() {
    if (this.#stopped) return;
    this.#sendTimer = this.#deps.clock.setTimeout(() => this.#returnFromSignOut(), timing.askAgainMs);
  }

  async #returnFromSignOut() {
    if (this.#sendTimer !== null) this.#deps.clock.clearTimeout(this.#sendTimer);
    this.#sendTimer = null;
    if (this.#inFlight) return;
    this.#inFlight = true;
    let answer;
    try {
      answer = await this.#deps.confirmReturn();
    } catch {
      answer = 'unreachable';
    }
    this.#inFlight = false;
    if (this.#stopped) return;
    if (answer === 'same') {
      this.#hold = null;
      this.#send();
    } else {
      if (answer === 'other-account' || answer === 'signed-out') this.#hold = { kind: answer };
      this.#askAgainLater();
    }
    this.#report();
  }

  #keepSoon() {
    if (this.#deviceTimer !== null) return;
    this.#deviceTimer = this.#deps.clock.setTimeout(() => this.#keepNow(), timing.deviceMs);
  }

  #keepNow() {
    if (this.#deviceTimer !== null) this.#deps.clock.clearTimeout(this.#deviceTimer);
    this.#deviceTimer = null;
    const version = this.#version;
    const request = this.#request;
    // The same content is not kept twice: most often the request is what the page shows.
    const record = {
      baseRevision: this.#revision,
      content: request?.version === version ? null : this.#deps.snapshot(),
      request: request && { key: request.key, baseRevision: request.baseRevision, isOnTop: request.isOnTop, content: request.content },
    };
    return this.#device(async () => {
      const done = await this.#deps.keep(record);
      this.#deviceProblem = done === true ? null : done || 'off';
      if (done === true) {
        this.#onDevice = Math.max(this.#onDevice, version);
        this.#unkeptSince = this.#deps.clock.now();
      }
      this.#report();
    });
  }

  /** Device work is done in order: a copy must never be written after the "forget" that was meant for it. */
  #device(work) {
    this.#deviceWork = this.#deviceWork.then(work).catch(() => { this.#deviceProblem = 'off'; this.#report(); });
    return this.#deviceWork;
  }

  #withPatience(work) {
    const { setTimeout, clearTimeout } = this.#deps.clock;
    return new Promise(resolve => {
      const timer = setTimeout(resolve, timing.keyFirstMs);
      work.then(() => { clearTimeout(timer); resolve(); });
    });
  }

  #clearTimers() {
    const { clearTimeout } = this.#deps.clock;
    if (this.#sendTimer !== null) clearTimeout(this.#sendTimer);
    if (this.#deviceTimer !== null) clearTimeout(this.#deviceTimer);
    this.#sendTimer = this.#deviceTimer = null;
  }

  #settle() {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve(this.state);
  }

  #report() {
    const state = this.state;
    const text = JSON.stringify(state);
    if (text === this.#reported) return;
    this.#reported = text;
    this.#deps.onState(state);
  }
}
