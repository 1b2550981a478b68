// Which communities the story is told in: chosen as a whole, beside the words, and tried again until the ledger has it.

const retryMs = 4000;

export class CommunityChoice {
  #deps;
  #wished = null;        // not known to be at the ledger
  #isAsking = false;
  #isFailing = false;
  #timer = null;
  #waiters = [];

  /**
   * @param deps.choose (ids) => Promise<{ kind: 'chosen', communityIds }> or another kind where it can't be
   * @param deps.onChosen (ids) as the ledger has them then
   * @param deps.onMoved () pending or isFailing is another one
   */
  constructor(deps) { this.#deps = deps; }

  /** To be kept on the device; null where nothing waits. */
  get pending() { return this.#wished; }
  get isFailing() { return this.#isFailing; }

  choose(ids) {
    this.#wished = ids;
    this.#deps.onMoved();
    this.#ask();
  }

  nudge() {
    if (this.#isFailing) this.#ask();
  }

  /** Resolves with whether nothing waits. */
  flush() {
    if (this.#wished === null) return Promise.resolve(true);
    this.#ask();
    return new Promise(resolve => this.#waiters.push(resolve));
  }

  stop() { clearTimeout(this.#timer); }

  async #ask() {
    if (this.#isAsking || this.#wished === null) return;
    clearTimeout(this.#timer);
    const asked = this.#wished;
    this.#isAsking = true;
    const answer = await this.#deps.choose(asked);
    this.#isAsking = false;
    this.#isFailing = answer.kind !== 'chosen';
    if (this.#isFailing) {
      this.#timer = setTimeout(() => this.#ask(), retryMs);
    } else if (this.#wished === asked) {
      this.#wished = null;
      this.#deps.onChosen(answer.communityIds);
    } else {
      return this.#ask();
    }

    for (const resolve of this.#waiters.splice(0)) resolve(this.#wished === null);
    this.#deps.onMoved();
  }
}
