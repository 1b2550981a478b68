// What answers while there is no connection: the worker keeps its own files and steps aside for every answer of the server; the page
// tells counts and days.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';
import { spokenDay, spokenSum, sumsByPerson } from '../../wwwroot/offline/kept-sentences.js';
import { settle } from './toys.mjs';

const root = new URL('../../wwwroot/', import.meta.url);
const source = readFileSync(new URL('stories/offline-worker.js', root), 'utf8');
const origin = 'https://ledger.example';
const page = { method: 'GET', mode: 'navigate', destination: 'document' };

/** A worker with a cache and a network that answers as the test says. */
class ToyBrowser {
  stores = new Map();
  answer = url => ({ ok: true, redirected: false, of: url });
  fetched = [];
  handlers = {};

  constructor() {
    const request = class { constructor(url, options) { Object.assign(this, { url: new URL(url, origin).href }, options); } };
    const self = { location: { origin }, skipWaiting: async () => {}, addEventListener: (name, work) => { this.handlers[name] = work; } };
    const open = async name => {
      if (!this.stores.has(name)) this.stores.set(name, new Map());
      const store = this.stores.get(name);
      return { put: async (url, answer) => store.set(url, answer), match: async url => store.get(url) };
    };
    const caches = { open, keys: async () => [...this.stores.keys()], delete: async name => this.stores.delete(name) };
    const fetch = async asked => {
      this.fetched.push(asked);
      const answer = this.answer(asked.url);
      if (answer instanceof Error) throw answer;
      return answer;
    };
    vm.runInNewContext(source, { self, caches, fetch, URL, Request: request });
  }

  async tell(name) {
    let work;
    this.handlers[name]({ waitUntil: promise => { work = promise; } });
    await work;
  }

  /** Undefined: the worker leaves it to the browser. */
  ask(path, options = page) {
    let answer;
    this.handlers.fetch({ request: { url: new URL(path, origin).href, ...options }, respondWith: promise => { answer = promise; } });
    return answer;
  }

  async ready() {
    await this.tell('install');
    await this.tell('activate');
    return this;
  }
}

const gone = () => new TypeError('Failed to fetch');

test('The version is that of the files', () => {
  const files = /const files = \[(.*)\];/.exec(source)[1].match(/'[^']+'/g).map(path => path.slice(1, -1));
  const hash = createHash('sha256');
  for (const file of ['/offline/index.html', ...files]) hash.update(file).update(readFileSync(new URL(`.${file}`, root)));
  const [, version] = /const version = '(\w+)'/.exec(source);
  assert.equal(version, hash.digest('hex').slice(0, 12), 'A file of the offline page has changed: this is the version to write into offline-worker.js.');
});

test('It keeps its own files, fetched in nobody’s name, and no others', async () => {
  const browser = await new ToyBrowser().ready();
  const [[, store], ...others] = browser.stores;
  assert.equal(others.length, 0);
  assert.deepEqual([...store.keys()].sort(), ['/favicon.svg', '/offline/index.html', '/offline/kept-records.js', '/offline/kept-sentences.js', '/offline/offline.css', '/offline/offline.js']);
  assert.ok(browser.fetched.every(request => request.credentials === 'omit' && request.cache === 'reload'));
  await browser.ask('/stories/1/edit');
  assert.equal(store.size, 6);
});

test('A page in place of a file is no file: the worker does not begin', async () => {
  for (const instead of [{ ok: false }, { ok: true, redirected: true }]) {
    const browser = new ToyBrowser();
    browser.answer = url => (url.endsWith('.css') ? instead : { ok: true, redirected: false });
    await assert.rejects(browser.tell('install'));
  }
});

test('Whatever the server answers goes through, its failures too', async () => {
  const browser = await new ToyBrowser().ready();
  for (const answer of [{ ok: true, status: 200 }, { ok: false, status: 500 }, { ok: false, status: 404 }, { ok: false, type: 'opaqueredirect' }]) {
    browser.answer = () => answer;
    assert.equal(await browser.ask('/stories/1/edit'), answer);
    assert.equal(await browser.ask('/offline/offline.js', { method: 'GET', mode: 'cors', destination: 'script' }), answer);
  }
});

