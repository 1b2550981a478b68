// What is kept on the device, in words for whoever sits before it. Counts and days only.

const dayMs = 86400000;

/** { changes, stories, newest } of some of `listKept`. */
export function sumOf(kept) {
  return {
    changes: kept.reduce((sum, { changes }) => sum + changes, 0),
    stories: new Set(kept.map(({ storyId }) => storyId)).size,
    newest: Math.max(...kept.map(({ changedAt }) => changedAt)),
  };
}

/** One entry for each account, whoever wrote last first. */
export function sumsByPerson(kept) {
  const people = new Map();
  for (const one of kept) people.set(one.accountId, [...people.get(one.accountId) ?? [], one]);
  return [...people.values()].map(sumOf).sort((a, b) => b.newest - a.newest);
}

/** "3 changes to 2 stories, the newest from today" */
export function spokenSum({ changes, stories, newest }, now = Date.now()) {
  const day = spokenDay(newest, now);
  return `${counted(changes, 'change')} to ${counted(stories, 'story', 'stories')}, ${changes === 1 ? 'made' : 'the newest'} ${day}`;
}

/** As PlainDates on the server: "today", "yesterday", "on Monday", "on 3 October 2026". */
export function spokenDay(when, now) {
  const days = Math.round((startOf(now) - startOf(when)) / dayMs);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  const date = new Date(when);
  return days > 1 && days < 7
    ? `on ${date.toLocaleDateString('en-AU', { weekday: 'long' })}`
    : `on ${date.toLocaleDateString('en-AU', { day: 'numeric', month: 'long', year: 'numeric' })}`;
}

export function counted(count, one, many = `${one}s`) { return `${count} ${count === 1 ? one : many}`; }

function startOf(moment) { return new Date(moment).setHours(0, 0, 0, 0); }
