import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Playback } from '../../wwwroot/js/story-replay/playback.js';
import { Delta, randomOf } from './live-toys.mjs';

/** A text that grew by random changes, and what it was after each. */
function grown(seed, changes) {
  const random = randomOf(seed);
  let text = new Delta().insert('\n');
  const [moments, operations] = [[text], []];
  for (let number = 0; number < changes; number++) {
    const length = text.length() - 1;
    const at = random.below(length + 1);
    const taken = random.below(Math.min(4, length - at) + 1);
    const change = random.below(4) === 0 && taken > 0
      ? new Delta().retain(at).retain(taken, { bold: random.below(2) === 0 ? true : null })
      : new Delta().retain(at).insert(`‹${number}›`).delete(taken);
    text = text.compose(change);
    moments.push(text);
    operations.push({ author: 'Ada', madeAt: '2026-11-23T10:00:00Z', body: JSON.parse(JSON.stringify(change)), title: null, isBesides: false });
  }

  return { replay: { body: moments[0], operations }, moments, random };
}

for (let seed = 1; seed <= 20; seed++) {
  test(`Wherever it goes, back or forth, the text is as it was then (${seed})`, () => {
    const { replay, moments, random } = grown(seed, 30);
    const playback = new Playback(Delta, replay);
    let shown = playback.text;
    for (let jump = 0; jump < 40; jump++) {
      const at = random.below(31);
      const change = playback.go(at);
      if (change) shown = shown.compose(change);
      assert.deepEqual(shown.ops, moments[at].ops);
      assert.deepEqual(playback.text.ops, moments[at].ops);
      assert.equal(playback.last, at === 0 ? null : replay.operations[at - 1]);
    }
  });
}

test('Standing still is no change', () => assert.equal(new Playback(Delta, grown(1, 3).replay).go(0), null));
