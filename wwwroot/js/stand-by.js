// Begins and ends what answers while there is no connection (stories/offline-worker.js).

const script = '/stories/offline-worker.js';
const scope = '/stories/';

/** From where somebody writes: only there can anything be kept. A browser without workers shows its own words when it is offline. */
export async function standBy({ serviceWorker } = globalThis.navigator) {
  try {
    await serviceWorker?.register(script, { scope, updateViaCache: 'none' });
  } catch {
    // No connection any more, or the browser does not want to: the next opening tries again.
  }
}

/** Leaves nothing of it on this device. */
export async function standDown({ serviceWorker, caches } = { serviceWorker: globalThis.navigator.serviceWorker, caches: globalThis.caches }) {
  try {
    const registration = await serviceWorker?.getRegistration(scope);
    await registration?.unregister();
    const names = await caches?.keys() ?? [];
    await Promise.all(names.filter(name => name.startsWith('empathy-ledger-offline/')).map(name => caches.delete(name)));
  } catch {
    // It holds nothing of anybody's.
  }
}
