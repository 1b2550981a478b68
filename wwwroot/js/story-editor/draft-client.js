// The draft over HTTP. Every outcome is a value; what is not one of the agreed answers counts as "unreachable", because
// a proxy's page, a half answer or a redirect must never be mistaken for "saved".

const patienceMs = 15000;
// Browsers let a page that is closing send this much and no more (the sum of all such requests).
const farewellBytes = 60000;

export class DraftClient {
  #fetch;
  #base;
  #storyId;

  constructor(storyId, { base = '/', fetch = globalThis.fetch.bind(globalThis) } = {}) {
    this.#storyId = storyId;
    this.#base = base;
    this.#fetch = fetch;
  }

  get #url() { return `${this.#base}stories/${encodeURIComponent(this.#storyId)}/draft`; }

  async get() {
    const { response, json } = await this.#ask(this.#url, { headers: { Accept: 'application/json' } });
    if (response?.status === 200 && Number.isInteger(json?.revision)) {
      const { storyId, revision, savedAt, ...content } = json;
      return { kind: 'draft', revision, savedAt, content };
    }
    return refusal(response, json);
  }

  async put(request, { leaving = false } = {}) {
    const body = JSON.stringify({ ...request.content, baseRevision: request.baseRevision, keepPrevious: request.isOnTop === true });
    const { response, json } = await this.#ask(this.#url, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Idempotency-Key': request.key },
      body,
      keepalive: leaving && body.length * 3 < farewellBytes,
    });
    if (response?.status === 200 && Number.isInteger(json?.revision)) {
      return { kind: 'saved', revision: json.revision, savedAt: json.savedAt };
    }
    if (response?.status === 409 && Number.isInteger(json?.revision)) {
      return { kind: 'conflict', revision: json.revision, savedAt: json.savedAt };
    }
    return refusal(response, json);
  }

  /** The key that opens this account's copies on this device; it is never stored. */
  async deviceKey() {
    const { response, json } = await this.#ask(`${this.#base}account/device-key`, { headers: { Accept: 'application/json' }, cache: 'no-store' });
    if (response?.status === 200 && json?.accountId && json?.key) {
      return { kind: 'key', accountId: json.accountId, key: json.key };
    }
    return refusal(response, json);
  }

  async #ask(url, options) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), patienceMs);
    try {
      // A redirect is the way to the sign-in page, never an answer.
      const response = await this.#fetch(url, { credentials: 'same-origin', redirect: 'manual', signal: patience.signal, ...options });
      const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
      return { response, json: isJson ? await response.json().catch(() => null) : null };
    } catch {
      return { response: null, json: null };
    } finally {
      clearTimeout(timer);
    }
  }
}

function refusal(response, json) {
  if (!response) return { kind: 'unreachable' };
  if (response.type === 'opaqueredirect' || response.status === 401) return { kind: 'signed-out' };
  if (response.status === 404 || response.status === 403) return { kind: 'gone' };
  if (response.status === 413) return { kind: 'too-large', limit: json?.limit ?? null };
  if (response.status === 400) return { kind: 'refused', message: json?.message ?? null };
  const seconds = Number(response.headers.get('Retry-After'));
  return { kind: 'unreachable', retryAfterMs: Number.isFinite(seconds) ? Math.min(seconds, 60) * 1000 : 0 };
}
