// Between the pages of one browser: whoever signs out asks the open editors of that person what is unsent, to try now, or to forget
// it. The pages are found by the locks that they hold (kept-words.js); their words stay where they are.

const channelName = 'empathy-ledger/kept';

export const locksOf = accountId => `story-editor/${accountId}/`;
export const lockOf = (accountId, storyId, clientId) => `${locksOf(accountId)}${storyId}/${clientId}`;

/** @param lock the page's own; @param answer (question) => Promise of what it answers, as an object */
export function answerCalls(lock, answer, signal) {
  if (!globalThis.BroadcastChannel) return;
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = async ({ data: { question, whose, id } }) => {
    if (question && lock.startsWith(whose)) channel.postMessage({ answerTo: id, lock, ...await answer(question) });
  };
  signal.addEventListener('abort', () => channel.close());
}

/** The answers of all the open editors of this person; of those that don't answer in time, none. */
export async function callEditors(accountId, question, patienceMs) {
  const waitedFor = new Set(await heldLocks(locksOf(accountId)));
  const answers = [];
  if (waitedFor.size === 0 || !globalThis.BroadcastChannel) return answers;
  const channel = new BroadcastChannel(channelName);
  const id = Math.random();
  let timer;
  await new Promise(resolve => {
    timer = setTimeout(resolve, patienceMs);
    channel.onmessage = ({ data }) => {
      if (data.answerTo !== id || !waitedFor.delete(data.lock)) return;
      answers.push(data);
      if (waitedFor.size === 0) resolve();
    };
    channel.postMessage({ question, whose: locksOf(accountId), id });
  });
  clearTimeout(timer);
  channel.close();
  return answers;
}

/** Names that begin so, of pages that are open now. */
export async function heldLocks(beginning) {
  const { held = [] } = await globalThis.navigator.locks?.query() ?? {};
  return held.map(({ name }) => name).filter(name => name.startsWith(beginning));
}
