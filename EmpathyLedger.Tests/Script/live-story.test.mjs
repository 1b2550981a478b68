import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Changes, pieceBytes } from '../../wwwroot/js/story-editor/live-change.js';
import { timing } from '../../wwwroot/js/story-editor/live-story.js';
import { Delta, ToyPage, ToyStory, randomOf, textOf } from './live-toys.mjs';
import { ToyClock, settle } from './toys.mjs';

async function opened(story, clock, clientId, options) {
  const page = new ToyPage(story, clock, clientId, options);
  page.live.open();
  await arrive([page], clock);
  return page;
}

/** Everything that is on its way arrives, and what it leads to. */
async function arrive(pages, clock) {
  for (let busy = true; busy;) {
    await settle();
    busy = false;
    for (const { link } of pages) {
      busy ||= link.up.length + link.down.length > 0;
      link.arriveUp();
      link.arriveDown();
    }
  }
  await clock.pass(0);
}

async function atRest(pages, clock) {
  for (let round = 0; round < 60; round++) {
    await arrive(pages, clock);
    await clock.pass(timing.retryLastMs);
    if (pages.every(page => page.live.state.kind === 'saved') && new Set(pages.map(page => page.live.revision)).size === 1) return;
  }
  assert.fail(`They never came to rest: ${pages.map(page => JSON.stringify(page.live.state))}`);
}

const letters = ['a', 'Ada ', '\n', 'é', 'קול', '語', '😀', '👩‍👩‍👧', ' and then '];

function typeAtRandom(page, random, mark) {
  // Nobody writes behind the closing line end, and nobody deletes it but together with its line.
  const length = Math.max(0, page.text.length - 1);
  const lineEnd = page.text.lastIndexOf('\n', length - 1);
  if (random.below(8) === 0 && length > 0 && lineEnd >= 0) {
    return page.type({ body: new Delta().retain(lineEnd + 1).delete(page.text.length - lineEnd - 1) });
  }

  const edge = at => { const unit = page.text.charCodeAt(at); return at > 0 && unit >= 0xDC00 && unit <= 0xDFFF ? at - 1 : at; };
  const at = edge(random.below(length + 1));
  const to = edge(Math.min(length, at + 1 + random.below(9)));
  switch (random.below(8)) {
    case 0: if (to > at) return page.type({ body: new Delta().retain(at).delete(to - at) });
    case 1: if (to > at) return page.type({ body: new Delta().retain(at).retain(to - at, { bold: random.below(2) === 0 ? true : null }) });
    case 2: return page.type({ fields: { title: mark } });
    case 3: return page.type({ transcript: new Delta().insert(mark) });
    default: return page.insert(at, letters[random.below(letters.length)] + mark, random.below(3) === 0 ? { italic: true } : undefined);
  }
}

for (let seed = 1; seed <= 40; seed++) {
  test(`Whatever the links do, everybody ends with the same text (${seed})`, async () => {
    const random = randomOf(seed);
    const [story, clock] = [new ToyStory(), new ToyClock()];
    const pages = [];
    for (let number = 0; number < 2 + random.below(4); number++) pages.push(await opened(story, clock, `client-${number}`, { random: random.next }));
    for (let step = 0; step < 400; step++) {
      const page = pages[random.below(pages.length)];
      switch (random.below(12)) {
        case 0: case 1: case 2: typeAtRandom(page, random, `‹${step}›`); break;
        case 3: case 4: case 5: page.link.arriveUp(); break;
        case 6: case 7: case 8: page.link.arriveDown(); break;
        case 9: await clock.pass(random.below(timing.gatherMs * 2)); break;
        case 10: if (random.below(6) === 0) page.link.cut(); break;
        default: if (random.below(3) === 0) page.live.nudge(); break;
      }
      await settle();
    }

    await atRest(pages, clock);
    for (const page of pages) {
      assert.deepEqual(page.body, story.body);
      assert.deepEqual(page.transcript, story.transcript);
      assert.deepEqual(page.fields, story.fields);
      const numbers = story.log.filter(operation => operation.clientId === page.clientId).map(operation => operation.sequence);
      assert.deepEqual(numbers, numbers.map((_, index) => index + 1));
    }
    assert.ok(story.log.length > 5);
    const transcript = textOf(story.transcript).match(/‹\d+›/g) ?? [];
    assert.equal(new Set(transcript).size, transcript.length, 'nothing came twice');
  });
}

