// The offline page: says what is kept here, and goes on to the address that was asked for once the portal answers again.
import { listKept } from './kept-records.js';
import { spokenSum, sumsByPerson } from './kept-sentences.js';

const lookAgainMs = 5000;
const patienceMs = 4000;
const ownPath = '/offline/index.html';

const said = document.querySelector('[role=status]');
let isAsking = false;

showLook();
showKept();
setInterval(goOn, lookAgainMs);
addEventListener('online', goOn);
document.addEventListener('visibilitychange', () => { if (!document.hidden) goOn(); });
document.querySelector('button').addEventListener('click', async () => {
  said.textContent = 'Trying…';
  if (!await goOn()) said.textContent = 'Still no connection. This page keeps trying by itself.';
});

/** Any page but this one would do for going on; which one it is stands in the address. */
async function goOn() {
  if (isAsking) return false;
  isAsking = true;
  const isBack = await isThere();
  isAsking = false;
  if (isBack && location.pathname === ownPath) location.replace('/');
  else if (isBack) location.reload();
  return isBack;
}

/** Asked before the page is left: a reload without a connection would only blink. A hotel's sign-in page is no answer. */
async function isThere() {
  try {
    const answer = await fetch('/health/live', { cache: 'no-store', credentials: 'omit', redirect: 'manual', signal: AbortSignal.timeout(patienceMs) });
    return answer.ok;
  } catch {
    return false;
  }
}

async function showKept() {
  const kept = await listKept();
  const place = document.querySelector('[data-kept]');
  const paragraph = words => Object.assign(document.createElement('p'), { textContent: words });
  if (kept === null) {
    place.replaceChildren(paragraph('This browser doesn’t say what it keeps. It is still there.'));
    return;
  }

  const people = sumsByPerson(kept);
  if (people.length === 0) {
    place.replaceChildren(paragraph('Nothing that was written here is waiting to be sent.'));
    return;
  }

  const locked = 'What was written is locked: nobody can read it here without signing in.';
  const back = 'When the connection is back, sign in and open the story: what is kept is put back into it, and saved by itself.';
  if (people.length === 1) {
    place.replaceChildren(paragraph(`${spokenSum(people[0])}.`), paragraph(locked), paragraph(back));
    return;
  }

  const list = document.createElement('ul');
  list.append(...people.map(sum => Object.assign(document.createElement('li'), { textContent: `of one person, ${spokenSum(sum)}` })));
  place.replaceChildren(paragraph(`${people.length} people wrote here:`), list, paragraph(locked), paragraph(`${back} Each person signs in for their own.`));
}

/** The reader's own look, as js/portal.js keeps it. */
function showLook() {
  const [theme, size] = document.cookie.split('; ').find(part => part.startsWith('ledger-look='))?.slice('ledger-look='.length).split('.') ?? [];
  if (theme && theme !== 'auto') document.documentElement.dataset.theme = theme;
  if (Number(size)) document.documentElement.style.setProperty('--text-size', `${Number(size)}px`);
}
