// What npm quill-delta takes for the tasks of EmpathyLedger.Benchmarks/TextBenchmark.cs, once each: node delta-bench.mjs TASKS.json
// Prints one JSON object: operations a second by task, milliseconds for parsing. The tasks come with all that is asked, so that both
// sides do the same work; "ends" is what they came to, so that it can be compared.
import { readFileSync } from 'node:fs';
import Delta from 'quill-delta';

const tasks = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const deltas = list => list.map(change => new Delta(change.ops));
const rates = {};
const ends = {};

// Over and over until it has lasted long enough to be believed, after a while to get warm.
const measure = (operations, once) => {
  const until = (milliseconds) => {
    const start = performance.now();
    let rounds = 0;
    do {
      once();
      rounds++;
    } while (performance.now() - start < milliseconds);
    return rounds * operations / (performance.now() - start) * 1000;
  };
  until(150);
  return until(400);
};

const timed = (operations, once) => {
  const start = performance.now();
  const end = once();
  return [operations / (performance.now() - start) * 1000, end];
};

const [ones, others, nexts] = [deltas(tasks.ones), deltas(tasks.others), deltas(tasks.nexts)];
rates.transform = measure(ones.length, () => ones.forEach((one, i) => one.transform(others[i], true)));
rates.compose = measure(ones.length, () => ones.forEach((one, i) => one.compose(nexts[i])));

const [missed, late] = [deltas(tasks.missed), new Delta(tasks.late.ops)];
rates.late = measure(1, () => missed.reduce((change, before) => before.transform(change, true), late));

const [text, edits] = [new Delta(tasks.text.ops), deltas(tasks.edits)];
[rates.edits, ends.edits] = timed(edits.length, () => JSON.stringify(edits.reduce((all, edit) => all.compose(edit), text)).length);

const paper = deltas(tasks.paper);
[rates.paper, ends.paper] = timed(paper.length, () => paper.reduce((all, edit) => all.compose(edit), new Delta()).length());

// As EmpathyLedger.Tests/Collaboration/Text/TraceReplay.cs: for each writer there is what they have not seen yet.
const concurrent = tasks.concurrent.map(({ seen, agent, change }) => ({ seen, agent, change: new Delta(change.ops) }));
[rates.concurrent, ends.concurrent] = timed(concurrent.length, () => {
  let all = new Delta();
  const unseen = [[], []];
  const known = [0, 0];
  for (const { seen, agent, change: written } of concurrent) {
    const other = 1 - agent;
    const mine = unseen[agent];
    mine.splice(0, seen[other] - known[agent]);
    known[agent] = seen[other];
    let change = written;
    mine.forEach((missed, i) => {
      mine[i] = change.transform(missed, agent === 0);
      change = missed.transform(change, other === 0);
    });
    all = all.compose(change);
    unseen[other].push(change);
  }
  return all.length();
});

rates.parsePaper = measure(1, () => JSON.parse(tasks.paperJson));
rates.parseText = measure(1, () => JSON.parse(tasks.textJson));

console.log(JSON.stringify({ rates, ends }));
