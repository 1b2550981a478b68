// Sends what pages that are gone left on this device, each as that page would have sent it, while somebody waits to sign out.
// What can't be sent stays where it is.
import { DeskClient } from '../story-editor/desk-client.js';
import { lockOf } from '../story-editor/kept-calls.js';
import { LiveConnection } from '../story-editor/live-connection.js';
import { Delta } from '../story-editor/story-text.js';
import { bringIn } from '../story-editor/straggler.js';
import { nameOf } from './unsent.js';

export class KeptSender {
  #deps;
  #underWay = new Set();

  /** Names of what the ledger will not take, or what this key does not open. */
  stuck = new Set();

  /** @param deps { accountId, storeOf: storyId => Promise<DeviceStore>, signal, confirm } as straggler.js wants them */
  constructor(deps) { this.#deps = deps; }

  /** Each once at a time; where a page has it open, when that page is gone. */
  send(one) {
    const name = nameOf(one);
    if (this.#underWay.has(name) || this.stuck.has(name)) return;
    this.#underWay.add(name);
    navigator.locks.request(lockOf(this.#deps.accountId, one.storyId, one.clientId), { signal: this.#deps.signal }, () => this.#bring(one, name))
      .catch(() => {}).finally(() => this.#underWay.delete(name));
  }

  async #bring({ storyId, clientId }, name) {
    const { storeOf, signal, confirm } = this.#deps;
    const slot = `live/${clientId}`;
    const store = await storeOf(storyId);
    const record = (await store.read(slot))?.value;
    if (!record) {
      this.stuck.add(name);
      return;
    }

    const result = await bringIn({
      Delta, connection: new LiveConnection(), storyId, clientId, record, signal, confirm, keep: value => store.write(slot, value),
    });
    if (!result) return;
    if (!result.isIn) {
      this.stuck.add(name);
      return;
    }

    if (record.communities) {
      const { kind } = await new DeskClient(storyId).chooseCommunities(record.communities);
      // The next look tries once more; its words are recognised by their number.
      if (kind === 'unreachable' || kind === 'signed-out') return;
    }

    await store.remove(slot);
  }
}