test('A last line end that two people delete together stays, on every page', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const [page, other] = [await opened(story, clock, 'a'), await opened(story, clock, 'b')];
  page.insert(0, 'A\nB');
  await clock.pass(timing.gatherMs);
  await arrive([page, other], clock);
  page.type({ body: new Delta().retain(1).delete(1) });
  other.type({ body: new Delta().retain(2).delete(2) });
  await atRest([page, other], clock);
  assert.deepEqual([page.text, other.text, textOf(story.body)], ['A\n', 'A\n', 'A\n']);
});

test('Saved is said only when what was typed came back committed', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const page = await opened(story, clock, 'a');
  page.insert(0, 'river');
  assert.equal(page.live.state.kind, 'saving');
  await clock.pass(timing.gatherMs);
  page.link.arriveUp();
  page.insert(5, 's');
  assert.equal(story.log.length, 1);
  assert.equal(page.live.state.kind, 'saving');
  await arrive([page], clock);
  assert.equal(page.live.state.kind, 'saved');
  assert.deepEqual(page.link.submitted.map(message => message.sequence), [1, 2]);
  assert.deepEqual(page.states, ['opening', 'saved', 'saving', 'saved']);
});

test('An answer that was lost: the same number again, and nothing twice', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const [page, other] = [await opened(story, clock, 'a'), await opened(story, clock, 'b')];
  page.insert(0, 'once');
  await clock.pass(timing.gatherMs);
  page.link.arriveUp();
  page.link.cut();
  assert.equal(page.live.state.kind, 'kept');
  page.insert(4, ' more');
  other.insert(0, 'Theirs, ');
  await atRest([page, other], clock);
  // Both began at the same place: what is in the log first stands first.
  assert.equal(page.text, 'onceTheirs,  more\n');
  assert.equal(other.text, page.text);
  assert.deepEqual(page.link.submitted.map(message => message.sequence), [1, 2]);
});

test('A message that was lost is sent again for the text as it is by then', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const [page, other] = [await opened(story, clock, 'a'), await opened(story, clock, 'b')];
  page.insert(0, 'mine');
  await clock.pass(timing.gatherMs);
  page.link.cut();
  other.insert(0, 'theirs ');
  await clock.pass(timing.gatherMs);
  await arrive([other], clock);
  await atRest([page, other], clock);
  assert.deepEqual(page.link.submitted.map(message => [message.sequence, message.baseRevision]), [[1, 0], [1, 1]]);
  assert.equal(page.text, 'theirs mine\n');
});

test('In already, but told to a connection that is gone: the page asks what it missed', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const page = await opened(story, clock, 'a');
  page.insert(0, 'late');
  await clock.pass(timing.gatherMs);
  page.link.up = [];
  story.log.push({ clientId: 'a', sequence: 1, revision: 1, change: { body: { ops: [{ insert: 'late' }] }, transcript: { ops: [] }, fields: {} } });
  page.link.onAcknowledged(1);
  await atRest([page], clock);
  assert.equal(page.text, 'late\n');
});

test('A page that was closed goes on where it stopped, with what this device kept', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const [page, other] = [await opened(story, clock, 'a'), await opened(story, clock, 'b')];
  page.insert(0, 'on its way');
  await clock.pass(timing.gatherMs);
  page.link.arriveUp();
  page.insert(0, 'unsent, ');
  const kept = JSON.parse(JSON.stringify(page.live.pending));
  page.live.stop();
  other.insert(0, '> ');
  await clock.pass(timing.gatherMs);
  await arrive([other], clock);

  const again = await opened(story, clock, 'a', { kept, shown: page });
  await atRest([again, other], clock);
  assert.equal(again.text, other.text);
  assert.ok(again.text.includes('unsent, ') && again.text.includes('on its way'));
  assert.deepEqual(story.log.filter(operation => operation.clientId === 'a').map(operation => operation.sequence), [1, 2]);
});

