import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Saver, timing } from '../../wwwroot/js/story-editor/saver.js';
import { DraftClient } from '../../wwwroot/js/story-editor/draft-client.js';
import { reopen } from '../../wwwroot/js/story-editor/reopen.js';
import { ToyClock, ToyDevice, ToyServer, settle } from './toys.mjs';

function desk({ server = new ToyServer(), device = new ToyDevice(), clock = new ToyClock(), confirmReturn } = {}) {
  let keys = 0;
  const page = { text: '', states: [], server, device, clock };
  page.saver = new Saver({
    put: server.put, keep: device.keep, forget: device.forget, clock, confirmReturn,
    snapshot: () => ({ text: page.text }), random: () => 1, newKey: () => `key-${++keys}-${Math.trunc(clock.now())}-${desk.tabs}`,
    onState: state => page.states.push(state.kind),
  });
  desk.tabs++;
  page.write = text => { page.text += text; page.saver.changed(); };
  return page;
}
desk.tabs = 0;

const opened = page => { page.saver.start({ revision: page.server.revision }); return page; };

test('A pause after writing saves within two seconds, once', async () => {
  const page = opened(desk());
  page.write('The river');
  await page.clock.pass(900);
  assert.equal(page.server.requests.length, 0);
  await page.clock.pass(1100);
  assert.deepEqual(page.server.log, [{ text: 'The river' }]);
  assert.equal(page.saver.state.kind, 'saved');
  await page.clock.pass(60000);
  assert.equal(page.server.requests.length, 1);
  assert.equal(page.clock.waiting, 0);
});

test('Writing without a pause saves every five seconds', async () => {
  const page = opened(desk());
  for (let i = 0; i < 60; i++) { page.write('a'); await page.clock.pass(200); }
  assert.ok(page.server.log.length >= 2 && page.server.log.length <= 3, `${page.server.log.length} saves`);
  await page.clock.pass(2000);
  assert.equal(page.server.content.text, 'a'.repeat(60));
});

test('Saved is never said before the answer, nor for words that came after the request', async () => {
  const page = opened(desk());
  page.write('one');
  page.server.next('hang');
  await page.clock.pass(1500);
  assert.equal(page.saver.state.kind, 'saving');
  page.write(' two');
  page.server.release();
  await settle();
  assert.equal(page.saver.state.kind, 'saving');
  await page.clock.pass(2000);
  assert.equal(page.server.content.text, 'one two');
  assert.equal(page.saver.state.kind, 'saved');
});

test('Only one request is under way, however much is written', async () => {
  const page = opened(desk());
  page.server.next('hang');
  page.write('x');
  await page.clock.pass(2000);
  for (let i = 0; i < 20; i++) { page.write('y'); await page.clock.pass(1500); }
  assert.equal(page.server.requests.length, 1);
  page.server.release();
  await page.clock.pass(3000);
  assert.equal(page.server.log.length, 2);
});

test('A lost reply is asked again under the same key and doubles nothing', async () => {
  const page = opened(desk());
  page.server.next('lost-reply');
  page.write('flood');
  await page.clock.pass(1500);
  assert.equal(page.saver.state.kind, 'unreachable');
  assert.equal(page.saver.state.kept, true);
  page.write(' and after');
  await page.clock.pass(10000);
  assert.equal(page.server.requests[0].key, page.server.requests[1].key);
  assert.deepEqual(page.server.requests[0].content, page.server.requests[1].content);
  assert.deepEqual(page.server.log, [{ text: 'flood' }, { text: 'flood and after' }]);
  assert.equal(page.saver.state.kind, 'saved');
});

test('Retries grow apart, stop at half a minute, and the connection coming back cuts the wait', async () => {
  const page = opened(desk());
  page.server.next(...Array(40).fill('lost-request'));
  page.write('x');
  await page.clock.pass(5 * 60000);
  const tries = page.server.requests.length;
  assert.ok(tries >= 12 && tries <= 17, `${tries} tries in five minutes`);
  page.saver.nudge();
  await settle();
  assert.equal(page.server.requests.length, tries + 1);
  assert.ok(page.server.requests.every(request => request.key === page.server.requests[0].key));
});

