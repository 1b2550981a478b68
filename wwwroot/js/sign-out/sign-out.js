// Signing out while something that this person wrote has not reached the portal: asks what is to become of it. Loaded when somebody
// signs out (portal.js); where nothing is unsent, or scripts don't run, the form is sent as it is, and what is kept stays locked.
import { sumOf, spokenSum, counted } from '../../offline/kept-sentences.js';
import { standDown } from '../stand-by.js';
import { DeskClient } from '../story-editor/desk-client.js';
import { DeviceStore } from '../story-editor/device-store.js';
import { element as el } from '../story-editor/dom.js';
import { findUnsent, mayBeUnsent, nameOf, throwAway } from './unsent.js';
import { wordsFileName, wordsPage } from './words-file.js';

const lookMs = 1000;
const longMs = 12000;      // without anything saved: then more is said
const tidyMs = 1000;

let current = null;

/** @param submit () sends the form: the person leaves */
export async function signOut(submit) {
  if (current?.isAsking) return;
  current?.end();
  current = new SignOut(submit);
  await current.begin();
}

class SignOut {
  #submit;
  #dialog = el('dialog', { class: 'card ask', 'aria-labelledby': 'sign-out-heading' });
  #accountId;
  #key;
  #unsent = [];
  #isLooking = true;
  #waiting = null;           // ends the waiting

