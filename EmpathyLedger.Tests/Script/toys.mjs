// A clock that is turned by hand and a server that keeps its promises, to hold the saver against.

export class ToyClock {
  #time = 0;
  #timers = new Map();
  #next = 1;

  now = () => this.#time;
  setTimeout = (work, wait = 0) => { this.#timers.set(this.#next, { at: this.#time + wait, work }); return this.#next++; };
  clearTimeout = id => { this.#timers.delete(id); };

  get waiting() { return this.#timers.size; }

  /** Turns the clock on, timer by timer, letting promises run in between. */
  async pass(milliseconds) {
    const end = this.#time + milliseconds;
    await settle();
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.#time = Math.max(this.#time, due[1].at);
      due[1].work();
      await settle();
    }
    this.#time = end;
    await settle();
  }
}

export async function settle() {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}

/** Compare-and-set by revision, one effect per key: what `app.save_draft` promises. */
export class ToyServer {
  revision = 0;
  content = null;
  log = [];          // what was applied
  requests = [];     // what arrived
  #answers = new Map();
  #script = [];

  /** What happens to the next requests: 'lost-request', 'lost-reply', 'hang', or a ready answer. */
  next(...events) { this.#script.push(...events); }

  put = async request => {
    this.requests.push(structuredClone(request));
    const event = this.#script.shift();
    if (event === 'lost-request') return { kind: 'unreachable' };
    if (event === 'hang') return new Promise(resolve => { this.release = () => resolve(this.apply(request)); });
    if (event && event !== 'lost-reply') return event;
    const answer = this.apply(request);
    return event === 'lost-reply' ? { kind: 'unreachable' } : answer;
  };

  apply(request) {
    if (this.#answers.has(request.key)) return this.#answers.get(request.key);
    if (request.baseRevision !== this.revision) return { kind: 'conflict', revision: this.revision, savedAt: 'then' };
    this.revision++;
    this.content = structuredClone(request.content);
    this.log.push(request.content);
    const answer = { kind: 'saved', revision: this.revision, savedAt: `at ${this.revision}` };
    this.#answers.set(request.key, answer);
    return answer;
  }
}

export class ToyDevice {
  record = null;
  writes = 0;
  answer = true;
  keep = async record => {
    if (this.answer !== true) return this.answer;
    this.writes++;
    this.record = structuredClone(record);
    return true;
  };
  forget = async () => { this.record = null; };
}