test('Without a connection a page is stood in for; a form that is sent, a picture and a script’s question are not', async () => {
  const browser = await new ToyBrowser().ready();
  browser.answer = gone;
  assert.equal((await browser.ask('/stories/1/edit?a=b')).of, `${origin}/offline/index.html`);
  assert.equal((await browser.ask('/offline/offline.css', { method: 'GET', mode: 'no-cors', destination: 'style' })).of, `${origin}/offline/offline.css`);
  assert.equal(browser.ask('/stories/1/edit', { ...page, method: 'POST' }), undefined);
  assert.equal(browser.ask('/stories/1/edit', { ...page, destination: 'iframe' }), undefined);
  assert.equal(browser.ask('/stories/1/communities', { method: 'GET', mode: 'cors', destination: '' }), undefined);
  assert.equal(browser.ask('https://elsewhere.example/offline/offline.js', { method: 'GET', mode: 'cors', destination: 'script' }), undefined);
});

test('Where the browser has cleared the files away, its own words come', async () => {
  const browser = await new ToyBrowser().ready();
  browser.answer = gone;
  browser.stores.clear();
  await assert.rejects(browser.ask('/stories/1/edit'), /Failed to fetch/);
});

test('A new version drops what the one before kept, and nothing of anybody else’s', async () => {
  const browser = new ToyBrowser();
  browser.stores.set('empathy-ledger-offline/before', new Map()).set('something else', new Map());
  await browser.ready();
  await settle();
  assert.equal(browser.stores.has('empathy-ledger-offline/before'), false);
  assert.equal(browser.stores.has('something else'), true);
  assert.equal(browser.stores.size, 2);
});

test('The colours of the offline page are those of the portal', () => {
  const read = path => readFileSync(new URL(path, root), 'utf8');
  const colours = sheet => Object.fromEntries([...sheet.matchAll(/--(\w[\w-]*): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]).reverse());
  const [light, dark, strong, strongDark] = ['tokens', 'dark', 'contrast-light', 'contrast-dark'].map(name => colours(read(`theme/${name}.css`)));
  const sheet = read('offline/offline.css');
  const pairs = [...sheet.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)];
  assert.equal(pairs.length, 24);
  pairs.forEach(([, name, day, night], index) => {
    assert.deepEqual([day, night], index < 8 ? [light[name], dark[name]] : [strong[name], strongDark[name]], name);
  });
  for (const [name, value] of Object.entries(colours(sheet.split('@supports')[0]))) assert.equal(value, light[name], name);
});

test('What is kept is said in counts and days', () => {
  const now = new Date(2026, 10, 23, 9, 0).getTime();
  const at = (...when) => new Date(...when).getTime();
  assert.equal(spokenDay(at(2026, 10, 23, 0, 5), now), 'today');
  assert.equal(spokenDay(at(2026, 10, 22, 23, 55), now), 'yesterday');
  assert.equal(spokenDay(at(2026, 10, 18, 12), now), 'on Wednesday');
  assert.equal(spokenDay(at(2026, 10, 16, 12), now), 'on 16 November 2026');
  assert.equal(spokenDay(at(2026, 10, 24, 12), now), 'on 24 November 2026');
  assert.equal(spokenSum({ changes: 1, stories: 1, newest: now }, now), '1 change to 1 story, made today');
  assert.equal(spokenSum({ changes: 5, stories: 2, newest: at(2026, 10, 22, 12) }, now), '5 changes to 2 stories, the newest yesterday');
});

test('Two people of one device are counted each for themselves', () => {
  const kept = [
    { accountId: 'a', storyId: '1', changes: 2, changedAt: 10 }, { accountId: 'b', storyId: '1', changes: 1, changedAt: 30 },
    { accountId: 'a', storyId: '1', changes: 1, changedAt: 20 }, { accountId: 'a', storyId: '2', changes: 1, changedAt: 5 },
  ];
  assert.deepEqual(sumsByPerson(kept), [{ changes: 1, stories: 1, newest: 30 }, { changes: 4, stories: 2, newest: 20 }]);
  assert.deepEqual(sumsByPerson([]), []);
});
