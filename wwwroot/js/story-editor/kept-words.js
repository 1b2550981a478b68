// What the ledger has not acknowledged, on this device: for each open page what it has pending, with the text that it shows. A page
// holds a lock in the name of its client, so that another one takes over its words only when it is gone.
import { answerCalls } from './kept-calls.js';

const soonMs = 250;          // after a change, until the device has it
const unkeptMs = 2000;       // longer than this without a copy is said
const pauseMs = 60000;       // what is written after a longer one is counted as another change

export class KeptWords {
  #store;
  #name;
  #snapshot = () => null;
  #onMoved = () => {};
  #onNudge = () => {};
  #onForget = () => {};
  #release = () => {};
  #leaving = new AbortController();
  #version = 0;
  #onDevice = 0;
  #unkeptSince = 0;
  #timer = null;
  #next = null;              // the writing that has not begun
  #work = Promise.resolve();
  #problem;                  // null, 'full' or 'off'
  #isThere = false;          // a record of ours is on the device
  #isForgotten = false;      // thrown away by the person: nothing is kept any more
  #changes = 0;              // since everything was saved
  #changedAt = 0;

  clientId;
  /** What a page before this one left, if it is ours now: { pending, shown, communities }. */
  found = null;

  /** @param store the device's, or null where there can be no copy; @param name of the locks, for this account and story */
  static async open({ store, name }) {
    const kept = new KeptWords();
    [kept.#store, kept.#name, kept.#problem] = [store, name, store ? null : 'off'];
    for (const clientId of await kept.#clients()) {
      if (await kept.#take(clientId)) break;
    }

    if (kept.found === null) {
      kept.clientId = newId();
      kept.#release = await kept.#hold(kept.clientId) ?? kept.#release;
    }

    answerCalls(kept.#lock(kept.clientId), question => kept.#answer(question), kept.#leaving.signal);
    return kept;
  }

  get problem() { return this.#problem; }

  /** True when closing the page now loses nothing. */
  get isSafe() { return this.#isForgotten || (this.#problem === null && this.#onDevice === this.#version); }

  /** For words to the person: the moment until the newest letter is here too is not worth a sentence. */
  get isKept() { return this.#problem === null && (this.isSafe || Date.now() - this.#unkeptSince < unkeptMs); }

  /**
   * @param snapshot () => what is to be kept now, null for nothing; @param onMoved () => isKept or problem may be another one
   * @param onNudge () => somebody waits for it to be sent; @param onForget () => the person has thrown it away
   */
  begin(snapshot, onMoved, onNudge, onForget) {
    [this.#snapshot, this.#onMoved, this.#onNudge, this.#onForget] = [snapshot, onMoved, onNudge, onForget];
  }

  /** The person changed something; the words themselves come with the snapshot. */
  wrote() {
    const now = Date.now();
    if (this.#changes === 0 || now - this.#changedAt > pauseMs) this.#changes++;
    this.#changedAt = now;
  }

  keepSoon() {
    if (this.isSafe) this.#unkeptSince = Date.now();
    this.#version++;
    this.#timer ??= setTimeout(() => this.keepNow(), soonMs);
  }

  /** Done when the device has what is pending at this moment, or cannot have it. */
  keepNow() {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#store) return Promise.resolve();
    this.#next ??= this.#work = this.#work.then(() => this.#write());
    return this.#next;
  }

  /** Words of pages that are gone, or go while this one is open: `bringIn` has each for itself until it answers. */
  async shareOut(bringIn) {
    if (!this.#store) return;
    for (const clientId of await this.#clients()) {
      if (clientId === this.clientId) continue;
      this.#whenGone(clientId, async () => {
        const record = await this.#store.read(slotOf(clientId));
        if (record && !this.#leaving.signal.aborted) await bringIn(clientId, record.value, this.#leaving.signal);
      });
    }
  }

  write(clientId, value) { return this.#store.write(slotOf(clientId), value); }
  remove(clientId) { return this.#store.remove(slotOf(clientId)); }

  close() {
    clearTimeout(this.#timer);
    this.#leaving.abort();
    this.#work.then(() => this.#release());
  }

  /** To a page where the person signs out. */
  async #answer(question) {
    if (question === 'send') this.#onNudge();
    if (question === 'forget') {
      this.#isForgotten = true;
      await this.keepNow();
      this.#onForget();
      return {};
    }

    if (this.#snapshot() === null) return { isUnsent: false };
    await this.keepNow();
    return { isUnsent: this.#snapshot() !== null, isKept: this.isSafe, changes: this.#changes || 1, changedAt: this.#changedAt || Date.now() };
  }

  async #write() {
    this.#next = null;
    const version = this.#version;
    const value = this.#isForgotten ? null : this.#snapshot();
    const before = this.#problem;
    if (value === null) {
      this.#changes = 0;
    } else {
      // What was put back or chosen without a letter is a change as well.
      if (this.#changes === 0) this.wrote();
      const answer = await this.#store.write(slotOf(this.clientId), { ...value, changes: this.#changes, changedAt: this.#changedAt });
      this.#problem = answer === true ? null : answer || 'off';
      this.#isThere ||= answer === true;
    }

    // An older record that could not be replaced would be sent once more, under a number that is taken.
    if (this.#isThere && (value === null || this.#problem)) {
      await this.#store.remove(slotOf(this.clientId));
      this.#isThere = false;
    }

    if (!this.#problem) this.#onDevice = version;
    if (before !== this.#problem || this.#onDevice !== this.#version) this.#onMoved();
  }

  async #take(clientId) {
    const release = await this.#hold(clientId);
    if (!release) return false;
    const record = await this.#store.read(slotOf(clientId));
    if (!record) {
      release();
      return false;
    }

    [this.clientId, this.found, this.#release, this.#isThere] = [clientId, record.value, release, true];
    [this.#changes, this.#changedAt] = [record.value.changes ?? 1, record.changedAt];
    return true;
  }

  async #clients() {
    const slots = await this.#store?.slots(slotOf('')) ?? [];
    return slots.map(slot => slot.slice(slotOf('').length));
  }

  #lock(clientId) { return `${this.#name}/${clientId}`; }

  #hold(clientId) {
    if (!navigator.locks) return Promise.resolve(() => {});
    return new Promise(resolve => {
      navigator.locks.request(this.#lock(clientId), { ifAvailable: true }, lock => {
        if (lock === null) return resolve(null);
        return new Promise(release => resolve(release));
      }).catch(() => resolve(null));
    });
  }

  #whenGone(clientId, work) {
    if (!navigator.locks) return;
    navigator.locks.request(this.#lock(clientId), { signal: this.#leaving.signal }, work).catch(() => {});
  }
}

const slotOf = clientId => `live/${clientId}`;

/** Plain HTTP has no randomUUID, but it has random bytes. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
