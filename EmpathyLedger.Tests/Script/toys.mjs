// A clock that is turned by hand.

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
