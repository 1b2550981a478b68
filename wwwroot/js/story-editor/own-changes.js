// What a person changed in the fields and in the transcript, found by comparing with what was there: forms only tell that something
// changed. And the other way round: what somebody else changed, for a box that this person may be in.

export class OwnChanges {
  #Delta;
  #fields = {};
  #transcript = '';

  constructor(Delta) { this.#Delta = Delta; }

  /** What stands there is known: the ledger's, or told already. */
  know({ fields, transcript }) {
    if (fields) Object.assign(this.#fields, structuredClone(fields));
    if (transcript !== undefined) this.#transcript = transcript;
  }

  /** @returns { fields, transcript } that differ from what was known; they are known from now on. */
  find({ fields, transcript }) {
    const changed = Object.fromEntries(Object.entries(fields).filter(([name, value]) => !isSame(this.#fields[name], value)));
    const change = transcript === this.#transcript ? new this.#Delta() : difference(this.#Delta, this.#transcript, transcript);
    this.know({ fields: changed, transcript });
    return { fields: changed, transcript: change };
  }
}

/** Only one place is different: what both begin and end with stays. */
export function difference(Delta, before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - end - 1] === after[after.length - end - 1]) end++;
  // Never between the halves of a pair.
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start--;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end--;
  return new Delta().retain(start).insert(after.slice(start, after.length - end)).delete(before.length - end - start);
}

/** Puts a change of somebody else's into a text box. The cursor stays at its letter, and the box where it was scrolled to. */
export function receiveInto(box, change, Delta) {
  const text = new Delta().insert(`${box.value}\n`).compose(change).ops.map(op => op.insert).join('');
  const { selectionStart, selectionEnd, selectionDirection, scrollTop } = box;
  box.value = text.endsWith('\n') ? text.slice(0, -1) : text;
  select(box, change.transformPosition(selectionStart, true), change.transformPosition(selectionEnd, true), selectionDirection);
  box.scrollTop = scrollTop;
}

/** A new value in a box; the cursor stays where it was as far as that still exists. */
export function showIn(box, value) {
  if (box.value === value) return;
  const { selectionStart, selectionEnd, selectionDirection } = box;
  box.value = value;
  if (selectionStart !== null) select(box, Math.min(selectionStart, value.length), Math.min(selectionEnd, value.length), selectionDirection);
}

function select(box, start, end, direction) {
  // Setting it anywhere else would take the focus there in some browsers.
  if (document.activeElement === box) box.setSelectionRange(start, end, direction);
}

function isSame(a, b) { return a === b || JSON.stringify(a) === JSON.stringify(b); }
function isHigh(unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
function isLow(unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }
