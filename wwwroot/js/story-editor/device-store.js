// The copy of unsaved words on this device: IndexedDB, AES-GCM. The key comes from the server for the signed-in account
// and lives only in this page's memory, so that the next person at a shared computer finds nothing that can be read, and
// a stolen disk neither. Where the browser has no cryptography (plain HTTP) there is no copy, and the page says so.
import { inStore } from '../../offline/kept-records.js';

export function isDeviceCopyPossible(scope = globalThis) {
  return Boolean(scope.crypto?.subtle && scope.indexedDB);
}

export class DeviceStore {
  #accountId;
  #storyId;
  #key;

  static async open({ accountId, storyId, key }) {
    const raw = Uint8Array.from(atob(key), character => character.charCodeAt(0));
    const store = new DeviceStore();
    store.#accountId = accountId;
    store.#storyId = storyId;
    store.#key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
    raw.fill(0);
    return store;
  }

  /**
   * How many changes are in the value and when the newest was made stand in the clear, too: without a connection there is no key, and
   * whoever opens the story then is to be told that their work is here. Nothing of the words: no title, no length.
   * @returns true when the words are on the disk; 'full' or false when not.
   */
  async write(slot, value) {
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const ciphertext = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData: this.#label(slot) }, this.#key,
        new TextEncoder().encode(JSON.stringify(value)));
      await inStore('readwrite', store => store.put({
        id: this.#id(slot), storyId: this.#storyId, accountId: this.#accountId,
        iv, ciphertext, changes: value.changes, changedAt: value.changedAt ?? Date.now(),
      }));
      return true;
    } catch (error) {
      return error?.name === 'QuotaExceededError' ? 'full' : false;
    }
  }

  /** @returns the value, or null when there is none or it cannot be read (another key, damage): never an error, as opening must go on. */
  async read(slot) {
    try {
      const record = await inStore('readonly', store => store.get(this.#id(slot)));
      if (!record) return null;
      const plain = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: record.iv, additionalData: this.#label(slot, record.baseRevision) }, this.#key, record.ciphertext);
      return { value: JSON.parse(new TextDecoder().decode(plain)), baseRevision: record.baseRevision, changedAt: record.changedAt };
    } catch {
      return null;
    }
  }

  /** The slots that begin so, the one that was written last first. */
  async slots(beginning) {
    try {
      const from = this.#id(beginning);
      const records = await inStore('readonly', store => store.getAll(IDBKeyRange.bound(from, `${from}\uffff`)));
      return records.sort((a, b) => b.changedAt - a.changedAt).map(record => record.id.slice(this.#id('').length));
    } catch {
      return [];
    }
  }

  async remove(slot) {
    try {
      await inStore('readwrite', store => store.delete(this.#id(slot)));
    } catch {
      // What stays is in the ledger already: the next opening learns that by its number, and forgets it.
    }
  }

  #id(slot) { return `${this.#accountId}/${this.#storyId}/${slot}`; }

  // Bound to the ciphertext: a record moved to another story or account does not open. Copies from before stories were written
  // together were bound to the revision that they were on top of, too.
  #label(slot, baseRevision = 0) { return new TextEncoder().encode(`${this.#id(slot)}/${baseRevision}`); }
}
