// Between the live story and its connection: what only a page knows. A connection is opened in nobody else's name, nothing leaves
// before its number is on this device, and nothing arrives in the middle of a composed letter.

const keepPatienceMs = 2000; // a device that does not answer must not stop the saving

export class LiveLine {
  #connection;
  #deps;
  #turn = 0;
  #held = null;          // what arrived meanwhile, while somebody composes
  #released = Promise.resolve();
  #release = () => {};

  onWritten = () => {};
  onAcknowledged = () => {};
  onRefused = () => {};
  onEnded = () => {};
  onHere = () => {};
  onMayWrite = () => {};
  onClosed = () => {};

  /**
   * @param deps.confirm () => Promise<'same'|'other-account'|'signed-out'|'unreachable'>, who is signed in now
   * @param deps.keep () => Promise, done when the device has what is pending
   * @param deps.onAnswer (kind) what an opening came to
   */
  constructor(connection, deps) {
    [this.#connection, this.#deps] = [connection, deps];
    for (const name of ['onWritten', 'onAcknowledged', 'onRefused', 'onEnded', 'onHere', 'onMayWrite', 'onClosed']) {
      connection[name] = (...told) => this.#pass(() => this[name](...told));
    }
  }

  async open(storyId, clientId, since) {
    const turn = ++this.#turn;
    const who = await this.#deps.confirm();
    if (turn !== this.#turn) return { kind: 'away' };
    const answer = who === 'same' ? await this.#connection.open(storyId, clientId, since) : { kind: who === 'unreachable' ? 'away' : 'signed-out' };
    await this.#released;
    this.#deps.onAnswer?.(answer.kind);
    return answer;
  }

  async submit(sequence, baseRevision, change) {
    const turn = this.#turn;
    // A number that left and is not here would be sent again as another one by whoever opens the story next on this device.
    await Promise.race([this.#deps.keep(), new Promise(resolve => setTimeout(resolve, keepPatienceMs))]);
    if (turn === this.#turn) this.#connection.submit(sequence, baseRevision, change);
  }

  point(revision, where) { this.#connection.point(revision, where); }

  close() {
    this.#turn++;
    if (this.#held) this.#held = [];
    this.#connection.close();
  }

  /** The letters that are being composed are not in the text yet, so nothing can be put in its right place. */
  hold() {
    if (this.#held) return;
    this.#held = [];
    this.#released = new Promise(resolve => { this.#release = resolve; });
  }

  letGo() {
    const held = this.#held ?? [];
    this.#held = null;
    for (const tell of held) tell();
    this.#release();
  }

  #pass(tell) {
    if (this.#held) this.#held.push(tell);
    else tell();
  }
}
