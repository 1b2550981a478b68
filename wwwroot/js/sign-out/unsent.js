// What one person has unsent in this browser: in open pages, and of pages that are gone.
import { listKept } from '../../offline/kept-records.js';
import { callEditors, heldLocks, locksOf } from '../story-editor/kept-calls.js';

const patienceMs = 2000; // a page that does not answer has its words on the device

/** Of anybody: whether it is worth asking who signs out. */
export async function mayBeUnsent() {
  const [kept, open] = await Promise.all([listKept(), heldLocks('story-editor/')]);
  return (kept?.length ?? 0) + open.length > 0;
}

/**
 * @param question 'unsent', or 'send' so that open pages try at once
 * @returns [{ storyId, clientId, changes, changedAt, isKept, isOpen }]; isKept: the device has all of it
 */
export async function findUnsent(accountId, question = 'unsent') {
  // First, as the pages put what they have on the device before they answer.
  const answers = await callEditors(accountId, question, patienceMs);
  const kept = (await listKept() ?? []).filter(one => one.accountId === accountId && one.clientId !== 'draft');
  const open = new Map(answers.map(({ lock, ...told }) => [lock.slice(locksOf(accountId).length), told]));
  const ofPages = [...open].filter(([, { isUnsent }]) => isUnsent).map(([name, { isKept, changes, changedAt }]) => {
    const [storyId, clientId] = name.split('/');
    return { storyId, clientId, changes, changedAt, isKept, isOpen: true };
  });
  const left = kept.filter(one => !open.has(nameOf(one))).map(one => ({ ...one, isKept: true, isOpen: false }));
  return [...ofPages, ...left];
}

/** Open pages let go of their words and load again; then nothing of this person's waits here any more. */
export async function throwAway(accountId, unsent, storeOf) {
  await callEditors(accountId, 'forget', patienceMs);
  for (const { storyId, clientId } of unsent) await (await storeOf(storyId)).remove(`live/${clientId}`);
}

export const nameOf = ({ storyId, clientId }) => `${storyId}/${clientId}`;
