// What an open page keeps on the device, and what it answers to the page where its person signs out.
import assert from 'node:assert/strict';
import test from 'node:test';
import { callEditors, lockOf } from '../../wwwroot/js/story-editor/kept-calls.js';
import { KeptWords } from '../../wwwroot/js/story-editor/kept-words.js';
import { wordsFileName, wordsPage } from '../../wwwroot/js/sign-out/words-file.js';
import { settle } from './toys.mjs';

/** The locks of one browser. */
class ToyLocks {
  held = new Map();

  async request(name, { ifAvailable = false }, work) {
    if (this.held.has(name)) return ifAvailable ? work(null) : new Promise(() => {});
    this.held.set(name, true);
    try {
      return await work({ name });
    } finally {
      this.held.delete(name);
    }
  }

  async query() { return { held: [...this.held.keys()].map(name => ({ name })) }; }
}

class ToyStore {
  records = new Map();
  async write(slot, value) { this.records.set(slot, structuredClone(value)); return true; }
  async read(slot) { const value = this.records.get(slot); return value ? { value, changedAt: value.changedAt } : null; }
  async slots(beginning) { return [...this.records.keys()].filter(slot => slot.startsWith(beginning)); }
  async remove(slot) { this.records.delete(slot); }
}

async function pageOf(store, { account = 'alice', words = null } = {}) {
  const page = { words, nudged: 0, forgotten: 0, kept: await KeptWords.open({ store, name: `story-editor/${account}/story` }) };
  page.kept.begin(() => page.words, () => {}, () => page.nudged++, () => page.forgotten++);
  page.write = words => { page.words = words; page.kept.wrote(); page.kept.keepSoon(); return page.kept.keepNow(); };
  return page;
}

test.beforeEach(() => { Object.defineProperty(globalThis, 'navigator', { value: { locks: new ToyLocks() }, configurable: true }); });

test('What is written without a long pause is one change; the count begins anew when all is saved', async context => {
  context.mock.timers.enable({ apis: ['Date'], now: 1000000 });
  const store = new ToyStore();
  const page = await pageOf(store);
  const record = () => store.records.get(`live/${page.kept.clientId}`);
  await page.write({ text: 'a' });
  context.mock.timers.tick(59000);
  await page.write({ text: 'ab' });
  assert.deepEqual([record().changes, record().changedAt], [1, 1059000]);
  context.mock.timers.tick(61000);
  await page.write({ text: 'abc' });
  assert.deepEqual([record().changes, record().changedAt], [2, 1120000]);

  // Keeping it once more is no change.
  context.mock.timers.tick(86400000);
  await page.kept.keepNow();
  assert.deepEqual([record().changes, record().changedAt], [2, 1120000]);
  page.words = null;
  await page.kept.keepNow();
  assert.equal(record(), undefined);
  await page.write({ text: 'd' });
  assert.equal(record().changes, 1);
  page.kept.close();
});

test('The next page counts on from what the one before left', async context => {
  context.mock.timers.enable({ apis: ['Date'], now: 1000000 });
  const store = new ToyStore();
  store.records.set('live/gone', { text: 'a', changes: 3, changedAt: 500000 });
  const page = await pageOf(store);
  assert.equal(page.kept.clientId, 'gone');
  page.words = page.kept.found;
  await page.kept.keepNow();
  assert.deepEqual([store.records.get('live/gone').changes, store.records.get('live/gone').changedAt], [3, 500000]);
  await page.write({ text: 'ab' });
  assert.deepEqual([store.records.get('live/gone').changes, store.records.get('live/gone').changedAt], [4, 1000000]);
  page.kept.close();
});

test('Open pages of a person say what is unsent, once the device has it; nobody else’s are asked', async () => {
  const store = new ToyStore();
  const writing = await pageOf(store);
  const idle = await pageOf(store);
  const other = await pageOf(new ToyStore(), { account: 'bob', words: { text: 'mine' } });
  writing.words = { text: 'a' };
  writing.kept.wrote();
  writing.kept.keepSoon();
  const answers = await callEditors('alice', 'unsent', 60000);
  assert.equal(answers.length, 2);
  assert.equal(store.records.get(`live/${writing.kept.clientId}`).text, 'a');
  const told = answers.find(({ lock }) => lock === lockOf('alice', 'story', writing.kept.clientId));
  assert.deepEqual([told.isUnsent, told.isKept, told.changes], [true, true, 1]);
  assert.equal(answers.find(({ lock }) => lock === lockOf('alice', 'story', idle.kept.clientId)).isUnsent, false);
  assert.deepEqual([writing.nudged, other.nudged], [0, 0]);
  await callEditors('alice', 'send', 60000);
  assert.deepEqual([writing.nudged, other.nudged], [1, 0]);
  for (const page of [writing, idle, other]) page.kept.close();
  await settle();
  assert.deepEqual(await callEditors('alice', 'unsent', 60000), []);
});

test('What the person throws away is kept no more, whatever the page still has', async () => {
  const store = new ToyStore();
  const page = await pageOf(store);
  await page.write({ text: 'a' });
  assert.equal(store.records.size, 1);
  await callEditors('alice', 'forget', 60000);
  assert.deepEqual([store.records.size, page.forgotten, page.kept.isSafe], [0, 1, true]);
  await page.write({ text: 'ab' });
  assert.equal(store.records.size, 0);
  page.kept.close();
});

test('A page that does not answer is not waited for', async () => {
  let letGo;
  globalThis.navigator.locks.request(lockOf('alice', 'story', 'silent'), {}, () => new Promise(resolve => { letGo = resolve; }));
  assert.deepEqual(await callEditors('alice', 'unsent', 1), []);
  letGo();
});

test('The file that is taken along has the words of each story, as text', () => {
  const now = new Date(2026, 10, 3);
  const page = wordsPage([
    { fields: { title: 'The <river>', summary: 'Short' }, body: { ops: [{ insert: 'First line.\n' }, { insert: 'Bold & "said"', attributes: { bold: true } }, { insert: '\n\n' }] }, transcript: { ops: [{ insert: 'So I said\n' }] } },
    { fields: {}, body: { ops: [{ insert: '\n' }] }, transcript: { ops: [{ insert: '\n' }] } },
  ], now);
  assert.match(page, /<h2 dir="auto">The &lt;river&gt;<\/h2>\n<p dir="auto">Short<\/p>\n<p dir="auto">First line\.<\/p>\n<p dir="auto">Bold &amp; &quot;said&quot;<\/p>\n<h3>What was said in the recording<\/h3>\n<p dir="auto">So I said<\/p>/);
  assert.match(page, /<h2 dir="auto">A story without a title<\/h2>\n<\/article>/);
  assert.match(page, /Kept on 3 November 2026\./);
  assert.doesNotMatch(page, /src=|href=|<script/);
  assert.equal(wordsFileName(now), 'what-i-wrote-2026-11-03.html');
});
