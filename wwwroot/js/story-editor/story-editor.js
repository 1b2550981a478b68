// <story-editor story-id account-id>: the page where a story is written, or read along with as it is. Typing, keeping and saving need neither Blazor
// nor a circuit; everything here goes on when the server is away. The parts: story-text (Quill), fields, toolbar, paste,
// live-story (what is sent, and what others wrote), live-line (its connection), kept-words (the encrypted copy on this device),
// community-choice. Here they meet the person.
import { standBy } from '../stand-by.js';
import { CommunityChoice } from './community-choice.js';
import { DeskClient } from './desk-client.js';
import { DeviceStore, isDeviceCopyPossible } from './device-store.js';
import { element as el } from './dom.js';
import { bringOver } from './earlier-copy.js';
import { Fields } from './fields.js';
import { FieldsAsText } from './fields-as-text.js';
import { KeptWords } from './kept-words.js';
import { limits } from './limits.js';
import { LiveConnection } from './live-connection.js';
import { LiveLine } from './live-line.js';
import { LiveStory } from './live-story.js';
import { cardFor, plainWords } from './notices.js';
import { OwnChanges, receiveInto } from './own-changes.js';
import { Paste } from './paste.js';
import { pace } from './pace.js';
import { keepBarInReach } from './reach.js';
import { StateLine } from './state-line.js';
import { Delta, StoryText } from './story-text.js';
import { bringIn } from './straggler.js';
import { Toolbar } from './toolbar.js';
import { followWays } from './ways.js';
import { spokenCount, stateOf } from './words.js';
import { WordsAside } from './words-aside.js';

const askAgainMs = 20000; // signed out: look now and then whether the person is back
const openAgainMs = 4000;

class StoryEditor extends HTMLElement {
  #client;
  #store = null;
  #kept = null;
  #line = null;
  #live = null;
  #choice;
  #own = new OwnChanges(Delta);
  #fields;
  #asText;               // the fields, for whoever reads along
  #aside;
  #text;
  #paste;
  #toolbar;
  #said;                 // the state in words
  #notices;
  #remark;
  #leaving;
  #isReady = false;      // a text is shown, and what is typed goes into it
  #isConfirmed = false;  // who is signed in was asked just now
  #isOther = false;      // somebody else than whoever opened this page
  #hasFailed = false;
  #isSettled = false;    // what else is on this device was seen to
  #isAside = false;      // what is pending is kept aside by now
  #mayWriteAtFirst = true;
  #returning = 0;

  get storyId() { return this.getAttribute('story-id'); }
  get #base() { return new URL('.', document.baseURI).pathname; }
  get #signInUrl() { return this.getAttribute('sign-in-url') ?? 'account/sign-in'; }
  get #revision() { return this.#live?.revision ?? 0; }
  /** They may look, and perhaps comment, and change nothing. */
  get #isReader() { return !(this.#live?.mayWrite ?? this.#mayWriteAtFirst); }

