// A story's session and a network for it, in memory: what the hub does, and what links do, at the test's word.
import { createRequire } from 'node:module';
import { LiveStory } from '../../wwwroot/js/story-editor/live-story.js';

const require = createRequire(import.meta.url);

/** The very Delta that Quill in the page hands in: the one that Quill itself requires. */
export const Delta = createRequire(require.resolve('quill/package.json'))('quill-delta');

/** Random numbers that come again with their seed (mulberry32). */
export function randomOf(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6D2B79F5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { next, below: most => Math.floor(next() * most) };
}

/** The authority: one order, each (client, sequence) once. Ordered lines to and from each page, until they are cut. */
export class ToyStory {
  body = new Delta().insert('\n');
  transcript = new Delta().insert('\n');
  fields = { title: '' };
  log = [];
  lines = new Set();
  refuse = () => null;   // the test's: (change) => a reason
  readers = new Set();   // clients who read along

  get revision() { return this.log.length; }

  lastSequence(clientId) { return this.log.filter(operation => operation.clientId === clientId).at(-1)?.sequence ?? 0; }

  open(line, clientId, since) {
    for (const other of this.lines) if (other.clientId === clientId) this.lines.delete(other);
    line.clientId = clientId;
    this.lines.add(line);
    const here = [...this.lines].map(other => this.whereIs(other));
    for (const other of this.lines) if (other !== line) other.tell('onHere', [this.whereIs(line)]);
    const content = { body: this.body, transcript: this.transcript, fields: { ...this.fields } };
    return { revision: this.revision, content: since === null ? content : null, missed: since === null ? [] : this.log.slice(since), lastSequence: this.lastSequence(clientId), here, mayWrite: !this.readers.has(clientId) };
  }

  /** The client reads along from now on, or writes. */
  turn(clientId, mayWrite) {
    if (mayWrite) this.readers.delete(clientId);
    else this.readers.add(clientId);
    for (const line of this.lines) if (line.clientId === clientId) line.tell('onMayWrite', mayWrite);
  }

  /** As the session tells it: where the page said that it is, in the text as it is now. */
  whereIs({ clientId, pointed }) {
    const page = { clientId, profileId: `person of ${clientId}`, name: clientId, colour: 0, isHere: true };
    if (!pointed?.where) return page;
    const now = this.log.slice(pointed.revision).reduce(
      (range, { change }) => range.map(at => new Delta(change[pointed.where.place].ops).transformPosition(at)),
      [pointed.where.index, pointed.where.index + pointed.where.length]);
    return { ...page, place: pointed.where.place, index: now[0], length: now[1] - now[0] };
  }

  point(line, revision, where) {
    line.pointed = { revision, where };
    for (const other of this.lines) other.tell('onHere', [this.whereIs(line)]);
  }

  submit(line, sequence, baseRevision, change) {
    if (!this.lines.has(line)) return;
    const last = this.lastSequence(line.clientId);
    if (sequence <= last) return line.tell('onAcknowledged', sequence);
    if (sequence !== last + 1) return line.tell('onRefused', sequence, 'out-of-order');
    const reason = this.readers.has(line.clientId) ? 'read-only' : this.refuse(change);
    if (reason) return line.tell('onRefused', sequence, reason);
    let [body, transcript] = [new Delta(change.body?.ops ?? []), new Delta(change.transcript?.ops ?? [])];
    for (const missed of this.log.slice(baseRevision)) {
      body = new Delta(missed.change.body.ops).transform(body, true);
      transcript = new Delta(missed.change.transcript.ops).transform(transcript, true);
    }

    this.write({ clientId: line.clientId, sequence, change: { body, transcript, fields: change.fields ?? {} } });
  }

  write(operation) {
    const end = this.body.ops.at(-1);
    if (!textOf(this.body.compose(operation.change.body)).endsWith('\n')) {
      const { body } = operation.change;
      const length = this.body.compose(body).length();
      operation.change.body = body.compose(new Delta().retain(length).insert('\n', end.attributes));
    }

    this.body = this.body.compose(operation.change.body);
    this.transcript = this.transcript.compose(operation.change.transcript);
    Object.assign(this.fields, operation.change.fields);
    // As text over the wire, so that nobody shares a value with anybody.
    const written = JSON.parse(JSON.stringify({ ...operation, revision: this.revision + 1 }));
    this.log.push(written);
    for (const line of this.lines) line.tell('onWritten', [structuredClone(written)]);
  }
}

