// A page's side of writing together (docs/collaboration-protocol.md): one operation on its way, the rest composed behind it;
// what arrives is transformed past both. It knows no page, no network and no clock of its own, so that its promises can be
// tested message by message.
//
// What it promises:
// - 'saved' is only said when everything that was typed here came back committed.
// - What is on its way keeps its number until it is known to be in, so a resend is recognised and nothing doubles.
// - Nothing that was typed is dropped: not by a lost connection, a refusal or the end of a right.
// - Of whoever may only read along nothing is sent; what they had not sent is handed over before the text is shown without it.

import { Unconfirmed } from './live-unconfirmed.js';

export const timing = {
  gatherMs: 80,          // from the first letter until it leaves, so that a word is not five operations
  pointMs: 150,          // from the first move of the cursor until the others are told
  retryFirstMs: 1000,
  retryLastMs: 30000,
  steadyMs: 10000,       // a connection that held this long was a good one
};

/** Refusals after which opening the story again puts things right. */
const startsAnew = new Set(['too-old', 'out-of-order']);

const wallClock = { now: () => Date.now(), setTimeout: (work, wait) => setTimeout(work, wait), clearTimeout: timer => clearTimeout(timer) };

export class LiveStory {
  #deps;
  #unconfirmed;
  #revision;             // of the newest operation that is in the page's text; null before the story was opened
  #phase = 'away';       // 'opening', 'open', 'away', 'ended'
  #endedBy = null;
  #refusal = null;       // why what is unsent is not sent as it is
  #mayWrite = null;      // as the server said last; null before
  #isHandingOver = false;
  #early = [];           // told while the answer to an opening was still to come
  #earlyHere = [];
  #isDoubtful = false;
  #turn = 0;
  #openedAt = 0;
  #failures = 0;
  #sendTimer = null;
  #retryTimer = null;
  #pointTimer = null;
  #isPointDue = false;   // told once everything is saved: only then is the place one in the ledger's text
  #pointed = '';
  #waiters = [];
  #reported = '';

