// What the page says beside the state line: things to decide, words set aside, and passing remarks. Each has its place in
// the flow of the page; none lies over the text or takes the focus.
import { element as el } from './dom.js';
import { limits } from './limits.js';
import { spokenCount } from './words.js';

/**
 * What a state asks of the person; null where nothing is to be decided.
 * @param page { isReady, words: () => all that is shown, as plain text, signInUrl, onNewest }
 */
export function cardFor(state, { isReady, words, signInUrl, onNewest }) {
  switch (state.kind) {
    case 'signed-out': case 'other-account':
      return signedOutCard({ signInUrl, isOther: state.kind === 'other-account', isOpening: !isReady, isReader: state.isReader });
    case 'gone': return isReady
      ? asideCard({ heading: 'This story can’t be saved here any more. These are your words, to copy.', text: words() })
      : plainCard('amber', 'There is no such story here', 'It may have been deleted, or it is not yours to change.');
    case 'too-long': return plainCard('amber', 'This story is too long to be saved',
      `At most ${spokenCount(limits.bodyCharacters)} characters can be saved in one story. Everything is still here. Move a part of it into another story, and it is saved at once.`);
    case 'refused': return refusedCard(state.reason);
    case 'elsewhere': return plainCard('river', 'This page was opened once more in another place', 'Write on there, or load this page again to go on here.');
    case 'too-old': return tooOldCard({ text: words(), onNewest });
    default: return null;
  }
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

function signedOutCard({ signInUrl, isOther, isOpening, isReader }) {
  return card('amber', isOther ? 'Somebody else is signed in here now' : 'You have been signed out', [
    el('p', {}, isOpening || isReader ? 'Sign in and come back to this page; the story opens by itself.' : isOther
      ? 'Your words are not sent under another name. Sign in as yourself and come back to this page; it goes on by itself.'
      : 'You can go on writing. Sign in, come back to this page, and everything is saved by itself.'),
    el('a', { class: 'btn', href: signInUrl, target: '_blank', rel: 'noopener', 'data-enhance-nav': 'false' }, 'Sign in (opens a new tab)'),
  ]);
}

/** These words have nothing in common any more with what the ledger has. */
function tooOldCard({ text, onNewest }) {
  const newest = el('button', { type: 'button', class: 'btn' }, 'Show the story as it is now');
  newest.addEventListener('click', () => { newest.disabled = true; onNewest(); });
  const aside = asideCard({ heading: 'These words could not be put together with the story', text });
  aside.querySelector('.row').prepend(newest);
  aside.querySelector('h2').after(el('p', {}, 'It was changed elsewhere since, and the history in between is not kept any more. Copy what you need; it stays on this page, put aside, when you go on.'));
  return aside;
}

/** What the ledger would not take, and what to do about it. */
function refusedCard(reason) {
  const sentence = {
    'bad-field': 'Something beside the story is too long or can’t be kept: the title, the summary, a name. Shorten it, and everything is saved at once.',
    picture: 'Pictures can’t be kept in stories yet. Please take the picture out; the words stay.',
    'unknown-format': 'The text has a format that can’t be kept. Please paste that part again without formatting.',
  }[reason] ?? 'Something in it can’t be kept, perhaps a character from a copied file. Take out what you put in last, and everything is saved at once.';
  return plainCard('amber', 'This could not be saved as it is', `Everything is still here. ${sentence}`);
}

function plainCard(tone, heading, sentence) {
  return card(tone, heading, [el('p', {}, sentence)]);
}

function card(tone, heading, children) {
  return el('section', { class: `card story-notice ${tone}`, 'aria-label': heading }, [el('h2', {}, heading), ...children]);
}

/** All the words of { fields, body, transcript } as plain text, for reading and copying. */
export function plainWords(content) {
  const body = (content.body?.ops ?? []).map(op => (typeof op.insert === 'string' ? op.insert : '')).join('').trim();
  const transcript = (content.transcript?.ops ?? []).map(op => op.insert).join('').trim();
  const { title, summary } = content.fields ?? {};
  return [title, summary, body, transcript].filter(part => part && part.trim() !== '').join('\n\n');
}