/** A page's link: what goes up and what comes down waits until the test lets it arrive, in order. */
export class ToyLink {
  up = [];
  down = [];
  submitted = [];
  answer = null;         // instead of the story's: { kind }
  #opening = null;
  #line = null;

  constructor(story) { this.story = story; }

  open(_storyId, clientId, since) {
    this.#opening?.({ kind: 'away' });
    const line = { tell: (name, ...told) => this.down.push({ line, arrive: () => this[name](...told) }) };
    this.#line = line;
    return new Promise(resolve => {
      this.#opening = resolve;
      this.up.push(() => {
        const answer = this.answer ?? { kind: 'open', opening: structuredClone(JSON.parse(JSON.stringify(this.story.open(line, clientId, since)))) };
        this.down.push({ line, arrive: () => { this.#opening = null; resolve(answer); } });
      });
    });
  }

  submit(sequence, baseRevision, change) {
    const message = JSON.parse(JSON.stringify(change));
    this.submitted.push({ sequence, baseRevision, change: message });
    const line = this.#line;
    this.up.push(() => this.story.submit(line, sequence, baseRevision, message));
  }

  point(revision, where) {
    const line = this.#line;
    this.up.push(() => this.story.point(line, revision, where));
  }

  close() { this.cut({ isTold: false }); }

  /** Whatever is on its way either way is lost. */
  cut({ isTold = true } = {}) {
    this.story.lines.delete(this.#line);
    this.up = [];
    this.down = [];
    const opening = this.#opening;
    this.#opening = null;
    if (opening) opening({ kind: 'away' });
    else if (isTold) this.onClosed();
  }

  arriveUp() { this.up.shift()?.(); }
  arriveDown() { this.down.shift()?.arrive(); }
}

/** An open editor: a text, and what is typed into it. */
export class ToyPage {
  states = [];
  body = null;
  transcript = null;
  fields = null;
  where = null;          // its cursor
  others = new Map();    // the other pages, as they were told
  aside = [];            // texts that were kept for copying
  keepAside = async () => {};

  constructor(story, clock, clientId, { random = () => 1, kept = null, shown = null } = {}) {
    [this.link, this.clientId] = [new ToyLink(story), clientId];
    if (shown) [this.body, this.transcript, this.fields] = [shown.body, shown.transcript, shown.fields];
    this.live = new LiveStory({
      Delta, transport: this.link, storyId: 'story', clientId, clock, random, kept,
      onContent: ({ body, transcript, fields }) => [this.body, this.transcript, this.fields] = [new Delta(body.ops), new Delta(transcript.ops), fields],
      onRemote: change => { this.body = this.body.compose(change); },
      onTranscript: change => { this.transcript = this.transcript.compose(change); },
      onLineEnd: ({ body }) => { this.body = this.body.compose(body); },
      onFields: fields => Object.assign(this.fields, fields),
      whereAmI: () => this.where,
      onHere: (pages, isEverybody) => {
        if (isEverybody) this.others.clear();
        for (const page of pages) {
          if (page.isHere) this.others.set(page.clientId, page);
          else this.others.delete(page.clientId);
        }
      },
      onHandOver: () => { this.aside.push(this.text); return this.keepAside(); },
      onState: state => this.states.push(state.reason ? `${state.kind}: ${state.reason}` : state.kind),
    });
  }

  get text() { return textOf(this.body); }

  type({ body, transcript, fields }) {
    if (body) this.body = this.body.compose(body);
    if (transcript) this.transcript = this.transcript.compose(transcript);
    Object.assign(this.fields, fields);
    this.live.change({ body, transcript, fields });
  }

  insert(at, text, attributes) { this.type({ body: new Delta().retain(at).insert(text, attributes) }); }
}

export const textOf = delta => delta.ops.map(op => op.insert).join('');
