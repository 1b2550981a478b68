// A list of words or short phrases: chips with a way out, and one box to enter more (with suggestions).
import { element as el } from './dom.js';

export class WordList {
  #words = [];
  #list;
  #input;
  #options;

  constructor(options) {
    this.#options = options;
    const { id, label, thing, hint, suggestions, characters } = options;
    this.#list = el('ul', { class: 'story-chips', 'aria-label': label });
    this.#input = el('input', {
      type: 'text', id, list: `${id}-list`, maxlength: characters, autocomplete: 'off', dir: 'auto', 'data-entry': true, 'aria-describedby': `${id}-hint`,
    });
    const add = el('button', { type: 'button', class: 'btn quiet' }, `Add ${thing}`);
    add.addEventListener('click', () => { this.#enter(); this.#input.focus(); });
    this.#input.addEventListener('keydown', event => {
      if (event.key === 'Enter' && !event.isComposing) { event.preventDefault(); this.#enter(); }
    });
    // Words that were typed but not added would be lost on leaving the box.
    this.#input.addEventListener('change', () => this.#enter());
    this.node = el('div', { class: 'story-field' }, [
      el('label', { for: id }, label), el('p', { class: 'muted', id: `${id}-hint` }, hint), this.#list,
      el('div', { class: 'row story-entry' }, [this.#input, add]),
      el('datalist', { id: `${id}-list` }, suggestions.map(word => el('option', { value: word }))),
    ]);
    this.#draw();
  }

  get words() { return [...this.#words]; }

  set words(value) {
    this.#words = [...value];
    this.#draw();
  }

  #enter() {
    let isChanged = false;
    for (const word of this.#input.value.split(',').map(part => part.trim())) {
      const isKnown = this.#words.some(known => known.localeCompare(word, undefined, { sensitivity: 'accent' }) === 0);
      if (word === '' || isKnown || this.#words.length >= this.#options.most) continue;
      this.#words.push(word);
      isChanged = true;
    }
    this.#input.value = '';
    if (isChanged) this.#changed();
  }

  #changed() {
    this.#draw();
    this.#options.onChange();
  }

  #draw() {
    this.#list.hidden = this.#words.length === 0;
    this.#list.replaceChildren(...this.#words.map(word => {
      const remove = el('button', { type: 'button', 'aria-label': `Take out ${word}` }, 'Take out');
      remove.addEventListener('click', () => {
        this.#words = this.#words.filter(other => other !== word);
        this.#changed();
        this.#input.focus();
      });
      return el('li', { class: 'chip earth' }, [el('bdi', {}, word), remove]);
    }));
  }
}
