// Stands in for a page below /stories/ that can't be reached, with the small page in /offline/, and does nothing else: whatever the
// server answers, its refusals and failures too, goes to the browser as it is. It keeps its own files and no others; no page of the
// portal and nothing that anybody wrote. A worker may answer for what lies beside it or below, so it lies here: stories are written
// below this address, and no other page needs it.
//
// The version is a hash of the files (a test compares it): another file is another worker, which fetches all of them before it
// takes over, and then drops what its predecessor kept. js/stand-by.js begins and ends it.
const version = '8d05a05f0b8a';
const page = '/offline/index.html';
const files = [page, '/offline/offline.css', '/offline/offline.js', '/offline/kept-records.js', '/offline/kept-sentences.js', '/favicon.svg'];
const ours = 'empathy-ledger-offline/';

self.addEventListener('install', event => event.waitUntil(keepFiles()));
self.addEventListener('activate', event => event.waitUntil(dropOthers()));
self.addEventListener('fetch', event => {
  const { request } = event;
  const isPage = request.mode === 'navigate' && request.destination === 'document' && request.method === 'GET';
  const path = isPage ? page : ownPath(request);
  if (path) event.respondWith(fetch(request).catch(error => keptOf(path, error)));
});

async function keepFiles() {
  const cache = await caches.open(ours + version);
  for (const file of files) {
    // In nobody's name, and not out of the browser's own cache. A page in place of a file (a proxy's, a sign-in) is no file.
    const answer = await fetch(new Request(file, { cache: 'reload', credentials: 'omit' }));
    if (!answer.ok || answer.redirected) throw new Error(`${file} could not be fetched.`);
    await cache.put(file, answer);
  }

  // It keeps nothing in mind, so no open page can be surprised by another one.
  await self.skipWaiting();
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter(name => name.startsWith(ours) && name !== ours + version).map(name => caches.delete(name)));
}

function ownPath(request) {
  const { origin, pathname } = new URL(request.url);
  return origin === self.location.origin && files.includes(pathname) ? pathname : null;
}

/** Where the browser has cleared it away, the browser's own words have to do. */
async function keptOf(path, error) {
  const cache = await caches.open(ours + version);
  const kept = await cache.match(path);
  if (kept) return kept;
  throw error;
}
