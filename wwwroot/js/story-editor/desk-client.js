// What the editor asks over HTTP beside the words: who is signed in, the key of this device's copies, the communities. Every
// outcome is a value; what is not one of the agreed answers counts as "unreachable", because a proxy's page, a half answer or a
// redirect must never be mistaken for a yes.

const patienceMs = 15000;

export class DeskClient {
  #fetch;
  #base;
  #storyId;

  constructor(storyId, { base = '/', fetch = globalThis.fetch.bind(globalThis) } = {}) {
    this.#storyId = storyId;
    this.#base = base;
    this.#fetch = fetch;
  }

  /** The key that opens this account's copies on this device; it is never stored. */
  async deviceKey() {
    const { response, json } = await this.#ask('account/device-key', { cache: 'no-store' });
    return response?.status === 200 && json?.accountId && json?.key
      ? { kind: 'key', accountId: json.accountId, key: json.key }
      : refusal(response);
  }

  /** @returns { kind: 'chosen', communityIds } as they stand then. */
  async chooseCommunities(communityIds) {
    const { response, json } = await this.#ask(`stories/${encodeURIComponent(this.#storyId)}/communities`, {
      method: 'PUT', body: JSON.stringify(communityIds), headers: { 'Content-Type': 'application/json' },
    });
    return response?.status === 200 && Array.isArray(json) ? { kind: 'chosen', communityIds: json } : refusal(response);
  }

  async #ask(path, { headers = {}, ...options }) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), patienceMs);
    try {
      // A redirect is the way to the sign-in page, never an answer.
      const response = await this.#fetch(`${this.#base}${path}`, {
        credentials: 'same-origin', redirect: 'manual', signal: patience.signal, ...options, headers: { Accept: 'application/json', ...headers },
      });
      const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
      return { response, json: isJson ? await response.json().catch(() => null) : null };
    } catch {
      return { response: null, json: null };
    } finally {
      clearTimeout(timer);
    }
  }
}

function refusal(response) {
  if (!response) return { kind: 'unreachable' };
  if (response.type === 'opaqueredirect' || response.status === 401) return { kind: 'signed-out' };
  if (response.status === 404 || response.status === 403) return { kind: 'gone' };
  return { kind: 'unreachable' };
}