test('Of two values of one field the later in the log stands, on every page', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const [page, other] = [await opened(story, clock, 'a'), await opened(story, clock, 'b')];
  page.type({ fields: { title: 'First' } });
  other.type({ fields: { title: 'Second', place: 'Here' } });
  await clock.pass(timing.gatherMs);
  page.link.arriveUp();
  other.link.arriveUp();
  await atRest([page, other], clock);
  assert.deepEqual([page.fields, other.fields], [{ title: 'Second', place: 'Here' }, { title: 'Second', place: 'Here' }]);
});

test('What the ledger does not take stays, and goes again once it is another change', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const page = await opened(story, clock, 'a');
  story.refuse = change => JSON.stringify(change).length > 200 ? 'too-long' : null;
  page.insert(0, 'x'.repeat(300));
  await clock.pass(timing.gatherMs);
  await arrive([page], clock);
  assert.deepEqual(page.live.state, { kind: 'refused', reason: 'too-long' });
  await clock.pass(60000);
  assert.equal(page.link.submitted.length, 1);
  page.type({ body: new Delta().delete(280) });
  await atRest([page], clock);
  assert.equal(textOf(story.body), 'x'.repeat(20) + '\n');
  assert.deepEqual(page.link.submitted.map(message => message.sequence), [1, 1]);
});

for (const reason of ['not-allowed', 'elsewhere', 'signed-out']) {
  test(`Whoever is put out (${reason}) keeps their words and asks no more`, async () => {
    const [story, clock] = [new ToyStory(), new ToyClock()];
    const page = await opened(story, clock, 'a');
    page.insert(0, 'kept');
    page.link.onEnded(reason);
    await clock.pass(600000);
    assert.deepEqual(page.live.state, { kind: 'ended', reason });
    assert.deepEqual(page.live.pending.unsent, { body: { ops: [{ insert: 'kept' }] } });
    assert.equal(clock.waiting, 0);
  });
}

test('Signed in again, the page goes on', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const page = await opened(story, clock, 'a');
  page.link.onEnded('signed-out');
  page.insert(0, 'still here');
  page.live.open();
  await atRest([page], clock);
  assert.equal(textOf(story.body), 'still here\n');
});

test('Coming back is tried at longer and longer intervals, and at once when somebody says so', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const page = await opened(story, clock, 'a');
  page.link.answer = { kind: 'away' };
  const asked = [];
  const open = page.link.open.bind(page.link);
  page.link.open = (...wanted) => { asked.push(clock.now()); return open(...wanted); };
  page.link.cut();
  for (let i = 0; i < 200; i++) { await clock.pass(500); await arrive([page], clock); }
  const pauses = asked.slice(1).map((at, index) => at - asked[index]);
  assert.ok(pauses[0] >= 1000 && pauses.at(-1) >= 30000 && asked.length < 9, pauses.join());
  assert.equal(page.live.state.kind, 'away');
  page.link.answer = null;
  page.live.nudge();
  await arrive([page], clock);
  assert.equal(page.live.state.kind, 'saved');
});

test('A draft that cannot be merged with what is unsent is not shown over it', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const page = await opened(story, clock, 'a');
  page.insert(0, 'unsent');
  page.link.cut();
  page.link.answer = { kind: 'open', opening: { revision: 9, content: { body: { ops: [] }, transcript: { ops: [] }, fields: {} }, missed: [], lastSequence: 0 } };
  await clock.pass(timing.retryFirstMs);
  await arrive([page], clock);
  assert.deepEqual(page.live.state, { kind: 'ended', reason: 'too-old' });
  assert.equal(page.text, 'unsent\n');
});