test('While the server is away the device has every word within a third of a second', async () => {
  const page = opened(desk());
  page.server.next(...Array(1000).fill('lost-request'));
  for (let i = 0; i < 30; i++) {
    page.write('word ');
    await page.clock.pass(300);
    assert.equal((page.device.record.content ?? page.device.record.request.content).text, page.text);
  }
  assert.equal(page.saver.isSafeToLeave, true);
});

test('Another tab saved first: nothing is overwritten, and typing goes on', async () => {
  const page = opened(desk());
  page.server.apply({ key: 'other', baseRevision: 0, content: { text: 'theirs' } });
  page.write('mine');
  await page.clock.pass(2000);
  assert.equal(page.saver.state.kind, 'conflict');
  page.write(' more');
  await page.clock.pass(60000);
  assert.equal(page.server.content.text, 'theirs');
  assert.equal(page.server.requests.length, 1);
  assert.equal(page.device.record.content.text, 'mine more');
});

test('Keep mine goes on top of the other; both are at the server', async () => {
  const page = opened(desk());
  page.server.apply({ key: 'other', baseRevision: 0, content: { text: 'theirs' } });
  page.write('mine');
  await page.clock.pass(2000);
  page.saver.keepMine();
  await page.clock.pass(2000);
  assert.deepEqual(page.server.log, [{ text: 'theirs' }, { text: 'mine' }]);
  assert.equal(page.saver.state.kind, 'saved');
  assert.equal(page.device.record, null);
});

test('Keep mine meets a third save: asked again, still nothing overwritten', async () => {
  const page = opened(desk());
  page.server.apply({ key: 'a', baseRevision: 0, content: { text: 'theirs' } });
  page.write('mine');
  await page.clock.pass(2000);
  page.server.apply({ key: 'b', baseRevision: 1, content: { text: 'theirs again' } });
  page.saver.keepMine();
  await page.clock.pass(2000);
  assert.equal(page.saver.state.kind, 'conflict');
  assert.equal(page.server.content.text, 'theirs again');
});

test('Signed out: kept, not hammered, and continued for the same person only', async () => {
  let who = 'signed-out';
  const page = opened(desk({ confirmReturn: async () => who }));
  page.server.next({ kind: 'signed-out' });
  page.write('words');
  await page.clock.pass(2000);
  assert.equal(page.saver.state.kind, 'signed-out');
  assert.equal(page.saver.state.kept, true);
  who = 'other-account';
  page.saver.nudge();
  await settle();
  assert.equal(page.saver.state.kind, 'other-account');
  assert.equal(page.server.requests.length, 1);
  who = 'same';
  page.saver.nudge();
  await page.clock.pass(1000);
  assert.equal(page.saver.state.kind, 'saved');
  assert.equal(page.server.requests[0].key, page.server.requests[1].key);
});

test('Too large or refused: held with the words kept, and tried again once they change', async () => {
  for (const answer of [{ kind: 'too-large', limit: 10 }, { kind: 'refused', message: 'No' }]) {
    const page = opened(desk());
    page.server.next(answer);
    page.write('long');
    await page.clock.pass(60000);
    assert.equal(page.saver.state.kind, answer.kind);
    assert.equal(page.server.requests.length, 1);
    assert.equal(page.device.record.content.text, 'long');
    page.write('er');
    await page.clock.pass(2000);
    assert.equal(page.saver.state.kind, 'saved');
    assert.notEqual(page.server.requests[0].key, page.server.requests[1].key);
  }
});

