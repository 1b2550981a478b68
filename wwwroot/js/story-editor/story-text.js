// The story text: Quill without its theme. Quill is a classic script and comes to us as a global.
import '../../lib/quill/quill.js';
import { LiveCursors } from './live-cursors.js';
import { cleanOps } from './paste.js';

const Quill = globalThis.Quill;
LiveCursors.registerWith(Quill);
export const Delta = Quill.import('delta');
const formats = ['bold', 'italic', 'header', 'blockquote', 'list', 'link', 'align', 'direction'];

// Left out: Tab (it must leave the text, or a keyboard user is caught in it), underline and check lists (not kept).
const bindings = {
  tab: null, 'remove tab': null, indent: null, outdent: null, 'indent code-block': null, 'outdent code-block': null,
  underline: null, 'checklist enter': null,
};

// Beyond this a change is put in as a whole: Quill looks for the place of every line of a change anew.
const largeChange = 20000;

export class StoryText {
  #instead = null;       // what really changed, where Quill only knows of a new text
  #isForReading = false;
  #placeholder;

  constructor(host, { label, placeholder, onChange, onSelection }) {
    [this.host, this.#placeholder] = [host, placeholder];
    this.quill = new Quill(host, {
      formats, placeholder,
      modules: { cursors: LiveCursors.options, keyboard: { bindings }, history: { delay: 1000, maxStack: 200, userOnly: true }, uploader: { mimetypes: [] } },
    });
    makeLongTextsFast(this.quill);
    const { root } = this.quill;
    root.setAttribute('role', 'textbox');
    root.setAttribute('aria-multiline', 'true');
    root.setAttribute('aria-label', label);
    root.setAttribute('spellcheck', 'true');
    root.classList.add('story');
    this.cursors = new LiveCursors(this.quill);
    this.quill.on('text-change', (delta, _before, source) => {
      const change = this.#instead ?? delta;
      this.cursors.follow(change);
      if (source === 'user') onChange(change);
    });
    this.quill.on('selection-change', range => onSelection(range));
    this.quill.on('text-change', () => onSelection(this.quill.getSelection()));
  }

  /** Characters without Quill's closing line end. */
  get length() { return this.quill.getLength() - 1; }
  get isWritable() { return this.quill.isEnabled(); }
  set isWritable(value) {
    this.quill.enable(value);
    if (!this.#isForReading) this.quill.root.setAttribute('aria-readonly', String(!value));
  }

  /** Text to read is no box to type into that happens to be closed. */
  set isForReading(value) {
    const { root } = this.quill;
    this.#isForReading = value;
    root.setAttribute('role', value ? 'article' : 'textbox');
    root.removeAttribute('tabindex');
    if (value) {
      for (const name of ['aria-multiline', 'aria-readonly']) root.removeAttribute(name);
      // A place for the keyboard when it is put here, and no stop on its way.
      root.tabIndex = -1;
    } else {
      root.setAttribute('aria-multiline', 'true');
    }
    root.setAttribute('data-placeholder', value ? 'Nothing is written yet.' : this.#placeholder);
  }

  focus() {
    if (this.#isForReading) this.quill.root.focus({ preventScroll: true });
    else this.quill.focus();
  }

  get content() { return { ops: this.quill.getContents().ops }; }

  /** Shows a text from the server or this device; the cursor stays where it was as far as that still exists. */
  show(body) {
    const range = this.quill.hasFocus() ? this.quill.getSelection() : null;
    this.quill.setContents(new Delta(cleanOps(body?.ops ?? [])), 'silent');
    this.quill.history.clear();
    if (range) this.quill.setSelection(Math.min(range.index, this.length), 0, 'silent');
  }

  /** What somebody else wrote. The history of this page's own changes moves along; cursor, scroll and focus stay with the person. */
  receive(change) {
    const { quill } = this;
    const { savedRange } = quill.selection;
    const range = quill.hasFocus() ? quill.getSelection() : null;
    // Quill puts the cursor back after a change, and takes the focus for that from wherever it is.
    if (!range) quill.getSelection = () => null;
    try {
      if (insertedLength(change) < largeChange) {
        quill.updateContents(change, 'api');
      } else {
        this.#putIn(quill.getContents().compose(change), change, 'api');
        quill.history.transform(change);
        if (range) quill.setSelection(moved(range, change), 'silent');
      }
    } finally {
      delete quill.getSelection;
    }

    if (!range && savedRange) Object.assign(quill.selection.savedRange, moved(savedRange, change));
  }

  /** Two people deleted the last line end together: Quill has kept one by itself, only perhaps not that one. */
  receiveLineEnd({ ops }) {
    const { attributes = {} } = ops.at(-1);
    const here = this.quill.getContents(this.length, 1).ops[0]?.attributes ?? {};
    const change = { ...Object.fromEntries(Object.keys(here).map(name => [name, null])), ...attributes };
    if (Object.keys(change).length > 0) this.quill.updateContents(new Delta().retain(this.length).retain(1, change), 'api');
  }

  /** This person's own: what takes the text to another one. */
  become(body) {
    this.quill.updateContents(this.quill.getContents().diff(new Delta(cleanOps(body?.ops ?? []))), 'user');
  }

  /** setContents builds the lines in one go. */
  #putIn(text, change, source) {
    const { history } = this.quill;
    [history.ignoreChange, this.#instead] = [true, change];
    try {
      this.quill.setContents(text, source);
    } finally {
      [history.ignoreChange, this.#instead] = [false, null];
    }
  }

  set direction(value) { this.quill.root.dir = value === 'rtl' ? 'rtl' : 'ltr'; }
  set language(value) { this.quill.root.lang = value ?? ''; }

  replace(range, ops) {
    const change = new Delta().retain(range.index).delete(range.length).concat(new Delta(ops));
    const added = insertedLength(change);
    const { history } = this.quill;
    history.cutoff();
    if (added < largeChange) {
      this.quill.updateContents(change, 'user');
    } else {
      // The history is told the small change, so that one Undo takes exactly the pasted words out again.
      const before = this.quill.getContents();
      this.#putIn(before.compose(change), change, 'user');
      history.record(change, before);
    }
    history.cutoff();
    this.quill.setSelection(range.index + added, 0, 'silent');
    this.quill.scrollSelectionIntoView();
  }
}

function insertedLength(change) {
  return change.ops.reduce((sum, op) => sum + (typeof op.insert === 'string' ? op.insert.length : 0), 0);
}

/** A selection in the text after a change of somebody else's: what they write at its edges is outside of it. */
function moved(range, change) {
  const start = change.transformPosition(range.index, true);
  return { index: start, length: Math.max(0, change.transformPosition(range.index + range.length, true) - start) };
}

let isFast = false;

/**
 * Parchment 3.0 looks through all lines whenever it adds one (LinkedList.insertBefore calls contains), which makes a text
 * of 37,000 lines take 18 seconds to show instead of 2. A blot knows its list and its neighbours, so the answer is at hand.
 */
function makeLongTextsFast(quill) {
  if (isFast) return;
  isFast = true;
  Object.getPrototypeOf(quill.scroll.children).contains = function (blot) {
    return blot.parent?.children === this
      && (blot.prev ? blot.prev.next === blot : this.head === blot)
      && (blot.next ? blot.next.prev === blot : this.tail === blot);
  };
}
