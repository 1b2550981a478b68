// <story-replay src>: a story being written once more, change by change, in a text that nobody can write in. Back as well as forth.
import '../../lib/quill/quill.js';
import { element as el } from '../story-editor/dom.js';
import { Playback } from './playback.js';

const Quill = globalThis.Quill;
const Delta = Quill.import('delta');
const stepMs = 120;

class StoryReplay extends HTMLElement {
  #playback = null;
  #quill;
  #slider;
  #line;
  #button;
  #timer = null;

  connectedCallback() {
    if (!this.#playback) this.#load();
  }

  disconnectedCallback() { this.#pause(); }

  async #load() {
    let replay;
    try {
      const response = await fetch(this.getAttribute('src'), { headers: { accept: 'application/json' } });
      if (!response.ok) throw new Error(response.status);
      replay = await response.json();
    } catch {
      const again = el('button', { type: 'button', class: 'btn quiet' }, 'Try again');
      again.addEventListener('click', () => this.#load());
      this.replaceChildren(el('p', { role: 'alert' }, 'It could not be fetched. The server may be away for a moment.'), again);
      return;
    }

    this.#playback = new Playback(Delta, replay);
    this.#build(replay);
    this.#go(0);
  }

  #build({ language, direction }) {
    const host = el('div', { class: 'story-text story' });
    this.#button = el('button', { type: 'button', class: 'btn' }, 'Play');
    this.#button.addEventListener('click', () => (this.#timer ? this.#pause() : this.#play()));
    const back = el('button', { type: 'button', class: 'btn quiet' }, 'One back');
    const forth = el('button', { type: 'button', class: 'btn quiet' }, 'One on');
    back.addEventListener('click', () => this.#step(-1));
    forth.addEventListener('click', () => this.#step(1));
    this.#slider = el('input', { type: 'range', min: '0', max: String(this.#playback.length), step: '1', 'aria-label': 'Change' });
    this.#slider.addEventListener('input', () => { this.#pause(); this.#go(Number(this.#slider.value)); });
    this.#line = el('p', { class: 'replay-line muted' });
    this.replaceChildren(el('div', { class: 'row replay-ways' }, [this.#button, back, forth]), this.#slider, this.#line, host);
    this.#quill = new Quill(host, { readOnly: true, modules: { toolbar: false } });
    const { root } = this.#quill;
    root.setAttribute('role', 'region');
    root.setAttribute('aria-label', 'The story at this moment');
    root.dir = direction;
    root.lang = language.length <= 3 ? language : '';
    this.#quill.setContents(this.#playback.text, 'silent');
  }

  #step(by) {
    this.#pause();
    this.#go(Math.min(this.#playback.length, Math.max(0, this.#playback.at + by)));
  }

  #play() {
    if (this.#playback.at === this.#playback.length) this.#go(0);
    this.#button.textContent = 'Pause';
    this.#timer = setInterval(() => {
      if (this.#playback.at === this.#playback.length) return this.#pause();
      this.#go(this.#playback.at + 1);
    }, stepMs);
  }

  #pause() {
    clearInterval(this.#timer);
    this.#timer = null;
    if (this.#button) this.#button.textContent = 'Play';
  }

  #go(at) {
    const change = this.#playback.go(at);
    if (change) this.#quill.updateContents(change, 'silent');
    const words = this.#words();
    this.#slider.value = String(at);
    this.#slider.setAttribute('aria-valuetext', words);
    this.#line.textContent = words;
  }

  #words() {
    const { at, length } = this.#playback;
    const operation = this.#playback.last;
    if (!operation) return `Before the first of ${length === 1 ? 'one change' : `${length} changes`}`;
    const when = new Date(operation.madeAt).toLocaleString(document.documentElement.lang || undefined, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
    const besides = operation.title !== null ? ` · the title: “${operation.title}”` : operation.isBesides ? ' · what stands beside the story' : '';
    return `Change ${at} of ${length} · ${operation.author || 'somebody who is not here any more'} · ${when}${besides}`;
  }
}

customElements.define('story-replay', StoryReplay);