test('No longer yours: nothing more is sent, the words stay on the device', async () => {
  const page = opened(desk());
  page.server.next({ kind: 'gone' });
  page.write('x');
  await page.clock.pass(2000);
  page.write('y');
  await page.clock.pass(60000);
  assert.equal(page.server.requests.length, 1);
  assert.equal(page.device.record.content.text, 'xy');
});

test('A full device is said, and saving goes on', async () => {
  const page = opened(desk());
  page.device.answer = 'full';
  page.server.next('lost-request');
  page.write('x');
  await page.clock.pass(1200);
  assert.deepEqual([page.saver.state.kind, page.saver.state.kept, page.saver.state.device], ['unreachable', false, 'full']);
  assert.equal(page.saver.isSafeToLeave, false);
  await page.clock.pass(3000);
  assert.equal(page.saver.state.kind, 'saved');
});

test('A device that never answers does not keep words from the server', async () => {
  const page = desk();
  opened(page);
  page.write('x');
  await page.clock.pass(1999);
  assert.equal(page.saver.state.kind, 'saved');
});

test('Kept is said without flickering while somebody writes offline, and no longer once the device stops answering', async () => {
  const page = opened(desk());
  page.server.next(...Array(1000).fill('lost-request'));
  page.write('x');
  await page.clock.pass(1500);
  for (let i = 0; i < 20; i++) {
    page.write('y');
    assert.equal(page.saver.state.kept, true);
    assert.equal(page.saver.isSafeToLeave, false);
    await page.clock.pass(130);
  }
  const stuck = opened(desk({ server: page.server, device: { keep: () => new Promise(() => {}), forget: async () => {} }, clock: page.clock }));
  stuck.write('z');
  await page.clock.pass(5000);
  assert.equal(stuck.saver.state.kept, false);
});

test('Flush resolves once the server has it all, also what was written meanwhile', async () => {
  const page = opened(desk());
  page.server.next('hang');
  page.write('a');
  const done = page.saver.flush();
  await settle();
  page.write('b');
  page.server.release();
  await settle();
  assert.equal((await done).kind, 'saved');
  assert.equal(page.server.content.text, 'ab');
});

/** Ends a tab without any farewell and opens the story anew from what the device has. */
async function reopened(page) {
  const record = structuredClone(page.device.record);
  const next = desk({ server: page.server, device: page.device, clock: page.clock });
  const found = await reopen({
    server: { revision: page.server.revision, savedAt: 'then', content: page.server.content ?? { text: '' } },
    record, resend: page.server.put,
  });
  next.text = found.content.text;
  next.saver.start(found);
  return { next, found };
}

test('Killed before anything was sent: restored and saved once', async () => {
  const page = opened(desk());
  page.write('only here');
  await page.clock.pass(400);
  await page.saver.stop();
  const { next, found } = await reopened(page);
  assert.equal(found.wasRestored, true);
  await next.clock.pass(3000);
  assert.deepEqual(page.server.log, [{ text: 'only here' }]);
  assert.equal(page.device.record, null);
});

test('Killed while the reply was under way: recognised as its own save, nothing doubled', async () => {
  const page = opened(desk());
  page.server.next('lost-reply');
  page.write('sent');
  await page.clock.pass(1300);
  await page.saver.stop();
  const { next, found } = await reopened(page);
  assert.equal(found.conflict, null);
  await next.clock.pass(5000);
  assert.deepEqual(page.server.log, [{ text: 'sent' }]);
  assert.equal(next.saver.state.kind, 'saved');
});

test('Killed with newer words than the unanswered request: both arrive, in order, once', async () => {
  for (const fate of ['lost-reply', 'lost-request']) {
    const page = opened(desk());
    page.server.next(fate);
    page.write('sent');
    await page.clock.pass(1300);
    page.write(' and newer');
    await page.clock.pass(300);
    await page.saver.stop();
    const { next } = await reopened(page);
    await next.clock.pass(9000);
    assert.equal(page.server.content.text, 'sent and newer');
    assert.ok(page.server.log.length <= 2);
    assert.equal(next.saver.state.kind, 'saved');
  }
});

