// One change of a draft, as the server's StoryChange: body and transcript as Deltas, fields as new values of whole fields.
// The page hands its own Delta in, so that there is one transformation in the browser and not two.

/** A message may have 256 KB; the rest is for what is around the change. A C# test compares. */
export const pieceBytes = 200000;

// Less is left to the next piece: whatever formats an insertion has, some of its characters fit into this.
const leastRoom = 16000;
const encoder = new TextEncoder();
const bytesOf = value => encoder.encode(JSON.stringify(value)).length;

export class Changes {
  #Delta;

  constructor(Delta) { this.#Delta = Delta; }

  get none() { return { body: new this.#Delta(), transcript: new this.#Delta(), fields: {} }; }

  /** From parts, any of them missing: Deltas, or what JSON made of them. */
  of({ body, transcript, fields } = {}) {
    return { body: new this.#Delta(body?.ops ?? []), transcript: new this.#Delta(transcript?.ops ?? []), fields: { ...fields } };
  }

  isEmpty(change) {
    return change.body.ops.length === 0 && change.transcript.ops.length === 0 && Object.keys(change.fields).length === 0;
  }

  /** The one, then the other. */
  compose(first, then) {
    return {
      body: first.body.compose(then.body),
      transcript: first.transcript.compose(then.transcript),
      fields: { ...first.fields, ...then.fields },
    };
  }

  /** `other` as it has to be where `done` has happened already. With priority `done` counts as the earlier one. Fields stay: the later stands. */
  transform(done, other, priority) {
    return {
      body: done.body.transform(other.body, priority),
      transcript: done.transcript.transform(other.transcript, priority),
      fields: other.fields,
    };
  }

  /** What was written does more than what was sent only in one way: a line end behind everything. Empty where it doesn't. */
  lineEndKept(sent, written) {
    const kept = new this.#Delta();
    if (insertedLength(written) === insertedLength(sent)) return kept;
    const end = written.ops.findLast(op => op.insert !== undefined);
    return kept.retain(written.ops.reduce((sum, op) => sum + lengthAfter(op), 0) - 1).insert('\n', end.attributes);
  }

  /** As JSON has it: what is empty is left out. */
  toWire({ body, transcript, fields }) {
    return {
      ...(body.ops.length > 0 && { body: { ops: body.ops } }),
      ...(transcript.ops.length > 0 && { transcript: { ops: transcript.ops } }),
      ...(Object.keys(fields).length > 0 && { fields }),
    };
  }

  /** As much as fits into one message, and what is left to do after it. The one composed with the other is the whole. */
  split(change, bytes = pieceBytes) {
    const transcript = this.#cut(change.transcript, bytes - bytesOf(change.fields));
    const body = this.#cut(change.body, transcript.room);
    return {
      first: { body: body.first, transcript: transcript.first, fields: change.fields },
      rest: { body: body.rest, transcript: transcript.rest, fields: {} },
    };
  }

  #cut(delta, room) {
    const first = new this.#Delta();
    const rest = new this.#Delta();
    let kept = 0; // how far the text goes that the first piece leaves behind it
    for (let index = 0; index < delta.ops.length; index++) {
      const op = delta.ops[index];
      const size = bytesOf(op) + 1;
      if (size <= room) {
        first.push(op);
        room -= size;
        kept += lengthAfter(op);
        continue;
      }

      let next = op;
      if (typeof op.insert === 'string' && room >= leastRoom) {
        const length = fittingLength(op, room);
        first.push({ ...op, insert: op.insert.slice(0, length) });
        kept += length;
        next = { ...op, insert: op.insert.slice(length) };
      }

      rest.retain(kept);
      for (const left of [next, ...delta.ops.slice(index + 1)]) rest.push(left);
      room = 0;
      break;
    }

    return { first: first.chop(), rest: rest.chop(), room };
  }
}

function lengthAfter(op) {
  if (op.delete) return 0;
  if (typeof op.retain === 'number') return op.retain;
  return typeof op.insert === 'string' ? op.insert.length : 1;
}

function insertedLength(delta) {
  return delta.ops.reduce((sum, op) => sum + (op.insert === undefined ? 0 : lengthAfter(op)), 0);
}

/** How many characters of an insertion fit; never half of a pair, which would be no text. */
function fittingLength(op, room) {
  let length = Math.min(op.insert.length - 1, room);
  for (;;) {
    if (isHighSurrogate(op.insert, length - 1)) length--;
    const size = bytesOf({ ...op, insert: op.insert.slice(0, length) }) + 1;
    if (size <= room) return length;
    length = Math.floor(length * room / size);
  }
}

function isHighSurrogate(text, index) {
  const unit = text.charCodeAt(index);
  return unit >= 0xD800 && unit <= 0xDBFF;
}
