// What belongs to a story besides its text: title above, the rest under "About this story". Builds the fields once,
// shows a content in them and reads it back.
import { element as el, growing } from './dom.js';
import { limits } from './limits.js';
import { showIn } from './own-changes.js';
import { WordList } from './word-list.js';

const narrow = matchMedia('(max-width: 760px)');
const otherLanguage = 'other';
const notSaid = 'und'; // BCP 47: undetermined

export class Fields {
  unseenCommunities = [];

  /** @param options { communities: [{ id, name }], themes: [], languages: [{ code, name, direction }], isTeller } */
  constructor(options, onChange, onCommunities) {
    this.options = options;
    this.onChange = onChange;
    this.themes = new WordList({
      id: 'story-theme', label: 'Themes', thing: 'theme', suggestions: options.themes, most: limits.themes, characters: limits.themeCharacters,
      hint: 'What it is about: choose from your community’s words or use your own.', onChange,
    });
    this.warnings = new WordList({
      id: 'story-warning', label: 'What readers should know before', thing: 'note', suggestions: ['Talks about a death', 'Talks about violence', 'Strong language'],
      most: limits.warnings, characters: limits.warningCharacters,
      hint: 'Shown before the story opens, so that nobody is taken by surprise.', onChange,
    });
    this.title = el('textarea', {
      id: 'story-title', rows: 1, maxlength: limits.titleCharacters, placeholder: 'Give it a title', 'aria-label': 'Title', autocomplete: 'off', dir: 'auto',
    });
    this.fitTitle = growing(this.title);
    // Folded on a phone, where it would stand between the words and what comes next.
    this.about = el('details', { class: 'story-about', open: !narrow.matches }, [
      el('summary', {}, [el('h2', { id: 'story-about-heading' }, 'About this story')]),
      el('p', { class: 'muted' }, 'None of this is needed to write. It helps the elders, and people who look for the story later.'),
      this.#summary(), this.#language(), this.#line('toldWhen', 'When it happened', 'In your own words: “about 1973”, “the winter of the big flood”, “when I was a child”.', limits.toldWhenCharacters),
      this.#line('toldTo', 'Who it was told to', 'If somebody listened and wrote it down, their name.'),
      this.#line('place', 'Where it happened', 'A place in words: “the old bridge at Saltbush River”.'),
      this.themes.node, this.#people(), this.#communities(), this.warnings.node, this.#sensitive(), this.#transcript(),
    ]);
    this.title.addEventListener('input', onChange);
    this.about.addEventListener('input', event => {
      if (event.target.name === 'community') onCommunities();
      else if (!event.target.hasAttribute('data-entry')) onChange();
    });
  }

  set isEnabled(value) {
    this.title.readOnly = !value;
    for (const control of this.about.querySelectorAll('input, select, textarea, button')) {
      if (control.tagName === 'TEXTAREA') control.readOnly = !value;
      else control.disabled = !value || (control.name === 'community' && this.options.isTeller === false);
    }
  }

  /** Those that are given; the others stay as they are. */
  show(values) {
    for (const name of ['title', 'summary', 'toldWhen', 'toldTo', 'place']) if (name in values) showIn(this[name], values[name] ?? '');
    if ('language' in values || 'direction' in values) {
      this.#showLanguage(('language' in values ? values.language : this.#chosenLanguage()) || notSaid, values.direction ?? this.direction);
    }
    if ('themes' in values) this.themes.words = values.themes ?? [];
    if ('warnings' in values) this.warnings.words = values.warnings ?? [];
    if ('people' in values) this.#showPeople(values.people ?? []);
    if ('isSensitive' in values) this.sensitive.checked = values.isSensitive === true;
    this.fitTitle();
    this.fitSummary();
  }

  read() {
    return {
      title: this.title.value.replaceAll('\n', ' ').trim(),
      summary: this.summary.value.trim(),
      language: this.#chosenLanguage(),
      direction: this.direction,
      toldWhen: this.toldWhen.value.trim(),
      toldTo: this.toldTo.value.trim(),
      themes: this.themes.words,
      warnings: this.warnings.words,
      people: [...this.peopleList.children].map(row => ({
        name: row.querySelector('input[type=text]').value.trim(), hasPassed: row.querySelector('input[type=checkbox]').checked,
      })).filter(person => person.name !== ''),
      place: this.place.value.trim(),
      isSensitive: this.sensitive.checked,
    };
  }

  get direction() { return this.directionSelect.value; }

  get communities() { return [...this.communityBoxes.filter(box => box.checked).map(box => box.value), ...this.unseenCommunities]; }

  set communities(ids) {
    for (const box of this.communityBoxes) box.checked = ids.includes(box.value);
    // A community that the teller has left stays with the story until they say otherwise.
    this.unseenCommunities = ids.filter(id => !this.communityBoxes.some(box => box.value === id));
  }