  constructor(submit) { this.#submit = submit; }

  /** Not where the page under it was changed by the browser's back button: then nobody sees what is asked. */
  get isAsking() { return this.#isLooking || (this.#dialog.isConnected && this.#dialog.open); }

  async begin() {
    document.body.append(this.#dialog);
    // However it is closed: the person stays signed in, and nothing goes on behind.
    this.#dialog.addEventListener('close', () => this.end());
    try {
      await this.#look();
    } finally {
      this.#isLooking = false;
    }
  }

  end() {
    this.#waiting?.abort();
    this.#dialog.remove();
  }

  async #look() {
    if (!await mayBeUnsent()) return this.#leave();
    const key = await new DeskClient(null).deviceKey();
    if (key.kind === 'signed-out') return this.#leave();
    if (key.kind !== 'key') return this.#cannot();
    [this.#accountId, this.#key] = [key.accountId, key.key];
    if (await this.#isAllSaved()) return this.#leave();
    this.#ask();
  }

  async #isAllSaved(question) {
    this.#unsent = await findUnsent(this.#accountId, question);
    return this.#unsent.length === 0;
  }

  #ask() {
    const sum = spokenSum(sumOf(this.#unsent));
    this.#show('Something you wrote isn’t saved yet', [
      `It has not reached the portal: ${sum}.`,
      'What would you like to do before you sign out?',
    ], [
      ['Wait until it is saved', 'You are signed out by itself after that.', () => this.#wait()],
      ['Keep a file of it', 'A page with your words, to read later on this device.', () => this.#keepFile(), 'quiet'],
      ['Stay signed in', null, () => this.#dialog.close(), 'quiet'],
      ['Throw it away', 'You are asked once more first.', () => this.#askToThrowAway(), 'stop'],
    ]);
  }

  #cannot() {
    this.#show('Signing out needs a connection', [
      'The portal can’t be reached just now, so you are still signed in. Nothing is lost: what you wrote is kept on this device.',
    ], [
      ['Try again', null, () => this.#look()],
      ['Stay signed in', null, () => this.#dialog.close(), 'quiet'],
    ]);
  }

  async #wait() {
    const waiting = this.#waiting = new AbortController();
    const { signal } = waiting;
    const stories = new Set(this.#unsent.map(({ storyId }) => storyId));
    const bar = el('progress', { max: stories.size, value: 0, 'aria-label': 'Stories that are saved', hidden: stories.size === 1 });
    const said = el('p', { role: 'status', class: 'waiting-line' }, 'Saving…');
    this.#show('Saving what you wrote', [said, bar, 'You are signed out by itself as soon as all of it is saved.'], [
      ['Stop waiting', null, () => { waiting.abort(); this.#ask(); }, 'quiet'],
    ]);

    let sender = null;
    let since = Date.now();
    let most = 0;
    // At the beginning open pages are asked to try at once. Nobody is signed out who can't see it coming.
    while (!await this.#isAllSaved(sender ? 'unsent' : 'send')) {
      if (!this.#dialog.isConnected) waiting.abort();
      if (signal.aborted) return;
      sender ??= await this.#sender(signal);
      for (const one of this.#unsent) if (!one.isOpen) sender?.send(one);

      const waitingStories = new Set(this.#unsent.map(({ storyId }) => storyId));
      for (const storyId of waitingStories) stories.add(storyId);
      const saved = stories.size - waitingStories.size;
      if (saved > most) [most, since] = [saved, Date.now()];
      [bar.max, bar.value, bar.hidden] = [stories.size, saved, stories.size === 1];
      const words = this.#waitingWords(saved, stories.size, sender, Date.now() - since > longMs);
      if (said.textContent !== words) said.textContent = words;
      await new Promise(resolve => setTimeout(resolve, lookMs));
    }

    if (signal.aborted || !this.#dialog.isConnected) return;
    bar.value = bar.max;
    said.textContent = 'Everything is saved. You are being signed out.';
    await this.#leave();
  }

  /** Brings the text engine with it, which the page of the sign-out does not have. Null: tried again at the next look. */
  async #sender(signal) {
    try {
      const { KeptSender } = await import('./send-kept.js');
      return new KeptSender({ accountId: this.#accountId, storeOf: storyId => this.#storeOf(storyId), signal, confirm: () => this.#confirm() });
    } catch {
      return null;
    }
  }

  #waitingWords(saved, all, sender, isLong) {
    const stuck = this.#unsent.filter(one => sender?.stuck.has(nameOf(one)));
    if (stuck.length === this.#unsent.length) {
      return 'What is left can’t be put into its story any more. Stop waiting, and keep a file of it; or stay signed in and open the story, which says why.';
    }

    const progress = saved > 0 ? `${saved} of ${counted(all, 'story is', 'stories are')} saved.` : 'Saving…';
    return isLong
      ? `${progress} It takes longer than usual. If the connection is away, it goes on when it is back. You can wait, or stop waiting and keep a file.`
      : progress;
  }

  /** Words leave in nobody else's name. Where somebody has signed out meanwhile in another tab, there is nothing to wait for. */
  async #confirm() {
    const key = await new DeskClient(null).deviceKey();
    if (key.kind === 'signed-out') this.#leave();
    if (key.kind !== 'key') return key.kind === 'signed-out' ? 'signed-out' : 'unreachable';
    return key.accountId === this.#accountId ? 'same' : 'other-account';
  }

  async #keepFile() {
    if (await this.#isAllSaved()) return this.#needNot();
    const stories = [];
    for (const { storyId, clientId } of this.#unsent) {
      const record = await (await this.#storeOf(storyId)).read(`live/${clientId}`);
      if (record) stories.push(record.value.shown);
    }

    if (stories.length > 0) download(wordsFileName(), wordsPage(stories));
    const missing = this.#unsent.length - stories.length + this.#unsent.filter(({ isKept }) => !isKept).length;
    const file = stories.length > 0
      ? `The file is where this device keeps what you download. It is called ${wordsFileName()}. Whoever uses this device can read it.`
      : 'No file could be made.';
    this.#show('A file of your words', [
      file,
      missing > 0 && 'Not all of it could be put into the file. Go back to the story, where it is open, and copy your words there.',
      'The words also stay on this device, locked. When you sign in here again and open the story, they are saved by themselves.',
    ], [
      ['Sign out now', null, () => this.#finish(), missing > 0 ? 'quiet' : ''],
      ['Go back', null, () => this.#ask(), 'quiet'],
    ]);
  }

  #needNot() {
    this.#show('Everything is saved now', ['All that you wrote has reached the portal.'], [
      ['Sign out', null, () => this.#finish()], ['Stay signed in', null, () => this.#dialog.close(), 'quiet'],
    ]);
  }

  async #askToThrowAway() {
    if (await this.#isAllSaved()) return this.#needNot();
    this.#show('Throw away what isn’t saved?', [
      `This would be gone: ${spokenSum(sumOf(this.#unsent))}.`, 'What was saved before stays as it is.',
    ], [
      ['No, keep my words', null, () => this.#ask()],
      ['Yes, throw them away', null, () => this.#askOnceMore(), 'stop'],
    ]);
  }

  #askOnceMore() {
    // The other way round than before: a second press at the same place keeps the words.
    this.#show('Are you quite sure?', ['These words are nowhere else. Nobody can bring them back for you.'], [
      ['Throw them away and sign out', null, () => this.#finish(() => throwAway(this.#accountId, this.#unsent, storyId => this.#storeOf(storyId))), 'stop'],
      ['No, keep my words', null, () => this.#ask()],
    ]);
  }

  /** Nothing is thrown away for a sign-out that does not come about. */
  async #finish(before = async () => {}) {
    for (const button of this.#dialog.querySelectorAll('button')) button.disabled = true;
    if ((await new DeskClient(null).deviceKey()).kind === 'unreachable') return this.#cannot();
    await before();
    await this.#leave();
  }

  /** One thing at a time: a heading, what is to be known, and what can be done. */
  #show(heading, words, choices) {
    const buttons = choices.map(([label, hint, work, look = ''], index) => {
      const id = hint && `sign-out-hint-${index}`;
      const button = el('button', { type: 'button', class: `btn wide ${look}`, 'aria-describedby': id }, label);
      button.addEventListener('click', work);
      return el('div', {}, [button, hint && el('p', { class: 'hint', id }, hint)]);
    });
    this.#dialog.replaceChildren(
      el('h2', { id: 'sign-out-heading', tabindex: '-1', autofocus: true }, heading),
      ...words.filter(Boolean).map(part => (typeof part === 'string' ? el('p', {}, part) : part)),
      el('div', { class: 'ask-choices' }, buttons));
    // At its beginning, where reading begins too: with large letters the first button may be further down.
    if (this.#dialog.open) this.#dialog.querySelector('h2').focus();
    else this.#dialog.showModal();
    this.#dialog.scrollTop = 0;
  }

  #storeOf(storyId) { return DeviceStore.open({ accountId: this.#accountId, storyId, key: this.#key }); }

  async #leave() {
    this.#waiting?.abort();
    // What would answer offline goes too, where it has nothing to tell. A browser that is slow about it is not waited for.
    if (!await mayBeUnsent()) await Promise.race([standDown(), new Promise(resolve => setTimeout(resolve, tidyMs))]);
    this.#submit();
  }
}

function download(name, page) {
  const link = el('a', { href: URL.createObjectURL(new Blob([page], { type: 'text/html' })), download: name });
  link.click();
  // The browser takes it in a moment of its own.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
