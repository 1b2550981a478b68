// The story text: Quill without its theme. Quill is a classic script and comes to us as a global.
import '../../lib/quill/quill.js';
import { cleanOps } from './paste.js';

const Quill = globalThis.Quill;
const Delta = Quill.import('delta');
const formats = ['bold', 'italic', 'header', 'blockquote', 'list', 'link', 'align', 'direction'];

// Left out: Tab (it must leave the text, or a keyboard user is caught in it), underline and check lists (not kept).
const bindings = {
  tab: null, 'remove tab': null, indent: null, outdent: null, 'indent code-block': null, 'outdent code-block': null,
  underline: null, 'checklist enter': null,
};

export class StoryText {
  constructor(host, { label, placeholder, onChange, onSelection }) {
    this.host = host;
    this.quill = new Quill(host, {
      formats, placeholder,
      modules: { keyboard: { bindings }, history: { delay: 1000, maxStack: 200, userOnly: true }, uploader: { mimetypes: [] } },
    });
    makeLongTextsFast(this.quill);
    const { root } = this.quill;
    root.setAttribute('role', 'textbox');
    root.setAttribute('aria-multiline', 'true');
    root.setAttribute('aria-label', label);
    root.setAttribute('spellcheck', 'true');
    root.classList.add('story');
    this.quill.on('text-change', (_delta, _before, source) => { if (source === 'user') onChange(); });
    this.quill.on('selection-change', range => onSelection(range));
    this.quill.on('text-change', () => onSelection(this.quill.getSelection()));
  }

  /** Characters without Quill's closing line end. */
  get length() { return this.quill.getLength() - 1; }
  get isWritable() { return this.quill.isEnabled(); }
  set isWritable(value) { this.quill.enable(value); }
  get content() { return { ops: this.quill.getContents().ops }; }

  /** Shows a text from the server or this device; the cursor stays where it was as far as that still exists. */
  show(body) {
    const range = this.quill.hasFocus() ? this.quill.getSelection() : null;
    this.quill.setContents(new Delta(cleanOps(body?.ops ?? [])), 'silent');
    this.quill.history.clear();
    if (range) this.quill.setSelection(Math.min(range.index, this.length), 0, 'silent');
  }

  set direction(value) { this.quill.root.dir = value === 'rtl' ? 'rtl' : 'ltr'; }
  set language(value) { this.quill.root.lang = value ?? ''; }

  replace(range, ops) {
    const change = new Delta().retain(range.index).delete(range.length).concat(new Delta(ops));
    const added = ops.reduce((sum, op) => sum + op.insert.length, 0);
    const { history } = this.quill;
    history.cutoff();
    if (added < 20000) {
      this.quill.updateContents(change, 'user');
    } else {
      // updateContents looks for the place of every line anew; setContents builds the lines in one go. The history is
      // told the small change, so that one Undo takes exactly the pasted words out again.
      const before = this.quill.getContents();
      history.ignoreChange = true;
      try {
        this.quill.setContents(before.compose(change), 'user');
      } finally {
        history.ignoreChange = false;
      }
      history.record(change, before);
    }
    history.cutoff();
    this.quill.setSelection(range.index + added, 0, 'silent');
    this.quill.scrollSelectionIntoView();
  }
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
