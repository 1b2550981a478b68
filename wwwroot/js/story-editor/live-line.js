// Between the live story and its connection: what only a page knows. A connection is opened in nobody else's name, nothing leaves
// before its number is on this device, and nothing arrives in the middle of a composed letter.

const keepPatienceMs = 2000; // a device that does not answer must not stop the saving

export class LiveLine {
  #connection;
  #deps;
  #turn = 0;
  #arrived = [];         // and not told yet: { name, told }
  #isHeld = false;       // somebody composes a letter
  #isTelling = false;
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
   * @param deps.pace (tell) => Promise: tells the page, done when it can be told more. What arrives meanwhile is told together
   */
  constructor(connection, deps) {
    [this.#connection, this.#deps] = [connection, { pace: async tell => tell(), ...deps }];
    for (const name of ['onWritten', 'onAcknowledged', 'onRefused', 'onEnded', 'onHere', 'onMayWrite', 'onClosed']) {
      connection[name] = (...told) => this.#take(name, told);
    }
  }

  async open(storyId, clientId, since) {
    const turn = ++this.#turn;
    const who = await this.#deps.confirm();
    if (turn !== this.#turn) return { kind: 'away' };
    const answer = who === 'same' ? await this.#connection.open(storyId, clientId, since) : { kind: who === 'unreachable' ? 'away' : 'signed-out' };
    await this.#released;
    // What came before the answer is told before it.
    this.#tell();
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
    this.#arrived = [];
    this.#connection.close();
  }

  /** The letters that are being composed are not in the text yet, so nothing can be put in its right place. */
  hold() {
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.#released = new Promise(resolve => { this.#release = resolve; });
  }

  letGo() {
    this.#isHeld = false;
    this.#tell();
    this.#release();
  }

  #take(name, told) {
    this.#arrived.push({ name, told });
    if (!this.#isHeld && !this.#isTelling) this.#tellInTurn();
  }

  /** Each change of a text costs the page as much as many at once, and fifty people write faster than it can draw. */
  async #tellInTurn() {
    this.#isTelling = true;
    try {
      while (this.#arrived.length > 0 && !this.#isHeld) await this.#deps.pace(() => this.#tell());
    } finally {
      this.#isTelling = false;
    }
  }

  #tell() {
    const arrived = this.#arrived;
    this.#arrived = [];
    for (const { name, told } of together(arrived)) this[name](...told);
  }
}

/** Lists that follow one another are one list. */
function together(arrived) {
  const all = [];
  for (const { name, told } of arrived) {
    const last = all.at(-1);
    if (last?.name === name && (name === 'onWritten' || name === 'onHere')) last.told = [[...last.told[0], ...told[0]]];
    else all.push({ name, told });
  }

  return all;
}
