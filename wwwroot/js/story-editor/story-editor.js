// <story-editor story-id account-id>: the page where a story is written. Typing, keeping and saving need neither Blazor
// nor a circuit; everything here goes on when the server is away. The parts: story-text (Quill), fields, toolbar, paste,
// saver (when to send), draft-client (HTTP), device-store (the encrypted copy), tab-turn (one writing tab at a time).
import { DeviceStore, isDeviceCopyPossible } from './device-store.js';
import { element as el } from './dom.js';
import { DraftClient } from './draft-client.js';
import { Fields } from './fields.js';
import { limits } from './limits.js';
import { asideCard, conflictCard, elsewhereCard, plainCard, plainWords, signedOutCard } from './notices.js';
import { Paste } from './paste.js';
import { keepBarInReach } from './reach.js';
import { reopen } from './reopen.js';
import { Saver } from './saver.js';
import { StateLine } from './state-line.js';
import { StoryText } from './story-text.js';
import { TabTurn } from './tab-turn.js';
import { Toolbar } from './toolbar.js';
import { followWays } from './ways.js';
import { spokenCount } from './words.js';

const clock = {
  now: () => performance.now(),
  setTimeout: (work, wait) => window.setTimeout(work, wait),
  clearTimeout: timer => window.clearTimeout(timer),
};

class StoryEditor extends HTMLElement {
  #client;
  #store = null;
  #saver = null;
  #turn;
  #fields;
  #text;
  #toolbar;
  #line;
  #notices;
  #remark;
  #leaving;
  #isWriting = false;

  get storyId() { return this.getAttribute('story-id'); }

