// What stands between the live story and its connection: nothing leaves before the device has its number, nothing leaves in
// somebody else's name, and nothing arrives while a letter is being composed.
import assert from 'node:assert/strict';
import test from 'node:test';
import { LiveLine } from '../../wwwroot/js/story-editor/live-line.js';
import { OwnChanges, difference } from '../../wwwroot/js/story-editor/own-changes.js';
import { Delta, randomOf } from './live-toys.mjs';
import { settle } from './toys.mjs';

class ToyConnection {
  sent = [];
  opened = 0;
  async open() { this.opened++; return { kind: 'open', opening: {} }; }
  submit(...told) { this.sent.push(told); }
  close() {}
}

function lineOf({ confirm = async () => 'same', keep = async () => {} } = {}) {
  const connection = new ToyConnection();
  return { connection, line: new LiveLine(connection, { confirm, keep }) };
}

test('A change leaves when the device has it, and not before', async () => {
  let done;
  const { connection, line } = lineOf({ keep: () => new Promise(resolve => { done = resolve; }) });
  await line.open('story', 'client', null);
  line.submit(1, 0, {});
  await settle();
  assert.deepEqual(connection.sent, []);
  done();
  await settle();
  assert.deepEqual(connection.sent, [[1, 0, {}]]);
});

test('A change of a connection that is gone does not leave over the next one', async () => {
  let done;
  const { connection, line } = lineOf({ keep: () => new Promise(resolve => { done = resolve; }) });
  await line.open('story', 'client', null);
  line.submit(1, 0, {});
  await line.open('story', 'client', 0);
  done();
  await settle();
  assert.deepEqual(connection.sent, []);
});

test('A connection is made only for whoever opened the page', async () => {
  for (const [who, kind] of [['other-account', 'signed-out'], ['signed-out', 'signed-out'], ['unreachable', 'away']]) {
    const { connection, line } = lineOf({ confirm: async () => who });
    assert.deepEqual(await line.open('story', 'client', null), { kind });
    assert.equal(connection.opened, 0);
  }
});

test('What arrives while somebody composes comes after it, in its order', async () => {
  const { connection, line } = lineOf();
  const heard = [];
  line.onWritten = told => heard.push(told);
  line.onRefused = (...told) => heard.push(told);
  line.hold();
  connection.onWritten('first');
  connection.onRefused(2, 'too-long');
  const opening = line.open('story', 'client', null).then(() => heard.push('opened'));
  await settle();
  assert.deepEqual(heard, []);
  line.letGo();
  await opening;
  assert.deepEqual(heard, ['first', [2, 'too-long'], 'opened']);
  connection.onWritten('later');
  assert.equal(heard.at(-1), 'later');
});

test('What arrives while the page draws is told together, in its order', async () => {
  const draws = [];
  const connection = new ToyConnection();
  const pace = tell => new Promise(drawn => { tell(); draws.push(drawn); });
  const line = new LiveLine(connection, { confirm: async () => 'same', keep: async () => {}, pace });
  const heard = [];
  for (const name of ['onWritten', 'onHere', 'onRefused', 'onEnded']) line[name] = (...told) => heard.push([name, ...told]);
  connection.onWritten([1]);
  assert.deepEqual(heard, [['onWritten', [1]]]);
  connection.onWritten([2, 3]);
  connection.onWritten([4]);
  connection.onHere(['a']);
  connection.onHere(['b']);
  connection.onWritten([5]);
  connection.onRefused(2, 'too-long');
  await settle();
  assert.equal(heard.length, 1);
  draws.shift()();
  await settle();
  assert.deepEqual(heard.slice(1), [['onWritten', [2, 3, 4]], ['onHere', ['a', 'b']], ['onWritten', [5]], ['onRefused', 2, 'too-long']]);
  draws.shift()();
  await settle();
  connection.onEnded('away');
  assert.deepEqual(heard.at(-1), ['onEnded', 'away']);
});

test('What arrived before an opening was answered is told before it, drawn or not', async () => {
  const connection = new ToyConnection();
  const line = new LiveLine(connection, { confirm: async () => 'same', keep: async () => {}, pace: tell => new Promise(() => tell()) });
  const heard = [];
  line.onWritten = told => heard.push(...told);
  connection.onWritten([1]);
  connection.onWritten([2]);
  await line.open('story', 'client', 0).then(() => heard.push('opened'));
  assert.deepEqual(heard, [1, 2, 'opened']);
});

test('Law: a difference takes the one text to the other, and cuts no letter in half', () => {
  const random = randomOf(7);
  const letters = ['a', 'b', '🌊', '🌋', 'é', '\n'];
  for (let round = 0; round < 3000; round++) {
    const text = () => Array.from({ length: random.below(7) }, () => letters[random.below(letters.length)]).join('');
    const [before, after] = [text(), text()];
    const change = difference(Delta, before, after);
    assert.equal(new Delta().insert(`${before}\n`).compose(change).ops.map(op => op.insert).join(''), `${after}\n`);
    for (const { insert = '' } of change.ops) assert.ok(insert.isWellFormed());
  }
});

test('Only what a person changed is their change', () => {
  const own = new OwnChanges(Delta);
  own.know({ fields: { title: 'A', themes: ['water'] }, transcript: 'So' });
  const { fields, transcript } = own.find({ fields: { title: 'B', themes: ['water'] }, transcript: 'So I' });
  assert.deepEqual([fields, transcript.ops], [{ title: 'B' }, [{ retain: 2 }, { insert: ' I' }]]);
  const nothing = own.find({ fields: { title: 'B', themes: ['water'] }, transcript: 'So I' });
  assert.deepEqual([nothing.fields, nothing.transcript.ops], [{}, []]);
});
