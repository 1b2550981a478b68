// What may come into a story from outside: words, and the few formats that the toolbar offers. Everything else stays out,
// also in pieces (a picture's data would be megabytes of text that nobody can read).
import { limits } from './limits.js';
import { spokenCount } from './words.js';

// Quill builds every list and every bold word as a piece of its own; past this many a browser stands still for too long.
const richPieces = 4000;
// Above this a paste is put in after the page has said that it is at work.
const longCharacters = 150000;

const inline = { bold: value => value === true || undefined, italic: value => value === true || undefined, link: safeLink };
const block = {
  header: value => ({ 1: 2, 2: 2, 3: 3, 4: 3, 5: 3, 6: 3 })[value],
  blockquote: value => value === true || undefined,
  list: value => (value === 'ordered' ? 'ordered' : value ? 'bullet' : undefined),
  align: value => (['center', 'right', 'justify'].includes(value) ? value : undefined),
  direction: value => (value === 'rtl' ? 'rtl' : undefined),
};

/** An address that a reader may safely follow, or undefined. */
export function safeLink(value) {
  if (typeof value !== 'string' || value.length > limits.linkCharacters) return undefined;
  return /^(https?:\/\/|mailto:)[^\s]+$/i.test(value) ? value : undefined;
}

/** What somebody types as an address, made into one: "example.org" and "jo@example.org" are meant well. */
export function typedLink(value) {
  const text = value.trim();
  if (/^[^\s@:/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return safeLink(`mailto:${text}`);
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d/.test(text)) return safeLink(text);
  return /^[^\s/]+\.[^\s]+$/.test(text) ? safeLink(`https://${text}`) : undefined;
}

/** Keeps insertions of text with allowed formats; drops everything else. */
export function cleanOps(ops) {
  const clean = [];
  for (const op of ops) {
    if (typeof op.insert !== 'string') continue;
    const text = cleanText(op.insert);
    if (text === '') continue;
    const attributes = {};
    for (const [name, value] of Object.entries(op.attributes ?? {})) {
      const allowed = (inline[name] ?? block[name])?.(value);
      if (allowed !== undefined) attributes[name] = allowed;
    }
    clean.push(Object.keys(attributes).length > 0 ? { insert: text, attributes } : { insert: text });
  }
  return clean;
}

function cleanText(text) {
  const kept = text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffc]/g, '');
  // Half a surrogate pair is no character; the database refuses it.
  return kept.toWellFormed ? kept.toWellFormed() : kept;
}

/** Only for quiet and speed: pictures' bytes, style sheets and handlers are not parsed. What may stay is decided by cleanOps. */
function withoutMachinery(html) {
  return html.replace(/<(script|style|title|template|noscript)\b[^]*?<\/\1\s*>/gi, '')
    .replace(/<img\b[^>]*>/gi, '').replace(/\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, ' ');
}

export function opsLength(ops) {
  return ops.reduce((sum, op) => sum + op.insert.length, 0);
}

/** Receives what is pasted or dropped into the story text. `say(sentence)` tells the person what was done differently. */
export class Paste {
  /** Settled once everything that was pasted is in the text: until then it is not saved either. */
  putIn = Promise.resolve();
  #text;
  #say;

  constructor(text, say) {
    this.#text = text;
    this.#say = say;
    // In the capture phase and before Quill, whose own handling would turn a picture into text of its bytes.
    text.host.addEventListener('paste', event => this.#onPaste(event), true);
    text.host.addEventListener('drop', event => this.#onDrop(event), true);
  }

  #onPaste(event) {
    if (!this.#text.isWritable) return;
    event.preventDefault();
    event.stopPropagation();
    const range = this.#text.quill.getSelection(true);
    this.#receive(event.clipboardData, range ?? { index: this.#text.length, length: 0 }, 'pasted');
  }

  #onDrop(event) {
    const data = event.dataTransfer;
    const isOwnText = !data || (data.files.length === 0 && !/<img\b/i.test(data.getData('text/html')));
    if (isOwnText || !this.#text.isWritable) return;
    event.preventDefault();
    event.stopPropagation();
    this.#receive(data, this.#text.quill.getSelection(true) ?? { index: this.#text.length, length: 0 }, 'dropped');
  }

  #receive(data, range, how) {
    let html = data?.getData('text/html') ?? '';
    const text = data?.getData('text/plain') || data?.getData('text/uri-list') || '';
    const files = Array.from(data?.files ?? []);
    const hasPicture = files.some(file => file.type.startsWith('image/')) || /<(img|picture|svg)\b/i.test(html);
    const hasFile = files.some(file => !file.type.startsWith('image/'));
    html = withoutMachinery(html);

    const ops = this.#opsFrom(html, text, range);
    const length = opsLength(ops);
    if (length === 0) {
      if (hasPicture) this.#say('Pictures can’t be kept in stories yet, so the picture was not put in.');
      else if (hasFile) this.#say('Files can’t be put into the text. Open the file, copy its words and paste those.');
      return;
    }

    const after = this.#text.length - range.length + length;
    if (after > limits.bodyCharacters) {
      this.#say(`That is too long to put in here: it has ${spokenCount(length)} characters, and a story holds `
        + `${spokenCount(limits.bodyCharacters)} (about 200,000 words). Nothing was ${how} and nothing you wrote has changed; `
        + 'what you copied is still on your clipboard. You can paste it in parts, into more than one story.');
      return;
    }

    const isTooRich = ops.length > richPieces;
    const done = () => {
      this.#text.replace(range, isTooRich ? [{ insert: ops.map(op => op.insert).join('') }] : ops);
      if (isTooRich) this.#say('That was a very long text, so its words were put in without headings, lists and bold.');
      else if (hasPicture) this.#say('The words were put in. Pictures can’t be kept in stories yet, so those were left out.');
      else this.#say('');
    };
    if (length < longCharacters) {
      done();
    } else {
      this.#say('Putting your text in…');
      this.putIn = new Promise(resolve => requestAnimationFrame(() => setTimeout(() => { done(); resolve(); })));
    }
  }

  #opsFrom(html, text, range) {
    const { quill } = this.#text;
    if (html.trim() !== '') {
      const ops = cleanOps(quill.clipboard.convert({ html }).ops);
      // A page's non-breaking spaces are layout, not the teller's words.
      for (const op of ops) op.insert = op.insert.replaceAll('\u00a0', ' ');
      if (opsLength(ops) > 0) return ops;
    }
    const { bold, italic } = quill.getFormat(range.index, 0);
    return cleanOps([{ insert: text, attributes: { bold, italic } }]);
  }
}
