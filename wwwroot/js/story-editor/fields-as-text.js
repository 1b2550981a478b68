// What belongs to a story besides its text, for whoever reads along: the same as in the fields, as text. Nothing is shown of what
// nobody said.
import { element as el } from './dom.js';

export class FieldsAsText {
  #languages;
  #written = document.createTextNode('');
  #transcript;
  #said = el('div');

  /** @param languages [{ code, name }] */
  constructor(languages) {
    this.#languages = languages;
    this.head = el('header', { class: 'story-head', hidden: true });
    this.#transcript = el('section', { 'aria-labelledby': 'story-told-heading', hidden: true }, [
      el('h2', { id: 'story-told-heading' }, 'The recording, written down'),
      el('div', { class: 'story as-written' }, [this.#written]),
    ]);
    this.foot = el('div', { class: 'story-foot', hidden: true }, [this.#said, this.#transcript]);
  }

  set isShown(value) { this.head.hidden = this.foot.hidden = !value; }

  show(fields) {
    const { language = 'und', direction = 'ltr' } = fields;
    const told = { lang: language.length <= 3 ? language : null, dir: direction === 'rtl' ? 'rtl' : 'ltr' };
    this.head.replaceChildren(...[
      el('h1', { class: 'story-title', ...told }, fields.title || 'Untitled'),
      fields.warnings?.length > 0 && el('div', { class: 'notice amber' }, [el('p', {}, ['It speaks of: ', el('bdi', {}, fields.warnings.join(', '))])]),
      fields.summary && el('p', { class: 'lead', ...told }, fields.summary),
    ].filter(Boolean));
    const lines = [
      ['Language', this.#nameOf(language)],
      ['When it happened', fields.toldWhen], ['Who it was told to', fields.toldTo], ['Where it happened', fields.place],
      ['Themes', fields.themes?.join(', ')],
      ['People named in the story', fields.people?.map(person => `${person.name}${person.hasPassed ? ' (has passed away)' : ''}`).join(', ')],
      ['Sensitive matter', fields.isSensitive && 'It contains some, so it is never put into the search index and never analysed.'],
    ].filter(([, value]) => value);
    this.#said.hidden = lines.length === 0;
    this.#said.replaceChildren(
      el('h2', {}, 'About this story'),
      el('dl', { class: 'story-said' }, lines.map(([name, value]) => [el('dt', {}, name), el('dd', { dir: 'auto' }, value)]).flat()));
    for (const [name, value] of Object.entries(told)) if (value) this.#transcript.lastElementChild.setAttribute(name, value);
  }

  showTranscript(text) {
    this.#written.data = text;
    this.#transcript.hidden = text.trim() === '';
  }

  /** Nothing of it is this person's to read any more. */
  end() {
    this.showTranscript('');
    this.#said.replaceChildren();
    this.head.replaceChildren(
      el('h1', {}, 'You don’t read this story any more'), el('p', { class: 'lead' }, 'Your part in it has ended.'),
      el('p', {}, [el('a', { class: 'btn', href: '/my-stories', 'data-enhance-nav': 'false' }, 'My stories')]));
  }

  #nameOf(code) {
    return code === 'und' ? null : this.#languages.find(language => language.code === code)?.name ?? code;
  }
}