test('Killed, and another device saved meanwhile: the person is asked, neither is lost', async () => {
  const page = opened(desk());
  page.server.next('lost-request');
  page.write('mine');
  await page.clock.pass(1300);
  await page.saver.stop();
  page.server.apply({ key: 'phone', baseRevision: 0, content: { text: 'from the phone' } });
  const { next, found } = await reopened(page);
  assert.equal(next.saver.state.kind, 'conflict');
  assert.equal(found.content.text, 'mine');
  assert.equal(page.server.content.text, 'from the phone');
});

test('Killed after its save arrived and another came on top: what was sent is a version, the newest is shown', async () => {
  const page = opened(desk());
  page.server.next('lost-reply');
  page.write('mine');
  await page.clock.pass(1300);
  await page.saver.stop();
  page.server.apply({ key: 'phone', baseRevision: 1, content: { text: 'from the phone' } });
  const { next, found } = await reopened(page);
  assert.equal(found.content.text, 'from the phone');
  assert.equal(next.saver.state.kind, 'saved');
});

test('Law: whatever is lost and whenever the tab dies, words arrive in order, once, and none is missing', async () => {
  let seed = 20261122;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let round = 0; round < 300; round++) {
    let page = opened(desk());
    let written = 0;
    for (let step = 0; step < 25; step++) {
      const dice = random();
      if (dice < 0.5) page.write(`${written++};`);
      else if (dice < 0.62) page.server.next('lost-reply');
      else if (dice < 0.74) page.server.next('lost-request');
      else if (dice < 0.8) page.saver.nudge();
      else if (dice < 0.88) {
        // The device's copy may be a quarter of a second old when a tab is killed; this law is about the rest.
        await page.clock.pass(timing.deviceMs);
        await page.saver.stop();
        page = (await reopened(page)).next;
      }
      await page.clock.pass(random() * 1800);
    }
    await page.clock.pass(10 * 60000);
    const expected = Array.from({ length: written }, (_, i) => `${i};`).join('');
    assert.equal(page.saver.state.kind, 'saved', `round ${round}`);
    assert.equal(page.server.content?.text ?? '', expected, `round ${round}`);
    assert.equal(page.device.record, null);
    for (let i = 1; i < page.server.log.length; i++) {
      assert.ok(page.server.log[i].text.startsWith(page.server.log[i - 1].text), 'order');
    }
    assert.equal(page.clock.waiting, 0);
  }
});

test('A server that names a time is not asked before it, and every word is kept meanwhile', async () => {
  const page = opened(desk());
  page.server.next({ kind: 'unreachable', retryAfterMs: 20000 });
  page.write('The river');
  await page.clock.pass(1500);
  page.write(' rose');
  assert.deepEqual([page.saver.state.kind, page.saver.isSafeToLeave], ['unreachable', false]);
  page.saver.nudge();
  await page.clock.pass(19000);
  page.saver.nudge();
  assert.equal(page.server.requests.length, 1);
  assert.ok(page.saver.isSafeToLeave);
  await page.clock.pass(5000);
  assert.equal(page.server.content.text, 'The river rose');
  assert.equal(page.saver.state.kind, 'saved');
});

test('429 is an answer to wait for, whatever its body says', async () => {
  for (const [header, wait] of [['7', 7000], ['3600', 60000], [null, 0], ['soon', 0]]) {
    const client = new DraftClient('story', {
      fetch: async () => new Response('{"message":"One moment"}', {
        status: 429, headers: { 'Content-Type': 'application/json', ...(header === null ? {} : { 'Retry-After': header }) },
      }),
    });
    assert.deepEqual(await client.put({ key: 'k', baseRevision: 1, content: {} }), { kind: 'unreachable', retryAfterMs: wait });
    assert.deepEqual(await client.get(), { kind: 'unreachable', retryAfterMs: wait });
  }
});
