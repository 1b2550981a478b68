// Where the others are in the text: a caret and a name in their colour. They follow the words by themselves; what somebody wrote
// puts their caret at its end. Drawn by quill-cursors, which is told of every place anew.
import QuillCursors from '../../lib/quill-cursors/quill-cursors.core.js';

const nameShownMs = 3000; // after somebody moved; later it shows under a pointer
const restForEach = 9;    // times as long as the last drawing took: fifty carets are measured one by one, and words come first

export class LiveCursors {
  #module;
  #places = new Map();   // by client: where it is in the text as it stands here
  #hiding = new Map();
  #undrawn = new Set();
  #drawTimer = null;
  #restUntil = 0;

  /** Before the first editor is made. */
  static registerWith(Quill) { Quill.register('modules/cursors', QuillCursors, true); }

  static get options() { return { selectionChangeSource: null }; }

  constructor(quill) {
    this.#module = quill.getModule('cursors');
    // Drawn only: who is here is said beside the text.
    quill.container.querySelector('.ql-cursors')?.setAttribute('aria-hidden', 'true');
  }

  /** @param pages as LiveStory tells them */
  meet(pages, isEverybody) {
    if (isEverybody) for (const clientId of [...this.#places.keys()]) this.#remove(clientId);
    for (const page of pages) {
      if (!page.isHere) this.#remove(page.clientId);
      else this.#place(page);
    }
  }

  /** The text has changed, whoever did it. */
  follow(change) {
    for (const [clientId, place] of this.#places) {
      if (!place.range) continue;
      const index = change.transformPosition(place.range.index);
      const end = change.transformPosition(place.range.index + place.range.length);
      this.#draw(clientId, { index, length: Math.max(0, end - index) });
    }
  }

  /** After `follow`. @param steps [{ clientId, change }], of which the change that was followed is made */
  wrote(steps) {
    const ends = new Map();
    for (const { clientId, change } of steps) {
      for (const [other, end] of ends) ends.set(other, change.transformPosition(end));
      ends.set(clientId, endOf(change));
    }

    for (const [clientId, end] of ends) {
      if (this.#places.has(clientId)) this.#show(clientId, { index: end, length: 0 });
    }
  }

  #place({ clientId, name, colour, place, index, length }) {
    if (!this.#places.has(clientId)) {
      this.#places.set(clientId, { range: null });
      this.#module.createCursor(clientId, name, `var(--hand-${colour})`);
    }

    // Somewhere else on the page, or nowhere: their caret stays away until they are back.
    if (place === 'body') this.#show(clientId, { index, length });
    else this.#draw(clientId, null);
  }

  #show(clientId, range) {
    const { range: before } = this.#places.get(clientId);
    this.#draw(clientId, range);
    if (before?.index === range.index && before.length === range.length) return;
    this.#module.toggleFlag(clientId, true);
    clearTimeout(this.#hiding.get(clientId));
    this.#hiding.set(clientId, setTimeout(() => this.#module.toggleFlag(clientId, false), nameShownMs));
  }

  #draw(clientId, range) {
    this.#places.get(clientId).range = range;
    this.#undrawn.add(clientId);
    this.#drawTimer ??= setTimeout(() => requestAnimationFrame(() => this.#drawAll()), Math.max(0, this.#restUntil - performance.now()));
  }

  #drawAll() {
    this.#drawTimer = null;
    const since = performance.now();
    for (const clientId of this.#undrawn) this.#module.moveCursor(clientId, this.#places.get(clientId).range);
    this.#undrawn.clear();
    const now = performance.now();
    this.#restUntil = now + restForEach * (now - since);
  }

  #remove(clientId) {
    clearTimeout(this.#hiding.get(clientId));
    this.#hiding.delete(clientId);
    this.#places.delete(clientId);
    this.#undrawn.delete(clientId);
    this.#module.removeCursor(clientId);
  }
}

/** Behind the last thing that a change does. */
export function endOf(change) {
  let at = 0;
  let end = 0;
  for (const op of change.ops) {
    if (op.retain) at += op.retain;
    else if (op.insert !== undefined) end = at += typeof op.insert === 'string' ? op.insert.length : 1;
    if (op.delete || op.attributes) end = at;
  }

  return end;
}
