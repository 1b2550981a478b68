// The copies of unsent words on this device: one database for every account, each record sealed for its own (device-store.js in
// the editor). What stands beside the sealed part is what can be told without a key: whose it is, of which story, how many changes
// and when the newest one was made.

const databaseName = 'empathy-ledger';
const drafts = 'drafts';
const live = 'live/';

let opening = null;

function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(drafts, { keyPath: 'id' });
    request.onsuccess = () => {
      // Let a newer page upgrade, and open again after the browser closed it (private windows, storage pressure).
      request.result.onversionchange = () => { request.result.close(); opening = null; };
      request.result.onclose = () => { opening = null; };
      resolve(request.result);
    };
    request.onerror = () => { opening = null; reject(request.error); };
    request.onblocked = () => { opening = null; reject(new DOMException('blocked', 'AbortError')); };
  });
  return opening;
}

export async function inStore(mode, work) {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(drafts, mode, { durability: 'strict' });
    const request = work(transaction.objectStore(drafts));
    // Not the request's success: only the finished transaction is on the disk.
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
    transaction.onerror = () => reject(transaction.error);
  });
}

/**
 * What is to be sent from here, of everybody: [{ accountId, storyId, clientId, changes, changedAt }]. Reads only.
 * @returns null where the browser does not say.
 */
export async function listKept() {
  try {
    return (await inStore('readonly', store => store.getAll())).map(keptOf).filter(kept => kept !== null);
  } catch {
    return null;
  }
}

function keptOf({ id, accountId, storyId, changes = 1, changedAt }) {
  const slot = id.slice(`${accountId}/${storyId}/`.length);
  // "draft": from before stories were written together. Words that were put aside wait for nobody.
  const clientId = slot === 'draft' ? slot : slot.startsWith(live) ? slot.slice(live.length) : null;
  return clientId === null ? null : { accountId, storyId, clientId, changes, changedAt };
}