  connectedCallback() {
    if (this.#text) return;
    // Where the islands beside the text find it.
    globalThis.empathyLedger = { ...globalThis.empathyLedger, editor: this };
    this.#client = new DraftClient(this.storyId, { base: new URL('.', document.baseURI).pathname });
    this.#build();
    this.#turn = new TabTurn(this.getAttribute('account-id'), this.storyId, {
      onGranted: () => this.#open({ mayWrite: true }),
      onAsked: () => this.#giveWay(),
      onLost: () => this.#readOnly(),
    });
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    followWays(signal);
    const nudge = () => this.#saver?.nudge();
    window.addEventListener('online', nudge, { signal });
    window.addEventListener('focus', nudge, { signal });
    window.addEventListener('pagehide', () => this.#saver?.leave(), { signal });
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#saver?.leave() : nudge()), { signal });
    // A page that comes back from the browser's memory may be older than the server and has lost its turn.
    window.addEventListener('pageshow', event => { if (event.persisted) window.location.reload(); }, { signal });
    window.addEventListener('beforeunload', event => {
      if (this.#saver && !this.#saver.isSafeToLeave) event.preventDefault();
    }, { signal });
    this.#start();
  }

  /** Enhanced navigation takes the element out without unloading the page. */
  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#saver?.leave();
      this.#saver?.stop();
      this.#leaving.abort();
      this.#turn.close();
    });
  }

  /** For the parts of the page that act on the story: saves what there is, and tells whether the server has every word. */
  async flush() {
    const state = this.#saver ? await this.#saver.flush() : { kind: 'unreachable' };
    return { saved: state.kind === 'saved', revision: this.#saver?.revision ?? 0 };
  }

  /** For the same parts, after the draft was changed at the server (a restored version). */
  async reload() {
    if (this.#saver?.isDirty && !(await this.flush()).saved) return;
    await this.#showServers();
  }

  #build() {
    const setup = JSON.parse(this.getAttribute('data-setup') || '{}');
    this.#fields = new Fields({ communities: [], themes: [], languages: [], ...setup }, () => this.#changed());
    this.#notices = el('div', { class: 'story-notices' });
    this.#remark = el('div', { class: 'story-remark', role: 'status' });
    const bar = el('div', { class: 'story-bar' });
    const host = el('div', { class: 'story-text' });
    this.#line = new StateLine(document.querySelector('[data-story-stage]'), () => this.#notices.querySelector('button, a')?.focus());
    this.#text = new StoryText(host, {
      label: 'Story text', placeholder: 'Begin anywhere.',
      onChange: () => this.#changed(), onSelection: range => this.#toolbar?.reflect(range),
    });
    this.#toolbar = new Toolbar(bar, this.#text);
    bar.append(this.#line.echo, this.#remark);
    new Paste(this.#text, sentence => this.#say(sentence));
    this.#fields.title.addEventListener('keydown', event => {
      if (event.key === 'Enter' && !event.isComposing) { event.preventDefault(); this.#text.quill.focus(); }
    });
    this.#fields.transcript.addEventListener('paste', event => this.#onTranscriptPaste(event));
    this.#fields.directionSelect.addEventListener('change', () => this.#showDirection());
    this.#fields.languageSelect.addEventListener('change', () => this.#showDirection());
    // The bar sticks to the top as far as the text goes, and not over what follows it.
    const sheet = el('div', { class: 'story-sheet' }, [bar, host]);
    this.replaceChildren(this.#line.node, this.#notices, this.#fields.title, sheet, this.#fields.about);
    keepBarInReach(this, bar, host, this.#text.quill);
    this.#allow(false);
    this.#state({ kind: 'opening' });
  }

  async #start() {
    const mayWrite = await this.#turn.take();
    if (!this.isConnected) return;
    await this.#open({ mayWrite });
    if (!mayWrite) this.#turn.wait();
  }

  async #open({ mayWrite }) {
    const [draft, key] = await Promise.all([this.#client.get(), this.#client.deviceKey()]);
    if (!this.isConnected) return;
    await this.#openStore(key);
    const record = mayWrite ? await this.#store?.read('draft') : null;
    if (draft.kind !== 'draft') {
      this.#cannotOpen(draft, record, mayWrite);
      return;
    }
    const found = await reopen({
      server: draft, resend: request => this.#client.put(request),
      record: record ? { ...record.value, baseRevision: record.baseRevision } : null,
    });
    this.#show(found.content);
    this.#notices.replaceChildren();
    if (!mayWrite) {
      this.#readOnly();
      return;
    }
    await this.#showAside();
    this.#saver = this.#newSaver();
    this.#isWriting = true;
    this.#allow(true);
    this.#saver.start(found);
    if (found.wasRestored) this.#say('Words that were kept on this device have been put back.');
    else if (!this.#store) this.#say('This browser can’t keep a copy of unsaved words here. Leave the page open until it says “Saved”.');
  }

  async #openStore(key) {
    // The key of somebody else (signed in meanwhile in another tab) opens nothing of this person's.
    const isMine = key.kind === 'key' && key.accountId === this.getAttribute('account-id');
    if (!isMine || !isDeviceCopyPossible()) return;
    try {
      this.#store = await DeviceStore.open({ accountId: key.accountId, storyId: this.storyId, key: key.key });
    } catch {
      this.#store = null;
    }
  }

  #newSaver() {
    const saver = new Saver({
      clock,
      put: (request, options) => this.#client.put(request, options),
      keep: record => this.#keep(record),
      forget: async () => this.#store?.remove('draft'),
      snapshot: () => ({ ...this.#fields.read(), body: this.#text.content }),
      newKey: () => (crypto.randomUUID ? crypto.randomUUID() : randomKey()),
      confirmReturn: () => this.#confirmReturn(),
      // A saver that was stopped may still hear from the server; the page then shows something else.
      onState: state => { if (this.#saver === saver) this.#state(state); },
    });
    return saver;
  }

  async #keep(record) {
    if (!this.#store) return 'off';
    const { baseRevision, ...value } = record;
    return (await this.#store.write('draft', value, { baseRevision, pendingKey: record.request?.key ?? null })) || 'off';
  }

  async #confirmReturn() {
    const key = await this.#client.deviceKey();
    if (key.kind !== 'key') return key.kind === 'signed-out' ? 'signed-out' : 'unreachable';
    return key.accountId === this.getAttribute('account-id') ? 'same' : 'other-account';
  }

  #changed() {
    if (!this.#isWriting) return;
    this.#turn.isUsed();
    if (this.#text.length > limits.bodyCharacters) {
      this.#say(`A story holds ${spokenCount(limits.bodyCharacters)} characters, and this one is longer now. Please move a part of it into another story.`);
    }
    this.#saver.changed();
  }

  #state(state) {
    this.setAttribute('data-state', state.kind);
    const changed = this.#line.show(state);
    if (!changed) return;
    this.dispatchEvent(new CustomEvent('story-editor:state', { bubbles: true, detail: { state: state.kind, revision: this.#saver?.revision } }));
    if (state.kind === 'saved' || state.kind === 'saving') {
      this.#decide(null);
    } else {
      this.#decide(this.#cardFor(state));
    }
  }

  /** At most one thing to decide is shown; words that were put aside stay beside it. */
  #decide(card) {
    for (const other of [...this.#notices.children]) if (!other.hasAttribute('data-aside')) other.remove();
    if (card) this.#notices.prepend(card);
  }

  #cardFor(state) {
    switch (state.kind) {
      case 'conflict': return conflictCard({
        savedAt: state.savedAt, kept: state.kept, onTheirs: () => this.#useTheirs(), onMine: () => this.#saver.keepMine(),
      });
      case 'signed-out': case 'other-account':
        return signedOutCard({ signInUrl: this.getAttribute('sign-in-url') ?? 'account/sign-in', isOther: state.kind === 'other-account' });
      case 'gone': return asideCard({ heading: 'This story can’t be saved here any more. These are your words, to copy.', text: plainWords(this.#content()) });
      case 'too-large': return plainCard('amber', 'This story is too long to be saved',
        `${state.limit ? `At most ${spokenCount(state.limit)} can be saved in one story. ` : ''}Everything is still here. Move a part of it into another story, and it is saved at once.`);
      case 'refused': return plainCard('amber', 'This could not be saved as it is', state.message ?? 'Something in it can’t be kept. Everything is still here.');
      default: return null;
    }
  }

  async #useTheirs() {
    const mine = this.#content();
    await this.#store?.write('aside', mine);
    if (!await this.#showServers()) return;
    await this.#showAside(mine);
  }

  async #showServers() {
    const draft = await this.#client.get();
    if (draft.kind !== 'draft') {
      this.#say('The other one could not be fetched just now. Please try again in a moment.');
      for (const button of this.#notices.querySelectorAll('button')) button.disabled = false;
      return false;
    }
    this.#show(draft.content);
    this.#saver?.adopt(draft);
    return true;
  }

  async #showAside(words) {
    const content = words ?? (await this.#store?.read('aside'))?.value;
    this.#notices.querySelector('[data-aside]')?.remove();
    if (!content) return;
    const card = asideCard({
      heading: 'What you had written here, put aside', text: plainWords(content),
      onDone: async () => { await this.#store?.remove('aside'); card.remove(); this.#text.quill.focus(); },
    });
    card.setAttribute('data-aside', '');
    this.#notices.append(card);
  }

  #cannotOpen(answer, record, mayWrite) {
    this.#state({ kind: answer.kind === 'gone' ? 'gone' : 'failed' });
    if (answer.kind === 'gone') {
      const words = record?.value.content ?? record?.value.request?.content;
      this.#notices.replaceChildren(words
        ? asideCard({ heading: 'This story isn’t here any more. These words were kept on this device.', text: plainWords(words) })
        : plainCard('amber', 'There is no such story here', 'It may have been deleted, or it is not yours to change.'));
    }
    if (answer.kind === 'gone') return;
    if (answer.kind === 'signed-out') {
      this.#notices.replaceChildren(signedOutCard({ signInUrl: this.getAttribute('sign-in-url') ?? 'account/sign-in', isOpening: true }));
    }
    // The server is restarting, or the person signs in in another tab: try until it opens.
    const again = new AbortController();
    const retry = () => { again.abort(); clearTimeout(timer); if (this.isConnected) this.#open({ mayWrite }); };
    const timer = setTimeout(retry, Math.max(4000, answer.retryAfterMs ?? 0));
    // A server that named a time is not asked before it.
    for (const name of answer.retryAfterMs ? [] : ['online', 'focus']) window.addEventListener(name, retry, { signal: again.signal });
  }

  async #giveWay() {
    // The other tab reads what is at the server and on this device, so both must be up to date before it begins.
    this.#isWriting = false;
    this.#allow(false);
    const patience = new Promise(resolve => setTimeout(resolve, 2000));
    await Promise.race([this.#saver?.flush(), patience]);
    await Promise.race([this.#saver?.stop(), patience]);
    this.#readOnly();
    this.#turn.giveWay();
    this.#turn.wait();
  }

  #readOnly() {
    this.#isWriting = false;
    this.#saver?.stop();
    this.#saver = null;
    this.#allow(false);
    this.#state({ kind: 'elsewhere' });
    this.#notices.replaceChildren(elsewhereCard({ onHere: () => this.#turn.demand() }));
  }

  #allow(value) {
    // js/portal.js reloads no page under a writer's hands.
    this.toggleAttribute('data-writing', value);
    this.#text.isWritable = value;
    this.#text.quill.root.setAttribute('aria-readonly', String(!value));
    this.#toolbar.isEnabled = value;
    this.#fields.isEnabled = value;
  }

  #content() { return { ...this.#fields.read(), body: this.#text.content }; }

  #show(content) {
    this.#fields.show(content);
    this.#text.show(content.body);
    this.#showDirection();
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
    close.addEventListener('click', () => { this.#remark.replaceChildren(); this.#text.quill.focus(); });
    this.#remark.replaceChildren(el('p', {}, sentence), close);
  }
}

function randomKey() {
  // Plain HTTP has no randomUUID, but it has random bytes.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

customElements.define('story-editor', StoryEditor);