  connectedCallback() {
    if (this.#text) return;
    // Where the islands beside the text find it.
    globalThis.empathyLedger = { ...globalThis.empathyLedger, editor: this };
    this.#client = new DeskClient(this.storyId, { base: this.#base });
    this.#build();
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    followWays(signal);
    const nudge = () => this.#nudge();
    const leave = () => { this.#live?.flush(); this.#kept?.keepNow(); };
    window.addEventListener('online', nudge, { signal });
    window.addEventListener('focus', nudge, { signal });
    window.addEventListener('pagehide', leave, { signal });
    document.addEventListener('visibilitychange', () => (document.hidden ? leave() : nudge()), { signal });
    // A page that comes back from the browser's memory may have given its words to another one.
    window.addEventListener('pageshow', event => { if (event.persisted) window.location.reload(); }, { signal });
    window.addEventListener('beforeunload', event => {
      if ((this.#isReady && !this.#isSaved && !this.#kept.isSafe) || this.#aside.isOnlyHere) event.preventDefault();
    }, { signal });
    this.#start();
  }

  /** Enhanced navigation takes the element out without unloading the page. */
  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#leaving.abort();
      clearTimeout(this.#returning);
      this.#choice.stop();
      this.#kept?.keepNow();
      this.#kept?.close();
      this.#live?.stop();
    });
  }

  /** For the parts of the page that act on the story: saves what there is, and tells whether the ledger has every word. */
  async flush() {
    if (!this.#isReady) return { saved: false, revision: 0 };
    await this.#paste.putIn;
    const [state, isChosen] = await Promise.all([this.#live.flush(), this.#choice.flush()]);
    return { saved: state.kind === 'saved' && isChosen, revision: this.#revision };
  }

  /** Whether this device has every word that the ledger has not. */
  async keep() {
    await this.#kept?.keepNow();
    return this.#kept?.isSafe ?? false;
  }

  #build() {
    const setup = JSON.parse(this.getAttribute('data-setup') || '{}');
    this.#mayWriteAtFirst = setup.mayWrite !== false;
    this.#fields = new Fields(
      { communities: [], themes: [], languages: [], ...setup }, () => this.#fieldsChanged(), () => this.#choice.choose(this.#fields.communities));
    this.#fields.communities = setup.chosen ?? [];
    this.#choice = new CommunityChoice({
      // Like words, in nobody else's name.
      choose: async ids => (await this.#confirm() === 'same' ? this.#client.chooseCommunities(ids) : { kind: 'unreachable' }),
      onChosen: ids => { this.#fields.communities = ids; },
      onMoved: () => { this.#kept?.keepSoon(); this.#show(); },
    });
    this.#asText = new FieldsAsText(this.#fields.options.languages);
    this.#notices = el('div', { class: 'story-notices' });
    this.#aside = new WordsAside(this.#notices, () => { this.#turn(); this.#text.focus(); });
    this.#remark = el('div', { class: 'story-remark', role: 'status' });
    const bar = el('div', { class: 'story-bar' });
    const host = el('div', { class: 'story-text' });
    this.#said = new StateLine(document.querySelector('[data-story-stage]'), () => this.#notices.querySelector('button, a')?.focus());
    this.#text = new StoryText(host, {
      label: 'Story text', placeholder: 'Begin anywhere.',
      onChange: change => this.#wordsChanged(change), onSelection: range => { this.#toolbar?.reflect(range); this.#live?.moved(); },
    });
    this.#toolbar = new Toolbar(bar, this.#text);
    bar.append(this.#said.echo, this.#remark);
    this.#paste = new Paste(this.#text, sentence => this.#say(sentence));
    this.#fields.title.addEventListener('keydown', event => {
      if (event.key === 'Enter' && !event.isComposing) { event.preventDefault(); this.#text.quill.focus(); }
    });
    this.#fields.transcript.addEventListener('paste', event => this.#onTranscriptPaste(event));
    this.#fields.directionSelect.addEventListener('change', () => this.#showDirection());
    this.#fields.languageSelect.addEventListener('change', () => this.#showDirection());
    this.addEventListener('compositionstart', () => this.#line?.hold());
    // Quill reads what was composed a moment after its end.
    this.addEventListener('compositionend', () => setTimeout(() => this.#line?.letGo(), 0));
    for (const way of ['focusin', 'focusout']) this.addEventListener(way, () => this.#live?.moved());
    this.#fields.transcript.addEventListener('select', () => this.#live?.moved());
    // The bar sticks to the top as far as the text goes, and not over what follows it.
    const sheet = el('div', { class: 'story-sheet' }, [bar, host]);
    this.replaceChildren(this.#said.node, this.#notices, this.#fields.title, this.#asText.head, sheet, this.#fields.about, this.#asText.foot);
    keepBarInReach(this, bar, host, this.#text.quill);
    this.#turn();
    this.#show();
  }

  async #start() {
    const key = await this.#client.deviceKey();
    if (!this.isConnected) return;
    // The key of somebody else (signed in meanwhile in another tab) opens nothing of this person's.
    this.#isConfirmed = this.#isMine(key);
    if (!this.#isConfirmed) {
      this.#cannotOpen(key);
      return;
    }

    this.#aside.store = this.#store = isDeviceCopyPossible() ? await this.#openStore(key) : null;
    this.#kept = await KeptWords.open({ store: this.#store, name: `story-editor/${key.accountId}/${this.storyId}` });
    if (!this.isConnected) { this.#kept.close(); return; }
    this.#kept.begin(() => this.#snapshot(), () => this.#show(), () => this.#nudge(), () => { this.#live.stop(); window.location.reload(); });
    if (this.#store) standBy();
    const { found } = this.#kept;
    this.#line = new LiveLine(new LiveConnection({ base: this.#base }), {
      confirm: () => this.#confirm(), keep: () => this.#kept.keepNow(), onAnswer: kind => this.#answered(kind), pace,
    });
    this.#live = new LiveStory({
      Delta, transport: this.#line, storyId: this.storyId, clientId: this.#kept.clientId, kept: found?.pending ?? null,
      onContent: content => this.#begin(content),
      onRemote: (change, steps) => { this.#text.receive(change); this.#text.cursors.wrote(steps); },
      onTranscript: change => this.#receiveTranscript(change),
      onLineEnd: ({ body }) => { if (body.ops.length > 0) this.#text.receiveLineEnd(body); },
      onFields: fields => this.#showFields(fields),
      whereAmI: () => this.#whereAmI(),
      onHere: (pages, isEverybody) => this.#text.cursors.meet(pages, isEverybody),
      onMayWrite: () => this.#turned(),
      onHandOver: () => this.#putPendingAside(),
      // What is saved goes from the device at once: whoever leaves now must not be told that it waits there.
      onPending: () => (this.#isSaved ? this.#kept.keepNow() : this.#kept.keepSoon()),
      onState: () => this.#show(),
    });
    if (found) {
      this.#begin(found.shown);
      this.#say('Words that were kept on this device have been put back.');
      if (found.communities) { this.#fields.communities = found.communities; this.#choice.choose(found.communities); }
    }

    this.#live.open();
    this.#show();
  }

  /** Until here nobody could write, and nothing was shown; or nothing unsent was in it. */
  #begin({ body, transcript, fields }) {
    this.#text.show(body);
    this.#fields.transcript.value = transcript.ops.map(op => op.insert).join('').slice(0, -1);
    this.#knowTranscript();
    this.#showFields(fields);
    if (this.#isReady) return;
    this.#isReady = true;
    this.#notices.replaceChildren();
    this.#turn();
    if (!this.#store && !this.#isReader) this.#say('This browser can’t keep a copy of unsaved words here. Leave the page open until it says “Saved”.');
  }

  /** For the others. */
  #whereAmI() {
    if (this.#isReader) return null;
    const { activeElement } = document;
    const { transcript } = this.#fields;
    const range = this.#text.quill.hasFocus() ? this.#text.quill.getSelection() : null;
    if (range) return { place: 'body', index: range.index, length: range.length };
    if (activeElement === transcript) {
      return { place: 'transcript', index: transcript.selectionStart, length: transcript.selectionEnd - transcript.selectionStart };
    }
    return this.contains(activeElement) ? { place: 'details', index: 0, length: 0 } : null;
  }

  #wordsChanged(body) {
    if (!this.#isReady) return;
    if (this.#text.length > limits.bodyCharacters) {
      this.#say(`A story holds ${spokenCount(limits.bodyCharacters)} characters, and this one is longer now. Please move a part of it into another story.`);
    }
    this.#kept.wrote();
    this.#live.change({ body });
  }

  #fieldsChanged() {
    if (!this.#isReady) return;
    this.#kept.wrote();
    this.#live.change(this.#own.find({ fields: this.#fields.read(), transcript: this.#fields.transcript.value }));
  }

  #receiveTranscript(change) {
    receiveInto(this.#fields.transcript, change, Delta);
    this.#knowTranscript();
  }

  #knowTranscript() {
    const { value } = this.#fields.transcript;
    this.#own.know({ transcript: value });
    this.#asText.showTranscript(value);
  }

  #showFields(fields) {
    this.#fields.show(fields);
    // As the form gives them back, so that its own ways of writing a value are nobody's change.
    const shown = this.#fields.read();
    this.#own.know({ fields: Object.fromEntries(Object.keys(fields).filter(name => name in shown).map(name => [name, shown[name]])) });
    this.#asText.show(shown);
    this.#showDirection();
  }

  /** What is shown and isn't in the ledger; null when it is all there. */
  #snapshot() {
    if (!this.#isReady || this.#isSaved || this.#isAside) return null;
    return { pending: this.#live.pending, shown: this.#shown(), communities: this.#choice.pending };
  }

  #shown() {
    const { value } = this.#fields.transcript;
    return { body: this.#text.content, transcript: { ops: [{ insert: `${value}\n` }] }, fields: this.#fields.read() };
  }

  get #isSaved() { return this.#live.isSaved && this.#choice.pending === null; }

  async #openStore(key) {
    try {
      return await DeviceStore.open({ accountId: key.accountId, storyId: this.storyId, key: key.key });
    } catch {
      return null;
    }
  }

  #isMine(key) { return key.kind === 'key' && key.accountId === this.getAttribute('account-id'); }

  /** Asked before every connection: a cookie may be somebody else's by now, and words are sent in nobody else's name. */
  async #confirm() {
    if (this.#isConfirmed) {
      this.#isConfirmed = false;
      return 'same';
    }
    const key = await this.#client.deviceKey();
    this.#isOther = key.kind === 'key' && !this.#isMine(key);
    if (key.kind === 'key') return this.#isOther ? 'other-account' : 'same';
    return key.kind === 'signed-out' ? 'signed-out' : 'unreachable';
  }

  #answered(kind) {
    this.#hasFailed = kind === 'away';
    this.#show();
  }

  #nudge() {
    this.#live?.nudge();
    this.#choice.nudge();
    this.#comeBack();
  }

  /** After a sign-out: goes on by itself when the same person is signed in again. */
  async #comeBack() {
    clearTimeout(this.#returning);
    if (!this.isConnected || this.#live?.state.reason !== 'signed-out') return;
    if (await this.#confirm() === 'same') {
      this.#isConfirmed = true;
      this.#live.open();
    }
    this.#show();
  }

  /** Once, with a connection: what else is on this device. */
  async #settleIn() {
    if (!this.#store) return;
    const earlier = await bringOver(this.#store, { shown: this.#shown(), revision: this.#isReader ? null : this.#revision });
    if (earlier) {
      this.#text.become(earlier.body);
      this.#fields.show(earlier.fields);
      this.#fields.transcript.value = earlier.transcript;
      this.#fieldsChanged();
      await this.#kept.keepNow();
      await this.#store.remove('draft');
      this.#say('Words that were kept on this device have been put back.');
    }

    await this.#aside.show();
    await this.#kept.shareOut(async (clientId, record, signal) => {
      const result = await bringIn({
        Delta, connection: new LiveConnection({ base: this.#base }), storyId: this.storyId, clientId, record, signal,
        confirm: () => this.#confirm(), keep: value => this.#kept.write(clientId, value),
      });
      if (!result) return;
      if (record.communities && !this.#isReader) await this.#client.chooseCommunities(record.communities);
      if (!result.isIn) await this.#aside.put(result.shown);
      await this.#kept.remove(clientId);
    });
  }

  #show() {
    const state = stateOf({
      live: this.#live?.state, choice: this.#choice, kept: this.#kept, isSaved: this.#isReady && this.#isSaved, isOther: this.#isOther, hasFailed: this.#hasFailed,
      isReader: this.#isReader, isReady: this.#isReady,
    });
    if (!this.#isSettled && ['saved', 'saving', 'reading'].includes(state.kind)) {
      this.#isSettled = true;
      queueMicrotask(() => this.#settleIn());
    }

    this.setAttribute('data-state', state.kind);
    if (!this.#said.show(state)) return;
    if (state.kind === 'signed-out' || state.kind === 'other-account') {
      clearTimeout(this.#returning);
      const askAgain = () => this.#comeBack().then(() => { this.#returning = setTimeout(askAgain, askAgainMs); });
      this.#returning = setTimeout(askAgain, askAgainMs);
    }
    if (this.#isReady && ['gone', 'elsewhere', 'too-old'].includes(state.kind)) this.#allow(false);
    if (this.#isReady && state.kind === 'no-reader') this.#endReading();
    this.#decide(cardFor(state, {
      isReady: this.#isReady, words: () => plainWords(this.#shown()), signInUrl: this.#signInUrl, onNewest: () => this.#putAside(),
    }));
  }

  /** At most one thing to decide is shown; words that were put aside stay beside it. */
  #decide(card) {
    for (const other of [...this.#notices.children]) if (!other.hasAttribute('data-aside')) other.remove();
    if (card) this.#notices.prepend(card);
  }

  /** Whatever happens to the page next, what was not sent is on this device once, or twice, and never nowhere. */
  async #putPendingAside() {
    await this.#aside.put(this.#shown());
    this.#isAside = true;
    await this.#kept.keepNow();
    this.#isAside = false;
  }

  async #putAside() {
    await this.#aside.put(this.#shown());
    this.#isReady = false;
    await this.#kept.keepNow();
    window.location.reload();
  }

  #cannotOpen(answer) {
    this.#hasFailed = true;
    this.#show();
    if (answer.kind === 'signed-out') {
      this.#notices.replaceChildren(cardFor({ kind: 'signed-out' }, { isReady: false, signInUrl: this.#signInUrl }));
    }
    // The server is restarting, or the person signs in in another tab: try until it opens.
    const again = new AbortController();
    const retry = () => { again.abort(); clearTimeout(timer); if (this.isConnected) this.#start(); };
    const timer = setTimeout(retry, openAgainMs);
    for (const name of ['online', 'focus']) window.addEventListener(name, retry, { signal: again.signal });
  }

  /** Their part is another one than the page shows: they are told, unless they have only come. */
  #turned() {
    if (!this.#isReady || this.hasAttribute('data-reading') === this.#isReader) return;
    const wasHere = this.contains(document.activeElement);
    this.#turn();
    if (wasHere) this.#text.focus();
    this.#say(this.#isReader
      ? 'You read along now: what you see is the draft as it is written. You change nothing in it.'
      : 'You may write in this story now.');
    this.#show();
  }

  /** The page as it is for whoever writes, or for whoever reads along. */
  #turn() {
    const isReader = this.#isReader;
    this.toggleAttribute('data-reading', isReader);
    this.#text.isForReading = isReader;
    this.#asText.isShown = isReader;
    this.#fields.title.hidden = this.#fields.about.hidden = isReader;
    // The page's own heading is what one does here; that of whoever reads is the story's title.
    const heading = this.parentElement?.querySelector(':scope > h1');
    if (heading) heading.hidden = isReader && this.#isReady;
    this.#allow(this.#isReady && !isReader);
  }

  #endReading() {
    this.#text.show({ ops: [] });
    this.#text.cursors.meet([], true);
    this.#text.host.hidden = true;
    this.#fields.show({ title: '', summary: '', toldWhen: '', toldTo: '', place: '', themes: [], warnings: [], people: [] });
    this.#fields.transcript.value = '';
    this.#asText.end();
  }

  #allow(value) {
    // js/portal.js reloads no page under a writer's hands, or with words that only it has.
    this.toggleAttribute('data-writing', value || this.#aside.isOnlyHere);
    this.#text.isWritable = value;
    this.#toolbar.isEnabled = value;
    this.#fields.isEnabled = value;
  }

  #showDirection() {
    this.#text.direction = this.#fields.direction;
    this.#text.language = this.#fields.languageSelect.value.length <= 3 ? this.#fields.languageSelect.value : '';
  }

  #onTranscriptPaste(event) {
    const area = event.target;
    const added = event.clipboardData?.getData('text/plain').length ?? 0;
    if (area.value.length - (area.selectionEnd - area.selectionStart) + added <= limits.transcriptCharacters) return;
    event.preventDefault();
    this.#say(`That is too long to put in here: a transcript holds ${spokenCount(limits.transcriptCharacters)} characters. Nothing was pasted; what you copied is still on your clipboard.`);
  }

  #say(sentence) {
    if (sentence === '') { this.#remark.replaceChildren(); return; }
    const close = el('button', { type: 'button', class: 'btn quiet' }, 'All right');
    close.addEventListener('click', () => { this.#remark.replaceChildren(); this.#text.focus(); });
    this.#remark.replaceChildren(el('p', {}, sentence), close);
  }
}

customElements.define('story-editor', StoryEditor);