test('A change that is too long for a message goes in pieces, one after the other, and is whole', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const page = await opened(story, clock, 'a');
  page.insert(0, 'The end');
  await clock.pass(timing.gatherMs);
  await arrive([page], clock);
  const paste = new Delta();
  for (let i = 0; i < 3000; i++) paste.insert(`😀 "語" line ${i}`, { bold: i % 2 === 0 }).insert('\n', { header: 2 });
  page.type({ body: paste.insert('é😀'.repeat(200000)).delete(4), transcript: new Delta().insert('\u05E7'.repeat(90000)), fields: { title: 'Long' } });
  const saved = page.live.flush();
  await atRest([page], clock);
  assert.equal((await saved).kind, 'saved');
  assert.deepEqual(page.body, story.body);
  assert.equal(page.transcript.length(), 90001);
  assert.ok(page.link.submitted.length > 5);
  for (const { change } of page.link.submitted) {
    const json = JSON.stringify(change);
    assert.ok(Buffer.byteLength(json) <= pieceBytes + 200, `${Buffer.byteLength(json)} bytes`);
    assert.ok(json.isWellFormed() && !/\\ud[89a-f]/i.test(json), 'no half of a pair');
  }
});

test('Law: the pieces of a change, one after the other, are the change', () => {
  const changes = new Changes(Delta);
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomOf(seed);
    const text = new Delta().insert('x'.repeat(4000));
    const body = new Delta();
    for (let i = 0; i < 40; i++) {
      const length = 1 + random.below(60);
      if (random.below(3) === 0) body.retain(length, random.below(2) ? { bold: true } : undefined);
      else if (random.below(3) === 0) body.delete(length);
      else body.insert('😀a'.repeat(random.below(9000) + 1), random.below(2) ? { italic: true } : undefined);
    }

    let pieces = 0;
    let left = changes.of({ body: body.chop() });
    let result = text;
    while (!changes.isEmpty(left)) {
      const { first, rest } = changes.split(left, 40000);
      result = result.compose(first.body);
      left = rest;
      assert.ok(pieces++ < 100);
    }
    assert.deepEqual(result, text.compose(body));
    assert.ok(pieces > 1);
  }
});

test('A cursor stays at its letter, with words on their way on either side', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const [ada, bo] = [await opened(story, clock, 'ada'), await opened(story, clock, 'bo')];
  ada.insert(0, 'The river rose.');
  await atRest([ada, bo], clock);

  bo.where = { place: 'body', index: 4, length: 5 };
  bo.live.moved();
  await clock.pass(timing.pointMs);
  ada.insert(0, 'Then ');       // not sent yet
  await arrive([ada, bo], clock);
  const { index, length } = ada.others.get('bo');
  assert.equal(ada.text.slice(index, index + length), 'river');
});

test('A cursor is told behind the words in which it stands, and only once', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const [ada, bo] = [await opened(story, clock, 'ada'), await opened(story, clock, 'bo')];
  bo.insert(0, 'Salt. ');
  bo.where = { place: 'body', index: 6, length: 0 };
  bo.live.moved();
  await clock.pass(timing.pointMs);
  assert.equal(bo.link.up.length, 1, 'not before its words are in');
  await arrive([ada, bo], clock);
  await arrive([ada, bo], clock);
  assert.equal(ada.others.get('bo').index, 6);

  bo.live.moved();
  await clock.pass(timing.pointMs);
  assert.equal(bo.link.up.length, 0, 'it did not move');
});

test('Who comes later knows who is here, and where', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const ada = await opened(story, clock, 'ada');
  ada.where = { place: 'details', index: 0, length: 0 };
  ada.live.moved();
  await clock.pass(timing.pointMs);
  await arrive([ada], clock);
  const bo = await opened(story, clock, 'bo');
  await arrive([ada], clock);
  assert.equal(ada.others.get('bo').name, 'bo');
  assert.deepEqual([bo.others.get('ada').name, bo.others.get('ada').place], ['ada', 'details']);
});
