// What was written here and is not known to be in the ledger: one operation on its way, and the rest composed behind it.
// What arrives is transformed past both, and they past what arrives. No messages, no time.

import { Changes } from './live-change.js';

export class Unconfirmed {
  #changes;
  #onItsWay = null;      // for the text at the revision that the page has
  #unsent;               // for the text after what is on its way
  #sequence;             // this client's number of the newest operation that left

  constructor(Delta, kept) {
    this.#changes = new Changes(Delta);
    this.#sequence = kept?.sequence ?? 0;
    this.#unsent = this.#changes.of(kept?.unsent);
    this.#onItsWay = kept?.onItsWay ? this.#changes.of(kept.onItsWay) : null;
  }

  get isEmpty() { return this.#onItsWay === null && !this.hasUnsent; }
  get hasUnsent() { return !this.#changes.isEmpty(this.#unsent); }

  /** Null where nothing is. */
  get onItsWay() { return this.#onItsWay && { sequence: this.#sequence, change: this.#changes.toWire(this.#onItsWay) }; }

  toJSON() {
    return {
      sequence: this.#sequence,
      onItsWay: this.#onItsWay && this.#changes.toWire(this.#onItsWay),
      unsent: this.#changes.toWire(this.#unsent),
    };
  }

  /** @returns false where nothing was changed. */
  add(parts) {
    const change = this.#changes.of(parts);
    if (this.#changes.isEmpty(change)) return false;
    this.#unsent = this.#changes.compose(this.#unsent, change);
    return true;
  }

  /** As much as fits into a message is on its way from now on, under the next number. False where nothing fits. */
  send() {
    const { first, rest } = this.#changes.split(this.#unsent);
    if (this.#changes.isEmpty(first)) return false;
    [this.#onItsWay, this.#unsent] = [first, rest];
    this.#sequence++;
    return true;
  }

  /**
   * It is in the log. Where it took the text's last line end away together with somebody else's, the ledger kept one.
   * @returns that line end, as Deltas for the text as this page would have it without; null where it was not the one on its way.
   */
  acknowledge(sequence, change) {
    if (this.#onItsWay === null || sequence !== this.#sequence) return null;
    const mine = this.#onItsWay;
    const written = this.#changes.of(change);
    this.#onItsWay = null;
    return {
      body: this.#unsent.body.transform(this.#changes.lineEndKept(mine.body, written.body), true),
      transcript: this.#unsent.transcript.transform(this.#changes.lineEndKept(mine.transcript, written.transcript), true),
    };
  }

  /** What is on its way was not taken, and waits with the rest. Its number is free. */
  takeBack() {
    this.#unsent = this.#changes.compose(this.#onItsWay, this.#unsent);
    this.#onItsWay = null;
    this.#sequence--;
  }

  /** What is unsent will never be: it was handed over, and the text is shown anew. */
  letGo() { this.#unsent = this.#changes.of(); }

  /**
   * The server's newest number of this client. What is on its way is not in, so it goes under the one that is expected.
   * @returns false where that can't be: its number is in, and it was not among what was missed; or something is in that this page
   *   knows nothing of, because the device had an older copy of it: what is unsent may be in it.
   */
  countFrom(lastSequence) {
    if (lastSequence > this.#sequence - (this.#onItsWay ? 1 : 0) && !this.isEmpty) return false;
    this.#sequence = this.#onItsWay ? lastSequence + 1 : Math.max(this.#sequence, lastSequence);
    return true;
  }

  /**
   * Somebody else's change, that is in the log: it was first, so it stands first here too, and ours moves behind it.
   * @returns it as it is for the text that this page shows.
   */
  receive(change) {
    let theirs = this.#changes.of(change);
    if (this.#onItsWay) {
      const mine = this.#onItsWay;
      this.#onItsWay = this.#changes.transform(theirs, mine, true);
      theirs = this.#changes.transform(mine, theirs, false);
    }

    const mine = this.#unsent;
    this.#unsent = this.#changes.transform(theirs, mine, true);
    theirs = this.#changes.transform(mine, theirs, false);

    // A field that is being changed here will be later in the log than theirs, and stand.
    const ours = { ...this.#onItsWay?.fields, ...this.#unsent.fields };
    const fields = Object.entries(theirs.fields).filter(([name]) => !Object.hasOwn(ours, name));
    return { ...theirs, fields: Object.fromEntries(fields) };
  }

  /** A place in the ledger's text, in the text that this page shows. */
  placeHere(page) {
    if (page.place !== 'body' && page.place !== 'transcript') return page;
    const after = at => [this.#onItsWay, this.#unsent].reduce((moved, change) => change ? change[page.place].transformPosition(moved) : moved, at);
    const index = after(page.index);
    return { ...page, index, length: Math.max(0, after(page.index + page.length) - index) };
  }
}
