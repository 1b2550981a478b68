// What the page says beside the state line: things to decide, words set aside, and passing remarks. Each has its place in
// the flow of the page; none lies over the text or takes the focus.
import { element as el } from './dom.js';
import { spokenTime } from './words.js';

/** "This story was changed in another tab or device." */
export function conflictCard({ savedAt, kept, onTheirs, onMine }) {
  const theirs = el('button', { type: 'button', class: 'btn quiet' }, 'Use that one');
  const mine = el('button', { type: 'button', class: 'btn' }, 'Keep mine');
  theirs.addEventListener('click', () => { theirs.disabled = mine.disabled = true; onTheirs(); });
  mine.addEventListener('click', () => { theirs.disabled = mine.disabled = true; onMine(); });
  return card('amber', 'This story was changed in another tab or on another device', [
    el('p', {}, `Somewhere else it was saved ${savedAt ? spokenTime(savedAt) : 'a moment ago'}. What you wrote here is still below${kept ? ' and kept on this device' : ''}. Nothing has been overwritten.`),
    el('ul', {}, [
      el('li', {}, [el('b', {}, 'Use that one: '), 'show what was saved there. Yours is put aside on this page, to read and copy.']),
      el('li', {}, [el('b', {}, 'Keep mine: '), 'save what is here. The other one stays in the list of versions.']),
    ]),
    el('div', { class: 'row' }, [mine, theirs]),
  ]);
}

/** Words that are not the story's any more but must not vanish. */
export function asideCard({ heading, text, onDone }) {
  const words = el('textarea', { rows: 8, readonly: true, 'aria-label': heading, dir: 'auto' });
  words.value = text;
  const copy = el('button', { type: 'button', class: 'btn quiet' }, 'Copy it');
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = 'Copied';
    } catch {
      words.focus();
      words.select();
      copy.textContent = 'It is selected: copy it with your keyboard or menu';
    }
  });
  const done = onDone && el('button', { type: 'button', class: 'btn quiet' }, 'I don’t need it any more');
  done?.addEventListener('click', onDone);
  return card('river', heading, [words, el('div', { class: 'row' }, [copy, done])]);
}

export function signedOutCard({ signInUrl, isOther, isOpening }) {
  return card('amber', isOther ? 'Somebody else is signed in here now' : 'You have been signed out', [
    el('p', {}, isOpening ? 'Sign in and come back to this page; your story opens by itself.' : isOther
      ? 'Your words are not sent under another name. Sign in as yourself and come back to this page; it goes on by itself.'
      : 'You can go on writing. Sign in, come back to this page, and everything is saved by itself.'),
    el('a', { class: 'btn', href: signInUrl, target: '_blank', rel: 'noopener', 'data-enhance-nav': 'false' }, 'Sign in (opens a new tab)'),
  ]);
}

export function elsewhereCard({ onHere }) {
  const here = el('button', { type: 'button', class: 'btn' }, 'Write here instead');
  here.addEventListener('click', () => { here.disabled = true; onHere(); });
  return card('river', 'This story is open in another tab', [
    el('p', {}, 'You can read it here. So that the two don’t overwrite each other, it is written in one tab at a time.'),
    here,
  ]);
}

export function plainCard(tone, heading, sentence) {
  return card(tone, heading, [el('p', {}, sentence)]);
}

function card(tone, heading, children) {
  return el('section', { class: `card story-notice ${tone}`, 'aria-label': heading }, [el('h2', {}, heading), ...children]);
}

/** All of a content's words as plain text, for reading and copying. */
export function plainWords(content) {
  const body = (content.body?.ops ?? []).map(op => (typeof op.insert === 'string' ? op.insert : '')).join('').trim();
  return [content.title, content.summary, body, content.transcript].filter(part => part && part.trim() !== '').join('\n\n');
}
