// Whoever reads along sends nothing, sees everything, and loses no word that they had written before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timing } from '../../wwwroot/js/story-editor/live-story.js';
import { ToyPage, ToyStory, textOf } from './live-toys.mjs';
import { ToyClock, settle } from './toys.mjs';

async function opened(story, clock, clientId, options) {
  const page = new ToyPage(story, clock, clientId, options);
  page.live.open();
  await arrive([page], clock);
  return page;
}

async function arrive(pages, clock) {
  for (let busy = true; busy;) {
    await settle();
    busy = pages.some(({ link }) => link.up.length + link.down.length > 0);
    for (const { link } of pages) { link.arriveUp(); link.arriveDown(); }
  }
  await clock.pass(0);
}

async function written(page, pages, clock) {
  await clock.pass(timing.gatherMs);
  await arrive(pages, clock);
}

test('Whoever reads along sees what is written, and nothing of theirs is sent', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  story.readers.add('reader');
  const [page, reader] = [await opened(story, clock, 'writer'), await opened(story, clock, 'reader')];
  assert.deepEqual([page.live.mayWrite, reader.live.mayWrite], [true, false]);
  page.insert(0, 'The river rose.');
  await written(page, [page, reader], clock);
  assert.equal(reader.text, 'The river rose.\n');

  // As by a script, past the closed text box.
  reader.insert(0, 'Not mine. ');
  await written(reader, [page, reader], clock);
  await clock.pass(60000);
  assert.deepEqual(reader.link.submitted, []);
  assert.equal(reader.text, 'The river rose.\n');
  assert.deepEqual(reader.aside, ['Not mine. The river rose.\n']);
});

test('Words typed while the text is on its way to whoever reads along are put aside too, and the reading goes on', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  story.readers.add('reader');
  const [page, reader] = [await opened(story, clock, 'writer'), await opened(story, clock, 'reader')];
  reader.insert(0, 'First. ');
  await settle();
  reader.insert(0, 'Then. ');      // the text without the first is not here yet
  await arrive([page, reader], clock);
  assert.deepEqual(reader.aside, ['First. \n', 'Then. First. \n']);
  page.insert(0, 'The river rose.');
  await written(page, [page, reader], clock);
  await clock.pass(60000);
  await arrive([page, reader], clock);
  assert.deepEqual([reader.text, reader.live.state.kind], ['The river rose.\n', 'saved']);
  assert.deepEqual(reader.link.submitted, []);
});

for (const isTold of [true, false]) {
  test(`Turned into a reader while typing (${isTold ? 'told first' : 'refused first'}): the words are kept before the text goes on without them`, async () => {
    const [story, clock] = [new ToyStory(), new ToyClock()];
    const [page, other] = [await opened(story, clock, 'a'), await opened(story, clock, 'b')];
    page.insert(0, 'In. ');
    await written(page, [page, other], clock);
    page.insert(4, 'On its way. ');
    await clock.pass(timing.gatherMs);
    page.insert(16, 'Unsent.');
    if (isTold) story.turn('a', false);
    else story.readers.add('a');
    let keep;
    page.keepAside = () => new Promise(resolve => { keep = resolve; });
    await arrive([page, other], clock);
    assert.deepEqual(page.aside, ['In. On its way. Unsent.\n']);
    assert.equal(page.text, 'In. On its way. Unsent.\n', 'not before they are safe');
    assert.equal(page.live.isSaved, false);
    keep();
    other.insert(0, 'Theirs. ');
    await written(other, [page, other], clock);
    assert.deepEqual([page.text, textOf(story.body)], ['Theirs. In. \n', 'Theirs. In. \n']);
    assert.equal(page.live.isSaved, true);
    assert.deepEqual(page.link.submitted.map(message => message.sequence), [1, 2]);
  });
}

test('What was in before is in, and nothing is kept aside', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const page = await opened(story, clock, 'a');
  page.insert(0, 'In.');
  await clock.pass(timing.gatherMs);
  page.link.arriveUp();
  story.turn('a', false);
  await arrive([page], clock);
  assert.deepEqual([page.aside, textOf(story.body), page.text, page.live.mayWrite], [[], 'In.\n', 'In.\n', false]);
});

test('Away while the part changed: what was kept on the device is handed over when the page is back', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const page = await opened(story, clock, 'a');
  page.insert(0, 'Before. ');
  await written(page, [page], clock);
  page.link.cut();
  page.insert(8, 'Away.');
  const kept = JSON.parse(JSON.stringify(page.live.pending));
  page.live.stop();
  story.turn('a', false);
  const again = await opened(story, clock, 'a', { kept, shown: page });
  await arrive([again], clock);
  assert.deepEqual([again.aside, again.text], [['Before. Away.\n'], 'Before. \n']);
});

test('A reader who may write now writes, under the next number, without opening anything', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const page = await opened(story, clock, 'a');
  page.insert(0, 'First. ');
  await written(page, [page], clock);
  story.turn('a', false);
  await arrive([page], clock);
  story.turn('a', true);
  await arrive([page], clock);
  assert.equal(page.live.mayWrite, true);
  page.insert(7, 'Second.');
  await written(page, [page], clock);
  assert.equal(textOf(story.body), 'First. Second.\n');
  assert.deepEqual(page.link.submitted.map(message => message.sequence), [1, 2]);
});

test('A right that comes back while words are put aside sends them not as well', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const page = await opened(story, clock, 'a');
  page.insert(0, 'Aside.');
  story.turn('a', false);
  let keep;
  page.keepAside = () => new Promise(resolve => { keep = resolve; });
  await arrive([page], clock);
  story.turn('a', true);
  await arrive([page], clock);
  await clock.pass(timing.gatherMs * 3);
  keep();
  await arrive([page], clock);
  await clock.pass(60000);
  await arrive([page], clock);
  assert.deepEqual([page.aside, page.text, page.link.submitted], [['Aside.\n'], '\n', []]);
  page.insert(0, 'Again.');
  await written(page, [page], clock);
  assert.equal(textOf(story.body), 'Again.\n');
});

test('A part that changes between two openings is asked about once more', async () => {
  const [story, clock] = [new ToyStory(), new ToyClock()];
  const page = new ToyPage(story, clock, 'a');
  page.live.open();
  page.link.arriveUp();
  story.turn('a', false);
  // The answer of the opening was made before, and comes after.
  page.link.down.reverse();
  await arrive([page], clock);
  await clock.pass(timing.retryFirstMs);
  await arrive([page], clock);
  assert.equal(page.live.mayWrite, false);
});
