// What the state of the draft is called. A state is a sentence; it says what is safe first and what to do second.

/** The state of the whole page, out of what its parts say. */
export function stateOf({ live, choice, kept, isSaved, isOther, hasFailed, isReader, isReady }) {
  const { kind = 'opening', reason = null } = live ?? {};
  if (isReader && isReady) {
    if (kind === 'ended') return { kind: { 'not-allowed': 'no-reader', 'signed-out': isOther ? 'other-account' : 'signed-out' }[reason] ?? reason, reason, isReader };
    return { kind: kind === 'away' || kind === 'kept' ? 'reading-away' : 'reading' };
  }

  const how = { reason, isSaved, kept: kept?.isKept ?? false, device: kept?.problem ?? null };
  switch (kind) {
    case 'opening': return { kind: hasFailed ? 'failed' : 'opening' };
    case 'ended': return { kind: { 'not-allowed': 'gone', 'signed-out': isOther ? 'other-account' : 'signed-out' }[reason] ?? reason, ...how };
    case 'refused': return { kind: reason === 'too-long' ? reason : kind, ...how };
    case 'saved': return { kind: isSaved ? kind : choice.isFailing ? 'kept' : 'saving', ...how };
    case 'away': return { kind: isSaved ? kind : 'kept', ...how };
    default: return { kind, ...how };
  }
}

export function stateSentence(state) {
  switch (state.kind) {
    case 'opening': return 'Opening the story…';
    case 'reading': return 'You read along';
    case 'reading-away': return 'No connection just now. You go on reading along when it is back.';
    case 'no-reader': return 'You don’t read this story any more. Your part in it has ended.';
    case 'saved': return 'Saved';
    case 'saving': return 'Saving…';
    case 'away': return 'No connection just now. Everything you wrote is saved.';
    case 'kept': return state.kept
      ? 'Kept on this device. It will be saved when the connection is back.'
      : `Not saved yet. ${whyNotKept(state)} Please leave this page open until it says “Saved”.`;
    case 'signed-out': return `You have been signed out. ${whereItIs(state)}`;
    case 'other-account': return `Somebody else is signed in here now. ${whereItIs(state)}`;
    case 'gone': return `This story can’t be saved here any more. ${whereItIs(state)}`;
    case 'too-long': return `Too long to be saved. ${whereItIs(state)}`;
    case 'refused': return `Not saved. ${whereItIs(state)}`;
    case 'elsewhere': return `Open in another place. ${whereItIs(state)}`;
    case 'too-old': return `Not saved. ${whereItIs(state)}`;
    case 'failed': return 'This story couldn’t be opened just now.';
    default: return '';
  }
}

function whereItIs(state) {
  if (state.isReader) return '';
  if (state.isSaved) return 'Everything you wrote is saved.';
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
    case 'away': case 'reading': case 'reading-away': return 'river';
    case 'kept': return state.kept ? 'river' : 'amber';
    default: return 'amber';
  }
}

export function spokenCount(count) {
  return new Intl.NumberFormat('en-GB').format(count);
}