  #field(id, label, control, hint) {
    if (hint) control.setAttribute('aria-describedby', `${id}-hint`);
    return el('div', { class: 'story-field' }, [
      el('label', { for: id }, label), hint && el('p', { class: 'muted', id: `${id}-hint` }, hint), control,
    ]);
  }

  #line(name, label, hint, characters = limits.lineCharacters) {
    this[name] = el('input', { type: 'text', id: `story-${name}`, maxlength: characters, autocomplete: 'off', dir: 'auto' });
    return this.#field(`story-${name}`, label, this[name], hint);
  }

  #summary() {
    this.summary = el('textarea', { id: 'story-summary', rows: 2, maxlength: limits.summaryCharacters, dir: 'auto' });
    this.fitSummary = growing(this.summary);
    return this.#field('story-summary', 'In a sentence or two', this.summary, 'People read this before they open the story.');
  }

  #transcript() {
    this.transcript = el('textarea', { id: 'story-transcript', rows: 8, dir: 'auto' });
    return this.#field('story-transcript', 'Transcript of a recording', this.transcript,
      'If the story was recorded, the words exactly as they were spoken. It is kept apart from the story text.');
  }

  #language() {
    this.languageSelect = el('select', { id: 'story-language' }, [
      el('option', { value: notSaid }, 'Not said'),
      ...this.options.languages.map(language => el('option', { value: language.code }, language.name)),
      el('option', { value: otherLanguage }, 'Another language'),
    ]);
    this.languageName = el('input', { type: 'text', id: 'story-language-name', maxlength: limits.languageCharacters, autocomplete: 'off' });
    this.languageOther = this.#field('story-language-name', 'Which language?', this.languageName);
    this.languageOther.hidden = true;
    this.directionSelect = el('select', { id: 'story-direction' }, [
      el('option', { value: 'ltr' }, 'From left to right'), el('option', { value: 'rtl' }, 'From right to left'),
    ]);
    this.languageSelect.addEventListener('change', () => {
      const language = this.options.languages.find(({ code }) => code === this.languageSelect.value);
      if (language) this.directionSelect.value = language.direction ?? 'ltr';
      this.languageOther.hidden = this.languageSelect.value !== otherLanguage;
    });
    return el('div', { class: 'story-pair' }, [
      this.#field('story-language', 'Language', this.languageSelect), this.languageOther,
      this.#field('story-direction', 'It is written', this.directionSelect),
    ]);
  }

  #showLanguage(code, direction) {
    const isListed = code === notSaid || this.options.languages.some(language => language.code === code);
    this.languageSelect.value = isListed ? code : otherLanguage;
    this.languageName.value = isListed ? '' : code;
    this.languageOther.hidden = isListed;
    this.directionSelect.value = direction === 'rtl' ? 'rtl' : 'ltr';
  }

  #chosenLanguage() {
    return this.languageSelect.value === otherLanguage ? this.languageName.value.trim() || notSaid : this.languageSelect.value;
  }

  #people() {
    this.peopleList = el('ul', { class: 'story-people' });
    const add = el('button', { type: 'button', class: 'btn quiet' }, 'Add a person');
    add.addEventListener('click', () => {
      if (this.peopleList.children.length < limits.people) this.#addPerson({ name: '', hasPassed: false }).querySelector('input').focus();
    });
    return el('fieldset', { class: 'story-field' }, [
      el('legend', {}, 'People named in the story'),
      el('p', { class: 'muted' }, 'If somebody has passed away, say so: for the elders it can matter how a name is spoken.'), this.peopleList, add,
    ]);
  }

  #showPeople(people) {
    const boxes = () => [...this.peopleList.querySelectorAll('input')];
    const place = boxes().indexOf(document.activeElement);
    const at = place >= 0 ? document.activeElement.selectionStart : null;
    this.peopleList.replaceChildren();
    for (const person of people) this.#addPerson(person);
    const box = boxes()[place];
    box?.focus({ preventScroll: true });
    if (at !== null && box?.type === 'text') box.setSelectionRange(at, at);
  }

  #addPerson(person) {
    const number = this.peopleList.children.length + 1;
    const name = el('input', { type: 'text', 'aria-label': `Name of person ${number}`, placeholder: 'Name', maxlength: limits.lineCharacters, autocomplete: 'off', dir: 'auto' });
    const passed = el('input', { type: 'checkbox' });
    const remove = el('button', { type: 'button', class: 'btn quiet' }, 'Remove');
    const nameIt = () => remove.setAttribute('aria-label', name.value ? `Remove ${name.value}` : `Remove person ${number}`);
    name.value = person.name;
    passed.checked = person.hasPassed === true;
    nameIt();
    name.addEventListener('input', nameIt);
    const row = el('li', { class: 'row' }, [name, el('label', { class: 'pick' }, [passed, ' Has passed away']), remove]);
    remove.addEventListener('click', () => {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      (next?.querySelector('input') ?? this.peopleList.nextElementSibling).focus();
      this.onChange();
    });
    this.peopleList.append(row);
    return row;
  }

  #communities() {
    this.communityBoxes = this.options.communities.map(community => el('input', { type: 'checkbox', name: 'community', value: community.id }));
    if (this.communityBoxes.length === 0) {
      return this.options.isTeller === false ? null : el('div', { class: 'story-field', id: 'story-communities' }, [
        el('p', {}, 'You are in no community yet. Its elders say whether a story may be told, so ask one to let you in.'),
        el('p', {}, [el('a', { href: '/communities', 'data-enhance-nav': 'false' }, 'Find a community')]),
      ]);
    }

    return el('fieldset', { class: 'story-field', id: 'story-communities' }, [
      el('legend', {}, 'Communities it belongs to'),
      el('p', { class: 'muted' }, this.options.isTeller === false
        ? 'Whoever tells the story chooses these.'
        : 'The elders of these communities are asked before it may be told.'),
      ...this.communityBoxes.map((box, index) => el('label', { class: 'pick' }, [box, ` ${this.options.communities[index].name}`])),
    ]);
  }

  #sensitive() {
    this.sensitive = el('input', { type: 'checkbox', id: 'story-sensitive', 'aria-describedby': 'story-sensitive-hint' });
    return el('div', { class: 'story-field' }, [
      el('label', { class: 'pick' }, [this.sensitive, ' It contains sensitive matter']),
      el('p', { class: 'muted', id: 'story-sensitive-hint' }, 'Then it is never put into the search index and never analysed, whatever else is chosen.'),
    ]);
  }
}