  /**
   * @param deps.transport { open(storyId, clientId, since), submit(sequence, baseRevision, change), close() } and the callbacks
   *   onWritten, onAcknowledged, onRefused, onEnded, onHere, onMayWrite, onClosed, which are set here; open answers { kind: 'open', opening },
   *   or 'not-found', 'signed-out', 'away', also when the connection is lost meanwhile
   * @param deps.Delta Quill's
   * @param deps.kept what `pending` was, of a page whose text is shown already, with what it had not sent; null to begin anew
   * @param deps.onContent the whole draft { body, transcript, fields }, when it is opened
   * @param deps.onRemote (change, steps), deps.onTranscript (change) what others did, as a Delta for the text as it stands here; of
   *   the body also its steps [{ clientId, change }], one after the other. deps.onFields their new values
   * @param deps.onLineEnd the last line end { body, transcript } that two people deleted together and the ledger kept, as Deltas: for
   *   an editor that has not kept one by itself
   * @param deps.onMayWrite (mayWrite) whether this person writes or reads along, whenever that is another one
   * @param deps.onHandOver () => Promise: what is shown has words of this person's that they may not send any more. Done when the page
   *   has them where they can be copied; `onContent` comes next, without them
   * @param deps.onState ({ kind: 'opening'|'saved'|'saving'|'kept'|'away'|'refused'|'ended', reason })
   * @param deps.whereAmI () => where this page's cursor is: { place: 'body'|'transcript'|'details', index, length }, or null
   * @param deps.onHere ([{ clientId, profileId, name, colour, isHere, place, index, length }], isEverybody) the other pages that
   *   came, moved or left, their places in the text as it stands here
   * @param deps.onPending () => `pending` is another one now: keep it on the device, with the text
   */
  constructor(deps) {
    const silent = () => {};
    this.#deps = {
      clock: wallClock, random: Math.random, onContent: silent, onRemote: silent, onTranscript: silent, onFields: silent, onLineEnd: silent,
      onState: silent, onPending: silent, onHere: silent, onMayWrite: silent, onHandOver: silent, whereAmI: () => null, ...deps,
    };
    const { kept = null, transport } = this.#deps;
    this.#unconfirmed = new Unconfirmed(this.#deps.Delta, kept);
    this.#revision = kept?.revision ?? null;
    transport.onWritten = operations => this.#hear(operations);
    transport.onAcknowledged = sequence => this.#isInAlready(sequence);
    transport.onRefused = (sequence, reason) => this.#takeRefusal(sequence, reason);
    transport.onEnded = reason => this.#takeEnd(reason);
    transport.onHere = pages => {
      if (this.#phase === 'opening') this.#earlyHere.push(...pages);
      if (this.#phase === 'open') this.#meet(pages);
    };
    transport.onMayWrite = mayWrite => {
      // Of this opening or of the one before? Opening once more tells.
      if (this.#phase === 'opening') this.#isDoubtful = true;
      if (this.#phase === 'open') this.#learnWhetherToWrite(mayWrite);
    };
    transport.onClosed = () => { if (this.#phase === 'open') this.#retryLater(); };
  }

  get revision() { return this.#revision; }
  get isSaved() { return this.#unconfirmed.isEmpty; }

  /** Null before the server has said so. */
  get mayWrite() { return this.#mayWrite; }

  /** What the ledger has not acknowledged, as JSON for this device. */
  get pending() { return { clientId: this.#deps.clientId, revision: this.#revision, ...this.#unconfirmed.toJSON() }; }

  get state() {
    if (this.#phase === 'ended') return { kind: 'ended', reason: this.#endedBy };
    if (this.#refusal !== null) return { kind: 'refused', reason: this.#refusal };
    if (this.#revision === null) return { kind: 'opening' };
    if (this.#phase === 'open') return { kind: this.isSaved ? 'saved' : 'saving' };
    return { kind: this.isSaved ? 'away' : 'kept' };
  }

  /** Opens the story, or begins again: after `stop`, or when the person has signed in again. */
  open() {
    if (this.#endedBy === 'signed-out') [this.#phase, this.#endedBy] = ['away', null];
    if (this.#phase === 'away' && this.#retryTimer === null) this.#connect();
  }

  /** Somebody typed here: { body, transcript } as Deltas, { fields } as values. Before anything that arrives is shown. */
  change(parts) {
    if (!this.#unconfirmed.add(parts)) return;
    // What was refused is another change now.
    this.#refusal = null;
    this.#sendSoon();
    this.#moved();
  }

  /** The cursor moved, or the person went elsewhere on the page. */
  moved() {
    this.#isPointDue = true;
    if (this.#pointTimer !== null) return;
    this.#pointTimer = this.#deps.clock.setTimeout(() => { this.#pointTimer = null; this.#point(); }, timing.pointMs);
  }

  /** The connection, the tab or the person came back: do not wait for the timer. */
  nudge() {
    if (this.#retryTimer === null) return;
    this.#stopTimers();
    this.#connect();
  }

  /** Sends now what there is; resolves with the state once that is saved or cannot be. */
  flush() {
    this.#send();
    if (!this.#isUnderWay) return Promise.resolve(this.state);
    return new Promise(resolve => this.#waiters.push(resolve));
  }

  /** Leaves the story. What is not acknowledged is in `pending`. */
  stop() {
    this.#turn++;
    this.#stopTimers();
    if (this.#phase !== 'ended') this.#phase = 'away';
    this.#deps.transport.close();
    this.#report();
  }

  get #isUnderWay() { return (!this.isSaved || this.#revision === null) && this.#refusal === null && (this.#phase === 'open' || this.#phase === 'opening'); }

  async #connect() {
    const turn = ++this.#turn;
    const { transport, storyId, clientId } = this.#deps;
    [this.#phase, this.#early, this.#earlyHere, this.#isDoubtful] = ['opening', [], [], false];
    this.#report();
    let answer;
    try {
      answer = await transport.open(storyId, clientId, this.#revision);
    } catch {
      answer = { kind: 'away' };
    }

    if (turn !== this.#turn) return;
    if (answer.kind === 'open') this.#begin(answer.opening);
    else if (answer.kind === 'not-found') this.#end('not-allowed');
    else if (answer.kind === 'signed-out') this.#end('signed-out');
    else this.#retryLater();
  }

  #begin({ revision, content, missed, lastSequence, here, mayWrite = true }) {
    this.#allow(mayWrite);
    if (content) {
      if (!this.isSaved) {
        // The history does not reach back to the page's revision, so there is nothing to merge unsent words with.
        if (this.#mayWrite) return this.#end('too-old');
        // Typed while the text was on its way to whoever reads along.
        this.#phase = 'open';
        return this.#handOver();
      }

      this.#revision = revision;
      this.#deps.onContent(content);
    }

    this.#phase = 'open';
    this.#openedAt = this.#deps.clock.now();
    if (!this.#receiveAll(missed) || this.#revision < revision) return this.#retryLater();
    if (!this.#unconfirmed.countFrom(lastSequence)) return this.#end('too-old');
    const early = this.#early;
    this.#early = [];
    if (!early.every(operations => this.#receiveAll(operations)) || this.#isDoubtful) return this.#retryLater();
    // Whoever reads along now: it was not among what was missed, so it is not in, and stays with the rest.
    if (this.#unconfirmed.onItsWay && !this.#mayWrite) this.#unconfirmed.takeBack();
    if (this.#unconfirmed.onItsWay) this.#submit();
    else this.#send();
    this.#meet(here, true);
    this.#meet(this.#earlyHere);
    [this.#isPointDue, this.#pointed] = [true, ''];
    this.#moved();
  }

  #hear(operations) {
    if (this.#phase === 'opening') this.#early.push(operations);
    if (this.#phase !== 'open') return;
    const { onItsWay } = this.#unconfirmed;
    if (!this.#receiveAll(operations)) return this.#retryLater();
    // While the last one was on its way the next has gathered long enough.
    if (onItsWay && !this.#unconfirmed.onItsWay) this.#send();
    this.#moved();
  }

  /** Shown as one change: a page has as much to do for each as for all of them. False where one is missing: then the story is opened again from here. */
  #receiveAll(operations) {
    const theirs = new TheirChanges(this.#deps);
    let isWhole = true;
    for (const operation of operations) {
      if (operation.revision <= this.#revision) continue;
      isWhole = operation.revision === this.#revision + 1;
      if (!isWhole) break;
      this.#revision = operation.revision;
      this.#receive(operation, theirs);
    }

    theirs.show();
    return isWhole;
  }

  #receive({ clientId, sequence, change }, theirs) {
    const kept = clientId === this.#deps.clientId ? this.#unconfirmed.acknowledge(sequence, change) : null;
    if (!kept) {
      theirs.add(clientId, this.#unconfirmed.receive(change));
    } else if (kept.body.ops.length + kept.transcript.ops.length > 0) {
      theirs.show();
      this.#deps.onLineEnd(kept);
    }
  }

  #meet(pages, isEverybody = false) {
    const others = pages.filter(page => page.clientId !== this.#deps.clientId).map(page => this.#unconfirmed.placeHere(page));
    if (others.length > 0 || isEverybody) this.#deps.onHere(others, isEverybody);
  }

  #point() {
    if (!this.#isPointDue || this.#pointTimer !== null || this.#phase !== 'open' || !this.isSaved) return;
    this.#isPointDue = false;
    const where = this.#deps.whereAmI();
    const text = JSON.stringify(where);
    if (text === this.#pointed) return;
    this.#pointed = text;
    this.#deps.transport.point(this.#revision, where);
  }

  #sendSoon() {
    if (this.#phase !== 'open' || this.#unconfirmed.onItsWay || this.#sendTimer !== null || this.#mayWrite === false) return;
    this.#sendTimer = this.#deps.clock.setTimeout(() => { this.#sendTimer = null; this.#send(); }, timing.gatherMs);
  }

  #send() {
    if (this.#phase !== 'open' || this.#unconfirmed.onItsWay || this.#refusal !== null || !this.#unconfirmed.hasUnsent) return;
    // What is handed over is not sent as well, even if it could be again by now.
    if (this.#mayWrite === false || this.#isHandingOver) return;
    if (!this.#unconfirmed.send()) {
      this.#refusal = 'too-long';
      return this.#moved();
    }

    this.#submit();
    // Its number has to be on the device with it.
    this.#deps.onPending();
  }

  #submit() {
    const { sequence, change } = this.#unconfirmed.onItsWay;
    this.#deps.transport.submit(sequence, this.#revision, change);
  }

  /** Told to another connection, perhaps one that is gone: what was missed is asked for. */
  #isInAlready(sequence) {
    if (this.#phase === 'open' && sequence === this.#unconfirmed.onItsWay?.sequence) this.#retryLater();
  }

  #takeRefusal(sequence, reason) {
    if (this.#phase !== 'open' || sequence !== this.#unconfirmed.onItsWay?.sequence) return;
    if (startsAnew.has(reason)) return this.#retryLater();
    // Told before that it would not be taken; or this page was quicker than whoever tells it.
    if (reason === 'read-only') {
      this.#unconfirmed.takeBack();
      return this.#learnWhetherToWrite(false);
    }

    // It waits for the person: the next change to it makes another one of it.
    this.#unconfirmed.takeBack();
    this.#refusal = reason;
    this.#moved();
  }

  #allow(mayWrite) {
    if (mayWrite === this.#mayWrite) return;
    this.#mayWrite = mayWrite;
    this.#deps.onMayWrite(mayWrite);
  }

  #learnWhetherToWrite(mayWrite) {
    this.#allow(mayWrite);
    this.#send();
    this.#moved();
  }

  /** Words that this person may not send any more: first they are safe, then the text is shown as it is without them. */
  async #handOver() {
    if (this.#mayWrite !== false || this.#phase !== 'open' || this.#isHandingOver || this.#unconfirmed.onItsWay || !this.#unconfirmed.hasUnsent) return;
    this.#isHandingOver = true;
    await this.#deps.onHandOver();
    this.#isHandingOver = false;
    this.#unconfirmed.letGo();
    [this.#revision, this.#refusal] = [null, null];
    // Ended or away meanwhile: there the text is shown anew when it is opened again.
    if (this.#phase === 'open') this.#connect();
    else this.#moved();
  }

  #takeEnd(reason) {
    if (reason === 'signed-out') return this.#end(reason);
    if (this.#phase === 'opening') this.#isDoubtful = true;
    if (this.#phase !== 'open') return;
    if (reason === 'away') this.#retryLater();
    else this.#end(reason);
  }

  #end(reason) {
    this.#turn++;
    this.#stopTimers();
    [this.#phase, this.#endedBy] = ['ended', reason];
    this.#deps.transport.close();
    this.#moved();
  }

  #retryLater() {
    const { clock, random } = this.#deps;
    this.#stopTimers();
    if (this.#phase === 'open' && clock.now() - this.#openedAt >= timing.steadyMs) this.#failures = 0;
    this.#phase = 'away';
    // Jitter, so that a hundred open pages do not all return in the same moment when a server comes back.
    const longest = Math.min(timing.retryLastMs, timing.retryFirstMs * 2 ** this.#failures++);
    this.#retryTimer = clock.setTimeout(() => { this.#retryTimer = null; this.#connect(); }, longest * (0.5 + random() / 2));
    this.#moved();
  }

  #stopTimers() {
    const { clock } = this.#deps;
    if (this.#sendTimer !== null) clock.clearTimeout(this.#sendTimer);
    if (this.#retryTimer !== null) clock.clearTimeout(this.#retryTimer);
    if (this.#pointTimer !== null) clock.clearTimeout(this.#pointTimer);
    this.#sendTimer = this.#retryTimer = this.#pointTimer = null;
  }

  #moved() {
    this.#handOver();
    this.#deps.onPending();
    this.#report();
    this.#point();
  }

  #report() {
    const state = this.state;
    if (!this.#isUnderWay) {
      for (const resolve of this.#waiters.splice(0)) resolve(state);
    }

    const text = JSON.stringify(state);
    if (text === this.#reported) return;
    this.#reported = text;
    this.#deps.onState(state);
  }
}

/** What others did, gathered until it is shown. */
class TheirChanges {
  #deps;
  #steps;
  #body;
  #transcript;
  #fields;

  constructor(deps) {
    this.#deps = deps;
    this.#clear();
  }

  add(clientId, { body, transcript, fields }) {
    if (body.ops.length > 0) this.#steps.push({ clientId, change: body });
    this.#body = this.#body.compose(body);
    this.#transcript = this.#transcript.compose(transcript);
    Object.assign(this.#fields, fields);
  }

  show() {
    const [steps, body, transcript, fields] = [this.#steps, this.#body, this.#transcript, this.#fields];
    this.#clear();
    if (steps.length > 0) this.#deps.onRemote(body, steps);
    if (transcript.ops.length > 0) this.#deps.onTranscript(transcript);
    if (Object.keys(fields).length > 0) this.#deps.onFields(fields);
  }

  #clear() {
    const { Delta } = this.#deps;
    [this.#steps, this.#body, this.#transcript, this.#fields] = [[], new Delta(), new Delta(), {}];
  }
}
