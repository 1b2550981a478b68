// A text and the changes that were made to it, one after the other; back again by what undoes each. No page, no time.

export class Playback {
  #Delta;
  #operations;
  #undo = [];            // of each change that is in the text
  #text;

  /** @param replay { body, operations: [{ author, madeAt, body, title, isBesides }] } */
  constructor(Delta, { body, operations }) {
    this.#Delta = Delta;
    this.#text = new Delta(body.ops);
    this.#operations = operations;
  }

  get text() { return this.#text; }
  get at() { return this.#undo.length; }
  get length() { return this.#operations.length; }

  /** The newest that is in the text; null before the first. */
  get last() { return this.at === 0 ? null : this.#operations[this.at - 1]; }

  /** Goes to where so many changes are in the text. @returns what takes the text there from where it was, as one change; null for nothing. */
  go(at) {
    let way = new this.#Delta();
    while (this.at < at) way = way.compose(this.#forth());
    while (this.at > at) way = way.compose(this.#back());
    return way.ops.length === 0 ? null : way;
  }

  #forth() {
    const change = new this.#Delta(this.#operations[this.at].body?.ops ?? []);
    this.#undo.push(change.invert(this.#text));
    this.#text = this.#text.compose(change);
    return change;
  }

  #back() {
    const change = this.#undo.pop();
    this.#text = this.#text.compose(change);
    return change;
  }
}
