// What the state of the draft is called. A state is a sentence; it says what is safe first and what to do second.

export function stateSentence(state) {
  switch (state.kind) {
    case 'opening': return 'Opening your story…';
    case 'saved': return 'Saved';
    case 'saving': return 'Saving…';
    case 'unreachable': return state.kept
      ? 'Kept on this device. It will be saved when the connection is back.'
      : `Not saved yet. ${whyNotKept(state)} Please leave this page open until it says “Saved”.`;
    case 'signed-out': return `You have been signed out. ${whereItIs(state)}`;
    case 'other-account': return `Somebody else is signed in here now. ${whereItIs(state)}`;
    case 'conflict': return `Changed in another tab or on another device. ${whereItIs(state)}`;
    case 'gone': return `This story can’t be saved here any more. ${whereItIs(state)}`;
    case 'too-large': return `Too long to be saved. ${whereItIs(state)}`;
    case 'refused': return `Not saved. ${whereItIs(state)}`;
    case 'elsewhere': return 'Open in another tab.';
    case 'failed': return 'This story couldn’t be opened just now.';
    default: return '';
  }
}

function whereItIs(state) {
  return state.kept ? 'Your words are kept on this device.' : 'Your words are still on this page; please leave it open.';
}

function whyNotKept(state) {
  return state.device === 'full'
    ? 'This device has no room left for a copy.'
    : 'This browser can’t keep a copy here.';
}

/** leaf: safe; river: know this; amber: needs you soon. */
export function stateTone(state) {
  switch (state.kind) {
    case 'saved': return 'leaf';
    case 'opening': case 'saving': return 'plain';
    case 'unreachable': return state.kept ? 'river' : 'amber';
    case 'elsewhere': return 'river';
    default: return 'amber';
  }
}

/** "today at 14:05", "on 3 November 2026 at 09:12" in the reader's own zone. */
export function spokenTime(iso, now = new Date()) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return 'a moment ago';
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  if (at.toDateString() === now.toDateString()) return `today at ${time}`;
  return `on ${new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }).format(at)} at ${time}`;
}

export function spokenCount(count) {
  return new Intl.NumberFormat('en-GB').format(count);
}
